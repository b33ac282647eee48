"""Who may take part: criteria, sex, groups of age and of people."""

from collections.abc import Iterable

from kg.record import Coded, Criterion, Eligibility
from kg.sources.codes import NOTATIONS
from kg.sources.ctis.structs import CtisTrial, Numbered, Population, TrialInformation
from kg.sources.ctis.values import code_of, listed
from kg.sources.fields.remarks import Remarks

__all__ = ["eligibility_of", "in_order"]

_HEALTHY = "healthy"
_VULNERABLE = "vulnerable population"
_FLAGS = {(True, True): "ALL", (True, False): "FEMALE", (False, True): "MALE"}
"""Whether women take part, whether men do -> the notation."""


def in_order(items: Iterable[Numbered]) -> list[Numbered]:
    """The items by their numbers: before June 2024 the tenth stands behind the first."""
    return sorted(items, key=lambda each: (each.number is None, each.number or 0))


def eligibility_of(trial: CtisTrial, written: TrialInformation, remarks: Remarks) -> Eligibility | None:
    """The criteria, each as it stands in the list, and the groups of people."""
    population, lists = written.population_of_trial_subjects, written.eligibility_criteria
    included = [each.principal_inclusion_criteria for each in in_order(lists.principal_inclusion_criteria)]
    excluded = [each.principal_exclusion_criteria for each in in_order(lists.principal_exclusion_criteria)]
    sides = [("INCLUSION", _texts(included, remarks)), ("EXCLUSION", _texts(excluded, remarks))]
    groups = listed(each.name for each in population.clinical_trial_groups)
    vulnerable = (_VULNERABLE,) if population.is_vulnerable_population_selected else ()
    eligibility = Eligibility(
        criteria="\n\n".join(_told(side, texts) for side, texts in sides if texts) or None,
        listed_criteria=tuple(Criterion(text=text, side=side) for side, texts in sides for text in texts),
        sex=_sex(trial, population, remarks),
        healthy_volunteers=any(_HEALTHY in each.casefold() for each in groups) if groups else None,
        age_groups=_age_groups(trial, population, remarks),
        study_population="; ".join((*groups, *vulnerable)) or None,
    )
    return eligibility if eligibility != Eligibility() else None


def _texts(texts: Iterable[str | None], remarks: Remarks) -> list[str]:
    return list(dict.fromkeys(found for each in texts if (found := remarks.long(each))))


def _told(side: str, texts: list[str]) -> str:
    """One side as one text; the heading is that of the graph, since the source has a field for each."""
    items = [f"{number}. {text}" for number, text in enumerate(texts, 1)]
    return f"{side.capitalize()} Criteria:\n\n" + "\n".join(items)


def _sex(trial: CtisTrial, population: Population, remarks: Remarks) -> Coded | None:
    flags = bool(population.is_female_subjects), bool(population.is_male_subjects)
    return _FLAGS.get(flags) or code_of("sex", trial.gender, remarks, "gender")


def _age_groups(trial: CtisTrial, population: Population, remarks: Remarks) -> tuple[Coded, ...]:
    """The groups in the order of age, those that no code names behind them."""
    path = "populationOfTrialSubjects.ageRanges[].ageRangeCategory"
    written = [each.age_range_category_code or each.age_range_category for each in population.age_ranges]
    found = [code_of("age-group", text, remarks, path, place) for place, text in enumerate(written)]
    if not written and trial.age_group:
        found = [code_of("age-group", text, remarks, "ageGroup") for text in trial.age_group.split(", ")]
    order = NOTATIONS["age-group"]
    known = [each for each in order if each in found]
    return tuple(dict.fromkeys((*known, *(each for each in found if each and each not in order))))
