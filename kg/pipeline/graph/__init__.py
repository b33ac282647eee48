"""Studies -> one graph: statements, links, checks, coverage; and graphs in files."""
