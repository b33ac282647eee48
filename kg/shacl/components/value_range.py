"""Section 4.3: value range constraint components. A value node that cannot be compared violates them all."""

from kg.shacl.constraint import Constraint, of_value
from kg.shacl.declaration import Declaration
from kg.shacl.term_parts import string_of
from kg.shacl.values import is_less, is_less_or_equal

__all__ = ["max_exclusive", "max_inclusive", "min_exclusive", "min_inclusive"]


def min_exclusive(value: str, shape: Declaration) -> Constraint:
    """4.3.1 sh:minExclusive: each value node is greater."""
    return of_value("MinExclusive", lambda node: is_less(value, node), f"is not greater than {string_of(value)}")


def min_inclusive(value: str, shape: Declaration) -> Constraint:
    """4.3.2 sh:minInclusive: each value node is greater or equal."""
    return of_value("MinInclusive", lambda node: is_less_or_equal(value, node), f"is not at least {string_of(value)}")


def max_exclusive(value: str, shape: Declaration) -> Constraint:
    """4.3.3 sh:maxExclusive: each value node is less."""
    return of_value("MaxExclusive", lambda node: is_less(node, value), f"is not less than {string_of(value)}")


def max_inclusive(value: str, shape: Declaration) -> Constraint:
    """4.3.4 sh:maxInclusive: each value node is less or equal."""
    return of_value("MaxInclusive", lambda node: is_less_or_equal(node, value), f"is not at most {string_of(value)}")
