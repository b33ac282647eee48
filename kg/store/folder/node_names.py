"""The names that several nodes of a store bear, described anew where one of these nodes comes, goes or is respelled."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Store

from kg.iris import Minter
from kg.rdf import Triple
from kg.rdf.spelled_names import SAME_NAME, SPELLING, described_names

__all__ = ["NodeNames"]

_SAME_NAME = NamedNode(SAME_NAME[1:-1])
_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


class NodeNames:
    """Hears of what changes in a store, and tells what its names are to say then.

    A name is found by the nodes that lead to it, so that a change costs as much as it changes. With `all_of_them`
    nothing is known of what changed before.
    """

    def __init__(self, store: Store, mint: Minter, *, all_of_them: bool) -> None:
        self._store = store
        self._shared, self._links = (NamedNode(mint.absolute(mint.graph(name))) for name in ("shared", "links"))
        self._prefix = f"<{mint.absolute('name/')}"
        self._nodes: set[str] = set()
        self._names: set[str] = set()
        if all_of_them:
            quads = store.quads_for_pattern(None, None, None, self._links)
            self._names.update(str(quad.subject) for quad in quads if str(quad.subject).startswith(self._prefix))
            leading = store.quads_for_pattern(None, _SAME_NAME, None, self._links)
            self._names.update(str(quad.object) for quad in leading)

    def describes(self, row: Triple) -> bool:
        """Whether a triple says something of a name."""
        return row[0].startswith(self._prefix)

    def respelled(self, nodes: Iterable[str]) -> None:
        """Other things are said of these nodes than before."""
        self._nodes.update(nodes)

    def exchanged(self, rows: Iterable[Triple]) -> None:
        """These links of nodes came or went."""
        self._names.update(row[2] for row in rows if row[1] == SAME_NAME)

    def change(self) -> tuple[set[Triple], set[Triple]]:
        """What the store says of the names that may have changed, and what it is to say."""
        for node in self._nodes:
            quads = self._store.quads_for_pattern(NamedNode(node[1:-1]), _SAME_NAME, None, self._links)
            self._names.update(str(quad.object) for quad in quads)
        said = {row for name in self._names for row in self._said(name)}
        spellings = (row for name in sorted(self._names) for row in sorted(self._spellings(name)))
        return said, set(described_names(spellings))

    def _said(self, name: str) -> Iterator[Triple]:
        for quad in self._store.quads_for_pattern(NamedNode(name[1:-1]), None, None, self._links):
            yield str(quad.subject), str(quad.predicate), str(quad.object)

    def _spellings(self, name: str) -> Iterator[Triple]:
        for leading in self._store.quads_for_pattern(None, _SAME_NAME, NamedNode(name[1:-1]), self._links):
            for quad in self._store.quads_for_pattern(leading.subject, _LABEL, None, self._shared):
                yield name, SPELLING, str(quad.object)
