"""The reader of the tables of ClinicalTrials.gov's own site, CSV or TSV, of any columns that its users chose."""

from collections.abc import Iterator

from kg.record import Study
from kg.sources.ctgov.site_cells import (
    ages_in,
    design_in,
    documents_in,
    interventions_in,
    listed,
    phases_in,
    study_type_in,
)
from kg.sources.ctgov.site_columns import COLUMNS, FIELDS, ID, UNNAMED
from kg.sources.ctgov.site_rows import Cells, cells_of, note_columns
from kg.sources.ctgov.site_study import IDENTITY, dates_in, study_in
from kg.sources.ctgov.spellings import CLASSIC_SPELLINGS
from kg.sources.ctgov.study import PUBLISHER, record_id
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.long_texts import from_markdown
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.reading import Dates, Key
from kg.sources.splits import TableRows
from kg.sources.table_rows import heading_of, words_of

__all__ = ["CTGOV_TABLE"]

_NAME = "ctgov-table"
_ID = words_of(COLUMNS[ID].names[0])
_OTHERS = [words_of(name) for key, column in COLUMNS.items() if key not in (ID, "rank") for name in column.names]
_SPLIT = TableRows(tuple([frozenset({_ID, each}) for each in _OTHERS]))
"""An id and anything else of the study: ids alone are a list, and no records."""


def _accepts(head: bytes) -> bool:
    found = heading_of(utf8_head(head))
    return found is not None and _ID in found[1].names and not found[1].names.isdisjoint(_OTHERS)


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=CLASSIC_SPELLINGS, long=from_markdown)
    cells = _cells(content, remarks)
    if cells is None:
        return None, remarks
    note_columns(cells, remarks)
    return study_in(cells, remarks), remarks


def _cells(content: bytes, remarks: Remarks) -> Cells | None:
    return cells_of(remarks.utf8(content).removeprefix(BOM), remarks)


def _key(content: bytes) -> Key | None:
    cells = _cells(content, Remarks())
    identity = record_id(cells.texts.get(ID)) if cells else None
    if cells is None or identity is None or not IDENTITY.fullmatch(identity):
        return None
    dates = {key: each.date for key, each in dates_in(cells).items()}
    return Key(
        publisher=PUBLISHER,
        id=identity,
        dates=Dates(posted=dates.get("last_update_posted") or dates.get("updated"), verified=dates.get("verified")),
        format=_NAME,
    )


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Each value of a row, by the name of its column and what it is in the cell."""
    cells = _cells(content, Remarks())
    for key, text in cells.texts.items() if cells else ():
        name = cells.names[key] if cells else key
        yield from ((f"{name}{path}", value) for path, value in _parts(key, text))
    if cells:
        yield from cells.foreign.items()
        yield from ((UNNAMED, text) for text in cells.unplaced)


def _parts(key: str, text: str) -> Iterator[tuple[str, str | None]]:
    """What a cell states, by its path below the name of the column."""
    match key:
        case "interventions":
            for kind, name in interventions_in(text):
                yield from [("[].type", kind)] if kind else []
                yield "[].name", name
        case "sponsors":
            first, *others = listed(text) or [text]
            yield ".sponsor", first
            yield from ((".collaborators[]", each) for each in others)
        case "ages":
            found = ages_in(text)
            limits = ((".minimum", found.minimum), (".maximum", found.maximum))
            yield from ((path, limit) for path, limit in limits if limit)
            yield from ((".groups[]", each) for each in found.groups)
        case "phases":
            yield from (("[]", each) for each in phases_in(text))
        case "design":
            yield from ((f".{label or 'unknown part'}", value) for label, value in design_in(text))
        case "study_type":
            kind, registry, access = study_type_in(text)
            yield "", kind
            yield from [(".registry", registry)] if registry else []
            yield from ((".access[]", each) for each in access)
        case "documents":
            for label, address in documents_in(text):
                yield from [("[].label", label)] if label else []
                yield from [("[].url", address)] if address else []
        case _ if "[]" in COLUMNS[key].fields:
            yield from (("[]", each) for each in listed(text))
        case _:
            yield "", text


def _notation(code_list: str, text: str) -> str | None:
    known = CLASSIC_SPELLINGS[code_list]
    return known.get(text) or known.get(text.casefold())


CTGOV_TABLE = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="ClinicalTrials.gov tables of its site (CSV, TSV), before and since 2023, any columns; zip, gz",
    split=_SPLIT,
    account=FieldAccount(fields=FIELDS, leaves=_leaves, notation=_notation, spellings=CLASSIC_SPELLINGS),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
