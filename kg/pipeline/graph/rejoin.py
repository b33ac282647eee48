"""Joining again: the joins of a graph are taken out and made anew by what people decided; no record is read."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from kg.joining import Decisions
from kg.rdf import Format, Triple
from kg.rdf.void import in_graph
from kg.rdf.void_counts import Counts

from .build_node import build_facts, build_triples
from .graph_change import GraphChange
from .graph_rows import RowFile
from .joinable import Joinable, joinable
from .joins import Joined, join_records

__all__ = ["Rejoined", "rejoined"]


class Rejoined(NamedTuple):
    """A graph, and the joins that it is to have."""

    source: str
    graph: Joinable
    joined: Joined

    @property
    def changed(self) -> bool:
        """Whether the graph says otherwise now."""
        return self.graph.joins != frozenset(self.joined.triples)

    def write(self, stream: BinaryIO, form: Format, *, described: Sequence[Triple], as_of: datetime) -> list[Triple]:
        """Writes the graph with its new joins; gives all that is said of it now, of which the file holds a part.

        `described` is what was said of the graph beside it; `as_of` the time of a graph of which none is said.
        """
        mint = self.graph.mint
        facts = build_facts([*self.graph.description, *described], mint=mint, as_of=as_of)
        counts = Counts()
        counts.merge(self.graph.counts)
        counts.add(self.joined.triples)
        whole = list(build_triples(facts, counts, mint=mint))
        change = GraphChange(mint, self.graph.old, self.joined.triples, in_graph(whole, mint=mint))
        change.write(self.source, stream, form, plain=self.graph.plain)
        return whole


def rejoined(source: str, decide: Callable[[Decisions], Decisions], rows: RowFile) -> Rejoined:
    """The joins of a graph made anew, its rows put into a file of them.

    `decide` gives the decisions that count, from those that the graph holds.
    """
    graph = joinable(source, rows)
    decisions = decide(graph.decisions)
    joined = join_records(rows.batches, mint=graph.mint, decisions=decisions, place=rows.database)
    return Rejoined(source, graph, joined)
