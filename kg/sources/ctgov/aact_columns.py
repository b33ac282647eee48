"""Every table and column of AACT, the relational form of ClinicalTrials.gov, and the field of the API v2 that it is.

Tables and columns are those of the schemas `ctgov` and `ctgov_v2` (2024). Values are those that the dictionary of AACT
tells of; no row of a dump was at hand. A path is a table and its column; what follows a `#` marks a second fact in it.
"""

from collections.abc import Iterable, Mapping

from kg.sources.ctgov.aact_result_columns import OTHER_RESULT_COLUMNS, RESULT_TABLES
from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS_AACT", "FORMER", "KEY", "MOVES_AACT", "READ", "STUDIES", "UNREAD", "columns_read"]

KEY, STUDIES = "nct_id", "studies"

_ROW = "how the database keeps the row, by which other rows point to it"
_KEPT = "when the database was filled"
_COUNTED = "counted from rows that are read"
_SMALL = "the column beside it in small letters"
_DERIVED = "follows from columns that are read"
_SEARCH = "what somebody searched for, and found, in the database"
_MESH = "MeSH itself; `kgbuild vocab` installs it"

_PROTOCOL = "protocolSection"
_STATUS = f"{_PROTOCOL}.statusModule"
_DESIGN = f"{_PROTOCOL}.designModule"
_INFO = f"{_DESIGN}.designInfo"
_ELIGIBLE = f"{_PROTOCOL}.eligibilityModule"
_PLACES = f"{_PROTOCOL}.contactsLocationsModule"
_ARMS = f"{_PROTOCOL}.armsInterventionsModule"
_CITED = f"{_PROTOCOL}.referencesModule"
_NAMES = f"{_PROTOCOL}.identificationModule"
_SPONSORS = f"{_PROTOCOL}.sponsorCollaboratorsModule"
_OVERSIGHT = f"{_PROTOCOL}.oversightModule"
_PLAN = f"{_PROTOCOL}.ipdSharingStatementModule"
_DOCUMENT = "documentSection.largeDocumentModule.largeDocs[]"
_EVENT = "annotationSection.annotationModule.unpostedAnnotation.unpostedEvents[]"


def _posted(column: str, field: str) -> dict[str, str]:
    return {f"{column}_date": f"{_STATUS}.{field}.date", f"{column}_date_type": f"{_STATUS}.{field}.type"}


def _stated(column: str, field: str) -> dict[str, str]:
    return {f"{column}_month_year": f"{_STATUS}.{field}.date", f"{column}_date_type": f"{_STATUS}.{field}.type"}


_TABLES: Mapping[str, Mapping[str, str]] = {
    **RESULT_TABLES,
    "studies": {
        **RESULT_TABLES["studies"],
        "study_first_submitted_date": f"{_STATUS}.studyFirstSubmitDate",
        "study_first_submitted_qc_date": f"{_STATUS}.studyFirstSubmitQcDate",
        **_posted("study_first_posted", "studyFirstPostDateStruct"),
        "results_first_submitted_date": f"{_STATUS}.resultsFirstSubmitDate",
        "results_first_submitted_qc_date": f"{_STATUS}.resultsFirstSubmitQcDate",
        **_posted("results_first_posted", "resultsFirstPostDateStruct"),
        "disposition_first_submitted_date": f"{_STATUS}.dispFirstSubmitDate",
        "disposition_first_submitted_qc_date": f"{_STATUS}.dispFirstSubmitQcDate",
        **_posted("disposition_first_posted", "dispFirstPostDateStruct"),
        "last_update_submitted_date": f"{_STATUS}.lastUpdateSubmitDate",
        **_posted("last_update_posted", "lastUpdatePostDateStruct"),
        **_stated("start", "startDateStruct"),
        **_stated("completion", "completionDateStruct"),
        **_stated("primary_completion", "primaryCompletionDateStruct"),
        "verification_month_year": f"{_STATUS}.statusVerifiedDate",
        "target_duration": f"{_DESIGN}.targetDuration",
        "study_type": f"{_DESIGN}.studyType",
        "patient_registry": f"{_DESIGN}.patientRegistry",
        "acronym": f"{_NAMES}.acronym",
        "brief_title": f"{_NAMES}.briefTitle",
        "official_title": f"{_NAMES}.officialTitle",
        "overall_status": f"{_STATUS}.overallStatus",
        "last_known_status": f"{_STATUS}.lastKnownStatus",
        "phase": f"{_DESIGN}.phases[]",
        "enrollment": f"{_DESIGN}.enrollmentInfo.count",
        "enrollment_type": f"{_DESIGN}.enrollmentInfo.type",
        "source": f"{_NAMES}.organization.fullName",
        "source_class": f"{_NAMES}.organization.class",
        "why_stopped": f"{_STATUS}.whyStopped",
        "has_expanded_access": f"{_STATUS}.expandedAccessInfo.hasExpandedAccess",
        "expanded_access_nctid": f"{_STATUS}.expandedAccessInfo.nctId",
        "expanded_access_status_for_nctid": f"{_STATUS}.expandedAccessInfo.statusForNctId",
        "expanded_access_type_individual": f"{_DESIGN}.expandedAccessTypes.individual",
        "expanded_access_type_intermediate": f"{_DESIGN}.expandedAccessTypes.intermediate",
        "expanded_access_type_treatment": f"{_DESIGN}.expandedAccessTypes.treatment",
        "has_dmc": f"{_OVERSIGHT}.oversightHasDmc",
        "is_fda_regulated_drug": f"{_OVERSIGHT}.isFdaRegulatedDrug",
        "is_fda_regulated_device": f"{_OVERSIGHT}.isFdaRegulatedDevice",
        "is_unapproved_device": f"{_OVERSIGHT}.isUnapprovedDevice",
        "is_ppsd": f"{_OVERSIGHT}.isPpsd",
        "is_us_export": f"{_OVERSIGHT}.isUsExport",
        "fdaaa801_violation": f"{_OVERSIGHT}.fdaaa801Violation",
        "biospec_retention": f"{_DESIGN}.bioSpec.retention",
        "biospec_description": f"{_DESIGN}.bioSpec.description",
        "plan_to_share_ipd": f"{_PLAN}.ipdSharing",
        "plan_to_share_ipd_description": f"{_PLAN}.description",
        "ipd_time_frame": f"{_PLAN}.timeFrame",
        "ipd_access_criteria": f"{_PLAN}.accessCriteria",
        "ipd_url": f"{_PLAN}.url",
        "delayed_posting": f"{_STATUS}.delayedPosting",
    },
    "brief_summaries": {"description": f"{_PROTOCOL}.descriptionModule.briefSummary"},
    "detailed_descriptions": {"description": f"{_PROTOCOL}.descriptionModule.detailedDescription"},
    "browse_conditions": {"mesh_term": "derivedSection.conditionBrowseModule.meshes[].term"},
    "browse_interventions": {"mesh_term": "derivedSection.interventionBrowseModule.meshes[].term"},
    "calculated_values": {
        "were_results_reported": "hasResults",
        "nlm_download_date": "derivedSection.miscInfoModule.versionHolder",
    },
    "central_contacts": {
        "name": f"{_PLACES}.centralContacts[].name",
        "phone": f"{_PLACES}.centralContacts[].phone",
        "phone_extension": f"{_PLACES}.centralContacts[].phoneExt",
        "email": f"{_PLACES}.centralContacts[].email",
        "role": f"{_PLACES}.centralContacts[].role",
    },
    "conditions": {"name": f"{_PROTOCOL}.conditionsModule.conditions[]"},
    "design_groups": {
        "group_type": f"{_ARMS}.armGroups[].type",
        "title": f"{_ARMS}.armGroups[].label",
        "description": f"{_ARMS}.armGroups[].description",
    },
    "design_group_interventions": {
        "design_group_id": f"{_ARMS}.armGroups[].interventionNames[]",
        "intervention_id": f"{_ARMS}.interventions[].armGroupLabels[]",
    },
    "design_outcomes": {
        "outcome_type": f"{_PROTOCOL}.outcomesModule.primaryOutcomes[].measure",
        "measure": f"{_PROTOCOL}.outcomesModule.primaryOutcomes[].measure",
        "time_frame": f"{_PROTOCOL}.outcomesModule.primaryOutcomes[].timeFrame",
        "description": f"{_PROTOCOL}.outcomesModule.primaryOutcomes[].description",
    },
    "designs": {
        "allocation": f"{_INFO}.allocation",
        "intervention_model": f"{_INFO}.interventionModel",
        "intervention_model_description": f"{_INFO}.interventionModelDescription",
        "observational_model": f"{_INFO}.observationalModel",
        "primary_purpose": f"{_INFO}.primaryPurpose",
        "time_perspective": f"{_INFO}.timePerspective",
        "masking": f"{_INFO}.maskingInfo.masking",
        "masking_description": f"{_INFO}.maskingInfo.maskingDescription",
    },
    "documents": {
        "document_id": f"{_CITED}.availIpds[].id",
        "document_type": f"{_CITED}.availIpds[].type",
        "url": f"{_CITED}.availIpds[].url",
        "comment": f"{_CITED}.availIpds[].comment",
    },
    "eligibilities": {
        "sampling_method": f"{_ELIGIBLE}.samplingMethod",
        "gender": f"{_ELIGIBLE}.sex",
        "minimum_age": f"{_ELIGIBLE}.minimumAge",
        "maximum_age": f"{_ELIGIBLE}.maximumAge",
        "healthy_volunteers": f"{_ELIGIBLE}.healthyVolunteers",
        "population": f"{_ELIGIBLE}.studyPopulation",
        "criteria": f"{_ELIGIBLE}.eligibilityCriteria",
        "gender_description": f"{_ELIGIBLE}.genderDescription",
        "gender_based": f"{_ELIGIBLE}.genderBased",
    },
    "facilities": {
        "status": f"{_PLACES}.locations[].status",
        "name": f"{_PLACES}.locations[].facility",
        "city": f"{_PLACES}.locations[].city",
        "state": f"{_PLACES}.locations[].state",
        "zip": f"{_PLACES}.locations[].zip",
        "country": f"{_PLACES}.locations[].country",
    },
    "facility_contacts": {
        "name": f"{_PLACES}.locations[].contacts[].name",
        "email": f"{_PLACES}.locations[].contacts[].email",
        "phone": f"{_PLACES}.locations[].contacts[].phone",
        "phone_extension": f"{_PLACES}.locations[].contacts[].phoneExt",
    },
    "facility_investigators": {
        "role": f"{_PLACES}.locations[].contacts[].role",
        "name": f"{_PLACES}.locations[].contacts[].name",
    },
    "id_information": {
        "id_value": f"{_NAMES}.secondaryIdInfos[].id",
        "id_type": f"{_NAMES}.secondaryIdInfos[].type",
        "id_type_description": f"{_NAMES}.secondaryIdInfos[].domain",
        "id_link": f"{_NAMES}.secondaryIdInfos[].link",
    },
    "interventions": {
        "intervention_type": f"{_ARMS}.interventions[].type",
        "name": f"{_ARMS}.interventions[].name",
        "description": f"{_ARMS}.interventions[].description",
    },
    "intervention_other_names": {"name": f"{_ARMS}.interventions[].otherNames[]"},
    "ipd_information_types": {"name": f"{_PLAN}.infoTypes[]"},
    "keywords": {"name": f"{_PROTOCOL}.conditionsModule.keywords[]"},
    "links": {"url": f"{_CITED}.seeAlsoLinks[].url", "description": f"{_CITED}.seeAlsoLinks[].label"},
    "overall_officials": {
        "role": f"{_PLACES}.overallOfficials[].role",
        "name": f"{_PLACES}.overallOfficials[].name",
        "affiliation": f"{_PLACES}.overallOfficials[].affiliation",
    },
    "pending_results": {"event": f"{_EVENT}.type", "event_date": f"{_EVENT}.date"},
    "provided_documents": {
        "document_type": f"{_DOCUMENT}.label",
        "has_protocol": f"{_DOCUMENT}.hasProtocol",
        "has_icf": f"{_DOCUMENT}.hasIcf",
        "has_sap": f"{_DOCUMENT}.hasSap",
        "document_date": f"{_DOCUMENT}.date",
        "url": f"{_DOCUMENT}.url",
    },
    "responsible_parties": {
        "responsible_party_type": f"{_SPONSORS}.responsibleParty.type",
        "name": f"{_SPONSORS}.responsibleParty.investigatorFullName",
        "title": f"{_SPONSORS}.responsibleParty.investigatorTitle",
        "organization": f"{_SPONSORS}.responsibleParty.oldOrganization",
        "affiliation": f"{_SPONSORS}.responsibleParty.investigatorAffiliation",
        "old_name_title": f"{_SPONSORS}.responsibleParty.oldNameTitle",
    },
    "retractions": {
        "pmid": f"{_CITED}.references[].retractions[].pmid",
        "source": f"{_CITED}.references[].retractions[].source",
    },
    "sponsors": {
        "agency_class": f"{_SPONSORS}.leadSponsor.class",
        "name": f"{_SPONSORS}.leadSponsor.name",
    },
    "study_references": {
        "pmid": f"{_CITED}.references[].pmid",
        "reference_type": f"{_CITED}.references[].type",
        "citation": f"{_CITED}.references[].citation",
    },
}
"""Table -> its columns that are fields of the API."""

FORMER: Mapping[str, str] = {
    "first_received_date": "study_first_submitted_date",
    "last_changed_date": "last_update_submitted_date",
    "first_received_results_date": "results_first_submitted_date",
    "received_results_disposit_date": "disposition_first_submitted_date",
}
"""Columns of `studies` as they were called -> as they are."""

_OTHER_COLUMNS: Mapping[str, Field] = {
    **OTHER_RESULT_COLUMNS,
    "countries.name": into("ct:country", "ct:countryName", "ct:removedCountry", "ct:removedCountryName"),
    "countries.removed": into("ct:removedCountry"),
    "browse_conditions.mesh_type": into("ct:conditionConcept", "ct:conditionConceptAncestor"),
    "browse_interventions.mesh_type": into("ct:interventionConcept", "ct:interventionConceptAncestor"),
    "id_information.id_source": into("ct:identifierRole", "ct:formerIdentifier"),
    "sponsors.lead_or_collaborator": into("ct:leadSponsor", "ct:collaborator"),
    **{
        f"designs.{party}_masked": into("ct:maskedParty")
        for party in ("subject", "caregiver", "investigator", "outcomes_assessor")
    },
    **{f"eligibilities.{group}": into("ct:ageGroup") for group in ("child", "adult", "older_adult")},
    "studies.nlm_download_date_description": into("ct:registryVersionDate"),
    "intervention_other_names.intervention_id": into("ct:otherName"),
    "facility_contacts.facility_id": into("ct:contact"),
    "facility_investigators.facility_id": into("ct:official"),
    "retractions.reference_id": into("ct:retractionNotice"),
    # Left out.
    **{
        f"studies.{name}_date": left_out("the last day of the month of a date that is read as it is stated")
        for name in ("start", "completion", "primary_completion", "verification")
    },
    "studies.last_update_submitted_qc_date": left_out("when the registry checked the update; its submission is kept"),
    **{f"studies.{name}": left_out(_COUNTED) for name in ("number_of_arms", "number_of_groups")},
    **{f"studies.{name}": left_out(_KEPT) for name in ("created_at", "updated_at")},
    **{
        f"calculated_values.{name}": left_out(_COUNTED)
        for name in (
            *("number_of_facilities", "number_of_nsae_subjects", "number_of_sae_subjects"),
            *("number_of_primary_outcomes_to_measure", "number_of_secondary_outcomes_to_measure"),
            "number_of_other_outcomes_to_measure",
        )
    },
    **{
        f"calculated_values.{name}": left_out(_DERIVED)
        for name in (
            *("registered_in_calendar_year", "actual_duration", "months_to_report_results", "has_us_facility"),
            *("has_single_facility", "minimum_age_num", "maximum_age_num", "minimum_age_unit", "maximum_age_unit"),
        )
    },
    **{
        f"{table}.{column}": left_out(_SMALL)
        for table, column in (
            *(("browse_conditions", "downcase_mesh_term"), ("browse_interventions", "downcase_mesh_term")),
            *(("conditions", "downcase_name"), ("keywords", "downcase_name")),
        )
    },
    "central_contacts.contact_type": left_out("whether it is the first or the second contact: they are in order"),
    "facility_contacts.contact_type": left_out("whether it is the first or the second contact: they are in order"),
    "design_outcomes.population": left_out("the population of an outcome, which the registry states of results alone"),
    "pending_results.event_date_description": left_out("the date beside it in words"),
}
"""Columns that are no field of the API of their own, and those that are left out."""

UNREAD: Mapping[str, str] = {
    **dict.fromkeys(("mesh_headings", "mesh_terms"), _MESH),
    **dict.fromkeys(("search_results", "study_searches"), _SEARCH),
    "study_records": "the record as JSON of the API, in parts; export it from the registry to have it read",
}
"""Tables that are known and not read, and why."""

MOVES_AACT: Mapping[str, str] = {
    f"{table}[].{column}": field for table, columns in _TABLES.items() for column, field in columns.items()
}
"""Path -> path of the API."""

READ = {*_TABLES, *(path.partition(".")[0] for path in _OTHER_COLUMNS)}
"""The tables that are read."""

FIELDS_AACT: Mapping[str, Field] = {
    **{path: FIELDS_V2[field] for path, field in MOVES_AACT.items()},
    **{path.replace(".", "[].", 1): field for path, field in _OTHER_COLUMNS.items()},
    **{f"{STUDIES}[].{old}": FIELDS_V2[_TABLES[STUDIES][new]] for old, new in FORMER.items()},
    **{f"{table}[].id": left_out(_ROW) for table in sorted(READ - {STUDIES})},
    **{f"{table}[].**": left_out(reason) for table, reason in UNREAD.items()},
    KEY: into("dcterms:identifier", "ct:describes"),
    "row": left_out("the row of `studies`"),
    "absent[]": into("ct:notSupported"),
    "faults[].**": left_out("what is wrong with rows of the dump; each is a problem of the record"),
}
"""Path -> where its values go."""


def columns_read(fields: Iterable[str] = FIELDS_AACT) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The tables that are joined, each with its columns that have a place."""
    found: dict[str, list[str]] = {}
    for path in fields:
        table, _, column = path.partition("[].")
        if table in READ and column not in FORMER and FIELDS_AACT[path].left_out is None:
            found.setdefault(table, []).append(column)
    return tuple((table, tuple(columns)) for table, columns in found.items())
