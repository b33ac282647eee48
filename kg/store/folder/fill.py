"""Takes a run's records into a store: in bulk into a new one, record by record into one that exists.

Nothing changes before the run has read everything; until then the records wait in files in the store's folder.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import msgspec
import pyoxigraph

from kg.iris import Minter
from kg.rdf import Triple, results_of
from kg.rdf.derived_terms import JOIN_NODES, JOIN_PREDICATES
from kg.rdf.terms import iri
from kg.store.query.executables import questions

from .embedded import WORK, Opened, install, is_store, open_writable, writing
from .replace import Joins, Leads, Record, RecordChange, Replacing, id_in_graph
from .stamps import ReadRecord, Stamps, stamp_of, stamped_quad

__all__ = ["StoreChanges", "StoreWriter", "StoredRun", "store_writer"]

_NAMED = ("shared", "links", "build", "ontology")


class StoredRun(NamedTuple):
    """What the writer needs to know of a run."""

    mint: Minter
    as_of: datetime
    versions: Sequence[str]
    leads: Leads
    """Whether a publisher's record describes the study of which all these publishers hold records."""
    state: str = ""
    """What else decides how a record becomes graph: options, version, vocabularies, curation."""
    joins: Joins | None = None
    """Knows which joins the store is to have once the records are in it; None leaves those that it has."""


class StoreChanges(NamedTuple):
    """What a run did to the records of a store."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    """Those in the store that the run did not give."""
    pruned: bool = False
    """Whether what is gone was removed."""


class StoreWriter(Protocol):
    """Writes a graph into a store, which changes at `close`."""

    def holds(self, read: ReadRecord) -> bool:
        """Whether the store has a record from a reading that was the same; then it stays, and need not be put."""

    def put(
        self, read: ReadRecord, owned: Sequence[Triple], said: Sequence[Triple], results: Sequence[Triple] = ()
    ) -> None:
        """Writes the triples of one record, what it says of shared nodes before the merge, and those of its results."""

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        """Writes triples of any other graph."""

    def spare(self, study: str) -> None:
        """Has the records of a study stay, since one was given that could not be read."""

    def close(self, *, prune: bool = False) -> StoreChanges:
        """Changes the store; `prune` removes the records that were not given."""


@contextmanager
def store_writer(path: str, run: StoredRun, *, wait: float = 0) -> Iterator[StoreWriter]:
    """A writer into the store of a folder, new or not; the store changes when the writer is closed."""
    with writing(path, wait=wait) as folder:
        (folder / WORK).mkdir()
        if is_store(folder):
            with (folder / WORK / "records.jsonl").open("w+b") as spool:
                writer = _Replacing(folder, run, spool)
                try:
                    yield writer
                finally:
                    writer.release()
        else:
            with (folder / WORK / "graph.nq").open("wb") as graph, (folder / WORK / "said.nq").open("wb") as said:
                ontology = iri(run.mint.absolute(run.mint.graph("ontology")))
                yield _Filling(folder, graph, said, ontology=ontology, state=run.state)


class _Filling:
    """Fills a new store: quads into two files, then each loaded in bulk, then both put in their place."""

    def __init__(self, folder: Path, graph: BinaryIO, said: BinaryIO, *, ontology: str, state: str) -> None:
        self._ontology = ontology
        self._folder = folder
        self._graph = graph
        self._said = said
        self._state = state
        self._new = 0

    def holds(self, read: ReadRecord) -> bool:
        return False

    def put(
        self, read: ReadRecord, owned: Sequence[Triple], said: Sequence[Triple], results: Sequence[Triple] = ()
    ) -> None:
        self._new += 1
        _write(self._graph, owned, read.graph)
        _write(self._graph, results, results_of(read.graph))
        _write(self._said, said, read.graph)
        self._said.write(stamped_quad(read.graph, stamp_of(read, state=self._state)).encode())

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        _write(self._graph, triples, graph)
        if graph == self._ontology:
            _write(self._graph, questions(), graph)

    def spare(self, study: str) -> None:
        """There is nothing yet that could go."""

    def close(self, *, prune: bool = False) -> StoreChanges:
        work = self._folder / WORK
        for name, stream in (("graph", self._graph), ("said", self._said)):
            stream.close()
            store = pyoxigraph.Store(str(work / name))
            store.bulk_load(path=str(work / f"{name}.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()
            del store
        install(self._folder, work / "graph", work / "said")
        return StoreChanges(new=self._new)


class _Replacing:
    """Replaces records in a store that exists, one change a record."""

    def __init__(self, folder: Path, run: StoredRun, spool: BinaryIO) -> None:
        self._folder = folder
        self._run = run
        self._spool = spool
        self._joins = tuple(f"<{run.mint.absolute(name)}" for name in JOIN_NODES)
        self._graphs = {iri(run.mint.absolute(run.mint.graph(name))): name for name in _NAMED}
        self._named: dict[str, list[Triple]] = {}
        self._nodes: set[str] = set()
        """The shared nodes of the run."""
        self._given: set[str] = set()
        self._spared: set[str] = set()
        self._counts: Counter[RecordChange] = Counter()

    @cached_property
    def _opened(self) -> Opened:
        return open_writable(self._folder)

    @cached_property
    def _stamps(self) -> Stamps:
        return Stamps(self._opened.said, state=self._run.state)

    def release(self) -> None:
        """Lets go of the databases, which no other one can open meanwhile."""
        for name in ("_opened", "_stamps"):
            vars(self).pop(name, None)

    def holds(self, read: ReadRecord) -> bool:
        if not self._stamps.hold(read):
            return False
        self._given.add(read.graph)
        self._counts[RecordChange.UNCHANGED] += 1
        return True

    def put(
        self, read: ReadRecord, owned: Sequence[Triple], said: Sequence[Triple], results: Sequence[Triple] = ()
    ) -> None:
        self._given.add(read.graph)
        stamp = self._stamps.new(read)
        record = Record(read.graph, list(owned), list(dict.fromkeys(said)), stamp, list(results))
        self._spool.write(msgspec.json.encode(record) + b"\n")

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        # The merge of this run's shared nodes alone is not that of the store's; it is made anew from what was said. So
        # are the joins, of all records.
        if self._graphs[graph] == "shared":
            self._nodes.update(row[0] for row in triples)
        else:
            self._named.setdefault(self._graphs[graph], []).extend(row for row in triples if not self._is_join(row))

    def _is_join(self, row: Triple) -> bool:
        return row[1] in JOIN_PREDICATES or row[0].startswith(self._joins)

    def spare(self, study: str) -> None:
        self._spared.add(study)

    def close(self, *, prune: bool = False) -> StoreChanges:
        self._spool.seek(0)
        work = Replacing(
            self._opened,
            mint=self._run.mint,
            leads=self._run.leads,
            links=self._named.get("links", ()),
        )
        gone = [each for each in work.gone(self._given) if id_in_graph(each) not in self._spared]
        # First, so that a record leads its study that is led by none any more.
        if prune:
            work.remove(gone)
        decode: Callable[[bytes], Record] = msgspec.json.Decoder(Record).decode
        for line in self._spool:
            self._counts[work.record(decode(line))] += 1
        if "ontology" in self._named:
            work.ontology([*self._named["ontology"], *questions()])
        work.matches(self._nodes)
        if self._run.joins:
            work.joins(self._run.joins)
        work.build(self._named.get("build", []), as_of=self._run.as_of, versions=self._run.versions)
        counts = {each.value: self._counts[each] for each in RecordChange}
        return StoreChanges(**counts, gone=len(gone), pruned=prune and bool(gone))


def _write(stream: BinaryIO, triples: Iterable[Triple], graph: str) -> None:
    stream.write("".join([f"{s} {p} {o} {graph} .\n" for s, p, o in triples]).encode())
