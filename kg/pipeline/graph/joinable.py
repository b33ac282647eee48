"""What joining again needs of a graph, gathered in one pass: rows of records, decisions, its description, counts."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from kg.batches import batched
from kg.iris import Minter
from kg.joining import Decisions
from kg.rdf import Quad, Triple
from kg.rdf.derived_terms import JOIN_NODES, JOIN_PREDICATES
from kg.rdf.void_counts import Counts

from .build_node import BuildDescription
from .graph_decisions import HeardDecisions
from .graph_file import base_in
from .graph_lines import LookedAt, wanted_quads
from .graph_rows import ROW_PREDICATES, RowFile, RowGatherer
from .linkable import OntologyQuads, likely_mint, under_its_base

__all__ = ["Joinable", "OldJoins", "joinable"]

_COUNTED_TOGETHER = 100_000
"""Triples that are counted at once, so that a graph of any size is counted in bounded memory."""
_LOOKED_AT = frozenset(name.encode() for name in ROW_PREDICATES)
_APART = ("graph/links>", "graph/build>", "graph/ontology>")
"""How the graphs end that are read whole."""


class Joinable(NamedTuple):
    """What joining again needs of a graph, beside the rows of its records."""

    mint: Minter
    description: list[Triple]
    """What is said of the build."""
    counts: Counts
    """What stays."""
    old: "OldJoins"
    joins: frozenset[Triple]
    """What it says of joins."""
    decisions: Decisions
    """What people decided before."""
    plain: bool
    """Whether the graph is N-Quads as kgbuild writes them, of which lines can be copied."""


class OldJoins:
    """Knows the quads that say which studies are one, or may be, and what their records disagree on."""

    def __init__(self, mint: Minter) -> None:
        self._nodes = tuple(f"<{mint.absolute(name)}" for name in JOIN_NODES)

    def __contains__(self, quad: Quad, /) -> bool:
        return quad[1] in JOIN_PREDICATES or quad[0].startswith(self._nodes)


def joinable(path: str, rows: RowFile) -> Joinable:
    """What joining again needs of a graph, with its rows put into a file of them.

    Raises UsageError for a graph that kgbuild did not write.
    """
    return under_its_base(path, lambda mint: _Gathering(path, rows, mint)).done()


def _is_apart(graph: str) -> bool:
    return graph.endswith(_APART)


class _Gathering:
    """One pass over a graph under a base that is given, else that of its first node."""

    def __init__(self, path: str, rows: RowFile, mint: Minter | None) -> None:
        self.base: str | None = None
        """As the build node tells it."""
        self._counts = Counts()
        self._said_of_build: list[Triple] = []
        self._joins: list[Triple] = []
        self._decisions = HeardDecisions()
        rows.clear()
        self._gatherer = RowGatherer(rows)
        self._looked = LookedAt(path, is_apart=_is_apart, predicates=_LOOKED_AT, counts=self._counts)
        quads = iter(self._looked)
        first = list(islice(quads, 1))
        self.mint = mint or likely_mint(first)
        self._old = OldJoins(self.mint)
        self._description = BuildDescription(self.mint)
        self._ontology = OntologyQuads(self.mint)
        for batch in batched(self._staying(chain(first, quads)), _COUNTED_TOGETHER):
            self._counts.add(batch)
        self._gatherer.end()
        if self._gatherer.mixed:
            _gather_whole(path, rows)

    def done(self) -> Joinable:
        """What was gathered."""
        decisions = self._decisions.decisions()
        gathered = (self._said_of_build, self._counts, self._old, frozenset(self._joins), decisions)
        return Joinable(self.mint, *gathered, self._looked.plain)

    def _staying(self, quads: Iterable[Quad]) -> Iterator[Triple]:
        """The triples that are no joins, nor of the ontology or the description."""
        for quad in quads:
            self.base = self.base or base_in(quad)
            if quad in self._description:
                self._said_of_build.append(quad[:3])
            elif quad in self._ontology:
                continue
            elif quad in self._old:
                self._joins.append(quad[:3])
                self._decisions.hear(quad)
            else:
                self._gatherer.hear(quad)
                yield quad[:3]


def _gather_whole(path: str, rows: RowFile) -> None:
    """Makes the rows of a graph in which what is said of a record stands in several places."""
    rows.clear()
    gatherer = RowGatherer(rows, whole=True)
    for quad in wanted_quads(path, ROW_PREDICATES):
        gatherer.hear(quad)
    gatherer.end()
