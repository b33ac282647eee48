"""Section 4.6: logical constraint components."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from kg.shacl.constraint import Constraint, of_node, of_value
from kg.shacl.declaration import Declaration
from kg.shacl.shape import Shape

__all__ = ["and_", "not_", "or_", "xone"]


def _decided(
    component: str, shapes: Sequence[Shape], decide: Callable[[Iterable[bool]], bool], message: str
) -> Constraint:
    """For each value node, `decide` is asked about its conformance to each of the shapes."""
    tests = [shape.test for shape in shapes if shape.test]
    if len(tests) == len(shapes):
        return of_value(component, lambda node: decide(test(node) for test in tests), message)
    constraint = of_node(component, lambda data, node: decide(shape.conforms(data, node) for shape in shapes), message)
    alone = all(_looks_at_the_term_alone(each) for each in shapes)
    return msgspec.structs.replace(constraint, beside=() if alone else None, inner=tuple(shapes))


def _looks_at_the_term_alone(shape: Shape) -> bool:
    inner = [each for each in shape.constraints if not each.test and each.beside != ()]
    return shape.path is None and not shape.properties and not inner


def _names(shapes: Sequence[Shape]) -> str:
    return ", ".join(shape.node for shape in shapes)


def not_(value: str, shape: Declaration) -> Constraint:
    """4.6.1 sh:not: no value node conforms to the shape."""
    shapes = (shape.compile(value),)
    return _decided("Not", shapes, lambda conforms: not any(conforms), f"conforms to {_names(shapes)}")


def and_(value: str, shape: Declaration) -> Constraint:
    """4.6.2 sh:and: each value node conforms to all shapes of the list."""
    shapes = shape.shapes(value, "and")
    return _decided("And", shapes, all, f"does not conform to all of {_names(shapes)}")


def or_(value: str, shape: Declaration) -> Constraint:
    """4.6.3 sh:or: each value node conforms to at least one shape of the list."""
    shapes = shape.shapes(value, "or")
    return _decided("Or", shapes, any, f"conforms to none of {_names(shapes)}")


def xone(value: str, shape: Declaration) -> Constraint:
    """4.6.4 sh:xone: each value node conforms to exactly one member of the list; a shape listed twice counts twice."""
    shapes = shape.shapes(value, "xone")
    return _decided(
        "Xone", shapes, lambda conforms: sum(conforms) == 1, f"does not conform to exactly one of {_names(shapes)}"
    )
