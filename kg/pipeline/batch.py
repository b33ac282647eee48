"""One batch: its records read, described, checked, written as parts, and each accounted for."""

import pickle
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kg.errors import Problem, Severity, shown
from kg.sources.reading import Reading

from .build import GraphBuilder, Totals
from .containers import PASSED_OVER
from .files import InputFile, Unreadable
from .intake import Found, Unread
from .ledger import Entry, Fate
from .parts import open_parts
from .precedence import ALONE, Decision
from .problems import Alike, Kind
from .recipe import Recipe
from .runs import write_run
from .storing import Sayings, open_sayings
from .tasks import Task, uncollected
from .validation import Findings, ShapeChecker

__all__ = ["RECORDS", "SAID", "Made", "build", "made", "not_read"]

RECORDS = "records"
"""The kind of part that a batch writes."""
SAID = "said"
"""What its records say of shared nodes, sorted."""
_REPORT = "report"
_ALIKE = {"CT-R001", *PASSED_OVER}
"""Rules of which a file may have as many problems as items."""


@dataclass(slots=True)
class Made:
    """What came of a batch."""

    totals: Totals
    findings: Findings
    entries: list[Entry] = field(default_factory=list)
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
    alike: Alike = field(default_factory=Alike)
    """Items that no reader takes, and members that are passed over."""
    fruitful: set[str] = field(default_factory=set)
    """What the command line names that gave a record, or something worse than none."""
    unreadable: list[Unreadable] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """Of the studies that state no condition."""
    broken: Entry | None = None
    """The first record that a reader took and could not read."""


def build(recipe: Recipe, task: Task) -> None:
    """Puts down the parts of a batch, what it says of shared nodes, and what came of it.

    The task's facts are the decisions on records that are not the only ones of their study.
    """
    checker = ShapeChecker(recipe.max_findings) if recipe.checked else None
    with task.made() as folder:
        with uncollected(), open_parts(folder, RECORDS, recipe) as writers, _sayings(folder, recipe) as sayings:
            builder = GraphBuilder(
                mint=recipe.mint, writers=writers, checker=checker, contacts=recipe.contacts, sayings=sayings
            )
            result = Made(builder.totals, checker.findings if checker else Findings(recipe.max_findings))
            _read(task, builder, result)
        result.titles = builder.titles
        write_run(folder / SAID, builder.shared)
        (folder / _REPORT).write_bytes(pickle.dumps(result))


def _sayings(folder: Path, recipe: Recipe) -> AbstractContextManager[Sayings | None]:
    return open_sayings(folder) if recipe.stored else nullcontext()


def made(place: Path) -> Made:
    """What came of a batch that is done."""
    found: Made = pickle.loads((place / _REPORT).read_bytes())  # noqa: S301 (written by this very run)
    return found


def _read(task: Task, builder: GraphBuilder, result: Made) -> None:
    decisions: Mapping[int, Decision] = task.facts or {}
    number = 0
    for piece in task.pieces():
        if isinstance(piece, Unreadable):
            result.unreadable.append(piece)
            result.entries.append(not_read(shown(piece.path), piece.reason))
            number += 1
            continue
        for each in piece.readings() if isinstance(piece, Found) else (piece,):
            entry = _book(each, decisions.get(number, ALONE), builder)
            result.entries.append(entry)
            result.read += entry.fate is not Fate.NOT_READ
            _note(each, piece.file, result)
            if entry.fate is Fate.REJECTED and (isinstance(each, Reading) or each.broken):
                result.broken = result.broken or entry
            number += 1


def _note(each: Reading | Unread, file: InputFile, result: Made) -> None:
    """Notes the problems of a piece, and whether it is more than nothing."""
    problems = each.problems if isinstance(each, Reading) else (each.problem,)
    if isinstance(each, Reading) or each.problem.severity is Severity.VIOLATION:
        result.fruitful.add(file.argument)
    if isinstance(each, Unread) and each.position is not None and each.problem.rule in _ALIKE:
        kind = Kind(file.argument, file.named, file.name, each.problem.rule, each.problem.message)
        result.alike.add(kind, each.problem)
    else:
        result.problems.extend(problems)


def not_read(source: str, reason: str) -> Entry:
    """The entry of what could not be read, or was passed over."""
    return Entry(source=source, fate=Fate.NOT_READ, reason=reason)


def _book(each: Reading | Unread, decision: Decision, builder: GraphBuilder) -> Entry:
    if isinstance(each, Unread):
        if each.problem.rule in PASSED_OVER:
            return Entry(source=each.file.name, position=each.position, fate=Fate.NOT_READ, reason=each.problem.message)
        reason = str(each.problem) if each.broken else "no reader"
        return Entry(source=each.file.name, position=each.position, fate=Fate.REJECTED, reason=reason)
    origin = each.origin
    entry = Entry(source=origin.name, position=origin.position, sha256=origin.sha256, fate=Fate.WRITTEN)
    study = each.study
    if study is None:
        worst = max(each.problems, key=lambda problem: problem.severity)
        return msgspec.structs.replace(entry, fate=Fate.REJECTED, record=worst.record, reason=str(worst))
    entry = msgspec.structs.replace(entry, publisher=study.publisher, record=study.id)
    if decision.of is not None:
        return msgspec.structs.replace(entry, fate=Fate.DUPLICATE, of=decision.of)
    builder.add(study, origin, leading=decision.leads)
    return entry
