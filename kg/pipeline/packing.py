"""How gzip is written, and deflated bytes are read: by ISA-L where it is installed (the extra `fast`), else by zlib.

ISA-L packs five times faster than zlib and unpacks almost twice as fast. What it packs is other bytes, that unpack to
the same. So the run chooses one codec for all its processes, and a process that lacks it says so.
"""

import gzip
import zlib
from contextlib import AbstractContextManager
from enum import StrEnum
from functools import cache
from typing import Any, BinaryIO, Protocol, cast

from kg.errors import UsageError

__all__ = ["Codec", "Inflating", "best_codec", "checksum", "inflating", "packed_stream"]

_LEVELS = {"zlib": 3, "isal": 1}
"""zlib: level 6 takes two and a half times as long, for files that are a tenth smaller. ISA-L: as small as these."""
_RAW = -15
"""Tells zlib that there is neither header nor checksum around what is deflated."""


class Codec(StrEnum):
    """The library that packs."""

    ZLIB = "zlib"
    ISAL = "isal"


class Inflating(Protocol):
    """Unpacks one deflated stream."""

    eof: bool
    unused_data: bytes

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        """What the data unpacks to, at most so many bytes."""


@cache
def best_codec() -> Codec:
    """ISA-L where it is installed."""
    return Codec.ISAL if _isal("isal_zlib") else Codec.ZLIB


def packed_stream(raw: BinaryIO, codec: Codec) -> AbstractContextManager[BinaryIO]:
    """A stream that packs into another; without name and time in it, so that the same content gives the same bytes."""
    if codec is Codec.ISAL:
        if (igzip := _isal("igzip")) is None:
            raise UsageError(
                "a process of the run lacks ISA-L, with which the others pack: install the extra there too "
                "(pip install 'kgbuild[fast]'), so that all parts of a file are packed alike"
            )
        stream = igzip.IGzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=_LEVELS[codec])
    else:
        stream = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=_LEVELS[codec])
    return cast(AbstractContextManager[BinaryIO], stream)


def inflating() -> Inflating:
    """What unpacks a deflated stream that has no header; by whichever library, the same comes out."""
    return cast(Inflating, (_isal("isal_zlib") or zlib).decompressobj(_RAW))


def checksum(content: bytes) -> int:
    """The CRC-32 of some bytes."""
    return cast(int, (_isal("isal_zlib") or zlib).crc32(content))


@cache
def _isal(module: str) -> Any:
    """A module of ISA-L; None where it is not installed."""
    try:
        from isal import igzip, isal_zlib
    except ImportError:
        return None
    return {"igzip": igzip, "isal_zlib": isal_zlib}[module]
