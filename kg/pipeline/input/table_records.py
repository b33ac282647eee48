"""The records of a table: each row behind the one that names the columns, in bounded memory.

A list without a heading is known by its first row; its heading is what `kg.sources.splits` says that it would be.

A row says nothing without its heading, so that the content of a record is the heading as it stands, with its line end,
and the row without its own. Rows are counted as spreadsheets number them: the heading is row 1, empty rows count.

Where a row ends depends on its quotes. One that nothing closes, up to the end of the stream, either cuts the table off
or is a letter; what follows tells: if the next line is a row of as many cells as the heading, the quote is a letter. A
row of several lines that has another number of cells than the heading, while its first line alone has the right one,
ends with that line: the quote that seemed to close it belongs to another row.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.sources.splits import Marks
from kg.sources.table_rows import Heading, bare_heading, heading_of

from .pieces import Bookmark, Flaw, Gap, Item, Piece
from .window import Window

__all__ = ["TABLE", "TableStart", "table_in", "table_records"]

TABLE = "table:"
"""Begins the layout of a bookmark; the heading follows, a character for each byte."""

_CODES = "latin-1"
_SHOWN = 40


class TableStart(NamedTuple):
    """Where the records of a table begin."""

    heading: Heading
    start: int
    """Where the first row behind the heading begins."""
    number: int
    """The number of that row."""


def table_in(window: Window, marks: Marks) -> TableStart | None:
    """The table of a known format with which a stream begins."""
    found = heading_of(window.data)
    if found is None:
        return None
    start, heading = found
    if any(heading.has(columns) for columns in marks.columns):
        return TableStart(heading, start + len(heading.row), 2)
    for each in marks.bare:
        if bare := bare_heading(window.data, each.columns, each.first):
            return TableStart(bare[1], bare[0], 1)
    return None


def table_records(window: Window, table: TableStart) -> Iterator[Item]:
    """All bytes of a stream that begins with a table, as records and what lies between them."""
    if table.start:
        yield Gap(0, table.start)
    yield from _Rows(window, table.heading, Bookmark(_layout(table.heading), table.start, table.number)).items()


def table_records_from(window: Window, begin: Bookmark) -> Iterator[Item]:
    """All bytes of such a stream from a bookmark on."""
    found = heading_of(begin.layout.removeprefix(TABLE).encode(_CODES))
    if found is None:
        raise ValueError(f"no bookmark of a table: {begin.layout}")
    yield from _Rows(window, found[1], begin).items()


def _layout(heading: Heading) -> str:
    return TABLE + heading.row.decode(_CODES)


class _Rows:
    """Follows one stream behind its heading."""

    def __init__(self, window: Window, heading: Heading, begin: Bookmark) -> None:
        self._window = window
        self._heading = heading
        self._layout = heading.layout
        self._width = len(heading.columns)
        self._mark = begin.layout
        self._number = begin.number
        self._given = begin.offset

    def items(self) -> Iterator[Item]:
        """Records, flaws and empty rows; together they are the stream."""
        window = self._window
        window.keep = self._given
        while window.byte(self._given):
            end = window.match(self._layout.row, self._given) or self._given
            if end == window.end:
                yield self._last() if window.ended else self._long()
            else:
                yield self._row(end)
            window.keep = self._given

    def _row(self, end: int) -> Piece | Gap:
        """The row up to its end, or to that of its first line if the quotes of two rows were taken together."""
        start = self._given
        row = self._window.take(start, end)
        if row.count(self._layout.line_end) > 1 and self._layout.count(row) != self._width:
            line = row[: row.index(self._layout.line_end) + 1]
            if self._layout.count(line) == self._width:
                row, end = line, start + len(line)
        number = self._number
        self._number += 1
        self._given = end
        bare = self._layout.without_end(row)
        if not bare.strip(self._layout.blank):
            return Gap(start, end - start)
        return Piece(self._heading.row + bare, f"#{number}", self._behind(end), start, end - start)

    def _last(self) -> Piece | Gap | Flaw:
        """The row that reaches the end of the stream: the last, or one of which a quote is not closed."""
        window, start = self._window, self._given
        rest = window.take(start, window.end)
        found = self._layout.row.match(rest)
        if found is None or found["open"] is None:
            return self._row(window.end)
        line = self._sure_row(rest, 0)
        following = self._sure_row(rest, line)
        stands = rest[line:following] if following > line else rest[:line]
        if self._layout.count(stands) == self._width and rest[:line].endswith(self._layout.line_end):
            return self._row(start + line)
        shown = " ".join(rest[:_SHOWN].decode(errors="replace").split())
        what = f"the file ends within record {self._number}, in a cell whose quote is not closed: `{shown}`"
        return self._flaw("CT-R108", what, window.end)

    def _long(self) -> Piece | Gap | Flaw:
        """A row that has no end within as many bytes as a record may have."""
        window, start = self._window, self._given
        held = window.take(start, window.end)
        if (line := self._sure_row(held, 0)) < len(held):
            return self._row(start + line)
        end = self._line_end(window.end)
        what = f"the record is passed over: it has more than {window.largest >> 20} MiB"
        return self._flaw("CT-R110", what, end)

    def _sure_row(self, content: bytes, at: int) -> int:
        """Where a row ends if a quote that nothing closes is a letter."""
        found = self._layout.sure_row.match(content, at)
        return found.end() if found else len(content)

    def _line_end(self, at: int) -> int:
        """Behind the next line end, however far that is."""
        window, line_end = self._window, self._layout.line_end
        while window.byte(at):
            found = window.data.find(line_end, at - window.base)
            if found >= 0:
                return window.base + found + 1
            window.keep = at = window.end
        return window.end

    def _flaw(self, rule: str, message: str, end: int) -> Flaw:
        start, size, number = self._given, end - self._given, self._number
        self._given = end
        self._number += 1
        where = f"{message} ({size:,} bytes from offset {start:,})"
        return Flaw(rule, where, f"#{number}", self._behind(end), start, size)

    def _behind(self, end: int) -> Bookmark:
        return Bookmark(self._mark, end, self._number)
