"""`convert`: any RDF files in, one file in any of the formats out, with the same statements."""

from dataclasses import dataclass
from typing import Annotated

import typer

from kg.cli.boundary import say
from kg.cli.commanding import command_of
from kg.pipeline.run.options import ConvertOptions, OutputFile

__all__ = ["convert"]


@dataclass(frozen=True, kw_only=True)
class _Options(ConvertOptions):
    """The options of the library's verb, and those of the conversation."""

    output: OutputFile = "-"
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only errors.")] = False


@command_of(_Options)
def convert(options: _Options) -> None:
    """Convert RDF files, ours or any other, into one file; several become one graph.

    Named graphs are kept in .nq and .trig, and united in .ttl, .nt, .jsonld, .jsonl, .rdf. Blank nodes stay
    blank nodes.
    """
    from kg.pipeline.verbs.convert import convert as run

    done = run(options)
    if options.quiet:
        return
    say(f"{done.statements:,} statements written to {'standard output' if options.output == '-' else options.output}")
    if done.united:
        say(f"{done.united:,} named graphs were united: .{done.extension} holds none, .nq and .trig do")
