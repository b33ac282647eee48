"""From the parts of a run into a store: the triples of each record, and what it says of shared nodes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from kg.rdf import Quad, Told, Triple
from kg.store import StoredRun, StoreWriter, is_store, store_writer

from .precedence import leads
from .request import Request

__all__ = ["SharedStatementsFile", "feed_records", "feed_rest", "into_store", "open_shared_statements"]

_SAID = "said.nq"

_by_graph = itemgetter(3)


class SharedStatementsFile:
    """Writes what records say of shared nodes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def rendered(self, told: Told) -> bytes:
        """What one record says of shared nodes, as `write` writes it."""
        return b"".join([line + told.end for line in told.shared_lines()])

    def write(self, record: bytes) -> None:
        """Writes what was rendered."""
        self._stream.write(record)


@contextmanager
def open_shared_statements(folder: Path) -> Iterator[SharedStatementsFile]:
    """What the records of a batch say, beside its other parts."""
    with (folder / _SAID).open("wb") as stream:
        yield SharedStatementsFile(stream)


def feed_records(store: StoreWriter, batch: Path, part: str) -> None:
    """Puts the records of a batch into a store; `part` is the file of its N-Quads."""
    with (batch / part).open("rb") as owned, (batch / _SAID).open("rb") as said:
        shared_statements = groupby(_quads(said), key=_by_graph)
        ahead = next(shared_statements, None)
        for graph, rows in groupby(_quads(owned), key=_by_graph):
            statements: list[Triple] = []
            if ahead and ahead[0] == graph:
                statements = _triples(ahead[1])
                ahead = next(shared_statements, None)
            store.put(graph, _triples(rows), statements)


def feed_rest(store: StoreWriter, parts: Sequence[Path]) -> None:
    """Puts the graphs that are no record's into a store, part by part."""
    for part in parts:
        with part.open("rb") as stream:
            for graph, rows in groupby(_quads(stream), key=_by_graph):
                store.triples(_triples(rows), graph=graph)


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    return [quad[:3] for quad in quads]


def _quads(stream: BinaryIO) -> Iterator[Quad]:
    """The quads of N-Quads as our writer writes them."""
    for line in stream:
        subject, predicate, rest = line.decode().split(" ", 2)
        term, _, graph = rest.removesuffix(" .\n").rpartition(" ")
        yield subject, predicate, term, graph


@contextmanager
def into_store(folder: str | None, request: Request, *, wait: float) -> Iterator[Request]:
    """The request, with a writer into the store of a folder if one is named; the store is locked meanwhile."""
    if folder is None:
        yield request
        return
    run = StoredRun(request.recipe.mint, request.as_of, request.versions, leads)
    new = not Path(folder).exists()
    with store_writer(folder, run, wait=wait) as writer:
        yield request._replace(store=writer)
    if new and not is_store(folder):  # no study came: no store, and no folder that looks like one
        Path(folder, "lock").unlink()
        Path(folder).rmdir()
