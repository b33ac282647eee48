"""A store as a file again, in any format: records by their names, then shared nodes, links, build, ontology."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from kg.rdf import Triple, Writer

__all__ = ["export"]

_LAST = ("shared", "links", "build", "ontology")


def export(store: Store, writer: Writer, *, ontology: bool) -> int:
    """Writes all graphs of a store, and gives the number of triples."""
    count = 0
    for graph in _ordered(store):
        if graph.endswith("/ontology") and not ontology:
            continue
        rows = list(_triples(store, graph))
        writer.triples(rows, graph=f"<{graph}>")
        count += len(rows)
    writer.close()
    return count


def _ordered(store: Store) -> list[str]:
    names = [graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    return sorted(names, key=lambda name: (_rank(name), name))


def _rank(name: str) -> int:
    head, _, last = name.rpartition("/")
    return _LAST.index(last) if head.endswith("graph") and last in _LAST else -1


def _triples(store: Store, graph: str) -> Iterator[Triple]:
    """The triples of a graph, in a fixed order, subject by subject."""
    quads = store.quads_for_pattern(None, None, None, NamedNode(graph))
    yield from sorted((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
