"""Who may take part, as the Group that a study refers to."""

import re

from kg.record import Coded, Eligibility
from kg.sources.fhir.eligibility import GENDER_BASED, GENDER_DESCRIPTION, POPULATION, WORDS, criteria_in
from kg.sources.fhir.spellings import AGE_UNITS, PROFILE, SYSTEMS
from kg.sources.fhir.writing.elements import Element, concept_of, of_system, present

__all__ = ["age_parts", "group_of"]

_SEX, _AGE = "76691-5", "30525-0"
"""Codes of LOINC: gender identity, age."""
_HEALTHY: Element = {"system": f"{PROFILE}CodeSystem/EligibilityCriteria", "code": "healthyVolunteers"}
_LIMIT = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) (\S.*)")
_CODES = {unit.casefold().removesuffix("s"): code for code, unit in AGE_UNITS.items()}


def group_of(eligibility: Eligibility) -> Element:
    """The group: the criteria as a whole in its description, and each of them as a trait."""
    traits = [
        *_sex(eligibility.sex),
        *_ages(eligibility),
        *_flag({"coding": [_HEALTHY], "text": "Healthy volunteers"}, eligibility.healthy_volunteers),
        *_flag({"text": GENDER_BASED}, eligibility.gender_based),
        *_words(GENDER_DESCRIPTION, eligibility.gender_description, excludes=False),
        *_words(POPULATION, eligibility.study_population, excludes=False),
    ]
    for text, excludes in criteria_in(eligibility.listed_criteria):
        traits += _words(WORDS, text, excludes=excludes)
    if not traits and not eligibility.criteria:
        return {}
    return present(
        {
            "type": "person",
            "membership": "definitional",
            "description": eligibility.criteria,
            "characteristic": traits,
        }
    )


def _trait(code: Element, value: Element, *, excludes: bool = False) -> Element:
    return {"code": code, **value, "exclude": excludes}


def _sex(sex: Coded | None) -> list[Element]:
    concept = concept_of("sex", sex)
    code = of_system("trait", _SEX, "Gender identity")
    return [_trait(code, {"valueCodeableConcept": concept})] if concept else []


def _flag(code: Element, flag: bool | None) -> list[Element]:
    return [] if flag is None else [_trait(code, {"valueBoolean": flag})]


def _words(name: str, text: str | None, *, excludes: bool) -> list[Element]:
    return [_trait({"text": name}, {"valueCodeableConcept": {"text": text}}, excludes=excludes)] if text else []


def _ages(eligibility: Eligibility) -> list[Element]:
    limits = {"low": _age(eligibility.minimum_age), "high": _age(eligibility.maximum_age)}
    span = present(limits)
    return [_trait(of_system("trait", _AGE, "Age"), {"valueRange": span})] if span else []


def _age(written: str | None) -> Element:
    parts = age_parts(written)
    if parts is None:
        return {}
    number, unit = parts
    code = _CODES.get(unit.casefold().removesuffix("s"))
    coded = {"system": SYSTEMS["unit"], "code": code} if code else {}
    return {"value": float(number) if "." in number else int(number), "unit": unit, **coded}


def age_parts(written: str | None) -> tuple[str, str] | None:
    """Number and unit of an age; None for what has no number and unit, such as `Birth`."""
    found = _LIMIT.fullmatch(written) if written else None
    return (found[1], found[2]) if found else None
