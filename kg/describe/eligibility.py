"""Who may take part: criteria, ages, sex, healthy volunteers."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from kg.iris import key
from kg.record import Eligibility

from .node import Node, coded, new_node, put, put_all

__all__ = ["age_in_years", "describe_eligibility"]

_AGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]+)")
_PER_YEAR = {
    "year": Decimal(1),
    "month": Decimal(12),
    "week": Decimal("52.1775"),
    "day": Decimal("365.2425"),
    "hour": Decimal("8765.82"),
    "minute": Decimal("525949.2"),
}
"""Units of age that registries use, in a year of the Gregorian calendar."""


@lru_cache(maxsize=4_096)
def age_in_years(text: str) -> str | None:
    """An age such as `6 Months` in years, a canonical decimal of at most four places (`0.5`), or None."""
    found = _AGE.fullmatch(text.strip())
    per_year = _PER_YEAR.get(found[2].casefold().removesuffix("s")) if found else None
    if not found or not per_year:
        return None
    years = (Decimal(found[1]) / per_year).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    written = f"{years:f}".rstrip("0").rstrip(".")
    return written.lstrip("0") if written.startswith("00") else written


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
