"""`ingest`: files in, one validated graph out."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.boundary import complain
from kg.cli.commanding import command_of
from kg.cli.completion import severities
from kg.cli.manner import manner
from kg.cli.output.preview import explain_lines, plan
from kg.errors import Severity, UsageError
from kg.flags import Flag
from kg.pipeline.run.options import IngestOptions, paths_of

if TYPE_CHECKING:
    from kg.pipeline.verbs.ingest import Ingested

__all__ = ["FailOn", "fail_on", "ingest", "verdict"]

FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        help="The least severity that makes the exit code 1: violation, warning, info, none.",
        autocompletion=severities,
    ),
]


@dataclass(frozen=True, kw_only=True)
class _Options(IngestOptions):
    """The options of the library's verb, and those of the conversation."""

    out_dir: Annotated[
        str | os.PathLike[str] | None, Flag("The folder for the default files.", ("--out-dir",), kind=str)
    ] = "kg-out"
    fail_on_name: FailOn = "violation"
    force: Annotated[bool, typer.Option("--force", help="Make the graph anew, though nothing has changed.")] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say which reader takes which file, and write nothing.")
    ] = False
    explain_lines: Annotated[
        bool, typer.Option("--explain-lines", help="Show where each line of a page goes, and write nothing.")
    ] = False
    log: Annotated[
        str | None,
        typer.Option("--log", help="Write a line a minute on how it goes on to this file; - is standard error."),
    ] = None


@command_of(_Options)
def ingest(options: _Options) -> int:
    """Read trial records, link them, validate them, and write a graph."""
    from kg.cli.output.summary import Conversation
    from kg.pipeline.run.destinations import STREAMS
    from kg.pipeline.verbs.ingest import ingest as run
    from kg.pipeline.verbs.ingest import unchanged

    least = fail_on(options.fail_on_name)
    if options.explain_lines:
        return explain_lines(paths_of(options.paths), id_from_name=options.id_from_name)
    if options.dry_run:
        return plan(paths_of(options.paths))
    talk = Conversation(err=options.output in STREAMS, log=options.log)
    if not (options.force or manner().verbose) and (before := unchanged(options)):
        code = verdict(before.severities, least, unreadable=False)
        talk.unchanged(before, failing=options.fail_on_name if code else None)
        return code
    begin = time.monotonic()
    with talk.progress() as listener:
        done = run(replace(options, listener=listener), keep=False)
    talk.summary(done.result, done.validated, done.written, seconds=time.monotonic() - begin)
    if not done.totals.records:
        complain(f"no study was found, so no graph is written; {done.untouched}")
    return _code(done, least)


def _code(done: "Ingested", least: Severity | None) -> int:
    levels = [*done.problems.severities(), *(each.level for each in done.validated.report.rules)]
    return verdict(levels, least, unreadable=bool(done.unreadable)) or int(not done.totals.records)


def fail_on(name: str) -> Severity | None:
    """The least severity that fails a run; None for `none`. Raises UsageError for any other name."""
    if name == "none":
        return None
    try:
        return Severity[name.upper()]
    except KeyError:
        raise UsageError(f"unknown --fail-on {name!r}; known are violation, warning, info, none") from None


def verdict(levels: Sequence[Severity], least: Severity | None, *, unreadable: bool) -> int:
    """The exit code: 2 if a path could not be read, 1 for a problem or finding of at least that severity, else 0."""
    if unreadable:
        return 2
    return int(least is not None and any(level >= least for level in levels))
