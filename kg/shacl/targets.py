"""Targets (section 2.1.3): which nodes of a data graph a shape is checked on."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from .data import Data
from .shape_errors import IllFormedShape
from .shapes_graph import ShapesGraph
from .term_parts import IRI
from .vocabulary import CLASS_TYPES

__all__ = ["TARGET_PARAMETERS", "Targets", "classes_checked", "is_implicit_class"]

TARGET_PARAMETERS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")


class Targets(msgspec.Struct, frozen=True, omit_defaults=True):
    """The target declarations of one shape."""

    nodes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    """With the shape itself where it is a class (2.1.3.3, implicit class targets)."""
    subjects_of: tuple[str, ...] = ()
    objects_of: tuple[str, ...] = ()
    custom: tuple[str, ...] = ()
    """Targets of the advanced features."""

    @classmethod
    def of(cls, shape: str, graph: ShapesGraph) -> "Targets":
        """The targets that a shapes graph declares for a shape."""
        nodes, classes, subjects_of, objects_of, custom = (graph.values(shape, name) for name in TARGET_PARAMETERS)
        if is_implicit_class(shape, graph):
            if shape[0] != IRI:
                raise IllFormedShape(shape, "an implicit class target", "is not an IRI")
            classes = tuple(dict.fromkeys((*classes, shape)))
        return cls(nodes, classes, subjects_of, objects_of, custom)

    @property
    def any(self) -> bool:
        """Whether there is a target at all."""
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of or self.custom)

    def only(self, classes: Collection[str]) -> "Targets":
        """These targets without all that are not one of some classes."""
        return Targets(classes=tuple(each for each in self.classes if each in classes))

    def without(self, classes: Collection[str]) -> "Targets":
        """These targets without some classes."""
        return msgspec.structs.replace(self, classes=tuple(each for each in self.classes if each not in classes))

    def focus_nodes(self, data: Data) -> Sequence[str]:
        """The focus nodes in a data graph, each once."""
        if len(self.classes) == 1 and not (self.nodes or self.subjects_of or self.objects_of):
            return tuple(data.instances(self.classes[0]))
        return tuple(dict.fromkeys(self._focus_nodes(data)))

    def _focus_nodes(self, data: Data) -> Iterator[str]:
        yield from self.nodes
        for class_ in self.classes:
            yield from data.instances(class_)
        for predicate in self.subjects_of:
            yield from (subject for subject, properties in data.graph.items() if predicate in properties)
        for predicate in self.objects_of:
            yield from data.inverse(predicate)


def is_implicit_class(shape: str, graph: ShapesGraph) -> bool:
    """Whether a shape is also a class in its shapes graph, and so targets its instances."""
    return graph.is_instance(shape, *CLASS_TYPES)


def classes_checked(shapes: Iterable[str], graph: ShapesGraph) -> dict[str, tuple[str, ...]]:
    """Shape -> the classes whose nodes it is checked on: its own targets, else those of the shapes that lead to it."""
    leading: dict[str, list[str]] = {}
    for subject, properties in graph.graph.items():
        for values in properties.values():
            for value in values:
                leading.setdefault(value, []).append(subject)
    return {each: _nearest(each, leading, graph) for each in shapes}


def _nearest(shape: str, leading: dict[str, list[str]], graph: ShapesGraph) -> tuple[str, ...]:
    """The target classes of the nearest shapes, the one itself or some that lead to it, which have any."""
    seen, here = {shape}, [shape]
    while here:
        if classes := {class_ for each in here for class_ in Targets.of(each, graph).classes}:
            return tuple(sorted(classes))
        here = [each for node in here for each in leading.get(node, ()) if each not in seen]
        seen.update(here)
    return ()
