"""Files -> readings -> one graph, with every record accounted for."""
