"""The columns of the portal's tables, which are the elements of its XML: where each goes, or why it does not.

The exports of 2020 have 40 of them. Those marked `later` are in the XML of today and in the files that the portal gave
out each week until 2025; their names come from programs that read these. An element has `_` where a column has a space.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from kg.properties import ASKED
from kg.sources.field_account import Field, into, left_out
from kg.sources.table_rows import words_of

__all__ = ["COLUMNS", "LATER", "WEEKLY", "PortalColumn", "column_of", "fields_of", "lacking"]


class PortalColumn(NamedTuple):
    """One column, whatever it is called."""

    names: tuple[str, ...]
    """The one of the portal first."""
    fields: Mapping[str, Field]
    """What stands in a cell, below the name of the column -> where it goes."""
    answers: tuple[str, ...] = ()
    """Of the properties that rules ask for those that the column states wherever a register has them.

    Whether there are results, and when a study ended, is filled in for a few registers, and of some records of these.
    """
    is_later: bool = False


def _column(*names: str, goes: Field, answers: tuple[str, ...] = (), later: bool = False) -> PortalColumn:
    return PortalColumn(names, {"": goes}, answers, later)


def _coded(*names: str, goes: str, codes: str, answers: tuple[str, ...] = (), later: bool = False) -> PortalColumn:
    return PortalColumn(names, {"": into(goes, codes=codes)}, answers, later)


_ADDRESS = "the address of an office or a person"
_PERSON = "a person at an office; whom to ask about the trial stands among its contacts"
_FLAG = "whether it was registered before it began, which its dates say"
_OTHERS = "whether the portal knows other records of the trial: it does not say which"
_OUTCOME = ("ct:measure", "ct:timeFrame", "dcterms:description", "ct:detailedDescription")
_CONTACT = into("ct:contact", "schema:name")
_AFFILIATION = into("ct:contact", "schema:name")
_RESULT_TEXT = into("ct:resultsSummary")
_CRITERIA = ("ct:criteriaText", "ct:text")
_DESIGN = {
    ".allocation": into("ct:allocation", codes="allocation"),
    ".intervention-model": into("ct:interventionModel", codes="intervention-model"),
    ".masking": into("ct:masking", codes="masking"),
    ".masked-party": into("ct:maskedParty", codes="masked-party"),
    ".primary-purpose": into("ct:primaryPurpose", codes="primary-purpose"),
    ".control-type": into("ct:controlType", codes="control-type"),
    ".observational-model": into("ct:observationalModel", codes="observational-model"),
    ".time-perspective": into("ct:timePerspective", codes="time-perspective"),
}


def _contacts(prefix: str, *, later: bool) -> dict[str, PortalColumn]:
    key = f"{prefix.casefold().replace(' ', '_')}contact_"
    return {
        f"{key}firstname": _column(f"{prefix}Contact Firstname", goes=_CONTACT, later=later),
        f"{key}lastname": _column(f"{prefix}Contact Lastname", goes=_CONTACT, later=later),
        f"{key}address": _column(f"{prefix}Contact Address", goes=left_out(_ADDRESS), later=later),
        f"{key}email": _column(f"{prefix}Contact Email", goes=into("ct:email"), later=later),
        f"{key}phone": _column(f"{prefix}Contact Tel", goes=into("ct:phone"), later=later),
        f"{key}affiliation": _column(f"{prefix}Contact Affiliation", goes=_AFFILIATION, later=later),
    }


COLUMNS: Mapping[str, PortalColumn] = {
    "id": _column("TrialID", goes=into("dcterms:identifier", "ct:describes")),
    "number": _column("Internal Number", goes=left_out("how the portal numbers its records"), later=True),
    "refreshed": _column("Last Refreshed on", "last update", "last updated", goes=into("ct:registryVersionDate")),
    "identifiers": _column(
        "Secondary ID",
        "SecondaryIDs",
        "Secondary IDs",
        goes=into("ct:identifierValue", "ct:identifierType", "ct:identifierRole", "ct:identifierDomain"),
        later=True,
    ),
    "title": _column("Public title", goes=into("dcterms:title"), answers=("title",)),
    "scientific_title": _column("Scientific title", goes=into("ct:officialTitle"), answers=("officialTitle",)),
    "acronym": _column("Acronym", goes=into("ct:acronym")),
    "sponsor": _column("Primary sponsor", goes=into("ct:leadSponsor", "ct:leadSponsorName"), answers=("leadSponsor",)),
    "collaborators": _column(
        "Secondary Sponsor", "Secondary sponsors", goes=into("ct:collaborator", "ct:collaboratorName"), later=True
    ),
    "funders": _column("Source Support", "Source Name", goes=into("ct:funder", "ct:funderName"), later=True),
    "registered": _column(
        "Date registration", goes=into("ct:firstPostedDate", "ct:firstSubmittedDate"), answers=("firstPostedDate",)
    ),
    "registered_again": _column("Date registration3", goes=into("ct:firstPostedDate", "ct:firstSubmittedDate")),
    "exported": _column("Export date", goes=into("ct:retrievedDate")),
    "register": _column("Source Register", goes=into("ct:sourceRegistry")),
    "url": _column("web address", "url", goes=into("ct:webLink", "ct:url")),
    "status": _coded("Recruitment Status", goes="ct:overallStatus", codes="overall-status", answers=("overallStatus",)),
    "other_records": _column("other records", goes=left_out(_OTHERS)),
    "agemin": _column("Inclusion agemin", "Age min", goes=into("ct:minimumAge"), answers=("eligibility",)),
    "agemax": _column("Inclusion agemax", "Age max", goes=into("ct:maximumAge"), answers=("eligibility",)),
    "sex": _coded("Inclusion gender", "Gender", goes="ct:sex", codes="sex", answers=("sex", "eligibility")),
    "start": _column("Date enrollement", goes=into("ct:startDate", "ct:startYear"), answers=("startDate",)),
    "start_type": _coded("type enrolment", goes="ct:startDateType", codes="date-type", later=True),
    "size": _column(
        "Target size", goes=into("ct:enrollment", "ct:targetEnrollment", "ct:arm"), answers=("enrollment",)
    ),
    "study_type": PortalColumn(
        ("Study type",),
        {
            "": into("ct:studyType", "ct:patientRegistry", codes="study-type"),
            ".purpose": into("ct:primaryPurpose", codes="primary-purpose"),
        },
        ("studyType",),
    ),
    "design": PortalColumn(("Study design",), {"": into("ct:interventionModelDescription"), **_DESIGN}),
    "phase": PortalColumn(
        ("Phase",),
        {
            "": into("ct:phase", "ct:phaseLabel", codes="phase"),
            ".time-perspective": into("ct:timePerspective", codes="time-perspective"),
        },
        ("phase",),
    ),
    "countries": _column("Countries", goes=into("ct:countryName", "ct:country"), answers=("country",)),
    **_contacts("", later=False),
    **_contacts("Public ", later=True),
    **_contacts("Scientific ", later=True),
    "inclusion": PortalColumn(
        ("Inclusion Criteria",),
        {"": into(*_CRITERIA), ".ages[]": into("ct:ageGroup", codes="age-group")},
        ("eligibility", "criteriaText"),
    ),
    "exclusion": _column("Exclusion Criteria", goes=into(*_CRITERIA)),
    "conditions": _column(
        "Condition",
        "Conditions",
        goes=into("ct:conditionName", "ct:condition", "ct:conditionBrowseLeaf", "ct:keyword"),
        answers=("condition",),
    ),
    "interventions": PortalColumn(
        ("Intervention", "Interventions"),
        {
            "": into("ct:intervention", "schema:name", "dcterms:description", "ct:otherName", "ct:arm"),
            "[].type": into("ct:interventionType", codes="intervention-type"),
        },
        ("intervention",),
    ),
    "primary_outcomes": _column(
        "Primary outcome", goes=into("ct:primaryOutcome", *_OUTCOME), answers=("primaryOutcome",)
    ),
    "secondary_outcomes": _column(
        "Secondary outcome",
        "Secondary outcomes",
        goes=into("ct:secondaryOutcome", *_OUTCOME),
        answers=("secondaryOutcome",),
        later=True,
    ),
    "results_posted": _column("results date posted", goes=into("ct:resultsFirstPostedDate")),
    "completed": _column("results date completed", goes=into("ct:completionDate", "ct:completionYear")),
    "results_url": _column("results url link", goes=into("ct:webLink", "ct:url", "ct:resultsSummary")),
    "retrospective": _column("Retrospective flag", goes=left_out(_FLAG)),
    "prospective": _column("Prospective registration", goes=left_out(_FLAG), later=True),
    "bridging": _column(
        "Bridging flag truefalse", "Bridging flag", goes=into("ct:secondaryIdentifier", "ct:identifierValue")
    ),
    "bridged_type": _column(
        "Bridged type", goes=left_out("which of several records of the trial the portal leads with")
    ),
    "children": _column("Childs", goes=into("ct:secondaryIdentifier", "ct:identifierValue"), later=True),
    "has_results": _column("results yes no", goes=into("ct:hasResults")),
    "actual_size": _column(
        "results actual enrollment", "results actual enrolment", goes=into("ct:enrollment"), later=True
    ),
    "results_summary": _column("results summary", goes=_RESULT_TEXT, later=True),
    "results_published": _column(
        "results date first publication",
        "results date first pub",
        goes=left_out("when a journal first published results: no publication is named"),
        later=True,
    ),
    "results_baseline": _column("results baseline char", goes=_RESULT_TEXT, later=True),
    "results_flow": _column("results participant flow", goes=_RESULT_TEXT, later=True),
    "results_events": _column("results adverse events", goes=_RESULT_TEXT, later=True),
    "results_outcomes": _column("results outcome measures", goes=_RESULT_TEXT, later=True),
    "protocol": _column("results url protocol", goes=into("ct:url", "ct:hasProtocol", "schema:name"), later=True),
    "ipd_plan": PortalColumn(
        ("results ipd plan",),
        {"": into("ct:ipdSharing", "ct:ipdSharingDescription", codes="ipd-sharing")},
        ("ipdSharing",),
        is_later=True,
    ),
    "ipd_description": _column("results ipd description", goes=into("ct:ipdSharingDescription"), later=True),
    "ethics_status": PortalColumn(
        ("Ethics review status", "Ethics Status"),
        {"[]": into("ct:ethicsReviewStatus", codes="ethics-review-status")},
        is_later=True,
    ),
    "ethics_date": _column(
        "Ethics review approval date", "Ethics Approval Date", goes=into("ct:ethicsReviewDate"), later=True
    ),
    "ethics_name": _column(
        "Ethics review contact name", "Ethics Contact Name", goes=into("ct:ethicsCommitteeName"), later=True
    ),
    "ethics_address": _column(
        "Ethics review contact address", "Ethics Contact Address", goes=left_out(_ADDRESS), later=True
    ),
    "ethics_phone": _column("Ethics review contact phone", "Ethics Contact Phone", goes=left_out(_PERSON), later=True),
    "ethics_email": _column("Ethics review contact email", "Ethics Contact Email", goes=left_out(_PERSON), later=True),
}
"""What it states -> the column."""

LATER = frozenset(key for key, column in COLUMNS.items() if column.is_later)
"""What exports of 2020 had no column for."""

_PERSONS = ("firstname", "lastname", "address", "email", "phone", "affiliation")
_WEEKLY = (
    *("id", "refreshed", "identifiers", "title", "scientific_title", "url"),
    *(f"{role}_contact_{part}" for role in ("public", "scientific") for part in _PERSONS),
    *("study_type", "design", "phase", "registered", "start", "size", "status", "sponsor", "collaborators", "funders"),
    *("countries", "conditions", "interventions", "agemin", "agemax", "sex", "inclusion", "exclusion"),
    *("primary_outcomes", "secondary_outcomes", "bridging", "bridged_type", "children", "start_type", "retrospective"),
    *("actual_size", "results_url", "results_summary", "results_posted", "results_published", "results_baseline"),
    *("results_flow", "results_events", "results_outcomes", "protocol", "ipd_plan", "ipd_description", "completed"),
    *("has_results", "ethics_status", "ethics_date", "ethics_name", "ethics_address", "ethics_phone", "ethics_email"),
)
WEEKLY = tuple(COLUMNS[key].names[0] for key in _WEEKLY)
"""The columns of the list that the portal gave out each week, which does not name them; programs that read it do."""

_BY_NAME = {words_of(name): key for key, column in COLUMNS.items() for name in column.names}


def column_of(name: str) -> str | None:
    """What a column or element states, by its name; None of a foreign one."""
    return _BY_NAME.get(words_of(name))


def fields_of(*, is_xml: bool) -> dict[str, Field]:
    """The account of a form of the export: path -> where its values go."""
    return {
        f"{column.names[0].replace(' ', '_') if is_xml else column.names[0]}{path}": field
        for column in COLUMNS.values()
        for path, field in column.fields.items()
    }


def lacking(keys: Collection[str]) -> tuple[str, ...]:
    """The properties that rules ask for and none of these columns can state."""
    answered = {name for key in keys for name in COLUMNS[key].answers}
    return tuple(name for name in ASKED if name not in answered)
