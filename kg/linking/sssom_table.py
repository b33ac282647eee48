"""Matches -> an SSSOM table, to be curated and fed back by `--mappings`."""

import csv
import io
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from kg.prefixes import VOCABULARIES

from .match import Match

__all__ = ["sssom_lines"]

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
    "mapping_tool",
    "confidence",
    "match_string",
    "comment",
)
_GRAPH = "kgb"
"""The prefix of the graph's own nodes."""

_SAFE = "/%-._~:;,!$&'()*+=@"
"""What stays as it is; letters outside ASCII are percent-encoded, since tools take a CURIE for a URI."""

_ISO = "https://www.iso.org/obp/ui/#iso:code:3166:"


def sssom_lines(matches: Iterable[Match], *, base: str, version: str) -> Iterator[str]:
    """The lines of a valid SSSOM table with its metadata in front; rows in the order of subject and object."""
    prefixes = {**VOCABULARIES, _GRAPH: base, "iso3166": _ISO}
    yield "#curie_map:\n"
    yield from (f'#  {name}: "{namespace}"\n' for name, namespace in sorted(prefixes.items()))
    yield f"#mapping_set_id: {base}graph/links\n"
    yield "#license: https://w3id.org/sssom/license/unspecified\n"
    yield "#mapping_set_description: Matches of a graph that kgbuild wrote.\n"
    yield _line(_COLUMNS)
    for match in sorted(matches, key=lambda each: (each.subject, each.object, each.predicate, each.justification)):
        yield _line(_row(match, base, version))


def _row(match: Match, base: str, version: str) -> tuple[str, ...]:
    several = f", one of {match.candidates}" if match.candidates > 1 else ""
    source = f" ({match.source})" if match.source else ""
    return (
        _curie(match.subject, base),
        match.subject_label or "",
        _curie(match.predicate.value, base),
        "",
        _curie(match.object, base),
        match.object_label or "",
        _curie(match.justification, base),
        _curie(match.author_iri, base) if match.author_iri else "",
        match.author_label or "",
        f"kgbuild {version}",
        match.confidence_text,
        match.match_string or "",
        f"{match.method.value}{source}{several}",
    )


def _curie(iri: str, base: str) -> str:
    if iri.startswith(base):
        return f"{_GRAPH}:{quote(iri[len(base) :], safe=_SAFE)}"
    if iri.startswith(_ISO):
        return f"iso3166:{iri[len(_ISO) :]}"
    return VOCABULARIES.compact(iri) or iri


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerow([" ".join(cell.split()) for cell in cells])
    return text.getvalue()
