"""`convert`: any RDF files in, one file in any of the formats out, with the same statements."""

import os
from dataclasses import dataclass

from kg.cli.boundary import outcome, say
from kg.cli.commanding import command_of
from kg.errors import shown
from kg.pipeline.run.options import ConvertOptions, OutputFile

__all__ = ["convert"]


@dataclass(frozen=True, kw_only=True)
class _Options(ConvertOptions):
    """The options of the library's verb, and those of the conversation."""

    output: OutputFile = "-"


@command_of(_Options)
def convert(options: _Options) -> None:
    """Convert RDF files into one file of any format.

    Ours or any other; several become one graph. Named graphs are kept in .nq and .trig, and united in .ttl, .nt,
    .jsonld, .jsonl, .rdf. Blank nodes stay blank nodes.
    """
    from kg.pipeline.verbs.convert import convert as run

    done = run(options)
    to_stdout = options.output == "-"
    outcome(
        f"{done.statements:,} statements written to {'standard output' if to_stdout else options.output}",
        err=to_stdout,
        statements=done.statements,
        united=done.united,
        written=[shown(os.fspath(options.output))],
    )
    if done.united:
        say(f"{done.united:,} named graphs were united: .{done.extension} holds none, .nq and .trig do")
