"""The documents that are generated: `make docs` writes them, a test holds them to their sources."""
