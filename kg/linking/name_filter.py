"""A filter of names: it knows most names that no term bears, in four bytes a name and without asking the lexicon.

Of the readings of a facility's name one in ten is any organization's. A checksum of each name is kept, in order; one of
another name is the same by chance in one case of thirty thousand, and is then found to be none by the lexicon.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from zlib import crc32

from .names import key

__all__ = ["NameFilter", "packed"]

_FOUR_BYTES = next(code for code in "IL" if array(code).itemsize == 4)


def packed(keys: Iterable[str]) -> bytes:
    """The checksums of names, by their words in a fixed order; the same on every machine."""
    return _little_endian(array(_FOUR_BYTES, sorted({crc32(each.encode()) for each in keys}))).tobytes()


def _little_endian(checksums: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        checksums.byteswap()
    return checksums


class NameFilter:
    """Tells whether a name may be one of those that were packed, in any of some files."""

    def __init__(self, files: Iterable[bytes]) -> None:
        self._files = [_little_endian(array(_FOUR_BYTES, each)) for each in files]

    def __call__(self, found: Sequence[str]) -> bool:
        """Whether some name may have these words."""
        checksum = crc32(key(found).encode())
        for checksums in self._files:
            place = bisect_left(checksums, checksum)
            if place < len(checksums) and checksums[place] == checksum:
                return True
        return False
