"""Bodies of HTTP answers, decompressed block by block: a few bytes may stand for gigabytes."""

import zlib
from collections.abc import Iterable, Iterator

from kg.errors import RemoteError

__all__ = ["unpacked"]

_BLOCK = 65_536
_ANY_WRAPPING = 32 + zlib.MAX_WBITS
"""zlib looks itself whether gzip or zlib stands around the data."""
_KNOWN = {"gzip", "x-gzip", "deflate"}


def unpacked(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes of a body of that `Content-Encoding`, in small blocks whatever they unpack to; raises RemoteError."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from blocks
        return
    if name not in _KNOWN:
        raise RemoteError(f"the answer is compressed in a way that was not asked for: {encoding}")
    decoder = zlib.decompressobj(_ANY_WRAPPING)
    try:
        for block in blocks:
            rest = block
            while rest:
                yield decoder.decompress(rest, _BLOCK)
                rest = decoder.unconsumed_tail
            if decoder.eof:
                return  # what stands behind the end would only be gathered
    except zlib.error as error:
        raise RemoteError(f"the answer is no valid {name}: {error}") from error
    raise RemoteError("the answer broke off: the compressed data are cut short")
