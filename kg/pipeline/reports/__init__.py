"""Reports of problems and findings as files."""
