"""The first reading of a chunk, where there is one: where a long stream can be cut, and which records there are.

Most input is read once, and built as it is read. A stream that is longer than a batch is read before, to be cut; that
decodes nothing. Where several sources may hold one study, the keys of all records are noted before any is built.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.pipeline.input.containers import FilePart
from kg.pipeline.input.files import InputFile, Unreadable
from kg.pipeline.input.readings import FoundRecord, Unread
from kg.pipeline.input.record_splitter import Bookmark
from kg.pipeline.run.kept import got, put

from .plan import BATCH, BATCH_BYTES, InputChunk
from .precedence import RecordNote
from .tasks import PieceCount, Task

__all__ = ["BatchPlan", "SurveyResult", "split", "survey", "surveyed"]

_FILE = "survey"


class BatchPlan(NamedTuple):
    """A batch that a chunk is cut into."""

    files: tuple[InputFile, ...]
    size: int
    fatal: frozenset[int] = frozenset()
    found: int | None = None
    """How many pieces the first reading found in it, records and what is none; None where it is not yet read."""


class SurveyResult(NamedTuple):
    """What the first reading of a chunk gave."""

    drafts: list[BatchPlan]
    notes: list[RecordNote]
    """Of each record that can be written; `batch` counts the drafts from 0. None where keys were not looked for."""
    records: int
    """How many pieces a reader takes."""


class _StoredPlan(NamedTuple):
    """A draft as it is put down."""

    parts: list[FilePart | None]
    """Of each of the task's files."""
    size: int
    fatal: frozenset[int]
    found: int


class _StoredSurvey(NamedTuple):
    """What a survey puts down."""

    drafts: list[_StoredPlan]
    notes: list[RecordNote]
    records: int


def survey(task: Task[InputChunk]) -> None:
    """Puts down the batches of a chunk and a note of each record."""
    notes: list[RecordNote] = []
    cutting = _Cutting(task)
    for each in cutting.pieces():
        if isinstance(each, FoundRecord) and (key := each.keys()):
            number, batch = cutting.number, len(cutting.drafts)
            notes.append(RecordNote.of(key.key, sha256=key.sha256, place=key.place, batch=batch, number=number))
    cutting.put(notes)


def split(task: Task[InputChunk]) -> None:
    """Puts down the batches of a chunk, and how many records there are."""
    cutting = _Cutting(task)
    for _ in cutting.pieces():
        pass
    cutting.put([])


def surveyed(task: Task[InputChunk]) -> SurveyResult:
    """What a survey put down in its place; which files are read is the task's to say, and never the folder's."""
    kept = got(task.place / _FILE, _StoredSurvey)
    return SurveyResult([_draft(task.files, each) for each in kept.drafts], kept.notes, kept.records)


def _draft(files: tuple[InputFile, ...], cut: _StoredPlan) -> BatchPlan:
    parts = zip(files, cut.parts, strict=True)
    return BatchPlan(tuple(file._replace(part=part) for file, part in parts), cut.size, cut.fatal, cut.found)


class _Cutting:
    """Cuts a long stream into batches at its bookmarks; any other chunk is one batch."""

    def __init__(self, task: Task[InputChunk]) -> None:
        self.drafts: list[_StoredPlan] = []
        self.number = 0
        """Of the piece that was given last, in its batch."""
        self._task = task
        self._long = task.facts.long
        self._start: Bookmark | None = None
        self._pieces = 0
        """Of the batch so far."""
        self._before = 0
        """Pieces of the batches before."""
        self._count = PieceCount()
        self._counted = 0
        """Pieces of the batches before that must have a fate."""

    def pieces(self) -> Iterator[FoundRecord | Unread | Unreadable]:
        """The pieces of the chunk; behind each it is cut, if the batch is full and reading can go on there."""
        for each in self._count.of(self._task.pieces()):
            self.number = self._pieces
            yield each
            self._pieces += 1
            if self._long and isinstance(each, FoundRecord) and (mark := each.piece.behind):
                self._cut_if_full(mark)
        self._draft(self._task.size - self._begun, None)

    def put(self, notes: list[RecordNote]) -> None:
        """Puts down the batches, and notes of their records."""
        with self._task.output_folder() as folder:
            put(folder / _FILE, _StoredSurvey(self.drafts, notes, self._count.records))

    @property
    def _begun(self) -> int:
        """The offset at which the batch begins."""
        return self._start.offset if self._start else 0

    def _cut_if_full(self, mark: Bookmark) -> None:
        size = mark.offset - self._begun
        if self._pieces >= BATCH or size >= BATCH_BYTES:
            self._draft(size, self._pieces)
            self._start = mark

    def _draft(self, size: int, count: int | None) -> None:
        files = self._task.files
        if self._long and (self._start or count):
            whole = files[0].part or FilePart()
            flaw = whole.flaw if count is None else None
            files = (files[0]._replace(part=whole._replace(mark=self._start, most=count, flaw=flaw)),)
        fatal = frozenset(number - self._before for number in self._task.fatal if number >= self._before)
        found = self._count.found - self._counted
        self.drafts.append(_StoredPlan([file.part for file in files], size, fatal, found))
        self._before += self._pieces
        self._counted += found
        self._pieces = 0
