"""Tables by the names of their columns: exports of registries, dictionaries, tables of someone's own."""

import csv
import io
import re
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from .ids import ids_in
from .named import EXPORT, GRAPH, NO_IDS, NO_RECORD, OWN, TABLE, Foreign, Forms, first

__all__ = ["own_table", "table_form"]

_CTGOV = "ClinicalTrials.gov"
_DELIMITERS = {",": "CSV", "\t": "TSV", ";": "CSV with semicolons", "|": "pipe-separated"}
_ROWS = 20
_EVEN = 0.7
_NAMED = 4


# Names of columns that all are there, in lower case.
_FORMS = (
    Forms(
        _CTGOV,
        EXPORT,
        {
            ("rank", "nctid"): "its retired API",
            ("nct number",): "with the ids of studies and nothing else that its site offers",
        },
        sentence="a table of ClinicalTrials.gov, {}",
    ),
    Forms(
        _CTGOV,
        NO_IDS,
        {
            ("study title", "study status"): "its site since 2023",
            ("study title", "study url"): "its site since 2023",
            ("study status", "study type"): "its site since 2023",
            ("study results", "interventions", "phases"): "its site before 2023",
            ("sponsor/collaborators", "conditions"): "its site before 2023",
        },
        "download it again, and choose the column `NCT Number` too; {studies}",
        sentence="a table of ClinicalTrials.gov, {}, without the column `NCT Number` that says of which studies it is",
    ),
    # Not seen in data: the tables of CTIS, EUCTR, ISRCTN, DRKS, ANZCTR.
    Forms(
        None,
        EXPORT,
        {
            ("trial number", "overall trial status"): "CTIS, the EU's registry",
            ("trial number", "title of the trial"): "CTIS, the EU's registry",
            ("eudract number", "sponsor's protocol code number"): "the EU Clinical Trials Register",
            ("isrctn", "title"): "ISRCTN",
            ("isrctn", "scientific title"): "ISRCTN",
            ("drks-id",): "DRKS, the German registry",
            ("drks id",): "DRKS, the German registry",
            ("actrn", "public title"): "ANZCTR",
        },
        sentence="a table of {}",
    ),
    Forms(
        "AACT",
        NO_RECORD,
        {("nct_id", "brief_title", "official_title"): "the table `studies` of AACT, without the others of its dump"},
        "name the folder or the zip that holds it with the other tables of the dump; {studies}",
    ),
    Forms(
        None,
        NO_RECORD,
        {
            ("column_name", "table_name", "ctgov_source"): "the dictionary of AACT",
            ("data type", "table", "column", "nlm doc"): "the dictionary of AACT",
            ("schema", "table", "column", "type"): "a list of the columns of a database",
            ("path", "types", "records"): "a list of the fields of records",
        },
        "leave it out; it describes records and holds none",
    ),
    Forms(
        OWN,
        GRAPH,
        {("kind", "severity", "rule", "where", "message"): "a report that kgbuild wrote"},
        "give the records, not what was made of them",
    ),
    Forms(
        None,
        NO_RECORD,
        {("subject_id", "predicate_id", "object_id"): "a table of SSSOM mappings"},
        "`kgbuild link --mappings` takes it, and `kgbuild vocab build sssom`",
    ),
)
_AACT = "nct_id"
_RESULTS = (
    {"ctgov_group_code"},
    {"recruitment_details", "pre_assignment_details"},
    {"outcome_type", "anticipated_posting_month_year"},
    {"outcome_id", "non_inferiority_type"},
    {"pi_employee", "restrictive_agreement"},
    {"organization", "phone", "extension"},
)
"""Beside `id` and `nct_id`, each table of results has the columns of one row: in AACT, and as kgbuild writes it."""
_WITH_STUDIES = "name the folder or the zip that holds it with `studies.txt`; {studies}"
_NAME = re.compile(r"[^\W\d_][\w .,/()'%#:-]{0,60}")


class _Table(NamedTuple):
    rows: list[list[str]]
    delimiter: str


def table_form(text: str) -> Foreign | None:
    """What a table is whose columns are known by their names."""
    table = _table(text)
    if table is None:
        return None
    columns = {cell.strip().lower() for cell in table.rows[0]}
    known = first(_FORMS, columns.issuperset) or _of_results(table, columns)
    return known._replace(what=f"{known.what} ({_DELIMITERS[table.delimiter]})") if known else None


def _of_results(table: _Table, columns: Set[str]) -> Foreign | None:
    """A table of results in CSV: one that kgbuild wrote has no rows or counts them from 1, which AACT's ids do not."""
    if table.delimiter != "," or not any({"id", _AACT, *each} <= columns for each in _RESULTS):
        return None
    if table.rows[1:] and table.rows[1][:1] != ["1"]:
        return Foreign(NO_RECORD, "a table of results of AACT, without the others of its dump", _WITH_STUDIES, "AACT")
    return Foreign(
        GRAPH,
        "a table of results in the columns of AACT that `kgbuild export-results` wrote",
        "give the records themselves, of which the graph was made, or a whole dump of AACT",
        OWN,
    )


def own_table(text: str) -> Foreign | None:
    """A table of columns that nobody knows, or a list of ids of trials; None of what is neither."""
    table = _table(text)
    return _unknown(table.rows, table.delimiter) if table else _list_of_ids(text)


def _table(text: str) -> _Table | None:
    head = text.lstrip("\ufeff \r\n")
    if head.startswith("#"):  # the metadata above an SSSOM table
        head = "\n".join(line for line in head.splitlines() if not line.startswith("#"))
    first = next(iter(head.splitlines()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    return _Table(_rows(head, delimiter), delimiter) if delimiter in first else None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) == _ROWS:
                break
    except csv.Error:  # a field of more than 128 KiB: what came before it tells enough
        return rows or [text.splitlines()[0].split(delimiter)]
    return rows


def _unknown(rows: Sequence[Sequence[str]], delimiter: str) -> Foreign | None:
    """A table of no known columns: all its rows have as many cells as the first."""
    width = len(rows[0])
    whole = [row for row in rows[1:-1] or rows[1:] if row]
    if width < 2 or not whole or sum(len(row) == width for row in whole) < _EVEN * len(whole):
        return None
    form = _DELIMITERS[delimiter]
    if delimiter == "|" and _AACT in [cell.strip().lower() for cell in rows[0]]:
        return Foreign(
            NO_RECORD,
            f"a table of AACT, the relational form of ClinicalTrials.gov ({form}), without the others of its dump",
            _WITH_STUDIES,
            "AACT",
        )
    return Foreign(TABLE, f"a table of someone's own ({form}) with {_columns(rows[0])}", "{studies}")


def _columns(cells: Iterable[str]) -> str:
    names = [cell.strip() for cell in cells]
    shown = [f"`{name[:40]}`" for name in names if _NAME.fullmatch(name)][:_NAMED]
    more = ", ..." if len(names) > len(shown) else ""
    return f"the columns {', '.join(shown)}{more}" if shown else f"{len(names)} columns"


def _is_id(line: str) -> bool:
    """Whether a line is an id, with little else."""
    return any(len(each) * 2 > len(line) for ids in ids_in(line.encode()).values() for each in ids)


def _list_of_ids(text: str) -> Foreign | None:
    """A text with an id of a trial on most of its lines."""
    lines = [line.strip().strip('",;') for line in text.splitlines()[:200] if line.strip()]
    found = sum(_is_id(line) for line in lines)
    if lines and found >= _EVEN * len(lines):
        return Foreign(TABLE, "a list of ids of trials, which holds no record", "{studies}")
    return None
