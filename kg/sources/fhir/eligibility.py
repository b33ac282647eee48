"""Who may take part: the group that a study refers to."""

from kg.ages import age_in_years
from kg.record import Coded, Criterion, Eligibility
from kg.sources.criteria.split import criteria_of
from kg.sources.criteria.two_texts import WholeCriteria, criteria_of_sides
from kg.sources.fhir.people import contained_in
from kg.sources.fhir.spellings import AGE_UNITS
from kg.sources.fhir.structs import Characteristic, Contained, Quantity, ResearchStudy
from kg.sources.fhir.values import code_of, codes_in, words_of
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["GENDER_BASED", "GENDER_DESCRIPTION", "POPULATION", "WORDS", "criteria_in", "eligibility_of"]

_SEX = frozenset({"76691-5", "76689-9", "46098-0", "263495000", "sex", "gender"})
_AGE = frozenset({"30525-0", "29553-5", "21612-7", "397669002", "424144002", "age"})
"""Codes of LOINC and of SNOMED CT, and the words."""
_HEALTHY = frozenset({"healthyvolunteers", "healthy volunteers"})
WORDS = "FREETEXT"
"""How the profile of DRKS records names a criterion that is only a text."""
POPULATION, GENDER_BASED, GENDER_DESCRIPTION = "Study population", "Gender based", "Gender description"
"""Traits that are no criteria."""
_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute"})
_PATH = "contained[].characteristic[]"


def eligibility_of(study: ResearchStudy, remarks: Remarks) -> Eligibility | None:
    """The criteria by what they are; None if the record states none."""
    group = contained_in(study).get(study.recruitment.eligibility.reference or "")
    place = study.contained.index(group) if group else 0
    sex: Coded | None = None
    flags: dict[str, bool | None] = {}
    texts: dict[str, str | None] = {}
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
            flags["healthy"] = each.value_boolean
        elif GENDER_BASED.casefold() in kinds:
            flags["gender"] = each.value_boolean
        elif about := kinds & {POPULATION.casefold(), GENDER_DESCRIPTION.casefold()}:
            texts[about.pop()] = each.value_codeable_concept.text
        elif text := _told(each):
            sides[_is_excluded(each)].append(text)
    whole = _criteria(group, sides, remarks)
    found = Eligibility(
        criteria=whole.text,
        listed_criteria=whole.criteria,
        minimum_age=ages[0],
        maximum_age=ages[1],
        sex=sex,
        healthy_volunteers=flags.get("healthy"),
        gender_based=flags.get("gender"),
        gender_description=remarks.long(texts.get(GENDER_DESCRIPTION.casefold())),
        study_population=remarks.long(texts.get(POPULATION.casefold())),
    )
    return found if found != Eligibility() else None


def _criteria(group: Contained | None, sides: dict[bool, list[str]], remarks: Remarks) -> WholeCriteria:
    """The description of the group, if it tells the criteria that stand in words; else these, side by side."""
    text = remarks.long(group.description) if group else None
    listed = criteria_of(text) if text else ()
    if text and {(each, side) for side, told in sides.items() for each in told} <= set(criteria_in(listed)):
        return WholeCriteria(text, listed)
    texts = ("\n\n".join(sides[side]) or None for side in (False, True))
    return criteria_of_sides(*map(remarks.long, texts))


def criteria_in(listed: tuple[Criterion, ...]) -> list[tuple[str, bool]]:
    """Each criterion whose side is known, with those that stand below it, and whether it excludes."""
    texts: dict[int, list[str]] = {}
    depths: dict[int, tuple[int, int]] = {}
    for position, each in enumerate(listed, 1):
        top, depth = depths.get(each.within or 0, (position, -1))
        depths[position] = (top, depth + 1)
        texts.setdefault(top, []).append(f"{'  ' * (depth + 1)}{each.text}")
    return [
        ("\n".join(told), listed[top - 1].side == "EXCLUSION") for top, told in texts.items() if listed[top - 1].side
    ]


def _age(limit: Quantity, remarks: Remarks, place: int, position: int) -> str | None:
    if limit.value is None:
        return None
    code, words = short(limit.code) or "", short(limit.unit) or ""
    is_word = words.casefold().removesuffix("s") in _UNITS
    unit = words if is_word else AGE_UNITS.get(code or words, words or code)
    age = f"{decimal(limit.value)} {unit}".strip()
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
    told = [each for each in (None if about == WORDS else about, value) if each]
    return ": ".join(told) or None


def _amount(quantity: Quantity) -> str | None:
    if quantity.value is None:
        return None
    unit = short(quantity.unit) or short(quantity.code) or ""
    return f"{short(quantity.comparator) or ''} {decimal(quantity.value)} {unit}".strip()


def _is_excluded(written: Characteristic) -> bool:
    """Whether the criterion excludes: `exclude`, turned round if it must not apply."""
    return bool(written.exclude) != (written.value_boolean is False)
