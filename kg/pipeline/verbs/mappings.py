"""`mappings`: the matches of a graph as an SSSOM table."""

from kg.linking.sssom_table import sssom_lines
from kg.pipeline.graph.graph_file import base_of, quads_of
from kg.pipeline.graph.graph_labels import matches_of_graph
from kg.pipeline.run.options import MappingsOptions, path_of
from kg.pipeline.run.outputs import open_output
from kg.version import __version__

__all__ = ["mappings"]


def mappings(options: MappingsOptions) -> None:
    """Writes the matches of a graph as an SSSOM table."""
    graph, output = (path_of(each, verb="kg.mappings") for each in (options.graph, options.output))
    base = base_of(graph, quads_of(graph)).base
    with open_output(output) as stream:
        for line in sssom_lines(matches_of_graph(graph), base=base, version=__version__):
            stream.write(line.encode())
