"""`mappings`: the matches of a graph as an SSSOM table."""

from typing import Annotated

import typer

from kg.version import __version__

__all__ = ["mappings"]


def mappings(
    graph: Annotated[str, typer.Argument(help="An RDF file that kgbuild wrote.")],
    *,
    output: Annotated[str, typer.Option("-o", "--output", help="The table to write; - writes standard output.")] = "-",
) -> None:
    """Write the matches of a graph as SSSOM. Curate the table, and give it back by --mappings."""
    from kg.linking.sssom_table import sssom_lines
    from kg.pipeline.graph.graph_file import base_of, quads_of
    from kg.pipeline.graph.graph_labels import matches_of_graph
    from kg.pipeline.run.outputs import open_output

    base = base_of(graph, quads_of(graph)).base
    with open_output(output) as stream:
        for line in sssom_lines(matches_of_graph(graph), base=base, version=__version__):
            stream.write(line.encode())
