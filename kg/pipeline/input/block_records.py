"""The records of a text of blocks of lines: each from a line that begins with a mark up to the next such line."""

import re
from collections.abc import Iterator
from functools import cache

from kg.sources.splits import Marks

from .pieces import Bookmark, Flaw, Gap, Item, Piece
from .window import Window

__all__ = ["BLOCKS", "block_mark", "block_records", "block_records_from"]

BLOCKS = "blocks:"
"""The layout of a bookmark; the mark of a block follows."""

_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+")
_BLANK = b" \t\r\n\v\f"
_SPACES = rb"\s{0,64}"
_BLANKS = 64
"""Bytes that may stand between the lines of a mark: none in a text that has lost its line ends."""


def block_mark(window: Window, marks: Marks) -> str | None:
    """The mark of the blocks of a stream that holds records of a known format; None of any other stream."""
    before = _BEFORE.match(window.data)
    start = before.end() if before else 0
    for each in marks.blocks:
        opened = each.opens is not None and window.data.startswith(each.opens.encode(), start)
        if opened or _form(each.begins).match(window.data, start):
            found = each.holds.encode() in window.data.lower()
            if found and (not opened or _following(each.begins).search(window.data)):
                return each.begins
    return None


@cache
def _form(mark: str) -> re.Pattern[bytes]:
    """How a block begins, whatever ends its lines."""
    return re.compile(_SPACES.join(re.escape(line.encode()) for line in mark.split("\n")))


@cache
def _following(mark: str) -> re.Pattern[bytes]:
    """The same at the beginning of a line; of a mark of two lines wherever they follow each other."""
    at_line = b"" if "\n" in mark else rb"(?<=[\r\n])"
    return re.compile(at_line + _form(mark).pattern)


def block_records(window: Window, mark: str) -> Iterator[Item]:
    """All bytes of a stream that begins with a block, as records and the blank lines between them."""
    before = _BEFORE.match(window.data)
    start = before.end() if before else 0
    if not _form(mark).match(window.data, start):
        first = _following(mark).search(window.data)
        start = first.start() if first else start
    if start:
        yield Gap(0, start)
    yield from block_records_from(window, Bookmark(BLOCKS + mark, start, 1))


def block_records_from(window: Window, begin: Bookmark) -> Iterator[Item]:
    """All bytes of such a stream from a bookmark on."""
    mark = begin.layout.removeprefix(BLOCKS)
    following = _following(mark)
    overlap = len(mark.encode()) + _BLANKS * mark.count("\n") + 1
    at, number = begin.offset, begin.number
    window.keep = at
    while window.byte(at):
        found = window.find(following, at + 1, overlap=overlap)
        end = found if found is not None else window.end if window.ended else _far(window, following, overlap)
        behind = Bookmark(begin.layout, end, number + 1)
        if end - at > window.largest:
            what = f"the record is passed over: it has more than {window.largest >> 20} MiB"
            where = f"{what} ({end - at:,} bytes from offset {at:,})"
            yield Flaw("CT-R110", where, f"#{number}", behind, at, end - at)
        else:
            yield Piece(window.take(at, end).rstrip(_BLANK), f"#{number}", behind, at, end - at)
        at, number = end, number + 1
        window.keep = at


def _far(window: Window, following: re.Pattern[bytes], overlap: int) -> int:
    """Where the next block begins, however far that is."""
    while True:
        window.keep = at = window.end - overlap
        found = window.find(following, at, overlap=overlap)
        if found is not None or window.ended:
            return window.end if found is None else found
