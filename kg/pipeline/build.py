"""Builds a graph: records as they come, then the shared nodes merged, then what describes the build."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from kg.describe import describe
from kg.iris import ONTOLOGY, Minter
from kg.rdf import Triple, Walk, Writer, merge, shipped_context
from kg.rdf.terms import iri
from kg.record import Origin, Study
from kg.store.counts import Counts

from .build_node import BuildFacts, build_triples
from .links import LinkStage

__all__ = ["LINK_KINDS", "Checker", "GraphBuilder", "Totals"]

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


class Totals(NamedTuple):
    """What was written."""

    studies: int
    records: int
    triples: int
    links: dict[str, int]
    """Kind of link -> how many."""
    matched: dict[str, tuple[int, int]]
    """Kind of shared node -> how many have a match, and how many there are; empty without linking."""


class Checker(Protocol):
    """Checks the graph in pieces while it is built."""

    def record(self, owned: Sequence[Triple], shared: Sequence[Triple]) -> None:
        """Checks the triples of one record."""

    def shared(self, triples: Sequence[Triple]) -> None:
        """Checks the merged shared nodes, after all records."""

    def links(self, triples: Sequence[Triple]) -> None:
        """Checks the matches."""

    def build(self, triples: Sequence[Triple]) -> None:
        """Checks the build node."""


class GraphBuilder:
    """Turns studies into a graph, piece by piece, into any number of writers at once."""

    def __init__(
        self,
        *,
        mint: Minter,
        writers: Sequence[Writer],
        checker: Checker | None = None,
        linker: LinkStage | None = None,
        contacts: bool = False,
    ) -> None:
        self._mint = mint
        self._writers = writers
        self._checker = checker
        self._linker = linker
        self._contacts = contacts
        self._walk = Walk(shipped_context(), mint.base)
        self._shared: set[Triple] = set()
        self._links: Counter[str] = Counter()
        self._counts = Counts()
        self._publishers: set[str] = set()
        self._studies = self._records = self._triples = 0

    def add(self, study: Study, origin: Origin, *, leading: bool) -> None:
        """Adds one record; a `leading` one describes its study."""
        document = describe(study, origin=origin, mint=self._mint, leading=leading, contacts=self._contacts)
        owned, shared = self._walk(document)
        graph = iri(self._mint.absolute(self._mint.record(study.publisher, study.id)))
        for writer in self._writers:
            writer.record(document, owned, graph=graph)
        if self._checker:
            self._checker.record(owned, shared)
        self._shared.update(shared)
        self._counts.add(owned)
        self._publishers.add(study.publisher)
        if self._linker and leading and not study.conditions:
            self._linker.note_title(self._mint.study(study.id), study.title or study.official_title)
        self._count(owned)
        self._records += 1
        self._studies += leading

    def finish(self, *, as_of: datetime, versions: Iterable[str]) -> Totals:
        """Writes the shared nodes, their matches and the build node, and closes the writers."""
        shared = list(merge(sorted(self._shared)))
        links = list(self._linker.triples(shared)) if self._linker else []
        self._counts.add(shared)
        self._counts.add(links)
        build = list(self._build(as_of, list(versions)))
        if self._checker:
            self._checker.shared(shared)
            self._checker.links(links)
            self._checker.build(build)
        for writer in self._writers:
            writer.triples(shared, graph=self._graph("shared"))
            writer.triples(links, graph=self._graph("links"))
            writer.triples(build, graph=self._graph("build"))
            writer.close()
        self._triples += len(shared) + len(links) + len(build)
        matched = self._linker.counts() if self._linker else {}
        return Totals(self._studies, self._records, self._triples, dict(self._links), matched)

    def _graph(self, name: str) -> str:
        return iri(self._mint.absolute(self._mint.graph(name)))

    def _count(self, owned: Sequence[Triple]) -> None:
        self._triples += len(owned)
        for subject, predicate, target in owned:
            if (kind := LINK_KINDS.get(predicate)) and _LISTED not in subject:
                self._links[kind] += 1
                if target.startswith(_DOI):
                    self._links["DOIs"] += 1

    def _build(self, as_of: datetime, versions: Sequence[str]) -> Iterator[Triple]:
        facts = BuildFacts(as_of, tuple(versions), self._studies, frozenset(self._publishers))
        return build_triples(facts, self._counts, mint=self._mint)
