"""One batch: its records read, described, checked, written as parts, and each accounted for."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kg.errors import Problem
from kg.sources.reading import Reading, place

from .build import GraphBuilder, Told, Totals
from .faults import RECORD, fault
from .files import Unreadable
from .intake import Found, Unread
from .kept import got, put
from .ledger import Entry, Fate
from .parts import open_parts
from .precedence import ALONE, Decision
from .recipe import Recipe
from .runs import write_run
from .storing import Sayings, open_sayings
from .tasks import Task, uncollected
from .validation import Findings, ShapeChecker

__all__ = ["RECORDS", "SAID", "Made", "build", "made"]

RECORDS = "records"
"""The kind of part that a batch writes."""
SAID = "said"
"""What its records say of shared nodes, sorted."""
_REPORT = "report"


@dataclass(slots=True)
class Made:
    """What came of a batch."""

    totals: Totals
    findings: Findings
    entries: list[Entry] = field(default_factory=list)
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
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
        put(folder / _REPORT, result)


def _sayings(folder: Path, recipe: Recipe) -> AbstractContextManager[Sayings | None]:
    return open_sayings(folder) if recipe.stored else nullcontext()


def made(place: Path) -> Made:
    """What came of a batch that is done."""
    return got(place / _REPORT, Made)


def _read(task: Task, builder: GraphBuilder, result: Made) -> None:
    decisions: Mapping[int, Decision] = task.facts or {}
    number = 0
    for piece in task.pieces():
        if isinstance(piece, Unreadable):
            result.unreadable.append(piece)
            number += 1
            continue
        for reading in piece.readings() if isinstance(piece, Found) else (piece,):
            decision = decisions.get(number, ALONE)
            each, told = _told(reading, decision, builder)
            entry = _book(each, decision)
            if told:
                builder.keep(told)
            result.problems.extend(each.problems if isinstance(each, Reading) else (each.problem,))
            result.read += 1
            result.entries.append(entry)
            if entry.fate is Fate.REJECTED and (isinstance(each, Reading) or each.broken):
                result.broken = result.broken or entry
            number += 1


def _told(each: Reading | Unread, decision: Decision, builder: GraphBuilder) -> tuple[Reading | Unread, Told | None]:
    """What a record adds to the graph; where kgbuild itself fails at it, it comes back rejected and adds nothing."""
    if isinstance(each, Unread) or each.study is None or decision.of is not None:
        return each, None
    try:
        return each, builder.tell(each.study, each.origin, leading=decision.leads)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stage raises costs this record alone
        where = place(each.origin.name, each.origin.position)
        failed = fault(RECORD, error, file=where, record=each.study.id)
        return Reading(origin=each.origin, problems=(failed, *each.problems)), None


def _book(each: Reading | Unread, decision: Decision) -> Entry:
    if isinstance(each, Unread):
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
    return entry
