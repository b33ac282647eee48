"""A store as a file again, in any format: records by their names, then shared nodes, links, build, ontology."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pyoxigraph import NamedNode, Quad, Store

from kg.rdf import Triple, Writer

__all__ = ["export"]

_LARGE = 100_000
"""Triples."""
_LAST = ("shared", "links", "build", "ontology")


def export(store: Store, writer: Writer, *, ontology: bool) -> int:
    """Writes all graphs of a store, and gives the number of triples."""
    count = 0
    for graph in _ordered(store):
        if graph.endswith("/ontology") and not ontology:
            continue
        rows = _Counted(_triples(store, NamedNode(graph)))
        writer.triples(rows, graph=f"<{graph}>")
        count += rows.count
    writer.close()
    return count


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
