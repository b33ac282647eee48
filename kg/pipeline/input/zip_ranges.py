"""An archive in ranges: some consecutive members, opened without reading the directory of all the others.

The directory of an archive of 600,000 studies takes seconds to read and hundreds of megabytes to hold. A range knows
where the entries of its members stand in it, and is opened as an archive that has no others.
"""

import io
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

__all__ = ["LARGE_MEMBER", "ZipRange", "old_names_stream", "range_stream", "zip_ranges"]

LARGE_MEMBER = 32 << 20
"""A member that unpacks to more than this is a range of its own."""

# PKWARE APPNOTE.TXT 6.3.10: the end record (4.3.16), its 64-bit forms (4.3.14, 4.3.15), a directory entry (4.3.12).
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s16x2L3H8xL")
_LONGEST_COMMENT = 0xFFFF
_IN_EXTRA = 0xFFFFFFFF
_EXTRA = struct.Struct("<2H")
_SIZES_64 = 0x0001
_FLAGS = 9
_LOCAL_FLAGS = 7
"""Where in an entry of the directory, and in the header before a member, the higher byte of the flags stands."""
_UTF8 = 0x08


class ZipRange(NamedTuple):
    """Some consecutive members of an archive, by their entries in its directory."""

    entries: int
    """Where in the file the first entry stands."""
    length: int
    """Of all its entries, in bytes."""
    members: int
    packed: int
    """Bytes of the members in the archive."""
    large: bool
    """Whether it is one member that unpacks to more than LARGE_MEMBER."""
    directory: int
    """Where in the file the directory of the archive begins."""
    stated: int
    """Where the archive says that it begins: less, when something stands before the archive."""


class _Entry(NamedTuple):
    length: int
    packed: int
    unpacked: int
    header: int


class _OddError(Exception):
    """The archive is not laid out as usual."""


def zip_ranges(stream: BinaryIO, *, members: int, unpacked: int) -> list[ZipRange] | None:
    """The archive in ranges of at most so many members and unpacked bytes; None if it must be read as a whole."""
    try:
        count, directory, stated = _directory(stream)
        stream.seek(directory)
        return list(_ranges(_entries(stream, count), directory, stated, members, unpacked))
    except (_OddError, struct.error):
        return None


def range_stream(stream: BinaryIO, members: ZipRange) -> io.BufferedReader:
    """A stream of an archive that has the members of the range and no others."""
    stream.seek(members.entries)
    return _with_entries(stream, members, stream.read(members.length))


def old_names_stream(stream: BinaryIO) -> io.BufferedReader:
    """An archive whose names that are marked as UTF-8, and are none, stand in the old code page (4.4.4, bit 11).

    Raises ValueError if it must be read as a whole.
    """
    ranges = zip_ranges(stream, members=1 << 32, unpacked=1 << 63)
    if not ranges:
        raise ValueError("its directory is not laid out as usual")
    members = ranges[0]._replace(
        length=sum(each.length for each in ranges), members=sum(each.members for each in ranges)
    )
    stream.seek(members.entries)
    entries = bytearray(stream.read(members.length))
    cleared: list[int] = []
    at = 0
    for _ in range(members.members):
        _, packed, unpacked, name, extra, comment, header = _ENTRY.unpack_from(entries, at)
        names = at + _ENTRY.size
        if not _is_utf8(entries[names : names + name]):
            if _IN_EXTRA in (packed, unpacked, header):
                wide = bytes(entries[names + name : names + name + extra])
                unpacked, packed, header = _wide(wide, [unpacked, packed, header])
            entries[at + _FLAGS] &= ~_UTF8 & 0xFF
            cleared.append(header + members.directory - members.stated + _LOCAL_FLAGS)
        at = names + name + extra + comment
    return _with_entries(stream, members, bytes(entries), cleared)


def _is_utf8(name: bytearray) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _with_entries(
    stream: BinaryIO, members: ZipRange, entries: bytes, cleared: Sequence[int] = ()
) -> io.BufferedReader:
    end_64 = _END_64.pack(
        b"PK\x06\x06", _END_64.size - 12, 45, 45, 0, 0, members.members, members.members, members.length, members.stated
    )
    locator = _LOCATOR.pack(b"PK\x06\x07", 0, members.stated + members.length, 1)
    end = _END.pack(b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, _IN_EXTRA, _IN_EXTRA, 0)
    return io.BufferedReader(_Spliced(stream, members.directory, entries + end_64 + locator + end, cleared))


class _Spliced(io.RawIOBase):
    """A stream up to a place, and other bytes behind it; at some places no name is marked as UTF-8."""

    def __init__(self, stream: BinaryIO, cut: int, rest: bytes, cleared: Sequence[int]) -> None:
        self._cleared = sorted(cleared)
        self._stream = stream
        self._cut = cut
        self._rest = rest
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._cut + len(self._rest)}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if self._at < self._cut:
            self._stream.seek(self._at)
            data = self._stream.read(min(len(buffer), self._cut - self._at))
        else:
            data = self._rest[self._at - self._cut :][: len(buffer)]
        buffer[: len(data)] = data
        ends = (bisect_left(self._cleared, place) for place in (self._at, self._at + len(data)))
        for place in self._cleared[slice(*ends)]:
            buffer[place - self._at] &= ~_UTF8 & 0xFF
        self._at += len(data)
        return len(data)


def _directory(stream: BinaryIO) -> tuple[int, int, int]:
    """How many entries the directory has, where it begins, and where the archive says that it does."""
    size = stream.seek(0, io.SEEK_END)
    start = max(size - _END.size - _LONGEST_COMMENT - _LOCATOR.size, 0)
    stream.seek(start)
    tail = stream.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0:
        raise _OddError
    _, _, _, _, count, length, stated, _ = _END.unpack_from(tail, found)
    end = start + found
    locator = found - _LOCATOR.size
    if locator >= 0 and tail.startswith(b"PK\x06\x07", locator):
        end -= _LOCATOR.size + _END_64.size
        stream.seek(max(end, 0))
        signature, *_, count, length, stated = _END_64.unpack(stream.read(_END_64.size))
        if signature != b"PK\x06\x06":
            raise _OddError
    if not 0 <= stated <= end - length:
        raise _OddError
    return count, end - length, stated


def _entries(stream: BinaryIO, count: int) -> Iterator[_Entry]:
    """The entries of the directory; raises _OddError unless the members stand one behind the other, as they should."""
    free = 0
    for _ in range(count):
        signature, packed, unpacked, name, extra, comment, header = _ENTRY.unpack(stream.read(_ENTRY.size))
        if signature != b"PK\x01\x02":
            raise _OddError
        variable = stream.read(name + extra + comment)
        if _IN_EXTRA in (packed, unpacked, header):
            unpacked, packed, header = _wide(variable[name : name + extra], [unpacked, packed, header])
        if header < free:
            raise _OddError
        free = header + packed
        yield _Entry(_ENTRY.size + len(variable), packed, unpacked, header)


def _wide(extra: bytes, narrow: list[int]) -> list[int]:
    """The 64-bit values that stand in the extra field for those that do not fit (4.5.3), in their order."""
    at = 0
    while at + _EXTRA.size <= len(extra):
        kind, length = _EXTRA.unpack_from(extra, at)
        at += _EXTRA.size
        if kind == _SIZES_64:
            wide = iter(struct.unpack_from(f"<{length // 8}Q", extra, at))
            return [next(wide, 0) if value == _IN_EXTRA else value for value in narrow]
        at += length
    raise _OddError


def _range_from(entries: int, directory: int, stated: int) -> ZipRange:
    """A range that begins at some entry, and holds none yet."""
    return ZipRange(entries, 0, 0, 0, large=False, directory=directory, stated=stated)


def _ranges(entries: Iterable[_Entry], directory: int, stated: int, members: int, most: int) -> Iterator[ZipRange]:
    held = _range_from(directory, directory, stated)
    unpacked = 0
    for entry in entries:
        large = entry.unpacked > LARGE_MEMBER
        if held.members and (large or held.large or held.members == members or unpacked >= most):
            yield held
            held = _range_from(held.entries + held.length, directory, stated)
            unpacked = 0
        held = held._replace(
            length=held.length + entry.length,
            members=held.members + 1,
            packed=held.packed + entry.packed,
            large=large,
        )
        unpacked += entry.unpacked
    if held.members:
        yield held
