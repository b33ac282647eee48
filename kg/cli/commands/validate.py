"""`validate`: any RDF file against the shapes that ship, or against others."""

from typing import Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.shared_options import EngineName, MaxFindings, ReportFile
from kg.pipeline.run.options import IngestOptions

from .ingest import FailOn, fail_on, verdict

__all__ = ["validate"]


def validate(
    files: Annotated[list[str], typer.Argument(help="RDF files; their union is checked.")],
    *,
    shapes: Annotated[list[str] | None, typer.Option(help="Use these shapes instead of those that ship.")] = None,
    report: ReportFile = None,
    max_findings: MaxFindings = IngestOptions.max_findings,
    fail_on_name: FailOn = "violation",
    engine: EngineName = "kgbuild",
) -> int:
    """Check RDF files by SHACL. With --shapes plain SHACL, whatever the shapes; data and shapes may be one file."""
    from kg.cli.output.summary import finding_lines
    from kg.iris import BASE
    from kg.pipeline.graph.shape_checks import validate_files
    from kg.pipeline.reports.reports import report_format, report_of, write_report

    least = fail_on(fail_on_name)
    form = report_format(report) if report else None
    found = validate_files(files, shapes=shapes, engine=engine, max_findings=max_findings)
    for note in found.report.handed_over:
        say(f"{note}; this shape runs on pySHACL")
    if report and form:
        write_report(report, form, report_of([], found, base=None if shapes else BASE))
    for line in finding_lines(found):
        tell(line)
    tell("conforms" if found.report.conforms else f"{found.report.count:,} findings")
    return verdict([each.level for each in found.report.rules], least, unreadable=False)
