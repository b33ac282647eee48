"""Triples -> JSON-LD nodes: for what records say, for nodes that come from the merge, and for any others."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from .context import Context, ContextTerm
from .terms import RDF_TYPE, XSD, Triple, literal_parts

__all__ = ["LOCAL", "Unwalk"]

LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~%-]*")
"""What may follow a prefix in a compact IRI of JSON-LD."""
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_SAFE_INTEGER = 2**53
"""From here on JSON numbers are not exact everywhere (RFC 8259, section 6)."""


class Unwalk:
    """Turns triples, grouped by subject, into flat JSON-LD nodes under a context and a base IRI.

    With a context that has prefixes alone and no base, every IRI is compact and every plain number native. Beside the
    terms of ours, which say how their values are written and which are lists, those of other properties stand in full.
    """

    def __init__(self, context: Context, base: str | None) -> None:
        self._base = base
        self._root = "#" if base and base.endswith("#") else ""
        self._terms = {f"<{term.predicate}>": term for term in context.terms.values() if not term.reverse}
        self._lists = frozenset(term.name for term in context.terms.values() if term.many) | {"@type"}
        self._in_full = bool(context.terms)
        self._compact = cache(lambda iri: _compacted(iri, context))

    def __call__(self, triples: Iterable[Triple]) -> Iterator[dict[str, Any]]:
        """One node for each run of triples with one subject."""
        for subject, rows in groupby(triples, key=lambda row: row[0]):
            yield self._node(subject, rows)

    def _node(self, subject: str, rows: Iterable[Triple]) -> dict[str, Any]:
        node: dict[str, list[Any]] = {}
        for _, predicate, term in rows:
            if predicate == RDF_TYPE and term[0] != '"':
                node.setdefault("@type", []).append(self._name(term))
            else:
                name, value = self._value(predicate, term)
                node.setdefault(name, []).append(value)
        values = {name: each if len(each) > 1 or name in self._lists else each[0] for name, each in node.items()}
        return {"@id": self._reference(subject)} | values

    def _value(self, predicate: str, term: str) -> tuple[str, Any]:
        known = self._terms.get(predicate)
        if known is None:
            name = self._compact(predicate[1:-1])
            if term[0] != '"':
                return name, {"@id": term.removeprefix("<").removesuffix(">") if self._in_full else self._name(term)}
            return name, self._literal(term, None, native=not self._in_full)
        if term[0] == '"':
            return known.name, self._literal(term, known.datatype, native=True)
        return known.name, self._reference_or_code(known, term)

    def _reference_or_code(self, known: ContextTerm, term: str) -> str:
        if known.vocabulary:
            return term[1:-1].removeprefix(known.vocabulary)
        return self._name(term) if known.datatype == "@vocab" else self._reference(term)

    def _reference(self, term: str) -> str:
        if self._base is None or term[0] != "<":
            return self._name(term)
        iri = term[1:-1]
        return self._root + iri[len(self._base) :] if iri.startswith(self._base) else iri

    def _name(self, term: str) -> str:
        """The short form of an IRI term; a blank node as it is."""
        return self._compact(term[1:-1]) if term[0] == "<" else term

    def _literal(self, term: str, expected: str | None, *, native: bool) -> Any:
        """A text where the context says its datatype, a number or truth value where JSON has it, else an object."""
        text, datatype, tag = literal_parts(term)
        if tag:
            language, _, direction = tag.partition("--")
            return {"@value": text, "@language": language} | ({"@direction": direction} if direction else {})
        if datatype == expected:
            return text
        if native and datatype == f"{XSD}boolean" and text in ("true", "false"):
            return text == "true"
        if native and datatype == f"{XSD}integer" and _INTEGER.fullmatch(text) and abs(int(text)) < _SAFE_INTEGER:
            return int(text)
        if datatype is None:
            return {"@value": text}
        return {"@value": text, "@type": datatype if self._in_full else self._compact(datatype)}


def _compacted(iri: str, context: Context) -> str:
    for name, term in context.terms.items():
        if term.predicate == iri:
            return name
    found = context.prefixes.split(iri)
    return ":".join(found) if found and LOCAL.fullmatch(found[1]) else iri
