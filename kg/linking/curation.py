"""Curated overrides: rows of an SSSOM table that accept or reject matches, and win over every method."""

import csv
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from kg.errors import UsageError
from kg.prefixes import VOCABULARIES, Prefixes

from .match import Match, Method, Predicate

__all__ = ["Curation", "read_curation"]

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
_MANUAL = "https://w3id.org/semapv/vocab/ManualMappingCuration"
_COLUMNS = ("subject_id", "predicate_id", "object_id")
_NOT = "not"
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Letters outside ASCII, which tables write percent-encoded and the graph does not."""


class Curation(NamedTuple):
    """What curators decided."""

    accepted: Mapping[str, tuple[Match, ...]]
    """Subject -> its matches; no method is tried on such a subject."""
    rejected: frozenset[tuple[str, str]]
    """(subject, object) of matches that are not true, whatever the predicate."""

    def apply(self, subject: str, matches: Iterable[Match]) -> tuple[Match, ...]:
        """The matches of a subject after curation."""
        accepted = self.accepted.get(subject)
        return accepted or tuple(each for each in matches if (subject, each.object) not in self.rejected)


def read_curation(lines: Iterable[str], *, name: str, base: str) -> Curation:
    """The decisions of an SSSOM table.

    A row with the modifier `Not` rejects. A row that says it was made by hand (`semapv:ManualMappingCuration`, an
    author or a reviewer) accepts; other rows are what a machine proposed, and decide nothing.
    """
    text = list(lines)
    prefixes = _prefixes(text) | {"kgb": base}
    accepted: dict[str, dict[Match, None]] = {}
    rejected: set[tuple[str, str]] = set()
    table = csv.DictReader((line for line in text if not line.startswith("#")), delimiter="\t")
    if missing := [column for column in _COLUMNS if column not in (table.fieldnames or ())]:
        raise UsageError(f"{name} is no SSSOM table: it has no column {', '.join(missing)}")
    for number, line in enumerate(table, start=2):
        subject, target = (_iri(line[column], prefixes, name, number) for column in ("subject_id", "object_id"))
        if (line.get("predicate_modifier") or "").lower() == _NOT:
            rejected.add((subject, target))
        elif _by_hand(line):
            match = _match(line, subject, target, prefixes, name, number)
            if subject.removeprefix(base).startswith(_NO_CONCEPTS) and match.predicate is Predicate.EXACT:
                match = replace(match, predicate=Predicate.SAME)
            accepted.setdefault(subject, {})[match] = None
    return Curation({subject: tuple(matches) for subject, matches in accepted.items()}, frozenset(rejected))


def _by_hand(line: Mapping[str, str]) -> bool:
    justification = line.get("mapping_justification") or ""
    manual = justification in ("semapv:ManualMappingCuration", "semapv:MappingReview", _MANUAL)
    return manual or bool(line.get("author_id") or line.get("reviewer_id"))


def _match(
    line: Mapping[str, str], subject: str, target: str, prefixes: Mapping[str, str], name: str, number: int
) -> Match:
    local = line["predicate_id"].rpartition(":")[2].rpartition("#")[2]
    predicate = _PREDICATES.get(local) or _PREDICATES.get(line["predicate_id"])
    if predicate is None:
        known = ", ".join(each for each in _PREDICATES if "//" not in each)
        raise UsageError(f"{name}, row {number}: unknown predicate {line['predicate_id']!r}; known are {known}")
    try:
        confidence = float(line.get("confidence") or 1)
    except ValueError:
        raise UsageError(f"{name}, row {number}: {line['confidence']!r} is no confidence") from None
    if not 0 <= confidence <= 1:
        raise UsageError(f"{name}, row {number}: the confidence {confidence} is not between 0 and 1")
    return Match(
        subject=subject,
        predicate=predicate,
        object=target,
        method=Method.CURATED,
        confidence=round(confidence, 2),
        object_label=line.get("object_label") or None,
        subject_label=line.get("subject_label") or None,
        author=_author(line, prefixes),
    )


def _author(line: Mapping[str, str], prefixes: Mapping[str, str]) -> str | None:
    """The IRI of who decided; a name, where the table gives no identifier whose prefix is known."""
    named = line.get("author_id") or line.get("reviewer_id") or line.get("author_label") or None
    prefix, colon, local = (named or "").partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else named


def _prefixes(lines: Iterable[str]) -> Prefixes:
    """The prefixes of the header, besides those that every table of ours uses."""
    return VOCABULARIES | Prefixes.declared(lines)


def _iri(curie: str, prefixes: Mapping[str, str], name: str, number: int) -> str:
    prefix, colon, local = curie.partition(":")
    if local.startswith("//"):
        return curie
    if not colon or prefix not in prefixes:
        raise UsageError(f"{name}, row {number}: the prefix of {curie!r} is not declared in the table's curie_map")
    return prefixes[prefix] + _ENCODED.sub(lambda found: unquote(found[0]), local)
