"""What no field of a format can state, of what rules ask for: told by the table of its fields."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from operator import attrgetter

import msgspec

from kg.properties import ASKED, DESIGN, ELIGIBILITY, STUDY
from kg.record import Eligibility, Outcome, Study
from kg.sources.field_account import Field

__all__ = ["lacking", "saying_what_it_lacks"]

_PREFIX = {"title": "dcterms"}
_ALSO = {
    "condition": ("ct:conditionName",),
    "country": ("ct:countryName",),
    "eligibility": ("ct:criteriaText", "ct:sex", "ct:minimumAge", "ct:maximumAge", "ct:ageGroup"),
    "firstPostedDate": ("ct:firstSubmittedDate", "ct:firstSubmittedQcDate"),
    "hasResults": ("ct:resultsFirstPostedDate",),
    "intervention": ("ct:treatment", "ct:interventionType"),
    "lastUpdatePostedDate": ("dcterms:modified", "ct:lastUpdateSubmittedDate", "ct:verificationDate"),
    "leadSponsor": ("ct:leadSponsorName",),
    "official": ("ct:responsiblePartyName",),
    "primaryOutcome": ("ct:measure",),
    "secondaryOutcome": ("ct:measure",),
}
"""Property that is asked for -> others that answer, or of which it follows: whoever has ages has a node for them."""


def lacking(fields: Mapping[str, Field]) -> tuple[str, ...]:
    """The properties that rules ask for and none of these fields can state; see `ct:notSupported`."""
    stated = {property for field in fields.values() for property in field.into}
    return tuple([name for name in ASKED if stated.isdisjoint(_answers(name))])


def _answers(name: str) -> Iterable[str]:
    return (f"{_PREFIX.get(name, 'ct')}:{name}", *_ALSO.get(name, ()))


def saying_what_it_lacks(study: Study, names: Iterable[str]) -> Study:
    """The study, whose record names of these what it does not state after all, as free text at times does."""
    lacks = tuple([name for name in names if not _STATES[name](study)])
    if lacks == study.registration.not_supported:
        return study
    record = msgspec.structs.replace(study.registration, not_supported=lacks)
    return msgspec.structs.replace(study, registration=record)


def _outcomes(study: Study) -> Iterable[Outcome]:
    groups = (study.primary_outcomes, study.secondary_outcomes, study.other_outcomes, study.unspecified_outcomes)
    return chain.from_iterable(groups)


_NO_ELIGIBILITY = Eligibility()
_PARTS: Mapping[str, Callable[[Study], object]] = {
    "leadSponsor": lambda study: study.lead_sponsor,
    "official": lambda study: study.officials or next((site for site in study.sites if site.officials), None),
    "country": lambda study: study.countries or next((site for site in study.sites if site.country), None),
    "condition": lambda study: study.conditions,
    "intervention": lambda study: study.interventions,
    "primaryOutcome": lambda study: study.primary_outcomes,
    "secondaryOutcome": lambda study: study.secondary_outcomes,
    "timeFrame": lambda study: next((each for each in _outcomes(study) if each.time_frame), None),
    "armType": lambda study: next((arm for arm in study.arms if arm.type), None),
    "interventionType": lambda study: next((each for each in study.interventions if each.type), None),
    "eligibility": lambda study: study.eligibility,
    "ipdSharing": lambda study: study.ipd_sharing and study.ipd_sharing.statement,
    "firstPostedDate": lambda study: study.registration.first_posted,
    "lastUpdatePostedDate": lambda study: study.registration.last_update_posted,
}


def _states() -> Iterable[tuple[str, Callable[[Study], bool]]]:
    """Property that is asked for -> whether a study states it."""
    rows = ((STUDY, ""), (DESIGN, "design."))
    plain = {row.term: attrgetter(f"{within}{row.attribute}") for table, within in rows for row in table}
    for name in ASKED:
        yield name, _given(_PARTS.get(name) or plain.get(name) or _of_eligibility(name))


def _of_eligibility(name: str) -> Callable[[Study], object]:
    value = attrgetter(next(row.attribute for row in ELIGIBILITY if row.term == name))
    return lambda study: value(study.eligibility or _NO_ELIGIBILITY)


def _given(value: Callable[[Study], object]) -> Callable[[Study], bool]:
    return lambda study: value(study) not in (None, ())


_STATES = dict(_states())
