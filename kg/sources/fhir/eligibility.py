"""Who may take part: the group that a study refers to."""

from kg.ages import age_in_years
from kg.record import Coded, Eligibility
from kg.sources.criteria.two_texts import criteria_of_sides
from kg.sources.fhir.people import contained_in
from kg.sources.fhir.spellings import AGE_UNITS
from kg.sources.fhir.structs import Characteristic, Quantity, ResearchStudy
from kg.sources.fhir.values import code_of, codes_in, words_of
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["eligibility_of"]

_SEX = frozenset({"76691-5", "76689-9", "46098-0", "263495000", "sex", "gender"})
_AGE = frozenset({"30525-0", "29553-5", "21612-7", "397669002", "424144002", "age"})
"""Codes of LOINC and of SNOMED CT, and the words."""
_HEALTHY = frozenset({"healthyvolunteers", "healthy volunteers"})
_WORDS = "FREETEXT"
"""How the profile of DRKS records names a criterion that is only a text."""
_PATH = "contained[].characteristic[]"


def eligibility_of(study: ResearchStudy, remarks: Remarks) -> Eligibility | None:
    """The criteria by what they are; None if the record states none."""
    group = contained_in(study).get(study.recruitment.eligibility.reference or "")
    place = study.contained.index(group) if group else 0
    sex: Coded | None = None
    healthy: bool | None = None
    ages: list[str | None] = [None, None]
    sides: dict[bool, list[str]] = {False: [], True: []}
    for position, each in enumerate(group.characteristic if group else ()):
        kinds = {*codes_in(each.code), (words_of(each.code) or "").casefold()}
        if kinds & _SEX:
            sex = code_of("sex", each.value_codeable_concept, remarks, f"{_PATH}.valueCodeableConcept", place, position)
        elif kinds & _AGE:
            limits = (each.value_range.low, each.value_range.high)
            ages = [_age(limit, remarks, place, position) or before for limit, before in zip(limits, ages, strict=True)]
        elif kinds & _HEALTHY:
            healthy = each.value_boolean
        elif text := _told(each):
            sides[_is_excluded(each)].append(text)
    texts = ("\n\n".join(sides[side]) or None for side in (False, True))
    whole = criteria_of_sides(*map(remarks.long, texts))
    found = Eligibility(
        criteria=whole.text,
        listed_criteria=whole.criteria,
        minimum_age=ages[0],
        maximum_age=ages[1],
        sex=sex,
        healthy_volunteers=healthy,
    )
    return found if found != Eligibility() else None


def _age(limit: Quantity, remarks: Remarks, place: int, position: int) -> str | None:
    if limit.value is None:
        return None
    unit = short(limit.code) or short(limit.unit) or ""
    age = f"{decimal(limit.value)} {AGE_UNITS.get(unit, short(limit.unit) or unit)}".strip()
    if age_in_years(age) is None:
        what = f"`{age[:60]}` is no age in years; it is kept as text"
        remarks.note("CT-R131", what, f"{_PATH}.valueRange", place, position)
    return age


def _told(written: Characteristic) -> str | None:
    """A criterion in words: what it is about, and its value."""
    about = words_of(written.code)
    limits = [_amount(each) for each in (written.value_range.low, written.value_range.high)]
    span = " ".join(f"{word} {amount}" for word, amount in zip(("from", "to"), limits, strict=True) if amount)
    concept = written.value_codeable_concept
    value = concept.text or words_of(concept) or span or _amount(written.value_quantity)
    told = [each for each in (None if about == _WORDS else about, value) if each]
    return ": ".join(told) or None


def _amount(quantity: Quantity) -> str | None:
    if quantity.value is None:
        return None
    unit = short(quantity.unit) or short(quantity.code) or ""
    return f"{short(quantity.comparator) or ''} {decimal(quantity.value)} {unit}".strip()


def _is_excluded(written: Characteristic) -> bool:
    """Whether the criterion excludes: `exclude`, turned round if it must not apply."""
    return bool(written.exclude) != (written.value_boolean is False)
