"""What is to be loaded: each graph of a file or a store with its triples, blank nodes given IRIs.

Of a file that kgbuild wrote the description beside it is loaded too, as a store holds it.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.rdf import format_of
from kg.store.folder.embedded import reading
from kg.store.query.description_file import description_beside
from kg.store.query.file_index import indexed_file
from kg.store.query.graph import graph_at, quads_of
from kg.store.query.skolem import Numbered, renamed

__all__ = ["DEFAULT", "UploadDataset", "open_dataset", "open_study"]

DEFAULT = ""
"""The name of the default graph."""

_LARGE = 50_000_000
"""Files of more bytes are put on disk, not into memory."""
_GENID = "https://w3id.org/kgbuild/.well-known/genid/"


class UploadDataset(NamedTuple):
    """The graphs of a source, in the order of their names."""

    store: Store

    def graphs(self) -> list[str]:
        """The terms of the graphs; `DEFAULT` first, if it holds anything."""
        named = sorted(str(graph) for graph in self.store.named_graphs())
        default = next(self.store.quads_for_pattern(None, None, None, DefaultGraph()), None)
        return [*([DEFAULT] if default is not None else []), *named]

    def lines(self, graph: str) -> Iterator[str]:
        """The triples of a graph, each as N-Triples without the full stop."""
        name = DefaultGraph() if graph == DEFAULT else NamedNode(graph[1:-1])
        for quad in self.store.quads_for_pattern(None, None, None, name):
            yield f"{quad.subject} {quad.predicate} {quad.object}"


@contextmanager
def open_dataset(path: str, *, wait: float = 0) -> Iterator[UploadDataset]:
    """The dataset of an RDF file, of the store in a folder, or of the run that wrote a folder."""
    graph = graph_at(path)
    if Path(graph).is_dir():
        with reading(graph, wait=wait) as store:
            yield UploadDataset(store)
    elif Path(graph).exists() and Path(graph).stat().st_size > _LARGE:
        with tempfile.TemporaryDirectory(prefix="kgbuild-") as folder:
            yield UploadDataset(_filled(Store(folder), graph))
    else:
        yield UploadDataset(_filled(Store(), graph))


@contextmanager
def open_study(path: str, study: str) -> Iterator[Store]:
    """What a graph says of the study that has that id or had it, at least; of a file with an index no more is read."""
    graph = graph_at(path)
    file = None if Path(graph).is_dir() else indexed_file(graph)
    found = file.about(study) if file else None
    if found is None:
        with open_dataset(graph) as dataset:
            yield dataset.store
    else:
        store = Store()
        store.bulk_extend(found)
        yield store


def _filled(store: Store, path: str) -> Store:
    store.bulk_extend(_skolemised(path))
    store.bulk_extend(_described(path))
    return store


def _described(path: str) -> Iterator[Quad]:
    """The quads of the description beside a file, in the graph that it has in a store, or in that of a file without."""
    found = description_beside(path)
    if found is None or found.mint is None:
        return
    named = format_of(path).named_graphs
    graph = NamedNode(found.mint.absolute(found.mint.graph("build"))) if named else DefaultGraph()
    for quad in quads_of(found.path):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _skolemised(path: str) -> Iterator[Quad]:
    """Labels of blank nodes hold for one request alone; as IRIs (RDF 1.1, 3.5) they survive being sent in parts.

    The IRIs depend on the bytes of the file alone, so that what is sent again means the same nodes.
    """
    return renamed(quads_of(path), Numbered(lambda: f"{_GENID}{_digest(path)}/"))


def _digest(path: str) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:20]
