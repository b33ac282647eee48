"""Bytes of a page -> numbered clean lines, and the pieces of each that a layout reads.

A line ends at LF, CR or CR LF, as an editor counts. Its depth of indentation is kept apart, for texts with nested
bullets. A line of a Markdown table, or one with words glued together, has several pieces; most have one.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from kg.sources.encoding import to_utf8
from kg.sources.page.html_lines import html_rows, is_html
from kg.sources.page.markup import Glue, cells_of, is_table, unglued
from kg.sources.page.text import mended, visible

__all__ = ["Page", "PageLine", "joined", "parse_page"]

_LINE_END = re.compile(rb"\r\n|\r|\n")
_SPACES = re.compile(r"\s+")


class PageLine(msgspec.Struct, frozen=True):
    """One line of a page after clean-up, or a piece of one."""

    number: int
    """From 1."""
    text: str
    """White space runs as one space, trimmed; empty for a blank line."""
    indent: int = 0
    """How many spaces stand before the text."""
    piece: int = 0
    """Position of the piece in its line."""
    tabled: bool = False
    """Whether it is one of several cells of a line."""
    row: int = -1
    """The row of a table that it stands in, from 0; -1 where the page does not say."""
    column: int = -1
    """The column, in the same way."""

    def saying(self, text: str) -> "PageLine":
        """The same piece of the page, of which only `text` is of interest."""
        indent = self.indent if text == self.text else 0
        return PageLine(self.number, text, indent, self.piece, self.tabled, self.row, self.column)


class Page(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A page of text: every line of it, clean and numbered."""

    sha256: str
    lines: tuple[PageLine, ...]
    damaged: tuple[int, ...] = ()
    """Numbers of the lines that are not valid UTF-8; the bytes in question are read as U+FFFD."""
    guessed: str | None = None
    """The encoding in which the page is read, where it is no UTF-8 and says of itself nothing else."""
    mended: tuple[int, ...] = ()
    """Numbers of the lines of which mojibake was undone."""
    glues: tuple[Glue, ...] = ()
    window: str = ""
    """The title of the window of an HTML page."""
    tabbed: Mapping[int, tuple[str, ...]] = {}
    """Number of a line with tabs inside -> the texts between them, empty ones too."""
    pieces: tuple[PageLine, ...] | None = None
    """The pieces of the lines as a layout parts them; None if marks of Markdown and glued words part them."""
    joins: Mapping[int, int] = {}
    """Number of a line -> number of the line before it of which it is the rest."""

    @cached_property
    def written(self) -> list[PageLine]:
        """The pieces of all lines that are not blank."""
        if self.pieces is not None:
            return list(self.pieces)
        tabled = is_table(line.text for line in self.lines)
        return [piece for line in self.lines if line.text for piece in self._pieces(line, tabled=tabled)]

    def _pieces(self, line: PageLine, *, tabled: bool) -> Iterable[PageLine]:
        cells = cells_of(line.text) if tabled else [line.text]
        texts = [text for cell in cells for text in unglued(cell, self.glues)]
        if texts == [line.text]:
            return (line,)
        return (PageLine(line.number, text, 0, number, len(cells) > 1) for number, text in enumerate(texts))


def parse_page(content: bytes, *, glues: tuple[Glue, ...] = ()) -> Page:
    """The page that `content` holds, whatever its bytes are; of an HTML page, the lines of its text."""
    decoded = to_utf8(content)
    rows, damaged, window = html_rows(decoded.content) if is_html(decoded.content) else _decoded(decoded.content)
    whole = [mended(row) for row in rows]
    return Page(
        sha256=hashlib.sha256(content).hexdigest(),
        lines=tuple([_page_line(number, row) for number, row in enumerate(whole, 1)]),
        damaged=tuple(damaged),
        guessed=decoded.encoding if decoded.is_guess else None,
        mended=tuple(number for number, (row, read) in enumerate(zip(rows, whole, strict=True), 1) if row != read),
        glues=glues,
        window=window,
        tabbed={number: _between_tabs(row) for number, row in enumerate(whole, 1) if "\t" in row.strip("\n\r ")},
    )


def _decoded(content: bytes) -> tuple[Sequence[str], Sequence[int], str]:
    """The lines of a text, the numbers of those that are damaged, and no title of a window."""
    rows = _LINE_END.split(content)
    if not rows[-1]:
        rows.pop()
    texts, damaged = [], []
    for number, row in enumerate(rows, 1):
        try:
            text = row.decode()
        except UnicodeDecodeError:
            text = row.decode(errors="replace")
            damaged.append(number)
        texts.append(text)
    return texts, damaged, ""


def _page_line(number: int, row: str) -> PageLine:
    text = visible(row).expandtabs(4)
    indent = len(text) - len(text.lstrip())
    return PageLine(number, _SPACES.sub(" ", text).strip(), indent)


def _between_tabs(row: str) -> tuple[str, ...]:
    return tuple([_SPACES.sub(" ", visible(text)).strip() for text in row.split("\t")])


def joined(lines: Iterable[PageLine], blanks: frozenset[int]) -> str:
    """A long text of several lines: bullets and depth kept, one blank line where the page has any."""
    rows = sorted(lines, key=lambda line: (line.number, line.piece))
    depth = min((line.indent for line in rows), default=0)
    return "".join(_joined(rows, depth, blanks))


def _joined(rows: Sequence[PageLine], depth: int, blanks: frozenset[int]) -> Iterator[str]:
    before = None
    for line in rows:
        if before is not None:
            yield "\n\n" if _blank_between(before, line.number, blanks) else "\n"
        yield " " * (line.indent - depth) + line.text
        before = line.number


def _blank_between(first: int, last: int, blanks: frozenset[int]) -> bool:
    return any(number in blanks for number in range(first + 1, last))
