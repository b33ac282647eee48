"""`link`: the matches of a graph made anew."""

from typing import Annotated

import typer

from kg.cli.boundary import say
from kg.cli.output.summary import matched_line, spoken
from kg.cli.shared_options import LexiconOption, MappingsOption, RdfFormat

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
    from kg.pipeline.verbs.link import link as run

    done = run(graph, output, form=output_format, mappings=mappings, lexicon=lexicon, note=spoken)
    for problem in done.problems:
        say(str(problem))
    say(f"matched: {matched_line(done.counts)}")
    say(f"written: {done.written}")
    return int(bool(done.problems))
