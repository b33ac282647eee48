"""The first reading of a chunk: which records there are, and where a long stream can be cut into batches."""

from typing import NamedTuple

from kg.pipeline.input.containers import PASSED_OVER, FilePart
from kg.pipeline.input.files import InputFile, Unreadable
from kg.pipeline.input.readings import FoundRecord, Unread
from kg.pipeline.input.record_splitter import Bookmark
from kg.pipeline.run.kept import got, put

from .plan import BATCH, BATCH_BYTES, InputChunk
from .precedence import RecordNote
from .tasks import Task

__all__ = ["BatchPlan", "SurveyResult", "survey", "surveyed"]

_FILE = "survey"


class BatchPlan(NamedTuple):
    """A batch that a chunk is cut into."""

    files: tuple[InputFile, ...]
    size: int
    fatal: frozenset[int] = frozenset()


class SurveyResult(NamedTuple):
    """What the first reading of a chunk gave."""

    drafts: list[BatchPlan]
    notes: list[RecordNote]
    """Of each record that can be written; `batch` counts the drafts from 0."""
    found: int
    """How many pieces the splitter found: records, and what is none."""


class _StoredPlan(NamedTuple):
    """A draft as it is put down."""

    parts: list[FilePart | None]
    """Of each of the task's files."""
    size: int
    fatal: frozenset[int]


class _StoredSurvey(NamedTuple):
    """What a survey puts down."""

    drafts: list[_StoredPlan]
    notes: list[RecordNote]
    found: int


def survey(task: Task[InputChunk]) -> None:
    """Puts down the batches of a chunk and a note of each record."""
    cutting = _Cutting(task)
    notes: list[RecordNote] = []
    found = 0
    for each in task.pieces():
        found += _counts(each)
        number, batch = cutting.records, len(cutting.drafts)
        cutting.records += 1
        if isinstance(each, FoundRecord) and (key := each.keys()):
            notes.append(RecordNote.of(key.key, sha256=key.sha256, place=key.place, batch=batch, number=number))
        cutting.behind(each.piece.behind if isinstance(each, FoundRecord) else None)
    cutting.end()
    with task.output_folder() as folder:
        drafts = [_StoredPlan([file.part for file in draft.files], draft.size, draft.fatal) for draft in cutting.drafts]
        put(folder / _FILE, _StoredSurvey(drafts, notes, found))


def _counts(each: FoundRecord | Unread | Unreadable) -> bool:
    """Whether the ledger must have a fate for it: not for what is passed over, or could not be opened."""
    return isinstance(each, FoundRecord) or (isinstance(each, Unread) and each.problem.rule not in PASSED_OVER)


def surveyed(task: Task[InputChunk]) -> SurveyResult:
    """What a survey put down in its place; which files are read is the task's to say, and never the folder's."""
    kept = got(task.place / _FILE, _StoredSurvey)
    return SurveyResult([_draft(task.files, each) for each in kept.drafts], kept.notes, kept.found)


def _draft(files: tuple[InputFile, ...], cut: _StoredPlan) -> BatchPlan:
    parts = zip(files, cut.parts, strict=True)
    return BatchPlan(tuple(file._replace(part=part) for file, part in parts), cut.size, cut.fatal)


class _Cutting:
    """Cuts a long stream into batches at its bookmarks; any other chunk is one batch."""

    def __init__(self, task: Task[InputChunk]) -> None:
        self.drafts: list[BatchPlan] = []
        self.records = 0
        """Records, and pieces that give none, of the batch so far."""
        self._task = task
        self._long = task.facts.long
        self._start: Bookmark | None = None
        self._pieces = 0
        self._before = 0
        """Pieces of the batches before."""

    def behind(self, mark: Bookmark | None) -> None:
        """Behind a piece: cuts, if the batch is full and reading can go on there."""
        self._pieces += 1
        if not self._long or mark is None:
            return
        size = mark.offset - (self._start.offset if self._start else 0)
        if self.records >= BATCH or size >= BATCH_BYTES:
            self._draft(size, self._pieces)
            self._start = mark

    def end(self) -> None:
        """At the end of the chunk: what is left is the last batch."""
        size = self._task.size - (self._start.offset if self._start else 0)
        self._draft(size, None)

    def _draft(self, size: int, count: int | None) -> None:
        files = self._task.files
        if self._long and (self._start or count):
            whole = files[0].part or FilePart()
            flaw = whole.flaw if count is None else None
            files = (files[0]._replace(part=whole._replace(mark=self._start, most=count, flaw=flaw)),)
        fatal = frozenset(number - self._before for number in self._task.fatal if number >= self._before)
        self.drafts.append(BatchPlan(files, size, fatal))
        self._before += self._pieces
        self._pieces = self.records = 0
