"""The constraint components of SHACL Core (section 4), one module for each part of that section.

A component is a function from one value of its parameter, and the declaration of the shape that the value stands in,
to a compiled constraint, or to None where the value switches nothing on.
"""

from collections.abc import Callable
from typing import TypeAlias

from kg.shacl.constraint import Constraint
from kg.shacl.declaration import Declaration

from . import cardinality, logical, other, property_pair, shape_based, string_based, value_range, value_type

__all__ = ["COMPONENTS", "Component"]

Component: TypeAlias = Callable[[str, Declaration], Constraint | None]

COMPONENTS: dict[str, Component] = {
    # 4.1 value type
    "class": value_type.class_,
    "datatype": value_type.datatype,
    "nodeKind": value_type.node_kind,
    # 4.2 cardinality
    "minCount": cardinality.min_count,
    "maxCount": cardinality.max_count,
    # 4.3 value range
    "minExclusive": value_range.min_exclusive,
    "minInclusive": value_range.min_inclusive,
    "maxExclusive": value_range.max_exclusive,
    "maxInclusive": value_range.max_inclusive,
    # 4.4 string-based
    "minLength": string_based.min_length,
    "maxLength": string_based.max_length,
    "pattern": string_based.pattern,
    "languageIn": string_based.language_in,
    "uniqueLang": string_based.unique_lang,
    # 4.5 property pair
    "equals": property_pair.equals,
    "disjoint": property_pair.disjoint,
    "lessThan": property_pair.less_than,
    "lessThanOrEquals": property_pair.less_than_or_equals,
    # 4.6 logical
    "not": logical.not_,
    "and": logical.and_,
    "or": logical.or_,
    "xone": logical.xone,
    # 4.7 shape-based; sh:property is the compiler's own
    "node": shape_based.node,
    "qualifiedMinCount": shape_based.qualified_min_count,
    "qualifiedMaxCount": shape_based.qualified_max_count,
    # 4.8 other
    "closed": other.closed,
    "hasValue": other.has_value,
    "in": other.in_,
}
"""Parameter name in the SHACL namespace -> component."""
