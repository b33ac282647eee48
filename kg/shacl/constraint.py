"""One constraint of a shape, compiled: what every component of `kg.shacl.components` returns."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from .data import Data
from .finding import Finding
from .paths import PropertyPath
from .vocabulary import sh

__all__ = ["Check", "Constraint", "NodeTest", "ValueTest", "Violation", "of_all", "of_node", "of_value"]

ValueTest: TypeAlias = Callable[[str], bool]
"""Whether a value node passes, whatever the data graph says of it."""

NodeTest: TypeAlias = Callable[[Data, str], bool]
"""Whether a value node passes, given the data graph."""


class Violation(NamedTuple):
    """What is wrong: the value node, if one is to blame; the path if it is not the shape's; what is wrong inside."""

    value: str | None = None
    path: "PropertyPath | None" = None
    details: tuple[Finding, ...] = ()


Check: TypeAlias = Callable[[Data, str, Sequence[str]], Sequence[Violation]]
"""From the data graph, a focus node and its value nodes to all that violates the constraint."""


class Constraint(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A check, and what the fast path may know of it."""

    component: str
    message: str
    """In plain words, for a shape without `sh:message`."""
    on_value: Callable[[str], str] | None = None
    """The same of one value node, where there is more to say."""
    check: Check
    test: ValueTest | None = None
    """Decides alone, where each value node is decided by itself and by its term only."""
    plain: float = float("inf")
    """A plain literal, of xsd:string, passes the test if its term has so many characters."""
    least: int = 0
    most: float = float("inf")
    """With fewer value nodes than `least`, or with more than `most`, there is a result for sure."""
    counts_only: bool = False
    """Whether their number is all that counts."""
    also: str | None = None
    """A predicate whose values at the focus node may give a result where there is no value node."""
    beside: tuple[str, ...] | None = None
    """Predicates of the focus node that it reads besides its value nodes; None if it may look at the whole graph."""
    segment: str | None = None
    """An IRI whose last segment but one is this passes the test, if another segment follows that is not empty."""
    instance_of: str | None = None
    """The class of which each value node must be an instance, and nothing else is asked."""
    term: str | None = None
    """The term that a value node must be, where nothing else is asked."""
    inner: tuple[Any, ...] = ()
    """The shapes that it asks value nodes to conform to, where nothing else is asked."""
    conforming: float = float("inf")
    """So many value nodes may conform to them."""


def of_value(
    component: str,
    test: ValueTest,
    message: str,
    *,
    plain: float = float("inf"),
    on_value: Callable[[str], str] | None = None,
) -> Constraint:
    """For each value node that fails the test there is a result with the value node."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return [Violation(value) for value in values if not test(value)]

    return Constraint(
        component=sh(f"{component}ConstraintComponent"),
        message=message,
        on_value=on_value,
        check=check,
        test=test,
        plain=plain,
    )


def of_node(component: str, test: NodeTest, message: str) -> Constraint:
    """For each value node that fails the test in the data graph there is a result with the value node."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return [Violation(value) for value in values if not test(data, value)]

    return Constraint(component=sh(f"{component}ConstraintComponent"), message=message, check=check)


def of_all(
    component: str,
    check: Check,
    message: str,
    *,
    least: int = 0,
    also: str | None = None,
    beside: tuple[str, ...] | None = None,
) -> Constraint:
    """The value nodes are looked at together."""
    return Constraint(
        component=sh(f"{component}ConstraintComponent"),
        message=message,
        check=check,
        least=least,
        also=also,
        beside=beside,
    )
