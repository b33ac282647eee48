"""The joins of a store, made of all its records whenever it changes: those that a file of the same records has."""

from collections.abc import Callable

from pyoxigraph import NamedNode, Store

from kg.iris import Minter
from kg.joining import Decisions
from kg.rdf import Triple

from .graph_decisions import decisions_of_store
from .graph_rows import RowFile, rows_in_store
from .joins import JoinCounts, Joined, are_joined, join_records

__all__ = ["StoreJoins"]


class StoreJoins:
    """Makes the joins of a store when it is asked, and remembers what came of it."""

    def __init__(self, mint: Minter, decide: Callable[[Decisions], Decisions], rows: RowFile) -> None:
        """`decide` gives the decisions that count, from those that the store holds; `rows` takes what is read."""
        self.mint = mint
        self.joined = Joined([], [], JoinCounts())
        self.ran = False
        """Whether there was anything to do."""
        self._decide = decide
        self._rows = rows

    def __call__(self, store: Store, *, changed: bool) -> list[Triple] | None:
        """The joins that the store is to have; None if they stay: no record changed, and nobody decided otherwise."""
        held = decisions_of_store(store)
        decisions = self._decide(held)
        if not changed and decisions == held:
            return None
        self.ran = True
        self._rows.clear()
        if are_joined(_publishers(store, self.mint), decisions):
            for row in rows_in_store(store):
                self._rows.add(row)
        self.joined = join_records(self._rows.batches, mint=self.mint, decisions=decisions, place=self._rows.database)
        return self.joined.triples

    def always(self, store: Store, *, changed: bool) -> list[Triple]:
        """The joins that the store is to have, whether or not it changed."""
        return self(store, changed=True) or []


def _publishers(store: Store, mint: Minter) -> set[str]:
    """The publishers of the records of a store, by the names of their graphs."""
    start = mint.absolute("record/")
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return {name.removeprefix(start).partition("/")[0] for name in names if name.startswith(start)}
