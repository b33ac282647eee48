"""Section 4.2: cardinality constraint components."""

from collections.abc import Sequence

from kg.shacl.constraint import Constraint, Violation
from kg.shacl.data import Data
from kg.shacl.declaration import Declaration
from kg.shacl.term_parts import string_of
from kg.shacl.vocabulary import sh

__all__ = ["max_count", "min_count"]

_ONE_RESULT = (Violation(),)


def min_count(value: str, shape: Declaration) -> Constraint:
    """4.2.1 sh:minCount: there are at least so many value nodes."""
    least = int(string_of(value) or "0")

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return _ONE_RESULT if len(values) < least else ()

    return Constraint(
        component=sh("MinCountConstraintComponent"),
        message="has no value" if least == 1 else f"has fewer than {least} values",
        check=check,
        least=least,
        counts_only=True,
    )


def max_count(value: str, shape: Declaration) -> Constraint:
    """4.2.2 sh:maxCount: there are at most so many value nodes."""
    most = int(string_of(value) or "0")

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return _ONE_RESULT if len(values) > most else ()

    return Constraint(
        component=sh("MaxCountConstraintComponent"),
        message=f"has more than {most} value{'' if most == 1 else 's'}",
        check=check,
        most=most,
        counts_only=True,
    )
