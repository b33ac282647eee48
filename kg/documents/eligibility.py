"""Who may take part: criteria, ages, sex, healthy volunteers."""

from kg.ages import age_in_years
from kg.iris import key
from kg.record import Eligibility

from .node import Node, coded, new_node, put, put_all

__all__ = ["describe_eligibility"]


def describe_eligibility(eligibility: Eligibility, *, root: str) -> Node:
    """The eligibility node of a study."""
    node = new_node(f"{root}/eligibility/{key(eligibility.criteria)}", "Eligibility")
    put(node, "criteriaText", eligibility.criteria)
    put_all(node, "inclusionCriterion", eligibility.inclusion)
    put_all(node, "exclusionCriterion", eligibility.exclusion)
    _age(node, "minimumAge", eligibility.minimum_age)
    _age(node, "maximumAge", eligibility.maximum_age)
    coded(node, "sex", eligibility.sex)
    put(node, "genderBased", eligibility.gender_based)
    put(node, "genderDescription", eligibility.gender_description)
    put(node, "healthyVolunteers", eligibility.healthy_volunteers)
    coded(node, "ageGroup", *eligibility.age_groups)
    put(node, "studyPopulation", eligibility.study_population)
    coded(node, "samplingMethod", eligibility.sampling_method)
    put(node, "predictedMinimumBmi", eligibility.predicted_minimum_bmi)
    put(node, "predictedMaximumBmi", eligibility.predicted_maximum_bmi)
    return node


def _age(node: Node, term: str, text: str | None) -> None:
    if text is not None:
        node[term] = text
        put(node, f"{term}Years", age_in_years(text))
