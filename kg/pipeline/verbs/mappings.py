"""`mappings`: the matches of a graph as an SSSOM table."""

from kg.linking.sssom_table import sssom_lines
from kg.pipeline.graph.graph_labels import matches_of_graph, minter_of
from kg.pipeline.run.options import MappingsOptions, path_of
from kg.pipeline.run.outputs import open_output
from kg.version import __version__

__all__ = ["mappings"]


def mappings(options: MappingsOptions) -> int:
    """Writes the matches of a graph as an SSSOM table; gives how many there are."""
    graph, output = (path_of(each, verb="kg.mappings") for each in (options.graph, options.output))
    base = minter_of(graph).base
    matches = list(matches_of_graph(graph))
    with open_output(output) as stream:
        for line in sssom_lines(matches, base=base, version=__version__):
            stream.write(line.encode())
    return len(matches)
