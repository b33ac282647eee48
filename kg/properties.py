"""The properties of the record: for each its attribute, its name in the graph, and how its value stands on a page.

One row is all there is to say of a property. Pages state facts by its CURIE, and their values are put into its
attribute (`kg.sources.page`). From the same rows come the functions that tell a record as N-Quads, and with them
JSON-LD and all other formats (`kg.statements`). Rows are told in their order.
"""

from enum import Enum, auto
from typing import NamedTuple

__all__ = [
    "ADVERSE_EVENT",
    "ANALYSIS",
    "ARM",
    "ASKED",
    "AVAILABLE_DATA",
    "BASELINE_MEASURE",
    "BIOSPECIMENS",
    "COLLABORATORS",
    "COLLABORATOR_CLASS",
    "COMMENTED_RELEASES",
    "CONDITIONS",
    "CONTACT",
    "COUNTRIES",
    "CRITERION",
    "DECISION",
    "DESIGN",
    "DISCREPANCY",
    "DOCUMENT",
    "ELIGIBILITY",
    "ETHICS_REVIEW",
    "EXPANDED_ACCESS",
    "FLOW_PERIOD",
    "FUNDERS",
    "IDENTIFIER",
    "INTERVENTION",
    "INTERVENTIONS_OF_ARM",
    "IPD_SHARING",
    "JOIN",
    "LEAF",
    "LINK",
    "LISTED",
    "MAPPING",
    "NATIONAL_COURSE",
    "NOT_PROVIDED",
    "NOT_SUPPORTED",
    "NO_ANALYSIS_PLAN",
    "OFFICE",
    "OFFICIAL",
    "ORIGIN",
    "OUTCOME",
    "OUTCOME_RESULT",
    "OVERSIGHT",
    "PARTY",
    "RECORD",
    "REFERENCE",
    "REGISTRY_ITEMS",
    "REMOVED_COUNTRIES",
    "RESULTS",
    "RESULT_GROUP",
    "REVIEW_EVENT",
    "SITE",
    "STUDY",
    "TABLES",
    "TRANSLATED_TITLES",
    "VIOLATION_EVENT",
    "Property",
    "Value",
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
    NUMBER = auto()
    """A whole number, or several."""


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


# The study

STUDY = (
    _row("title", "dcterms:title"),
    _row("official_title", "ct:officialTitle"),
    _row("acronym", "ct:acronym"),
    _text("brief_summary", "ct:briefSummary"),
    _text("detailed_description", "ct:detailedDescription"),
    _code("status", "ct:overallStatus", "overall-status"),
    _code("last_known_status", "ct:lastKnownStatus", "overall-status"),
    _row("why_stopped", "ct:whyStopped"),
    _row("start", "ct:startDate", Value.STUDY_DATE, "date-type"),
    _row("recruitment_end", "ct:recruitmentEndDate", Value.STUDY_DATE, "date-type"),
    _row("primary_completion", "ct:primaryCompletionDate", Value.STUDY_DATE, "date-type"),
    _row("completion", "ct:completionDate", Value.STUDY_DATE, "date-type"),
    _flag("has_results", "ct:hasResults"),
    _text("results_summary", "ct:resultsSummary"),
    _row("enrollment", "ct:enrollment", Value.ENROLLMENT, "date-type"),
    _row("original_enrollment", "ct:originalEnrollment", Value.ENROLLMENT, "date-type"),
    _row("target_enrollment", "ct:targetEnrollment", Value.NUMBER),
    _code("study_type", "ct:studyType", "study-type"),
    _row("phases", "ct:phase", Value.CODES, "phase"),
    _row("funder_classes", "ct:funderClass", Value.CODES, "organization-class"),
)
CONDITIONS = _row("conditions", "ct:conditionName", Value.ALL)
TRANSLATED_TITLES = _row("translated_titles", "ct:translatedTitle", Value.ALL)
KEYWORDS = _row("keywords", "ct:keyword", Value.ALL)
REGISTRY_ITEMS = _row("registry_items", "ct:registryItem", Value.ALL)
COUNTRIES = _row("countries", "ct:countryName", Value.ALL)
REMOVED_COUNTRIES = _row("removed_countries", "ct:removedCountryName", Value.ALL)
COLLABORATORS = _row("collaborators", "ct:collaboratorName", Value.ALL)
FUNDERS = _row("funders", "ct:funderName", Value.ALL)
COLLABORATOR_CLASS = _code("type", "ct:organizationClass", "organization-class")
NO_ANALYSIS_PLAN = _flag("no_analysis_plan", "ct:noAnalysisPlan")

# Its design

DESIGN = (
    _code("allocation", "ct:allocation", "allocation"),
    _code("intervention_model", "ct:interventionModel", "intervention-model"),
    _text("intervention_model_description", "ct:interventionModelDescription"),
    _code("primary_purpose", "ct:primaryPurpose", "primary-purpose"),
    _row("purposes", "ct:purpose", Value.CODES, "primary-purpose"),
    _row("control_types", "ct:controlType", Value.CODES, "control-type"),
    _code("masking", "ct:masking", "masking"),
    _row("who_masked", "ct:maskedParty", Value.CODES, "masked-party"),
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
EXPANDED_ACCESS = (
    _flag("available", "ct:hasExpandedAccess"),
    _code("status", "ct:expandedAccessStatus", "overall-status"),
    _row("types", "ct:expandedAccessType", Value.CODES, "expanded-access-type"),
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
IPD_SHARING = (
    _code("statement", "ct:ipdSharing", "ipd-sharing"),
    _text("description", "ct:ipdSharingDescription"),
    _row("info_types", "ct:ipdSharingInfoType", Value.CODES, "ipd-info-type"),
    _text("time_frame", "ct:ipdSharingTimeFrame"),
    _text("access_criteria", "ct:ipdSharingAccessCriteria"),
    _row("url", "ct:ipdSharingUrl"),
)

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
    _row("other_names", "ct:otherName", Value.ALL),
)
OUTCOME = (
    _row("measure", "ct:measure"),
    _row("time_frame", "ct:timeFrame"),
    _text("description", "dcterms:description"),
    _flag("safety_issue", "ct:safetyIssue"),
)
CRITERION = (
    _text("text", "ct:text"),
    _code("side", "ct:side", "criterion-side"),
    _code("combination", "ct:combination", "criterion-combination"),
    _row("applies_to", "ct:appliesTo"),
)
ELIGIBILITY = (
    _text("criteria", "ct:criteriaText"),
    _row("minimum_age", "ct:minimumAge"),
    _row("maximum_age", "ct:maximumAge"),
    _code("sex", "ct:sex", "sex"),
    _flag("gender_based", "ct:genderBased"),
    _text("gender_description", "ct:genderDescription"),
    _flag("healthy_volunteers", "ct:healthyVolunteers"),
    _row("age_groups", "ct:ageGroup", Value.CODES, "age-group"),
    _text("study_population", "ct:studyPopulation"),
    _code("sampling_method", "ct:samplingMethod", "sampling-method"),
    _row("predicted_minimum_bmi", "ct:predictedMinimumBmi"),
    _row("predicted_maximum_bmi", "ct:predictedMaximumBmi"),
)
OFFICIAL = (
    _row("name", "schema:name"),
    _code("role", "ct:officialRole", "official-role"),
    _row("degree", "ct:degree"),
    _row("affiliation", "ct:affiliationName"),
)
OFFICE = tuple(row for row in OFFICIAL if row.attribute != "degree")
CONTACT = (
    _row("name", "schema:name"),
    _code("role", "ct:contactRole", "official-role"),
    _row("phone", "ct:phone"),
    _row("phone_extension", "ct:phoneExtension"),
    _row("email", "ct:email"),
)
SITE = (
    _code("status", "ct:siteStatus", "overall-status"),
    _row("facility", "ct:facilityName"),
    _row("city", "ct:cityName"),
    _row("state", "ct:stateName"),
    _row("postal_code", "ct:postalCode"),
    _row("country", "ct:countryName"),
    _row("text", "ct:locationText"),
)
NATIONAL_COURSE = (
    _row("country", "ct:countryName"),
    _code("status", "ct:nationalStatus", "overall-status"),
    _row("target_enrollment", "ct:nationalTargetEnrollment", Value.NUMBER),
    _date("authorized", "ct:nationalAuthorizationDate"),
    _date("start", "ct:nationalStartDate"),
    _date("recruitment_start", "ct:nationalRecruitmentStartDate"),
    _date("recruitment_end", "ct:nationalRecruitmentEndDate"),
    _date("halted", "ct:nationalHaltDate"),
    _date("restarted", "ct:nationalRestartDate"),
    _date("end", "ct:nationalEndDate"),
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
    _code("role", "ct:identifierRole", "identifier-role"),
    _row("link", "ct:identifierLink"),
)
LISTED = (_row("id", "ct:relatedStudy"), _row("title", "ct:listedTitle"))
LINK = (_row("url", "ct:url"), _row("label", "schema:name"))
AVAILABLE_DATA = (
    _row("id", "dcterms:identifier"),
    _row("type", "ct:dataType"),
    _row("url", "ct:url"),
    _text("comment", "dcterms:description"),
)
LEAF = (
    _row("name", "schema:name"),
    _row("id", "dcterms:identifier"),
    _row("found", "ct:foundText"),
    _code("relevance", "ct:relevance", "relevance"),
)
DOCUMENT = (
    _row("label", "schema:name"),
    _row("type", "ct:documentType"),
    _flag("has_protocol", "ct:hasProtocol"),
    _flag("has_analysis_plan", "ct:hasAnalysisPlan"),
    _flag("has_consent_form", "ct:hasConsentForm"),
    _date("date", "ct:documentDate"),
    _date("uploaded", "ct:uploadedDate"),
    _row("filename", "ct:fileName"),
    _row("size", "ct:fileSize", Value.NUMBER),
    _row("url", "ct:url"),
)
ETHICS_REVIEW = (
    _code("status", "ct:ethicsReviewStatus", "ethics-review-status"),
    _date("date", "ct:ethicsReviewDate"),
    _row("committee", "ct:ethicsCommitteeName"),
    _row("reference", "ct:ethicsReviewReference"),
    _text("description", "dcterms:description"),
)
REVIEW_EVENT = (
    _code("type", "ct:reviewEventType", "review-event-type"),
    _date("date", "ct:eventDate"),
    _flag("date_unknown", "ct:eventDateUnknown"),
)
VIOLATION_EVENT = (
    _code("type", "ct:violationEventType", "violation-event-type"),
    _text("description", "dcterms:description"),
    _date("created", "ct:createdDate"),
    _date("issued", "ct:issuedDate"),
    _date("released", "ct:releasedDate"),
    _date("posted", "ct:postedDate"),
)

# The record

RECORD = (
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
    _row("information_provider", "ct:informationProviderName"),
    _row("verified_by", "ct:verifiedByName"),
    _row("prs_account", "ct:prsAccountName"),
    _code("prs_account_type", "ct:prsAccountClass", "organization-class"),
    _row("unposted_responsible_party", "ct:unpostedResponsiblePartyName"),
    _row("change_history", "ct:changeHistory"),
    _code("source_registry", "ct:sourceRegistry", "registry"),
    _flag("delayed_posting", "ct:delayedPosting"),
    _flag("results_waived", "ct:resultsWaived"),
)
COMMENTED_RELEASES = _row("commented_releases", "ct:commentedRelease", Value.NUMBER)
NOT_PROVIDED = _row("not_provided", "ct:notProvided", Value.ALL)
NOT_SUPPORTED = _row("not_supported", "ct:notSupported", Value.ALL)
PARTY = (
    _code("type", "ct:responsiblePartyType", "responsible-party-type"),
    _row("name", "ct:responsiblePartyName"),
    _row("title", "ct:responsiblePartyTitle"),
    _row("affiliation", "ct:responsiblePartyAffiliationName"),
    _row("organization", "ct:responsiblePartyOrganizationName"),
)
ORIGIN = (
    _row("name", "ct:sourceName"),
    _row("position", "ct:sourcePosition"),
    _row("format", "ct:sourceFormat"),
)

# Its results

RESULTS = (
    _text("recruitment_details", "ct:recruitmentDetails"),
    _text("pre_assignment_details", "ct:preAssignmentDetails"),
    _row("flow_units", "ct:flowUnits"),
    _text("baseline_population", "ct:baselinePopulation"),
    _row("baseline_units", "ct:baselineUnits"),
    _text("event_time_frame", "ct:adverseEventTimeFrame"),
    _text("event_description", "ct:adverseEventDescription"),
    _row("frequency_threshold", "ct:frequencyThreshold"),
    _text("mortality_comment", "ct:mortalityComment"),
    _text("limitations", "ct:limitations"),
    _flag("investigator_is_employee", "ct:investigatorIsEmployee"),
    _flag("restrictive_agreement", "ct:restrictiveAgreement"),
    _code("agreement_restriction", "ct:agreementRestriction", "agreement-restriction"),
    _text("agreement_details", "ct:agreementDetails"),
    _row("contact_organization", "ct:resultsContactOrganization"),
)
RESULT_GROUP = (
    _row("title", "schema:name"),
    _text("description", "dcterms:description"),
    _flag("total", "ct:totalGroup"),
    _row("serious_at_risk", "ct:seriousAtRisk", Value.NUMBER),
    _row("serious_affected", "ct:seriousAffected", Value.NUMBER),
    _row("other_at_risk", "ct:otherAtRisk", Value.NUMBER),
    _row("other_affected", "ct:otherAffected", Value.NUMBER),
    _row("deaths_at_risk", "ct:deathsAtRisk", Value.NUMBER),
    _row("deaths", "ct:deaths", Value.NUMBER),
)
FLOW_PERIOD = (_row("title", "schema:name"),)
BASELINE_MEASURE = (
    _row("title", "ct:measure"),
    _text("description", "dcterms:description"),
    _text("population", "ct:population"),
    _code("statistic", "ct:statistic", "result-statistic"),
    _code("dispersion", "ct:dispersion", "result-dispersion"),
    _row("unit", "ct:unit"),
    _flag("percentage_calculated", "ct:percentageCalculated"),
    _row("denominator_units", "ct:denominatorUnits"),
)
OUTCOME_RESULT = (
    *BASELINE_MEASURE,
    _row("time_frame", "ct:timeFrame"),
    _code("type", "ct:outcomeType", "outcome-type"),
    _code("reporting_status", "ct:reportingStatus", "reporting-status"),
    _date("anticipated_posting", "ct:anticipatedPostingDate"),
    _row("units_analyzed", "ct:unitsAnalyzed"),
)
ANALYSIS = (
    _text("description", "ct:analysisDescription"),
    _code("hypothesis", "ct:hypothesis", "hypothesis-type"),
    _text("hypothesis_comment", "ct:hypothesisComment"),
    _flag("non_inferiority_tested", "ct:nonInferiorityTested"),
    _code("method", "ct:method", "analysis-method"),
    _row("method_name", "ct:methodName"),
    _text("method_comment", "ct:methodComment"),
    _row("p_value", "ct:pValueText"),
    _text("p_value_comment", "ct:pValueComment"),
    _code("estimate_type", "ct:estimateType", "estimate-type"),
    _row("estimate_name", "ct:estimateName"),
    _code("estimate_dispersion", "ct:estimateDispersion", "result-dispersion"),
    _text("estimate_comment", "ct:estimateComment"),
    _row("confidence_level", "ct:confidenceLevel"),
    _code("confidence_sides", "ct:confidenceSides", "confidence-sides"),
    _text("ci_lower_comment", "ct:ciLowerComment"),
    _text("ci_upper_comment", "ct:ciUpperComment"),
    _text("other_analysis", "ct:otherAnalysis"),
)
ADVERSE_EVENT = (
    _row("term", "ct:eventTerm"),
    _flag("serious", "ct:serious"),
    _code("organ_system", "ct:organSystem", "organ-system"),
    _code("assessment", "ct:assessment", "event-assessment"),
    _row("vocabulary", "ct:termVocabulary"),
    _text("notes", "ct:remark"),
)

# A match

MAPPING = (
    _row("subject", "owl:annotatedSource"),
    _row("predicate", "owl:annotatedProperty"),
    _row("target", "owl:annotatedTarget"),
    _row("method", "ct:mappingMethod"),
    _row("justification", "sssom:mapping_justification"),
    _row("confidence", "sssom:confidence"),
    _row("subject_label", "sssom:subject_label"),
    _row("object_label", "sssom:object_label"),
    _row("match_string", "sssom:match_string"),
    _row("source", "ct:mappingSource"),
    _row("candidates", "ct:mappingCandidates", Value.NUMBER),
    _row("author_iris", "pav:authoredBy"),
    _row("author_labels", "sssom:author_label"),
    _row("reviewer_iris", "sssom:reviewer_id"),
    _row("reviewer_labels", "sssom:reviewer_label"),
    _row("modifier", "sssom:predicate_modifier"),
    _row("comment", "rdfs:comment"),
)

# Records of several registries that are of one study

JOIN = (
    _row("rule", "ct:joinRule"),
    _row("score", "ct:joinScore"),
    _row("reasons", "ct:joinReason"),
    _row("identifiers", "ct:statedIdentifier"),
)

DECISION = (
    _row("verdict", "ct:verdict"),
    _row("sheet", "ct:decidedIn"),
    _row("by", "ct:decidedBy"),
    _row("on", "ct:decidedOn"),
    _row("comment", "rdfs:comment"),
)

DISCREPANCY = (
    _row("aspect", "ct:discrepancyAspect"),
    _row("one_value", "ct:oneValue"),
    _row("other_value", "ct:otherValue"),
    _row("days", "ct:daysApart", Value.NUMBER),
    _row("share", "ct:shareApart"),
)

TABLES: tuple[tuple[str, tuple[Property, ...]], ...] = (
    (
        "Study",
        (
            *(*STUDY, TRANSLATED_TITLES, CONDITIONS, KEYWORDS, REGISTRY_ITEMS),
            *(COUNTRIES, REMOVED_COUNTRIES, COLLABORATORS, FUNDERS),
        ),
    ),
    ("Study", (NO_ANALYSIS_PLAN,)),
    ("Organization", (COLLABORATOR_CLASS,)),
    ("Design", DESIGN),
    ("BioSpecimens", BIOSPECIMENS),
    ("ExpandedAccess", EXPANDED_ACCESS),
    ("Oversight", OVERSIGHT),
    ("IpdSharing", IPD_SHARING),
    ("Arm", (*ARM, INTERVENTIONS_OF_ARM)),
    ("Intervention", INTERVENTION),
    ("Outcome", OUTCOME),
    ("Eligibility", ELIGIBILITY),
    ("Criterion", CRITERION),
    ("Official", OFFICIAL),
    ("Contact", CONTACT),
    ("Site", SITE),
    ("NationalCourse", NATIONAL_COURSE),
    ("Reference", REFERENCE),
    ("Identifier", IDENTIFIER),
    ("RelatedStudy", LISTED),
    ("WebLink", LINK),
    ("AvailableData", AVAILABLE_DATA),
    ("BrowseLeaf", LEAF),
    ("StudyDocument", DOCUMENT),
    ("EthicsReview", ETHICS_REVIEW),
    ("ReviewEvent", REVIEW_EVENT),
    ("ViolationEvent", VIOLATION_EVENT),
    ("Registration", (*RECORD, COMMENTED_RELEASES, NOT_PROVIDED, NOT_SUPPORTED)),
    ("ResponsibleParty", PARTY),
    ("Origin", ORIGIN),
    ("Results", RESULTS),
    ("ResultGroup", RESULT_GROUP),
    ("FlowPeriod", FLOW_PERIOD),
    ("BaselineMeasure", BASELINE_MEASURE),
    ("OutcomeResult", OUTCOME_RESULT),
    ("StatisticalAnalysis", ANALYSIS),
    ("AdverseEvent", ADVERSE_EVENT),
)
"""Struct of the record -> all its rows."""

ASKED = (
    *("title", "officialTitle", "briefSummary", "overallStatus", "studyType", "phase", "enrollment", "hasResults"),
    *("startDate", "completionDate", "leadSponsor", "official", "country", "condition", "intervention"),
    *("allocation", "interventionModel", "primaryPurpose", "masking", "maskedParty"),
    *("observationalModel", "timePerspective", "primaryOutcome", "secondaryOutcome", "timeFrame"),
    *("armType", "interventionType"),
    *("eligibility", "criteriaText", "sex", "ipdSharing", "firstPostedDate", "lastUpdatePostedDate"),
)
"""Terms of the properties that rules miss where they are absent: what a record may say that its source cannot state."""
