"""The lines of a page of ClinicalTrials.gov's present site, parted into pieces whatever the page was saved with.

A copy from a browser has tabs between the cells of a table, extractions have bars, most have each cell on lines of its
own; Markdown has marks of headings and links. What is of the saving alone gets no piece: marks of Markdown, what a
printer adds to each page, the names of columns, the glossary, the list of the sections. Where a table shows it, a piece
says in which row and column it stands; a cell may go on over several lines.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from kg.sources.ctgov_pages.details_glossary import glossary_of
from kg.sources.ctgov_pages.details_print import joins_of, printed, unbroken
from kg.sources.ctgov_pages.details_words import ARM_COLUMNS, OUTCOME_COLUMNS, OUTCOME_LABELS, SECTIONS, WINDOW
from kg.sources.page.lines import Page, PageLine
from kg.sources.page.text import is_foreign, unbulleted

__all__ = ["parted"]

_ARMS = "Arms and Interventions"
_COLUMNS = {_ARMS: ARM_COLUMNS, **dict.fromkeys(OUTCOME_LABELS, OUTCOME_COLUMNS)}
"""Heading of a table -> the names of its columns."""
_DROPPED = {"Eligibility Criteria": ("Description",), **_COLUMNS}
"""Heading -> lines that say nothing directly below it."""
_ENDS = frozenset({*SECTIONS, *OUTCOME_LABELS, _ARMS, "What is the study measuring?", "How is the study designed?"})
"""Lines that end a table."""

_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6} +")
_RULE = re.compile(r"[=-]{3,}|[-:| ]*-{3}[-:| ]*")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,2000})\]\((?:https?:|mailto:|tel:|/|#)[^()\s]{0,2000}(?: \"[^\"]{0,300}\")?\)")
_STRONG = re.compile(r"\*\*([^*]{1,2000})\*\*")
_SHORTEST_LIST = 3


def parted(page: Page, *, whole: frozenset[str] = frozenset()) -> Page:
    """The page with the pieces of its lines; `whole` are lines that a print does not break."""
    lines = _plain(page)
    print_marks = printed(lines)
    lines = [print_marks.get(line.number, line) for line in lines]
    joins = joins_of(lines, print_marks, whole | _ENDS, tuple(_COLUMNS)) if print_marks else {}
    lines = _joined(lines, joins)
    unsaid = glossary_of(lines) | _list_of_sections(lines)
    tables = _Tables(page, in_blocks=bool(print_marks))
    pieces = [piece for line in lines if line.number not in unsaid for piece in tables.pieces(line)]
    return msgspec.structs.replace(page, pieces=tuple(pieces), joins=joins)


def _plain(page: Page) -> list[PageLine]:
    """The lines without marks of Markdown, if the page is Markdown."""
    if not _is_markdown(page.lines):
        return list(page.lines)
    return [line.saying(_without_marks(line.text)) if line.text else line for line in page.lines]


def _is_markdown(lines: Sequence[PageLine]) -> bool:
    marked = ("#", "Markdown Content:")
    before = ""
    for line in lines:
        if line.text.startswith(marked) and (line.text == marked[1] or _HEADING.sub("", line.text) in SECTIONS):
            return True
        if before in SECTIONS and _RULE.fullmatch(line.text):
            return True
        before = line.text
    return False


def _without_marks(text: str) -> str:
    if _RULE.fullmatch(text) and "|" not in text:
        return ""
    text = _HEADING.sub("", text, count=1) if text.startswith("#") else text
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "**" in text:
        text = _STRONG.sub(r"\1", text)
    return text.strip()


def _joined(lines: Sequence[PageLine], joins: dict[int, int]) -> list[PageLine]:
    """The lines, the rest of each behind it."""
    if not joins:
        return list(lines)
    rests: dict[int, list[str]] = {}
    for line in lines:
        rests.setdefault(joins.get(line.number, line.number), []).append(line.text)
    return [
        line.saying(unbroken(rests[line.number])) if len(rests.get(line.number, ())) > 1 else line
        for line in lines
        if line.number not in joins
    ]


def _list_of_sections(lines: Sequence[PageLine]) -> frozenset[int]:
    """The numbers of the lines of a list of the sections: one heading after the other, with nothing between them."""
    found: list[int] = []
    run: list[tuple[int, int]] = []
    for line in lines:
        text = unbulleted(line.text)
        place = SECTIONS.index(text) if text in SECTIONS else -1
        if not text:
            continue
        if place < 0 or (run and place <= run[-1][0]):
            found += [number for _, number in run] if len(run) >= _SHORTEST_LIST else []
            run = []
        if place >= 0:
            run.append((place, line.number))
    return frozenset(found)


class _Tables:
    """Takes the lines of a page one by one and says which pieces each has, and where in a table they stand."""

    def __init__(self, page: Page, *, in_blocks: bool) -> None:
        """Take the page, and whether a blank line stands behind each cell of its tables."""
        self._page = page
        self._in_blocks = in_blocks
        self._unsaid: tuple[str, ...] = ()
        """Lines that say nothing, if they come next."""
        self._columns: tuple[str, ...] = ()
        """Of the table that is open."""
        self._between = ""
        """What stands between its cells; empty if nothing does."""
        self._opened = self._closed = False
        """Whether a bar stands before the first cell, and behind the last one."""
        self._row = self._column = 0

    def pieces(self, line: PageLine) -> Iterator[PageLine]:
        """The pieces of the next line."""
        text = line.text
        if unbulleted(text) in _DROPPED:
            yield from self._begin(line, unbulleted(text))
        elif text in _ENDS:
            self._columns = self._unsaid = ()
            yield line
        elif self._between == "\t" and line.number in self._page.tabbed:
            yield from self._cells(line)
        elif self._is_head(line):
            self._row += self._in_blocks
        elif is_foreign(text) or text.startswith(WINDOW):  # belongs to nothing here, and ends nothing
            yield line
        elif self._columns and self._between:
            yield from self._cells(line)
        elif text:
            self._unsaid = ()
            if self._columns and self._in_blocks:
                yield PageLine(line.number, text, line.indent, row=self._row)
            else:
                yield from self._split(line)

    def _begin(self, line: PageLine, heading: str) -> Iterator[PageLine]:
        self._unsaid = _DROPPED[heading]
        self._columns, self._between = _COLUMNS.get(heading, ()), ""
        self._row = self._column = 0
        yield line.saying(heading)

    def _is_head(self, line: PageLine) -> bool:
        """Whether the line is names of columns below the heading of a table, or the rule below them."""
        if not self._unsaid:
            return not line.text or (bool(self._between) and _RULE.fullmatch(line.text) is not None)
        if line.text in self._unsaid:
            self._unsaid = self._unsaid[self._unsaid.index(line.text) + 1 :]
            return True
        for between, texts in (("\t", self._tabbed(line)), ("|", _PIPE.split(line.text))):
            if self._columns and tuple(text.strip() for text in texts if text.strip()) == self._columns:
                self._unsaid, self._between = (), between
                self._opened = between == "|" and line.text.startswith("|")
                self._closed = between == "|" and line.text.endswith("|")
                return True
        return not line.text

    def _tabbed(self, line: PageLine) -> Sequence[str]:
        return self._page.tabbed.get(line.number, (line.text,))

    def _cells(self, line: PageLine) -> Iterator[PageLine]:
        """The pieces of a line of a table whose cells are parted."""
        if self._between == "\t":
            parts: Sequence[str] = self._tabbed(line)
        else:
            parts = _PIPE.split(line.text)
            if self._opened and self._column == 0 and line.text.startswith("|"):
                parts = parts[1:]
        number = 0
        for at, part in enumerate(parts):
            if at:
                self._next_column(first=at == 1)
            for text in (each.strip() for each in _BREAK.split(part)):
                if text:
                    text = text.replace("\\|", "|")
                    indent = line.indent if not number else 0
                    yield PageLine(line.number, text, indent, number, True, self._row_here(), self._column)
                    number += 1
        self._end_line(len(parts))

    def _row_here(self) -> int:
        return self._row if self._column >= 0 else -1

    def _next_column(self, *, first: bool) -> None:
        if self._column < 0 and first:  # what stood before the first mark was the end of the first cell
            self._column = 0
        self._column += 1
        if self._column == len(self._columns):
            self._row, self._column = self._row + 1, 0

    def _end_line(self, parts: int) -> None:
        """A row without a bar behind it ends with its line, if its last cell is of one line."""
        if self._closed or self._column != len(self._columns) - 1:
            return
        self._row += 1
        self._column = 0 if self._columns == OUTCOME_COLUMNS else -1

    def _split(self, line: PageLine) -> Iterator[PageLine]:
        """The pieces of a line outside of such tables: cells of a row, else the line."""
        texts = [text for text in self._tabbed(line) if text]
        if len(texts) < 2 and (line.text.startswith("|") or line.text.endswith("|")):
            texts = [text.strip() for text in _PIPE.split(line.text) if text.strip() and not _RULE.fullmatch(text)]
        texts = [text.replace("\\|", "|") for text in texts]
        if texts == [line.text]:
            yield line
        elif texts:
            yield from (PageLine(line.number, text, 0, at, len(texts) > 1) for at, text in enumerate(texts))
