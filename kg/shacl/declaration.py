"""A shape as the shapes graph declares it: what a component may ask while it is compiled."""

from collections.abc import Callable

import msgspec

from .paths import PropertyPath
from .shape import Shape
from .shapes_graph import ShapesGraph

__all__ = ["Declaration"]


class Declaration(msgspec.Struct, frozen=True, eq=False):
    """The node of a shape, its graph, its path, and the way to compile the shapes it refers to."""

    node: str
    graph: ShapesGraph
    path: "PropertyPath | None"
    compile: Callable[[str], Shape]

    def values(self, parameter: str) -> tuple[str, ...]:
        """The values of a parameter."""
        return self.graph.values(self.node, parameter)

    def value(self, parameter: str) -> str | None:
        """The value of a parameter that may stand once."""
        return next(iter(self.values(parameter)), None)

    def members(self, head: str, parameter: str) -> tuple[str, ...]:
        """The members of a list that is the value of a parameter."""
        return self.graph.members(head, self.node, f"sh:{parameter}")

    def shapes(self, head: str, parameter: str) -> tuple[Shape, ...]:
        """The members of a list of shapes, compiled."""
        return tuple(self.compile(member) for member in self.members(head, parameter))
