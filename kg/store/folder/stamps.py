"""How each record was read that a store holds, so that one that is read in the same way need not be replaced.

The stamps stand in the database `said`, in a graph of their own, and change with the record, in the same update: a
stamp never says more of a record than is on the disk.
"""

import hashlib
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

__all__ = ["ReadRecord", "Stamps", "stamp_of", "stamped", "stamped_quad"]

_GRAPH = "<urn:kgbuild:stamps>"
_STAMP = "<urn:kgbuild:stamp>"


class ReadRecord(NamedTuple):
    """A record as a run read it."""

    graph: str
    """The term of its graph."""
    sha256: str
    """The hash of its content, as its graph states it."""
    leading: bool
    """Whether the run has it describe its study."""


class Stamps:
    """The stamps in a store, for runs of one state: of options, version, vocabularies and curation."""

    def __init__(self, said: Store, *, state: str) -> None:
        self._said = said
        self._state = state

    def hold(self, read: ReadRecord) -> bool:
        """Whether the store has the record from a reading that was the same."""
        pattern = NamedNode(read.graph[1:-1]), NamedNode(_STAMP[1:-1]), Literal(self.new(read))
        return any(self._said.quads_for_pattern(*pattern, NamedNode(_GRAPH[1:-1])))

    def new(self, read: ReadRecord) -> str:
        """The stamp of a record of this run."""
        return stamp_of(read, state=self._state)


def stamp_of(read: ReadRecord, *, state: str) -> str:
    """What is kept of a record that is read in this state."""
    return hashlib.sha256(f"{read.sha256}\x1f{read.leading}\x1f{state}".encode()).hexdigest()[:32]


def stamped(graph: str, stamp: str | None) -> str:
    """The update that puts a stamp in the place of the one that a record has; None leaves it without one."""
    dropped = f"DELETE WHERE {{ GRAPH {_GRAPH} {{ {graph} {_STAMP} ?any }} }}"
    if stamp is None:
        return dropped
    return f'{dropped};\nINSERT DATA {{ GRAPH {_GRAPH} {{ {graph} {_STAMP} "{stamp}" }} }}'


def stamped_quad(graph: str, stamp: str) -> str:
    """The line of N-Quads that says the same."""
    return f'{graph} {_STAMP} "{stamp}" {_GRAPH} .\n'
