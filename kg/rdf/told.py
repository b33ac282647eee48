"""The graph of one record, told in pieces: N-Quads that need only be joined."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .terms import Triple

__all__ = ["SaidNode", "Told", "ToldNode"]


ToldNode = tuple[bytes, int]
"""The term of a node, and the number of the piece that begins its first line."""


class SaidNode(NamedTuple):
    """A shared node as one record names it."""

    term: bytes
    said: bytes
    """Lines `subject predicate object` of the node, and of those that it leads to."""
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
    """What it says of shared nodes; a line may be said of several."""
    end: bytes
    """What ends a line, with the name of the record's graph."""

    @property
    def quads(self) -> bytes:
        """N-Quads."""
        return b"".join(self.pieces)

    def lines(self, end: bytes) -> bytes:
        """The same with another end of each line; no text holds the end of a line, since it is escaped there."""
        return self.quads.replace(self.end, end)

    def triples(self) -> Iterator[Triple]:
        """The triples, node by node."""
        pieces = self.pieces
        stops = [*(start for _, start in self.nodes), len(pieces) - 1]
        for (node, _), (start, stop) in zip(self.nodes, pairwise(stops), strict=True):
            subject = node.decode()
            for predicate, term in zip(pieces[start + 1 : stop : 3], pieces[start + 2 : stop : 3], strict=True):
                yield subject, predicate[:-1].decode(), term.decode()

    def facts_of(self, subject: bytes) -> list[tuple[bytes, bytes]]:
        """The predicates and objects of a node of its own; raises KeyError for any other."""
        stop = len(self.pieces) - 1
        for node, start in reversed(self.nodes):
            if node == subject:
                return list(zip(self.pieces[start + 1 : stop : 3], self.pieces[start + 2 : stop : 3], strict=True))
            stop = start
        raise KeyError(subject)

    def shared_lines(self) -> list[bytes]:
        """What it says of shared nodes, line by line, each once."""
        return list(dict.fromkeys(line for node in self.shared for line in node.said.split(b"\n") if line))

    def shared_triples(self) -> list[Triple]:
        """What it says of shared nodes, in order, grouped by subject."""
        by_subject: dict[str, list[Triple]] = {}
        for line in self.shared_lines():
            subject, predicate, term = line.decode().split(" ", 2)
            by_subject.setdefault(subject, []).append((subject, predicate, term))
        return [triple for triples in by_subject.values() for triple in triples]
