"""One batch: its records read, described, checked, written as parts, and each accounted for."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.errors import Problem, Severity, shown
from kg.garbage import uncollected
from kg.joining import StudyRow
from kg.linking import StudyNames
from kg.pipeline.faults import RECORD, fault
from kg.pipeline.graph.build import GraphBuilder, RecordGraph, Totals, graph_term
from kg.pipeline.graph.shape_checks import Findings, ShapeChecker
from kg.pipeline.input.containers import PASSED_OVER
from kg.pipeline.input.files import InputFile, Unreadable
from kg.pipeline.input.problem_kind import ProblemKind
from kg.pipeline.input.readings import FoundRecord, Unread
from kg.pipeline.run.kept import got, put
from kg.rdf import Stretch, Triple
from kg.sources.reading import Reading, key_of, place
from kg.sources.rules import RULES

from .ledger import Entry, RecordFate
from .parts import INFERRED, LINKS, OpenParts, open_parts, write_of_studies
from .precedence import ALONE, Decision, RecordNote
from .problems import RepeatedProblems
from .recipe import Recipe, link_stage
from .sharing import checked
from .sorted_runs import write_run
from .store_feed import SharedStatementsFile, open_shared_statements
from .tasks import PieceCount, Task

__all__ = [
    "NO_READER",
    "RECORDS",
    "SAID",
    "BatchNotes",
    "BatchResult",
    "Decided",
    "batch_result",
    "build",
    "disputed",
    "not_read",
    "noted",
    "rows_of",
]

NO_READER = "no reader"
"""Why something is rejected that is no record."""
RECORDS = "records"
"""The kind of part that a batch writes."""
SAID = "said"
"""What its records say of shared nodes, sorted."""
_REPORT = "report"
_ROWS = "rows"
"""What of its records is compared with records of other registries."""
_DISPUTED = "disputed"
"""What was read of records of which something else was noted; only where there are such."""
_NOTES = "notes"
"""The notes of the records; only where none were made before."""
_ALIKE = {"CT-R001", *PASSED_OVER}
"""Rules of which a file may have as many problems as items."""


class Decided(NamedTuple):
    """What is known of the records of a batch before they are read."""

    decisions: Mapping[int, Decision] = {}
    """Of the records that are not the only ones of their study, by their number in the batch."""
    noted: Mapping[int, RecordNote] | None = None
    """Of each record that was seen, its note; None where the notes are made while the batch is built."""

    @property
    def mark(self) -> str:
        """Tells batches apart of which other things were decided; empty if nothing was."""
        if not self.decisions:
            return ""
        return f"-{hashlib.sha256(repr(sorted(self.decisions.items())).encode()).hexdigest()[:8]}"


class BatchNotes(NamedTuple):
    """What is known of the records of a batch once they were read."""

    notes: list[RecordNote]
    """Of each record that can be written; the number of the batch is the run's to say."""
    fatal: frozenset[int]
    """The pieces at which a process was gone."""


@dataclass(slots=True)
class BatchResult:
    """What came of a batch."""

    totals: Totals
    findings: Findings
    entries: list[Entry] = field(default_factory=list)
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
    alike: RepeatedProblems = field(default_factory=RepeatedProblems)
    """Items that no reader takes, members that are passed over, and what is the same of all records of a file."""
    fruitful: set[str] = field(default_factory=set)
    """What the command line names that gave a record, or something worse than none."""
    unreadable: list[Unreadable] = field(default_factory=list)
    links: int = 0
    """The triples that follow from its records, and those inferred of its studies, written apart."""
    broken: Entry | None = None
    """The first record that a reader took and could not read."""
    found: int = 0
    """Pieces that the splitter gave, counted before anything was made of them."""


def build(recipe: Recipe, task: Task[Decided]) -> None:
    """Puts down the parts of a batch, what it says of shared nodes, and what came of it."""
    checker = ShapeChecker(recipe.max_findings) if recipe.checked else None
    with task.output_folder() as folder:
        with (
            uncollected(),
            open_parts(folder, RECORDS, recipe) as parts,
            _shared_statements(folder, recipe) as shared_statements,
        ):
            builder = GraphBuilder(
                mint=recipe.mint,
                writers=parts.writers,
                checker=checker,
                contacts=recipe.contacts,
                results=recipe.results,
                shared_statements=shared_statements,
            )
            result = BatchResult(builder.totals, checker.findings if checker else Findings(recipe.max_findings))
            before = task.facts.noted
            notes, wrong = _read(task, builder, parts, result)
            builder.close()
        if wrong:
            put(folder / _DISPUTED, wrong)
        if before is None:
            put(folder / _NOTES, BatchNotes(notes, task.fatal))
        inferred = _infer(recipe, builder.names, checker, result)
        result.links = len(builder.links) + len(inferred)
        for kind, links in ((LINKS, builder.links), (INFERRED, inferred)):
            with open_parts(folder, kind, recipe, Stretch.INSIDE) as parts:
                write_of_studies(parts, links, graph_term(recipe.mint, LINKS), mint=recipe.mint)
        write_run(folder / SAID, builder.shared_lines())
        put(folder / _ROWS, builder.rows)
        put(folder / _REPORT, result)


def _infer(
    recipe: Recipe, names: Sequence[StudyNames], checker: ShapeChecker | None, result: BatchResult
) -> list[Triple]:
    """The conditions inferred of studies, checked and counted; each batch matches what its own records say."""
    if recipe.linking is None:
        return []
    stage = link_stage(recipe.linking, recipe.mint)
    inferred = list(stage.of_studies(names))
    result.problems += stage.problems
    result.totals.book(inferred)
    if checker:
        result.problems += checked(checker.links, inferred)
    return inferred


def _shared_statements(folder: Path, recipe: Recipe) -> AbstractContextManager[SharedStatementsFile | None]:
    return open_shared_statements(folder) if recipe.stored else nullcontext()


def rows_of(folder: Path) -> list[StudyRow]:
    """The rows of the records of a batch that is done."""
    return got(folder / _ROWS, list[StudyRow])


def batch_result(folder: Path) -> BatchResult:
    """What came of a batch that is done."""
    return got(folder / _REPORT, BatchResult)


def disputed(folder: Path) -> dict[int, RecordNote | None]:
    """By their number, what was read of records of a batch of which something else was noted; None for no record."""
    path = folder / _DISPUTED
    return got(path, dict[int, RecordNote | None]) if path.exists() else {}


def noted(folder: Path) -> BatchNotes:
    """The notes of the records of a batch that was built before anything was known of them."""
    return got(folder / _NOTES, BatchNotes)


def _read(
    task: Task[Decided], builder: GraphBuilder, parts: OpenParts, result: BatchResult
) -> tuple[list[RecordNote], dict[int, RecordNote | None]]:
    """Builds the records; gives their notes, and those that are not what was noted of them."""
    decided = task.facts
    notes: list[RecordNote] = []
    wrong: dict[int, RecordNote | None] = {}
    count = PieceCount()
    for number, piece in enumerate(count.of(task.pieces())):
        if isinstance(piece, Unreadable):
            result.unreadable.append(piece)
            result.entries.append(not_read(shown(piece.path), piece.reason))
            continue
        reading = piece.reading() if isinstance(piece, FoundRecord) else piece
        decision = decided.decisions.get(number, ALONE)
        each, record_graph = _told(reading, decision, builder)
        entry = _book(each, decision)
        if record_graph:
            builder.keep(record_graph)
            parts.note_study(record_graph.study, record_graph.former)
        before = _noted(reading, number) if decided.noted is None else decided.noted.get(number)
        if before:
            notes.append(before)
        # Most are noted as they were just read; where kgbuild itself failed at a record, nothing of it can be written.
        read = before if decided.noted is None and each is reading else _noted(each, number, before)
        if before != read:
            wrong[number] = read
        result.entries.append(entry)
        result.read += entry.fate is not RecordFate.NOT_READ
        _note(each, piece.file, result)
        if entry.fate is RecordFate.REJECTED and (isinstance(each, Reading) or each.broken):
            result.broken = result.broken or entry
    result.found = count.found
    return notes, wrong


def _noted(each: Reading | Unread, number: int, before: RecordNote | None = None) -> RecordNote | None:
    """The note of a record as it was read; None if nothing can be written of it."""
    if isinstance(each, Unread) or each.study is None:
        return None
    origin = each.origin
    where = place(origin.name, origin.position)
    batch = before.batch if before else 0
    return RecordNote.of(key_of(each.study, origin), sha256=origin.sha256, place=where, batch=batch, number=number)


def _note(each: Reading | Unread, file: InputFile, result: BatchResult) -> None:
    """Notes the problems of a piece, and whether it is more than nothing."""
    problems = each.problems if isinstance(each, Reading) else (each.problem,)
    if isinstance(each, Reading) or each.problem.severity is Severity.VIOLATION:
        result.fruitful.add(file.argument)
    unread = isinstance(each, Unread) and each.position is not None
    for problem in problems:
        if RULES[problem.rule].of_file or (unread and problem.rule in _ALIKE):
            kind = ProblemKind(file.argument, file.named, file.name, problem.rule, problem.message)
            result.alike.add(kind, problem)
        else:
            result.problems.append(problem)


def not_read(source: str, reason: str) -> Entry:
    """The entry of what could not be read, or was passed over."""
    return Entry(source=source, fate=RecordFate.NOT_READ, reason=reason)


def _told(
    each: Reading | Unread, decision: Decision, builder: GraphBuilder
) -> tuple[Reading | Unread, RecordGraph | None]:
    """What a record adds to the graph; where kgbuild itself fails at it, it comes back rejected and adds nothing."""
    if isinstance(each, Unread) or each.study is None or decision.of is not None:
        return each, None
    try:
        return each, builder.tell(decision.written(each.study), each.origin, leading=decision.leads)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stage raises costs this record alone
        where = place(each.origin.name, each.origin.position)
        failed = fault(RECORD, error, file=where, record=each.study.id)
        return Reading(origin=each.origin, problems=(failed, *each.problems)), None


def _book(each: Reading | Unread, decision: Decision) -> Entry:
    if isinstance(each, Unread):
        if each.problem.rule in PASSED_OVER:
            return Entry(
                source=each.file.name, position=each.position, fate=RecordFate.NOT_READ, reason=each.problem.message
            )
        reason = str(each.problem) if each.broken else NO_READER
        return Entry(source=each.file.name, position=each.position, fate=RecordFate.REJECTED, reason=reason)
    origin, study = each.origin, each.study
    entry = Entry(
        source=origin.name,
        position=origin.position,
        sha256=origin.sha256,
        fate=RecordFate.WRITTEN if decision.of is None else RecordFate.DUPLICATE,
        publisher=study.publisher if study else None,
        record=study.id if study else None,
        of=decision.of if study else None,
    )
    if study is None:
        worst = max(each.problems, key=lambda problem: problem.severity)
        return msgspec.structs.replace(entry, fate=RecordFate.REJECTED, record=worst.record, reason=str(worst))
    return entry
