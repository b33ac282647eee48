"""Pages that are tables of label and value: each row is known by its label, its value goes on to the next label."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import msgspec

from kg.sources.accounts import Account
from kg.sources.cells import firm
from kg.sources.pagelines import PageLine
from kg.sources.text import is_foreign, unbulleted

__all__ = ["Cell", "CellReader", "Division", "Layout", "Place", "Row", "read_cells", "read_titles"]

CellReader = Callable[[Sequence[PageLine], Account], None]
NOT_PROVIDED = "Not Provided"


class _Labelled(msgspec.Struct, frozen=True):
    label: str
    read: CellReader
    properties: tuple[str, ...]
    """What the value becomes; empty if it is left out."""


class Row(_Labelled, frozen=True, kw_only=True):
    """One label and what reads its value."""

    marked: bool = False
    """Whether the layout's mark, such as `ICMJE`, stands behind the label."""
    colon: bool = False
    """Whether a colon stands behind the label, close to it or not, or on the next line."""
    whole: bool = False
    """Whether the label stands on a line of its own, the value below."""
    not_provided: tuple[str, ...] = ()
    """The properties that are not provided if the value says so."""
    prose: bool = False
    """Whether free text is the value, so that a line like a label may be part of the text."""
    ends_prose: Callable[[str], bool] | None = None
    """Whether, by its value, the row can end the free text of another; None if it cannot (see `Layout.strict`)."""
    who: bool = False
    """Whether it is an item of the WHO data set that a page should not leave empty."""
    empty: bool = False
    """Whether pages have the label without a value, so that nothing is to be said of it."""
    seen: bool = True
    """Whether the label was seen in real data."""

    def value(self, text: str, mark: str, following: str) -> str | None:
        """What stands behind the label on its line, or None if the line does not begin with it."""
        if not text.startswith(self.label):
            return None
        rest = text[len(self.label) :]
        if self.colon:
            rest = rest.removeprefix(" ")
            if rest.startswith(":"):
                return rest[1:].strip()
            return "" if not rest and following.startswith(":") else None
        if self.whole or not rest:
            return None if rest else ""
        unmarked = rest.removeprefix(mark) if mark else rest
        if (self.marked and unmarked == rest) or (unmarked and not unmarked.startswith(" ")):
            return None
        return unmarked.strip()


class Place(msgspec.Struct, frozen=True):
    """Where a row stands: in which table, at which position."""

    table: str | None
    position: int
    row: Row


class Cell(msgspec.Struct, frozen=True):
    """A label with the lines of its value."""

    place: Place
    label: PageLine
    lines: list[PageLine]


class Layout(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The tables of one view of a site."""

    header: tuple[Row, ...]
    tables: Mapping[str, tuple[Row, ...]]
    """Heading -> rows."""
    preamble: frozenset[str] = frozenset()
    """Whole lines above the tables that say nothing of the study."""
    footers: frozenset[str] = frozenset()
    """Whole lines in the tables that say nothing of the study, and end what stands above them."""
    asides: frozenset[str] = frozenset()
    """Whole lines in the tables that say nothing of the study, and end nothing."""
    statements: Mapping[str, tuple[tuple[str, str, str], ...]] = {}
    """Whole lines above the tables that state facts: line -> subject, property, value."""
    mark: str = ""
    strict: bool = True
    """Whether only a label of the same table can end free text; else the rows themselves say it."""
    opens: Mapping[str, str] = {}
    """Line -> label: text that follows the line without a label is the value of that label."""
    last: tuple[str, ...] = ()
    """Labels one of which every whole page has."""

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """The places by the first word of their label, longest label first."""
        found = [Place(None, position, row) for position, row in enumerate(self.header)]
        found += [Place(name, position, row) for name, rows in self.tables.items() for position, row in enumerate(rows)]
        index: dict[str, list[Place]] = {}
        for place in sorted(found, key=lambda place: -len(place.row.label)):
            index.setdefault(place.row.label.split()[0].removesuffix(":"), []).append(place)
        return index

    def labelled(self, line: str, following: str) -> list[tuple[Place, str]]:
        """The places whose label the line begins with, each with the value on the same line."""
        word = line[:60].split(" ", 1)[0].removesuffix(":")
        found = [(place, place.row.value(line, self.mark, following)) for place in self.places.get(word, ())]
        return [(place, value) for place, value in found if value is not None]


class Division:
    """Takes the lines of a page one by one and gives each to the label it stands under."""

    def __init__(self, layout: Layout, account: Account) -> None:
        self.cells: list[Cell] = []
        self.titles: list[PageLine] = []
        """Lines above all labels: one of them is the title."""
        self._layout = layout
        self._account = account
        self._in_tables = False
        self._table: str | None = None
        self._open: Cell | None = None
        self._met: set[tuple[str | None, int]] = set()

    def add_lines(self, lines: Sequence[PageLine]) -> None:
        """Take lines that are not blank, one after the other."""
        texts: list[str] = []
        below = ""
        for line in reversed(lines):
            texts.append(below)
            below = below if is_foreign(line.text) else line.text
        cut = lines[-1] if lines else None
        for line, following in zip(lines, reversed(texts), strict=True):
            if line is cut and self._is_cut_label(line.text):
                self._account.doubt("CT-R013", f"the page breaks off in what may be a label: `{line.text}`", line)
            else:
                self._add(line, following)

    def _is_cut_label(self, text: str) -> bool:
        """Whether the last line of a page is the beginning of labels, and none of them whole."""
        if self._layout.labelled(text, "") or len(text) < 3:
            return False
        labels = [place.row.label for places in self._layout.places.values() for place in places]
        return any(label.startswith(text) for label in (*labels, *self._layout.tables))

    def _add(self, line: PageLine, following: str) -> None:
        text = line.text
        if text in self._layout.tables and self._is_heading(text, following):
            self._in_tables, self._table, self._open = True, text, None
            self._account.set_aside(line)
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
        if label := self._layout.opens.get(unbulleted(line.text)):
            place = next(each for each in self._layout.places[label.split()[0]] if each.row.label == label)
            self._open = Cell(place, line, [])
            self.cells.append(self._open)
        elif self._in_tables and line.text in self._layout.footers:
            self._open = None

    def _add_value(self, cell: Cell, line: PageLine) -> None:
        if cell.place.row.colon and not firm(cell.lines) and line.text.startswith(":"):
            line = line.saying(line.text[1:].strip())
        if line.text:
            cell.lines.append(line)
        else:
            self._account.set_aside(line)

    def _is_heading(self, text: str, following: str) -> bool:
        """Whether a line is the heading of a table: in free text only if what follows is of that table."""
        if self._layout.strict or self._open is None or not self._open.place.row.prose:
            return True
        places = [place for place, _ in self._layout.labelled(following, "")]
        return following in self._layout.asides or any(place.table == text for place in places)

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
            if (place.table is not None or not self._in_tables) and self._may_follow(line, place, value)
        ]
        return min(found, key=lambda pair: pair[0].table != self._table, default=None)

    def _may_follow(self, line: PageLine, place: Place, value: str) -> bool:
        """Whether a label can stand here: in free text with its mark, or as a label that is still to come."""
        if self._open is None or not self._open.place.row.prose:
            return True
        row, mark = place.row, self._layout.mark
        if (mark and line.text.startswith(row.label + mark)) or line.text == self._open.label.text:
            return True
        if (place.table, place.position) in self._met:
            return False
        return (
            place.table == self._table if self._layout.strict else row.ends_prose is not None and row.ends_prose(value)
        )


def read_cells(cells: Sequence[Cell], layout: Layout, account: Account) -> None:
    """Read the value of each label; an empty one is said, and so is the end of the page if it is missing."""
    account.labels = frozenset(cell.place.row.label for cell in cells)
    for cell in cells:
        _read_cell(cell, account)
    if layout.last and account.labels.isdisjoint(layout.last):
        account.doubt("CT-R013", f"the page ends before its last line, `{layout.last[0]}`")


def _read_cell(cell: Cell, account: Account) -> None:
    row = cell.place.row
    known = firm(cell.lines)
    if not known:
        if not row.empty:
            rule = "CT-R007" if row.who and cell.place.table else "CT-R008"
            account.doubt(rule, f"nothing stands behind `{row.label}`", cell.label)
    elif known[0].text == NOT_PROVIDED and row.not_provided:
        for name in row.not_provided:
            account.state(known[0], "record", "ct:notProvided", name)
    else:
        row.read(cell.lines, account)


def read_titles(lines: Sequence[PageLine], account: Account, *, suffixes: Sequence[str] = ()) -> None:
    """Read the title above the header: the only line there, or the one that the table gives as the title."""
    known = []
    for line in firm(lines):
        suffix = next((each for each in suffixes if line.text.endswith(each)), "")
        known.append(line.saying(line.text.removesuffix(suffix)))
    stated = account.values("study", "dcterms:title")
    alike = len({line.text for line in known}) == 1
    for line in known if alike else (each for each in known if each.text in stated):
        account.state(line, "study", "dcterms:title", line.text)
