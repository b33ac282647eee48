"""A compiled shape: validates focus nodes, fast where nothing is wrong.

Most property shapes ask nothing of a node without the property, so a sweep over focus nodes looks at the properties
that a node has, and only then at the shapes for them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from kg.rdf.terms import literal

from .constraint import Check, Constraint, ValueTest
from .data import NOTHING, Data
from .finding import Finding
from .paths import PropertyPath, Walk, compile_path

__all__ = ["Shape", "assemble"]

_Accepts: TypeAlias = Callable[[Data, str, Sequence[str]], bool]

_REMEMBERED = 4_096
_REMEMBERED_LENGTH = 120


class Shape(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A node shape (`path` is None) or property shape with its constraints, ready to run."""

    node: str
    path: "PropertyPath | None"
    severity: str
    messages: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    properties: "tuple[Shape, ...]"
    sweep: "_Sweep"
    walk: Walk
    accepts: _Accepts
    """Whether a focus node with these value nodes gives no result."""
    test: ValueTest | None
    """Whether a value node conforms, where the data graph has no say in it."""

    def conforms(self, data: Data, focus: str) -> bool:
        """Whether validating a focus node gives no result (section 3.4.3)."""
        return self.accepts(data, focus, self.walk(data, focus))

    def findings(self, data: Data, focus: str) -> list[Finding]:
        """The results of validating a focus node against this shape (section 3.4.2)."""
        values = self.walk(data, focus)
        found = self._own_findings(data, focus, values)
        for shape in self.properties:
            for value in values:
                found += shape.findings(data, value)
        return found

    def check(self, data: Data, nodes: Sequence[str]) -> list[Finding]:
        """The results of all focus nodes; the order of work differs from `findings`, the results do not."""
        if self.path is not None:
            return [
                finding for focus in nodes if not self.conforms(data, focus) for finding in self.findings(data, focus)
            ]
        found = []
        if self.constraints:
            for focus in nodes:
                found += self._own_findings(data, focus, (focus,))
        for shape, focus in self.sweep.failing(data, nodes):
            found += shape.findings(data, focus)
        return found

    def _own_findings(self, data: Data, focus: str, values: Sequence[str]) -> list[Finding]:
        return [
            Finding(
                focus=focus,
                path=violation.path or self.path,
                value=violation.value,
                component=constraint.component,
                shape=self.node,
                severity=self.severity,
                messages=self.messages or (literal(constraint.message),),
                details=violation.details,
            )
            for constraint in self.constraints
            for violation in constraint.check(data, focus, values)
        ]


class _Sweep(msgspec.Struct, frozen=True, eq=False):
    """The property shapes of a node shape, sorted by what must be looked at."""

    where_present: Mapping[str, tuple[tuple[_Accepts, Shape], ...]]
    """Predicate -> shapes that accept a node without it."""
    always: tuple[tuple[str, _Accepts, Shape], ...]
    """Predicates with shapes that may miss a value."""
    paths: tuple[Shape, ...]
    """Shapes with any other path."""

    def failing(self, data: Data, nodes: Sequence[str]) -> list[tuple[Shape, str]]:
        """The property shapes that do not hold, each with the focus node."""
        found = []
        graph, always, where_present, paths = data.graph, self.always, self.where_present, self.paths
        for focus in nodes:
            properties = graph.get(focus, NOTHING)
            for predicate, accepts, shape in always:
                if not accepts(data, focus, properties.get(predicate, ())):
                    found.append((shape, focus))
            for predicate in properties:
                if predicate in where_present:
                    values = properties[predicate]
                    for accepts, shape in where_present[predicate]:
                        if not accepts(data, focus, values):
                            found.append((shape, focus))
            for shape in paths:
                if not shape.conforms(data, focus):
                    found.append((shape, focus))
        return found


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
    checks = [each.check for each in constraints if not each.test and not each.counts_only]
    decides_alone = path is None and not checks and not properties
    return Shape(
        node=node,
        path=path,
        severity=severity,
        messages=messages,
        constraints=constraints,
        properties=properties,
        sweep=_sweep(properties),
        walk=_itself if path is None else compile_path(path),
        accepts=_acceptance(constraints, tests, checks, properties),
        test=(lambda value: all(test(value) for test in tests)) if decides_alone else None,
    )


def _itself(data: Data, focus: str) -> Sequence[str]:
    return (focus,)


def _sweep(shapes: Sequence[Shape]) -> _Sweep:
    where_present: dict[str, tuple[tuple[_Accepts, Shape], ...]] = {}
    always: list[tuple[str, _Accepts, Shape]] = []
    for shape in shapes:
        if not isinstance(shape.path, str):
            continue
        if any(constraint.may_miss_values for constraint in shape.constraints):
            always.append((shape.path, shape.accepts, shape))
        else:
            where_present[shape.path] = (*where_present.get(shape.path, ()), (shape.accepts, shape))
    return _Sweep(where_present, tuple(always), tuple(shape for shape in shapes if not isinstance(shape.path, str)))


def _acceptance(
    constraints: Sequence[Constraint],
    tests: Sequence[ValueTest],
    checks: Sequence[Check],
    properties: Sequence[Shape],
) -> _Accepts:
    """Counts first, then the tests of single values, then what needs the data graph."""
    least = max((each.least for each in constraints), default=0)
    most = min((each.most for each in constraints), default=float("inf"))
    good: set[str] = set()

    def accepts_count(data: Data, focus: str, values: Sequence[str]) -> bool:
        return least <= len(values) <= most

    def accepts_values(data: Data, focus: str, values: Sequence[str]) -> bool:
        return least <= len(values) <= most and (good.issuperset(values) or _all_pass(values, tests, good))

    def accepts(data: Data, focus: str, values: Sequence[str]) -> bool:
        if not accepts_values(data, focus, values):
            return False
        for check in checks:
            if check(data, focus, values):
                return False
        for shape in properties:
            for value in values:
                if not shape.conforms(data, value):
                    return False
        return True

    if checks or properties:
        return accepts
    return accepts_values if tests else accepts_count


def _all_pass(values: Sequence[str], tests: Sequence[ValueTest], good: set[str]) -> bool:
    """Whether all values pass all tests; short ones that pass become `good`, since codes and dates come again."""
    for value in values:
        if value not in good:
            for test in tests:
                if not test(value):
                    return False
            if len(value) <= _REMEMBERED_LENGTH:
                if len(good) >= _REMEMBERED:
                    good.clear()
                good.add(value)
    return True
