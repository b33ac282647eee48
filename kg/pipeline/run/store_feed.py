"""From the parts of a run into a store: the triples of each record, and what it says of shared nodes."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

from kg.iris import ONTOLOGY
from kg.pipeline.graph.graph_rows import RowFile
from kg.pipeline.graph.store_joins import StoreJoins
from kg.rdf import Told, Triple, is_of_results
from kg.store import ReadRecord, StoredRun, StoreWriter, is_store, store_writer

from .precedence import leads
from .request import Request

__all__ = ["SharedStatementsFile", "feed_records", "feed_rest", "into_store", "open_shared_statements"]

_SAID = "said.nq"
_CONTENT = re.compile(rb" <http://www\.w3\.org/ns/prov#wasDerivedFrom> <urn:sha256:([0-9a-f]+)>")
_DESCRIBES = re.compile(rf" <{re.escape(ONTOLOGY)}describes> (<[^ >]+> )".encode())

_Rows = tuple[str, list[bytes]]
"""A graph, and its lines."""
_NO_MORE: _Rows = ("", [])


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
        shared_statements = _graphs(said)
        ahead = next(shared_statements, None)
        for graph, lines, results in _records(owned):
            statements: list[bytes] = []
            if ahead and ahead[0] == graph:
                statements = ahead[1]
                ahead = next(shared_statements, None)
            read = _read(graph, lines)
            if not store.holds(read):
                store.put(read, _triples(lines), _triples(statements), _triples(results))


def feed_rest(store: StoreWriter, parts: Sequence[Path]) -> None:
    """Puts the graphs that are no record's into a store, part by part."""
    for part in parts:
        with part.open("rb") as stream:
            for graph, lines in _graphs(stream):
                store.triples(_triples(lines), graph=graph)


def _records(stream: BinaryIO) -> Iterator[tuple[str, list[bytes], list[bytes]]]:
    """Each record: its graph, the lines of it, and those of the graph of its results, which stands behind it."""
    held: _Rows | None = None
    for graph, lines in chain(_graphs(stream), [_NO_MORE]):
        if held and is_of_results(graph):
            yield *held, lines
            held = None
            continue
        if held:
            yield *held, []
        held = (graph, lines)


def _graphs(stream: BinaryIO) -> Iterator[_Rows]:
    """The graphs of N-Quads as our writer writes them."""
    for graph, lines in groupby(stream, key=lambda line: line[line.rindex(b" ", 0, -3) + 1 : -3]):
        yield graph.decode(), list(lines)


def _triples(lines: Iterable[bytes]) -> list[Triple]:
    triples: list[Triple] = []
    for line in lines:
        subject, predicate, rest = line.decode().split(" ", 2)
        triples.append((subject, predicate, rest[: rest.rindex(" ", 0, -3)]))
    return triples


def _read(graph: str, lines: Iterable[bytes]) -> ReadRecord:
    """How a record was read, as its graph states it: its content, and whether it describes its study."""
    text = b"".join(lines)
    contents = sorted(set(_CONTENT.findall(text)))
    study = _DESCRIBES.search(text)
    leading = study is not None and (text.startswith(study[1]) or b"\n" + study[1] in text)
    return ReadRecord(graph, b" ".join(contents).decode(), leading)


@contextmanager
def into_store(folder: str | None, request: Request, *, wait: float) -> Iterator[Request]:
    """The request, with a writer into the store of a folder if one is named; the store is locked meanwhile."""
    if folder is None:
        yield request
        return
    new = not Path(folder).exists()
    with RowFile() as rows:
        # What was decided before is in the request's decisions already, or is to be forgotten.
        joins = StoreJoins(request.recipe.mint, lambda _: request.decisions, rows) if is_store(folder) else None
        run = StoredRun(request.recipe.mint, request.as_of, request.versions, leads, _state(request), joins)
        with store_writer(folder, run, wait=wait) as writer:
            yield request._replace(store=writer, joins=joins)
    if new and not is_store(folder):  # no study came: no store, and no folder that looks like one
        Path(folder, "lock").unlink()
        Path(folder).rmdir()


def _state(request: Request) -> str:
    """A hash of what decides, beside its content, what is said of a record and inferred of its names."""
    recipe = request.recipe
    state, decisions = (recipe.linking.state, recipe.linking.decisions) if recipe.linking else ((), ())
    decided = sorted(
        (each.subject, each.object, each.predicate, each.rejected, each.comment or "") for each in decisions
    )
    facts = [request.versions, recipe.base, recipe.contacts, recipe.results, state, decided, request.id_from_name]
    return hashlib.sha256(repr(facts).encode()).hexdigest()
