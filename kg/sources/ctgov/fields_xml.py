"""Every element and attribute of the legacy XML, and the field of the API v2 that it is.

From the paths of real records and the registry's schema (`public.xsd`); what is marked `unseen` stands in no record at
hand. A path begins under `clinical_study`. A name with `#` is no element: it is a second fact in the text of one, or
the meaning of the element itself.
"""

from collections.abc import Mapping

from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.ctgov.fields_xml_results import FIELDS_XML_RESULTS
from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS_XML", "MOVES_XML", "NAMES_IN_PARTS"]

_IDENTIFICATION = "protocolSection.identificationModule"
_STATUS = "protocolSection.statusModule"
_SPONSORS = "protocolSection.sponsorCollaboratorsModule"
_OVERSIGHT = "protocolSection.oversightModule"
_DESIGN = "protocolSection.designModule"
_INFO = f"{_DESIGN}.designInfo"
_ARMS = "protocolSection.armsInterventionsModule"
_OUTCOMES = "protocolSection.outcomesModule"
_ELIGIBILITY = "protocolSection.eligibilityModule"
_PLACES = "protocolSection.contactsLocationsModule"
_CITED = "protocolSection.referencesModule"
_IPD = "protocolSection.ipdSharingStatementModule"
_UNPOSTED = "annotationSection.annotationModule.unpostedAnnotation.unpostedEvents[]"
_DOCUMENT = "documentSection.largeDocumentModule.largeDocs[]"
_MISC = "derivedSection.miscInfoModule"


def _date(element: str, target: str) -> dict[str, str]:
    return {element: f"{target}.date", f"{element}/@type": f"{target}.type"}


def _outcome(element: str, target: str) -> dict[str, str]:
    return {
        f"{element}[]/measure": f"{_OUTCOMES}.{target}[].measure",
        f"{element}[]/time_frame": f"{_OUTCOMES}.{target}[].timeFrame",
        f"{element}[]/description": f"{_OUTCOMES}.{target}[].description",
        f"{element}[]/safety_issue": f"{_OUTCOMES}.{target}[].safetyIssue",  # until 2015
    }


def _person(element: str, target: str) -> dict[str, str]:
    return {
        f"{element}/last_name": f"{target}.name",
        f"{element}/#role": f"{target}.role",
        f"{element}/phone": f"{target}.phone",  # unseen: taken out of the records at hand
        f"{element}/phone_ext": f"{target}.phoneExt",  # unseen
        f"{element}/email": f"{target}.email",  # unseen: taken out of the records at hand
    }


def _reference(element: str) -> dict[str, str]:
    return {
        f"{element}[]/citation": f"{_CITED}.references[].citation",
        f"{element}[]/PMID": f"{_CITED}.references[].pmid",
        f"{element}[]/#type": f"{_CITED}.references[].type",
    }


def _review(element: str) -> dict[str, str]:
    return {
        f"pending_results/{element}[]": f"{_UNPOSTED}.date",
        f"pending_results/{element}[]/#type": f"{_UNPOSTED}.type",
        f"pending_results/{element}[]/#unknown": f"{_UNPOSTED}.dateUnknown",
    }


MOVES_XML: Mapping[str, str] = {
    "required_header/download_date": f"{_MISC}.versionHolder",
    "required_header/download_date#retrieved": f"{_MISC}.retrievedDate",  # unseen; until about 2012
    "id_info/nct_id": f"{_IDENTIFICATION}.nctId",
    "id_info/nct_alias[]": f"{_IDENTIFICATION}.nctIdAliases[]",
    "id_info/org_study_id": f"{_IDENTIFICATION}.orgStudyIdInfo.id",
    "id_info/secondary_id[]": f"{_IDENTIFICATION}.secondaryIdInfos[].id",
    "brief_title": f"{_IDENTIFICATION}.briefTitle",
    "official_title": f"{_IDENTIFICATION}.officialTitle",
    "acronym": f"{_IDENTIFICATION}.acronym",
    "source": f"{_IDENTIFICATION}.organization.fullName",
    "source_class": f"{_IDENTIFICATION}.organization.class",  # unseen
    "sponsors/lead_sponsor/agency": f"{_SPONSORS}.leadSponsor.name",
    "sponsors/lead_sponsor/agency_class": f"{_SPONSORS}.leadSponsor.class",
    "sponsors/collaborator[]/agency": f"{_SPONSORS}.collaborators[].name",
    "sponsors/collaborator[]/agency_class": f"{_SPONSORS}.collaborators[].class",
    "responsible_party/responsible_party_type": f"{_SPONSORS}.responsibleParty.type",
    "responsible_party/investigator_full_name": f"{_SPONSORS}.responsibleParty.investigatorFullName",
    "responsible_party/investigator_title": f"{_SPONSORS}.responsibleParty.investigatorTitle",
    "responsible_party/investigator_affiliation": f"{_SPONSORS}.responsibleParty.investigatorAffiliation",
    "responsible_party/name_title": f"{_SPONSORS}.responsibleParty.oldNameTitle",
    "responsible_party/organization": f"{_SPONSORS}.responsibleParty.oldOrganization",
    "oversight_info/has_dmc": f"{_OVERSIGHT}.oversightHasDmc",
    "oversight_info/is_fda_regulated_drug": f"{_OVERSIGHT}.isFdaRegulatedDrug",
    "oversight_info/is_fda_regulated_device": f"{_OVERSIGHT}.isFdaRegulatedDevice",
    "oversight_info/is_unapproved_device": f"{_OVERSIGHT}.isUnapprovedDevice",  # unseen
    "oversight_info/is_ppsd": f"{_OVERSIGHT}.isPpsd",  # unseen
    "oversight_info/is_us_export": f"{_OVERSIGHT}.isUsExport",
    "brief_summary/textblock": "protocolSection.descriptionModule.briefSummary",
    "detailed_description/textblock": "protocolSection.descriptionModule.detailedDescription",
    "overall_status": f"{_STATUS}.overallStatus",
    "last_known_status": f"{_STATUS}.lastKnownStatus",
    "why_stopped": f"{_STATUS}.whyStopped",
    "has_expanded_access": f"{_STATUS}.expandedAccessInfo.hasExpandedAccess",
    **_date("start_date", f"{_STATUS}.startDateStruct"),
    **_date("primary_completion_date", f"{_STATUS}.primaryCompletionDateStruct"),
    **_date("completion_date", f"{_STATUS}.completionDateStruct"),
    "verification_date": f"{_STATUS}.statusVerifiedDate",
    "study_first_submitted": f"{_STATUS}.studyFirstSubmitDate",
    "study_first_submitted_qc": f"{_STATUS}.studyFirstSubmitQcDate",
    **_date("study_first_posted", f"{_STATUS}.studyFirstPostDateStruct"),
    "results_first_submitted": f"{_STATUS}.resultsFirstSubmitDate",
    "results_first_submitted_qc": f"{_STATUS}.resultsFirstSubmitQcDate",
    **_date("results_first_posted", f"{_STATUS}.resultsFirstPostDateStruct"),
    "disposition_first_submitted": f"{_STATUS}.dispFirstSubmitDate",
    "disposition_first_submitted_qc": f"{_STATUS}.dispFirstSubmitQcDate",
    **_date("disposition_first_posted", f"{_STATUS}.dispFirstPostDateStruct"),
    "last_update_submitted": f"{_STATUS}.lastUpdateSubmitDate",
    **_date("last_update_posted", f"{_STATUS}.lastUpdatePostDateStruct"),
    # The names until 2017.
    "firstreceived_date": f"{_STATUS}.studyFirstSubmitDate",
    "lastchanged_date": f"{_STATUS}.lastUpdateSubmitDate",
    "firstreceived_results_date": f"{_STATUS}.resultsFirstSubmitDate",
    "firstreceived_results_disposition_date": f"{_STATUS}.dispFirstSubmitDate",  # unseen
    **_date("end_date", f"{_STATUS}.completionDateStruct"),  # unseen; the name until 2009
    "study_type": f"{_DESIGN}.studyType",
    "study_type#registry": f"{_DESIGN}.patientRegistry",
    "expanded_access_info/expanded_access_type_individual": f"{_DESIGN}.expandedAccessTypes.individual",  # unseen
    "expanded_access_info/expanded_access_type_intermediate": f"{_DESIGN}.expandedAccessTypes.intermediate",
    "expanded_access_info/expanded_access_type_treatment": f"{_DESIGN}.expandedAccessTypes.treatment",
    "phase#[]": f"{_DESIGN}.phases[]",
    "target_duration": f"{_DESIGN}.targetDuration",
    "study_design_info/allocation": f"{_INFO}.allocation",
    "study_design_info/intervention_model": f"{_INFO}.interventionModel",
    "study_design_info/intervention_model_description": f"{_INFO}.interventionModelDescription",
    "study_design_info/primary_purpose": f"{_INFO}.primaryPurpose",
    "study_design_info/observational_model": f"{_INFO}.observationalModel",
    "study_design_info/time_perspective": f"{_INFO}.timePerspective",
    "study_design_info/masking": f"{_INFO}.maskingInfo.masking",
    "study_design_info/masking#[]": f"{_INFO}.maskingInfo.whoMasked[]",
    "study_design_info/masking_description": f"{_INFO}.maskingInfo.maskingDescription",
    "enrollment": f"{_DESIGN}.enrollmentInfo.count",
    "enrollment/@type": f"{_DESIGN}.enrollmentInfo.type",
    "biospec_retention": f"{_DESIGN}.bioSpec.retention",
    "biospec_descr/textblock": f"{_DESIGN}.bioSpec.description",
    "condition[]": "protocolSection.conditionsModule.conditions[]",
    "keyword[]": "protocolSection.conditionsModule.keywords[]",
    "arm_group[]/arm_group_label": f"{_ARMS}.armGroups[].label",
    "arm_group[]/arm_group_type": f"{_ARMS}.armGroups[].type",
    "arm_group[]/description": f"{_ARMS}.armGroups[].description",
    "intervention[]/intervention_type": f"{_ARMS}.interventions[].type",
    "intervention[]/intervention_name": f"{_ARMS}.interventions[].name",
    "intervention[]/description": f"{_ARMS}.interventions[].description",
    "intervention[]/arm_group_label[]": f"{_ARMS}.interventions[].armGroupLabels[]",
    "intervention[]/other_name[]": f"{_ARMS}.interventions[].otherNames[]",
    **_outcome("primary_outcome", "primaryOutcomes"),
    **_outcome("secondary_outcome", "secondaryOutcomes"),
    **_outcome("other_outcome", "otherOutcomes"),
    "eligibility/criteria/textblock": f"{_ELIGIBILITY}.eligibilityCriteria",
    "eligibility/healthy_volunteers": f"{_ELIGIBILITY}.healthyVolunteers",
    "eligibility/gender": f"{_ELIGIBILITY}.sex",
    "eligibility/gender_based": f"{_ELIGIBILITY}.genderBased",  # unseen
    "eligibility/gender_description": f"{_ELIGIBILITY}.genderDescription",  # unseen
    "eligibility/minimum_age": f"{_ELIGIBILITY}.minimumAge",
    "eligibility/maximum_age": f"{_ELIGIBILITY}.maximumAge",
    "eligibility/study_pop/textblock": f"{_ELIGIBILITY}.studyPopulation",
    "eligibility/sampling_method": f"{_ELIGIBILITY}.samplingMethod",
    **_person("overall_contact[]", f"{_PLACES}.centralContacts[]"),
    **_person("overall_contact_backup[]", f"{_PLACES}.centralContacts[]"),
    "overall_official[]/last_name": f"{_PLACES}.overallOfficials[].name",
    "overall_official[]/affiliation": f"{_PLACES}.overallOfficials[].affiliation",
    "overall_official[]/role": f"{_PLACES}.overallOfficials[].role",
    "location[]/facility/name": f"{_PLACES}.locations[].facility",
    "location[]/facility/address/city": f"{_PLACES}.locations[].city",
    "location[]/facility/address/state": f"{_PLACES}.locations[].state",
    "location[]/facility/address/zip": f"{_PLACES}.locations[].zip",
    "location[]/facility/address/country": f"{_PLACES}.locations[].country",
    "location[]/status": f"{_PLACES}.locations[].status",
    **_person("location[]/contact[]", f"{_PLACES}.locations[].contacts[]"),
    **_person("location[]/contact_backup[]", f"{_PLACES}.locations[].contacts[]"),
    "location[]/investigator[]/last_name": f"{_PLACES}.locations[].contacts[].name",
    "location[]/investigator[]/role": f"{_PLACES}.locations[].contacts[].role",
    **_reference("reference"),
    **_reference("results_reference"),
    "link[]/url": f"{_CITED}.seeAlsoLinks[].url",
    "link[]/description": f"{_CITED}.seeAlsoLinks[].label",
    "study_docs/study_doc[]/doc_id": f"{_CITED}.availIpds[].id",
    "study_docs/study_doc[]/doc_type": f"{_CITED}.availIpds[].type",
    "study_docs/study_doc[]/doc_url": f"{_CITED}.availIpds[].url",
    "study_docs/study_doc[]/doc_comment": f"{_CITED}.availIpds[].comment",
    "patient_data/sharing_ipd": f"{_IPD}.ipdSharing",
    "patient_data/ipd_description": f"{_IPD}.description",
    "patient_data/ipd_info_type[]": f"{_IPD}.infoTypes[]",
    "patient_data/ipd_time_frame": f"{_IPD}.timeFrame",
    "patient_data/ipd_access_criteria": f"{_IPD}.accessCriteria",
    "patient_data/ipd_url": f"{_IPD}.url",
    "provided_document_section/provided_document[]/document_type": f"{_DOCUMENT}.label",
    "provided_document_section/provided_document[]/document_has_protocol": f"{_DOCUMENT}.hasProtocol",
    "provided_document_section/provided_document[]/document_has_icf": f"{_DOCUMENT}.hasIcf",
    "provided_document_section/provided_document[]/document_has_sap": f"{_DOCUMENT}.hasSap",
    "provided_document_section/provided_document[]/document_date": f"{_DOCUMENT}.date",
    "provided_document_section/provided_document[]/document_url": f"{_DOCUMENT}.url",
    "provided_document_section/provided_document[]/document_url#name": f"{_DOCUMENT}.filename",
    **_review("submitted"),
    **_review("returned"),
    **_review("submission_canceled"),  # unseen
    "condition_browse/mesh_term[]": "derivedSection.conditionBrowseModule.meshes[].term",
    "intervention_browse/mesh_term[]": "derivedSection.interventionBrowseModule.meshes[].term",
    "removed_countries/country[]": f"{_MISC}.removedCountries[]",
    # Until 2016 all of the design in one text.
    "study_design#allocation": f"{_INFO}.allocation",
    "study_design#intervention_model": f"{_INFO}.interventionModel",
    "study_design#primary_purpose": f"{_INFO}.primaryPurpose",
    "study_design#observational_model": f"{_INFO}.observationalModel",  # unseen
    "study_design#time_perspective": f"{_INFO}.timePerspective",  # unseen
    "study_design#masking": f"{_INFO}.maskingInfo.masking",
    "study_design#masking#[]": f"{_INFO}.maskingInfo.whoMasked[]",  # unseen
    "study_design#sampling_method": f"{_ELIGIBILITY}.samplingMethod",  # unseen; before 2008
}
"""Path -> path of the API."""

NAMES_IN_PARTS = ("first_name", "middle_name", "degrees")
"""Elements that may stand beside `last_name`; the records at hand have the whole name in that."""

_PERSONS = (
    "overall_official[]",
    "overall_contact[]",
    "overall_contact_backup[]",
    "location[]/contact[]",
    "location[]/contact_backup[]",
    "location[]/investigator[]",
)

_LEFT_OUT = {
    "required_header/link_text": left_out("the same sentence in every record"),
    "required_header/url": left_out("an address made of the id"),
    "number_of_arms": left_out("the count of `arm_group`; a few old records state it and describe no arm"),
    "number_of_groups": left_out("the count of `arm_group`, equal in all records that have it"),
    "last_update_submitted_qc": left_out("equal to `last_update_submitted` in all records at hand"),
    "location_countries/country": left_out("the countries of the sites once more, equal in all records at hand"),
    "oversight_info/authority": left_out("free text, taken off all records by the registry in 2017"),
    "is_fda_regulated": left_out("replaced by the two elements of `oversight_info` in 2017"),
    "is_section_801": left_out("taken off all records by the registry in 2017"),
    "study_design#endpoint_classification": left_out(
        "whether safety or efficacy is measured: the registry asked for it until 2015, and took it off all records"
    ),
    "study_design#control": left_out("the kind of control, which the arms tell since 2008"),  # unseen
    "study_design#duration": left_out("`Longitudinal`, the other side of the cross-sectional time perspective"),
}

FIELDS_XML: Mapping[str, Field] = {
    **{path: FIELDS_V2[target] for path, target in MOVES_XML.items() if "#" not in path},
    **{f"{person}/{part}": into("schema:name") for person in _PERSONS for part in NAMES_IN_PARTS},
    "phase": FIELDS_V2[f"{_DESIGN}.phases[]"],
    "study_design_info/masking": into("ct:masking", "ct:maskedParty", codes="masking"),
    **{
        path: FIELDS_V2[target]
        for path, target in MOVES_XML.items()
        if path.startswith("study_design#") and not path.endswith("[]")
    },
    "study_design#masking": into("ct:masking", "ct:maskedParty", codes="masking"),
    "required_header/download_date#retrieved": FIELDS_V2[f"{_MISC}.retrievedDate"],
    **_LEFT_OUT,
    **FIELDS_XML_RESULTS,
}
"""Path -> where its values go."""
