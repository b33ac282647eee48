"""How often each class and property stands in a graph, and how many links lead out of it: what VoID states."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from kg.iris import CODES, ONTOLOGY

from .terms import RDF_TYPE, Triple

__all__ = ["LINK_PREDICATES", "VOCABULARIES", "Counted", "Counts", "LinkedVocabulary", "counted"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"


class LinkedVocabulary(NamedTuple):
    """A data set that the graph links to."""

    name: str
    title: str
    space: str
    """How its IRIs begin."""
    license: str | None
    """Its licence, where one is stated."""


VOCABULARIES = (
    LinkedVocabulary("mesh", "Medical Subject Headings", "http://id.nlm.nih.gov/mesh/", None),
    LinkedVocabulary("doi", "Digital Object Identifiers", "https://doi.org/", None),
    LinkedVocabulary("pubmed", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/", None),
    LinkedVocabulary(
        "ror",
        "Research Organization Registry",
        "https://ror.org/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    LinkedVocabulary(
        "geonames", "GeoNames", "https://sws.geonames.org/", "https://creativecommons.org/licenses/by/4.0/"
    ),
    LinkedVocabulary(
        "mondo",
        "Mondo Disease Ontology",
        "http://purl.obolibrary.org/obo/MONDO_",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    LinkedVocabulary(
        "doid",
        "Human Disease Ontology",
        "http://purl.obolibrary.org/obo/DOID_",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    LinkedVocabulary("codes", "kgbuild code lists", CODES, "https://creativecommons.org/licenses/by/4.0/"),
)
"""Licences as each project states them on its own pages; MeSH, DOI and PubMed have terms of use and no licence IRI."""

LINK_PREDICATES = frozenset(
    {
        *(f"<{_SKOS}{name}>" for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
        *(f"<{ONTOLOGY}{name}>" for name in ("publication", "conditionConcept", "interventionConcept")),
        *(f"<{ONTOLOGY}{name}>" for name in ("conditionConceptAncestor", "interventionConceptAncestor")),
        *(f"<{ONTOLOGY}{name}>" for name in ("overallStatus", "phase", "studyType", "interventionType")),
    }
)
"""Properties whose values may lie in another data set."""


_COUNTED = LINK_PREDICATES | {RDF_TYPE}
_predicate = itemgetter(1)


_NAMES = {each.space: each.name for each in VOCABULARIES}
_VOCABULARY = re.compile(f"<({'|'.join(re.escape(space) for space in _NAMES)})")


class Counted(NamedTuple):
    """What was counted in some triples."""

    triples: int
    properties: Counter[str]
    classes: list[str]
    links: list[tuple[str, str]]


@dataclass(slots=True)
class Counts:
    """Counts of a graph, kept up to date by adding and taking away triples; no triple may stand in two graphs."""

    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    """Class -> its nodes."""
    properties: Counter[str] = field(default_factory=Counter)
    """Property -> its triples."""
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Name of a vocabulary, and property -> links."""

    def add(self, triples: Iterable[Triple], *, times: int = 1) -> None:
        """Counts triples in, or with -1 out."""
        self.take(counted(triples), times=times)

    def take(self, found: Counted, *, times: int = 1) -> None:
        """Counts in, or with -1 out, what was counted of some triples."""
        self.triples += times * found.triples
        for name, count in found.properties.items():
            self.properties[name] += times * count
        for name in found.classes:
            self.classes[name] += times
        for link in found.links:
            self.links[link] += times

    def merge(self, other: "Counts") -> None:
        """Counts in what was counted of another part of the graph."""
        self.triples += other.triples
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.links.update(other.links)


def counted(triples: Iterable[Triple]) -> Counted:
    """What `Counts` take of some triples, and nothing changed yet."""
    rows = list(triples)
    chosen = [row for row in rows if row[1] in _COUNTED]
    classes = [term for _, predicate, term in chosen if predicate == RDF_TYPE]
    links = [
        (vocabulary, predicate)
        for _, predicate, term in chosen
        if predicate != RDF_TYPE and (vocabulary := _vocabulary(term))
    ]
    return Counted(len(rows), Counter(map(_predicate, rows)), classes, links)


def _vocabulary(term: str) -> str | None:
    if (found := _VOCABULARY.match(term)) is None:
        return None
    return _NAMES[found[1]]
