"""Every term of the vocabulary: classes, properties, code lists and codes, as the ontology defines them."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kg.iris import CODES, ONTOLOGY
from kg.pipeline.graph.ontology import ontology_triples
from kg.rdf import SHARED_CLASSES
from kg.rdf.curies import compact
from kg.rdf.terms import literal_parts
from kg.shacl import index

__all__ = ["TermEntry", "terms"]

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_OWL = "http://www.w3.org/2002/07/owl#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_KINDS = {
    f"<{_OWL}Class>": "class",
    f"<{_OWL}ObjectProperty>": "property",
    f"<{_OWL}DatatypeProperty>": "property",
    f"<{_SKOS}ConceptScheme>": "code list",
    f"<{_SKOS}Concept>": "code",
}
_OURS = (f"<{ONTOLOGY}", f"<{CODES}")
"""The ontology declares terms of others too."""
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


class TermEntry(NamedTuple):
    """One term, as it is explained; other terms in it are CURIEs."""

    name: str
    """`ct:phase`, `phase:PHASE2`; of a code list its bare name."""
    iri: str
    kind: str
    """`class`, `property`, `code list`, `code`."""
    label: str
    definition: str | None
    supers: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    code_list: str | None = None
    """The name of the code list that a property takes its values from, or that a code belongs to."""
    matches: tuple[tuple[str, str], ...] = ()
    """Terms of public vocabularies, each with the kind of match."""
    shared: bool = False
    """Whether nodes of this class stand once for all studies."""
    planned: bool = False


@cache
def terms() -> dict[str, TermEntry]:
    """Every term by its name, in the order of the ontology and its code lists."""
    ours = (each for each in index(ontology_triples()).items() if each[0].startswith(_OURS))
    entries = (_entry(subject, said) for subject, said in ours if _kind(said))
    return {each.name: each for each in entries}


_Said = dict[str, list[str]]


def _kind(said: _Said) -> str | None:
    return next((_KINDS[each] for each in said.get(_TYPE, ()) if each in _KINDS), None)


def _entry(subject: str, said: _Said) -> TermEntry:
    iri = subject[1:-1]
    kind = _kind(said) or ""
    lists = _iris(said, f"{_SKOS}inScheme") or _iris(said, f"{ONTOLOGY}codeList")
    return TermEntry(
        name=iri.rpartition("/")[2] if kind == "code list" else compact(iri),
        iri=iri,
        kind=kind,
        label=_text(said, f"{_RDFS}label") or _text(said, f"{_SKOS}prefLabel") or "",
        definition=_text(said, f"{_SKOS}definition"),
        supers=_names(said, f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf"),
        domain=_names(said, "https://schema.org/domainIncludes"),
        range=_names(said, "https://schema.org/rangeIncludes"),
        code_list=lists[0].rpartition("/")[2] if lists else None,
        matches=tuple(_matching(said)),
        shared=iri in SHARED_CLASSES,
        planned=_text(said, f"{_SKOS}editorialNote") == "planned",
    )


def _matching(said: _Said) -> Iterator[tuple[str, str]]:
    for kind in _MATCHES:
        yield from ((kind, compact(iri)) for iri in _iris(said, f"{_SKOS}{kind}"))


def _names(said: _Said, *predicates: str) -> tuple[str, ...]:
    return tuple(compact(iri) for predicate in predicates for iri in _iris(said, predicate))


def _iris(said: _Said, predicate: str) -> tuple[str, ...]:
    return tuple(_only_iris(said.get(f"<{predicate}>", ())))


def _only_iris(found: Iterable[str]) -> Iterator[str]:
    yield from (term[1:-1] for term in found if term[0] == "<")


def _text(said: _Said, predicate: str) -> str | None:
    return next((literal_parts(term)[0] for term in said.get(f"<{predicate}>", ())), None)
