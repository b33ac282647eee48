"""Shapes graph -> compiled shapes."""

from .components import COMPONENTS
from .constraint import Constraint
from .declaration import Declaration
from .errors import RecursiveShape
from .paths import read_path
from .shape import Shape, assemble
from .shapes_graph import ShapesGraph
from .syntax import check_shape
from .vocabulary import TRUE, VIOLATION

__all__ = ["Compiler"]


class Compiler:
    """Compiles the shapes of one graph, each once."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._done: dict[str, Shape] = {}
        self._open: dict[str, None] = {}

    def shape(self, node: str) -> Shape:
        """The compiled shape; raises IllFormedShape, RecursiveShape or NotCompiled."""
        if node in self._done:
            return self._done[node]
        if node in self._open:
            raise RecursiveShape((*list(self._open)[list(self._open).index(node) :], node))
        self._open[node] = None
        try:
            shape = self._done[node] = self._compiled(node)
        finally:
            del self._open[node]
        return shape

    def _compiled(self, node: str) -> Shape:
        graph = self._graph
        check_shape(node, graph)
        paths = graph.values(node, "path")
        path = read_path(paths[0], graph, shape=node) if paths else None
        active = TRUE not in graph.values(node, "deactivated")
        declaration = Declaration(node, graph, path, self.shape)
        properties = tuple(self.shape(each) for each in graph.values(node, "property"))
        constraints = self._constraints(declaration)
        return assemble(
            node,
            path=path,
            severity=declaration.value("severity") or VIOLATION,
            messages=tuple(sorted(graph.values(node, "message"))),
            constraints=constraints if active else (),
            properties=properties if active else (),
        )

    def _constraints(self, declaration: Declaration) -> tuple[Constraint, ...]:
        compiled = (
            component(value, declaration)
            for parameter, component in COMPONENTS.items()
            for value in declaration.values(parameter)
        )
        return tuple(constraint for constraint in compiled if constraint is not None)
