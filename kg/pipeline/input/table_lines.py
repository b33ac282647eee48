"""The rows of a large table, fast: most lines hold no quote and are a row; the others are put together by their quotes.

Databases quote a cell that holds a separator, a quote or a line end, and double the quotes within, so that a row has an
even number of quotes. Where that does not come out, a quote is a letter, and a row ends with its line if the line has
as many cells as the heading: so a quote that nothing closes costs the row in which it stands.
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from kg.sources.encoding import utf8_stream
from kg.sources.table_rows import Heading, TableLayout, heading_of

from .window import Read

__all__ = ["OPEN", "PLAIN", "QUOTED", "TableLines", "cells_of"]

_BLOCK = 1 << 20
_HEAD = 1 << 16
_LONGEST_ROW = 4 << 20

PLAIN, QUOTED, OPEN = range(3)
"""How a row is read: by its separators alone, by its quotes, or by its quotes of which one is not closed."""


class _TableLine(NamedTuple):
    """One row, as its bytes stand."""

    number: int
    """As spreadsheets count: the heading is row 1."""
    row: bytes
    kind: int


class TableLines:
    """A table that is read once: its heading, then its rows."""

    def __init__(self, read: Read) -> None:
        recoded, _ = utf8_stream(read)
        head = b""
        while len(head) < _HEAD and (block := recoded(_HEAD)):
            head += block
        found = heading_of(head)
        self.heading: Heading | None = found[1] if found else None
        """None of what begins with no row of several cells."""
        start = found[0] + len(found[1].row) if found else len(head)
        self._pending: deque[bytes] = deque()
        self._lines = _lines(head[start:], recoded)

    def __iter__(self) -> Iterator[_TableLine]:
        """The rows in order; empty lines are counted and left out."""
        if self.heading is None:
            return
        number = 1
        while (line := self._pending.popleft() if self._pending else next(self._lines, None)) is not None:
            number += 1
            if b'"' in line:
                yield _TableLine(number, *self._quoted(line, self.heading))
            elif line and not line.isspace():
                yield _TableLine(number, line, PLAIN)

    def _quoted(self, line: bytes, heading: Heading) -> tuple[bytes, int]:
        """The row that begins with a line that holds quotes, and how it is read."""
        lines, quotes, size = [line], line.count(b'"'), len(line)
        while quotes % 2 and size < _LONGEST_ROW and (more := self._next()) is not None:
            lines.append(more)
            quotes += more.count(b'"')
            size += len(more)
        row, count, width = b"\n".join(lines), heading.layout.count, len(heading.columns)
        if len(lines) == 1 or (quotes % 2 == 0 and count(row) == width):
            return row, OPEN if quotes % 2 and count(row) != width else QUOTED
        if count(line) != width and quotes % 2 == 0:
            return row, QUOTED
        self._pending.extendleft(reversed(lines[1:]))
        return line, QUOTED if count(line) == width else OPEN

    def _next(self) -> bytes | None:
        return self._pending.popleft() if self._pending else next(self._lines, None)


def _lines(rest: bytes, read: Read) -> Iterator[bytes]:
    """The lines of a stream without their ends."""
    while block := read(_BLOCK):
        *lines, rest = (rest + block).split(b"\n")
        yield from (line[:-1] if line.endswith(b"\r") else line for line in lines)
    yield from (line.removesuffix(b"\r") for line in rest.split(b"\n") if line)


def cells_of(row: bytes, kind: int, layout: TableLayout, width: int) -> tuple[list[str], str | None]:
    """The cells of a row, and what is wrong with it."""
    fault = "a quote in it is not closed" if kind == OPEN else None
    try:
        text = row.decode()
    except UnicodeDecodeError:
        text, fault = row.decode("cp1252", "replace"), "it holds bytes that are no UTF-8; it is read as windows-1252"
    cells = text.split(layout.blank[:1].decode()) if kind == PLAIN else layout.cells(text.encode())
    if len(cells) != width:
        fault = fault or f"the row has {len(cells)} cells where the table has {width} columns"
    return cells, fault
