"""Who may take part: criteria, ages, sex, healthy volunteers."""

from kg.ages import age_in_years
from kg.iris import key
from kg.rdf.encoders import TYPE, class_term, encoder, predicate
from kg.record import Eligibility

from .draft import Draft
from .tables import ELIGIBILITY
from .teller import tell_rows

__all__ = ["tell_eligibility"]

_tell = tell_rows(ELIGIBILITY)
_CLASS = class_term("Eligibility")
_YEARS = (
    ("minimum_age", predicate("minimumAgeYears"), encoder("minimumAgeYears")),
    ("maximum_age", predicate("maximumAgeYears"), encoder("maximumAgeYears")),
)


def tell_eligibility(eligibility: Eligibility, draft: Draft) -> None:
    """The eligibility node of a study."""
    node = b"%b/eligibility/%b>" % (draft.root, key(eligibility.criteria).encode())
    draft.link("eligibility", [node])
    lead, out = draft.node(node), draft.parts
    texts: list[str] = []
    out += (lead, TYPE, _CLASS)
    _tell(eligibility, lead, out, texts)
    for field, property, encode in _YEARS:
        age = getattr(eligibility, field)
        if age is not None and (years := age_in_years(age)) is not None:
            out += (lead, property, encode(years))
    draft.code_texts(texts, lead, out)
