"""What a file holds: one record, several, or an archive of such files, read within limits whatever it claims to be.

An archive is opened once and its members are streamed. A member's name is a text, and never becomes a path.
"""

import io
import lzma
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, islice, pairwise
from typing import BinaryIO, NamedTuple, Protocol, cast

from kg.errors import UsageError
from kg.packings import Packing, Unpacking, packing_in, unpacking, unpacking_errors
from kg.sources.foreign import is_office

from .members import content_of
from .record_splitter import LARGEST, Bookmark, Flaw, Piece, Read, records, records_from, whole_record
from .zip_ranges import ZipRange, old_names_stream, range_stream

__all__ = ["PASSED_OVER", "FilePart", "is_bomb", "is_document", "is_zip", "pieces", "unpack_member", "unpack_stream"]

PASSED_OVER = frozenset({"CT-R120", "CT-R122"})
"""Rules of members that are not read, and need not be: hidden ones, and what is no file."""
_DEEPEST = 3
"""An archive in an archive in an archive: nobody needs more."""
_RATIO = 100
"""Records of trials shrink to about a tenth."""
_HARMLESS = 16 << 20
"""Up to this size a good ratio is no threat."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC = 4
_LOCAL = 30
"""Length of the header of a member, before its name."""
_DOCUMENT = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/", b"xl/", b"word/", b"ppt/", b"Index/")
_ENCRYPTED = 0x1
_COPIED = 1 << 20
_UNIX_MODE = 16
"""By so many bits the mode of a file stands shifted in the attributes of a member."""


class FilePart(NamedTuple):
    """A part of a file that can be read without the rest."""

    members: ZipRange | None = None
    """Some members of an archive."""
    mark: Bookmark | None = None
    """Where reading begins in a stream of several records."""
    most: int | None = None
    """How many records from there; None for all."""
    inside: str | None = None
    """The member of an archive that the file is the unpacked content of."""
    flaw: Flaw | None = None
    """What is wrong behind the last record."""

    @property
    def is_all(self) -> bool:
        """Whether nothing of the file's content stands outside it."""
        return not (self.members or self.mark or self.most)


class _BombError(Exception):
    """Far more came out than went in."""


_OPENING = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error)
_UNPACKING = (
    *(EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError),
    UsageError,  # the library that unpacks is not installed: that costs the records of this file alone
)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Rest:
    """A stream with what was read of it already put back."""

    def __init__(self, head: bytes, stream: _Readable) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at the end."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._stream.read(size)


class _Unpacked:
    """What a packed stream unpacks to, all its members; raises _BombError when that is out of all proportion.

    What stands behind the last member is counted, and costs no record.
    """

    def __init__(self, packed: _Readable, packing: Packing) -> None:
        self._packed = packed
        self._packing = packing
        self._member: Unpacking | None = None
        self._held = b""
        self._taken = 0
        self._given = 0
        self.behind = 0
        """Bytes behind the last member."""

    def read(self, size: int) -> bytes:
        """Up to so many bytes; none at the end."""
        while self._member or self._begins():
            if data := self._from(cast(Unpacking, self._member), size):
                return data
        return b""

    def _more(self) -> bytes:
        block = self._packed.read(_COPIED)
        self._taken += len(block)
        return block

    def _begins(self) -> bool:
        """Whether another member follows, padding aside; if not, all that is left is counted."""
        follows = self._taken > 0
        self._held = self._held or self._more()
        if follows and self._packing is Packing.GZIP:
            self._held = self._held.lstrip(b"\0") or self._more().lstrip(b"\0")
        while len(self._held) < _MAGIC and (more := self._more()):
            self._held += more
        if not self._held:
            return False
        if follows and packing_in(self._held[:_MAGIC]) is not self._packing:
            while self._held:
                self.behind += len(self._held)
                self._held = self._more()
            return False
        self._member = unpacking(self._packing)
        return True

    def _from(self, member: Unpacking, size: int) -> bytes:
        if member.needs_input and not self._held:
            self._held = self._more()
            if not self._held:
                raise EOFError("it ends before the end of what is packed")
        given, self._held = self._held if member.needs_input else b"", b"" if member.needs_input else self._held
        try:
            data = member.decompress(given, size)
        except unpacking_errors(self._packing) as error:
            raise ValueError(str(error)) from error
        if member.eof:
            self._held, self._member = member.unused_data + self._held, None
        self._given += len(data)
        if self._given > _HARMLESS and self._given > _RATIO * self._taken:
            raise _BombError
        return data


class _Patient:
    """Reads a packed stream up to what is wrong with it; what was unpacked before that is not lost."""

    def __init__(self, read: Read, failed: Callable[[Exception], Flaw]) -> None:
        self._read = read
        self._failed = failed
        self.flaw: Flaw | None = None

    def read(self, size: int) -> bytes:
        """Up to so many bytes; none at the end, or behind what could be unpacked."""
        if self.flaw:
            return b""
        try:
            return self._read(size)
        except _BombError:
            self.flaw = _bomb()
        except _UNPACKING as error:
            self.flaw = self._failed(error)
        return b""


def pieces(stream: BinaryIO, part: FilePart | None = None) -> Iterator[Piece | Flaw]:
    """Each record of a file or of a part of it, and what is wrong where one is missing; the stream can be sought."""
    if part is None:
        yield from _unpacked(stream, depth=0)
    elif part.members:
        yield from _archive(cast(BinaryIO, range_stream(stream, part.members)), 0, stream)
    else:
        yield from _stretch(stream, part)


def _stretch(stream: BinaryIO, part: FilePart) -> Iterator[Piece | Flaw]:
    """Records of a stream of several; a member that was unpacked names its records as within its archive."""
    if part.mark:
        stream.seek(part.mark.offset)
    found = records_from(stream.read, part.mark) if part.mark else records(stream.read)
    if part.flaw:
        found = (each for each in found if each.size)
    for each in chain(islice(found, part.most), [part.flaw] if part.flaw else []):
        yield each if part.inside is None else each._replace(position=_within(part.inside, each.position))


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is an archive."""
    return head[:_MAGIC] in _ZIP


def is_document(stream: BinaryIO) -> bool:
    """Whether an archive is one document of an office program; its first member says whether to ask its directory."""
    stream.seek(0)
    first = stream.read(_LOCAL + 32)[_LOCAL:]
    if not first.startswith(_DOCUMENT):
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            return is_office(archive.namelist())
    except _OPENING:
        return False


def unpack_stream(stream: BinaryIO, packing: Packing, target: BinaryIO) -> Flaw | None:
    """Unpacks a file, whole or up to what is wrong with it."""
    unpacked = _Unpacked(stream, packing)
    patient = _Patient(unpacked.read, _cut)
    shutil.copyfileobj(cast(BinaryIO, patient), target, _COPIED)
    return patient.flaw or _behind(unpacked)


def unpack_member(stream: BinaryIO, member: ZipRange, target: BinaryIO) -> tuple[str, Flaw | None]:
    """Unpacks the one member of a range, whole or up to what is wrong with it; gives its name."""
    with _opened(cast(BinaryIO, range_stream(stream, member))) as archive:
        info = archive.infolist()[0]
        if flaw := _refused(info):
            return _printable(info.filename), flaw
        try:
            with archive.open(info) as unpacked:
                patient = _Patient(unpacked.read, _unfinished)
                shutil.copyfileobj(cast(BinaryIO, patient), target, _COPIED)
        except _UNPACKING as error:
            return _printable(info.filename), _unfinished(error)
    return _printable(info.filename), patient.flaw


def _unpacked(stream: _Readable, *, depth: int) -> Iterator[Piece | Flaw]:
    magic = stream.read(_MAGIC)
    rest = _Rest(magic, stream)
    packing = packing_in(magic)
    if magic not in _ZIP and packing is None:
        yield from records(rest.read)
    elif depth == _DEEPEST:
        yield Flaw("CT-R109", f"archives are packed into each other more than {_DEEPEST} deep")
    elif packing is None:
        yield from _zip(stream, rest, depth)
    else:
        yield from _packed(rest, packing, depth)


def _packed(packed: _Rest, packing: Packing, depth: int) -> Iterator[Piece | Flaw]:
    unpacked = _Unpacked(packed, packing)
    patient = _Patient(unpacked.read, _cut)
    for each in _unpacked(patient, depth=depth + 1):
        if each.size or not patient.flaw:
            yield each._replace(behind=None)
    if flaw := patient.flaw or _behind(unpacked):
        yield flaw


def _behind(unpacked: _Unpacked) -> Flaw | None:
    if not unpacked.behind:
        return None
    what = f"{unpacked.behind:,} bytes behind the end of what is packed are no record"
    return Flaw("CT-R112", what, size=unpacked.behind)


def _bomb() -> Flaw:
    return Flaw("CT-R109", f"it unpacks to more than {_RATIO} times its size")


def _cut(error: Exception) -> Flaw:
    return Flaw("CT-R108", f"it cannot be unpacked to its end: {error}")


def _zip(stream: _Readable, rest: _Rest, depth: int) -> Iterator[Piece | Flaw]:
    if depth == 0 and isinstance(stream, io.IOBase):
        stream.seek(0)
        whole = stream
    else:  # a directory stands at an archive's end, so that it cannot be streamed
        content = _whole(rest)
        if content is None:
            yield Flaw("CT-R110", f"an archive in an archive has more than {LARGEST >> 20} MiB")
            return
        whole = io.BytesIO(content)
    yield from _archive(cast(BinaryIO, whole), depth)


def _archive(whole: BinaryIO, depth: int, stream: BinaryIO | None = None) -> Iterator[Piece | Flaw]:
    """The records of an archive; `stream` has its members at the same places, without what is put around a range."""
    try:
        archive = _opened(whole)
    except _OPENING as error:
        yield Flaw("CT-R108", f"it is no whole zip archive: {error}")
        return
    with archive:
        if is_office(archive.namelist()):
            yield _document(whole)
        else:
            yield from _members(archive, stream or whole, depth)


def _document(whole: BinaryIO) -> Piece | Flaw:
    """A document of an office program is a zip by its bytes, and one file to its user."""
    whole.seek(0)
    content = whole.read(LARGEST + 1)
    return Piece(content) if len(content) <= LARGEST else Flaw("CT-R110", f"it has more than {LARGEST >> 20} MiB")


def _opened(whole: BinaryIO) -> zipfile.ZipFile:
    """The archive, also if a name in it is not what it says to be."""
    try:
        return zipfile.ZipFile(whole)
    except UnicodeDecodeError:
        return zipfile.ZipFile(old_names_stream(whole))


def _whole(rest: _Rest) -> bytes | None:
    content = b""
    while len(content) <= LARGEST and (chunk := rest.read(1 << 20)):
        content += chunk
    return content if len(content) <= LARGEST else None


def _members(archive: zipfile.ZipFile, stream: BinaryIO, depth: int) -> Iterator[Piece | Flaw]:
    members = [info for info in archive.infolist() if info.file_size or not info.is_dir()]
    if _overlap(archive.infolist()):
        yield Flaw("CT-R109", "members of the archive share their bytes")
        return
    for info in members:
        name = _printable(info.filename)
        for each in _member(archive, stream, info, depth):
            yield each._replace(position=_within(name, each.position), behind=None)


def _printable(name: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in name)


def _within(name: str, inner: str | None) -> str:
    return name if inner is None else f"{name}{inner}" if inner.startswith("#") else f"{name}/{inner}"


def _member(archive: zipfile.ZipFile, stream: BinaryIO, info: zipfile.ZipInfo, depth: int) -> Iterator[Piece | Flaw]:
    """The records of one member. It never unpacks to more than its declared size: `zipfile` too stops there."""
    if flaw := _refused(info):
        yield flaw
        return
    try:
        if (content := content_of(stream, info)) is not None:
            whole = whole_record(content)
            yield from [whole] if whole else _unpacked(io.BytesIO(content), depth=depth + 1)
            return
        with archive.open(info) as member:
            patient = _Patient(member.read, _unfinished)
            for each in _unpacked(patient, depth=depth + 1):
                if each.size or not patient.flaw:
                    yield each
    except _UNPACKING as error:
        yield _unfinished(error)
        return
    if patient.flaw:
        yield patient.flaw


def is_bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a member unpacks to far more than it takes."""
    return info.file_size > _HARMLESS and info.file_size > _RATIO * info.compress_size


def _refused(info: zipfile.ZipInfo) -> Flaw | None:
    if _is_hidden(info.filename):
        return Flaw("CT-R120", "its name is hidden")
    if stat.S_ISLNK(info.external_attr >> _UNIX_MODE):
        return Flaw("CT-R122", "it is a link")
    if info.is_dir():
        return Flaw("CT-R122", "it has the name of a folder, and content")
    if info.flag_bits & _ENCRYPTED:
        return Flaw("CT-R108", "the member is encrypted")
    if is_bomb(info):
        return Flaw("CT-R109", f"the member unpacks to more than {_RATIO} times its size")
    return None


def _unfinished(error: Exception) -> Flaw:
    return Flaw("CT-R108", f"the member cannot be unpacked: {error}")


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members claim the same bytes of the archive: one kernel of data unpacked over and over."""
    ordered = sorted(members, key=lambda info: info.header_offset)
    return any(first.header_offset + first.compress_size > second.header_offset for first, second in pairwise(ordered))


def _is_hidden(name: str) -> bool:
    """Whether a part of the name is, whichever of the two slashes the program that packed it took to part them."""
    parts = name.replace("\\", "/").split("/")
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
