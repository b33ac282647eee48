"""What a stream falls into, byte for byte: records, flaws, and what stands between them without harm.

A long stream is read twice: once to learn which records it holds, and then in batches, by several processes, each from
the middle of the stream. An offset alone does not say how to go on there. In JSON it depends on the brackets that are
open (`]` may end the list of studies, or stand in a record that is damaged), in XML on the elements. A bookmark is what
the first reading knew behind a record: the offset, the number and line for messages, and what is open, in a form of
each format's own. Reading on from a bookmark gives the same pieces with the same positions as reading through. Recoded
streams have no bookmarks, since their offsets are not those of the file.
"""

from typing import NamedTuple

__all__ = ["Bookmark", "Flaw", "Gap", "Item", "Piece"]


class Bookmark(NamedTuple):
    """Where reading can go on: behind a record of a stream that holds several."""

    layout: str
    """How the records stand, and what is open around them."""
    offset: int
    """In bytes from the beginning of the stream."""
    number: int
    """Of the record that follows, from 1."""
    line: int = 1
    """The number of the line at the offset."""


class Piece(NamedTuple):
    """The bytes of one record."""

    content: bytes
    position: str | None = None
    """Inside the file: `#12` for the twelfth element or line, a member of an archive; None for the whole."""
    behind: Bookmark | None = None
    start: int = 0
    """The offset of its first byte in the stream."""
    size: int = 0
    """Bytes of the stream that it takes."""


class Flaw(NamedTuple):
    """Why no record could be had at a position."""

    rule: str
    message: str
    position: str | None = None
    behind: Bookmark | None = None
    start: int = 0
    size: int = 0


class Gap(NamedTuple):
    """White space, separators, or what stands around a list of records: nothing that could be one."""

    start: int
    size: int


Item = Piece | Flaw | Gap
