"""Who may take part: criteria, ages, sex, healthy volunteers."""

from collections.abc import Sequence

from kg.ages import age_in_years
from kg.rdf.encoders import class_term, encoder, predicate, text
from kg.record import Criterion, Eligibility, Study

from .draft import Draft, PartTeller
from .keyed_parts import keys_of
from .not_supported import not_supported_by
from .tables import CRITERION, ELIGIBILITY
from .teller import tell_rows

__all__ = ["tell_eligibility"]

_tell = tell_rows(ELIGIBILITY)
_tell_criteria = PartTeller(CRITERION)
_CLASS = class_term("Eligibility")
_LABEL, _CRITERION, _WITHIN = map(predicate, ("label", "criterion", "withinCriterion"))
_ASKED = ("criteriaText", "sex")
"""Properties that rules ask of it."""
_YEARS = (
    ("minimum_age", predicate("minimumAgeYears"), encoder("minimumAgeYears")),
    ("maximum_age", predicate("maximumAgeYears"), encoder("maximumAgeYears")),
)


def tell_eligibility(eligibility: Eligibility, study: Study, draft: Draft) -> None:
    """The eligibility node of a study, and the criteria that it lists."""
    criteria = eligibility.listed_criteria
    keys = _keys(criteria)
    node = b"%b/eligibility>" % draft.root
    draft.link("eligibility", [node])
    lead, out = draft.part(node, _CLASS), draft.parts
    texts: list[str] = []
    out += (lead, _LABEL, text(f"Eligibility of {study.id}"))
    for each in keys:
        out += (lead, _CRITERION, _term(draft, each))
    _tell(eligibility, lead, out, texts)
    for field, property, encode in _YEARS:
        age = getattr(eligibility, field)
        if age is not None and (years := age_in_years(age)) is not None:
            out += (lead, property, encode(years))
    draft.code_texts(texts, lead, out)
    if more := not_supported_by(study.registration, _ASKED):
        more(eligibility, lead, out)

    def within(part: Criterion, lead: bytes, out: list[bytes]) -> None:
        if part.within:
            out += (lead, _WITHIN, _term(draft, keys[part.within - 1]))

    _tell_criteria.nodes(draft, criteria, keys, range(1, len(keys) + 1), within)


def _term(draft: Draft, key: bytes) -> bytes:
    return b"%b/criterion/%b>" % (draft.root, key)


def _keys(criteria: Sequence[Criterion]) -> list[bytes]:
    """The key of each: made of side, text and the key of the criterion above it, of equals also of their number."""
    keys: list[bytes] = []
    level = ""
    met: dict[str, int] = {}
    for part, identity in zip(criteria, _tell_criteria.identities(criteria, ""), strict=True):
        level = keys[part.within - 1].decode() if part.within else ""
        identity = f"{identity}\x1f{level}"
        number = met[identity] = met.get(identity, 0) + 1
        keys += keys_of([identity if number == 1 else f"{identity}\x1f{number}"])
    return keys
