"""Triples -> JSON-LD nodes: the way back from the walk, for nodes that come from the merge."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from .context import Context, Term
from .terms import RDF_TYPE, XSD, Triple, literal_parts

__all__ = ["Unwalk"]


class Unwalk:
    """Turns triples, grouped by subject, into flat JSON-LD nodes under a context and a base IRI."""

    def __init__(self, context: Context, base: str) -> None:
        self._base = base
        self._root = "#" if base.endswith("#") else ""
        self._terms = {f"<{term.predicate}>": term for term in context.terms.values() if not term.reverse}
        self._compact = cache(lambda iri: _compacted(iri, context))

    def __call__(self, triples: Iterable[Triple]) -> Iterator[dict[str, Any]]:
        """One node for each run of triples with one subject."""
        for subject, rows in groupby(triples, key=lambda row: row[0]):
            yield self._node(subject, rows)

    def _node(self, subject: str, rows: Iterable[Triple]) -> dict[str, Any]:
        node: dict[str, list[Any]] = {}
        for _, predicate, term in rows:
            if predicate == RDF_TYPE:
                node.setdefault("@type", []).append(self._compact(term[1:-1]))
            else:
                name, value = self._value(predicate, term)
                node.setdefault(name, []).append(value)
        values = {name: each if len(each) > 1 or name == "@type" else each[0] for name, each in node.items()}
        return {"@id": self._reference(subject[1:-1])} | values

    def _value(self, predicate: str, term: str) -> tuple[str, Any]:
        known = self._terms.get(predicate)
        if known is None:
            return self._compact(predicate[1:-1]), _expanded(term)
        return known.name, self._reference_or_code(known, term) if term[0] == "<" else _literal(known, term)

    def _reference_or_code(self, known: Term, term: str) -> Any:
        iri = term[1:-1]
        if known.vocabulary:
            return iri.removeprefix(known.vocabulary)
        if known.datatype == "@vocab":
            return self._compact(iri)
        return self._reference(iri)

    def _reference(self, iri: str) -> str:
        return self._root + iri[len(self._base) :] if iri.startswith(self._base) else iri


def _expanded(term: str) -> Any:
    """The value of a property that the context does not know: a node or a value object."""
    if term[0] != '"':
        return {"@id": term.removeprefix("<").removesuffix(">")}
    text, datatype, language = literal_parts(term)
    if language:
        return {"@value": text, "@language": language}
    return {"@value": text, "@type": datatype} if datatype else text


def _literal(known: Term, term: str) -> Any:
    text, datatype, language = literal_parts(term)
    if language:
        return {"@value": text, "@language": language}
    if datatype == known.datatype:
        return text
    if datatype == f"{XSD}integer":
        return int(text)
    if datatype == f"{XSD}boolean":
        return text == "true"
    return {"@value": text, "@type": datatype}


def _compacted(iri: str, context: Context) -> str:
    for name, term in context.terms.items():
        if term.predicate == iri:
            return name
    for prefix, namespace in context.prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
