"""Reports of problems and findings as files: Turtle, JSON lines, CSV, HTML."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import msgspec

from kg.errors import Problem, UsageError
from kg.iris import BASE
from kg.pipeline.run.destinations import BESIDE
from kg.pipeline.run.problems import Cut, Problems

from .html_report import html_page
from .rows import Row
from .run_facts import RunFacts

if TYPE_CHECKING:
    from kg.pipeline.graph.shape_checks import Validated
    from kg.pipeline.run.ingest import Result
    from kg.shacl import Finding, RuleSummary

__all__ = ["RunReport", "guarded", "report_format", "report_of", "write_beside", "write_context", "write_report"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Classes = Mapping[str, Sequence[str]]
_STUDY = re.compile(r"[/#](?:study|record/[^/]+)/([^/?#]+)")


class RunReport(NamedTuple):
    """All that a report says."""

    rows: list[Row]
    """Problems, then findings, the gravest first."""
    found: "Validated"
    base: str | None
    """The base of the IRIs of the report's own nodes; None for blank nodes, as SHACL engines write them."""
    run: RunFacts | None = None
    """What is said of the run, on a page."""


def report_format(path: str) -> str:
    """The extension of a report; raises UsageError that lists the known ones."""
    extension = Path(path).suffix.removeprefix(".").lower()
    if extension not in _WRITERS:
        raise UsageError(f"unknown report format {path!r}; known are {' '.join(f'.{each}' for each in _WRITERS)}")
    return extension


def report_of(problems: Iterable[Problem], found: "Validated", *, base: str | None) -> RunReport:
    """The report of a run."""
    report, labels, classes = found
    problems = problems if isinstance(problems, Problems) else Problems.of(problems)
    rows = [(-each.severity, _problem_row(each)) for each in problems]
    rows += [(-each.severity, _unlisted_row(each)) for each in problems.cut()]
    rows += [
        (-each.level, _finding_row(each, labels.get(each.focus), base or BASE, classes)) for each in report.findings
    ]
    rows += [(-each.level, _omitted_row(each, base or BASE, classes)) for each in report.rules if each.omitted]
    return RunReport([row for _, row in sorted(rows, key=lambda each: each[0])], found, base)


def _problem_row(problem: Problem) -> Row:
    return Row(
        kind="problem",
        severity=problem.severity.name.lower(),
        rule=problem.rule,
        study=problem.record,
        label=None,
        where=":".join(str(part) for part in (problem.file, problem.line) if part is not None),
        path=problem.path,
        value=None,
        message=problem.message,
        hint=problem.hint,
    )


def _finding_row(finding: "Finding", label: str | None, base: str, classes: _Classes) -> Row:
    from kg.rdf.curies import compact_path, compact_term
    from kg.shacl.paths import path_text

    from .rule_names import rule_name

    study = _STUDY.search(finding.focus[1:-1]) if finding.focus[0] == "<" else None
    return Row(
        kind="finding",
        severity=finding.level.name.lower(),
        rule=rule_name(finding, classes, base=base),
        study=unquote(study[1]) if study else None,
        label=label,
        where=finding.focus[1:-1] if finding.focus[0] == "<" else finding.focus,
        path=compact_path(path_text(finding.path)) if finding.path else None,
        value=compact_term(finding.value, base=base) if finding.value else None,
        message=finding.message,
        hint=None,
    )


def _unlisted_row(cut: Cut) -> Row:
    return Row(
        kind="omitted",
        severity=cut.severity.name.lower(),
        rule=cut.rule,
        study=None,
        label=None,
        where="-",
        path=None,
        value=str(cut.omitted),
        message=f"{cut.omitted:,} of {cut.all:,} problems of this rule are not listed.",
        hint="--max-problems keeps more",
    )


def _omitted_row(rule: "RuleSummary", base: str, classes: _Classes) -> Row:
    from .rule_names import rule_name

    return Row(
        kind="omitted",
        severity=rule.level.name.lower(),
        rule=rule_name(rule.first, classes, base=base),
        study=None,
        label=None,
        where="-",
        path=None,
        value=str(rule.omitted),
        message=f"{rule.omitted:,} of {rule.count:,} findings of this rule are not listed.",
        hint="--max-findings keeps more",
    )


def write_report(path: str, form: str, report: RunReport) -> None:
    """Writes a report in one of the known formats."""
    from kg.pipeline.run.outputs import open_output

    with open_output(path) as stream:
        for block in _WRITERS[form](report):
            stream.write(block.encode())


def write_beside(out_dir: str, result: "Result", report: RunReport) -> list[str]:
    """Writes what stands beside the graph by default: ontology, validation report, ledger; gives their paths."""
    from kg.pipeline.graph.ontology import write_ontology
    from kg.pipeline.run.outputs import open_output
    from kg.rdf import Format

    paths = [f"{out_dir}/{name}" for name in BESIDE]
    with open_output(paths[0]) as stream:
        write_ontology(stream, Format.TURTLE)
    write_report(paths[1], "ttl", report)
    write_ledger(paths[2], result)
    return paths


def write_ledger(path: str, result: "Result") -> str:
    """Writes what became of each record, as JSON lines; gives the path."""
    from kg.pipeline.run.outputs import open_output

    with open_output(path) as stream:
        stream.writelines(result.ledger.lines())
    return path


def write_context(path: str) -> str:
    """Writes the JSON-LD context beside a `.jsonl` file that names it; gives its path."""
    from kg import assets
    from kg.pipeline.run.outputs import open_output

    beside = str(Path(path).with_name("context.jsonld"))
    with open_output(beside) as stream:
        stream.write(assets.read("ontology/context.jsonld").encode())
    return beside


def _turtle(report: RunReport) -> Iterator[str]:
    """The results graph; what else was found is said in comments: problems of reading are none of SHACL's."""
    from kg.rdf import Format
    from kg.rdf.curies import known_prefixes
    from kg.rdf.dataset import Dataset, write_dataset
    from kg.shacl import report_triples

    problems = sum(row.kind == "problem" for row in report.rows)
    if problems:
        yield f"# {problems} problems of reading are not part of this graph; .jsonl, .csv and .html hold them.\n"
    yield from (f"# {row.rule}: {row.message} {row.hint}.\n" for row in report.rows if row.kind == "omitted")
    results = report_triples(report.found.report.findings, report.base)
    dataset = Dataset(((*triple, "") for triple in results), named_graphs=False)
    text = io.BytesIO()
    write_dataset(dataset, text, Format.TURTLE, prefixes=known_prefixes(), base=report.base or BASE)
    yield text.getvalue().decode()


def _json_lines(report: RunReport) -> Iterator[str]:
    for row in report.rows:
        said = {name: value for name, value in row._asdict().items() if value is not None}
        yield msgspec.json.encode(said).decode() + "\n"


def guarded(cells: Iterable[object]) -> list[object]:
    """The cells of a row of a report: a text that a spreadsheet would take for a formula begins with an apostrophe.

    As OWASP advises against CSV injection; answers to queries are data, and stay as they are.
    """
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in cells]


def _csv(report: RunReport) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(Row._fields)
    writer.writerows(map(guarded, report.rows))
    yield buffer.getvalue()


def _html(report: RunReport) -> Iterator[str]:
    from kg.rdf.curies import compact

    base = report.base or BASE
    yield html_page([row._replace(where=compact(row.where, base=base)) for row in report.rows], report.run)


_WRITERS: dict[str, Callable[[RunReport], Iterator[str]]] = {
    "ttl": _turtle,
    "jsonl": _json_lines,
    "csv": _csv,
    "html": _html,
}
