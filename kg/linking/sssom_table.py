"""Matches -> an SSSOM table, to be curated and fed back by `--mappings`; names without one -> a sheet to fill in."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from kg.prefixes import VOCABULARIES

from .match import SEMAPV, Match, Method, Predicate

__all__ = ["OpenName", "is_remark", "sheet_lines", "sssom_lines"]

_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "mapping_tool",
    "confidence",
    "match_string",
    "comment",
)
_SHEET = (
    "subject_id",
    "subject_label",
    "trials",
    "candidates",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "comment",
)
_GRAPH = "kgb"
"""The prefix of the graph's own nodes."""

_SAFE = "/%-._~:;,!$&'()*+=@"
"""What stays as it is; letters outside ASCII are percent-encoded, since tools take a CURIE for a URI."""

_ISO = "https://www.iso.org/obp/ui/#iso:code:3166:"
_REMARK = re.compile(rf"(?:{'|'.join(Method)})(?: \([^()]*\))?(?:, one of [0-9]+)?")
_OF_CONCEPTS = ("condition", "treatment", "adverse-event-term")
"""The kinds of names that name concepts."""


class OpenName(NamedTuple):
    """A name without a match, or with several of which none is decided."""

    iri: str
    kind: str
    label: str
    trials: int
    candidates: Sequence[Match] = ()


def sssom_lines(matches: Iterable[Match], *, base: str, version: str) -> Iterator[str]:
    """The lines of a valid SSSOM table with its metadata in front; rows in the order of subject and object."""
    curies = _Curies(base)
    yield from curies.head("Matches of a graph that kgbuild wrote.")
    yield _line(_COLUMNS)
    for match in sorted(matches, key=_order):
        yield _line(_row(match, curies, version))


def sheet_lines(names: Iterable[OpenName], *, base: str) -> Iterator[str]:
    """The lines of a sheet to fill in: a row a name, in the order given, the object left empty.

    A row that is filled in is a decision made by hand; any other decides nothing.
    """
    curies = _Curies(base)
    yield from curies.head("Names of a graph without a match: fill in object_id, such as mesh:D001249.")
    yield _line(_SHEET)
    for name in names:
        predicate = Predicate.EXACT if name.kind in _OF_CONCEPTS else Predicate.SAME
        candidates = (f"{curies.of(each.object)} {each.object_label or ''}".strip() for each in name.candidates)
        cells = (curies.of(name.iri), name.label, str(name.trials), "; ".join(candidates), curies.of(predicate))
        yield _line((*cells, "", "", curies.of(f"{SEMAPV}ManualMappingCuration"), "", ""))


def is_remark(comment: str) -> bool:
    """Whether a comment is what this program wrote of how it found a match."""
    return bool(_REMARK.fullmatch(comment))


def _order(match: Match) -> tuple[object, ...]:
    return match.subject, match.object, match.predicate, match.justification, match.rejected


def _row(match: Match, curies: "_Curies", version: str) -> tuple[str, ...]:
    return (
        curies.of(match.subject),
        match.subject_label or "",
        curies.of(match.predicate.value),
        "Not" if match.rejected else "",
        curies.of(match.object),
        match.object_label or "",
        curies.of(match.justification),
        curies.all(match.author_iris),
        "|".join(match.author_labels),
        curies.all(match.reviewer_iris),
        "|".join(match.reviewer_labels),
        f"kgbuild {version}",
        match.confidence_text,
        match.match_string or "",
        match.comment or _remark(match),
    )


def _remark(match: Match) -> str:
    """How the program found a match."""
    several = f", one of {match.candidates}" if match.candidates > 1 else ""
    source = f" ({match.source})" if match.source else ""
    return f"{match.method.value}{source}{several}"


class _Curies:
    """Shortens the IRIs of a table."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: Mapping[str, str] = {**VOCABULARIES, _GRAPH: base, "iso3166": _ISO}

    def head(self, description: str) -> Iterator[str]:
        """The metadata in front of a table."""
        yield "#curie_map:\n"
        yield from (f'#  {name}: "{namespace}"\n' for name, namespace in sorted(self._prefixes.items()))
        yield f"#mapping_set_id: {self._base}graph/links\n"
        yield "#license: https://w3id.org/sssom/license/unspecified\n"
        yield f"#mapping_set_description: {description}\n"

    def of(self, iri: str) -> str:
        """The CURIE of an IRI, else the IRI."""
        if iri.startswith(self._base):
            return f"{_GRAPH}:{quote(iri[len(self._base) :], safe=_SAFE)}"
        if iri.startswith(_ISO):
            return f"iso3166:{iri[len(_ISO) :]}"
        return VOCABULARIES.compact(iri) or iri

    def all(self, iris: Iterable[str]) -> str:
        """Several in one cell."""
        return "|".join(map(self.of, iris))


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerow([" ".join(cell.split()) for cell in cells])
    return text.getvalue()
