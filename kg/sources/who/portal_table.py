"""The reader of the portal's tables: its CSV, what spreadsheets save of it, and its weekly lists without a heading.

A weekly list says `NULL` where there is nothing, and has quotes around what stands in the quotes of a cell.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.record import Study
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, left_out
from kg.sources.fields.clean import speakable
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.row_cells import headed_row, note_cut, sure_cells
from kg.sources.reading import Key
from kg.sources.splits import BareRows, TableRows
from kg.sources.table_rows import heading_of, words_of

from .columns import COLUMNS, WEEKLY, column_of, fields_of, lacking
from .phases import SPELT
from .portal import PUBLISHER, key_of_texts, leaves_of, notation, study_of_texts
from .spellings import NETWORKS, NONE_OF_LIST, REGISTERS, SPELLINGS

__all__ = ["ICTRP_CSV"]

_NAME = "ictrp-csv"
_ID = words_of(COLUMNS["id"].names[0])
_OTHERS = [words_of(name) for key in ("title", "scientific_title", "register") for name in COLUMNS[key].names]
_WEEKLY_ID = r"(?:RBR-|[A-Z](?=\S*[0-9]))[\w/.-]{4,40}"
_SPLIT = TableRows(tuple(frozenset({_ID, each}) for each in _OTHERS), bare=BareRows(WEEKLY, _WEEKLY_ID))
_NULL = "NULL"
_QUOTED = re.compile(r'\s*"([^"]*)"\s*\Z')
_UNNAMED = "(column without a name)"
_FLAG = re.compile(r"yes|no|true ?|false|", re.IGNORECASE)
_FITS: Mapping[str, Callable[[str], bool]] = {
    "id": lambda text: re.fullmatch(r"[\w/.-]{5,40}", text) is not None,
    "registered_again": lambda text: re.fullmatch(r"[0-9]{8}", text) is not None,
    "register": lambda text: text.casefold() in (*REGISTERS, *NETWORKS),
    "url": lambda text: re.fullmatch(r"https?://\S+", text) is not None,
    **dict.fromkeys(("other_records", "retrospective", "bridging"), lambda text: _FLAG.fullmatch(text) is not None),
}
"""Columns whose texts have a form of their own, by which shifted cells are seen."""


class _Plan(NamedTuple):
    """The columns of one table."""

    width: int
    keys: tuple[str | None, ...]
    """What each column states."""
    not_supported: tuple[str, ...]
    fits: Mapping[int, Callable[[str], bool]]
    """The columns whose texts have a form of their own."""
    is_weekly: bool


class _Cells(NamedTuple):
    """What is stated in the columns of one row."""

    plan: _Plan
    texts: dict[str, str]
    foreign: dict[str, str]


@lru_cache(maxsize=256)
def _plan_of(columns: tuple[str, ...]) -> _Plan:
    keys: list[str | None] = []
    for name in columns:
        key = column_of(name)
        keys.append(key if key not in keys else None)
    fits = {number: _FITS[key] for number, key in enumerate(keys) if key and key in _FITS}
    return _Plan(len(columns), tuple(keys), lacking([key for key in keys if key]), fits, columns == WEEKLY)


def _accepts(head: bytes) -> bool:
    found = heading_of(utf8_head(head))
    return found is not None and any(found[1].has(columns) for columns in _SPLIT.columns)


def _cells(content: bytes, remarks: Remarks) -> _Cells | None:
    found = headed_row(remarks.utf8(content).removeprefix(BOM), remarks)
    if found is None:
        return None
    heading, given = found
    plan = _plan_of(heading.columns)
    texts: dict[str, str] = {}
    foreign: dict[str, str] = {}
    if plan.is_weekly or _NULL in given:
        given = _weekly(given)
    for number, cell in enumerate(sure_cells(given, plan.fits, width=plan.width, remarks=remarks)):
        if not cell or cell.isspace():
            continue
        key = plan.keys[number]
        name = COLUMNS[key].names[0] if key else heading.columns[number] or _UNNAMED
        note_cut(cell, name, remarks)
        if key:
            texts[key] = cell if cell.isprintable() else speakable(cell)
        else:
            foreign[name] = cell
    return _Cells(plan, texts, foreign)


def _weekly(cells: list[str]) -> list[str]:
    """The cells of a weekly list: nothing for `NULL`, and what stands in quotes within those of a cell."""
    return ["" if cell == _NULL else _QUOTED.sub(r"\1", cell) for cell in cells]


_NAMES = {key: column.names[0] for key, column in COLUMNS.items()}


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    cells = _cells(content, remarks)
    if cells is None:
        return None, remarks
    for name in cells.foreign:
        remarks.note("CT-R101", "nothing is known of a column of this name", speakable(name)[:80])
    return study_of_texts(cells.texts, _NAMES, remarks, not_supported=cells.plan.not_supported), remarks


def _key(content: bytes) -> Key | None:
    cells = _cells(content, Remarks())
    return key_of_texts(cells.texts, _NAME) if cells else None


def _leaves(content: bytes) -> Iterator[Leaf]:
    cells = _cells(content, Remarks())
    if cells:
        yield from leaves_of(cells.texts, _NAMES.__getitem__)
        yield from cells.foreign.items()


ICTRP_CSV = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="WHO ICTRP: tables that the portal exports (CSV, TSV), also as saved again by a spreadsheet",
    split=_SPLIT,
    account=FieldAccount(
        fields={**fields_of(is_xml=False), _UNNAMED: left_out("nobody can say what a column without a name holds")},
        leaves=_leaves,
        notation=notation,
        spellings={**SPELLINGS, "phase": SPELT},
        not_coded=NONE_OF_LIST,
    ),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
