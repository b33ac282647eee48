"""A watch over how deep triple terms (RDF 1.2) stand in each other: pyoxigraph ends its process at some thousands.

Lists, blank nodes and formulas may nest as they like; the parser keeps no stack for them.
"""

from collections.abc import Iterator
from typing import Protocol

__all__ = ["Watched", "check_nesting"]

_DEEPEST = 1_000
_PIECE = 16_384
"""Bytes that are looked through at once; so many more levels than the limit they hold at most are borne."""
_OPEN, _CLOSE, _END = b"<<(", b")>>", b".\n"


def check_nesting(content: bytes) -> None:
    """Raises ValueError if triple terms stand too deep in each other."""
    depth = 0
    for piece in _pieces(content):
        depth = _depth_after(piece, depth)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Watched:
    """A stream that raises ValueError where triple terms stand too deep in each other."""

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self._depth = 0

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes."""
        block = self._stream.read(size)
        for piece in _pieces(block):
            self._depth = _depth_after(piece, self._depth)
        return block


def _pieces(block: bytes) -> Iterator[bytes]:
    for place in range(0, len(block), _PIECE):
        yield block[place : place + _PIECE]


def _depth_after(piece: bytes, depth: int) -> int:
    if _OPEN not in piece and not depth:
        return 0
    # With a statement its terms end; what looks like one in a text is not carried on for ever.
    _, end, rest = piece.rpartition(_END)
    depth = max(0, (0 if end else depth) + rest.count(_OPEN) - rest.count(_CLOSE))
    if depth > _DEEPEST:
        raise ValueError(f"triple terms stand more than {_DEEPEST:,} deep in each other")
    return depth
