"""`validate`: any RDF file against the shapes that ship, or against others."""

from dataclasses import dataclass
from typing import Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.commanding import Before, command_of
from kg.cli.manner import manner
from kg.pipeline.run.options import IngestOptions, MaxFindings, ValidateOptions

from .ingest import FailOn, fail_on, verdict

__all__ = ["validate"]


@dataclass(frozen=True, kw_only=True)
class _Options(ValidateOptions):
    """The options of the library's verb, and those of the conversation."""

    max_findings: MaxFindings = IngestOptions.max_findings
    fail_on_name: Annotated[FailOn, Before("engine")] = "violation"
    examples: Annotated[
        int | None,
        typer.Option("--print", min=0, metavar="N", help="Print N findings of each rule; default 3, with -v all."),
    ] = None


@command_of(_Options)
def validate(options: _Options) -> int:
    """Check RDF files by SHACL.

    By the shapes that ship, or by any others with --shapes; data and shapes may stand in one file.
    """
    from kg.cli.output.summary import EXAMPLES, finding_lines, validation_events, verdict_line
    from kg.cli.output.wrapping import wrapped
    from kg.pipeline.verbs.validate import validate as run

    least = fail_on(options.fail_on_name)
    found = run(options)
    for note in found.report.handed_over:
        say(f"{note}; this shape runs on pySHACL")
    shown = options.examples if options.examples is not None else None if manner().verbose else EXAMPLES
    if manner().as_json:
        for line in validation_events(found):
            tell(line)
    else:
        for line in () if manner().quiet else finding_lines(found, examples=shown):
            tell(wrapped(line, indent=12))
        tell(verdict_line(found))
    return verdict([each.level for each in found.report.rules], least, unreadable=False)
