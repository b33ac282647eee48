"""What a run says: progress while it goes on, a summary when it ends, as text or as JSON lines."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import msgspec

from kg.cli.boundary import complain, say, say_problem, say_styled, tell_styled
from kg.cli.manner import event_line, manner
from kg.errors import Problem, Severity, shown
from kg.terminal import for_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kg.pipeline.graph.shape_checks import Validated
    from kg.pipeline.run.ingest import Listener, Result
    from kg.pipeline.run.manifest import Manifest
    from kg.pipeline.run.problems import Problems
    from kg.shacl import Finding, RuleSummary

from .progress_log import progress_log
from .screen import count_of, screen
from .wrapping import wrapped

__all__ = ["EXAMPLES", "Conversation", "finding_lines", "spoken", "validation_events", "verdict_line"]

EXAMPLES = 3
"""So many examples of a rule are shown where nothing else is asked for."""
_WIDTH = 100
"""Characters of a line where no terminal says how many it has."""
_LABEL = 100


class Conversation:
    """Talks to the user, on standard error where standard output carries the graph."""

    def __init__(self, *, err: bool, log: str | None = None) -> None:
        self._err = err
        self._log = log
        self._verbose, self._quiet, self._json = manner()

    @property
    def terse(self) -> bool:
        """Whether nothing is said that is of interest only while it happens."""
        return self._quiet or self._json

    @contextmanager
    def progress(self) -> "Iterator[Listener]":
        """Hears a run; shows how it goes on on a terminal, and writes it to the log that is asked for."""
        with self._shown() as heard, progress_log(heard, self._log) as listener:
            yield listener

    @contextmanager
    def _shown(self) -> "Iterator[Listener]":
        if self._quiet or self._json or not sys.stderr.isatty():
            yield _Quiet(self)
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description:9}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[problems]}"),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            yield _Live(bars)

    def event(self, kind: str, /, **facts: Any) -> None:
        """One JSON line, if JSON was asked for."""
        if self._json:
            self._line(event_line(kind, **facts))

    def summary(self, result: "Result", found: "Validated", written: Sequence[str], *, seconds: float) -> None:
        """What came of the run, which took so many seconds."""
        if self._json:
            self._summary_event(result, found, written)
            return
        if self._quiet:
            for problem in result.problems:
                if problem.severity is Severity.VIOLATION:
                    say_problem(problem)
            return
        if self._verbose:
            for text in (*_problem_lines(result.problems), *finding_lines(found)):
                self._line(text if self._err else wrapped(text, indent=12))
        elif not result.totals.records:
            self._why_nothing(result.problems)
        stream = sys.stderr if self._err else sys.stdout
        colour = stream.isatty() and "NO_COLOR" not in os.environ
        width = shutil.get_terminal_size((_WIDTH, 0)).columns
        for line in screen(
            result, found, written, seconds=seconds, width=width, colour=colour, explained=self._verbose
        ):
            (say_styled if self._err else tell_styled)(line)

    def _why_nothing(self, problems: "Problems") -> None:
        """The first reasons why a run found no study, in full."""
        reasons = [str(each) for each in problems if each.severity is Severity.VIOLATION]
        for text in reasons[:EXAMPLES]:
            self._line(text if self._err else wrapped(text, indent=2))

    def unchanged(self, before: "Manifest", *, failing: str | None) -> None:
        """What is said where the same run was made before, and had problems or findings of a severity that fails it."""
        self.event("unchanged", studies=before.studies, triples=before.triples, written=sorted(before.outputs))
        if not self.terse:
            graph = f"{count_of(before.studies, 'study')}, {count_of(before.triples, 'triple')}"
            self._line(f"nothing changed: {graph} stand as they were written (--force makes them anew)")
            if failing:
                self._line(f"that run has problems or findings of severity {failing} or above (-v explains them)")

    def _summary_event(self, result: "Result", found: "Validated", written: Sequence[str]) -> None:
        for facts in _finding_events(found):
            self.event("finding", **facts)
        totals = result.totals
        self.event(
            "summary",
            studies=totals.studies,
            records=totals.records,
            triples=totals.triples,
            links=totals.links,
            matched={kind: [totals.matched[kind], count] for kind, count in sorted(totals.nodes.items())},
            ledger={fate.value: count for fate, count in result.ledger.counts().items()},
            problems=_by_severity(result.problems.severities()),
            findings=_by_severity(_levels(found.report.rules)),
            omitted=_omitted(found) | result.problems.omitted(),
            joins=result.joins._asdict(),
            store=result.stored and result.stored._asdict(),
            not_read=result.ledger.not_read,
            unreadable=[shown(each.path) for each in result.unreadable],
            written=[shown(path) for path in written],
        )

    def _line(self, text: str) -> None:
        (say_styled if self._err else tell_styled)(for_terminal(text))


def spoken(text: str, *, aside: bool = False) -> None:
    """Says what the user should know."""
    say(text)


class _Quiet:
    """Hears a run, and passes events on."""

    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._stage = ""
        self._total = self._done = 0

    def stage(self, name: str, total: int) -> None:
        self._stage, self._total, self._done = name, total, 0

    def done(self, size: int) -> None:
        self._done += size
        self._talk.event("progress", stage=self._stage, done=self._done, total=self._total)

    def file(self, name: str) -> None:
        self._talk.event("file", name=name)

    def unreadable(self, path: str, reason: str) -> None:
        complain(f"{path}: {reason}")

    def problem(self, problem: Problem) -> None:
        facts = msgspec.to_builtins(problem)
        self._talk.event("problem", **{**facts, "severity": problem.severity.name.lower()})

    def note(self, text: str, *, aside: bool = False) -> None:
        say(text)


class _Live:
    """Hears a run, and shows how far it is, how fast it goes, and the problems so far."""

    def __init__(self, bars: "Progress") -> None:
        self._bars = bars
        self._bar: TaskID | None = None
        self._problems = 0

    def stage(self, name: str, total: int) -> None:
        if self._bar is not None:
            self._bars.remove_task(self._bar)
        self._bar = self._bars.add_task(name, total=total, problems=count_of(self._problems, "problem"))

    def done(self, size: int) -> None:
        if self._bar is not None:
            self._bars.update(self._bar, advance=size, problems=count_of(self._problems, "problem"))

    def file(self, name: str) -> None:
        """The bar says how many bytes are done, not of which file."""

    def unreadable(self, path: str, reason: str) -> None:
        self._bars.console.print(f"error: {path}: {reason}", markup=False, highlight=False, soft_wrap=True)

    def problem(self, problem: Problem) -> None:
        self._problems += 1

    def note(self, text: str, *, aside: bool = False) -> None:
        self._bars.console.print(for_terminal(text), markup=False, highlight=False, soft_wrap=True)


def _problem_lines(problems: "Problems") -> Iterator[str]:
    """Problems grouped by rule, like findings."""
    from kg.sources.rules import RULES

    examples: dict[tuple[str, Severity], list[Problem]] = {}
    for problem in problems:
        examples.setdefault((problem.rule, problem.severity), []).append(problem)
    for (rule, severity), count in sorted(problems.counts.items(), key=lambda each: (-each[0][1], each[0][0])):
        yield f"  {severity.name.lower():9} [{rule}] {count:,} x {RULES[rule].title}: {RULES[rule].hint}"
        for problem in examples.get((rule, severity), [])[:EXAMPLES]:
            where = ":".join(str(part) for part in (problem.file, problem.line, problem.path) if part is not None)
            yield f"            {where} {problem.message}"
    if cut := problems.omitted():
        yield f"  {sum(cut.values()):,} problems are counted but not kept in detail (--max-problems keeps more)"


def _finding_events(found: "Validated") -> Iterator[dict[str, Any]]:
    """Each finding that is kept, as facts of an event."""
    from kg.shacl.paths import path_text

    for each in found.report.findings:
        yield {
            "rule": each.rule,
            "severity": each.level.name.lower(),
            "focus": each.focus,
            "label": found.labels.get(each.focus),
            "path": None if each.path is None else path_text(each.path),
            "value": each.value,
            "shape": each.shape,
            "classes": list(found.classes.get(each.shape, ())),
            "message": each.message,
        }


def validation_events(found: "Validated") -> Iterator[str]:
    """A validation as JSON lines: each finding, then the counts."""
    for facts in _finding_events(found):
        yield event_line("finding", **facts)
    report = found.report
    counts = {
        "conforms": not _levels(report.rules)[Severity.VIOLATION],
        "findings": _by_severity(_levels(report.rules)),
        "omitted": _omitted(found),
    }
    yield event_line("summary", **counts)


def _omitted(found: "Validated") -> dict[str, int]:
    """Rule -> how many of its findings are counted only."""
    return {each.rule or each.shape: each.omitted for each in found.report.rules if each.omitted}


def verdict_line(found: "Validated") -> str:
    """`conforms`, or how many findings of each severity there are."""
    levels = _levels(found.report.rules)
    counted = ", ".join(count_of(levels[each], each.name.lower()) for each in sorted(Severity, reverse=True))
    return f"{'does not conform' if levels[Severity.VIOLATION] else 'conforms'}: {counted}"


def finding_lines(found: "Validated", *, examples: int | None = EXAMPLES) -> Iterator[str]:
    """Findings grouped by rule: how many, what, and some examples with id and label; then what is not kept."""
    from kg.pipeline.reports.rule_names import rule_name

    of_rule: dict[tuple[str, ...], list[Finding]] = {}
    for finding in found.report.findings:
        of_rule.setdefault(finding.group, []).append(finding)
    for rule in found.report.rules:
        alike = of_rule.get(rule.first.group, ())
        yield f"  {rule.level.name.lower():9} [{rule_name(rule.first, found.classes)}] {rule.count:,} x {rule.message}"
        for finding in alike[:examples]:
            label = shorten(found.labels.get(finding.focus, ""), _LABEL, placeholder="…")
            value = f" ({_short(finding.value)})" if finding.value else ""
            yield f"            {_short(finding.focus)}{f' {label}' if label else ''}{value}"
    if cut := [rule for rule in found.report.rules if rule.omitted]:
        yield f"  {found.report.omitted:,} findings are counted but not kept in detail (--max-findings keeps more):"
        yield from (
            f"            [{rule_name(rule.first, found.classes)}] {rule.kept:,} of {rule.count:,} kept" for rule in cut
        )


def _levels(rules: "Sequence[RuleSummary]") -> Counter[Severity]:
    """How many findings of each severity there are, those that are not kept too."""
    counts: Counter[Severity] = Counter()
    for rule in rules:
        counts[rule.level] += rule.count
    return counts


def _by_severity(levels: Counter[Severity]) -> dict[str, int]:
    return {level.name.lower(): levels[level] for level in sorted(Severity, reverse=True)}


def _short(term: str) -> str:
    from kg.rdf.curies import compact_term

    return compact_term(term)
