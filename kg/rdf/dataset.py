"""Quads of any origin, ours or not, in any format: each statement once, in the order in which it came."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from kg.prefixes import Prefixes

from .context import Context
from .formats import Format
from .nodes import LOCAL
from .terms import Quad, Triple
from .turtle_text import TurtleText
from .writers import foreign_writer

__all__ = ["Dataset", "write_dataset", "write_lines"]

_IRI = re.compile(r"<([^<>\"]*)>")
_ON_ONE_LINE = 8
"""Objects of one property."""


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
    text = TurtleText(Prefixes(prefixes), base, objects=_ON_ONE_LINE)
    turtle = form in (Format.TURTLE, Format.TRIG)
    body = BytesIO() if turtle else stream  # which prefixes Turtle uses is known when all is written
    context = Context({}, Prefixes({}) if turtle else _used(prefixes, dataset.iris()))
    writer = foreign_writer(form, body, text, context)
    for graph in dataset.graphs:
        writer.triples(dataset.triples(graph), graph=graph)
    writer.close()
    if isinstance(body, BytesIO) and turtle:
        stream.write(text.used_header().encode())
        stream.write(body.getbuffer())
    return sum(1 for graph in dataset.graphs for _ in dataset.triples(graph))


def _used(prefixes: Mapping[str, str], iris: Iterable[str]) -> Prefixes:
    """The prefixes that JSON-LD can use for some of the IRIs.

    A prefix that is also the scheme of some IRI of the data is left out: beside the prefix `geo`, `geo:48.2,16.3` would
    be read as another IRI.
    """
    known = Prefixes({name: namespace for name, namespace in prefixes.items() if LOCAL.fullmatch(name)})
    schemes: set[str] = set()
    used: set[str] = set()
    for iri in set(iris):
        schemes.add(iri.partition(":")[0])
        if (found := known.split(iri)) and LOCAL.fullmatch(found[1]):
            used.add(found[0])
    return Prefixes({name: known[name] for name in sorted(used) if name not in schemes and name != "_"})
