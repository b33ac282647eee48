"""A piece of work: some files, and where what is made of them is put."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, NamedTuple, TypeVar

from kg.pipeline.input.containers import PASSED_OVER
from kg.pipeline.input.files import InputFile, Unreadable
from kg.pipeline.input.readings import FoundRecord, Unread, found
from kg.pipeline.run.kept import seal
from kg.sources import problem
from kg.sources.reading import place

from .workdir import published

__all__ = ["Facts", "PieceCount", "Task"]

Facts = TypeVar("Facts")
"""What a stage knows of its work beside the files: each stage has its own kind."""


class PieceCount:
    """Counts pieces as the splitter gives them, before anything is made of them: the ledger's second count."""

    def __init__(self) -> None:
        self.found = 0
        """Those that must have a fate: not what is passed over, or could not be opened."""
        self.records = 0
        """Those of them that a reader takes."""

    def of(self, pieces: Iterable[FoundRecord | Unread | Unreadable]) -> Iterator[FoundRecord | Unread | Unreadable]:
        """The pieces, counted."""
        for each in pieces:
            if isinstance(each, FoundRecord):
                self.records += 1
                self.found += 1
            elif isinstance(each, Unread):
                self.found += each.problem.rule not in PASSED_OVER
            yield each


class Task(NamedTuple, Generic[Facts]):
    """One piece of work, for a function that puts what it makes in the task's place."""

    place: Path
    facts: Facts
    """What else the function needs to know."""
    size: int = 0
    """Bytes of input, for the progress of a run."""
    files: tuple[InputFile, ...] = ()
    fatal: frozenset[int] = frozenset()
    """The pieces of the files that are passed over: the process that worked on them was gone."""
    only: range | None = None
    """The pieces of a trial, which puts nothing in its place; None to do the work."""

    def pieces(self) -> Iterator[FoundRecord | Unread | Unreadable]:
        """What is to be read, and what cannot be."""
        for number, each in enumerate(found(self.files)):
            if self.only is not None and number not in self.only:
                continue
            yield _gone(each) if number in self.fatal and isinstance(each, FoundRecord) else each

    @contextmanager
    def output_folder(self) -> Iterator[Path]:
        """A folder for what is made; it takes the task's place when the block ends well."""
        if self.only is None:
            with published(self.place) as folder:
                yield folder
                seal(folder)
        else:
            with TemporaryDirectory(prefix="kgbuild-trial-") as name:
                yield Path(name)


def _gone(piece: FoundRecord) -> Unread:
    position = piece.piece.position
    where = place(piece.file.name, position)
    message = "the process that worked on it was gone, twice"
    return Unread(piece.file, problem("CT-R111", message, file=where), position, broken=True)
