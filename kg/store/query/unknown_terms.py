"""What a query names and its graph does not know: terms that the ontology does not declare, IRIs that nothing uses.

SPARQL answers such a query with no rows and no word; a misspelt property looks like a fact about the data.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple, Protocol

import pyoxigraph

from kg import assets
from kg.iris import CODES, ONTOLOGY
from kg.rdf import shipped_context
from kg.rdf.curies import compact, known_prefixes
from kg.rdf.terms import iri

from .answers import Answer
from .query_syntax import LABELS, named_iris
from .session import Limits

__all__ = ["UnknownTerm", "undeclared_terms", "unused_terms"]

_NEAR = 0.65
"""The least likeness of a name that is offered, from 0 to 1 (difflib)."""
_UNUSED = """
SELECT ?term {{
  VALUES ?term {{ {terms} }}
  FILTER NOT EXISTS {{ ?subject ?term ?object }}
  FILTER NOT EXISTS {{ ?term ?property ?value }}
  FILTER NOT EXISTS {{ ?node ?link ?term }}
  FILTER NOT EXISTS {{ GRAPH ?term {{ }} }}
}}
"""


class _Asked(Protocol):
    def query(self, text: str, *, limits: Limits | None = None) -> Answer: ...


class UnknownTerm(NamedTuple):
    """An IRI of a query that can match nothing."""

    iri: str
    reason: str
    near: tuple[str, ...] = ()
    """IRIs of known terms with a like name, the likest first."""

    def __str__(self) -> str:
        names = " or ".join(f"`{compact(each)}`" for each in self.near)
        return f"`{compact(self.iri)}` {self.reason}{f'; is it {names}?' if names else ''}"


def undeclared_terms(text: str) -> Iterator[UnknownTerm]:
    """The terms under `ct:` and the code lists that a query names and that are not declared."""
    for named in named_iris(text, known_prefixes()):
        if named.startswith((ONTOLOGY, CODES)) and named not in _declared():
            yield UnknownTerm(named, "is no term of the ontology", _near(named))


def unused_terms(store: _Asked, text: str, *, limits: Limits) -> Iterator[UnknownTerm]:
    """The other IRIs that a query names and that occur nowhere in the graph; labels stand in the ontology too."""
    undeclared = {each.iri for each in undeclared_terms(text)}
    named = [each for each in named_iris(text, known_prefixes()) if each not in undeclared | LABELS]
    if named:
        terms = " ".join(map(iri, named))
        for (term,) in store.query(_UNUSED.format(terms=terms), limits=limits).rows:
            unused = (term or "")[1:-1]
            yield UnknownTerm(unused, "does not occur in this graph", () if unused in _known() else _near(unused))


def _near(named: str) -> tuple[str, ...]:
    """The known terms of one namespace whose names are like it, letter case aside."""
    namespace = _namespace(named)
    names = {each[len(namespace) :].lower(): each for each in _known() if _namespace(each) == namespace}
    found = get_close_matches(named[len(namespace) :].lower(), names, cutoff=_NEAR)
    return tuple(names[each] for each in found)


def _namespace(term: str) -> str:
    return term[: max(term.rfind("#"), term.rfind("/")) + 1]


@cache
def _known() -> frozenset[str]:
    """The declared terms, and those of other vocabularies by which kgbuild states facts."""
    return _declared() | {term.predicate for term in shipped_context().terms.values()}


@cache
def _declared() -> frozenset[str]:
    """All terms of the ontology and its code lists."""
    quads = (
        quad
        for path in assets.vocabulary_files()
        for quad in pyoxigraph.parse(assets.read(path), format=pyoxigraph.RdfFormat.TURTLE)
    )
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, pyoxigraph.NamedNode))
