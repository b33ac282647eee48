"""Document -> triples, by the compiled context alone."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .context import Context, Term
from .terms import RDF_TYPE, XSD, Triple, literal

__all__ = ["Walk", "Walked"]

_INTEGER = f'"^^<{XSD}integer>'
_TRUE, _FALSE = f'"true"^^<{XSD}boolean>', f'"false"^^<{XSD}boolean>'

_Encoder = Callable[[str], str]


class Walked(NamedTuple):
    """The triples of one document: `owned` in document order, subject by subject, and `shared` likewise."""

    owned: list[Triple]
    shared: list[Triple]


class Walk:
    """Turns documents into triples under one base IRI."""

    def __init__(self, context: Context, base: str) -> None:
        self._base = base
        self._context = context
        self._terms = {name: (f"<{term.predicate}>", self._encoder(term)) for name, term in context.terms.items()}
        self._reverse = {name for name, term in context.terms.items() if term.reverse}
        self._types: dict[str, str] = {}

    def __call__(self, document: Mapping[str, Any]) -> Walked:
        """The triples of a document; a node is owned if its IRI is, or begins with, the study's or the record's."""
        walked = Walked([], [])
        root = document["@id"]
        owners = [root] if "record" not in document else [root, document["record"]["@id"]]
        prefixes = tuple(f"{owner}/" for owner in owners)
        nodes: list[tuple[Mapping[str, Any], Triple | None]] = [(document, None)]
        for node, first in nodes:  # grows while it is walked: each node's triples stand together
            iri = node["@id"]
            owned = iri in owners or iri.startswith(prefixes)
            rows = walked.owned if owned else walked.shared
            if first:
                rows.append(first)
            self._node(node, rows, nodes)
        return walked

    def iri(self, reference: str) -> str:
        """The term of a relative or absolute IRI."""
        if ":" in reference:
            return f"<{reference}>"
        return f"<{self._base}{reference[1:] if reference[0] == '#' else reference}>"

    def _node(
        self, node: Mapping[str, Any], rows: list[Triple], nodes: list[tuple[Mapping[str, Any], Triple | None]]
    ) -> None:
        subject = self.iri(node["@id"])
        for name, value in node.items():
            if name == "@id":
                continue
            if name == "@type":
                rows.extend((subject, RDF_TYPE, self._type(each)) for each in value)
                continue
            predicate, encode = self._terms[name]
            for each in value if type(value) is list else (value,):
                if type(each) is str:
                    rows.append((subject, predicate, encode(each)))
                elif type(each) is not dict:
                    rows.append((subject, predicate, _native(each)))
                elif "@value" in each:
                    rows.append((subject, predicate, self._typed(each)))
                elif name in self._reverse:
                    nodes.append((each, (self.iri(each["@id"]), predicate, subject)))
                else:
                    rows.append((subject, predicate, self.iri(each["@id"])))
                    if len(each) > 1:
                        nodes.append((each, None))

    def _typed(self, value: Mapping[str, Any]) -> str:
        return literal(value["@value"], self._context.expand(value["@type"]))

    def _type(self, name: str) -> str:
        found = self._types.get(name)
        if found is None:
            found = self._types[name] = f"<{self._context.expand(name)}>"
        return found

    def _encoder(self, term: Term) -> _Encoder:
        match term.datatype:
            case None:
                return literal
            case "@id":
                return self.iri
            case "@vocab" if term.vocabulary:
                vocabulary = term.vocabulary
                return lambda notation: f"<{vocabulary}{notation}>"
            case "@vocab":
                return lambda name: f"<{self._context.expand(name)}>"
            case datatype:
                return lambda text: literal(text, datatype)


def _native(value: object) -> str:
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, int):
        return f'"{value}{_INTEGER}'
    raise TypeError(f"a document holds no {type(value).__name__}: {value!r}")
