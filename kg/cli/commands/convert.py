"""`convert`: any RDF files in, one file in any of the formats out, with the same statements; trial records as FHIR."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cli.boundary import outcome, say
from kg.cli.commanding import command_of
from kg.errors import shown
from kg.pipeline.run.options import ConvertOptions, OutputFile

if TYPE_CHECKING:
    from kg.pipeline.verbs.convert import Converted

__all__ = ["convert"]


@dataclass(frozen=True, kw_only=True)
class _Options(ConvertOptions):
    """The options of the library's verb, and those of the conversation."""

    output: OutputFile = "-"


def _tell_of_records(options: _Options, done: "Converted") -> None:
    to_stdout = options.output == "-"
    place = "standard output" if to_stdout else shown(os.fspath(options.output))
    outcome(
        f"{done.records:,} record{'s' * (done.records != 1)} written as ResearchStudy of FHIR R5 to {place}",
        err=to_stdout,
        records=done.records,
        refused=len(done.refused),
        written=[shown(os.fspath(options.output))],
    )
    if done.refused:
        say(f"{len(done.refused):,} are not written: {done.refused[0]}" + (" ..." if len(done.refused) > 1 else ""))


@command_of(_Options)
def convert(options: _Options) -> None:
    """Convert RDF files into one file of any format, or trial records into FHIR.

    RDF: ours or any other; several files become one graph. Named graphs are kept in .nq and .trig, and united in .ttl,
    .nt, .jsonld, .jsonl, .rdf. Blank nodes stay blank nodes.

    FHIR: files and folders with trial records of any registry, each a ResearchStudy of R5, in a line of its own
    (.fhir.ndjson) or all in one Bundle (.fhir.json).
    """
    from kg.pipeline.verbs.convert import convert as run

    done = run(options)
    to_stdout = options.output == "-"
    if done.records:
        _tell_of_records(options, done)
        return
    outcome(
        f"{done.statements:,} statements written to {'standard output' if to_stdout else options.output}",
        err=to_stdout,
        statements=done.statements,
        united=done.united,
        written=[shown(os.fspath(options.output))],
    )
    if not done.statements:
        say("no statement was read: records of trials become a graph by `kgbuild ingest`")
    if done.united:
        say(f"{done.united:,} named graphs were united: .{done.extension} holds none, .nq and .trig do")
