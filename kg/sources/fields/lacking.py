"""What no field of a format can state, of what rules ask for: told by the table of its fields."""

from collections.abc import Iterable, Mapping

from kg.properties import ASKED
from kg.sources.field_account import Field

__all__ = ["lacking"]

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
