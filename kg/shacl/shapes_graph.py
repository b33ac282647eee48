"""The shapes graph as the compiler reads it: values of parameters, lists, types."""

from collections.abc import Iterable, Iterator

from kg.rdf.terms import Triple

from .data import NOTHING, Data, Graph, index
from .shape_errors import IllFormedShape
from .vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, sh, short

__all__ = ["ShapesGraph"]


class ShapesGraph:
    """A graph with the questions that a SHACL compiler asks of it."""

    __slots__ = ("_data", "graph")

    def __init__(self, shapes: Graph | Iterable[Triple]) -> None:
        self.graph: Graph = shapes if isinstance(shapes, dict) else index(shapes)  # type: ignore[arg-type]
        self._data = Data(self.graph)

    def values(self, node: str, name: str) -> tuple[str, ...]:
        """The values of a property of the SHACL namespace, named without prefix."""
        return tuple(self.graph.get(node, NOTHING).get(sh(name), ()))

    def subjects(self, name: str) -> Iterable[str]:
        """The subjects of a property of the SHACL namespace, in order."""
        predicate = sh(name)
        return [subject for subject, properties in self.graph.items() if predicate in properties]

    def only(self, node: str, predicate: str, shape: str) -> str:
        """The one value of a property that must have exactly one."""
        values = self.graph.get(node, NOTHING).get(predicate, ())
        if len(values) != 1:
            raise IllFormedShape(shape, short(predicate), f"has {len(values)} values, not one")
        return values[0]

    def members(self, head: str, shape: str, parameter: str) -> tuple[str, ...]:
        """The members of a SHACL list (section 1.4); raises IllFormedShape if the list is broken or circular."""

        def walk() -> Iterator[str]:
            seen: set[str] = set()
            node = head
            while node != RDF_NIL:
                if node in seen or node[0] == '"':
                    raise IllFormedShape(shape, parameter, f"is not a well-formed list at {node}")
                seen.add(node)
                yield self.only(node, RDF_FIRST, shape)
                node = self.only(node, RDF_REST, shape)

        if RDF_FIRST in self.graph.get(RDF_NIL, NOTHING) or RDF_REST in self.graph.get(RDF_NIL, NOTHING):
            raise IllFormedShape(shape, parameter, "uses a list whose rdf:nil is not empty")
        return tuple(walk())

    def is_instance(self, node: str, *classes: str) -> bool:
        """Whether the node is, in the shapes graph, a SHACL instance of one of the classes."""
        return any(node in self._data.instances(class_) for class_ in classes)

    def instances(self, class_: str) -> tuple[str, ...]:
        """The SHACL instances of a class in the shapes graph."""
        return tuple(self._data.instances(class_))

    def types(self, node: str) -> tuple[str, ...]:
        """The classes that the shapes graph gives the node."""
        return tuple(self.graph.get(node, NOTHING).get(RDF_TYPE, ()))
