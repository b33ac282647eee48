"""Quads of any origin, ours or not, in any format: each statement once, in the order in which it came."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

import msgspec

from kg.prefixes import Prefixes

from .context import Context
from .formats import Format
from .terms import RDF_TYPE, XSD, Quad, Triple, literal_parts
from .turtle import TurtleText

__all__ = ["Dataset", "write_dataset", "write_lines"]

_IRI = re.compile(r"<([^<>\"]*)>")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~%-]*")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_SAFE_INTEGER = 2**53
"""From here on JSON numbers are not exact everywhere (RFC 8259, section 6)."""
_ON_ONE_LINE = 8
_RELATIVE = re.compile(r"(?!\.{1,2}(?:/|$))[^/?#:]+(?:/(?!\.{1,2}(?:/|$))[^/?#]*)*")
"""What may follow the base of a relative IRI so that it resolves to the same IRI: a plain path (RFC 3986, 4.2)."""


class Dataset:
    """Statements held in memory, grouped by graph and subject in the order of their first appearance."""

    def __init__(self, quads: Iterable[Quad], *, named_graphs: bool) -> None:
        self.graphs: dict[str, dict[str, dict[str, dict[str, None]]]] = {"": {}}
        """Graph, then subject, then predicate -> terms; the graph without name is `""`."""
        for subject, predicate, term, graph in quads:
            subjects = self.graphs.setdefault(graph if named_graphs else "", {})
            subjects.setdefault(subject, {}).setdefault(predicate, {})[term] = None

    def triples(self, graph: str) -> Iterator[Triple]:
        """The triples of one graph, subject by subject."""
        for subject, properties in self.graphs[graph].items():
            for predicate, terms in properties.items():
                yield from ((subject, predicate, term) for term in terms)

    def iris(self) -> Iterator[str]:
        """Every IRI, those of datatypes and graphs too; with repeats."""
        for graph in self.graphs:
            for row in ((graph,), *self.triples(graph)):
                for term in row:
                    yield from _IRI.findall(term if term[:1] == "<" else term.rpartition('"')[2])


def write_lines(quads: Iterable[Quad], stream: BinaryIO, *, named_graphs: bool) -> int:
    """Writes N-Quads or N-Triples as the quads come, and gives their number.

    Of each statement 16 bytes are kept, to know it again.
    """
    seen: set[bytes] = set()
    for subject, predicate, term, graph in quads:
        name = f" {graph}" if graph and named_graphs else ""
        line = f"{subject} {predicate} {term}{name} .\n".encode()
        key = hashlib.blake2b(line, digest_size=16).digest()
        if key not in seen:
            seen.add(key)
            stream.write(line)
    return len(seen)


def write_dataset(dataset: Dataset, stream: BinaryIO, form: Format, *, prefixes: Mapping[str, str], base: str) -> int:
    """Writes Turtle, TriG, JSON-LD or JSON lines, and gives the number of statements.

    Of the prefixes those that are used are declared; `base` likewise, in Turtle and TriG.
    """
    blocks = (
        _json(dataset, form, prefixes)
        if form in (Format.JSONLD, Format.JSONLINES)
        else _turtle(dataset, prefixes, base)
    )
    for block in blocks:
        stream.write(block.encode())
    return sum(1 for graph in dataset.graphs for _ in dataset.triples(graph))


class _AnyTurtle(TurtleText):
    """Turtle that notes which prefixes it uses, and shortens an IRI by the base only where that is sound."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        super().__init__(Context({}, Prefixes(prefixes)), base)
        self._short = {}
        self.used: set[str] = set()
        self.base_used = False

    def term(self, term: str) -> str:
        """A term in its shortest form; `a` is not among these, since it stands for rdf:type as a predicate alone."""
        if term[0] != "<":
            return super().term(term)
        if (found := self._short.get(term)) is None:
            found = self._short[term] = self._prefixed(term[1:-1]) or self._below_base(term) or term
        return found

    def _below_base(self, term: str) -> str | None:
        if not term.startswith(self._relative, 1):
            return None
        rest = term[1 + len(self._relative) : -1]
        if rest[:1] != "#" if self._base.endswith("#") else not _RELATIVE.fullmatch(rest):
            return None
        self.base_used = True
        return f"<{rest}>"

    def subjects(self, triples: Iterable[Triple], *, indent: str = "") -> Iterator[str]:
        """One block of text for each subject; of many objects each has a line."""
        for subject, rows in groupby(triples, key=lambda row: row[0]):
            by_predicate: dict[str, list[str]] = {RDF_TYPE: []}
            for _, predicate, term in rows:
                by_predicate.setdefault(predicate, []).append(self.term(term))
            said = [self._said(predicate, terms, indent) for predicate, terms in by_predicate.items() if terms]
            yield f"\n{indent}{self.term(subject)} {f' ;{chr(10)}{indent}  '.join(said)} .\n"

    def _said(self, predicate: str, terms: list[str], indent: str) -> str:
        between = ", " if len(terms) <= _ON_ONE_LINE else f",\n{indent}    "
        return f"{'a' if predicate == RDF_TYPE else self.term(predicate)} {between.join(terms)}"

    def header(self) -> str:
        """The base and the prefixes, as far as they were used."""
        base = f"@base <{self._base}> .\n" if self.base_used else ""
        return base + "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self.used))

    def _prefixed(self, iri: str) -> str | None:
        short = super()._prefixed(iri)
        if short:
            self.used.add(short.partition(":")[0])
        return short


def _turtle(dataset: Dataset, prefixes: Mapping[str, str], base: str) -> Iterator[str]:
    text = _AnyTurtle(prefixes, base)
    body: list[str] = []
    for graph, subjects in dataset.graphs.items():
        if not graph:
            body += text.subjects(dataset.triples(graph))
        elif subjects:
            body += (f"\n{text.term(graph)} {{", *text.subjects(dataset.triples(graph), indent="  "), "}\n")
    yield text.header()
    yield from body


def _json(dataset: Dataset, form: Format, prefixes: Mapping[str, str]) -> Iterator[str]:
    compact = _Compact(prefixes, dataset.iris())
    nodes = [_node(subject, properties, compact) for subject, properties in dataset.graphs[""].items()]
    if form is Format.JSONLINES:
        for node in nodes:
            yield _encoded({"@context": compact.context, **node}) + "\n"
        return
    lines = ",\n".join(map(_encoded, nodes))
    yield f'{{"@context":{_encoded(compact.context)},\n"@graph":[\n{lines}\n]}}\n'


class _Compact:
    """IRIs in the short form of JSON-LD, under the prefixes that are used.

    A prefix that is also the scheme of some IRI of the data is left out: beside the prefix `geo`, `geo:48.2,16.3` would
    be read as another IRI.
    """

    def __init__(self, prefixes: Mapping[str, str], iris: Iterable[str]) -> None:
        schemes: set[str] = set()
        found: dict[str, str] = {}
        namespaces = {namespace: name for name, namespace in prefixes.items() if _LOCAL.fullmatch(name)}
        for iri in set(iris):
            schemes.add(iri.partition(":")[0])
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            if (name := namespaces.get(iri[:cut])) and _LOCAL.fullmatch(iri[cut:]):
                found[name] = iri[:cut]
        self.context = {name: found[name] for name in sorted(found) if name not in schemes and name != "_"}
        self._names = {namespace: name for name, namespace in self.context.items()}

    def __call__(self, term: str) -> str:
        """The short form of an IRI term; a blank node as it is."""
        if term[0] != "<":
            return term
        iri = term[1:-1]
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        name = self._names.get(iri[:cut])
        return f"{name}:{iri[cut:]}" if name and _LOCAL.fullmatch(iri[cut:]) else iri


def _node(subject: str, properties: Mapping[str, Iterable[str]], compact: _Compact) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": compact(subject)}
    for predicate, terms in properties.items():
        types = [compact(term) for term in terms if term[0] != '"'] if predicate == RDF_TYPE else []
        if types:
            node["@type"] = types
        values = [_value(term, compact) for term in terms if term[0] == '"' or predicate != RDF_TYPE]
        if values:
            node[compact(predicate)] = values if len(values) > 1 else values[0]
    return node


def _value(term: str, compact: _Compact) -> Any:
    if term[0] != '"':
        return {"@id": compact(term)}
    text, datatype, tag = literal_parts(term)
    if tag:
        language, _, direction = tag.partition("--")
        return {"@value": text, "@language": language} | ({"@direction": direction} if direction else {})
    if datatype is None:
        return text
    if datatype == f"{XSD}boolean" and text in ("true", "false"):
        return text == "true"
    if datatype == f"{XSD}integer" and _INTEGER.fullmatch(text) and abs(int(text)) < _SAFE_INTEGER:
        return int(text)
    return {"@value": text, "@type": compact(f"<{datatype}>")}


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
