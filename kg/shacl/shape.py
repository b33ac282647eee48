"""A compiled shape: validates focus nodes one by one. For many at once there is `kg.shacl.sweep`."""

from collections.abc import Sequence

import msgspec

from kg.rdf.terms import literal

from .acceptance import Accepts, acceptance
from .constraint import Constraint, ValueTest, Violation
from .data import Data
from .finding import Finding
from .paths import PropertyPath, Walk, compile_path

__all__ = ["Shape", "assemble"]


class Shape(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A node shape (`path` is None) or property shape with its constraints, ready to run."""

    node: str
    path: "PropertyPath | None"
    severity: str
    messages: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    properties: "tuple[Shape, ...]"
    walk: Walk
    accepts: Accepts
    """Whether a focus node with these value nodes gives no result."""
    test: ValueTest | None
    """Whether a value node conforms, where the data graph has no say in it."""

    @property
    def least(self) -> int:
        """With fewer value nodes there is a result for sure."""
        return max((constraint.least for constraint in self.constraints), default=0)

    def conforms(self, data: Data, focus: str) -> bool:
        """Whether validating a focus node gives no result (section 3.4.3)."""
        return self.accepts(data, focus, self.walk(data, focus))

    def findings(self, data: Data, focus: str) -> list[Finding]:
        """The results of validating a focus node against this shape (section 3.4.2)."""
        values = self.walk(data, focus)
        found = self.own_findings(data, focus, values)
        for shape in self.properties:
            for value in values:
                found += shape.findings(data, value)
        return found

    def own_findings(self, data: Data, focus: str, values: Sequence[str]) -> list[Finding]:
        """The results of the shape's own constraints, those of its property shapes left out."""
        return [
            self.finding(constraint, focus, violation)
            for constraint in self.constraints
            for violation in constraint.check(data, focus, values)
        ]

    def finding(self, constraint: Constraint, focus: str, violation: Violation) -> Finding:
        """The result of one of its constraints."""
        return Finding(
            focus=focus,
            path=violation.path or self.path,
            value=violation.value,
            component=constraint.component,
            shape=self.node,
            severity=self.severity,
            messages=self.messages or (literal(_message(constraint, violation.value)),),
            details=violation.details,
        )


def _message(constraint: Constraint, value: str | None) -> str:
    """What is wrong, for a shape that does not say it."""
    if value is None or constraint.on_value is None:
        return constraint.message
    return constraint.on_value(value)


def assemble(
    node: str,
    *,
    path: "PropertyPath | None",
    severity: str,
    messages: tuple[str, ...],
    constraints: tuple[Constraint, ...],
    properties: tuple[Shape, ...],
) -> Shape:
    """A shape from its parts."""
    tests = [each.test for each in constraints if each.test]
    decides_alone = path is None and len(tests) == len(constraints) and not properties
    return Shape(
        node=node,
        path=path,
        severity=severity,
        messages=messages,
        constraints=constraints,
        properties=properties,
        walk=_itself if path is None else compile_path(path),
        accepts=acceptance(constraints, [each.conforms for each in properties]).accepts,
        test=_all_of(tests) if decides_alone else None,
    )


def _all_of(tests: Sequence[ValueTest]) -> ValueTest:
    if len(tests) == 1:
        return tests[0]
    return lambda value: all(test(value) for test in tests)


def _itself(data: Data, focus: str) -> Sequence[str]:
    return (focus,)
