"""What a file holds: one record, several, or an archive of such files, read within limits whatever it claims to be.

An archive is opened once and its members are streamed. A member's name is a text, and never becomes a path.
"""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, Protocol, cast

from .records import LARGEST, Flaw, Piece, records

__all__ = ["pieces"]

_DEEPEST = 3
"""An archive in an archive in an archive: nobody needs more."""
_RATIO = 100
"""Records of trials shrink to about a tenth."""
_HARMLESS = 16 << 20
"""Up to this size a good ratio is no threat."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_MAGIC = 4
_ENCRYPTED = 0x1


class _BombError(Exception):
    """Far more came out than went in."""


_OPENING = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error)
_UNPACKING = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Rest:
    """A stream with what was read of it already put back."""

    def __init__(self, head: bytes, stream: _Readable) -> None:
        self._head = head
        self._stream = stream
        self.given = 0
        """How many bytes were read."""

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            cut = len(self._head) if size < 0 else size
            data, self._head = self._head[:cut], self._head[cut:]
        else:
            data = self._stream.read(size)
        self.given += len(data)
        return data


class _Inflated:
    """What a gzip stream unpacks to; raises _BombError when that is out of all proportion."""

    def __init__(self, packed: _Rest) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=cast(BinaryIO, packed))
        self._given = 0

    def read(self, size: int = -1, /) -> bytes:
        data = bytes(self._stream.read(size))
        self._given += len(data)
        if self._given > _HARMLESS and self._given > _RATIO * self._packed.given:
            raise _BombError
        return data


def pieces(stream: BinaryIO) -> Iterator[Piece | Flaw]:
    """Each record of a file, and what is wrong where one is missing; the stream can be sought."""
    yield from _unpacked(stream, depth=0)


def _unpacked(stream: _Readable, *, depth: int) -> Iterator[Piece | Flaw]:
    magic = stream.read(_MAGIC)
    rest = _Rest(magic, stream)
    if magic not in _ZIP and magic[:2] != _GZIP:
        yield from records(rest.read)
    elif depth == _DEEPEST:
        yield Flaw("CT-R109", f"archives are packed into each other more than {_DEEPEST} deep")
    elif magic in _ZIP:
        yield from _zip(stream, rest, depth)
    else:
        yield from _gzip(rest, depth)


def _gzip(packed: _Rest, depth: int) -> Iterator[Piece | Flaw]:
    try:
        yield from _unpacked(_Inflated(packed), depth=depth + 1)
    except _BombError:
        yield Flaw("CT-R109", f"it unpacks to more than {_RATIO} times its size")
    except _UNPACKING as error:
        yield Flaw("CT-R108", f"it cannot be unpacked to its end: {error}")


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
    try:
        archive = zipfile.ZipFile(cast(BinaryIO, whole))
    except _OPENING as error:
        yield Flaw("CT-R108", f"it is no whole zip archive: {error}")
        return
    with archive:
        yield from _members(archive, depth)


def _whole(rest: _Rest) -> bytes | None:
    content = b""
    while len(content) <= LARGEST and (chunk := rest.read(1 << 20)):
        content += chunk
    return content if len(content) <= LARGEST else None


def _members(archive: zipfile.ZipFile, depth: int) -> Iterator[Piece | Flaw]:
    members = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    if _overlap(archive.infolist()):
        yield Flaw("CT-R109", "members of the archive share their bytes")
        return
    for info in members:
        name = "".join(each if each.isprintable() else "\ufffd" for each in info.filename)
        for each in _member(archive, info, depth):
            inner = each.position
            position = name if inner is None else f"{name}{inner}" if inner.startswith("#") else f"{name}/{inner}"
            yield each._replace(position=position)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int) -> Iterator[Piece | Flaw]:
    """The records of one member. It never unpacks to more than its declared size: `zipfile` stops there."""
    if info.flag_bits & _ENCRYPTED:
        yield Flaw("CT-R108", "the member is encrypted")
    elif info.file_size > _HARMLESS and info.file_size > _RATIO * info.compress_size:
        yield Flaw("CT-R109", f"the member unpacks to more than {_RATIO} times its size")
    else:
        try:
            with archive.open(info) as member:
                yield from _unpacked(member, depth=depth + 1)
        except _UNPACKING as error:
            yield Flaw("CT-R108", f"the member cannot be unpacked: {error}")


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members claim the same bytes of the archive: one kernel of data unpacked over and over."""
    ordered = sorted(members, key=lambda info: info.header_offset)
    return any(first.header_offset + first.compress_size > second.header_offset for first, second in pairwise(ordered))


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/"))
