"""What is to be loaded: each graph of a file or a store with its triples, blank nodes given IRIs."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from kg.rdf import format_of, parse_objects, shipped_definitions

from .embedded import is_store, reading
from .graph import load, read_file

__all__ = ["DEFAULT", "Cargo", "open_cargo"]

DEFAULT = ""
"""The name of the default graph."""

_LARGE = 50_000_000
"""Files of more bytes are put on disk, not into memory."""
_GENID = "https://w3id.org/kgbuild/.well-known/genid/"


class Cargo(NamedTuple):
    """The graphs of a source, in the order of their names."""

    store: Store

    def graphs(self) -> list[str]:
        """The terms of the graphs; `DEFAULT` first, if it holds anything."""
        named = sorted(str(graph) for graph in self.store.named_graphs())
        default = next(self.store.quads_for_pattern(None, None, None, DefaultGraph()), None)
        return [*([DEFAULT] if default is not None else []), *named]

    def lines(self, graph: str) -> Iterator[str]:
        """The triples of a graph, each as N-Triples without the full stop.

        Labels of blank nodes hold for one request alone; as IRIs (RDF 1.1, 3.5) they survive being sent in parts.
        """
        name = DefaultGraph() if graph == DEFAULT else _node(graph)
        for quad in self.store.quads_for_pattern(None, None, None, name):
            yield f"{_skolem(quad.subject)} {quad.predicate} {_skolem(quad.object)}"


@contextmanager
def open_cargo(path: str, *, wait: float = 0) -> Iterator[Cargo]:
    """The cargo of an RDF file, or of the store in a folder."""
    if is_store(path) or Path(path).is_dir():
        with reading(path, wait=wait) as store:
            yield Cargo(store)
    elif Path(path).exists() and Path(path).stat().st_size > _LARGE:
        with tempfile.TemporaryDirectory(prefix="kgbuild-") as folder:
            yield Cargo(_on_disk(path, folder))
    else:
        yield Cargo(load([path]))


def _on_disk(path: str, folder: str) -> Store:
    store = pyoxigraph.Store(folder)
    store.bulk_extend(
        parse_objects(read_file(path), format_of(path), name=path, definitions=shipped_definitions(), base=None)
    )
    return store


def _node(term: str) -> NamedNode | BlankNode:
    return NamedNode(term[1:-1]) if term[0] == "<" else BlankNode(term[2:])


def _skolem(term: object) -> str:
    return f"<{_GENID}{term.value}>" if isinstance(term, BlankNode) else str(term)
