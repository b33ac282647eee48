"""Files -> readings: each file opened, its records found, each given to the one reader that takes it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from kg.errors import FileError, Problem
from kg.pipeline.faults import RECORD, fault, reading_of
from kg.sources import detect, problem
from kg.sources.foreign import refusal
from kg.sources.reading import Key, Reader, Reading, key_of, place

from .containers import pieces
from .files import InputFile, Unreadable
from .record_splitter import Flaw, Piece

__all__ = ["FoundRecord", "Keys", "Unread", "found", "readings"]

_HEAD = 65_536


class Unread(NamedTuple):
    """A file, or a piece of one, that gives no record."""

    file: InputFile
    problem: Problem
    position: str | None = None
    broken: bool = False
    """Whether it is known what it should be, such as an archive that is cut off."""


class FoundRecord(NamedTuple):
    """The bytes of a record, and the reader that takes them."""

    file: InputFile
    reader: Reader
    piece: Piece

    def reading(self) -> Reading:
        """What the reader makes of them."""
        piece, named = self.piece, self.file.id_from_name
        return reading_of(self.reader, piece.content, name=self.file.name, position=piece.position, id_from_name=named)

    def keys(self) -> "Keys | None":
        """The key of the record, without reading all of it where the reader can; None without a record."""
        if key := self._key():
            digest = hashlib.sha256(self.piece.content).hexdigest()
            return Keys(key, digest, place(self.file.name, self.piece.position))
        return _keys(self.reading())

    def _key(self) -> Key | None:
        try:
            return self.reader.key(self.piece.content)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - the record is read whole instead, and what is wrong with it said then
            return None


class Keys(NamedTuple):
    """The key of a record that would be read, and what else tells it from others."""

    key: Key
    sha256: str
    place: str


Files = Iterable[InputFile | Unreadable]


def readings(files: Files, *, on_file: Callable[[str], None] | None = None) -> Iterator[Reading | Unread | Unreadable]:
    """Every record of every file, in order; what gives no record and paths that cannot be read among them."""
    for each in found(files, on_file=on_file):
        yield each.reading() if isinstance(each, FoundRecord) else each


def found(files: Files, *, on_file: Callable[[str], None] | None = None) -> Iterator[FoundRecord | Unread | Unreadable]:
    """Each record of every file with its reader, as bytes."""
    for each in files:
        if isinstance(each, Unreadable):
            yield each
            continue
        if on_file:
            on_file(each.name)
        try:
            yield from _found(each)
        except (FileError, OSError) as error:
            yield Unreadable(str(each.path), str(error))


def _found(file: InputFile) -> Iterator[FoundRecord | Unread]:
    empty = True
    reader = file.reader
    with file.opened() as stream:
        for each in pieces(stream, file.part):
            empty = False
            if isinstance(each, Flaw):
                yield _flawed(file, each)
                continue
            head = each.content[:_HEAD]
            # At most one reader accepts a head, so that the one before it need not be asked after others.
            try:
                if reader is None or not reader.accepts(head):
                    reader = detect(head)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever a reader raises costs this record alone
                reader = None
                where = place(file.name, each.position)
                yield Unread(file, fault(RECORD, error, file=where), each.position, broken=True)
                continue
            yield FoundRecord(file, reader, each) if reader else _unread(file, each.content, each.position)
    if empty and (file.part is None or file.part.is_all):
        yield _unread(file, b"", None, "there is no record in it")


def _keys(reading: Reading) -> Keys | None:
    study, origin = reading.study, reading.origin
    if study is None:
        return None
    return Keys(key_of(study, origin), origin.sha256, place(origin.name, origin.position))


def _flawed(file: InputFile, flaw: Flaw) -> Unread:
    where = place(file.name, flaw.position)
    return Unread(file, problem(flaw.rule, flaw.message, file=where), flaw.position, broken=True)


def _unread(file: InputFile, content: bytes, position: str | None, what: str | None = None) -> Unread:
    where, named = place(file.name, position), file.named and position is None
    noted = refusal(content, file=where, named=named)
    return Unread(file, noted if what is None else msgspec.structs.replace(noted, message=what), position)
