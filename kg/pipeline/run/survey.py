"""The first reading of a chapter: which records there are, and where a long stream can be cut into batches."""

from typing import NamedTuple

from kg.pipeline.input.containers import PASSED_OVER, Part
from kg.pipeline.input.files import InputFile, Unreadable
from kg.pipeline.input.readings import Found, Unread
from kg.pipeline.input.split import Bookmark
from kg.pipeline.run.kept import got, put

from .plan import BATCH, BATCH_BYTES, Chapter
from .precedence import Noted
from .tasks import Task

__all__ = ["Draft", "Surveyed", "survey", "surveyed"]

_FILE = "survey"


class Draft(NamedTuple):
    """A batch that a chapter is cut into."""

    files: tuple[InputFile, ...]
    size: int
    fatal: frozenset[int] = frozenset()


class Surveyed(NamedTuple):
    """What the first reading of a chapter gave."""

    drafts: list[Draft]
    notes: list[Noted]
    """Of each record that can be written; `batch` counts the drafts from 0."""
    found: int
    """How many pieces the splitter found: records, and what is none."""


class _Cut(NamedTuple):
    """A draft as it is put down."""

    parts: list[Part | None]
    """Of each of the task's files."""
    size: int
    fatal: frozenset[int]


class _Kept(NamedTuple):
    """What a survey puts down."""

    drafts: list[_Cut]
    notes: list[Noted]
    found: int


def survey(task: Task[Chapter]) -> None:
    """Puts down the batches of a chapter and a note of each record."""
    cutting = _Cutting(task)
    notes: list[Noted] = []
    found = 0
    for each in task.pieces():
        found += _counts(each)
        number, batch = cutting.records, len(cutting.drafts)
        cutting.records += 1
        if isinstance(each, Found) and (key := each.keys()):
            notes.append(Noted.of(key.key, sha256=key.sha256, place=key.place, batch=batch, number=number))
        cutting.behind(each.piece.behind if isinstance(each, Found) else None)
    cutting.end()
    with task.made() as folder:
        drafts = [_Cut([file.part for file in draft.files], draft.size, draft.fatal) for draft in cutting.drafts]
        put(folder / _FILE, _Kept(drafts, notes, found))


def _counts(each: Found | Unread | Unreadable) -> bool:
    """Whether the ledger must have a fate for it: not for what is passed over, or could not be opened."""
    return isinstance(each, Found) or (isinstance(each, Unread) and each.problem.rule not in PASSED_OVER)


def surveyed(task: Task[Chapter]) -> Surveyed:
    """What a survey put down in its place; which files are read is the task's to say, and never the folder's."""
    kept = got(task.place / _FILE, _Kept)
    return Surveyed([_draft(task.files, each) for each in kept.drafts], kept.notes, kept.found)


def _draft(files: tuple[InputFile, ...], cut: _Cut) -> Draft:
    parts = zip(files, cut.parts, strict=True)
    return Draft(tuple(file._replace(part=part) for file, part in parts), cut.size, cut.fatal)


class _Cutting:
    """Cuts a long stream into batches at its bookmarks; any other chapter is one batch."""

    def __init__(self, task: Task[Chapter]) -> None:
        self.drafts: list[Draft] = []
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
        """At the end of the chapter: what is left is the last batch."""
        size = self._task.size - (self._start.offset if self._start else 0)
        self._draft(size, None)

    def _draft(self, size: int, count: int | None) -> None:
        files = self._task.files
        if self._long and (self._start or count):
            whole = files[0].part or Part()
            flaw = whole.flaw if count is None else None
            files = (files[0]._replace(part=whole._replace(mark=self._start, most=count, flaw=flaw)),)
        fatal = frozenset(number - self._before for number in self._task.fatal if number >= self._before)
        self.drafts.append(Draft(files, size, fatal))
        self._before += self._pieces
        self._pieces = self.records = 0
