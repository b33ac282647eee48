"""The graph of one record, told in pieces: N-Quads that need only be joined."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

from .terms import Triple, triple_of

__all__ = ["RESULTS_SEGMENT", "SaidNode", "Told", "ToldNode", "is_of_results", "results_of"]

RESULTS_SEGMENT = "/results"
"""What ends the name of the graph of a record's results, behind that of the record's own."""


_RECORD = re.compile(r"[/#]record/[^/>]+/[^/>]+/[^/>]+>\Z")

ToldNode = tuple[bytes, int]
"""The term of a node, and the number of the piece that begins its first line."""


def results_of(graph: str) -> str:
    """The term of the graph of a record's results, by that of the record's own."""
    return f"{graph[:-1]}{RESULTS_SEGMENT}>"


def is_of_results(graph: str) -> bool:
    """Whether a graph, by its term, is that of a record's results: the id of a study holds no slash."""
    return graph.endswith(f"{RESULTS_SEGMENT}>") and _RECORD.search(graph) is not None


class SaidNode(NamedTuple):
    """A shared node as one record names it."""

    term: bytes
    said: bytes
    """Lines `subject predicate object` of the node, and of those that it leads to, which are shared too."""
    classes: tuple[bytes, ...]
    predicates: frozenset[bytes]
    """Of the node itself."""


class Told(NamedTuple):
    """What one record says.

    Of each line there are three pieces: the subject, behind the end of the line before it; the predicate; the object.
    One more piece ends the last line. So every third piece is a predicate, and all of them in a row are N-Quads.
    """

    pieces: list[bytes]
    nodes: list[ToldNode]
    """Its own nodes in order, each with all its lines, classes first: the study, its parts, the record last."""
    shared: tuple[SaidNode, ...]
    """What it says of shared nodes, those of its results too; a line may be said of several."""
    end: bytes
    """What ends a line, with the name of the record's graph."""
    results: "Told | None" = None
    """What it says of results, in a graph of their own: nothing of a node of the other graph."""

    @property
    def graphs(self) -> "tuple[Told, ...]":
        """All that it says, graph by graph: the record's, and that of the results if there are any."""
        return (self,) if self.results is None else (self, self.results)

    @property
    def graph(self) -> str:
        """The term of the record's graph."""
        return self.end[1:-3].decode()

    @property
    def quads(self) -> bytes:
        """N-Quads."""
        return b"".join(self.pieces)

    def lines(self, end: bytes) -> bytes:
        """The same with another end of each line; no text holds the end of a line, since it is escaped there."""
        return self.quads.replace(self.end, end)

    def spans(self) -> dict[bytes, tuple[int, int]]:
        """Where the pieces of each of its own nodes begin, and where they end."""
        starts = [*(start for _, start in self.nodes), len(self.pieces) - 1]
        return {node: span for (node, _), span in zip(self.nodes, pairwise(starts), strict=True)}

    def triples(self, of: Container[bytes] | None = None) -> Iterator[Triple]:
        """The triples, node by node; only of some nodes, if these are given."""
        pieces = self.pieces
        for node, (start, stop) in self.spans().items():
            if of is not None and node not in of:
                continue
            subject = node.decode()
            for predicate, term in zip(pieces[start + 1 : stop : 3], pieces[start + 2 : stop : 3], strict=True):
                yield subject, predicate[:-1].decode(), term.decode()

    def leading(self, predicate: bytes, term: bytes) -> list[bytes]:
        """The nodes of its own that lead to a term by a predicate."""
        terms, starts = self.pieces[2::3], [start for _, start in self.nodes]
        lines, line = list[int](), -1
        with suppress(ValueError):  # no other line has the term
            while True:
                line = terms.index(term, line + 1)
                lines.append(3 * line)
        leading = [line for line in lines if self.pieces[line + 1] == predicate]
        return [self.nodes[bisect_right(starts, line) - 1][0] for line in leading]

    def shared_lines(self) -> list[bytes]:
        """What it says of shared nodes, line by line, each once."""
        return list(dict.fromkeys(line for node in self.shared for line in node.said.split(b"\n") if line))

    def shared_triples(self) -> list[Triple]:
        """What it says of shared nodes, in order, grouped by subject."""
        by_subject: dict[str, list[Triple]] = {}
        for triple in map(triple_of, self.shared_lines()):
            by_subject.setdefault(triple[0], []).append(triple)
        return [triple for triples in by_subject.values() for triple in triples]
