"""Every field of the API v2: the properties that its values go into, or why they are left out.

From the registry's study data structure (clinicaltrials.gov/data-api/about-api/study-data-structure) and the paths of
real records. What the older exports call otherwise is brought to these paths in `fields_v1` and `fields_xml`.
"""

from collections.abc import Mapping

from kg.sources.ctgov.fields_results import RESULTS_FIELDS
from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS_V2"]

_CONTACT = {
    "name": into("schema:name"),
    "role": into("ct:contactRole", codes="official-role"),
    "phone": into("ct:phone"),
    "phoneExt": into("ct:phoneExtension"),
    "email": into("ct:email"),
}
_OUTCOME = {
    "measure": into("ct:measure"),
    "timeFrame": into("ct:timeFrame"),
    "description": into("dcterms:description"),
    "safetyIssue": into("ct:safetyIssue"),
}


def _date(stem: str) -> dict[str, Field]:
    return {"date": into(f"ct:{stem}Date"), "type": into(f"ct:{stem}DateType", codes="date-type")}


def _study_date(stem: str) -> dict[str, Field]:
    return {**_date(stem), "date": into(f"ct:{stem}Date", f"ct:{stem}Year")}


def _browse(stem: str) -> dict[str, object]:
    return {
        "meshes[]": {"id": into(f"ct:{stem}Concept"), "term": into("skos:prefLabel", f"ct:{stem}ConceptName")},
        "ancestors[]": {"id": into(f"ct:{stem}ConceptAncestor"), "term": into("skos:prefLabel")},
        "browseLeaves[]": {
            "id": into("dcterms:identifier"),
            "name": into(f"ct:{stem}BrowseLeaf", "schema:name"),
            "asFound": into("ct:foundText"),
            "relevance": into("ct:relevance", codes="relevance"),
        },
        "browseBranches[]": {
            "abbrev": into(f"ct:{stem}BrowseBranch", "dcterms:identifier"),
            "name": into("skos:prefLabel"),
        },
    }


_PROTOCOL = {
    "identificationModule": {
        "nctId": into("dcterms:identifier", "ct:describes"),
        "nctIdAliases[]": into("ct:formerIdentifier"),
        "orgStudyIdInfo": {
            "id": into("ct:identifierValue"),
            "type": into("ct:identifierType", codes="identifier-type"),
            "link": into("ct:identifierLink"),
        },
        "secondaryIdInfos[]": {
            "id": into("ct:identifierValue"),
            "type": into("ct:identifierType", codes="identifier-type"),
            "domain": into("ct:identifierDomain"),
            "link": into("ct:identifierLink"),
        },
        "organization": {
            "fullName": into("ct:prsAccountName"),
            "class": into("ct:prsAccountClass", codes="organization-class"),
        },
        "briefTitle": into("dcterms:title"),
        "officialTitle": into("ct:officialTitle"),
        "acronym": into("ct:acronym"),
    },
    "statusModule": {
        "statusVerifiedDate": into("ct:verificationDate"),
        "overallStatus": into("ct:overallStatus", codes="overall-status"),
        "lastKnownStatus": into("ct:lastKnownStatus", codes="overall-status"),
        "delayedPosting": into("ct:delayedPosting"),
        "whyStopped": into("ct:whyStopped"),
        "expandedAccessInfo": {
            "hasExpandedAccess": into("ct:hasExpandedAccess"),
            "nctId": into("ct:expandedAccessStudy"),
            "statusForNctId": into("ct:expandedAccessStatus", codes="overall-status"),
        },
        "startDateStruct": _study_date("start"),
        "primaryCompletionDateStruct": _study_date("primaryCompletion"),
        "completionDateStruct": _study_date("completion"),
        "studyFirstSubmitDate": into("ct:firstSubmittedDate"),
        "studyFirstSubmitQcDate": into("ct:firstSubmittedQcDate"),
        "studyFirstPostDateStruct": _date("firstPosted"),
        "resultsWaived": into("ct:resultsWaived"),
        "resultsFirstSubmitDate": into("ct:resultsFirstSubmittedDate"),
        "resultsFirstSubmitQcDate": into("ct:resultsFirstSubmittedQcDate"),
        "resultsFirstPostDateStruct": _date("resultsFirstPosted"),
        "dispFirstSubmitDate": into("ct:dispositionFirstSubmittedDate"),
        "dispFirstSubmitQcDate": into("ct:dispositionFirstSubmittedQcDate"),
        "dispFirstPostDateStruct": _date("dispositionFirstPosted"),
        "lastUpdateSubmitDate": into("ct:lastUpdateSubmittedDate"),
        "lastUpdatePostDateStruct": _date("lastUpdatePosted"),
    },
    "sponsorCollaboratorsModule": {
        "responsibleParty": {
            "type": into("ct:responsiblePartyType", codes="responsible-party-type"),
            "investigatorFullName": into("ct:responsiblePartyName", "ct:responsibleParty"),
            "investigatorTitle": into("ct:responsiblePartyTitle"),
            "investigatorAffiliation": into("ct:responsiblePartyAffiliationName"),
            "oldNameTitle": into("ct:responsiblePartyName", "ct:responsibleParty"),
            "oldOrganization": into("ct:responsiblePartyOrganizationName"),
        },
        "leadSponsor": {
            "name": into("ct:leadSponsor", "ct:leadSponsorName", "schema:name"),
            "class": into("ct:organizationClass", codes="organization-class"),
        },
        "collaborators[]": {
            "name": into("ct:collaborator", "ct:collaboratorName", "schema:name"),
            "class": into("ct:organizationClass", codes="organization-class"),
        },
    },
    "oversightModule": {
        "oversightHasDmc": into("ct:hasDataMonitoringCommittee"),
        "isFdaRegulatedDrug": into("ct:fdaRegulatedDrug"),
        "isFdaRegulatedDevice": into("ct:fdaRegulatedDevice"),
        "isUnapprovedDevice": into("ct:unapprovedDevice"),
        "isPpsd": into("ct:pediatricPostmarketSurveillance"),
        "isUsExport": into("ct:usExport"),
        "fdaaa801Violation": into("ct:fdaaa801Violation"),
    },
    "descriptionModule": {
        "briefSummary": into("ct:briefSummary"),
        "detailedDescription": into("ct:detailedDescription"),
    },
    "conditionsModule": {
        "conditions[]": into("ct:condition", "ct:conditionName", "schema:name"),
        "keywords[]": into("ct:keyword"),
    },
    "designModule": {
        "studyType": into("ct:studyType", codes="study-type"),
        "nPtrsToThisExpAccNctId": left_out(
            "how many other records point here; each of them says so itself (`ct:expandedAccessStudy`)"
        ),
        "expandedAccessTypes": {
            "individual": into("ct:expandedAccessType"),
            "intermediate": into("ct:expandedAccessType"),
            "treatment": into("ct:expandedAccessType"),
        },
        "patientRegistry": into("ct:patientRegistry"),
        "targetDuration": into("ct:targetDuration"),
        "phases[]": into("ct:phase", "ct:phaseLabel", codes="phase"),
        "designInfo": {
            "allocation": into("ct:allocation", codes="allocation"),
            "interventionModel": into("ct:interventionModel", codes="intervention-model"),
            "interventionModelDescription": into("ct:interventionModelDescription"),
            "primaryPurpose": into("ct:primaryPurpose", codes="primary-purpose"),
            "observationalModel": into("ct:observationalModel", codes="observational-model"),
            "timePerspective": into("ct:timePerspective", codes="time-perspective"),
            "maskingInfo": {
                "masking": into("ct:masking", codes="masking"),
                "maskingDescription": into("ct:maskingDescription"),
                "whoMasked[]": into("ct:maskedParty", codes="masked-party"),
            },
        },
        "bioSpec": {
            "retention": into("ct:biospecimenRetention", codes="biospecimen-retention"),
            "description": into("ct:biospecimenDescription"),
        },
        "enrollmentInfo": {
            "count": into("ct:enrollment"),
            "type": into("ct:enrollmentType", codes="date-type"),
        },
    },
    "armsInterventionsModule": {
        "armGroups[]": {
            "label": into("ct:arm", "schema:name"),
            "type": into("ct:armType", codes="arm-type"),
            "description": into("dcterms:description"),
            "interventionNames[]": into("ct:usesIntervention"),
        },
        "interventions[]": {
            "type": into("ct:interventionType", codes="intervention-type"),
            "name": into("ct:intervention", "ct:treatment", "schema:name"),
            "description": into("dcterms:description"),
            "armGroupLabels[]": into("ct:usesIntervention"),
            "otherNames[]": into("ct:otherName"),
            "interventionMappedName.**": left_out(
                "no field of the registry: added by those who indexed the records, and empty in all that have it"
            ),
        },
    },
    "outcomesModule": {
        "primaryOutcomes[]": _OUTCOME,
        "secondaryOutcomes[]": _OUTCOME,
        "otherOutcomes[]": _OUTCOME,
    },
    "eligibilityModule": {
        "eligibilityCriteria": into("ct:criteriaText", "ct:criterion"),
        "healthyVolunteers": into("ct:healthyVolunteers"),
        "sex": into("ct:sex", codes="sex"),
        "genderBased": into("ct:genderBased"),
        "genderDescription": into("ct:genderDescription"),
        "minimumAge": into("ct:minimumAge", "ct:minimumAgeYears"),
        "maximumAge": into("ct:maximumAge", "ct:maximumAgeYears"),
        "stdAges[]": into("ct:ageGroup", codes="age-group"),
        "studyPopulation": into("ct:studyPopulation"),
        "samplingMethod": into("ct:samplingMethod", codes="sampling-method"),
    },
    "contactsLocationsModule": {
        "centralContacts[]": {**_CONTACT, "name": into("ct:contact", "schema:name")},
        "overallOfficials[]": {
            "name": into("ct:official", "ct:office", "schema:name", "ct:degree"),
            "affiliation": into("ct:affiliation", "ct:affiliationName"),
            "role": into("ct:officialRole", codes="official-role"),
        },
        "locations[]": {
            "facility": into("ct:facilityName", "ct:facility"),
            "status": into("ct:siteStatus", codes="overall-status"),
            "city": into("ct:cityName", "ct:place"),
            "state": into("ct:stateName"),
            "zip": into("ct:postalCode"),
            "country": into("ct:countryName", "ct:country"),
            "contacts[]": {
                **_CONTACT,
                "name": into("ct:contact", "ct:official", "ct:office", "schema:name", "ct:degree"),
                "role": into("ct:contactRole", "ct:officialRole", codes="official-role"),
            },
            "geoPoint": {
                "lat": into("schema:latitude", "geo:asWKT"),
                "lon": into("schema:longitude", "geo:asWKT"),
            },
        },
        "locations_nested.**": left_out(
            "no field of the registry: a copy of `locations`, equal in all records that have it, made for a search"
        ),
    },
    "referencesModule": {
        "references[]": {
            "pmid": into("ct:pmid", "ct:citedPublication"),
            "type": into("ct:publicationRole", codes="publication-role"),
            "citation": into("ct:citation", "skos:prefLabel", "ct:doi", "ct:citedPublication"),
            "retractions[]": {
                "pmid": into("ct:retractionNotice", "ct:retractedBy"),
                "source": into("ct:retractionSource", "ct:citation"),
            },
        },
        "seeAlsoLinks[]": {"label": into("schema:name"), "url": into("ct:webLink", "ct:url")},
        "availIpds[]": {
            "id": into("dcterms:identifier"),
            "type": into("ct:dataType"),
            "url": into("ct:availableData", "ct:url"),
            "comment": into("dcterms:description"),
        },
    },
    "ipdSharingStatementModule": {
        "ipdSharing": into("ct:ipdSharing", codes="ipd-sharing"),
        "description": into("ct:ipdSharingDescription"),
        "infoTypes[]": into("ct:ipdSharingInfoType", codes="ipd-info-type"),
        "timeFrame": into("ct:ipdSharingTimeFrame"),
        "accessCriteria": into("ct:ipdSharingAccessCriteria"),
        "url": into("ct:ipdSharingUrl"),
    },
}

_ANNOTATION = {
    "unpostedAnnotation": {
        "unpostedResponsibleParty": into("ct:unpostedResponsiblePartyName"),
        "unpostedEvents[]": {
            "type": into("ct:reviewEvent", "ct:reviewEventType", codes="review-event-type"),
            "date": into("ct:eventDate"),
            "dateUnknown": into("ct:eventDateUnknown"),
        },
    },
    "violationAnnotation": {
        "violationEvents[]": {
            "type": into("ct:violationEvent", "ct:violationEventType", codes="violation-event-type"),
            "description": into("dcterms:description"),
            "creationDate": into("ct:createdDate"),
            "issuedDate": into("ct:issuedDate"),
            "releaseDate": into("ct:releasedDate"),
            "postedDate": into("ct:postedDate"),
        },
    },
}

_DOCUMENTS = {
    "noSap": into("ct:noAnalysisPlan"),
    "largeDocs[]": {
        "typeAbbrev": into("ct:document", "ct:documentType"),
        "hasProtocol": into("ct:hasProtocol"),
        "hasSap": into("ct:hasAnalysisPlan"),
        "hasIcf": into("ct:hasConsentForm"),
        "label": into("schema:name"),
        "date": into("ct:documentDate"),
        "uploadDate": into("ct:uploadedDate"),
        "filename": into("ct:fileName"),
        "size": into("ct:fileSize"),
        "url": into("ct:url"),
    },
}

_MISC = {
    "versionHolder": into("ct:registryVersionDate"),
    "retrievedDate": into("ct:retrievedDate"),
    "removedCountries[]": into("ct:removedCountry", "ct:removedCountryName"),
    "submissionTracking": {
        "estimatedResultsFirstSubmitDate": into("ct:resultsExpectedDate"),
        "firstMcpInfo": {"postDateStruct": _date("resultsCommentsFirstPosted")},
        "submissionInfos[]": {
            "releaseDate": into("ct:reviewEvent", "ct:eventDate"),
            "unreleaseDate": into("ct:reviewEvent", "ct:eventDate"),
            "unreleaseDateUnknown": into("ct:reviewEvent", "ct:eventDateUnknown"),
            "resetDate": into("ct:reviewEvent", "ct:eventDate"),
            "mcpReleaseN": into("ct:commentedRelease"),
        },
    },
    "modelPredictions": {
        "bmiLimits": {"minBmi": into("ct:predictedMinimumBmi"), "maxBmi": into("ct:predictedMaximumBmi")},
    },
}

_STUDY: dict[str, object] = {
    "protocolSection": _PROTOCOL,
    "resultsSection": RESULTS_FIELDS,
    "annotationSection": {"annotationModule": _ANNOTATION},
    "documentSection": {"largeDocumentModule": _DOCUMENTS},
    "derivedSection": {
        "miscInfoModule": _MISC,
        "conditionBrowseModule": _browse("condition"),
        "interventionBrowseModule": _browse("intervention"),
    },
    "hasResults": into("ct:hasResults"),
}


def _rows(table: Mapping[str, object], above: str = "") -> dict[str, Field]:
    rows: dict[str, Field] = {}
    for name, beneath in table.items():
        match beneath:
            case Field():
                rows[f"{above}{name}"] = beneath
            case dict():
                rows |= _rows(beneath, f"{above}{name}.")
    return rows


FIELDS_V2: Mapping[str, Field] = _rows(_STUDY)
"""Path -> where its values go."""
