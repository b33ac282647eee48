"""A stream seen through a window: bytes by their offset from its beginning, held as long as they are needed."""

import re
from collections.abc import Callable

__all__ = ["LARGEST", "Read", "Window"]

LARGEST = 64 << 20
"""No record of a registry has more than a few megabytes; one that has more than this is not read."""

_CHUNK = 1 << 18

Read = Callable[[int], bytes]
"""Reads up to so many bytes; none at the end."""


class Window:
    """The bytes of a stream from `keep` on, as far as they were read. All places are offsets in the stream.

    Each time more is read, as much again as is held: whatever the size of a record, its bytes are copied but twice.
    """

    def __init__(self, read: Read, *, start: int = 0, line: int = 1) -> None:
        self._read = read
        self.largest = LARGEST
        """Bytes that a record may have."""
        self.data = b""
        self.base = start
        """The offset of the first byte that is held."""
        self.keep = start
        """What stands before this may be let go."""
        self.ended = False
        self._counted = (start, line)

    @property
    def end(self) -> int:
        """The offset behind the last byte that was read."""
        return self.base + len(self.data)

    def more(self) -> bool:
        """Reads on; whether anything came."""
        if self.ended:
            return False
        self.line(self.keep)
        held = self.data[self.keep - self.base :]
        self.base = self.keep
        chunk = self._read(max(_CHUNK, len(held)))
        self.data = held + chunk
        self.ended = not chunk
        return not self.ended

    def reach(self, size: int) -> None:
        """Reads until so many bytes are held, or all."""
        while len(self.data) < size and self.more():
            pass

    def is_full(self, start: int) -> bool:
        """Whether more is held from an offset on than a record may have."""
        return self.end - start > self.largest

    def take(self, start: int, end: int) -> bytes:
        """The bytes between two offsets."""
        return self.data[start - self.base : end - self.base]

    def byte(self, at: int) -> bytes:
        """The byte at an offset; none behind the last."""
        while at >= self.end and self.more():
            pass
        return self.data[at - self.base : at - self.base + 1]

    def match(self, pattern: re.Pattern[bytes], at: int) -> int | None:
        """The offset behind what matches at an offset, however far it goes up to the size of a record."""
        while True:
            found = pattern.match(self.data, at - self.base)
            end = self.base + found.end() if found else None  # before more is read, which moves the base
            if end is not None and (end < self.end or self.ended):
                return end
            if self.is_full(at) or not self.more():
                return end

    def search(self, pattern: re.Pattern[bytes], at: int) -> int | None:
        """The offset of the first match from an offset on, in what is held."""
        found = pattern.search(self.data, max(at - self.base, 0))
        return self.base + found.start() if found else None

    def find(self, pattern: re.Pattern[bytes], at: int, *, overlap: int) -> int | None:
        """The same, reading up to so many bytes on; what was searched is not searched again but for an overlap."""
        searched = at
        while (found := self.search(pattern, searched)) is None:
            searched = max(at, self.end - overlap)
            if self.is_full(at) or not self.more():
                return None
        return found

    def line(self, at: int) -> int:
        """The number of the line at an offset, from 1."""
        before, number = self._counted
        if at >= before:
            number += self.data.count(b"\n", before - self.base, at - self.base)
        else:
            number -= self.data.count(b"\n", at - self.base, before - self.base)
        self._counted = (at, number)
        return number
