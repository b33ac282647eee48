"""Who may take part: criteria, ages, sex, healthy volunteers."""

from kg import properties
from kg.ages import age_in_years
from kg.iris import key
from kg.properties import terms
from kg.record import Eligibility

from .node import Node, coded, new_node, put, put_all, telling

__all__ = ["describe_eligibility"]

_tell_eligible = telling(terms(properties.ELIGIBLE))
_tell_population = telling(terms(properties.POPULATION))


def describe_eligibility(eligibility: Eligibility, *, root: str) -> Node:
    """The eligibility node of a study."""
    node = new_node(f"{root}/eligibility/{key(eligibility.criteria)}", "Eligibility")
    put(node, properties.CRITERIA.term, eligibility.criteria)
    put_all(node, "inclusionCriterion", eligibility.inclusion)
    put_all(node, "exclusionCriterion", eligibility.exclusion)
    _age(node, "minimumAge", eligibility.minimum_age)
    _age(node, "maximumAge", eligibility.maximum_age)
    _tell_eligible(node, eligibility)
    coded(node, properties.AGE_GROUPS.term, *eligibility.age_groups)
    _tell_population(node, eligibility)
    return node


def _age(node: Node, term: str, text: str | None) -> None:
    if text is not None:
        node[term] = text
        put(node, f"{term}Years", age_in_years(text))
