"""An SSSOM table that a curator filled in -> decisions, and what is wrong with it, row by row."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from kg.errors import UsageError
from kg.iris import mesh_iri
from kg.prefixes import VOCABULARIES, Prefixes

from .curation import Curation
from .match import SEMAPV, Match, Method, Predicate
from .sssom_table import is_remark

__all__ = ["CuratedTable", "read_curation"]

_PREDICATES = {
    "exactMatch": Predicate.EXACT,
    "closeMatch": Predicate.CLOSE,
    "broadMatch": Predicate.BROAD,
    "narrowMatch": Predicate.NARROW,
    "inferredCondition": Predicate.INFERRED,
    "schema:sameAs": Predicate.SAME,
    Predicate.SAME.value: Predicate.SAME,
}
_NO_CONCEPTS = ("place/", "country/", "organization/", "facility/")
"""How the IRIs of nodes begin of which an exact match says that they are the same, and not that they are concepts."""
_COLUMNS = ("subject_id", "predicate_id", "object_id")
_BY_HAND = frozenset({f"{SEMAPV}ManualMappingCuration", f"{SEMAPV}MappingReview"})
_JUSTIFICATION = re.compile(rf"{re.escape(SEMAPV)}[A-Za-z]+")
_NOT = "not"
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Letters outside ASCII, which tables write percent-encoded and the graph does not."""
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_MOST = 10
"""So many wrong rows are named."""

Row = Mapping[str, str]


class CuratedTable(NamedTuple):
    """What a table says."""

    curation: Curation
    rows: Mapping[str, int]
    """Subject -> the row of the file where it is first decided on."""


class _WrongRowError(ValueError):
    """A row that decides something, and cannot be read."""


def read_curation(lines: Iterable[str], *, name: str, base: str) -> CuratedTable:
    """The decisions of an SSSOM table; raises UsageError that names the rows which are wrong.

    A row with the modifier `Not` rejects. A row that says it was made by hand (`semapv:ManualMappingCuration`, an
    author or a reviewer) accepts, once it has an object; other rows are what a machine proposed, and decide nothing.
    """
    text = list(lines)
    reader = _Reader(VOCABULARIES | Prefixes.declared(text) | {"kgb": base}, base)
    decisions: list[Match] = []
    rows: dict[str, int] = {}
    wrong: list[str] = []
    for number, row in _rows(text, name):
        try:
            if match := reader.decision(row):
                decisions.append(match)
                rows.setdefault(match.subject, number)
        except _WrongRowError as error:
            wrong.append(f"{name}, row {number}: {error}")
    if wrong:
        more = [f"and {len(wrong) - _MOST:,} more"] if len(wrong) > _MOST else []
        raise UsageError("\n".join([*wrong[:_MOST], *more]))
    return CuratedTable(Curation.of(decisions), rows)


def _rows(text: list[str], name: str) -> Iterator[tuple[int, Row]]:
    """The rows that are not empty, each with its number in the file; a spreadsheet may have put commas for tabs."""
    numbered = [(number, line) for number, line in enumerate(text, start=1) if not line.startswith("#")]
    commas = bool(numbered) and "\t" not in numbered[0][1]
    table = csv.DictReader((line for _, line in numbered), delimiter="," if commas else "\t")
    if missing := [column for column in _COLUMNS if column not in (table.fieldnames or ())]:
        raise UsageError(f"{name} is no SSSOM table: it has no column {', '.join(missing)}")
    for cells in table:
        row = {column: value.strip() for column, value in cells.items() if isinstance(value, str)}
        if any(row.values()):
            yield numbered[table.line_num - 1][0], row


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, prefixes: Prefixes, base: str) -> None:
        self._prefixes = prefixes
        self._base = base

    def decision(self, row: Row) -> Match | None:
        """What a row decides; None for one that decides nothing."""
        rejected = row.get("predicate_modifier", "").lower() == _NOT
        if not rejected and not self._by_hand(row):
            return None
        if not row.get("object_id"):
            if rejected or row.get("object_label"):
                raise _WrongRowError("it has no object_id")
            return None  # a row of the sheet that is not filled in
        return self._match(row, rejected=rejected)

    def _by_hand(self, row: Row) -> bool:
        people = (row.get(column) for column in ("author_id", "author_label", "reviewer_id", "reviewer_label"))
        return self._justification(row) in _BY_HAND or any(people)

    def _match(self, row: Row, *, rejected: bool) -> Match:
        subject = self._iri(row.get("subject_id", ""))
        comment = row.get("comment") or None
        return Match(
            subject=subject,
            predicate=self._predicate(row.get("predicate_id", ""), subject),
            object=self._iri(row["object_id"]),
            method=Method.CURATED,
            confidence=_confidence(row.get("confidence", "")),
            object_label=row.get("object_label") or None,
            subject_label=row.get("subject_label") or None,
            match_string=row.get("match_string") or None,
            justification=self._justification(row),
            authors=self._people(row, "author"),
            reviewers=self._people(row, "reviewer"),
            comment=None if comment and is_remark(comment) else comment,
            rejected=rejected,
        )

    def _predicate(self, text: str, subject: str) -> Predicate:
        local = text.rpartition(":")[2].rpartition("#")[2]
        predicate = _PREDICATES.get(local) or _PREDICATES.get(text)
        if predicate is None:
            known = ", ".join(each for each in _PREDICATES if "//" not in each)
            raise _WrongRowError(f"unknown predicate {text!r}; known are {known}")
        is_no_concept = subject.removeprefix(self._base).startswith(_NO_CONCEPTS)
        return Predicate.SAME if is_no_concept and predicate is Predicate.EXACT else predicate

    def _justification(self, row: Row) -> str:
        """As the row says; empty if it says none of the Semantic Mapping Vocabulary."""
        text = row.get("mapping_justification", "")
        found = text if "//" in text else self._prefixes.expand(text) or ""
        return found if _JUSTIFICATION.fullmatch(found) else ""

    def _people(self, row: Row, role: str) -> tuple[str, ...]:
        """Who is named in that role: IRIs, and names where the table gives no identifier whose prefix is known."""
        ids, names = (row.get(f"{role}_{ending}", "").split("|") for ending in ("id", "label"))
        found = [each if "://" in each else self._prefixes.expand(each) or each for each in map(str.strip, ids)]
        return tuple(dict.fromkeys(filter(None, [*found, *map(str.strip, names)])))

    def _iri(self, curie: str) -> str:
        whole = curie if curie.partition(":")[2].startswith("//") else self._expanded(curie)
        if _NO_IRI.search(whole) or whole in self._prefixes.values():
            raise _WrongRowError(f"{curie!r} is no identifier")
        return whole

    def _expanded(self, curie: str) -> str:
        prefix, colon, local = curie.partition(":")
        whole = self._prefixes.expand(f"{prefix}:{_ENCODED.sub(lambda found: unquote(found[0]), local)}")
        if not colon or whole is None:
            hint = f"; write mesh:{curie}" if mesh_iri(curie) else ""
            raise _WrongRowError(f"the prefix of {curie!r} is not declared in the table's curie_map{hint}")
        return whole


def _confidence(text: str) -> float:
    try:
        confidence = float(text or 1)
    except ValueError:
        raise _WrongRowError(f"{text!r} is no confidence") from None
    if not 0 <= confidence <= 1:
        raise _WrongRowError(f"the confidence {confidence} is not between 0 and 1")
    return round(confidence, 2)
