"""What the library and the command line do alike, one module a verb."""
