"""`link`: the matches of a graph made anew."""

from typing import Annotated

import typer

from kg.cli.boundary import say
from kg.cli.linking import LexiconOption, MappingsOption, link_stage
from kg.cli.output.summary import matched_line

__all__ = ["link"]


def link(
    graph: Annotated[str, typer.Argument(help="An RDF file that kgbuild wrote; N-Quads are read in bounded memory.")],
    *,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="The file to write; default the graph itself.")
    ] = None,
    output_format: Annotated[
        str | None, typer.Option("--format", help="ttl, nt, nq, trig, jsonld, jsonl; default by extension.")
    ] = None,
    mappings: MappingsOption = None,
    lexicon: LexiconOption = None,
) -> int:
    """Match the names of a graph to public vocabularies again, without reading its records."""
    from kg.pipeline.graph.relink import relink
    from kg.pipeline.run.outputs import STDOUT, open_output
    from kg.rdf import format_of

    target = output or graph
    form = format_of(output_format or (graph if target == STDOUT else target))
    with open_output(target) as stream:
        stage = relink(graph, stream, lambda mint: link_stage(mint, lexicon=lexicon, mappings=mappings), form=form)
    for problem in stage.problems:
        say(str(problem))
    say(f"matched: {matched_line(stage.counts())}")
    say(f"written: {target}")
    return int(bool(stage.problems))
