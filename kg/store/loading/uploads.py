"""Cuts a dataset into units: the requests that put some triples into a store, and may be sent again without harm."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.batches import batched
from kg.errors import UsageError

from .presets import Addresses, Preset, Strategy, addresses
from .upload_dataset import DEFAULT, UploadDataset

__all__ = ["StoreRequest", "Unit", "UploadRequest", "removal", "units", "upload_request"]


class UploadRequest(NamedTuple):
    """How a store is to be loaded."""

    preset: Preset
    addresses: Addresses
    replace: bool
    """Whether what a graph held before goes; else triples are added."""
    one_graph: str | None = None
    """The term of the graph that takes the union of all graphs."""


class StoreRequest(NamedTuple):
    """One request."""

    method: str
    address: str
    media_type: str
    body: bytes


class Unit(NamedTuple):
    """Requests that belong together, and what they carry."""

    parts: tuple[StoreRequest, ...]
    counts: tuple[tuple[str, int], ...]
    """Each graph with its triples."""

    @property
    def triples(self) -> int:
        """How many triples it carries."""
        return sum(count for _, count in self.counts)

    @property
    def graphs(self) -> tuple[str, ...]:
        """The graphs that it adds to."""
        return tuple(graph for graph, _ in self.counts)

    @property
    def digest(self) -> str:
        """Tells a unit that was sent from one that differs."""
        digest = hashlib.sha256()
        for part in self.parts:
            digest.update(f"{part.method} {part.address}\n".encode())
            digest.update(part.body)
        return digest.hexdigest()


class _Chunk(NamedTuple):
    graph: str
    lines: list[str]
    first: bool


def units(dataset: UploadDataset, requested: UploadRequest) -> Iterator[Unit]:
    """The units of a dataset, in order. None is a PUT to a bare graph store: that would empty the whole store."""
    chunks = _chunks(dataset, requested)
    match requested.preset.strategy:
        case Strategy.GRAPHS:
            yield from (_graph_unit(chunk, requested) for chunk in chunks)
        case Strategy.QUADS:
            yield from (_quads_unit(group, requested) for group in _groups(chunks, requested.preset.batch))
        case Strategy.UPDATE:
            yield from (_update_unit(group, requested) for group in _groups(chunks, requested.preset.batch))


def removal(graphs: Sequence[str], requested: UploadRequest) -> Unit:
    """What takes named graphs away."""
    if requested.preset.strategy is Strategy.GRAPHS:
        return Unit(tuple([StoreRequest("DELETE", requested.addresses.of_graph(each), "", b"") for each in graphs]), ())
    return Unit((_dropping(graphs, requested),), ())


def _chunks(dataset: UploadDataset, requested: UploadRequest) -> Iterator[_Chunk]:
    graphs = dataset.graphs()
    if requested.one_graph:
        lines = (line for graph in graphs for line in dataset.lines(graph))
        yield from _cut(requested.one_graph, _distinct(lines), requested.preset.batch)
        return
    for graph in graphs:
        if graph == DEFAULT and not requested.preset.default_graph:
            raise UsageError("the file has triples outside named graphs, and this store no place for them: --one-graph")
        yield from _cut(graph, dataset.lines(graph), requested.preset.batch)


def _distinct(lines: Iterable[str]) -> Iterator[str]:
    """Each line once; of each 16 bytes are kept."""
    seen: set[bytes] = set()
    for line in lines:
        digest = hashlib.blake2b(line.encode(), digest_size=16).digest()
        if digest not in seen:
            seen.add(digest)
            yield line


def _cut(graph: str, lines: Iterable[str], size: int) -> Iterator[_Chunk]:
    for place, chunk in enumerate(batched(lines, size)):
        yield _Chunk(graph, chunk, place == 0)


def _groups(chunks: Iterable[_Chunk], size: int) -> Iterator[list[_Chunk]]:
    """Chunks together, as many as a request may carry; a graph of several chunks never shares a request."""
    group: list[_Chunk] = []
    held = 0
    for chunk in chunks:
        if group and (held + len(chunk.lines) > size or not chunk.first):
            yield group
            group, held = [], 0
        group.append(chunk)
        held += len(chunk.lines)
    if group:
        yield group


def _graph_unit(chunk: _Chunk, requested: UploadRequest) -> Unit:
    method = "PUT" if chunk.first and requested.replace else "POST"
    body = _text(f"{line} ." for line in chunk.lines)
    return Unit(
        (StoreRequest(method, requested.addresses.of_graph(chunk.graph), "application/n-triples", body),),
        _counts([chunk]),
    )


def _quads_unit(group: list[_Chunk], requested: UploadRequest) -> Unit:
    body = _text(f"{line} {chunk.graph} ." for chunk in group for line in chunk.lines)
    parts = [StoreRequest("POST", requested.addresses.store or "", "application/n-quads", body)]
    if emptied := [chunk.graph for chunk in group if chunk.first and requested.replace]:
        parts.insert(0, _dropping(emptied, requested))
    return Unit(tuple(parts), _counts(group))


def _update_unit(group: list[_Chunk], requested: UploadRequest) -> Unit:
    operations: list[str] = []
    for chunk in group:
        if chunk.first and requested.replace:
            operations.append(_drop(chunk.graph))
        rows = "\n".join(f"{line} ." for line in chunk.lines)
        operations.append(
            f"INSERT DATA {{\n{rows}\n}}"
            if chunk.graph == DEFAULT
            else f"INSERT DATA {{ GRAPH {chunk.graph} {{\n{rows}\n}} }}"
        )
    body = ";\n".join(operations).encode()
    part = StoreRequest("POST", requested.addresses.update or "", "application/sparql-update", body)
    return Unit((part,), _counts(group))


def _counts(group: list[_Chunk]) -> tuple[tuple[str, int], ...]:
    return tuple((chunk.graph, len(chunk.lines)) for chunk in group)


def _dropping(graphs: Sequence[str], requested: UploadRequest) -> StoreRequest:
    drops = ";\n".join(map(_drop, graphs)).encode()
    return StoreRequest("POST", requested.addresses.update or "", "application/sparql-update", drops)


def _drop(graph: str) -> str:
    # CLEAR of a graph that is not there is an error 500 in Oxigraph.
    return "DROP SILENT DEFAULT" if graph == DEFAULT else f"DROP SILENT GRAPH {graph}"


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def upload_request(
    preset: str, to: str, *, query: str | None, update: str | None, replace: bool, one_graph: str | None
) -> UploadRequest:
    """How to load, from names and addresses; raises UsageError for one that does not fit."""
    known, places = addresses(preset, to, query=query, update=update)
    graph = None
    if one_graph is not None:
        try:
            graph = str(NamedNode(one_graph))
        except ValueError:
            raise UsageError(f"--one-graph takes an absolute IRI, not {one_graph!r}") from None
    return UploadRequest(known, places, replace, graph)
