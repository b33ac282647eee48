"""The merge of shared nodes: all that all records say of one node, said once.

One rule for each property. Names, citations, types, classes and links: all of them; of other names the first hundred.
`skos:prefLabel`: the best name or citation, of a country with a code its common English name, of a publication without
a citation its DOI or PubMed id. A point: one, latitude and longitude as a pair. What the merge adds is never taken from
a document.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from kg.countries import country_name

from .terms import RDF_TYPE, XSD, Triple, literal, literal_parts

__all__ = ["SHARED_CLASSES", "merge"]

_CT = "https://w3id.org/kgbuild/ontology#"
_GEO = "http://www.opengis.net/ont/geosparql#"

SHARED_CLASSES = frozenset(
    {
        "http://purl.org/spar/fabio/Expression",
        "http://www.opengis.net/ont/geosparql#Geometry",
        "http://www.w3.org/2004/02/skos/core#Concept",
        "http://www.w3.org/ns/org#Organization",
        f"{_CT}AdverseEventTerm",
        f"{_CT}Condition",
        f"{_CT}Country",
        f"{_CT}Facility",
        f"{_CT}Place",
        f"{_CT}Treatment",
    }
)
"""The classes of shared nodes: shapes on these are checked on the merged nodes."""

_NAMES = ("<https://schema.org/name>", f"<{_CT}citation>")
_IDS = {f"<{_CT}doi>": "DOI ", f"<{_CT}pmid>": "PMID "}
"""Ids that serve as names where nothing else does, with what stands before them."""
_MISPLACED_SPACE = re.compile(r"\s\s|\s[,;.:)\]]|[(\[]\s|\S -\w|\w- \w")
_SHOUTED = re.compile(r"[^\W\d_a-z]{6}")
_DIGIT = re.compile(r"[0-9]")  # `COVID-19` is no shouted word
_CAPITAL_PARTICLE = re.compile(
    r"(?<!,)[ -](?:And|At|Au|By|Da|De|Del|Der|Di|Do|Dos|Du|En|Et|For|From|In|La|Le|Les|Of|On|Or|Sous|Sur|The|To|Und"
    r"|Upon|Van|Von|With|Y)[ -]"
)
_OTHER_NAME = f"<{_CT}otherName>"
_MOST_OTHER_NAMES = 100
"""In code-point order. A registry says in many thousand ways what a placebo or a standard of care is; of a substance
there are fewer: cisplatin has most in 3,846 studies, 65."""
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_COUNTRY_CODE = f"<{_CT}countryCode>"
_POINT = f"<{_CT}point>"
_POINT_TEXT = re.compile(r"POINT\((\S+) (\S+)\)")


def merge(rows: Iterable[Triple]) -> Iterator[Triple]:
    """The merged triples of shared nodes, node by node; `rows` are sorted, and may repeat."""
    for subject, group in groupby(rows, key=lambda row: row[0]):
        said = dict.fromkeys(group)
        yield from (row for row in said if row[1] not in (_LABEL, _OTHER_NAME, _POINT))
        yield from islice((row for row in said if row[1] == _OTHER_NAME), _MOST_OTHER_NAMES)
        if label := _label(list(said)):
            yield subject, _LABEL, label
        if points := [row[2] for row in said if row[1] == _POINT]:
            yield from _place(subject, min(points))


def _label(said: list[Triple]) -> str | None:
    for _, predicate, term in said:
        if predicate == _COUNTRY_CODE and (name := country_name(literal_parts(term)[0])):
            return literal(name)
    labels = [row[2] for row in said if row[1] == _LABEL] or [row[2] for row in said if row[1] in _NAMES]
    if len(labels) > 1:
        return min(labels, key=_rank)
    return labels[0] if labels else _id(said)


def _id(said: list[Triple]) -> str | None:
    """The first of the ids, DOIs before others."""
    ids = [literal(_IDS[row[1]] + literal_parts(row[2])[0]) for row in said if row[1] in _IDS]
    return min(ids, default=None)


def _rank(label: str) -> tuple[bool, bool, bool, bool, int, str]:
    """Best first, by the form alone, since how many records write a name so is not known; then by code points.

    Of two spellings of one name the better has its spaces where they belong, is not written in capitals or in small
    letters throughout, leaves words such as `of` small, and keeps its hyphens: `Non-Small Cell Lung Cancer`.
    """
    text = literal_parts(label)[0]
    return (
        bool(_MISPLACED_SPACE.search(text)),
        bool(_SHOUTED.search(text)) or (text.isupper() and not _DIGIT.search(text)),
        text.islower(),
        bool(_CAPITAL_PARTICLE.search(text)),
        text.count("Saint-") - text.count("-"),  # Saint Louis has none
        text,
    )


def _place(subject: str, point: str) -> Iterator[Triple]:
    found = _POINT_TEXT.fullmatch(literal_parts(point)[0])
    if found is None:
        raise ValueError(f"{subject} has a point that is none: {point}")
    longitude, latitude = found.groups()
    yield subject, "<https://schema.org/latitude>", literal(latitude, f"{XSD}decimal")
    yield subject, "<https://schema.org/longitude>", literal(longitude, f"{XSD}decimal")
    geometry = f"{subject[:-1]}/point>"
    yield subject, f"<{_GEO}hasDefaultGeometry>", geometry
    yield geometry, RDF_TYPE, f"<{_GEO}Geometry>"
    yield geometry, f"<{_GEO}asWKT>", point
