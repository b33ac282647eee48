"""Files that are packed as one stream, by gzip, bzip2 or Zstandard: how they are known, opened and unpacked.

Zstandard is in Python from 3.14 on; before it is the extra `zstd`. Several packed streams behind each other are one.
"""

import bz2
import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

from kg.errors import FileError, UsageError

__all__ = [
    "PACKED_EXTENSIONS",
    "NamedStream",
    "Packing",
    "Unpacking",
    "packing_in",
    "packing_of",
    "reading_packed",
    "unpack",
    "unpacking",
    "unpacking_errors",
    "without_packing",
    "zstd",
]

_GZIP_WINDOW = 31
"""Tells zlib that what is packed has the header and the checks of gzip."""


class PackingInfo(NamedTuple):
    """How a packing is called, and by what it is known."""

    extension: str
    media_type: str
    magic: bytes
    """How packed bytes begin."""


class Packing(Enum):
    """What packs a stream."""

    GZIP = PackingInfo("gz", "application/gzip", b"\x1f\x8b")
    BZIP2 = PackingInfo("bz2", "application/x-bzip2", b"BZh")
    ZSTD = PackingInfo("zst", "application/zstd", b"\x28\xb5\x2f\xfd")


PACKED_EXTENSIONS = tuple(f".{each.value.extension}" for each in Packing)


class Unpacking(Protocol):
    """Unpacks one packed stream, piece by piece."""

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was met."""

    @property
    def needs_input(self) -> bool:
        """Whether more is to be given before more comes out."""

    @property
    def unused_data(self) -> bytes:
        """What was given and stands behind the end of the stream."""

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        """What the data unpacks to, at most so many bytes; raises one of `unpacking_errors`."""


def packing_of(name: str) -> Packing | None:
    """The packing of a file by its name; None for one that is not packed."""
    return next((each for each in Packing if name.lower().endswith(f".{each.value.extension}")), None)


def packing_in(head: bytes) -> Packing | None:
    """The packing of a file by its first four bytes; None for one that is not packed."""
    found = next((each for each in Packing if head.startswith(each.value.magic)), None)
    # A text may begin with these letters; behind them stands the size of the blocks.
    return None if found is Packing.BZIP2 and not head[3:4].isdigit() else found


def without_packing(name: str) -> str:
    """The name of a file as it is called unpacked."""
    found = packing_of(name)
    return name[: -len(found.value.extension) - 1] if found else name


def unpacking(packing: Packing) -> Unpacking:
    """What unpacks one stream; raises UsageError where the library for it is missing."""
    match packing:
        case Packing.GZIP:
            return _Gunzip()
        case Packing.BZIP2:
            return bz2.BZ2Decompressor()
        case Packing.ZSTD:
            return cast(Unpacking, zstd().ZstdDecompressor())


def unpacking_errors(packing: Packing | None) -> tuple[type[Exception], ...]:
    """What is raised for bytes that cannot be unpacked; an OSError of the disk looks like some of them."""
    of_zstd = (zstd().ZstdError,) if packing is Packing.ZSTD else ()
    return (EOFError, OSError, ValueError, zlib.error, *of_zstd)


def unpack(content: bytes, packing: Packing | None, *, name: str) -> bytes:
    """What is packed in some bytes, in all their streams; raises FileError, that names them, where it cannot be."""
    unpackers = {Packing.GZIP: gzip.decompress, Packing.BZIP2: bz2.decompress}
    if packing is None:
        return content
    try:
        return unpackers[packing](content) if packing in unpackers else cast(bytes, zstd().decompress(content))
    except unpacking_errors(packing) as error:
        raise _unreadable(name, error) from error


@contextmanager
def reading_packed(path: str) -> Iterator["NamedStream"]:
    """A file, unpacked as its name says while it is read; raises FileError where it cannot be."""
    packing = packing_of(path)
    errors = unpacking_errors(packing) if packing else (OSError,)
    with _opened(path) as raw, _unpacked(raw, packing) as stream:
        yield NamedStream(stream, path, errors, consumed=raw.tell)


@cache
def zstd() -> Any:
    """The library for Zstandard; raises UsageError where there is none."""
    for name in ("compression.zstd", "backports.zstd"):
        with suppress(ImportError):
            return import_module(name)
    raise UsageError("files in .zst need a library that is not installed: pip install 'kgbuild[zstd]'")


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _unpacked(raw: BinaryIO, packing: Packing | None) -> AbstractContextManager[BinaryIO]:
    if packing is None:
        return raw
    openers: dict[Packing, Callable[[BinaryIO], Any]] = {Packing.GZIP: gzip.open, Packing.BZIP2: bz2.open}
    opened = openers[packing] if packing in openers else zstd().open
    return cast("AbstractContextManager[BinaryIO]", opened(raw))


def _unreadable(name: str, error: Exception) -> FileError:
    cut = isinstance(error, EOFError) or "end-of-stream" in str(error)
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return FileError(f"cannot read {name}: {'the compressed file is cut short' if cut else said}")


class NamedStream:
    """A stream whose errors name its file."""

    def __init__(
        self, stream: BinaryIO, name: str, errors: tuple[type[Exception], ...], *, consumed: Callable[[], int]
    ) -> None:
        self._stream = stream
        self._name = name
        self._errors = errors
        self.consumed = consumed
        """Gives how many bytes of the file itself are read."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes."""
        try:
            return self._stream.read(size)
        except self._errors as error:
            raise _unreadable(self._name, error) from error

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except self._errors as error:
            raise _unreadable(self._name, error) from error


class _Gunzip:
    """Unpacks one member of gzip as the other libraries do their streams."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._held = b""

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not self._held

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        found = self._member.decompress(self._held + data, max(max_length, 0))
        self._held = self._member.unconsumed_tail
        return found
