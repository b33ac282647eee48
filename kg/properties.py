"""The properties of the record: for each its attribute, its name in the graph, and how its value stands on a page.

One row is all there is to say of a property. Pages state facts by its CURIE, and their values are put into its
attribute (`kg.sources.page`); the document has the value under its term (`kg.documents`). The rows of a table stand in
the order in which the document has them.
"""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

__all__ = [
    "AFFILIATION",
    "AGE_GROUPS",
    "ARM",
    "BIOSPECIMENS",
    "COLLABORATORS",
    "COLLABORATOR_CLASS",
    "CONDITIONS",
    "COUNTRIES",
    "CRITERIA",
    "DESIGN",
    "ELIGIBLE",
    "ENROLLMENTS",
    "IDENTIFIER",
    "INTERVENTION",
    "INTERVENTIONS_OF_ARM",
    "IPD_INFO_TYPES",
    "IPD_PLAN",
    "IPD_TERMS",
    "IPD_URL",
    "KEYWORDS",
    "LISTED",
    "MASKED",
    "NOT_PROVIDED",
    "OBSERVATION",
    "OFFICIAL",
    "OTHER_NAMES",
    "OUTCOME",
    "OVERSIGHT",
    "PARTY",
    "PHASES",
    "POPULATION",
    "RECORD_DATES",
    "RECORD_NAMES",
    "REFERENCE",
    "REMOVED_COUNTRIES",
    "RESULTS",
    "SITE",
    "STATUS",
    "STUDY_DATES",
    "STUDY_TYPE",
    "TABLES",
    "TEXTS",
    "Property",
    "Value",
    "terms",
]


class Value(Enum):
    """What a property holds, and so how many lines of a page state it."""

    ONE = auto()
    """A text of one line."""
    TEXT = auto()
    """A long text: the lines that state it add up to one value."""
    ALL = auto()
    """Any number of texts of one line."""
    CODE = auto()
    CODES = auto()
    FLAG = auto()
    DATE = auto()
    STUDY_DATE = auto()
    """A date with a type, `CURIE` and `CURIEType`."""
    POSTED_DATE = auto()
    """Likewise."""
    ENROLLMENT = auto()
    """A number with a type, likewise."""


class Property(NamedTuple):
    """One property of one struct of the record."""

    attribute: str
    curie: str
    term: str
    value: Value
    codes: str | None
    """The code list of a coded value."""


def _row(attribute: str, curie: str, value: Value = Value.ONE, codes: str | None = None) -> Property:
    return Property(attribute, curie, curie.partition(":")[2], value, codes)


def _code(attribute: str, curie: str, codes: str) -> Property:
    return _row(attribute, curie, Value.CODE, codes)


def _text(attribute: str, curie: str) -> Property:
    return _row(attribute, curie, Value.TEXT)


def _flag(attribute: str, curie: str) -> Property:
    return _row(attribute, curie, Value.FLAG)


def _date(attribute: str, curie: str) -> Property:
    return _row(attribute, curie, Value.DATE)


def _posted(attribute: str, curie: str) -> Property:
    return _row(attribute, curie, Value.POSTED_DATE, "date-type")


def terms(rows: Iterable[Property], *, of: str | None = None) -> dict[str, str]:
    """Term of the document -> attribute, of the struct itself or `of` one of its parts."""
    return {row.term: f"{of}.{row.attribute}" if of else row.attribute for row in rows}


# The study

TEXTS = (
    _row("title", "dcterms:title"),
    _row("official_title", "ct:officialTitle"),
    _row("acronym", "ct:acronym"),
    _text("brief_summary", "ct:briefSummary"),
    _text("detailed_description", "ct:detailedDescription"),
)
STATUS = (
    _code("status", "ct:overallStatus", "overall-status"),
    _code("last_known_status", "ct:lastKnownStatus", "overall-status"),
    _row("why_stopped", "ct:whyStopped"),
)
STUDY_DATES = (
    _row("start", "ct:startDate", Value.STUDY_DATE, "date-type"),
    _row("primary_completion", "ct:primaryCompletionDate", Value.STUDY_DATE, "date-type"),
    _row("completion", "ct:completionDate", Value.STUDY_DATE, "date-type"),
)
RESULTS = _flag("has_results", "ct:hasResults")
ENROLLMENTS = (
    _row("enrollment", "ct:enrollment", Value.ENROLLMENT, "date-type"),
    _row("original_enrollment", "ct:originalEnrollment", Value.ENROLLMENT, "date-type"),
)
STUDY_TYPE = _code("study_type", "ct:studyType", "study-type")
PHASES = _row("phases", "ct:phase", Value.CODES, "phase")
CONDITIONS = _row("conditions", "ct:conditionName", Value.ALL)
KEYWORDS = _row("keywords", "ct:keyword", Value.ALL)
COUNTRIES = _row("countries", "ct:countryName", Value.ALL)
REMOVED_COUNTRIES = _row("removed_countries", "ct:removedCountryName", Value.ALL)
COLLABORATORS = _row("collaborators", "ct:collaboratorName", Value.ALL)
COLLABORATOR_CLASS = _code("type", "ct:organizationClass", "organization-class")

# Its design

DESIGN = (
    _code("allocation", "ct:allocation", "allocation"),
    _code("intervention_model", "ct:interventionModel", "intervention-model"),
    _text("intervention_model_description", "ct:interventionModelDescription"),
    _code("primary_purpose", "ct:primaryPurpose", "primary-purpose"),
    _code("masking", "ct:masking", "masking"),
)
MASKED = _row("who_masked", "ct:maskedParty", Value.CODES, "masked-party")
OBSERVATION = (
    _text("masking_description", "ct:maskingDescription"),
    _code("observational_model", "ct:observationalModel", "observational-model"),
    _code("time_perspective", "ct:timePerspective", "time-perspective"),
    _row("target_duration", "ct:targetDuration"),
    _flag("patient_registry", "ct:patientRegistry"),
    _row("endpoint_classification", "ct:endpointClassification"),
)
BIOSPECIMENS = (
    _code("retention", "ct:biospecimenRetention", "biospecimen-retention"),
    _text("description", "ct:biospecimenDescription"),
)
OVERSIGHT = (
    _flag("has_dmc", "ct:hasDataMonitoringCommittee"),
    _flag("fda_regulated_drug", "ct:fdaRegulatedDrug"),
    _flag("fda_regulated_device", "ct:fdaRegulatedDevice"),
    _flag("unapproved_device", "ct:unapprovedDevice"),
    _flag("pediatric_postmarket_surveillance", "ct:pediatricPostmarketSurveillance"),
    _flag("us_export", "ct:usExport"),
    _flag("fdaaa801_violation", "ct:fdaaa801Violation"),
)
IPD_PLAN = (_code("statement", "ct:ipdSharing", "ipd-sharing"), _text("description", "ct:ipdSharingDescription"))
IPD_INFO_TYPES = _row("info_types", "ct:ipdSharingInfoType", Value.CODES, "ipd-info-type")
IPD_TERMS = (
    _text("time_frame", "ct:ipdSharingTimeFrame"),
    _text("access_criteria", "ct:ipdSharingAccessCriteria"),
)
IPD_URL = _row("url", "ct:ipdSharingUrl")

# Its parts

ARM = (
    _row("label", "schema:name"),
    _code("type", "ct:armType", "arm-type"),
    _text("description", "dcterms:description"),
)
INTERVENTIONS_OF_ARM = _row("interventions", "ct:usesIntervention", Value.ALL)
INTERVENTION = (
    _row("name", "schema:name"),
    _code("type", "ct:interventionType", "intervention-type"),
    _text("description", "dcterms:description"),
)
OTHER_NAMES = _row("other_names", "ct:otherName", Value.ALL)
OUTCOME = (
    _row("measure", "ct:measure"),
    _row("time_frame", "ct:timeFrame"),
    _text("description", "dcterms:description"),
    _flag("safety_issue", "ct:safetyIssue"),
)
CRITERIA = _text("criteria", "ct:criteriaText")
ELIGIBLE = (
    _code("sex", "ct:sex", "sex"),
    _flag("gender_based", "ct:genderBased"),
    _text("gender_description", "ct:genderDescription"),
    _flag("healthy_volunteers", "ct:healthyVolunteers"),
)
AGE_GROUPS = _row("age_groups", "ct:ageGroup", Value.CODES, "age-group")
POPULATION = (
    _text("study_population", "ct:studyPopulation"),
    _code("sampling_method", "ct:samplingMethod", "sampling-method"),
    _row("predicted_minimum_bmi", "ct:predictedMinimumBmi"),
    _row("predicted_maximum_bmi", "ct:predictedMaximumBmi"),
)
OFFICIAL = (
    _row("name", "schema:name"),
    _code("role", "ct:officialRole", "official-role"),
    _row("degree", "ct:degree"),
)
AFFILIATION = _row("affiliation", "ct:affiliationName")
SITE = (
    _code("status", "ct:siteStatus", "overall-status"),
    _row("facility", "ct:facilityName"),
    _row("city", "ct:cityName"),
    _row("state", "ct:stateName"),
    _row("postal_code", "ct:postalCode"),
    _row("country", "ct:countryName"),
)
REFERENCE = (
    _row("citation", "ct:citation"),
    _code("type", "ct:publicationRole", "publication-role"),
    _row("pmid", "ct:pmid"),
)
IDENTIFIER = (
    _row("value", "ct:identifierValue"),
    _code("type", "ct:identifierType", "identifier-type"),
    _row("domain", "ct:identifierDomain"),
    _row("source", "ct:identifierSource"),
    _row("link", "ct:identifierLink"),
)
LISTED = (_row("id", "ct:relatedStudy"), _row("title", "ct:listedTitle"))

# The record

RECORD_DATES = (
    _date("first_submitted", "ct:firstSubmittedDate"),
    _date("first_submitted_qc", "ct:firstSubmittedQcDate"),
    _posted("first_posted", "ct:firstPostedDate"),
    _date("last_update_submitted", "ct:lastUpdateSubmittedDate"),
    _posted("last_update_posted", "ct:lastUpdatePostedDate"),
    _date("updated", "dcterms:modified"),
    _date("verified", "ct:verificationDate"),
    _date("version", "ct:registryVersionDate"),
    _date("retrieved", "ct:retrievedDate"),
    _date("results_first_submitted", "ct:resultsFirstSubmittedDate"),
    _date("results_first_submitted_qc", "ct:resultsFirstSubmittedQcDate"),
    _posted("results_first_posted", "ct:resultsFirstPostedDate"),
    _date("results_expected", "ct:resultsExpectedDate"),
    _posted("results_comments_first_posted", "ct:resultsCommentsFirstPostedDate"),
    _date("disposition_first_submitted", "ct:dispositionFirstSubmittedDate"),
    _date("disposition_first_submitted_qc", "ct:dispositionFirstSubmittedQcDate"),
    _posted("disposition_first_posted", "ct:dispositionFirstPostedDate"),
    _date("primary_outcomes_submitted", "ct:primaryOutcomesSubmittedDate"),
    _date("secondary_outcomes_submitted", "ct:secondaryOutcomesSubmittedDate"),
    _date("other_outcomes_submitted", "ct:otherOutcomesSubmittedDate"),
    _date("original_primary_outcomes_submitted", "ct:originalPrimaryOutcomesSubmittedDate"),
    _date("original_secondary_outcomes_submitted", "ct:originalSecondaryOutcomesSubmittedDate"),
    _date("original_other_outcomes_submitted", "ct:originalOtherOutcomesSubmittedDate"),
    _date("enrollment_submitted", "ct:enrollmentSubmittedDate"),
    _date("original_enrollment_submitted", "ct:originalEnrollmentSubmittedDate"),
)
PARTY = (
    _code("type", "ct:responsiblePartyType", "responsible-party-type"),
    _row("name", "ct:responsiblePartyName"),
    _row("title", "ct:responsiblePartyTitle"),
    _row("affiliation", "ct:responsiblePartyAffiliationName"),
    _row("organization", "ct:responsiblePartyOrganizationName"),
)
RECORD_NAMES = (
    _row("information_provider", "ct:informationProviderName"),
    _row("verified_by", "ct:verifiedByName"),
    _row("prs_account", "ct:prsAccountName"),
    _code("prs_account_type", "ct:prsAccountClass", "organization-class"),
    _row("unposted_responsible_party", "ct:unpostedResponsiblePartyName"),
    _row("change_history", "ct:changeHistory"),
    _flag("delayed_posting", "ct:delayedPosting"),
    _flag("results_waived", "ct:resultsWaived"),
)
NOT_PROVIDED = _row("not_provided", "ct:notProvided", Value.ALL)

TABLES: tuple[tuple[str, tuple[Property, ...]], ...] = (
    ("Study", (*TEXTS, *STATUS, *STUDY_DATES, RESULTS, *ENROLLMENTS, STUDY_TYPE, PHASES, CONDITIONS, KEYWORDS)),
    ("Study", (COUNTRIES, REMOVED_COUNTRIES, COLLABORATORS)),
    ("Organization", (COLLABORATOR_CLASS,)),
    ("Design", (*DESIGN, MASKED, *OBSERVATION)),
    ("BioSpecimens", BIOSPECIMENS),
    ("Oversight", OVERSIGHT),
    ("IpdSharing", (*IPD_PLAN, IPD_INFO_TYPES, *IPD_TERMS, IPD_URL)),
    ("Arm", (*ARM, INTERVENTIONS_OF_ARM)),
    ("Intervention", (*INTERVENTION, OTHER_NAMES)),
    ("Outcome", OUTCOME),
    ("Eligibility", (CRITERIA, *ELIGIBLE, AGE_GROUPS, *POPULATION)),
    ("Official", (*OFFICIAL, AFFILIATION)),
    ("Site", SITE),
    ("Reference", REFERENCE),
    ("Identifier", IDENTIFIER),
    ("RelatedStudy", LISTED),
    ("Registration", (*RECORD_DATES, *RECORD_NAMES, NOT_PROVIDED)),
    ("ResponsibleParty", PARTY),
)
"""Struct of the record -> all its rows."""
