"""Section 4.8: other constraint components."""

from collections.abc import Sequence

from msgspec.structs import replace

from kg.shacl.constraint import Constraint, Violation, of_all, of_value
from kg.shacl.data import NOTHING, Data
from kg.shacl.declaration import Declaration
from kg.shacl.vocabulary import TRUE

__all__ = ["closed", "has_value", "in_"]

_ONE_RESULT = (Violation(),)


def closed(value: str, shape: Declaration) -> Constraint | None:
    """4.8.1 sh:closed with sh:ignoredProperties: value nodes have only properties of sh:property or of the list."""
    if value != TRUE:
        return None
    declared = {path for each in shape.values("property") for path in shape.graph.values(each, "path")}
    ignored = shape.value("ignoredProperties")
    allowed = declared if ignored is None else declared.union(shape.members(ignored, "ignoredProperties"))

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return [
            Violation(term, path=predicate)
            for node in values
            for predicate, terms in data.graph.get(node, NOTHING).items()
            if predicate not in allowed
            for term in terms
        ]

    return of_all("Closed", check, "has a property that the closed shape does not list")


def has_value(value: str, shape: Declaration) -> Constraint:
    """4.8.2 sh:hasValue: one of the value nodes is the term."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        return () if value in values else _ONE_RESULT

    constraint = of_all("HasValue", check, f"does not have the value {value}", least=1, beside=())
    return replace(constraint, term=value)


def in_(value: str, shape: Declaration) -> Constraint:
    """4.8.3 sh:in: each value node is a member of the list."""
    members = frozenset(shape.members(value, "in"))
    return of_value("In", members.__contains__, "is not one of the listed values")
