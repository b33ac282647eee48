"""Every field of the legacy full-study JSON, and the field of the API v2 that it is.

From the paths of real records; names marked `unseen` are the registry's own of that time (its list of study fields)
and stand in no record at hand. A path begins under `Study`; all values are texts.
"""

from collections.abc import Mapping

from kg.sources.ctgov.fields_v1_results import MOVES_V1_RESULTS
from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.field_account import Field, left_out

__all__ = ["FIELDS_V1", "MOVES_V1"]

_Module = Mapping[str, str]


def _date(stem: str, name: str) -> dict[str, str]:
    return {f"{stem}DateStruct.{stem}Date": f"{name}.date", f"{stem}DateStruct.{stem}DateType": f"{name}.type"}


def _outcomes(kind: str, name: str) -> dict[str, str]:
    row = f"{kind}OutcomeList.{kind}Outcome[].{kind}Outcome"
    return {
        f"{row}Measure": f"{name}[].measure",
        f"{row}Description": f"{name}[].description",
        f"{row}TimeFrame": f"{name}[].timeFrame",
    }


def _contacts(row: str, name: str) -> dict[str, str]:
    return {
        f"{row}Name": f"{name}.name",
        f"{row}Role": f"{name}.role",
        f"{row}Phone": f"{name}.phone",  # unseen: taken out of the records at hand
        f"{row}PhoneExt": f"{name}.phoneExt",
        f"{row}EMail": f"{name}.email",  # unseen: taken out of the records at hand
    }


def _browse(kind: str) -> _Module:
    return {
        f"{kind}MeshList.{kind}Mesh[].{kind}MeshId": "meshes[].id",
        f"{kind}MeshList.{kind}Mesh[].{kind}MeshTerm": "meshes[].term",
        f"{kind}AncestorList.{kind}Ancestor[].{kind}AncestorId": "ancestors[].id",
        f"{kind}AncestorList.{kind}Ancestor[].{kind}AncestorTerm": "ancestors[].term",
        f"{kind}BrowseLeafList.{kind}BrowseLeaf[].{kind}BrowseLeafId": "browseLeaves[].id",
        f"{kind}BrowseLeafList.{kind}BrowseLeaf[].{kind}BrowseLeafName": "browseLeaves[].name",
        f"{kind}BrowseLeafList.{kind}BrowseLeaf[].{kind}BrowseLeafAsFound": "browseLeaves[].asFound",
        f"{kind}BrowseLeafList.{kind}BrowseLeaf[].{kind}BrowseLeafRelevance": "browseLeaves[].relevance",
        f"{kind}BrowseBranchList.{kind}BrowseBranch[].{kind}BrowseBranchAbbrev": "browseBranches[].abbrev",
        f"{kind}BrowseBranchList.{kind}BrowseBranch[].{kind}BrowseBranchName": "browseBranches[].name",
    }


_SECONDARY = "SecondaryIdInfoList.SecondaryIdInfo[].SecondaryId"
_ARM = "ArmGroupList.ArmGroup[].ArmGroup"
_INTERVENTION = "InterventionList.Intervention[].Intervention"
_LOCATION = "LocationList.Location[].Location"
_REFERENCE = "ReferenceList.Reference[].Reference"
_AVAILABLE = "AvailIPDList.AvailIPD[].AvailIPD"
_DESIGN = "DesignInfo.Design"
_DOCUMENT = "LargeDocList.LargeDoc[].LargeDoc"
_UNPOSTED = "UnpostedAnnotation.Unposted"
_VIOLATION = "ViolationAnnotation.ViolationEventList.ViolationEvent[].ViolationEvent"
_RETRACTION = "ReferenceList.Reference[].RetractionList.Retraction[].Retraction"
_TRACKING = "SubmissionTracking."
_ROUND = "SubmissionTracking.SubmissionInfoList.SubmissionInfo[].Submission"
_ROUNDS = "submissionTracking.submissionInfos[]"

_MODULES: Mapping[tuple[str, str], _Module] = {
    ("ProtocolSection.IdentificationModule", "protocolSection.identificationModule"): {
        "NCTId": "nctId",
        "NCTIdAliasList.NCTIdAlias[]": "nctIdAliases[]",  # unseen
        "OrgStudyIdInfo.OrgStudyId": "orgStudyIdInfo.id",
        "OrgStudyIdInfo.OrgStudyIdType": "orgStudyIdInfo.type",  # unseen
        "OrgStudyIdInfo.OrgStudyIdLink": "orgStudyIdInfo.link",  # unseen
        _SECONDARY: "secondaryIdInfos[].id",
        f"{_SECONDARY}Type": "secondaryIdInfos[].type",
        f"{_SECONDARY}Domain": "secondaryIdInfos[].domain",
        f"{_SECONDARY}Link": "secondaryIdInfos[].link",
        "Organization.OrgFullName": "organization.fullName",
        "Organization.OrgClass": "organization.class",
        "BriefTitle": "briefTitle",
        "OfficialTitle": "officialTitle",
        "Acronym": "acronym",
    },
    ("ProtocolSection.StatusModule", "protocolSection.statusModule"): {
        "StatusVerifiedDate": "statusVerifiedDate",
        "OverallStatus": "overallStatus",
        "LastKnownStatus": "lastKnownStatus",
        "DelayedPosting": "delayedPosting",
        "WhyStopped": "whyStopped",
        "ExpandedAccessInfo.HasExpandedAccess": "expandedAccessInfo.hasExpandedAccess",
        "ExpandedAccessInfo.ExpandedAccessNCTId": "expandedAccessInfo.nctId",  # unseen
        "ExpandedAccessInfo.ExpandedAccessStatusForNCTId": "expandedAccessInfo.statusForNctId",  # unseen
        **_date("Start", "startDateStruct"),
        **_date("PrimaryCompletion", "primaryCompletionDateStruct"),
        **_date("Completion", "completionDateStruct"),
        "StudyFirstSubmitDate": "studyFirstSubmitDate",
        "StudyFirstSubmitQCDate": "studyFirstSubmitQcDate",
        **_date("StudyFirstPost", "studyFirstPostDateStruct"),
        "ResultsWaived": "resultsWaived",  # unseen
        "ResultsFirstSubmitDate": "resultsFirstSubmitDate",
        "ResultsFirstSubmitQCDate": "resultsFirstSubmitQcDate",
        **_date("ResultsFirstPost", "resultsFirstPostDateStruct"),
        "DispFirstSubmitDate": "dispFirstSubmitDate",  # unseen
        "DispFirstSubmitQCDate": "dispFirstSubmitQcDate",  # unseen
        **_date("DispFirstPost", "dispFirstPostDateStruct"),  # unseen
        "LastUpdateSubmitDate": "lastUpdateSubmitDate",
        **_date("LastUpdatePost", "lastUpdatePostDateStruct"),
    },
    # The API v2 moved this date to the tracking of submissions.
    ("ProtocolSection.StatusModule", "derivedSection.miscInfoModule.submissionTracking"): _date(
        "ResultsFirstPostedQCComments", "firstMcpInfo.postDateStruct"
    ),
    ("ProtocolSection.SponsorCollaboratorsModule", "protocolSection.sponsorCollaboratorsModule"): {
        "ResponsibleParty.ResponsiblePartyType": "responsibleParty.type",
        "ResponsibleParty.ResponsiblePartyInvestigatorFullName": "responsibleParty.investigatorFullName",
        "ResponsibleParty.ResponsiblePartyInvestigatorTitle": "responsibleParty.investigatorTitle",
        "ResponsibleParty.ResponsiblePartyInvestigatorAffiliation": "responsibleParty.investigatorAffiliation",
        "ResponsibleParty.ResponsiblePartyOldNameTitle": "responsibleParty.oldNameTitle",
        "ResponsibleParty.ResponsiblePartyOldOrganization": "responsibleParty.oldOrganization",
        "LeadSponsor.LeadSponsorName": "leadSponsor.name",
        "LeadSponsor.LeadSponsorClass": "leadSponsor.class",
        "CollaboratorList.Collaborator[].CollaboratorName": "collaborators[].name",
        "CollaboratorList.Collaborator[].CollaboratorClass": "collaborators[].class",
    },
    ("ProtocolSection.OversightModule", "protocolSection.oversightModule"): {
        "OversightHasDMC": "oversightHasDmc",
        "IsFDARegulatedDrug": "isFdaRegulatedDrug",
        "IsFDARegulatedDevice": "isFdaRegulatedDevice",
        "IsUnapprovedDevice": "isUnapprovedDevice",
        "IsPPSD": "isPpsd",  # unseen
        "IsUSExport": "isUsExport",
        "FDAAA801Violation": "fdaaa801Violation",  # unseen
    },
    ("ProtocolSection.DescriptionModule", "protocolSection.descriptionModule"): {
        "BriefSummary": "briefSummary",
        "DetailedDescription": "detailedDescription",
    },
    ("ProtocolSection.ConditionsModule", "protocolSection.conditionsModule"): {
        "ConditionList.Condition[]": "conditions[]",
        "KeywordList.Keyword[]": "keywords[]",
    },
    ("ProtocolSection.DesignModule", "protocolSection.designModule"): {
        "StudyType": "studyType",
        "NPtrsToThisExpAccNCTId": "nPtrsToThisExpAccNctId",  # unseen
        "ExpandedAccessTypes.ExpAccTypeIndividual": "expandedAccessTypes.individual",  # unseen
        "ExpandedAccessTypes.ExpAccTypeIntermediate": "expandedAccessTypes.intermediate",
        "ExpandedAccessTypes.ExpAccTypeTreatment": "expandedAccessTypes.treatment",  # unseen
        "PatientRegistry": "patientRegistry",
        "TargetDuration": "targetDuration",
        "PhaseList.Phase[]": "phases[]",
        f"{_DESIGN}Allocation": "designInfo.allocation",
        f"{_DESIGN}InterventionModel": "designInfo.interventionModel",
        f"{_DESIGN}InterventionModelDescription": "designInfo.interventionModelDescription",
        f"{_DESIGN}PrimaryPurpose": "designInfo.primaryPurpose",
        # Lists of one in all records: a study has one model and one perspective.
        f"{_DESIGN}ObservationalModelList.DesignObservationalModel[]": "designInfo.observationalModel",
        f"{_DESIGN}TimePerspectiveList.DesignTimePerspective[]": "designInfo.timePerspective",
        f"{_DESIGN}MaskingInfo.DesignMasking": "designInfo.maskingInfo.masking",
        f"{_DESIGN}MaskingInfo.DesignMaskingDescription": "designInfo.maskingInfo.maskingDescription",
        f"{_DESIGN}MaskingInfo.DesignWhoMaskedList.DesignWhoMasked[]": "designInfo.maskingInfo.whoMasked[]",
        "BioSpec.BioSpecRetention": "bioSpec.retention",
        "BioSpec.BioSpecDescription": "bioSpec.description",
        "EnrollmentInfo.EnrollmentCount": "enrollmentInfo.count",
        "EnrollmentInfo.EnrollmentType": "enrollmentInfo.type",
    },
    ("ProtocolSection.ArmsInterventionsModule", "protocolSection.armsInterventionsModule"): {
        f"{_ARM}Label": "armGroups[].label",
        f"{_ARM}Type": "armGroups[].type",
        f"{_ARM}Description": "armGroups[].description",
        f"{_ARM}InterventionList.ArmGroupInterventionName[]": "armGroups[].interventionNames[]",
        f"{_INTERVENTION}Type": "interventions[].type",
        f"{_INTERVENTION}Name": "interventions[].name",
        f"{_INTERVENTION}Description": "interventions[].description",
        f"{_INTERVENTION}ArmGroupLabelList.InterventionArmGroupLabel[]": "interventions[].armGroupLabels[]",
        f"{_INTERVENTION}OtherNameList.InterventionOtherName[]": "interventions[].otherNames[]",
    },
    ("ProtocolSection.OutcomesModule", "protocolSection.outcomesModule"): {
        **_outcomes("Primary", "primaryOutcomes"),
        **_outcomes("Secondary", "secondaryOutcomes"),
        **_outcomes("Other", "otherOutcomes"),
    },
    ("ProtocolSection.EligibilityModule", "protocolSection.eligibilityModule"): {
        "EligibilityCriteria": "eligibilityCriteria",
        "HealthyVolunteers": "healthyVolunteers",
        "Gender": "sex",
        "GenderBased": "genderBased",
        "GenderDescription": "genderDescription",
        "MinimumAge": "minimumAge",
        "MaximumAge": "maximumAge",
        "StdAgeList.StdAge[]": "stdAges[]",
        "StudyPopulation": "studyPopulation",
        "SamplingMethod": "samplingMethod",
    },
    ("ProtocolSection.ContactsLocationsModule", "protocolSection.contactsLocationsModule"): {
        **_contacts("CentralContactList.CentralContact[].CentralContact", "centralContacts[]"),
        "OverallOfficialList.OverallOfficial[].OverallOfficialName": "overallOfficials[].name",
        "OverallOfficialList.OverallOfficial[].OverallOfficialAffiliation": "overallOfficials[].affiliation",
        "OverallOfficialList.OverallOfficial[].OverallOfficialRole": "overallOfficials[].role",
        f"{_LOCATION}Facility": "locations[].facility",
        f"{_LOCATION}Status": "locations[].status",
        f"{_LOCATION}City": "locations[].city",
        f"{_LOCATION}State": "locations[].state",
        f"{_LOCATION}Zip": "locations[].zip",
        f"{_LOCATION}Country": "locations[].country",
        **_contacts(f"{_LOCATION}ContactList.LocationContact[].LocationContact", "locations[].contacts[]"),
    },
    ("ProtocolSection.ReferencesModule", "protocolSection.referencesModule"): {
        f"{_REFERENCE}PMID": "references[].pmid",
        f"{_REFERENCE}Type": "references[].type",
        f"{_REFERENCE}Citation": "references[].citation",
        f"{_RETRACTION}PMID": "references[].retractions[].pmid",  # unseen
        f"{_RETRACTION}Source": "references[].retractions[].source",  # unseen
        "SeeAlsoLinkList.SeeAlsoLink[].SeeAlsoLinkLabel": "seeAlsoLinks[].label",
        "SeeAlsoLinkList.SeeAlsoLink[].SeeAlsoLinkURL": "seeAlsoLinks[].url",
        f"{_AVAILABLE}Id": "availIpds[].id",  # unseen
        f"{_AVAILABLE}Type": "availIpds[].type",
        f"{_AVAILABLE}URL": "availIpds[].url",
        f"{_AVAILABLE}Comment": "availIpds[].comment",  # unseen
    },
    ("ProtocolSection.IPDSharingStatementModule", "protocolSection.ipdSharingStatementModule"): {
        "IPDSharing": "ipdSharing",
        "IPDSharingDescription": "description",
        "IPDSharingInfoTypeList.IPDSharingInfoType[]": "infoTypes[]",
        "IPDSharingTimeFrame": "timeFrame",
        "IPDSharingAccessCriteria": "accessCriteria",
        "IPDSharingURL": "url",
    },
    ("AnnotationSection.AnnotationModule", "annotationSection.annotationModule"): {
        f"{_UNPOSTED}ResponsibleParty": "unpostedAnnotation.unpostedResponsibleParty",
        f"{_UNPOSTED}EventList.UnpostedEvent[].UnpostedEventType": "unpostedAnnotation.unpostedEvents[].type",
        f"{_UNPOSTED}EventList.UnpostedEvent[].UnpostedEventDate": "unpostedAnnotation.unpostedEvents[].date",
        f"{_VIOLATION}Type": "violationAnnotation.violationEvents[].type",  # unseen
        f"{_VIOLATION}Description": "violationAnnotation.violationEvents[].description",  # unseen
        f"{_VIOLATION}CreationDate": "violationAnnotation.violationEvents[].creationDate",  # unseen
        f"{_VIOLATION}IssuedDate": "violationAnnotation.violationEvents[].issuedDate",  # unseen
        f"{_VIOLATION}ReleaseDate": "violationAnnotation.violationEvents[].releaseDate",  # unseen
        f"{_VIOLATION}PostedDate": "violationAnnotation.violationEvents[].postedDate",  # unseen
    },
    ("DocumentSection.LargeDocumentModule", "documentSection.largeDocumentModule"): {
        "LargeDocNoSAP": "noSap",  # unseen
        f"{_DOCUMENT}TypeAbbrev": "largeDocs[].typeAbbrev",
        f"{_DOCUMENT}HasProtocol": "largeDocs[].hasProtocol",
        f"{_DOCUMENT}HasSAP": "largeDocs[].hasSap",
        f"{_DOCUMENT}HasICF": "largeDocs[].hasIcf",
        f"{_DOCUMENT}Label": "largeDocs[].label",
        f"{_DOCUMENT}Date": "largeDocs[].date",
        f"{_DOCUMENT}UploadDate": "largeDocs[].uploadDate",
        f"{_DOCUMENT}Filename": "largeDocs[].filename",
    },
    ("DerivedSection.MiscInfoModule", "derivedSection.miscInfoModule"): {
        "VersionHolder": "versionHolder",
        "RemovedCountryList.RemovedCountry[]": "removedCountries[]",
        f"{_TRACKING}EstimatedResultsFirstSubmitDate": "submissionTracking.estimatedResultsFirstSubmitDate",  # unseen
        f"{_ROUND}ReleaseDate": f"{_ROUNDS}.releaseDate",
        f"{_ROUND}UnreleaseDate": f"{_ROUNDS}.unreleaseDate",
        f"{_ROUND}ResetDate": f"{_ROUNDS}.resetDate",  # unseen
        f"{_ROUND}MCPReleaseN": f"{_ROUNDS}.mcpReleaseN",  # unseen
    },
    ("DerivedSection.ConditionBrowseModule", "derivedSection.conditionBrowseModule"): _browse("Condition"),
    ("DerivedSection.InterventionBrowseModule", "derivedSection.interventionBrowseModule"): _browse("Intervention"),
}

MOVES_V1: Mapping[str, str] = {
    **{
        f"Study.{above}.{path}": f"{target}.{name}"
        for (above, target), module in _MODULES.items()
        for path, name in module.items()
    },
    **MOVES_V1_RESULTS,
}
"""Path -> path of the API."""

FIELDS_V1: Mapping[str, Field] = {
    **{path: FIELDS_V2[target] for path, target in MOVES_V1.items()},
    "Rank": left_out("the place of the study in the answer to one search"),
}
"""Path -> where its values go."""
