"""The reader of AACT: the pipe-separated tables of a dump, of which the pipeline joins the rows of each study."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from kg.properties import ASKED
from kg.record import Study
from kg.sources.ctgov.aact_columns import FIELDS_AACT, KEY, MOVES_AACT, READ, STUDIES, UNREAD, columns_read
from kg.sources.ctgov.aact_rows import Row, StudyRows
from kg.sources.ctgov.aact_study import masking_in, phases_in, registry_study
from kg.sources.ctgov.registration import dates_of
from kg.sources.ctgov.spellings import CLASSIC_SPELLINGS
from kg.sources.ctgov.study import PUBLISHER, record_id, study_of
from kg.sources.field_account import FieldAccount, Leaf, json_leaves
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.lenient_json import lenient_object
from kg.sources.fields.long_texts import from_markdown
from kg.sources.fields.placing import locator
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.reading import Key
from kg.sources.splits import JoinedTables

__all__ = ["AACT"]

_NAME = "aact-tables"
_MARK = "aactStudy"
_BEGINS = re.compile(rb'\s*\{\s*"aactStudy"\s*:')
_KNOWN: Mapping[str, frozenset[str]] = {
    table: frozenset(
        path.partition("[].")[2] for path in FIELDS_AACT if path.startswith(f"{table}[].") and path[-1] != "*"
    )
    for table in READ
}
_BESIDE = frozenset({KEY, "row", "absent", "faults"})
_PHASE, _MASKING = "studies[].phase", "designs[].masking"
_LOCATE = locator(MOVES_AACT)

_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "studies.brief_title": ("title",),
    "studies.official_title": ("officialTitle",),
    "brief_summaries.description": ("briefSummary",),
    "studies.overall_status": ("overallStatus",),
    "studies.study_type": ("studyType",),
    "studies.phase": ("phase",),
    "studies.enrollment": ("enrollment",),
    "calculated_values.were_results_reported": ("hasResults",),
    "studies.start_month_year": ("startDate",),
    "studies.completion_month_year": ("completionDate",),
    "sponsors.name": ("leadSponsor",),
    "overall_officials.name": ("official",),
    "facilities.country": ("country",),
    "conditions.name": ("condition",),
    "interventions.name": ("intervention",),
    "designs.allocation": ("allocation",),
    "designs.intervention_model": ("interventionModel",),
    "designs.primary_purpose": ("primaryPurpose",),
    "designs.masking": ("masking",),
    "designs.subject_masked": ("maskedParty",),
    "designs.observational_model": ("observationalModel",),
    "designs.time_perspective": ("timePerspective",),
    "design_outcomes.measure": ("primaryOutcome", "secondaryOutcome"),
    "design_outcomes.time_frame": ("timeFrame",),
    "eligibilities.criteria": ("eligibility", "criteriaText"),
    "eligibilities.gender": ("sex",),
    "studies.plan_to_share_ipd": ("ipdSharing",),
    "studies.study_first_posted_date": ("firstPostedDate",),
    "studies.last_update_posted_date": ("lastUpdatePostedDate",),
}
"""Column -> the properties that rules ask for and that it alone states."""
_INSTEAD = {"country": "countries.name", "hasResults": "studies.results_first_posted_date"}
"""Property -> a column by which it is told where the first is absent."""


class _Key(msgspec.Struct, frozen=True):
    nct_id: str | None = None
    studies: tuple[dict[str, str], ...] = ()
    calculated_values: tuple[dict[str, str], ...] = ()


class _KeyRecord(msgspec.Struct, frozen=True, rename={"joined": _MARK}):
    joined: _Key


_decode = msgspec.json.Decoder(dict[str, Any]).decode
_decode_key = msgspec.json.Decoder(_KeyRecord).decode


def _accepts(head: bytes) -> bool:
    return _BEGINS.match(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=CLASSIC_SPELLINGS, locate=_located, long=from_markdown)
    joined = _joined(content, remarks)
    if joined is None:
        return None, remarks
    _note_faults(joined, remarks)
    tables = _tables(joined, remarks)
    if not tables.get(STUDIES):
        _note_strays(joined, tables, remarks)
        return None, remarks
    rows = StudyRows(joined.get(KEY) or "", tables, remarks)
    study = study_of(registry_study(rows), remarks)
    absent = joined.get("absent")
    names = tuple([each for each in absent if isinstance(each, str)]) if isinstance(absent, list) else ()
    return study and _completed(study, rows, names), remarks


def _joined(content: bytes, remarks: Remarks) -> dict[str, Any] | None:
    try:
        tree: dict[str, Any] | None = _decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        tree = lenient_object(content, remarks)
    found = (tree or {}).get(_MARK)
    if not isinstance(found, dict):
        remarks.note("CT-R105", "there are no joined rows in it")
        return None
    if not isinstance(found.get(KEY, ""), str):
        remarks.note_at("CT-R102", f"`{str(found[KEY])[:40]}` stands where an id should", KEY)
        del found[KEY]
    return found


def _tables(joined: dict[str, Any], remarks: Remarks) -> dict[str, Sequence[Row]]:
    """The rows by table; columns of which nothing is known are noted, control characters removed."""
    found: dict[str, Sequence[Row]] = {}
    for name, written in joined.items():
        if name in _BESIDE or not isinstance(written, list):
            continue
        known = _KNOWN.get(name, frozenset())
        rows = [_texts(row, name, position, remarks) for position, row in enumerate(written)]
        for position, row in enumerate(rows):
            for column in row.keys() - known:
                what = f"nothing is known of a column `{speakable(column)[:60]}`"
                remarks.note_at("CT-R101", what, f"{name}[{position}].{speakable(column)[:60]}")
        found[name] = [_clean(row, name, position, remarks) for position, row in enumerate(rows)]
    return found


def _texts(row: object, table: str, position: int, remarks: Remarks) -> Row:
    """A row of a join that others have changed or made: its cells that are texts; what else stands there is noted."""
    if not isinstance(row, dict):
        remarks.note_at("CT-R102", f"`{str(row)[:40]}` stands where a row should", f"{table}[{position}]")
        return {}
    wrong = [name for name, cell in row.items() if not isinstance(cell, str)]
    for name in wrong:
        where = f"{table}[{position}].{speakable(name)[:60]}"
        remarks.note_at("CT-R102", f"`{str(row[name])[:40]}` stands where a text should", where)
    return {name: cell for name, cell in row.items() if name not in wrong} if wrong else row


def _clean(row: Row, table: str, position: int, remarks: Remarks) -> Row:
    if all(text.isprintable() for text in row.values()):
        return row
    clean = {name: text if text.isprintable() else speakable(text) for name, text in row.items()}
    for name, text in row.items():
        if lost := len(text) - len(clean[name]):
            remarks.note_at("CT-R103", f"{lost} control characters removed", f"{table}[{position}].{name}")
    return {name: text for name, text in clean.items() if text}


def _note_faults(joined: dict[str, Any], remarks: Remarks) -> None:
    faults = joined.get("faults")
    for each in faults if isinstance(faults, list) else ():
        match each:
            case ["CT-R108" | "CT-R150" as rule, str(table), str(message)]:
                remarks.note_at(rule, message, table)


def _note_strays(joined: dict[str, Any], tables: Mapping[str, Sequence[Row]], remarks: Remarks) -> None:
    """Says that rows of other tables stand alone: their study is not among the studies of the dump."""
    counts = ", ".join(f"{len(rows)} of `{name}`" for name, rows in tables.items() if rows)
    if joined.get(KEY):
        what = f"`{STUDIES}` has no row of {joined[KEY][:40]}, of which other tables have rows: {counts}"
    else:
        what = "rows of tables belong to no study"
    remarks.note("CT-R002", what, KEY)


def _completed(study: Study, rows: StudyRows, absent: tuple[str, ...]) -> Study:
    """The study with the countries that the registry lists, where no place has one, and what the dump cannot state."""
    registration = msgspec.structs.replace(study.registration, not_supported=_not_supported(absent))
    listed = [each for each in rows.all("countries") if not rows.flag("countries", each, "removed")]
    names = tuple(dict.fromkeys(name for each in listed if (name := short(each.get("name")))))
    known = any(each.country for each in study.sites)
    return msgspec.structs.replace(study, registration=registration, countries=() if known else names)


@lru_cache(maxsize=64)
def _not_supported(absent: tuple[str, ...]) -> tuple[str, ...]:
    """The properties that rules ask for and that no table of the dump can state."""
    missing = set(absent)

    def lacks(path: str) -> bool:
        return path in missing or path.partition(".")[0] in missing

    lacking = {name for path, names in _ANSWERS.items() if lacks(path) for name in names}
    lacking -= {name for name, path in _INSTEAD.items() if not lacks(path)}
    return tuple([name for name in ASKED if name in lacking])


def _located(path: str, positions: tuple[int, ...]) -> str:
    """Where a path of the API stands in the tables; of a row within another the position of the outer one."""
    return _LOCATE(path, positions)


def _key(content: bytes) -> Key | None:
    try:
        joined = _decode_key(content).joined
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    identity = record_id(joined.nct_id)
    if identity is None or not joined.studies:
        return None
    study = joined.studies[0]
    taken = (joined.calculated_values or ({},))[0].get("nlm_download_date")
    if taken is None and "nlm_download_date_description" in study:
        return None
    dates = dates_of(
        posted=study.get("last_update_posted_date"),
        submitted=study.get("last_update_submitted_date"),
        verified=study.get("verification_month_year") or study.get("verification_date"),
        taken=taken,
    )
    return Key(publisher=PUBLISHER, id=identity, dates=dates, format=_NAME)


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Each value of a cell; of those that hold several, or more than the code, the codes."""
    for path, text in json_leaves(_joined(content, Remarks()) or {}):
        if path == _PHASE:
            yield from ((path, each) for each in phases_in(text))
        elif path == _MASKING:
            yield path, masking_in(text)[0]
        else:
            yield path, text


def _notation(code_list: str, text: str) -> str | None:
    known = CLASSIC_SPELLINGS[code_list]
    return known.get(text) or known.get(text.casefold())


AACT = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="AACT: the folder or zip of a dump's pipe-separated tables, joined by the id of the study",
    split=JoinedTables(key=KEY, first=STUDIES, mark=_MARK, tables=columns_read(), unread=tuple(UNREAD)),
    account=FieldAccount(fields=FIELDS_AACT, leaves=_leaves, notation=_notation, spellings=CLASSIC_SPELLINGS),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
