"""The lines of a page, divided among the labels that they stand under; and the title, which stands under none.

Free text may hold a line that looks like a label. What is ahead decides: rows come in the order of their tables, once.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kg.sources.page.label_layout import Cell, Layout, Place
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.text import is_foreign, unbulleted

__all__ = ["Division", "read_titles"]

_LONGEST_LABEL = 80


class _Ahead(NamedTuple):
    """What the lines below say of the label that a line may be."""

    next: tuple[int, ...] = ()
    """The rows that the next line that may be a label can be."""
    valued: bool = False
    """Whether that line has a value, or what stands below such a label."""
    sure: tuple[int, ...] = ()
    """The rows that the next line that is a label for sure can be."""


class Division:
    """Takes the lines of a page one by one and gives each to the label it stands under."""

    def __init__(self, layout: Layout, account: Account) -> None:
        self.cells: list[Cell] = []
        self.titles: list[PageLine] = []
        """Lines above all labels: one of them is the title."""
        self.sure_title: str | None = None
        """The one of them that stands where the title stands."""
        self._layout = layout
        self._account = account
        self._in_tables = False
        self._table: str | None = None
        self._open: Cell | None = None
        self._met: set[tuple[str | None, int]] = set()
        self._ahead = _Ahead()
        self._headings: Counter[str] = Counter()
        """How often each heading is still to come."""

    def add_lines(self, lines: Sequence[PageLine]) -> None:
        """Take lines that are not blank, one after the other."""
        texts: list[str] = []
        ahead: list[_Ahead] = [_Ahead()]
        below = ""
        for line in reversed(lines):
            texts.append(below)
            ahead.append(self._seen_from(line, below, ahead[-1]))
            below = below if is_foreign(line.text) else line.text
        self._headings = Counter(line.text for line in lines if line.text in self._layout.tables)
        cut = lines[-1] if lines else None
        for line, following, self._ahead in zip(lines, reversed(texts), reversed(ahead[:-1]), strict=True):
            if line is cut and self._is_cut_label(line.text):
                self._account.doubt("CT-R013", f"the page breaks off in what may be a label: `{line.text}`", line)
            else:
                self._add(line, following)

    def _seen_from(self, line: PageLine, following: str, ahead: _Ahead) -> _Ahead:
        """What is ahead of the line above this one."""
        if line.column >= 0:
            return ahead
        layout = self._layout
        found = [
            (layout.order[place.table, place.position], value)
            for place, value in layout.labelled(line.text, following)
            if place.table
        ]
        rows = tuple(row for row, _ in found)
        if line.text in layout.tables:
            rows = (*rows, layout.order[line.text, -1])
        if not rows:
            return ahead
        sure = self._is_sure(line)
        valued = sure or following in layout.asides or any(value for _, value in found)
        return _Ahead(rows, valued, rows if sure else ahead.sure)

    def _is_sure(self, line: PageLine) -> bool:
        """Whether a line that begins with a label is no text: it bears the layout's mark, or is the cell of a table."""
        mark = self._layout.mark
        return (line.tabled and not line.piece) or (bool(mark) and mark in line.text[:_LONGEST_LABEL])

    def _is_cut_label(self, text: str) -> bool:
        """Whether the last line of a page is the beginning of labels, and none of them whole."""
        if self._layout.labelled(text, "") or len(text) < 3:
            return False
        labels = [place.row.label for places in self._layout.places.values() for place in places]
        return any(label.startswith(text) for label in (*labels, *self._layout.tables))

    def _add(self, line: PageLine, following: str) -> None:
        text = line.text
        if text in self._headings:
            self._headings[text] -= 1
        if self._open and line.column >= 0:  # the cell of a table is no label
            self._add_value(self._open, line)
        elif text in self._layout.tables and self._is_heading(line, following):
            self._in_tables, self._table, self._open = True, text, None
            self._account.set_aside(line)
            self._open_below(line)
        elif self._is_boilerplate(unbulleted(text)):
            self._set_aside(line)
        elif not self._in_tables and (facts := self._layout.statements.get(unbulleted(text))):
            for fact in facts:
                self._account.state(line, *fact)
            self._open = None
        elif found := self._label(line, following):
            self._begin(line, *found)
        elif self._open:
            self._add_value(self._open, line)
        elif not self._in_tables and not self.cells:
            self.titles.append(line)

    def _is_boilerplate(self, text: str) -> bool:
        layout = self._layout
        return text in layout.asides or text in (layout.footers if self._in_tables else layout.preamble)

    def _set_aside(self, line: PageLine) -> None:
        self._account.set_aside(line)
        below = self._layout.below_title
        if below and line.text.startswith(below) and (titles := firm(self.titles)) and not self._in_tables:
            self.sure_title = titles[-1].text
        if not self._open_below(line) and self._in_tables and line.text in self._layout.footers:
            self._open = None

    def _open_below(self, line: PageLine) -> bool:
        """Open the label whose text follows the line without it; gives whether there is one."""
        label = self._layout.opens.get(unbulleted(line.text))
        if label:
            place = next(each for each in self._layout.places[label.split()[0]] if each.row.label == label)
            self._open = Cell(place, line, [])
            self.cells.append(self._open)
        return label is not None

    def _add_value(self, cell: Cell, line: PageLine) -> None:
        if cell.place.row.colon and not firm(cell.lines) and line.text.startswith(":"):
            line = line.saying(line.text[1:].strip())
        if line.text:
            cell.lines.append(line)
        else:
            self._account.set_aside(line)

    def _is_heading(self, line: PageLine, following: str) -> bool:
        """Whether a line is the heading of a table: in free text only if what follows is of that table."""
        text = line.text
        if self._open is None or not self._open.place.row.prose:
            return True
        if self._layout.strict:
            return (text != self._table or not firm(self._open.lines)) and self._is_next(
                line, text, -1, valued=False, prose=False
            )
        places = [place for place, _ in self._layout.labelled(following, "")]
        known = following in self._layout.asides or following in self._layout.footers
        return known or any(place.table == text for place in places)

    def _begin(self, line: PageLine, place: Place, value: str) -> None:
        self._in_tables = self._in_tables or place.table is not None
        self._table = place.table
        self._met.add((place.table, place.position))
        self._open = Cell(place, line, [])
        self.cells.append(self._open)
        if value:
            self._open.lines.append(line.saying(value))
        else:
            self._account.set_aside(line)

    def _label(self, line: PageLine, following: str) -> tuple[Place, str] | None:
        """The place that the line begins, and the value on the same line."""
        found = [
            (place, value)
            for place, value in self._layout.labelled(line.text, following)
            if (place.table is not None or not self._in_tables) and self._may_follow(line, place, value, following)
        ]
        return min(found, key=lambda pair: pair[0].table != self._table, default=None)

    def _may_follow(self, line: PageLine, place: Place, value: str, following: str) -> bool:
        """Whether a label can stand here: in free text with its mark, or as a label that is still to come."""
        if self._open is None or not self._open.place.row.prose:
            return True
        row, mark = place.row, self._layout.mark
        if mark and line.text.startswith(row.label + mark):
            return True
        if line.text == self._open.label.text and not firm(self._open.lines):
            return True
        if self._is_met(place):
            return False
        valued = bool(value) or following in self._layout.asides
        if not self._is_next(line, place.table, place.position, valued=valued, prose=row.prose):
            return False
        return (
            place.table == self._table if self._layout.strict else row.ends_prose is not None and row.ends_prose(value)
        )

    def _is_met(self, place: Place) -> bool:
        """Whether the row, or one of its table that states the same, was met; or one that comes behind it is open."""
        if self._open and (open := self._open.place).table == place.table and open.position > place.position:
            return True
        met = (position for table, position in self._met if table == place.table)
        rows = self._layout.tables[place.table] if place.table else self._layout.header
        stated = place.row.properties
        return any(position == place.position or (stated and rows[position].properties == stated) for position in met)

    def _is_next(self, line: PageLine, table: str | None, position: int, *, valued: bool, prose: bool) -> bool:
        """Whether no row that comes before this one is ahead, nor a better line for this one; else it is text.

        Of two lines alike the last before the next label is the label, unless free text follows: that may repeat it.
        """
        if table is None or self._open is None or self._open.place.table is None:
            return True
        order, text, ahead = self._layout.order, self._open.place, self._ahead
        first, last = order[text.table or "", text.position], order[table, position]
        if self._layout.ordered and (last < first or (table != text.table and self._headings[table] and position >= 0)):
            return False
        if self._is_sure(line):
            return not any(first < row < last for row in ahead.sure)
        if any(first < row < last for row in (*ahead.next, *ahead.sure)) or last in ahead.sure:
            return False
        return last not in ahead.next or (prose and (valued or not ahead.valued))


def read_titles(division: Division, account: Account, *, suffixes: Sequence[str] = ()) -> None:
    """Read the title above the header.

    It is the only line there, or the one that the table gives as the title, or bears the suffix of a window's title, or
    stands where titles stand: above it are banners, which browsers, archives and the site itself add.
    """
    known, windows = [], set()
    for line in firm(division.titles):
        suffix = next((each for each in suffixes if line.text.endswith(each)), "")
        known.append(line.saying(line.text.removesuffix(suffix)))
        if suffix:
            windows.add(known[-1].text)
    alike = {line.text for line in known} if len({line.text for line in known}) == 1 else set()
    sure = {division.sure_title} if division.sure_title else set()
    titles = alike or set(account.values("study", "dcterms:title")) or windows or sure
    for line in known:
        if line.text in titles:
            account.state(line, "study", "dcterms:title", line.text)
