"""`validate`: any RDF file against the shapes that ship, or against others."""

from dataclasses import dataclass
from typing import Annotated

from kg.cli.boundary import say, tell
from kg.cli.commanding import Before, command_of
from kg.pipeline.run.options import IngestOptions, MaxFindings, ValidateOptions

from .ingest import FailOn, fail_on, verdict

__all__ = ["validate"]


@dataclass(frozen=True, kw_only=True)
class _Options(ValidateOptions):
    """The options of the library's verb, and what ends the command as failed."""

    max_findings: MaxFindings = IngestOptions.max_findings
    fail_on_name: Annotated[FailOn, Before("engine")] = "violation"


@command_of(_Options)
def validate(options: _Options) -> int:
    """Check RDF files by SHACL. With --shapes plain SHACL, whatever the shapes; data and shapes may be one file."""
    from kg.cli.output.summary import finding_lines
    from kg.pipeline.verbs.validate import validate as run

    least = fail_on(options.fail_on_name)
    found = run(options)
    for note in found.report.handed_over:
        say(f"{note}; this shape runs on pySHACL")
    for line in finding_lines(found):
        tell(line)
    tell("conforms" if found.report.conforms else f"{found.report.count:,} findings")
    return verdict([each.level for each in found.report.rules], least, unreadable=False)
