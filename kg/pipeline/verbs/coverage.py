"""`coverage`: how many names of a graph have become identifiers, and which have not."""

from kg.linking.coverage_counts import Coverage
from kg.linking.coverage_counts import coverage as counted
from kg.pipeline.graph.graph_labels import labels_of_graph
from kg.pipeline.graph.graph_matches import matches_of_graph
from kg.pipeline.run.options import CoverageOptions, path_of

__all__ = ["coverage"]


def coverage(options: CoverageOptions) -> Coverage:
    """How many names of a graph are matched, per kind and method, and which are not."""
    graph = path_of(options.graph, verb="kg.coverage")
    return counted(labels_of_graph(graph, matches_of_graph(graph)))
