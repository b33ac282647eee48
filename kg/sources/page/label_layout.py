"""Pages that are tables of label and value: each row is known by its label, its value goes on to the next label."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import msgspec

from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm

__all__ = ["Cell", "CellReader", "LabelRow", "Layout", "Place", "read_cells"]

CellReader = Callable[[Sequence[PageLine], Account], None]
NOT_PROVIDED = "Not Provided"
_SUBJECTS = ("study", "record", "eligibility")
"""Of what a page states a property once; parts, such as arms, are many."""


class _Labelled(msgspec.Struct, frozen=True):
    label: str
    read: CellReader
    properties: tuple[str, ...]
    """What the value becomes; empty if it is left out."""


class LabelRow(_Labelled, frozen=True, kw_only=True):
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
    row: LabelRow


class Cell(msgspec.Struct, frozen=True):
    """A label with the lines of its value."""

    place: Place
    label: PageLine
    lines: list[PageLine]


class Layout(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The tables of one view of a site."""

    header: tuple[LabelRow, ...]
    tables: Mapping[str, tuple[LabelRow, ...]]
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
    ordered: bool = False
    """Whether the tables come in this order on every page.

    Then in free text a label of an earlier table is text, and one of a later table whose heading is still to come.
    """
    opens: Mapping[str, str] = {}
    """Line -> label: text that follows the line without a label is the value of that label."""
    last: tuple[str, ...] = ()
    """Labels one of which every whole page has."""
    below_title: str = ""
    """The beginning of the line that stands below the title on most pages; empty if there is none."""

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """The places by the first word of their label, longest label first."""
        found = [Place(None, position, row) for position, row in enumerate(self.header)]
        found += [Place(name, position, row) for name, rows in self.tables.items() for position, row in enumerate(rows)]
        index: dict[str, list[Place]] = {}
        for place in sorted(found, key=lambda place: -len(place.row.label)):
            index.setdefault(place.row.label.split()[0].removesuffix(":"), []).append(place)
        return index

    @cached_property
    def order(self) -> dict[tuple[str, int], int]:
        """Table and position of each row -> its place among all rows of the page; position -1 is the heading."""
        keys = [(name, position) for name, rows in self.tables.items() for position in range(-1, len(rows))]
        return {key: number for number, key in enumerate(keys)}

    def labelled(self, line: str, following: str) -> list[tuple[Place, str]]:
        """The places whose label the line begins with, each with the value on the same line."""
        word = line[:60].split(" ", 1)[0].removesuffix(":")
        found = [(place, place.row.value(line, self.mark, following)) for place in self.places.get(word, ())]
        return [(place, value) for place, value in found if value is not None]


def read_cells(cells: Sequence[Cell], layout: Layout, account: Account) -> None:
    """Read the value of each label; an empty one is said, and so is the end of the page if it is missing."""
    account.labels = frozenset(cell.place.row.label for cell in cells)
    for cell in cells:
        _read_cell(cell, account)
    for cell in cells:
        _doubt_empty(cell, account)
    if layout.last and account.labels.isdisjoint(layout.last):
        account.doubt("CT-R013", f"the page ends before its last line, `{layout.last[0]}`")


def _read_cell(cell: Cell, account: Account) -> None:
    row = cell.place.row
    known = firm(cell.lines)
    if known and known[0].text == NOT_PROVIDED and row.not_provided:
        for name in row.not_provided:
            account.state(known[0], "record", "ct:notProvided", name)
    elif known:
        row.read(cell.lines, account)


def _doubt_empty(cell: Cell, account: Account) -> None:
    """Say that the label stands without a value, unless the page states elsewhere what it is for.

    The header of the tabular page has `Sponsor:` with nothing behind it where the table below names the sponsor.
    """
    row = cell.place.row
    if firm(cell.lines) or row.empty or _known(row, account):
        return
    rule = "CT-R007" if row.who and cell.place.table else "CT-R008"
    account.doubt(rule, f"nothing stands behind `{row.label}`", cell.label)


def _known(row: LabelRow, account: Account) -> bool:
    """Whether another place of the page states the first of the properties, or that it is not provided."""
    stated = any(account.values(subject, name) for name in row.properties[:1] for subject in _SUBJECTS)
    return stated or not set(row.not_provided).isdisjoint(account.values("record", "ct:notProvided"))
