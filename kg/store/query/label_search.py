"""Search by label: the nodes whose label holds all words, those first that are called just so.

Files are read as a stream and not held. Of N-Quads and N-Triples only the lines that state a label are parsed. A store
or an endpoint is asked by SPARQL. Letters count alike in all of these whether large or small. How else a word may be
spelled is the caller's: a function gives its pattern, a regular expression in the syntax of both Python and SPARQL.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.errors import FileError
from kg.iris import normal_form
from kg.rdf import Format, format_of
from kg.rdf.labels import shipped_labels
from kg.rdf.terms import RDF_TYPE, literal, literal_parts

from .answers import Answer
from .graph import quads_of
from .session import Limits

__all__ = ["FoundNode", "Holding", "labels_in_file", "labels_in_store", "ranked"]

_NO_LABEL = frozenset({"<https://w3id.org/sssom/subject_label>"})
"""The label property of matches, which are called as the nodes that they are of."""
_STUDY = re.compile(r"[/#](?:study|record/[^/]+)/([^/]+)")
_WHOLE = re.compile(r"[/#]study/[^/]+\Z")
_LINES = {Format.NQUADS: pyoxigraph.RdfFormat.N_QUADS, Format.NTRIPLES: pyoxigraph.RdfFormat.N_TRIPLES}
_LIMITS = Limits(rows=1_000_000)
_ASKED = """
SELECT ?node ?label ?class {{
  VALUES ?property {{ {properties} }}
  ?node ?property ?label . FILTER ({conditions})
  OPTIONAL {{ ?node a ?class }}
}}
"""


class Holding(StrEnum):
    """How a label holds the words, the closest first."""

    EXACT = "exact"
    PREFIX = "prefix"
    CONTAINS = "contains"


class FoundNode(NamedTuple):
    """A node, and how its label holds the words."""

    label: str
    iri: str
    classes: tuple[str, ...]
    """Their IRIs, sorted."""
    study: str | None
    """The id of the study that the node is, or is a part of."""
    holding: Holding

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a study or of its record."""
        return self.study is not None and not _WHOLE.search(self.iri)


class _Asked(Protocol):
    def query(self, text: str, *, limits: Limits | None = None) -> Answer: ...


class _Label(NamedTuple):
    """A label and a class of a node, as N-Triples writes them; either may be empty."""

    node: str
    label: str
    of_class: str


def labels_in_file(path: str) -> Iterator[_Label]:
    """Labels and classes of the nodes of a file, in their order; raises FileError for one that cannot be read."""
    form = format_of(path)
    yield from _of_lines(path, _LINES[form]) if form in _LINES else _of_quads(quads_of(path))


def labels_in_store(store: _Asked, words: Sequence[str], *, spelled: Callable[[str], str]) -> Iterator[_Label]:
    """Labels that hold all words, and the classes of their nodes; `spelled` gives the pattern of a word."""
    conditions = (f"REGEX(LCASE(STR(?label)), {literal(spelled(word.lower()))})" for word in words)
    text = _ASKED.format(properties=" ".join(sorted(_properties())), conditions=" && ".join(conditions))
    for node, label, of_class in store.query(text, limits=_LIMITS).rows:
        if node and label:
            yield _Label(node, label, of_class or "")


def ranked(
    labels: Iterable[_Label], words: Sequence[str], *, spelled: Callable[[str], str], of_class: str | None = None
) -> list[FoundNode]:
    """The nodes whose label holds all words, the closest first, parts of studies last, then by length.

    `spelled` gives the pattern of a word, `of_class` is the name or the IRI of a class.
    """
    wanted = _Wanted([spelled(each) for word in words for each in normal_form(word).split()])
    found: dict[str, dict[str, None]] = {}
    classes: dict[str, set[str]] = {}
    last, types = "", set[str]()
    for node, label, class_term in labels:
        if node != last:
            last, types = node, set[str]()
        if class_term:
            classes.get(node, types).add(class_term)
        if label and wanted.holding(text := literal_parts(label)[0]):
            found.setdefault(node, {})[text] = None
            types = classes.setdefault(node, types)
    nodes = [_found(node, texts, classes[node], wanted) for node, texts in found.items() if node[0] == "<"]
    order = list(Holding)
    nodes.sort(key=lambda each: (order.index(each.holding), each.is_part, len(each.label), each.label, each.iri))
    return [each for each in nodes if of_class is None or any(_is_called(name, of_class) for name in each.classes)]


def _found(node: str, texts: Iterable[str], classes: Iterable[str], wanted: "_Wanted") -> FoundNode:
    """A node by the label that holds the words closest."""
    order = list(Holding)
    best = min((order.index(held), len(text), text) for text in texts if (held := wanted.holding(text)))
    inside = _STUDY.search(node[1:-1])
    study = unquote(inside[1]) if inside else None
    return FoundNode(best[2], node[1:-1], tuple(sorted(each[1:-1] for each in classes)), study, order[best[0]])


class _Wanted:
    """The words that are looked for, by their patterns."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._words = [re.compile(each) for each in patterns]
        self._phrase = re.compile(" ".join(patterns))

    def holding(self, label: str) -> Holding | None:
        """How a label holds the words; None where it does not hold them all."""
        text = normal_form(label)
        if self._phrase.fullmatch(text):
            return Holding.EXACT
        if self._phrase.match(text):
            return Holding.PREFIX
        return Holding.CONTAINS if all(word.search(text) for word in self._words) else None


def _is_called(iri: str, name: str) -> bool:
    """Whether a class has that IRI, or that name in its vocabulary, with or without prefix."""
    local = re.split(r"[/#]", iri)[-1]
    return name == iri or local.casefold() == name.rpartition(":")[2].casefold()


@cache
def _properties() -> frozenset[str]:
    return frozenset(shipped_labels().of_any) - _NO_LABEL


def _of_quads(quads: Iterable[pyoxigraph.Quad]) -> Iterator[_Label]:
    for quad in quads:
        predicate = str(quad.predicate)
        if predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
            yield _Label(str(quad.subject), "", str(quad.object))
        elif predicate in _properties() and isinstance(quad.object, Literal):
            yield _Label(str(quad.subject), str(quad.object), "")


def _of_lines(path: str, form: pyoxigraph.RdfFormat) -> Iterator[_Label]:
    read = {each.encode() for each in (*_properties(), RDF_TYPE)}
    try:
        with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as stream:
            for line in cast(BinaryIO, stream):
                fields = line.split(None, 2)
                if fields and (b"><" in fields[0] or (fields[1:2] and fields[1] in read)):
                    yield from _of_quads(pyoxigraph.parse(line, format=form))
    except EOFError as error:
        raise FileError(f"cannot read {path}: the compressed file is cut short") from error
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise FileError(f"{path} is no valid {form.name}: {error}") from error
