"""RDF of any origin -> quads, with the prefixes and the base that it declares; its blank nodes keep their labels."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

import msgspec
import pyoxigraph

from kg.errors import FileError, UsageError
from kg.packings import PACKED_EXTENSIONS, without_packing

from .formats import Format, format_of, hint_on
from .nesting import check_nesting
from .parsing import parse_objects
from .terms import Quad

__all__ = ["BlankNodes", "Declared", "Syntax", "read_quads", "syntax_of"]


class SyntaxInfo(NamedTuple):
    """How a syntax is called, by which extensions it is known, and which parser reads it."""

    title: str
    extensions: tuple[str, ...]
    parser: pyoxigraph.RdfFormat


class Syntax(Enum):
    """A syntax that is read; only `convert` writes the first."""

    RDF_XML = SyntaxInfo("RDF/XML", ("rdf", "owl", "xml"), pyoxigraph.RdfFormat.RDF_XML)
    N3 = SyntaxInfo("N3", ("n3",), pyoxigraph.RdfFormat.N3)


_BY_EXTENSION = {extension: syntax for syntax in Syntax for extension in syntax.value.extensions}
_OXIGRAPH = {
    Format.TURTLE: pyoxigraph.RdfFormat.TURTLE,
    Format.TRIG: pyoxigraph.RdfFormat.TRIG,
    Format.NTRIPLES: pyoxigraph.RdfFormat.N_TRIPLES,
    Format.NQUADS: pyoxigraph.RdfFormat.N_QUADS,
}
_RANDOM = re.compile(r"[0-9a-f]{24,32}")
"""The label that pyoxigraph gives to a blank node without one: 32 hexadecimal digits, without leading zeros."""


class Declared:
    """The prefixes and the base that files declare, for the graph that is written from them."""

    def __init__(self) -> None:
        self.prefixes: dict[str, str] = {}
        self.base: str | None = None
        """The first base that can stand at the head of a Turtle file of ours."""

    def add(self, prefixes: Mapping[str, str], base: str | None) -> None:
        """Takes note of what one file declares; of one prefix or namespace the first file decides."""
        for name, namespace in prefixes.items():
            if namespace not in self.prefixes.values():
                self.prefixes.setdefault(name, namespace)
        if self.base is None and base and base[-1] in "/#":
            self.base = base


class BlankNodes:
    """Labels of blank nodes, one label for one node of one file.

    A label stays, unless a node of an earlier file has it. A node without a label is numbered in the order of reading,
    so that the same files give the same labels.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._labels: dict[str, str] = {}
        self._number = 0

    def new_file(self) -> None:
        """From here on a label stands for a node of the next file."""
        self._labels = {}

    def term(self, label: str) -> str:
        """The term of a node by the label that the parser gives it."""
        found = self._labels.get(label)
        if found is None:
            found = self._numbered() if _RANDOM.fullmatch(label) else self._free(label)
            self._taken.add(found)
            self._labels[label] = found
        return f"_:{found}"

    def _numbered(self) -> str:
        while (name := f"b{self._number}") in self._taken:
            self._number += 1
        return name

    def _free(self, label: str) -> str:
        name, number = label, 1
        while name in self._taken:
            number += 1
            name = f"{label}-{number}"
        return name


def syntax_of(name: str) -> Format | Syntax:
    """The syntax of a file name (`data.owl.gz`) or a bare extension; raises UsageError that lists the known ones."""
    extension = without_packing(name.lower()).rpartition(".")[2]
    if extension == "json":
        return Format.JSONLD
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    try:
        return format_of(name)
    except UsageError as error:
        known = " ".join(f".{each}" for each in (*(form.value.extension for form in Format), *_BY_EXTENSION, "json"))
        packed = " ".join(PACKED_EXTENSIONS)
        raise UsageError(
            f"unknown RDF format {name!r}; known are {known}, any of them with {packed}{hint_on(name)}"
        ) from error


def read_quads(
    content: bytes,
    syntax: Format | Syntax,
    *,
    name: str,
    definitions: Any,
    base: str | None,
    nodes: BlankNodes,
    declared: Declared,
) -> Iterator[Quad]:
    """The quads of one file in its order, the fourth term empty in the default graph.

    Raises FileError, and says where, if the file is not valid. What it declares is in `declared` after the last quad.
    """
    nodes.new_file()
    for quad in _objects(content, syntax, name, definitions, base, declared):
        if isinstance(quad.object, pyoxigraph.Triple):
            raise FileError(f"{name} holds a triple term of RDF 1.2, which kgbuild does not know: {quad}")
        graph = quad.graph_name
        yield (
            _term(quad.subject, nodes),
            _term(quad.predicate, nodes),
            _term(quad.object, nodes),
            "" if isinstance(graph, pyoxigraph.DefaultGraph) else _term(graph, nodes),
        )


def _term(term: object, nodes: BlankNodes) -> str:
    return nodes.term(term.value) if isinstance(term, pyoxigraph.BlankNode) else str(term)


def _objects(
    content: bytes, syntax: Format | Syntax, name: str, definitions: Any, base: str | None, declared: Declared
) -> Iterator[pyoxigraph.Quad]:
    if isinstance(syntax, Format) and syntax not in _OXIGRAPH:
        yield from parse_objects(content, syntax, name=name, definitions=definitions, base=base)
        declared.add(*_declared_in_json(content.partition(b"\n")[0] if syntax is Format.JSONLINES else content))
        return
    try:
        check_nesting(content)
    except ValueError as error:
        raise FileError(f"{name} is no valid {syntax.value.title}: {error}") from error
    parser = pyoxigraph.parse(
        content, syntax.value.parser if isinstance(syntax, Syntax) else _OXIGRAPH[syntax], base_iri=base
    )
    try:
        yield from parser
    except (SyntaxError, ValueError) as error:
        raise FileError(f"{name} is no valid {syntax.value.title}: {error}") from error
    declared.add(parser.prefixes, parser.base_iri if parser.base_iri != base else None)


def _declared_in_json(content: bytes) -> tuple[dict[str, str], str | None]:
    """Prefixes and base of the contexts that stand in a JSON-LD document itself."""
    document = msgspec.json.decode(content) if content.strip() else None
    said = document.get("@context") if isinstance(document, dict) else None
    contexts = [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, dict)]
    prefixes = {
        name: value
        for context in contexts
        for name, value in context.items()
        if isinstance(value, str) and value[-1:] in ("#", "/") and ":" in value and name[:1] != "@"
    }
    bases = [context["@base"] for context in contexts if isinstance(context.get("@base"), str)]
    return prefixes, bases[-1] if bases else None
