"""Blank nodes under other names: their labels hold for one file alone."""

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad

__all__ = ["Numbered", "Suffixed", "renamed"]


def renamed(quads: Iterable[Quad], name: Callable[[BlankNode], BlankNode | NamedNode]) -> Iterator[Quad]:
    """The quads with another name for each blank node, the same wherever it stands."""
    for quad in quads:
        subject, term, graph = quad.subject, quad.object, quad.graph_name
        if isinstance(subject, BlankNode) or isinstance(term, BlankNode) or isinstance(graph, BlankNode):
            yield Quad(
                name(subject) if isinstance(subject, BlankNode) else subject,
                quad.predicate,
                name(term) if isinstance(term, BlankNode) else term,
                name(graph) if isinstance(graph, BlankNode) else graph,
            )
        else:
            yield quad


class Numbered:
    """Gives blank nodes IRIs: a beginning, asked for at the first one, and their number in the order of appearance."""

    def __init__(self, beginning: Callable[[], str]) -> None:
        self._beginning = beginning
        self._stem: str | None = None
        self._known: dict[str, NamedNode] = {}

    def __call__(self, node: BlankNode) -> NamedNode:
        """The IRI of a blank node, the same each time."""
        if self._stem is None:
            self._stem = self._beginning()
        if node.value not in self._known:
            self._known[node.value] = NamedNode(f"{self._stem}{len(self._known) + 1}")
        return self._known[node.value]


class Suffixed:
    """Gives blank nodes labels that end in a number, so that those of one file differ from those of another."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __call__(self, node: BlankNode) -> BlankNode:
        """The blank node under its new label."""
        return BlankNode(f"{node.value}-{self._number}")
