"""`link`: the matches of a graph made anew."""

from typing import Annotated

import typer

from kg.cli.boundary import say
from kg.cli.linking import LexiconOption, MappingsOption, link_stage
from kg.cli.output.summary import matched_line
from kg.cli.parameters import RdfFormat

__all__ = ["link"]


def link(
    graph: Annotated[str, typer.Argument(help="An RDF file that kgbuild wrote; N-Quads are read in bounded memory.")],
    *,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="The file to write; default the graph itself.")
    ] = None,
    output_format: RdfFormat = None,
    mappings: MappingsOption = None,
    lexicon: LexiconOption = None,
) -> int:
    """Match the names of a graph to public vocabularies again, without reading its records."""
    from kg.pipeline.graph.relink import relink

    target = output or graph
    stage = relink(graph, target, lambda mint: link_stage(mint, lexicon=lexicon, mappings=mappings), form=output_format)
    for problem in stage.problems:
        say(str(problem))
    say(f"matched: {matched_line(stage.counts())}")
    say(f"written: {target}")
    return int(bool(stage.problems))
