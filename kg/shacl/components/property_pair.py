"""Section 4.5: property pair constraint components."""

from collections.abc import Callable, Sequence

from kg.shacl.constraint import Constraint, Violation, of_all
from kg.shacl.data import NOTHING, Data
from kg.shacl.declaration import Declaration
from kg.shacl.values import is_less, is_less_or_equal
from kg.shacl.vocabulary import short

__all__ = ["disjoint", "equals", "less_than", "less_than_or_equals"]


def _others(data: Data, focus: str, predicate: str) -> Sequence[str]:
    """The values of the other property at the focus node."""
    return data.graph.get(focus, NOTHING).get(predicate, ())


def equals(value: str, shape: Declaration) -> Constraint:
    """4.5.1 sh:equals: value nodes and values of the other property are the same; one result for each difference."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        others = _others(data, focus, value)
        if values == others:  # mostly both come from one list
            return ()
        missing = [node for node in values if node not in others]
        return [Violation(node) for node in [*missing, *(other for other in others if other not in values)]]

    return of_all("Equals", check, f"does not have the same values as {short(value)}", also=value, beside=(value,))


def disjoint(value: str, shape: Declaration) -> Constraint:
    """4.5.2 sh:disjoint: no value node is a value of the other property."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        others = _others(data, focus, value)
        return [Violation(node) for node in values if node in others]

    return of_all("Disjoint", check, f"is also a value of {short(value)}", beside=(value,))


def _ordered(component: str, value: str, holds: Callable[[str, str], bool], message: str) -> Constraint:
    """One result for each pair of a value node and another value that is not in order or cannot be compared."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        others = _others(data, focus, value)
        return [Violation(node) for node in values for other in others if not holds(node, other)]

    return of_all(component, check, message, beside=(value,))


def less_than(value: str, shape: Declaration) -> Constraint:
    """4.5.3 sh:lessThan: each value node is less than each value of the other property."""
    return _ordered("LessThan", value, is_less, f"is not less than the values of {short(value)}")


def less_than_or_equals(value: str, shape: Declaration) -> Constraint:
    """4.5.4 sh:lessThanOrEquals: each value node is less than or equal to each value of the other property."""
    return _ordered("LessThanOrEquals", value, is_less_or_equal, f"is greater than a value of {short(value)}")
