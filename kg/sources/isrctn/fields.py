"""Every element and attribute of the XML of ISRCTN: its field of the structs, and where in the graph it goes.

From the paths of real records, of single elements as they occur, and of the XML's published readers. A path begins
under `fullTrial`. JSON made of the XML has the same paths below `trial`, with dots, and has lost the attributes.
What follows a `#` is a second fact in the text of one element.
"""

from collections.abc import Mapping

from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS_JSON", "FIELDS_XML", "MOVES"]

_STATED = "a statement to the registry, which is the same in every record"
_STORED = "how the registry stores the record"
_ADDRESS = "the address of an office; names, places and ids of organizations are kept"

_TRIAL = "trial/"
_DESCRIBED = "trial/trialDescription/"
_REFERENCES = "trial/externalRefs/"
_DESIGN = "trial/trialDesign/"
_ASSIGNED = f"{_DESIGN}interventionalTrialDesign/"
_TAKING_PART = "trial/participants/"
_CENTRE = f"{_TAKING_PART}trialCentres/trialCentre[]/"
_RESULTS = "trial/results/"
_COMMITTEE = f"{_DESCRIBED}ethicsCommittees/ethicsCommittee[]/"
_OUTPUT = "trial/outputs/output[]/"
_FILE = "trial/attachedFiles/attachedFile[]/"
_CONDITION = "trial/conditions/condition[]/"
_INTERVENTION = "trial/interventions/intervention[]/"

_PURPOSES = into("ct:primaryPurpose", "ct:purpose", codes="primary-purpose")
_STATUS = into("ct:overallStatus", codes="overall-status")
_PARTICIPANTS = into("ct:healthyVolunteers")
_IDENTIFIER = into("ct:identifierValue", "ct:identifierType", "ct:identifierDomain", "ct:identifierRole")
_POLICY = into("ct:ipdSharing", "ct:ipdSharingAccessCriteria")
_RESULT_TEXT = into("ct:resultsSummary", "ct:hasResults")


def _outcomes(element: str, target: str) -> dict[str, tuple[str, Field]]:
    path = f"{_DESCRIBED}{element}s/outcomeMeasure[]/"
    return {
        f"{path}variable": (f"{target}s[].variable", into("ct:measure")),
        f"{path}method": (f"{target}s[].method", into("dcterms:description")),
        f"{path}timepoints": (f"{target}s[].timepoints", into("ct:timeFrame")),
        f"{_DESCRIBED}{element}": (target, into("ct:measure", "dcterms:description", "ct:timeFrame")),
    }


def _age(element: str, target: str, curie: str) -> dict[str, tuple[str, Field]]:
    path = f"{_TAKING_PART}{element}"
    return {
        path: (f"{target}.text", into(curie)),
        f"{path}/@unit": (f"{target}.unit", into(curie)),
        f"{path}/@value": (f"{target}.value", into(curie)),
    }


_ROWS: Mapping[str, tuple[str, Field]] = {
    "trial/isrctn": ("number", into("dcterms:identifier", "ct:describes")),
    "trial/isrctn/@dateAssigned": ("assigned", into("ct:firstPostedDate")),
    "trial/@publicIdentifierCanonical": ("canonical", into("dcterms:identifier")),
    "trial/@publicIdentifierDateAssigned": ("canonical_assigned", into("ct:firstPostedDate")),
    "trial/@lastUpdated": ("updated", into("dcterms:modified")),
    f"{_DESCRIBED}title": ("title", into("dcterms:title")),
    f"{_DESCRIBED}scientificTitle": ("scientific_title", into("ct:officialTitle")),
    f"{_DESCRIBED}acronym": ("acronym", into("ct:acronym")),
    f"{_DESCRIBED}studyHypothesis": ("hypothesis", into("ct:detailedDescription")),
    f"{_DESCRIBED}plainEnglishSummary": ("summary", into("ct:briefSummary", "ct:contact")),
    f"{_DESCRIBED}trialWebsite": ("website", into("ct:webLink", "ct:url")),
    **_outcomes("primaryOutcome", "primary_outcome"),
    **_outcomes("secondaryOutcome", "secondary_outcome"),
    f"{_DESCRIBED}ethicsApprovalRequired": (
        "ethics_required",
        into("ct:ethicsReview", "ct:ethicsReviewStatus", codes="ethics-review-status"),
    ),
    f"{_DESCRIBED}ethicsApproval": (
        "ethics_approval",
        into("ct:ethicsReview", "dcterms:description", "ct:ethicsReviewStatus", "ct:ethicsReviewReference"),
    ),
    f"{_COMMITTEE}@approvalStatus": (
        "ethics_committees[].status",
        into("ct:ethicsReviewStatus", codes="ethics-review-status"),
    ),
    f"{_COMMITTEE}@statusDate": ("ethics_committees[].date", into("ct:ethicsReviewDate")),
    f"{_COMMITTEE}committeeName": ("ethics_committees[].name", into("ct:ethicsCommitteeName")),
    f"{_COMMITTEE}committeeReference": ("ethics_committees[].reference", into("ct:ethicsReviewReference")),
    f"{_REFERENCES}eudraCTNumber": ("eudract", _IDENTIFIER),
    f"{_REFERENCES}irasNumber": ("iras", _IDENTIFIER),
    f"{_REFERENCES}clinicalTrialsGovNumber": ("nct", _IDENTIFIER),
    f"{_REFERENCES}protocolSerialNumber": ("protocol_number", _IDENTIFIER),
    f"{_REFERENCES}secondaryNumbers/secondaryNumber[]": ("secondary_numbers[].value", _IDENTIFIER),
    f"{_REFERENCES}secondaryNumbers/secondaryNumber[]/@numberType": (
        "secondary_numbers[].type",
        into("ct:identifierType", "ct:identifierDomain", "ct:identifierRole"),
    ),
    f"{_DESIGN}studyDesign": (
        "design",
        into(
            "ct:interventionModelDescription",
            "ct:masking",
            "ct:interventionModel",
            "ct:controlType",
            "ct:timePerspective",
        ),
    ),
    f"{_DESIGN}primaryStudyDesign": ("primary_design", into("ct:studyType", codes="study-type")),
    f"{_DESIGN}secondaryStudyDesign": (
        "secondary_design",
        into("ct:allocation", "ct:interventionModel", "ct:observationalModel", "ct:timePerspective"),
    ),
    f"{_ASSIGNED}allocation": ("allocation", into("ct:allocation", codes="allocation")),
    f"{_ASSIGNED}masking": ("masking", into("ct:masking", codes="masking")),
    f"{_ASSIGNED}control": ("control", into("ct:controlType", codes="control-type")),
    f"{_ASSIGNED}assignment": ("assignment", into("ct:interventionModel", codes="intervention-model")),
    f"{_ASSIGNED}purposes/purpose[]": ("purposes[]", _PURPOSES),
    f"{_DESIGN}trialTypes/trialType[]": ("types[]", _PURPOSES),
    f"{_DESIGN}trialType": ("type", _PURPOSES),  # until about 2022
    f"{_DESIGN}overallStatusOverride": ("status_override", _STATUS),
    f"{_DESIGN}reasonAbandoned": ("reason_abandoned", into("ct:whyStopped")),
    f"{_DESIGN}overallEndDate": ("overall_end", into("ct:completionDate", "ct:completionYear", "ct:overallStatus")),
    f"{_TAKING_PART}recruitmentCountries/country[]": ("countries[]", into("ct:countryName", "ct:country")),
    f"{_CENTRE}name": ("centres[].name", into("ct:facilityName")),
    f"{_CENTRE}city": ("centres[].city", into("ct:cityName")),
    f"{_CENTRE}state": ("centres[].state", into("ct:stateName")),
    f"{_CENTRE}country": ("centres[].country", into("ct:countryName")),
    f"{_CENTRE}zip": ("centres[].zip", into("ct:postalCode")),
    f"{_TAKING_PART}participantTypes/participantType[]": ("participant_types[]", _PARTICIPANTS),
    f"{_TAKING_PART}participantType": ("participant_type", _PARTICIPANTS),  # until about 2022
    f"{_TAKING_PART}healthyVolunteersAllowed": ("healthy_volunteers", _PARTICIPANTS),
    f"{_TAKING_PART}inclusion": ("inclusion", into("ct:criteriaText", "ct:text")),
    f"{_TAKING_PART}exclusion": ("exclusion", into("ct:criteriaText", "ct:text")),
    f"{_TAKING_PART}ageRange": ("age_range", into("ct:ageGroup", codes="age-group")),
    **_age("lowerAgeLimit", "lower_age", "ct:minimumAge"),
    **_age("upperAgeLimit", "upper_age", "ct:maximumAge"),
    f"{_TAKING_PART}gender": ("gender", into("ct:sex", codes="sex")),
    f"{_TAKING_PART}targetEnrolment": ("target", into("ct:targetEnrollment", "ct:enrollment")),
    f"{_TAKING_PART}totalTarget": ("total_target", into("ct:targetEnrollment", "ct:enrollment")),
    f"{_TAKING_PART}totalFinalEnrolment": ("final", into("ct:enrollment")),
    f"{_TAKING_PART}patientInfoSheet": ("information_sheet", into("ct:webLink", "ct:url")),
    f"{_TAKING_PART}recruitmentStart": (
        "recruitment_start",
        into("ct:startDate", "ct:startYear", "ct:overallStatus"),
    ),
    f"{_TAKING_PART}recruitmentEnd": (
        "recruitment_end",
        into("ct:recruitmentEndDate", "ct:recruitmentEndYear", "ct:overallStatus"),
    ),
    f"{_TAKING_PART}recruitmentStartStatusOverride": ("recruitment_start_override", _STATUS),
    f"{_TAKING_PART}recruitmentStatusOverride": ("recruitment_override", _STATUS),
    f"{_CONDITION}description": ("conditions[].description", into("ct:conditionName", "ct:condition")),
    f"{_CONDITION}diseaseClass1": ("conditions[].category", into("ct:conditionBrowseLeaf", "schema:name")),
    f"{_CONDITION}diseaseClass2": ("conditions[].disease", into("ct:conditionBrowseLeaf", "schema:name")),
    f"{_INTERVENTION}description": ("interventions[].description", into("ct:intervention", "dcterms:description")),
    f"{_INTERVENTION}interventionType": (
        "interventions[].type",
        into("ct:interventionType", codes="intervention-type"),
    ),
    f"{_INTERVENTION}phase": ("interventions[].phase", into("ct:phase", codes="phase")),
    f"{_INTERVENTION}drugNames": ("interventions[].names", into("ct:intervention", "schema:name")),
    f"{_RESULTS}publicationPlan": ("publication_plan", into("ct:ipdSharingDescription")),
    f"{_RESULTS}ipdSharingStatement": ("ipd_statement", into("ct:ipdSharingDescription")),
    f"{_RESULTS}dataPolicies/dataPolicy[]": ("data_policies[]", _POLICY),
    f"{_RESULTS}dataPolicy": ("data_policy", _POLICY),  # until about 2022
    f"{_RESULTS}publicationDetails": (
        "publications",
        into("ct:publicationLink", "ct:citation", "ct:publicationRole", "ct:publication"),
    ),
    f"{_RESULTS}basicReport": ("basic_report", _RESULT_TEXT),
    f"{_RESULTS}plainEnglishReport": ("plain_report", _RESULT_TEXT),
    f"{_OUTPUT}@outputType": ("outputs[].type", into("ct:publicationRole", "ct:documentType", "ct:hasResults")),
    f"{_OUTPUT}@dateCreated": ("outputs[].created", into("ct:documentDate")),
    f"{_OUTPUT}@dateUploaded": ("outputs[].uploaded", into("ct:uploadedDate")),
    f"{_OUTPUT}localFile/@fileId": ("outputs[].file_id", into("ct:url")),
    f"{_OUTPUT}localFile/@originalFilename": ("outputs[].filename", into("ct:fileName")),
    f"{_OUTPUT}localFile/@length": ("outputs[].length", into("ct:fileSize")),
    f"{_OUTPUT}externalLink/@url": ("outputs[].url", into("ct:citation", "ct:url")),
    f"{_OUTPUT}description": ("outputs[].description", into("ct:citation", "schema:name")),
    f"{_FILE}@downloadUrl": ("files[].url", into("ct:url")),
    f"{_FILE}id": ("files[].id", into("ct:url")),
    f"{_FILE}name": ("files[].name", into("ct:fileName")),
    f"{_FILE}description": ("files[].description", into("schema:name")),
    f"{_FILE}length": ("files[].length", into("ct:fileSize")),
    "trial/parties/sponsorId[]": ("sponsor_ids[]", into("ct:leadSponsor")),
    "trial/miscellaneous/ipdSharingPlan": ("ipd_plan", into("ct:ipdSharing", codes="ipd-sharing")),
    "contact[]/title": ("contacts[].title", into("schema:name")),
    "contact[]/forename": ("contacts[].forename", into("schema:name")),
    "contact[]/surname": ("contacts[].surname", into("schema:name")),
    "contact[]/contactTypes/contactType[]": (
        "contacts[].types[]",
        into("ct:contactRole", "ct:officialRole", codes="official-role"),
    ),
    "contact[]/contactDetails/telephone": ("contacts[].phone", into("ct:phone")),
    "contact[]/contactDetails/email": ("contacts[].email", into("ct:email")),
    "contact[]/privacy": ("contacts[].privacy", into("ct:contact", "ct:official")),
    "sponsor[]/@id": ("sponsors[].id", into("ct:leadSponsor")),
    "sponsor[]/organisation": ("sponsors[].name", into("ct:leadSponsorName", "ct:collaboratorName")),
    "sponsor[]/sponsorType": ("sponsors[].type", into("ct:organizationClass", codes="organization-class")),
    "sponsor[]/commercialStatus": ("sponsors[].commercial", into("ct:organizationClass")),
    "sponsor[]/rorId": ("sponsors[].ror", into("schema:sameAs")),
    "funder[]/@id": ("funders[].id", into("ct:funder")),
    "funder[]/name": ("funders[].name", into("ct:funderName")),
    "funder[]/fundRef": ("funders[].registered", into("schema:sameAs")),
}
"""Path -> the field of the structs, and where its values go."""

_LEFT_OUT: Mapping[str, Field] = {
    "trial/@version": left_out("the number of the version, of which only the last is published"),
    "trial/@isPublished": left_out(_STORED),
    "trial/@publicIdentifierType": left_out("`isrctn` in every record at hand"),
    f"{_DESCRIBED}@thirdPartyFilesAcknowledgement": left_out(_STATED),
    f"{_DESCRIBED}acknowledgment": left_out(_STATED),
    f"{_DESCRIBED}primaryOutcomes/outcomeMeasure[]/@id": left_out(_STORED),
    f"{_DESCRIBED}secondaryOutcomes/outcomeMeasure[]/@id": left_out(_STORED),
    f"{_COMMITTEE}@id": left_out(_STORED),
    f"{_COMMITTEE}contactDetails/**": left_out(_ADDRESS),
    f"{_REFERENCES}doi": left_out("the DOI of the record, made of its id"),
    f"{_REFERENCES}secondaryNumbers/secondaryNumber[]/@id": left_out(_STORED),
    f"{_REFERENCES}secondaryNumbers/secondaryNumber[]/@canonicalSecondaryNumber": left_out(
        "made by the registry of the number, and false where a EudraCT number stands as one of CTIS"
    ),
    f"{_DESIGN}trialSettings/**": left_out("the kind of place, such as hospitals; the centres say which"),
    f"{_DESIGN}trialSetting": left_out("the kind of place, such as hospitals; the centres say which"),
    f"{_DESIGN}overallStartDate": left_out(
        "the start of the whole study, its preparation included; the first enrolment is `recruitmentStart`"
    ),
    f"{_CENTRE}@id": left_out(_STORED),
    f"{_CENTRE}address": left_out("the street; name, city, state, postal code and country are kept"),
    f"{_INTERVENTION}pharmaceuticalStudyTypes/**": left_out("what a study of a medicine looks at, such as its dose"),
    f"{_INTERVENTION}pharmaceuticalStudyTypes": left_out("what a study of a medicine looks at, such as its dose"),
    f"{_RESULTS}intentToPublish": left_out("when the authors mean to publish; what was published is kept"),
    f"{_RESULTS}publicationStage": left_out("`Protocol` or `Results`, which the publications say too"),
    f"{_RESULTS}biomedRelated": left_out(_STORED),
    f"{_OUTPUT}@id": left_out(_STORED),
    f"{_OUTPUT}@artefactType": left_out("whether it is a file or a link, which the elements beneath say too"),
    f"{_OUTPUT}@peerReviewed": left_out("whether a journal reviewed it, which its type says too"),
    f"{_OUTPUT}@patientFacing": left_out("whether it is written for participants, which its type says too"),
    f"{_OUTPUT}@createdBy": left_out("who at the registry entered the line"),
    f"{_OUTPUT}localFile/@downloadFilename": left_out("the name of the file once more, as it is downloaded"),
    f"{_OUTPUT}localFile/@version": left_out("the version of the file, in any words"),
    f"{_OUTPUT}localFile/@mimeType": left_out("the kind of the file, which its name says too"),
    f"{_OUTPUT}localFile/@md5sum": left_out("a checksum of the file, of which nothing is kept but its address"),
    f"{_OUTPUT}productionNotes": left_out("notes of the registry on how it entered the line"),
    f"{_FILE}public": left_out("`true` in every record at hand: others are not exported"),
    f"{_FILE}mimeType": left_out("the kind of the file, which its name says too"),
    f"{_FILE}md5sum": left_out("a checksum of the file, of which nothing is kept but its address"),
    "trial/parties/funderId[]": left_out("a key by which the record finds its own funders, all of which are read"),
    "trial/parties/contactId[]": left_out("a key by which the record finds its own contacts, all of which are read"),
    "contact[]/@id": left_out(_STORED),
    "contact[]/orcid": left_out("an id of a person; whom to ask is kept by name, and only if it is asked for"),
    "contact[]/contactDetails/**": left_out(_ADDRESS),
    "sponsor[]/website": left_out("the page of the sponsor, nothing of the study"),
    "sponsor[]/contactDetails/**": left_out(_ADDRESS),
    "sponsor[]/privacy": left_out("whether the address of the sponsor, which is left out, is public"),
}

_IMPORT = {
    "record_last_import": ("retrieved", into("ct:retrievedDate")),
}
"""What the program ctrdata adds to the JSON that it makes."""

MOVES: Mapping[str, str] = {path: target for path, (target, _) in {**_ROWS, **_IMPORT}.items()}
"""Path of the XML -> field of the structs."""

FIELDS_XML: Mapping[str, Field] = {**{path: field for path, (_, field) in _ROWS.items()}, **_LEFT_OUT}

_IN_JSON: Mapping[str, Field] = {
    "outputs.output[].description": left_out(
        "what an output is called: which one it is stood in attributes, which are lost"
    ),
    "ctrname": left_out("the name of the registry, the same in every record"),
    "record_last_import": _IMPORT["record_last_import"][1],
    "parties.sponsorId[]": left_out("a key of the XML's list of sponsors, which is lost"),
}
FIELDS_JSON: Mapping[str, Field] = {
    **{
        path.removeprefix(_TRIAL).replace("/", "."): field
        for path, field in FIELDS_XML.items()
        if path.startswith(_TRIAL) and "@" not in path
    },
    **_IN_JSON,
}
