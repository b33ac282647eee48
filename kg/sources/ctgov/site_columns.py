"""The columns of the site's own tables: their names in each generation, where their cells go, or why they do not.

The site let its users choose columns. It had one set of names until 2017, another until 2023, and has a third since
then. Those marked `unseen` stand in no table at hand: their names come from programs that read such tables in 2015.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.sources.codes import CLASSIC, NOTATIONS
from kg.sources.field_account import Field, into, left_out
from kg.sources.table_rows import words_of

__all__ = ["COLUMNS", "DATES", "FIELDS", "ID", "UNNAMED", "Column", "column_of"]

Fits = Callable[[str], bool]


class Column(NamedTuple):
    """One column, whatever it is called."""

    names: tuple[str, ...]
    """As the site writes them, the present one first."""
    fields: Mapping[str, Field]
    """What stands in a cell, below the name of the column -> where it goes."""
    answers: tuple[str, ...] = ()
    """Of the properties that rules ask for those that the column can state."""
    fits: Fits | None = None
    """Whether a text can stand in the column, where its form tells it from what stands in others."""


def _form(pattern: str) -> Fits:
    form = re.compile(pattern, re.IGNORECASE)
    return lambda text: form.fullmatch(text) is not None


def _codes(code_list: str) -> Fits:
    known = {each.casefold() for each in (*NOTATIONS[code_list], *CLASSIC[code_list])}
    return lambda text: all(each.strip().casefold() in known for each in text.split("|"))


def _of(field: Field) -> Mapping[str, Field]:
    return {"": field}


def _listed(field: Field) -> Mapping[str, Field]:
    return {"[]": field}


def _date(*names: str, goes: str, answers: tuple[str, ...] = ()) -> Column:
    return Column(names, _of(into(goes)), answers, _DATE)


_DATE = _form(
    r"[0-9]{1,4}[-/. ][A-Za-z0-9]{1,9}(?:[-/., ]{1,2}[0-9]{1,4})?(?: [0-9:. ]+)?|[a-z]{3,9}\.?[ -].{2,12}|[0-9]{5}"
)
_OUTCOMES = ("ct:measure",)
_DESIGN = {
    ".allocation": into("ct:allocation", codes="allocation"),
    ".intervention model": into("ct:interventionModel", codes="intervention-model"),
    ".masking": into("ct:masking", codes="masking"),
    ".masked parties[]": into("ct:maskedParty", codes="masked-party"),
    ".primary purpose": into("ct:primaryPurpose", codes="primary-purpose"),
    ".observational model": into("ct:observationalModel", codes="observational-model"),
    ".time perspective": into("ct:timePerspective", codes="time-perspective"),
    ".endpoint classification": into("ct:endpointClassification"),  # unseen; until 2017
}
_DESIGN_ANSWERS = (
    *("allocation", "interventionModel", "masking", "maskedParty", "primaryPurpose"),
    *("observationalModel", "timePerspective"),
)

ID = "id"
DATES: Mapping[str, Column] = {
    "start": _date("Start Date", goes="ct:startDate", answers=("startDate",)),
    "primary_completion": _date("Primary Completion Date", goes="ct:primaryCompletionDate"),
    "completion": _date("Completion Date", goes="ct:completionDate", answers=("completionDate",)),
    "first_posted": _date("First Posted", goes="ct:firstPostedDate", answers=("firstPostedDate",)),
    "results_first_posted": _date("Results First Posted", goes="ct:resultsFirstPostedDate"),
    "last_update_posted": _date(
        "Last Update Posted", goes="ct:lastUpdatePostedDate", answers=("lastUpdatePostedDate",)
    ),
    # Until 2017; unseen.
    "first_submitted": _date("First Received", goes="ct:firstSubmittedDate", answers=("firstPostedDate",)),
    "updated": _date("Last Updated", goes="dcterms:modified", answers=("lastUpdatePostedDate",)),
    "verified": _date("Last Verified", goes="ct:verificationDate", answers=("lastUpdatePostedDate",)),
    "results_first_submitted": _date("Results First Received", goes="ct:resultsFirstSubmittedDate"),
}
"""Columns of dates, by where they stand in the record."""

COLUMNS: Mapping[str, Column] = {
    "rank": Column(("Rank",), _of(left_out("the place in the list of that search")), fits=_form("[0-9]{1,6}")),
    ID: Column(("NCT Number",), _of(into("dcterms:identifier")), fits=_form("NCT[0-9]{8}")),
    "title": Column(("Study Title", "Title"), _of(into("dcterms:title")), ("title",)),
    "url": Column(
        ("Study URL", "URL"), _of(left_out("the page of the record, which its id gives")), fits=_form(r"https?://\S+")
    ),
    "acronym": Column(("Acronym",), _of(into("ct:acronym"))),
    "status": Column(
        ("Study Status", "Status", "Recruitment"),
        _of(into("ct:overallStatus", codes="overall-status")),
        ("overallStatus",),
        _codes("overall-status"),
    ),
    "brief_summary": Column(("Brief Summary",), _of(into("ct:briefSummary")), ("briefSummary",)),
    "has_results": Column(
        ("Study Results",),
        _of(into("ct:hasResults")),
        ("hasResults",),
        _form(r"yes|no|has results|no .{0,20}results.*"),
    ),
    "conditions": Column(("Conditions",), _listed(into("ct:conditionName", "ct:condition")), ("condition",)),
    "interventions": Column(
        ("Interventions",),
        {
            "[].type": into("ct:interventionType", codes="intervention-type"),
            "[].name": into("schema:name", "ct:treatment"),
        },
        ("intervention", "interventionType"),
    ),
    "primary_outcomes": Column(
        ("Primary Outcome Measures",), _listed(into("ct:primaryOutcome", *_OUTCOMES)), ("primaryOutcome",)
    ),
    "secondary_outcomes": Column(
        ("Secondary Outcome Measures",), _listed(into("ct:secondaryOutcome", *_OUTCOMES)), ("secondaryOutcome",)
    ),
    "other_outcomes": Column(("Other Outcome Measures",), _listed(into("ct:otherOutcome", *_OUTCOMES))),
    "unspecified_outcomes": Column(("Outcome Measures",), _listed(into("ct:unspecifiedOutcome", *_OUTCOMES))),
    "sponsor": Column(("Sponsor",), _of(into("ct:leadSponsor", "ct:leadSponsorName")), ("leadSponsor",)),
    "collaborators": Column(("Collaborators",), _listed(into("ct:collaborator", "ct:collaboratorName"))),
    "sponsors": Column(
        ("Sponsor/Collaborators",),
        {
            ".sponsor": into("ct:leadSponsor", "ct:leadSponsorName"),
            ".collaborators[]": into("ct:collaborator", "ct:collaboratorName"),
        },
        ("leadSponsor",),
    ),
    "sex": Column(("Sex", "Gender"), _of(into("ct:sex", codes="sex")), ("sex", "eligibility"), _codes("sex")),
    "ages": Column(
        ("Age", "Age Groups"),
        {
            ".minimum": into("ct:minimumAge", "ct:minimumAgeYears"),
            ".maximum": into("ct:maximumAge", "ct:maximumAgeYears"),
            ".groups[]": into("ct:ageGroup", codes="age-group"),
        },
        ("eligibility",),
    ),
    "phases": Column(
        ("Phases",), _listed(into("ct:phase", "ct:phaseLabel", codes="phase")), ("phase",), _codes("phase")
    ),
    "enrollment": Column(
        ("Enrollment",), _of(into("ct:enrollment")), ("enrollment",), _form(r"[0-9]{1,9}(?:,[0-9]{3})*(?:\.0+)?")
    ),
    "funder_classes": Column(
        ("Funder Type", "Funded Bys"),
        _listed(into("ct:funderClass", "ct:organizationClass", codes="organization-class")),
        fits=_codes("organization-class"),
    ),
    "study_type": Column(
        ("Study Type", "Study Types"),
        {
            "": into("ct:studyType", codes="study-type"),
            ".registry": into("ct:patientRegistry"),
            ".access[]": into("ct:expandedAccessType", codes="expanded-access-type"),
        },
        ("studyType",),
        _form("(?:interventional|observational|expanded[ _]access).*"),
    ),
    "design": Column(("Study Design", "Study Designs"), _DESIGN, _DESIGN_ANSWERS, _form(r"[A-Za-z ]{4,30}:.*")),
    "identifiers": Column(("Other IDs",), _listed(into("ct:secondaryIdentifier", "ct:identifierValue"))),
    "sites": Column(("Locations",), _listed(into("ct:locationText", "ct:countryName", "ct:country")), ("country",)),
    "documents": Column(
        ("Study Documents",),
        {"[].label": into("schema:name"), "[].url": into("ct:url", "ct:fileName", "ct:documentType")},
    ),
    **DATES,
}
"""Where it stands in the record -> the column."""

UNNAMED = "(column without a name)"
"""The path of what stands in such a column, unless it goes on with the list of the column before it."""

FIELDS: Mapping[str, Field] = {
    **{
        f"{name}{path}": field
        for each in COLUMNS.values()
        for name in each.names
        for path, field in each.fields.items()
    },
    UNNAMED: left_out("nobody can say what a column without a name holds"),
}

_BY_NAME = {words_of(name): (key, name) for key, column in COLUMNS.items() for name in column.names}


def column_of(name: str) -> tuple[str, str] | None:
    """Where the cells of a column stand in the record, and its name as the site writes it; None of a foreign column."""
    return _BY_NAME.get(words_of(name))
