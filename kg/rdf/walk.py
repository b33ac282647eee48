"""Document -> triples, by the compiled context alone."""

from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from typing import Any, NamedTuple

from .bounded_caches import Limited, Memory
from .context import Context, ContextTerm
from .terms import RDF_TYPE, XSD, Triple, json_string, literal

__all__ = ["Walk", "Walked"]

_TRUE, _FALSE = f'"true"^^<{XSD}boolean>', f'"false"^^<{XSD}boolean>'

_Encoder = Callable[[str], str]
_Node = Mapping[str, Any]
_Waiting = list[tuple[_Node, str, Triple | None]]
"""Nodes still to be walked: the node, its subject, and the triple that leads from it to the node that holds it."""


class Walked(NamedTuple):
    """The triples of one document: `owned` in document order, subject by subject, and `shared` likewise."""

    owned: list[Triple]
    shared: list[Triple]


class Walk:
    """Turns documents into triples under one base IRI. It remembers the terms of IRIs, codes and numbers."""

    def __init__(self, context: Context, base: str) -> None:
        self._base = base
        self._start = f"<{base}"
        self._known: Limited[str, tuple[_Node, list[Triple]]] = Limited()
        self._iris = Memory(self.iri)
        self._names: Memory[str, str] = Memory(lambda name: f"<{context.expand(name)}>")
        self._numbers: Memory[int, str] = Memory(lambda number: literal(str(number), f"{XSD}integer"))
        self._typed: Memory[tuple[str, str], str] = Memory(lambda value: literal(value[1], context.expand(value[0])))
        self._terms = {name: (f"<{term.predicate}>", self._encoder(term)) for name, term in context.terms.items()}
        self._reverse = frozenset(name for name, term in context.terms.items() if term.reverse)

    def __call__(self, document: _Node) -> Walked:
        """The triples of a document; a node is owned if its IRI is, or begins with, the study's or the record's."""
        walked = Walked([], [])
        root = self.iri(document["@id"])
        owners = (root,) if "record" not in document else (root, self.iri(document["record"]["@id"]))
        prefixes = tuple([f"{owner[:-1]}/" for owner in owners])
        waiting: _Waiting = [(document, root, None)]
        for node, subject, first in waiting:  # grows while it is walked: each node's triples stand together
            if subject.startswith(prefixes) or subject in owners:
                if first:
                    walked.owned.append(first)
                self._rows(node.items(), subject, walked.owned, waiting)
            else:
                self._shared(node, subject, walked.shared, waiting)
        return walked

    def iri(self, reference: str) -> str:
        """The term of a relative or absolute IRI."""
        if ":" in reference:
            return f"<{reference}>"
        return f"<{self._base}{reference[1:] if reference[0] == '#' else reference}>"

    def _shared(self, node: _Node, subject: str, rows: list[Triple], waiting: _Waiting) -> None:
        """Adds the triples of a shared node, from memory if it says the same as when it was last met."""
        known = self._known.get(subject)
        if known and known[0] == node:
            rows += known[1]
            return
        before, row = len(waiting), len(rows)
        self._rows(node.items(), subject, rows, waiting)
        if len(waiting) == before:  # no node stands whole in this one
            self._known.keep(subject, (dict(node), rows[row:]))

    def _rows(self, stated: Iterable[tuple[str, Any]], subject: str, rows: list[Triple], waiting: _Waiting) -> None:
        """Adds what is stated of a subject; written out in one loop, since a call costs as much as all the rest."""
        terms, start = self._terms, self._start
        for name, value in stated:
            kind = type(value)
            if kind is str:
                if name == "@id":
                    continue
                predicate, encode = terms[name]
                if encode:
                    rows.append((subject, predicate, encode(value)))
                else:
                    rows.append(
                        (subject, predicate, json_string(value).decode() if value.isprintable() else literal(value))
                    )
            elif kind is list:
                if name == "@type":
                    rows += [(subject, RDF_TYPE, self._names[each]) for each in value]
                else:
                    self._rows(zip(repeat(name), value), subject, rows, waiting)
            elif kind is int:
                rows.append((subject, terms[name][0], self._numbers[value]))
            elif kind is not dict:
                rows.append((subject, terms[name][0], _flag(value)))
            elif "@value" in value:
                rows.append((subject, terms[name][0], self._typed[value["@type"], value["@value"]]))
            else:
                iri = value["@id"]
                term = f"<{iri}>" if ":" in iri else f"{start}{iri}>" if iri[0] != "#" else self.iri(iri)
                if name in self._reverse:
                    waiting.append((value, term, (term, terms[name][0], subject)))
                    continue
                rows.append((subject, terms[name][0], term))
                if len(value) > 1:
                    waiting.append((value, term, None))

    def _encoder(self, term: ContextTerm) -> _Encoder | None:
        """What makes a term of a text; None for plain strings."""
        match term.datatype:
            case None:
                return None
            case "@id":
                return self._iris.__getitem__
            case "@vocab" if term.vocabulary:
                vocabulary = term.vocabulary
                codes: Memory[str, str] = Memory(lambda notation: f"<{vocabulary}{notation}>")
                return codes.__getitem__
            case "@vocab":
                return self._names.__getitem__
            case datatype:
                return lambda text: literal(text, datatype)


def _flag(value: object) -> str:
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    raise TypeError(f"a document holds no {type(value).__name__}: {value!r}")
