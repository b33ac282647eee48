"""Builds a graph: records as they come, then the shared nodes merged, then what describes the build."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from kg.iris import Minter
from kg.joining import StudyRow, row_of
from kg.linking import StudyNames
from kg.rdf import Told, Triple, Writer, merge
from kg.rdf.encoders import class_term, predicate
from kg.rdf.publishing import NOT_PUBLISHED, Publishing
from kg.rdf.terms import iri, triple_of
from kg.rdf.told_counts import ToldCounts
from kg.rdf.void import in_graph
from kg.rdf.void_counts import Counts
from kg.record import Origin, Study
from kg.shacl import Finding
from kg.statements import Teller, group_arm_triples, quality_triples, role_triples

from .build_node import BuildFacts, build_triples
from .joins import join_records

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
    "condition": "conditions",
    "treatment": "treatments",
    "term": "adverse-event terms",
    "sponsor": "sponsors",
    "facility": "facilities",
    "place": "places",
    "country": "countries",
    "citedPublication": "publications",
    "relatedStudy": "related studies",
}
"""Properties that link a study and its parts to nodes beyond it, as the summary names them."""


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
        self.triples += len(triples)
        self.counts.add(triples)

    def take(self, told: ToldCounts) -> None:
        """Counts in what was told of records."""
        counts = told.counts()
        self.triples += counts.triples
        self.counts.merge(counts)
        links = {kind: told.of(predicate(term)) for term, kind in LINK_KINDS.items()}
        # The node of a related study repeats the link of the study.
        links["related studies"] -= told.nodes(class_term("RelatedStudyLink"))
        self.links.update({kind: count for kind, count in {**links, "DOIs": told.dois}.items() if count})


class Checker(Protocol):
    """Checks the graph in pieces while it is built."""

    def found(self, told: Told) -> list[Finding]:
        """What is found in what one record says; nothing is counted yet."""

    def note(self, found: Iterable[Finding], told: Told) -> None:
        """Counts what was found in a record."""

    def shared(self, triples: Sequence[Triple], *, support: Iterable[Triple] = ()) -> None:
        """Checks merged shared nodes; what is said of other nodes that they lead to is only looked up."""

    def links(self, triples: Sequence[Triple]) -> None:
        """Checks the matches."""

    def build(self, triples: Sequence[Triple]) -> None:
        """Checks the build node."""


class SharedStatements(Protocol):
    """Keeps what each record says of shared nodes, for a store."""

    def rendered(self, told: Told) -> bytes:
        """What one record says of them, as `write` writes it."""

    def write(self, record: bytes) -> None:
        """Writes what was rendered."""


class RecordGraph(NamedTuple):
    """What one record adds to a graph: all of it, or, where making it fails, nothing."""

    rendered: list[bytes]
    """For each writer."""
    found: list[Finding]
    statements: bytes
    """What it says of shared nodes, for a store."""
    told: Told
    names: StudyNames | None
    """By which conditions of its study are inferred, if it describes one."""
    links: list[Triple]
    """What follows of its study, if it describes one: roles of treatments, how it was registered, arms of groups."""
    study: str
    """The id of its study."""
    former: tuple[str, ...]
    """The ids that this had before."""
    publisher: str
    leading: bool
    row: StudyRow


class GraphBuilder:
    """Turns studies into a graph, piece by piece, into any number of writers at once."""

    def __init__(
        self,
        *,
        mint: Minter,
        writers: Sequence[Writer],
        checker: Checker | None = None,
        contacts: bool = False,
        results: bool = True,
        shared_statements: SharedStatements | None = None,
    ) -> None:
        self.totals = Totals()
        self.shared: dict[bytes, None] = {}
        """What the records say of shared nodes, in blocks of lines, before the merge."""
        self.names: list[StudyNames] = []
        """Of each study, by which its conditions are inferred."""
        self.links: list[Triple] = []
        """What follows from the records alone, in whose graphs it does not stand."""
        self.rows: list[StudyRow] = []
        """What of the records is compared with those of other registries."""
        self._mint = mint
        self._writers = writers
        self._checker = checker
        self._contacts = contacts
        self._shared_statements = shared_statements
        self._teller = Teller(mint, results=results)
        self._results = results
        self._counts = ToldCounts()

    def add(self, study: Study, origin: Origin, *, leading: bool) -> None:
        """Adds one record; a `leading` one describes its study."""
        self.keep(self.tell(study, origin, leading=leading))

    def tell(self, study: Study, origin: Origin, *, leading: bool) -> RecordGraph:
        """What one record adds, made whole; nothing is written or counted yet."""
        told = self._teller(study, origin=origin, leading=leading, contacts=self._contacts)
        return RecordGraph(
            rendered=[writer.rendered(told) for writer in self._writers],
            found=self._checker.found(told) if self._checker else [],
            statements=self._shared_statements.rendered(told) if self._shared_statements else b"",
            told=told,
            names=self._names(study) if leading else None,
            links=self._derived(study) if leading else [],
            study=study.id,
            former=study.aliases,
            publisher=study.publisher,
            leading=leading,
            row=row_of(study, leading=leading),
        )

    def _derived(self, study: Study) -> list[Triple]:
        """What follows from the record that describes a study."""
        links = [*role_triples(study, mint=self._mint), *quality_triples(study, mint=self._mint)]
        return links + group_arm_triples(study, mint=self._mint) if self._results else links

    def _names(self, study: Study) -> StudyNames:
        iri = self._mint.absolute(self._mint.study(study.id))
        return StudyNames(iri, study.title or study.official_title, study.conditions, study.keywords)

    def keep(self, record_graph: RecordGraph) -> None:
        """Writes and counts what a record adds; only an output that cannot be written makes this fail."""
        for writer, rendered in zip(self._writers, record_graph.rendered, strict=True):
            writer.write(rendered)
        if self._checker:
            self._checker.note(record_graph.found, record_graph.told)
        if self._shared_statements:
            self._shared_statements.write(record_graph.statements)
        self.shared |= dict.fromkeys(node.said for node in record_graph.told.shared)
        if record_graph.names:
            self.names.append(record_graph.names)
        self.links += record_graph.links
        self.rows.append(record_graph.row)
        self.totals.records += 1
        self.totals.studies += record_graph.leading
        self.totals.publishers.add(record_graph.publisher)
        self._counts.add(record_graph.told)

    def close(self) -> None:
        """Adds to the totals what was counted of the records and of what follows from them."""
        self.totals.take(self._counts)
        self.totals.book(self.links)

    def shared_lines(self) -> list[bytes]:
        """What the records say of shared nodes, sorted, each line once."""
        return sorted({line for line in b"".join(self.shared).split(b"\n") if line})

    def finish(self, *, as_of: datetime, versions: Iterable[str], stored: bool = False) -> Totals:
        """Writes the shared nodes and the build node, and closes the writers; what is `stored` is described in full."""
        self.close()
        shared = list(merge(map(triple_of, self.shared_lines())))
        self.totals.book(shared)
        # A store holds records of other runs too: what these show of its studies is not all.
        several = len(self.totals.publishers) > 1 and not stored
        joined = join_records(lambda: [self.rows], mint=self._mint).triples if several else []
        self.totals.book(joined)
        build = list(build_graph(self.totals, as_of=as_of, versions=versions, mint=self._mint))
        if self._checker:
            self._checker.shared(shared)
            self._checker.links(joined)
            self._checker.build(build)
        for writer in self._writers:
            writer.triples(shared, graph=graph_term(self._mint, "shared"))
            writer.triples([*self.links, *joined], graph=graph_term(self._mint, "links"))
            described = build if stored else in_graph(build, mint=self._mint)
            writer.triples(described, graph=graph_term(self._mint, "build"))
            writer.close()
        return self.totals


def build_graph(
    totals: Totals,
    *,
    as_of: datetime,
    versions: Iterable[str],
    mint: Minter,
    publishing: Publishing = NOT_PUBLISHED,
) -> Iterator[Triple]:
    """The whole description of a graph."""
    facts = BuildFacts(as_of, tuple(versions), totals.studies, frozenset(totals.publishers), publishing)
    return build_triples(facts, totals.counts, mint=mint)


def graph_term(mint: Minter, name: str) -> str:
    """The term of a graph that is no record's: `shared`, `links`, `build`, `ontology`."""
    return iri(mint.absolute(mint.graph(name)))
