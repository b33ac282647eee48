"""Tables as text: a first row that names the columns, then rows of cells, which may hold line ends in quotes.

RFC 4180 as programs write it and people mend it: comma, semicolon, tab or pipe; lines end with LF, CRLF or CR. A cell
is quoted if it begins with a quote and the quote that ends it stands before a separator or the end of the row; any
other quote is a letter, as in tables that quote nothing: `"Aim" study`, `5" tube`. So a quote that nothing closes costs
the row in which it stands, and none behind it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

__all__ = ["DELIMITERS", "Heading", "TableLayout", "bare_heading", "heading_of", "layout_of", "row_in", "words_of"]

DELIMITERS = ",\t;|"
"""Of several that stand in a heading the one that makes the most columns counts, of equal ones the first here."""

_FEWEST = 2
_LONGEST_HEADING = 1 << 16
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:sep=([,;|\t])[ \t]*(?:\r\n|\n|\r))?", re.IGNORECASE)
"""What may stand before the heading: a byte order mark, and the line by which spreadsheets name the separator."""

_NO_WORD = re.compile(r"[\W_]+")

# A quoted cell up to the quote that may end it, in which two quotes stand for one.
_OPENED = rb' *+"[^"]*+(?:""[^"]*+)*+'
_CELL = r'(?: *+"((?:[^"]++|"")*+)" *+(?={0}|\Z)|([^{0}]*+))({0}|\Z)'


class TableLayout(NamedTuple):
    """How the cells and rows of a table are parted, and the patterns that find them."""

    line_end: bytes
    """The last byte of each line: LF, also of CRLF, or CR."""
    row: re.Pattern[bytes]
    """A row with its line end; the group `open` is a quoted cell that is not closed as far as the bytes go."""
    sure_row: re.Pattern[bytes]
    """The same, but that a quote which nothing closes is a letter."""
    cell: re.Pattern[str]
    """A cell of a row: what stands in its quotes, what stands without, and the separator."""
    blank: bytes
    """The bytes of a row that states nothing: separators, spaces, quotes."""

    def cells(self, row: bytes) -> list[str]:
        """The cells of a row in UTF-8 without its line end, as written but for their quotes."""
        return [quoted.replace('""', '"') if quoted else plain for quoted, plain, _ in self._cells(row.decode())]

    def count(self, row: bytes) -> int:
        """How many cells a row has, with or without its line end."""
        return len(self._cells(self.without_end(row).decode("latin-1")))

    def _cells(self, text: str) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = self.cell.findall(text)
        if len(found) > 1 and not found[-2][2]:  # behind a cell without a separator there is none
            found.pop()
        return found

    def without_end(self, row: bytes) -> bytes:
        """The row without the end of its line."""
        return row.removesuffix(b"\n").removesuffix(b"\r") if self.line_end == b"\n" else row.removesuffix(b"\r")


class Heading(NamedTuple):
    """The row of a table that names its columns."""

    row: bytes
    """As it stands, with its line end."""
    layout: TableLayout
    columns: tuple[str, ...]
    """Their names in order, white-space runs as one space; empty where a column has none."""
    names: frozenset[str]
    """The words of each name."""

    def has(self, names: Iterable[str]) -> bool:
        """Whether there are columns of all these names, each given by its words."""
        return self.names.issuperset(names)


def words_of(name: str) -> str:
    """The words of the name of a column, however programs write it: `NCT Number`, `NCT.Number`, `nct_number`."""
    return " ".join(_NO_WORD.split(name.casefold())).strip()


def heading_of(content: bytes) -> tuple[int, Heading] | None:
    """Where the heading of a table begins, and the heading; None of what does not begin with a row of several cells."""
    before = _BEFORE.match(content)
    start = before.end() if before else 0
    stated = before[1].decode() if before and before[1] else DELIMITERS
    line = content[start : content.find(b"\n", start, start + _LONGEST_HEADING) + 1]
    best = _of_line(line, stated) or _best(content[start : start + _LONGEST_HEADING], stated)
    return (start, best) if best else None


def bare_heading(content: bytes, columns: Sequence[str], first: str) -> tuple[int, Heading] | None:
    """Where the rows of a table without a heading begin, and the heading that it would have.

    None of what does not begin with a row of so many cells of which the first, but for quotes, fits the expression.
    """
    before = _BEFORE.match(content)
    start = before.end() if before else 0
    top = content[start : start + _LONGEST_HEADING]
    for delimiter, line_end in product(DELIMITERS, (b"\n", b"\r")):
        found = layout_of(delimiter, line_end).row.match(top)
        row = _of_row(found[0], delimiter, line_end) if found else None
        if row and len(row.columns) == len(columns) and re.fullmatch(first, row.columns[0].strip('" ')):
            heading = _of_row(delimiter.join(columns).encode() + line_end, delimiter, line_end)
            return (start, heading) if heading else None
    return None


@lru_cache(maxsize=256)
def _of_line(line: bytes, delimiters: str) -> Heading | None:
    """The heading, if it is all of one line: each record of a table begins with it, so that it is remembered."""
    best = _best(line, delimiters)
    return best if best and best.row == line else None


def _best(top: bytes, delimiters: str) -> Heading | None:
    """The heading by the separator that makes the most columns, the first of equal ones."""
    found = [heading for each in delimiters if (heading := _heading(top, each))]
    return max(found, key=lambda heading: len(heading.columns), default=None)


def row_in(content: bytes) -> tuple[Heading, bytes, bytes] | None:
    """The heading of a record that is a row of a table, the row, and what stands behind it; None of other content."""
    found = heading_of(content)
    if found is None:
        return None
    start, heading = found
    begin = start + len(heading.row)
    row = heading.layout.row.match(content, begin)
    end = row.end() if row else begin
    return heading, heading.layout.without_end(content[begin:end]), content[end:]


def _heading(top: bytes, delimiter: str) -> Heading | None:
    if delimiter.encode() not in top:
        return None
    found = layout_of(delimiter, b"\n").row.match(top)
    row = found[0] if found else b""
    if b"\r" not in row.removesuffix(b"\n").removesuffix(b"\r"):
        return _of_row(row, delimiter, b"\n")
    found = layout_of(delimiter, b"\r").row.match(top)
    return _of_row(found[0], delimiter, b"\r") if found else None


@lru_cache(maxsize=64)
def layout_of(delimiter: str, line_end: bytes) -> TableLayout:
    """The layout of a table by its separator and the last byte of its lines."""
    part = re.escape(delimiter.encode())
    end = rb"\r?\n" if line_end == b"\n" else rb"\r"
    plain = rb"[^%b%b]*+" % (part, re.escape(line_end))
    quoted = rb'%b" *+(?=%b|%b|\Z)' % (_OPENED, part, end)
    opened = rb"%b\Z" % _OPENED
    cell = rb'(?>(?! *+")%b|%b|(?!%b)%b)' % (plain, quoted, opened, plain)
    sure_cell = rb"(?>%b|%b)" % (quoted, plain)
    row = rb"(?:%b%b)*+(?:(?P<open>%b)|%b(?:%b|\Z))" % (cell, part, opened, cell, end)
    sure_row = rb"(?:%b%b)*+%b(?:%b|\Z)" % (sure_cell, part, sure_cell, end)
    a_cell = re.compile(_CELL.format(re.escape(delimiter)))
    return TableLayout(line_end, re.compile(row), re.compile(sure_row), a_cell, delimiter.encode() + b' \t"')


def _of_row(row: bytes, delimiter: str, line_end: bytes) -> Heading | None:
    layout = layout_of(delimiter, line_end)
    text = layout.without_end(row).decode("utf-8", "replace")
    columns = tuple([" ".join(cell.split()) for cell in layout.cells(text.encode())])
    names = frozenset(words for name in columns if (words := words_of(name)))
    return Heading(row, layout, columns, names) if len(columns) >= _FEWEST and names else None
