"""The labels of the classic tabular view of ClinicalTrials.gov that speak of the study, each with its reader."""

from kg.sources.ctgov_pages import cells, lists
from kg.sources.ctgov_pages.arms import arms, interventions
from kg.sources.ctgov_pages.outcomes import ORIGINAL_OUTCOMES, outcomes
from kg.sources.ctgov_pages.people import CONTACT_REASON
from kg.sources.ctgov_pages.sublabels import BIOSPECIMEN, DESIGN, SEX, labelled, properties_of
from kg.sources.page.labels import Row

__all__ = ["DESCRIPTIVE", "RECRUITMENT", "TRACKING"]

_OUTCOME = ("ct:measure", "ct:timeFrame", "dcterms:description", "ct:safetyIssue")
_ARM = ("schema:name", "ct:armType", "dcterms:description", "ct:usesIntervention", "ct:interventionType")
_INTERVENTION = ("schema:name", "ct:interventionType", "dcterms:description", "ct:otherName")


def _date(
    label: str,
    subject: str,
    name: str,
    kind: str | None = None,
    *,
    marked: bool = True,
    seen: bool = False,
    who: bool = False,
) -> Row:
    """A row of a date, of the type that its label states."""
    properties = (name, f"{name}Type") if kind else (name,)
    missing = (name,) if subject == "study" else ()
    read = cells.date(subject, name, kind)
    return Row(label, read, properties, marked=marked, not_provided=missing, seen=seen, who=who)


def _outcomes(
    kind: str, *, original: bool = False, marked: bool = True, label: str | None = None, seen: bool = True
) -> Row:
    """A row of outcome measures of a kind, as they are now or as they were first registered."""
    current = f"ct:{kind.casefold()}Outcome"
    name = ORIGINAL_OUTCOMES[current] if original else current
    return Row(
        label or f"{'Original' if original else 'Current'} {kind} Outcome Measures",
        outcomes(name, current=current if original else None),
        (name, *_OUTCOME),
        marked=marked,
        not_provided=(name,),
        who=not original and kind != "Other",
        seen=seen,
    )


def _enrollment(label: str, kind: str | None = None, *, original: bool = False, seen: bool = False) -> Row:
    """A row of a number of participants."""
    name = "ct:originalEnrollment" if original else "ct:enrollment"
    return Row(
        label,
        lists.enrollment(name, kind, current="ct:enrollment" if original else None),
        (name, f"{name}Type") if kind else (name,),
        marked=True,
        not_provided=(name,),
        who=not original,
        seen=seen,
    )


TRACKING = (
    _date("First Submitted Date", "record", "ct:firstSubmittedDate", seen=True),
    _date("First Received Date", "record", "ct:firstSubmittedDate"),
    _date("First Posted Date", "record", "ct:firstPostedDate", seen=True),
    _date("Results First Submitted Date", "record", "ct:resultsFirstSubmittedDate"),
    _date("Results First Received Date", "record", "ct:resultsFirstSubmittedDate"),
    _date("Results First Posted Date", "record", "ct:resultsFirstPostedDate"),
    _date("Last Update Posted Date", "record", "ct:lastUpdatePostedDate", marked=False, seen=True),
    _date("Last Updated Date", "record", "dcterms:modified", marked=False),
    _date("Study Start Date", "study", "ct:startDate", seen=True, who=True),
    _date("Start Date", "study", "ct:startDate", who=True),
    _date("Actual Study Start Date", "study", "ct:startDate", "ACTUAL", seen=True, who=True),
    _date("Estimated Study Start Date", "study", "ct:startDate", "ESTIMATED", who=True),
    _date("Primary Completion Date", "study", "ct:primaryCompletionDate", marked=False),
    _date(
        "Estimated Primary Completion Date", "study", "ct:primaryCompletionDate", "ESTIMATED", marked=False, seen=True
    ),
    _date("Actual Primary Completion Date", "study", "ct:primaryCompletionDate", "ACTUAL", marked=False),
    _outcomes("Primary"),
    _outcomes("Primary", original=True),
    Row("Change History", cells.name("record", "ct:changeHistory"), ("ct:changeHistory",)),
    _outcomes("Secondary"),
    _outcomes("Secondary", original=True),
    _outcomes("Other", label="Current Other Pre-specified Outcome Measures", marked=False),
    _outcomes("Other", label="Original Other Pre-specified Outcome Measures", original=True, marked=False),
    _outcomes("Other", label="Current Other Outcome Measures", seen=False),
    _outcomes("Other", label="Original Other Outcome Measures", original=True, seen=False),
)

_TITLE = Row("Brief Title", cells.name("study", "dcterms:title"), ("dcterms:title",), marked=True, who=True)
_CITATION = ("ct:citation", "ct:publicationRole")

DESCRIPTIVE = (
    _TITLE,
    Row(
        "Official Title",
        cells.name("study", "ct:officialTitle"),
        ("ct:officialTitle",),
        marked=True,
        not_provided=("ct:officialTitle",),
        who=True,
    ),
    Row(
        "Brief Summary",
        cells.prose("study", "ct:briefSummary"),
        ("ct:briefSummary",),
        not_provided=("ct:briefSummary",),
        prose=True,
    ),
    Row(
        "Detailed Description",
        cells.prose("study", "ct:detailedDescription"),
        ("ct:detailedDescription",),
        not_provided=("ct:detailedDescription",),
        prose=True,
    ),
    Row("Study Type", cells.study_type, ("ct:studyType", "ct:patientRegistry"), marked=True, who=True),
    Row("Study Phase", lists.phases, ("ct:phase", "ct:phaseLabel"), marked=True, not_provided=("ct:phase",), who=True),
    Row(
        "Study Design",
        labelled(*DESIGN),
        (*properties_of(DESIGN), "ct:maskedParty"),
        marked=True,
        who=True,
    ),
    Row(
        "Target Follow-Up Duration",
        cells.name("study", "ct:targetDuration"),
        ("ct:targetDuration",),
        not_provided=("ct:targetDuration",),
        seen=False,
    ),
    Row(
        "Biospecimen",
        labelled(*BIOSPECIMEN),
        properties_of(BIOSPECIMEN),
        not_provided=("ct:biospecimenRetention", "ct:biospecimenDescription"),
        seen=False,
    ),
    Row(
        "Sampling Method",
        cells.code("eligibility", "ct:samplingMethod", "sampling-method"),
        ("ct:samplingMethod",),
        not_provided=("ct:samplingMethod",),
        seen=False,
    ),
    Row(
        "Study Population",
        cells.prose("eligibility", "ct:studyPopulation"),
        ("ct:studyPopulation",),
        not_provided=("ct:studyPopulation",),
        prose=True,
        seen=False,
    ),
    Row(
        "Condition",
        lists.conditions,
        ("ct:conditionName",),
        marked=True,
        not_provided=("ct:condition",),
        who=True,
    ),
    Row(
        "Intervention",
        interventions,
        _INTERVENTION,
        marked=True,
        not_provided=("ct:intervention",),
        prose=True,
        who=True,
    ),
    Row("Study Arms", arms, _ARM, marked=True, not_provided=("ct:arm",), prose=True),
    Row("Study Arm (s)", arms, _ARM, not_provided=("ct:arm",), prose=True, seen=False),
    Row("Study Groups/Cohorts", arms, _ARM, not_provided=("ct:arm",), prose=True, seen=False),
    Row("Publications *", lists.citations(), _CITATION, not_provided=("ct:publication",)),
)

RECRUITMENT = (
    Row(
        "Recruitment Status",
        cells.status("ct:overallStatus"),
        ("ct:overallStatus", "ct:whyStopped"),
        marked=True,
        who=True,
    ),
    _enrollment("Enrollment"),
    _enrollment("Estimated Enrollment", "ESTIMATED", seen=True),
    _enrollment("Actual Enrollment", "ACTUAL"),
    _enrollment("Original Estimated Enrollment", "ESTIMATED", original=True, seen=True),
    _enrollment("Original Actual Enrollment", "ACTUAL", original=True),
    _enrollment("Original Enrollment", original=True),
    _date("Study Completion Date", "study", "ct:completionDate", who=True),
    _date("Completion Date", "study", "ct:completionDate", who=True),
    _date("Estimated Completion Date", "study", "ct:completionDate", "ESTIMATED", who=True),
    _date("Estimated Study Completion Date", "study", "ct:completionDate", "ESTIMATED", seen=True, who=True),
    _date("Actual Study Completion Date", "study", "ct:completionDate", "ACTUAL", who=True),
    _date(
        "Estimated Primary Completion Date", "study", "ct:primaryCompletionDate", "ESTIMATED", marked=False, seen=True
    ),
    _date("Actual Primary Completion Date", "study", "ct:primaryCompletionDate", "ACTUAL", marked=False),
    _date("Primary Completion Date", "study", "ct:primaryCompletionDate", marked=False),
    Row(
        "Eligibility Criteria",
        lists.criteria,
        ("ct:criteriaText", "ct:inclusionCriterion", "ct:exclusionCriterion"),
        marked=True,
        prose=True,
        who=True,
    ),
    Row("Sex/Gender", labelled(*SEX), properties_of(SEX), marked=True, who=True),
    Row("Gender", cells.code("eligibility", "ct:sex", "sex"), ("ct:sex",), marked=True, who=True, seen=False),
    Row("Ages", cells.ages, ("ct:minimumAge", "ct:maximumAge", "ct:ageGroup"), marked=True, who=True),
    Row(
        "Accepts Healthy Volunteers",
        cells.flag("eligibility", "ct:healthyVolunteers"),
        ("ct:healthyVolunteers",),
        marked=True,
        who=True,
    ),
    Row("Contacts", cells.left_out(CONTACT_REASON), (), marked=True),
    Row(
        "Listed Location Countries",
        lists.countries("ct:countryName"),
        ("ct:countryName",),
        marked=True,
        not_provided=("ct:country",),
        who=True,
    ),
    Row(
        "Location Countries",
        lists.countries("ct:countryName"),
        ("ct:countryName",),
        marked=True,
        not_provided=("ct:country",),
        who=True,
        seen=False,
    ),
    Row(
        "Removed Location Countries",
        lists.countries("ct:removedCountryName"),
        ("ct:removedCountryName",),
        not_provided=("ct:removedCountry",),
    ),
)
