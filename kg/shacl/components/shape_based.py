"""Section 4.7: shape-based constraint components. sh:property (4.7.2) is `kg.shacl.shape.Shape.properties`."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from kg.shacl.constraint import Constraint, Violation, of_all
from kg.shacl.data import Data
from kg.shacl.declaration import Declaration
from kg.shacl.term_parts import string_of
from kg.shacl.vocabulary import TRUE, sh

__all__ = ["node", "qualified_max_count", "qualified_min_count"]


def node(value: str, shape: Declaration) -> Constraint:
    """4.7.1 sh:node: each value node conforms to the node shape; the results inside stand in `sh:detail`."""
    inner = shape.compile(value)

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return [
            Violation(each, details=tuple(sorted(inner.findings(data, each), key=lambda detail: detail.order)))
            for each in values
            if not inner.conforms(data, each)
        ]

    return Constraint(
        component=sh("NodeConstraintComponent"),
        message=f"does not conform to {value}",
        check=check,
        test=inner.test,
        inner=(inner,),
    )


def qualified_min_count(value: str, shape: Declaration) -> Constraint | None:
    """4.7.3 sh:qualifiedMinCount: at least so many value nodes conform to sh:qualifiedValueShape."""
    least = int(string_of(value) or "0")
    message = f"has fewer than {least} values that conform to {shape.value('qualifiedValueShape')}"
    return _qualified("QualifiedMinCount", shape, lambda count: count >= least, message, least=least)


def qualified_max_count(value: str, shape: Declaration) -> Constraint | None:
    """4.7.3 sh:qualifiedMaxCount: at most so many value nodes conform to sh:qualifiedValueShape."""
    most = int(string_of(value) or "0")
    message = f"has more than {most} values that conform to {shape.value('qualifiedValueShape')}"
    constraint = _qualified("QualifiedMaxCount", shape, lambda count: count <= most, message)
    return constraint and replace(constraint, conforming=most)


def _qualified(
    component: str, shape: Declaration, holds: Callable[[int], bool], message: str, *, least: int = 0
) -> Constraint | None:
    """Counts the value nodes that conform to the qualified shape and to none of its siblings."""
    qualified = shape.value("qualifiedValueShape")
    if qualified is None:
        return None
    wanted = shape.compile(qualified)
    siblings = [shape.compile(sibling) for sibling in _siblings(shape, qualified)]

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        count = sum(
            wanted.conforms(data, each) and not any(sibling.conforms(data, each) for sibling in siblings)
            for each in values
        )
        return () if holds(count) else (Violation(),)

    constraint = of_all(component, check, message, least=least)
    return constraint if siblings else replace(constraint, inner=(wanted,))


def _siblings(shape: Declaration, qualified: str) -> Iterator[str]:
    """The sibling shapes: the other qualified shapes of the shapes that this property shape stands in."""
    if shape.value("qualifiedValueShapesDisjoint") != TRUE:
        return
    graph = shape.graph
    parents = (parent for parent in graph.subjects("property") if shape.node in graph.values(parent, "property"))
    shapes = (each for parent in parents for each in graph.values(parent, "property"))
    siblings = dict.fromkeys(sibling for each in shapes for sibling in graph.values(each, "qualifiedValueShape"))
    yield from (sibling for sibling in siblings if sibling != qualified)
