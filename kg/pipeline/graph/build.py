"""Builds a graph: records as they come, then the shared nodes merged, then what describes the build."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from kg.documents import describe
from kg.iris import ONTOLOGY, Minter
from kg.rdf import Triple, Walk, Writer, merge, shipped_context
from kg.rdf.terms import iri
from kg.rdf.void_counts import Counted, Counts, counted
from kg.record import Origin, Study

from .build_node import BuildFacts, build_triples
from .shape_checks import Checked

__all__ = [
    "LINK_KINDS",
    "Checker",
    "GraphBuilder",
    "RecordGraph",
    "SharedStatements",
    "Totals",
    "build_graph",
    "graph_term",
]

LINK_KINDS = {
    f"<{ONTOLOGY}condition>": "conditions",
    f"<{ONTOLOGY}treatment>": "treatments",
    f"<{ONTOLOGY}sponsor>": "sponsors",
    f"<{ONTOLOGY}facility>": "facilities",
    f"<{ONTOLOGY}place>": "places",
    f"<{ONTOLOGY}country>": "countries",
    f"<{ONTOLOGY}citedPublication>": "publications",
    f"<{ONTOLOGY}relatedStudy>": "related studies",
}
"""Properties that link a study and its parts to nodes beyond it, as the summary names them."""

_DOI = "<https://doi.org/"
_LISTED = "/related/"


@dataclass(slots=True)
class Totals:
    """What was written, of a graph or of a part of it."""

    studies: int = 0
    records: int = 0
    triples: int = 0
    links: Counter[str] = field(default_factory=Counter)
    """Kind of link -> how many."""
    nodes: Counter[str] = field(default_factory=Counter)
    """Kind of shared node -> how many there are that could be matched; empty without linking."""
    matched: Counter[str] = field(default_factory=Counter)
    """Kind of shared node -> how many have a match."""
    counts: Counts = field(default_factory=Counts)
    publishers: set[str] = field(default_factory=set)

    def add(self, other: "Totals") -> None:
        """Adds another part of the graph."""
        self.studies += other.studies
        self.records += other.records
        self.triples += other.triples
        self.links += other.links
        self.nodes += other.nodes
        self.matched += other.matched
        self.counts.merge(other.counts)
        self.publishers |= other.publishers

    def book(self, triples: Sequence[Triple]) -> None:
        """Counts the triples of a graph that is no record's."""
        self.take(counted(triples))

    def take(self, found: Counted) -> None:
        """Counts in what was counted of some triples."""
        self.triples += found.triples
        self.counts.take(found)


class Checker(Protocol):
    """Checks the graph in pieces while it is built."""

    def found(self, owned: Sequence[Triple], shared: Sequence[Triple]) -> list[Checked]:
        """What is found in the triples of one record; nothing is counted yet."""

    def note(self, found: Iterable[Checked]) -> None:
        """Counts what was found in a record."""

    def shared(self, triples: Sequence[Triple], *, support: Iterable[Triple] = ()) -> None:
        """Checks merged shared nodes; what is said of other nodes that they lead to is only looked up."""

    def links(self, triples: Sequence[Triple]) -> None:
        """Checks the matches."""

    def build(self, triples: Sequence[Triple]) -> None:
        """Checks the build node."""


class SharedStatements(Protocol):
    """Keeps what each record says of shared nodes, for a store."""

    def rendered(self, statements: Iterable[Triple], *, graph: str) -> bytes:
        """What one record says, as `write` writes it; `graph` is the term of its graph."""

    def write(self, record: bytes) -> None:
        """Writes what was rendered."""


class RecordGraph(NamedTuple):
    """What one record adds to a graph: all of it, or, where making it fails, nothing."""

    rendered: list[bytes]
    """For each writer."""
    found: list[Checked]
    statements: bytes
    """What it says of shared nodes, for a store."""
    shared: list[Triple]
    titles: dict[str, str]
    """Its study and title, if it states no condition."""
    counted: Counted
    links: list[str]
    """The kind of each link."""
    publisher: str
    leading: bool


class GraphBuilder:
    """Turns studies into a graph, piece by piece, into any number of writers at once."""

    def __init__(
        self,
        *,
        mint: Minter,
        writers: Sequence[Writer],
        checker: Checker | None = None,
        contacts: bool = False,
        shared_statements: SharedStatements | None = None,
    ) -> None:
        self.totals = Totals()
        self.shared: set[Triple] = set()
        """What the records say of shared nodes, before the merge."""
        self.titles: dict[str, str] = {}
        """Relative IRI of each study that states no condition -> its title."""
        self._mint = mint
        self._writers = writers
        self._checker = checker
        self._contacts = contacts
        self._shared_statements = shared_statements
        self._walk = Walk(shipped_context(), mint.base)

    def add(self, study: Study, origin: Origin, *, leading: bool) -> None:
        """Adds one record; a `leading` one describes its study."""
        self.keep(self.tell(study, origin, leading=leading))

    def tell(self, study: Study, origin: Origin, *, leading: bool) -> RecordGraph:
        """What one record adds, made whole; nothing is written or counted yet."""
        document = describe(study, origin=origin, mint=self._mint, leading=leading, contacts=self._contacts)
        owned, shared = self._walk(document)
        graph = iri(self._mint.absolute(self._mint.record(study.publisher, study.id)))
        title = (study.title or study.official_title) if leading and not study.conditions else None
        return RecordGraph(
            rendered=[writer.rendered(document, owned, graph=graph) for writer in self._writers],
            found=self._checker.found(owned, shared) if self._checker else [],
            statements=self._shared_statements.rendered(shared, graph=graph) if self._shared_statements else b"",
            shared=shared,
            titles={self._mint.study(study.id): title} if title else {},
            counted=counted(owned),
            links=_links(owned),
            publisher=study.publisher,
            leading=leading,
        )

    def keep(self, record_graph: RecordGraph) -> None:
        """Writes and counts what a record adds; only an output that cannot be written makes this fail."""
        for writer, rendered in zip(self._writers, record_graph.rendered, strict=True):
            writer.write(rendered)
        if self._checker:
            self._checker.note(record_graph.found)
        if self._shared_statements:
            self._shared_statements.write(record_graph.statements)
        self.shared.update(record_graph.shared)
        self.titles |= record_graph.titles
        self._book(record_graph)

    def finish(self, *, as_of: datetime, versions: Iterable[str]) -> Totals:
        """Writes the shared nodes and the build node, and closes the writers."""
        shared = list(merge(sorted(self.shared)))
        self.totals.book(shared)
        build = list(build_graph(self.totals, as_of=as_of, versions=versions, mint=self._mint))
        self.totals.triples += len(build)
        if self._checker:
            self._checker.shared(shared)
            self._checker.build(build)
        for writer in self._writers:
            writer.triples(shared, graph=graph_term(self._mint, "shared"))
            writer.triples(build, graph=graph_term(self._mint, "build"))
            writer.close()
        return self.totals

    def _book(self, record_graph: RecordGraph) -> None:
        totals = self.totals
        totals.records += 1
        totals.studies += record_graph.leading
        totals.publishers.add(record_graph.publisher)
        totals.take(record_graph.counted)
        for kind in record_graph.links:
            totals.links[kind] += 1


def _links(owned: Sequence[Triple]) -> list[str]:
    """The kind of each link to a node beyond the study, DOIs once more as such."""
    found: list[str] = []
    for subject, predicate, target in [row for row in owned if row[1] in LINK_KINDS]:
        if _LISTED not in subject:
            found.append(LINK_KINDS[predicate])
            if target.startswith(_DOI):
                found.append("DOIs")
    return found


def build_graph(totals: Totals, *, as_of: datetime, versions: Iterable[str], mint: Minter) -> Iterator[Triple]:
    """The triples of the build node of a graph."""
    facts = BuildFacts(as_of, tuple(versions), totals.studies, frozenset(totals.publishers))
    return build_triples(facts, totals.counts, mint=mint)


def graph_term(mint: Minter, name: str) -> str:
    """The term of a graph that is no record's: `shared`, `links`, `build`, `ontology`."""
    return iri(mint.absolute(mint.graph(name)))
