"""How often each class and property stands in a graph, and how many links lead out of it: what VoID states."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from kg import vocabulary_list
from kg.iris import CODES, ONTOLOGY
from kg.vocabulary_list import LICENCES

from .terms import RDF_TYPE, Triple

__all__ = ["LINK_PREDICATES", "VOCABULARIES", "Counts", "LinkedVocabulary", "vocabulary_of"]

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
    *(
        LinkedVocabulary(each.prefix, each.title, each.namespace, LICENCES.get(each.licence or ""))
        for each in vocabulary_list.VOCABULARIES
    ),
    LinkedVocabulary("doi", "Digital Object Identifiers", "https://doi.org/", None),
    LinkedVocabulary("pubmed", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/", None),
    LinkedVocabulary("bioregistry", "Bioregistry", "https://bioregistry.io/", LICENCES["CC0 1.0"]),
    LinkedVocabulary("codes", "kgbuild code lists", CODES, LICENCES["CC BY 4.0"]),
)
"""Licences as each project states them on its own pages; MeSH, DOI and PubMed have terms of use and no licence IRI."""

LINK_PREDICATES = frozenset(
    {
        *(f"<{_SKOS}{name}>" for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
        "<https://schema.org/sameAs>",
        *(f"<{ONTOLOGY}{name}>" for name in ("publication", "conditionConcept", "interventionConcept")),
        *(f"<{ONTOLOGY}{name}>" for name in ("conditionConceptAncestor", "interventionConceptAncestor")),
        *(f"<{ONTOLOGY}{name}>" for name in ("overallStatus", "phase", "studyType", "interventionType")),
    }
)
"""Properties whose values may lie in another data set."""


_predicate = itemgetter(1)


_NAMES = {each.space: each.name for each in VOCABULARIES}
_VOCABULARY = re.compile(f"<({'|'.join(re.escape(space) for space in _NAMES)})".encode())


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
        rows = list(triples)
        self.triples += times * len(rows)
        for name, count in Counter(map(_predicate, rows)).items():
            self.properties[name] += times * count
        for _, predicate, term in rows:
            if predicate == RDF_TYPE:
                self.classes[term] += times
            elif predicate in LINK_PREDICATES and (vocabulary := vocabulary_of(term.encode())):
                self.links[vocabulary, predicate] += times

    def merge(self, other: "Counts") -> None:
        """Counts in what was counted of another part of the graph."""
        self.triples += other.triples
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.links.update(other.links)


def vocabulary_of(term: bytes) -> str | None:
    """The name of the data set that an IRI belongs to; None for any other term."""
    found = _VOCABULARY.match(term)
    return _NAMES[found[1].decode()] if found else None
