"""Takes a run's records into a store: in bulk into a new one, record by record into one that exists.

Nothing changes before the run has read everything; until then the records wait in files in the store's folder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import msgspec
import pyoxigraph

from kg.iris import Minter
from kg.rdf import Triple
from kg.rdf.terms import iri
from kg.store.query.executables import questions

from .embedded import WORK, install, is_store, open_writable, writing
from .replace import Leads, Record, Replacing

__all__ = ["StoreWriter", "StoredRun", "store_writer"]

_NAMED = ("shared", "links", "build", "ontology")


class StoredRun(NamedTuple):
    """What the writer needs to know of a run."""

    mint: Minter
    as_of: datetime
    versions: Sequence[str]
    leads: Leads
    """Whether a publisher's record describes the study of which all these publishers hold records."""


class StoreWriter(Protocol):
    """Writes a graph into a store, which changes at `close`."""

    def put(self, graph: str, owned: Sequence[Triple], said: Sequence[Triple]) -> None:
        """Writes the triples of one record, and what it says of shared nodes before the merge."""

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        """Writes triples of any other graph."""

    def close(self) -> None:
        """Changes the store."""


@contextmanager
def store_writer(path: str, run: StoredRun, *, wait: float = 0) -> Iterator[StoreWriter]:
    """A writer into the store of a folder, new or not; the store changes when the writer is closed."""
    with writing(path, wait=wait) as folder:
        (folder / WORK).mkdir()
        if is_store(folder):
            with (folder / WORK / "records.jsonl").open("w+b") as spool:
                yield _Replacing(folder, run, spool)
        else:
            with (folder / WORK / "graph.nq").open("wb") as graph, (folder / WORK / "said.nq").open("wb") as said:
                ontology = iri(run.mint.absolute(run.mint.graph("ontology")))
                yield _Filling(folder, graph, said, ontology=ontology)


class _Filling:
    """Fills a new store: quads into two files, then each loaded in bulk, then both put in their place."""

    def __init__(self, folder: Path, graph: BinaryIO, said: BinaryIO, *, ontology: str) -> None:
        self._ontology = ontology
        self._folder = folder
        self._graph = graph
        self._said = said

    def put(self, graph: str, owned: Sequence[Triple], said: Sequence[Triple]) -> None:
        _write(self._graph, owned, graph)
        _write(self._said, said, graph)

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        _write(self._graph, triples, graph)
        if graph == self._ontology:
            _write(self._graph, questions(), graph)

    def close(self) -> None:
        work = self._folder / WORK
        for name, stream in (("graph", self._graph), ("said", self._said)):
            stream.close()
            store = pyoxigraph.Store(str(work / name))
            store.bulk_load(path=str(work / f"{name}.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()
            del store
        install(self._folder, work / "graph", work / "said")


class _Replacing:
    """Replaces records in a store that exists, one change a record."""

    def __init__(self, folder: Path, run: StoredRun, spool: BinaryIO) -> None:
        self._folder = folder
        self._run = run
        self._spool = spool
        self._graphs = {iri(run.mint.absolute(run.mint.graph(name))): name for name in _NAMED}
        self._named: dict[str, list[Triple]] = {}

    def put(self, graph: str, owned: Sequence[Triple], said: Sequence[Triple]) -> None:
        self._spool.write(msgspec.json.encode(Record(graph, list(owned), list(dict.fromkeys(said)))) + b"\n")

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        # The merge of this run's shared nodes alone is not that of the store's; it is made anew from what was said.
        if self._graphs[graph] != "shared":
            self._named.setdefault(self._graphs[graph], []).extend(triples)

    def close(self) -> None:
        self._spool.seek(0)
        work = Replacing(
            open_writable(self._folder),
            mint=self._run.mint,
            leads=self._run.leads,
            links=self._named.get("links", ()),
        )
        decode: Callable[[bytes], Record] = msgspec.json.Decoder(Record).decode
        for line in self._spool:
            work.record(decode(line))
        if "ontology" in self._named:
            work.ontology([*self._named["ontology"], *questions()])
        work.matches()
        work.build(self._named.get("build", []), as_of=self._run.as_of, versions=self._run.versions)


def _write(stream: BinaryIO, triples: Iterable[Triple], graph: str) -> None:
    stream.write("".join([f"{s} {p} {o} {graph} .\n" for s, p, o in triples]).encode())
