"""A store as a file again, in any format: records by their names, then shared nodes, links, build, ontology."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, Store

from kg.iris import Minter
from kg.rdf import Triple, Writer
from kg.rdf.void import in_graph

__all__ = ["Exported", "export"]

_LARGE = 100_000
"""Triples."""
_LAST = ("shared", "links", "build", "ontology")


class Exported(NamedTuple):
    """What became of a store."""

    triples: int
    """Those of the description are not counted, as it does not count itself."""
    description: list[Triple]
    """All that the store says of itself; the file holds a part of it."""


def export(store: Store, writer: Writer, *, ontology: bool) -> Exported:
    """Writes all graphs of a store."""
    count = 0
    description: list[Triple] = []
    for graph in _ordered(store):
        if graph.endswith("/ontology") and not ontology:
            continue
        if _rank(graph) == _LAST.index("build"):
            description = list(_triples(store, NamedNode(graph)))
            mint = Minter(graph.removesuffix("graph/build"))
            writer.triples(in_graph(description, mint=mint), graph=f"<{graph}>")
            continue
        rows = _Counted(_triples(store, NamedNode(graph)))
        writer.triples(rows, graph=f"<{graph}>")
        count += rows.count
    writer.close()
    return Exported(count, description)


class _Counted:
    """Triples that are counted as they pass."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.count = 0
        self._triples = triples

    def __iter__(self) -> Iterator[Triple]:
        for self.count, triple in enumerate(self._triples, 1):  # noqa: B020
            yield triple


def _ordered(store: Store) -> list[str]:
    names = [graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    return sorted(names, key=lambda name: (_rank(name), name))


def _rank(name: str) -> int:
    head, _, last = name.rpartition("/")
    return _LAST.index(last) if head.endswith("graph") and last in _LAST else -1


def _triples(store: Store, graph: NamedNode) -> Iterator[Triple]:
    """The triples of a graph, in a fixed order; of a large one only the subjects are held at once."""
    quads = store.quads_for_pattern(None, None, None, graph)
    first = list(islice(quads, _LARGE))
    if len(first) < _LARGE:
        yield from _sorted(first)
        return
    subjects = {quad.subject for quad in chain(first, quads)}
    for subject in sorted(subjects, key=str):
        yield from _sorted(store.quads_for_pattern(subject, None, None, graph))


def _sorted(quads: Iterable[Quad]) -> list[Triple]:
    return sorted((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
