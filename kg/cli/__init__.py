"""The command line: commands, what they print, and the boundary where errors become exit codes."""
