"""A row of the site's own tables, column by column: which cells are surely in their place, and what stands there."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.properties import ASKED
from kg.sources.ctgov.site_cells import documents_in
from kg.sources.ctgov.site_columns import COLUMNS, UNNAMED, column_of
from kg.sources.fields.clean import speakable
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.row_cells import SHOWN, headed_row, note_cut, sure_cells
from kg.sources.table_rows import Heading

__all__ = ["Cells", "ColumnPlan", "cells_of", "not_supported", "note_columns", "plan_of"]

_NOTHING = frozenset({"", "null"})
"""What the site wrote for nothing in 2018, besides an empty cell."""
_CAPITAL = re.compile("[A-Z]")

Placed = tuple[int, str, str]
"""The number of a column, where its cells stand in the record, and its name as the site writes it."""


class ColumnPlan(NamedTuple):
    """The columns of one table."""

    width: int
    known: tuple[Placed, ...]
    foreign: tuple[tuple[int, str], ...]
    """Columns that are not the site's, by their names."""
    unnamed: tuple[int, ...]
    """Columns without a name."""
    goes_on: frozenset[int]
    """Those of them that stand right behind the column of documents: a spreadsheet parted its list."""
    not_supported: tuple[str, ...]
    fits: Mapping[int, Callable[[str], bool]]
    """The columns whose texts have a form of their own."""
    said: str
    """What columns there are, for messages."""


class Cells(NamedTuple):
    """What is stated in the columns of one row."""

    plan: ColumnPlan
    texts: Mapping[str, str]
    """Where it stands in the record -> the text of the cell."""
    names: Mapping[str, str]
    """Where it stands in the record -> the name of its column."""
    foreign: Mapping[str, str]
    """Name of a column that is not the site's -> the text of its cell."""
    unplaced: tuple[str, ...]
    """What stands in columns without a name."""


@lru_cache(maxsize=256)
def plan_of(columns: tuple[str, ...]) -> ColumnPlan:
    """The plan of a table by the names of its columns."""
    known: list[Placed] = []
    foreign: list[tuple[int, str]] = []
    for number, name in enumerate(columns):
        if found := column_of(name):
            known.append((number, *found))
        elif name:
            foreign.append((number, name))
    unnamed = tuple(number for number, name in enumerate(columns) if not name)
    behind = _behind_documents(known, unnamed)
    without = not_supported({key for _, key, _ in known})
    fits = {number: fit for number, key, _ in known if (fit := COLUMNS[key].fits)}
    said = _said(known, foreign, without)
    return ColumnPlan(len(columns), tuple(known), tuple(foreign), unnamed, behind, without, fits, said)


def _said(known: Sequence[Placed], foreign: Sequence[tuple[int, str]], without: Sequence[str]) -> str:
    has = ", ".join(name for _, _, name in known)
    others = ", ".join(f"`{name[:SHOWN]}`" for _, name in foreign)
    aside = f"; not the site's and not read: {others}" if others else ""
    lacking = ", ".join(_CAPITAL.sub(lambda found: f" {found[0].lower()}", name) for name in without)
    return f"the table has the columns {has}{aside}; none states {lacking}"


def _behind_documents(known: Sequence[Placed], unnamed: Sequence[int]) -> frozenset[int]:
    found: list[int] = []
    for at in (number for number, key, _ in known if key == "documents"):
        while at + 1 in unnamed:
            at += 1
            found.append(at)
    return frozenset(found)


def not_supported(stated: set[str] | frozenset[str]) -> tuple[str, ...]:
    """The properties that rules ask for and no column of these can state."""
    answered = {name for key in stated for name in COLUMNS[key].answers}
    return tuple([name for name in ASKED if name not in answered])


def cells_of(content: bytes, remarks: Remarks) -> Cells | None:
    """The cells of a record, a heading and a row in UTF-8; None, with a remark, if it is none."""
    found = headed_row(content, remarks)
    if found is None:
        return None
    heading, given = found
    plan = plan_of(heading.columns)
    texts = [_text(cell, heading, number, remarks) for number, cell in enumerate(given)]
    return _placed(plan, sure_cells(texts, plan.fits, width=plan.width, remarks=remarks), remarks)


def _text(cell: str, heading: Heading, number: int, remarks: Remarks) -> str:
    """The text of a cell, without what no text may hold."""
    if not cell:
        return cell
    name = heading.columns[number] if number < len(heading.columns) else UNNAMED
    clean = cell if cell.isprintable() else speakable(cell)
    if clean != cell:
        remarks.note("CT-R103", f"{len(cell) - len(clean)} control characters or half surrogate pairs removed", name)
    note_cut(cell, name, remarks)
    text = clean.strip()
    return "" if text in _NOTHING else text


def _placed(plan: ColumnPlan, texts: Sequence[str], remarks: Remarks) -> Cells:
    stated: dict[str, str] = {}
    names: dict[str, str] = {}
    count = len(texts)
    for number, key, name in plan.known:
        names.setdefault(key, name)
        if number < count and (text := texts[number]):
            if key not in stated:
                stated[key], names[key] = text, name
            elif stated[key] != text:
                what = f"a second column `{name}` states `{text[:SHOWN]}`; `{stated[key][:SHOWN]}` is kept"
                remarks.note("CT-R104", what, name)
    foreign = {name: texts[number] for number, name in plan.foreign if number < count and texts[number]}
    unplaced: list[str] = []
    for number in plan.unnamed:
        if number < count and (text := texts[number]):
            if number in plan.goes_on and all(address for _, address in documents_in(text)):
                stated["documents"] = f"{stated['documents']}|{text}" if "documents" in stated else text
            else:
                unplaced.append(text)
    return Cells(plan, stated, names, foreign, tuple(unplaced))


def note_columns(cells: Cells, remarks: Remarks) -> None:
    """Notes which columns the table has, and what stands in those that are not the site's."""
    remarks.note("CT-R153", cells.plan.said)
    for name in cells.foreign:
        remarks.note("CT-R101", "nothing is known of a column of this name", name)
    for text in cells.unplaced:
        remarks.note("CT-R101", f"`{text[:SHOWN]}` stands in a column without a name", UNNAMED)
