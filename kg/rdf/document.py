"""What a record says as one JSON-LD node, with the nodes that it leads to nested in it."""

from typing import Any

from .context import Context, ContextTerm
from .nodes import Unwalk
from .told import Told

__all__ = ["Document", "Nest"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"

Document = dict[str, Any]
"""A JSON-LD node object under `ontology/context.jsonld`."""


class Nest:
    """Makes documents under a context and a base IRI."""

    def __init__(self, context: Context, base: str | None) -> None:
        self.unwalk = Unwalk(context, base)
        """Makes flat nodes."""
        links = (term for term in context.terms.values() if term.datatype == "@id" and _leads_on(term))
        self._links = frozenset(term.name for term in links)

    def __call__(self, told: Told, *, shared: bool = False) -> Document:
        """The document of a record: of its study, if the record describes it, with the record under `record`.

        Each node of its own stands whole where it is first linked, those of its results too; with `shared` the shared
        nodes that it names do so as well.
        """
        nodes = {node["@id"]: node for node in self.unwalk(told.triples())}
        root, last = next(iter(nodes)), next(reversed(nodes))
        document = nodes.pop(root)
        record = nodes.pop(last) if nodes and nodes[last].pop("describes", None) else None
        if told.results:
            nodes |= {node["@id"]: node for node in self.unwalk(told.results.triples())}
        if shared:
            nodes |= {node["@id"]: node for node in self.unwalk(told.shared_triples())}
        self._nest(document, nodes)
        return document if record is None else document | {"record": record}

    def _nest(self, node: Document, nodes: dict[str, Document]) -> None:
        """Puts nodes in the place of the first references to them."""
        for name in [each for each in node if each in self._links]:
            values = node[name]
            nested = [nodes.pop(each, each) for each in (values if isinstance(values, list) else [values])]
            node[name] = nested if isinstance(values, list) else nested[0]
            for each in nested:
                if isinstance(each, dict):
                    self._nest(each, nodes)


def _leads_on(term: ContextTerm) -> bool:
    """Whether a link leads to a node that may stand in its place; what a name means elsewhere stays a reference."""
    return not term.reverse and not term.predicate.startswith(_SKOS)
