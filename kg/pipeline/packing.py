"""How files are packed, and deflated bytes are read: by ISA-L where it is installed (the extra `fast`), else by zlib.

ISA-L packs five times faster than zlib and unpacks almost twice as fast. What it packs is other bytes, that unpack to
the same. So the run chooses one codec for all its processes, and a process that lacks it says so.
"""

import bz2
import gzip
import zlib
from contextlib import AbstractContextManager
from enum import StrEnum
from functools import cache
from typing import Any, BinaryIO, Protocol, cast

from kg.errors import UsageError
from kg.packings import Packing, packing_of, zstd

__all__ = ["Codec", "Inflating", "best_codec", "checksum", "codec_of", "inflating", "packed_stream"]

_LEVELS = {"zlib": 3, "isal": 1}
"""zlib: level 6 takes two and a half times as long, for files that are a tenth smaller. ISA-L: as small as these."""
_RAW = -15
"""Tells zlib that there is neither header nor checksum around what is deflated."""


class Codec(StrEnum):
    """The library that packs; of gzip there are two."""

    ZLIB = "zlib"
    ISAL = "isal"
    BZIP2 = "bzip2"
    ZSTD = "zstd"


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


def codec_of(path: str, of_gzip: Codec) -> Codec | None:
    """What packs a file of that name; None for one that is not packed. Raises UsageError where it is not installed."""
    match packing_of(path):
        case Packing.GZIP:
            return of_gzip
        case Packing.BZIP2:
            return Codec.BZIP2
        case Packing.ZSTD:
            zstd()
            return Codec.ZSTD
        case None:
            return None


def packed_stream(raw: BinaryIO, codec: Codec) -> AbstractContextManager[BinaryIO]:
    """A stream that packs into another; without name and time in it, so that the same content gives the same bytes."""
    stream: Any
    match codec:
        case Codec.ZLIB:
            stream = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=_LEVELS[codec])
        case Codec.ISAL:
            stream = _igzip().IGzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=_LEVELS[codec])
        case Codec.BZIP2:
            stream = bz2.BZ2File(raw, "wb")
        case Codec.ZSTD:
            stream = zstd().ZstdFile(raw, "wb", options={zstd().CompressionParameter.checksum_flag: 1})
    return cast(AbstractContextManager[BinaryIO], stream)


def inflating() -> Inflating:
    """What unpacks a deflated stream that has no header; by whichever library, the same comes out."""
    return cast(Inflating, (_isal("isal_zlib") or zlib).decompressobj(_RAW))


def checksum(content: bytes) -> int:
    """The CRC-32 of some bytes."""
    return cast(int, (_isal("isal_zlib") or zlib).crc32(content))


def _igzip() -> Any:
    if (igzip := _isal("igzip")) is None:
        raise UsageError(
            "a process of the run lacks ISA-L, with which the others pack: install the extra there too "
            "(pip install 'kgbuild[fast]'), so that all parts of a file are packed alike"
        )
    return igzip


@cache
def _isal(module: str) -> Any:
    """A module of ISA-L; None where it is not installed."""
    try:
        from isal import igzip, isal_zlib
    except ImportError:
        return None
    return {"igzip": igzip, "isal_zlib": isal_zlib}[module]
