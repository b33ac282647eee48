"""Every element of a ResearchStudy of FHIR R5 that is read, and those that are left out.

`extension:NAME` stands for the value of an extension whose address ends in that name, wherever it is; of a coding, for
its code. `element:id` stands for the id of any element.
"""

from collections.abc import Mapping

from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS"]

_TECHNICAL = "how a server keeps the resource"
_LANGUAGE = "the same text in another language"
_SYSTEM = "the code system; the codes that are read are those of few systems"
_WORDS = "the code in words"
_ADDRESS = "the address of an office or a person; names of organizations and of places of recruitment are kept"
_OF_PERSONS = "about a person, who is named and no more"
_MEASURED = "how a variable is defined or measured; of an intervention its kind and names are kept, of an outcome when"
_ELSEWHERE = "leads to a resource that stands elsewhere"


def _concept(path: str, code: Field, text: Field | None = None) -> dict[str, Field]:
    return {
        f"{path}.coding[].system": left_out(_SYSTEM),
        f"{path}.coding[].version": left_out(_SYSTEM),
        f"{path}.coding[].code": code,
        f"{path}.coding[].display": left_out(_WORDS),
        f"{path}.coding[].userSelected": left_out(_TECHNICAL),
        f"{path}.text": text or left_out(_WORDS),
    }


def _reference(path: str, field: Field) -> dict[str, Field]:
    return {
        f"{path}.reference": field,
        f"{path}.display": field,
        f"{path}.type": left_out(_ELSEWHERE),
        f"{path}.identifier.**": left_out(_ELSEWHERE),
    }


_CONTAINED = "contained[]"
_TRAIT = f"{_CONTAINED}.characteristic[]"
_PERSON = into("ct:official", "ct:contact", "schema:name")
_ROLE = into("ct:leadSponsor", "ct:collaborator", "ct:funder", "ct:official", "ct:contact", "ct:organizationClass")
_DESIGN = into(
    *("ct:studyType", "ct:allocation", "ct:interventionModel", "ct:observationalModel", "ct:timePerspective"),
    *("ct:maskedParty", "ct:masking"),
)
_ACTIVITY = into(
    *("ct:firstSubmittedDate", "ct:firstPostedDate", "ct:lastUpdateSubmittedDate", "ct:lastUpdatePostedDate"),
    *("ct:verificationDate", "ct:resultsFirstPostedDate", "ct:primaryCompletionDate"),
)
_AGE = into("ct:minimumAge", "ct:maximumAge")
_CRITERIA = into("ct:criteriaText", "ct:text")

FIELDS: Mapping[str, Field] = {
    "resourceType": left_out("`ResearchStudy`, by which the resource is known"),
    **{name: left_out(_TECHNICAL) for name in ("id", "implicitRules", "language", "name", "url", "version")},
    **{f"{name}.**": left_out(_TECHNICAL) for name in ("meta", "text")},
    "status": left_out("the status of the resource; that of the study is `progressStatus`"),
    **{f"{name}[].**": left_out(_ELSEWHERE) for name in ("protocol", "partOf")},
    **_reference("result[]", into("ct:hasResults")),
    **_reference("focus[].reference", into("ct:intervention")),
    **_concept("focus[].concept", into("ct:interventionConcept"), left_out(_WORDS)),
    "note[].**": left_out("remarks on the resource"),
    "classifier[].**": left_out("a free classification, of which no list is known"),
    "identifier[].value": into("dcterms:identifier", "ct:describes", "ct:identifierValue", "ct:identifierType"),
    "identifier[].use": left_out("whether it is the official one; the id of a registry is taken"),
    "identifier[].system": into("ct:identifierDomain"),
    "identifier[].period.**": left_out(_TECHNICAL),
    **_concept("identifier[].type", into("ct:identifierDomain"), into("ct:identifierDomain")),
    **_reference("identifier[].assigner", into("ct:identifierDomain")),
    "title": into("dcterms:title"),
    "label[].value": into("ct:officialTitle", "ct:acronym"),
    **_concept("label[].type", into("ct:officialTitle", "ct:acronym")),
    "date": into("dcterms:modified"),
    "descriptionSummary": into("ct:briefSummary"),
    "description": into("ct:detailedDescription"),
    **_concept("primaryPurposeType", into("ct:primaryPurpose", codes="primary-purpose")),
    **_concept("phase", into("ct:phase", codes="phase")),
    **_concept("studyDesign[]", _DESIGN),
    **_concept(
        "condition[]",
        into("ct:conditionBrowseLeaf", "ct:conditionConcept", "dcterms:identifier"),
        into("ct:conditionName", "ct:condition", "schema:name"),
    ),
    **_concept("keyword[]", into("ct:keyword"), into("ct:keyword")),
    **_concept("region[]", into("ct:country", "ct:countryName"), into("ct:country", "ct:countryName")),
    **_concept("whyStopped", into("ct:whyStopped"), into("ct:whyStopped")),
    "period.start": into("ct:startDate", "ct:startYear"),
    "period.end": into("ct:completionDate", "ct:completionYear"),
    **_reference("site[]", into("ct:site", "ct:facilityName")),
    **_concept("progressStatus[].state", into("ct:overallStatus", codes="overall-status")),
    "progressStatus[].actual": into("ct:startDateType", "ct:completionDateType"),
    "progressStatus[].period.start": into("ct:startDate", "ct:startYear", "ct:firstPostedDate"),
    "progressStatus[].period.end": into("ct:completionDate", "ct:completionYear", "ct:recruitmentEndDate"),
    "associatedParty[].name": into("ct:leadSponsorName", "ct:collaboratorName", "ct:funderName", "schema:name"),
    **_concept("associatedParty[].role", _ROLE, into("ct:official", "ct:contact", "ct:collaborator")),
    **_reference("associatedParty[].party", _ROLE),
    "associatedParty[].period[].**": left_out("since when somebody has had the role"),
    **_concept("associatedParty[].classifier[]", into("ct:organizationClass", codes="organization-class")),
    "recruitment.targetNumber": into("ct:targetEnrollment", "ct:enrollment"),
    "recruitment.actualNumber": into("ct:enrollment"),
    **_reference("recruitment.eligibility", into("ct:eligibility")),
    "recruitment.actualGroup.**": left_out(_ELSEWHERE),
    "comparisonGroup[].linkId": into("schema:name"),
    "comparisonGroup[].name": into("ct:arm", "schema:name"),
    **_concept("comparisonGroup[].type", into("ct:armType", codes="arm-type")),
    "comparisonGroup[].description": into("dcterms:description", "ct:intervention"),
    **_reference("comparisonGroup[].intendedExposure[]", into("ct:intervention", "ct:arm")),
    "comparisonGroup[].observedGroup.**": left_out(_ELSEWHERE),
    "objective[].name": into("ct:primaryOutcome", "ct:secondaryOutcome"),
    "objective[].description": into("ct:measure", "ct:timeFrame"),
    **_concept("objective[].type", left_out("whether an objective is the first; outcomes have a type of their own")),
    "outcomeMeasure[].name": into("ct:measure"),
    "outcomeMeasure[].description": into("dcterms:description", "ct:measure"),
    **_concept("outcomeMeasure[].type[]", into("ct:primaryOutcome", "ct:secondaryOutcome", "ct:otherOutcome")),
    **_reference("outcomeMeasure[].reference", into("ct:timeFrame")),
    "relatedArtifact[].type": left_out("`citation` and the like; what it is to the study is `classifier`"),
    **_concept("relatedArtifact[].classifier[]", into("ct:publicationRole", "ct:documentType", "ct:hasProtocol")),
    **{
        f"relatedArtifact[].{name}": into("ct:citation", "schema:name")
        for name in ("display", "citation", "label", "document.title")
    },
    **{f"relatedArtifact[].{name}": into("ct:citation", "ct:url") for name in ("url", "resource", "document.url")},
    "relatedArtifact[].document.size": into("ct:fileSize"),
    "relatedArtifact[].document.creation": into("ct:documentDate"),
    **{
        f"relatedArtifact[].document.{name}": left_out("the bytes of a document and how they are written")
        for name in ("contentType", "language", "data", "hash")
    },
    "relatedArtifact[].resourceReference.**": left_out(_ELSEWHERE),
    "relatedArtifact[].publicationStatus": left_out(_TECHNICAL),
    "relatedArtifact[].publicationDate": left_out("when it was published, which its citation says"),
    # What the study contains.
    f"{_CONTAINED}.resourceType": left_out("what kind of resource it is, which follows from where the study names it"),
    f"{_CONTAINED}.id": left_out("by which the study names it"),
    **{f"{_CONTAINED}.{name}": left_out(_TECHNICAL) for name in ("active", "status", "mode", "membership", "quantity")},
    **{f"{_CONTAINED}.{name}.**": left_out(_TECHNICAL) for name in ("meta", "text")},
    f"{_CONTAINED}.identifier[].value": into("schema:sameAs"),
    f"{_CONTAINED}.identifier[].system": into("schema:sameAs"),
    **{
        f"{_CONTAINED}.identifier[].{name}": left_out("an id of an organization or a person at a server")
        for name in ("use", "type.**", "period.**", "assigner.**")
    },
    f"{_CONTAINED}.alias[]": left_out("another name of it"),
    f"{_CONTAINED}.type": left_out("`person`, the kind of a group"),
    f"{_CONTAINED}.type[].**": left_out("the kind of a place or an organization, which its name says"),
    f"{_CONTAINED}.code[].**": left_out("what a person does at an organization"),
    f"{_CONTAINED}.description": into("dcterms:description", "ct:criteriaText"),
    f"{_CONTAINED}.title": into("schema:name"),
    **{f"{_CONTAINED}.{name}": left_out(_TECHNICAL) for name in ("shortTitle", "actual", "handling")},
    f"{_CONTAINED}.note[].**": left_out("remarks on the resource"),
    f"{_CONTAINED}.position.latitude": into("schema:latitude", "geo:asWKT"),
    f"{_CONTAINED}.position.longitude": into("schema:longitude", "geo:asWKT"),
    f"{_CONTAINED}.position.altitude": left_out("how high a place lies"),
    **_concept(_TRAIT, into("ct:siteStatus", codes="overall-status")),
    **_concept(f"{_TRAIT}.definitionByTypeAndValue.type", left_out(_WORDS), into("ct:interventionType")),
    **_concept(
        f"{_TRAIT}.definitionByTypeAndValue.valueCodeableConcept",
        into("ct:interventionType", codes="intervention-type"),
        into("ct:interventionType", "ct:otherName"),
    ),
    **{
        f"{_TRAIT}.definitionByTypeAndValue.{name}.**": left_out(_MEASURED)
        for name in ("method[]", "device", "valueQuantity", "valueRange", "valueReference", "offset")
    },
    **{f"{_TRAIT}.definitionByTypeAndValue.{name}": left_out(_MEASURED) for name in ("valueBoolean", "valueId")},
    f"{_TRAIT}.timeFromEvent[].description": into("ct:timeFrame"),
    f"{_TRAIT}.timeFromEvent[].note[].**": left_out("remarks on the resource"),
    **{
        f"{_TRAIT}.timeFromEvent[].{name}.**": left_out(_MEASURED)
        for name in ("eventCodeableConcept", "eventReference", "quantity", "range")
    },
    **{f"{_TRAIT}.timeFromEvent[].{name}": left_out(_MEASURED) for name in ("eventDateTime", "eventId")},
    **{f"{_TRAIT}.{name}": left_out(_MEASURED) for name in ("linkId", "description", "definitionCanonical")},
    f"{_TRAIT}.definitionId": left_out(_MEASURED),
    f"{_TRAIT}.note[].**": left_out("remarks on the resource"),
    **{
        f"{_TRAIT}.{name}.**": left_out(_MEASURED)
        for name in (
            *("definitionReference", "definitionCodeableConcept", "definitionExpression", "definitionByCombination"),
            *("instancesQuantity", "instancesRange", "durationQuantity", "durationRange"),
        )
    },
    f"{_CONTAINED}.name": into("ct:facilityName", "ct:leadSponsorName", "ct:affiliationName", "ct:ethicsCommitteeName"),
    **{
        f"{_CONTAINED}.{base}name[].{name}": _PERSON
        for base in ("", "contact[].")
        for name in ("text", "family", "given[]", "prefix[]", "suffix[]")
    },
    **{f"{_CONTAINED}.{base}name[].use": left_out(_TECHNICAL) for base in ("", "contact[].")},
    f"{_CONTAINED}.address.city": into("ct:cityName"),
    f"{_CONTAINED}.address.state": into("ct:stateName"),
    f"{_CONTAINED}.address.postalCode": into("ct:postalCode"),
    f"{_CONTAINED}.address.country": into("ct:countryName"),
    f"{_CONTAINED}.address.line[]": left_out("the street; name, city, state, postal code and country are kept"),
    f"{_CONTAINED}.address.text": into("ct:locationText"),
    **{f"{_CONTAINED}.address.{name}": left_out(_ADDRESS) for name in ("use", "type", "district")},
    **{
        f"{_CONTAINED}.{base}telecom[].{name}": into("ct:phone", "ct:email")
        for base in ("", "contact[].")
        for name in ("system", "value")
    },
    **{
        f"{_CONTAINED}.{base}telecom[].{name}": left_out(_TECHNICAL)
        for base in ("", "contact[].")
        for name in ("use", "rank")
    },
    f"{_CONTAINED}.contact[].address.**": left_out(_ADDRESS),
    **{
        f"{_CONTAINED}.{name}.period.**": left_out(_TECHNICAL)
        for name in ("name[]", "contact[].name[]", "address", "telecom[]", "contact[].telecom[]", "contact[]")
    },
    f"{_CONTAINED}.contact[].organization.**": left_out(_ELSEWHERE),
    f"{_CONTAINED}.contact[].purpose.**": left_out("what the contact is for; the role of the party says it"),
    **_reference(f"{_CONTAINED}.practitioner", _PERSON),
    **_reference(f"{_CONTAINED}.organization", into("ct:affiliationName")),
    **_concept(f"{_TRAIT}.code", into("ct:sex", "ct:minimumAge", "ct:healthyVolunteers"), _CRITERIA),
    **_concept(
        f"{_TRAIT}.valueCodeableConcept", into("ct:sex", codes="sex"), into("ct:sex", "ct:criteriaText", "ct:text")
    ),
    f"{_TRAIT}.valueBoolean": into("ct:healthyVolunteers"),
    **{f"{_TRAIT}.valueRange.{side}.{name}": _AGE for side in ("low", "high") for name in ("value", "unit", "code")},
    **{
        f"{_TRAIT}.valueRange.{side}.{name}": left_out(_SYSTEM)
        for side in ("low", "high")
        for name in ("system", "comparator")
    },
    **{
        f"{_TRAIT}.valueQuantity.{name}": into("ct:criteriaText", "ct:text")
        for name in ("comparator", "value", "unit", "code")
    },
    f"{_TRAIT}.valueQuantity.system": left_out(_SYSTEM),
    f"{_TRAIT}.exclude": into("ct:side"),
    **{
        f"{_TRAIT}.{name}.**": left_out("how a trait is measured, or for how long it holds; what it is is kept")
        for name in ("valueReference", "method[]", "period")
    },
    f"{_CONTAINED}.address[].**": left_out(_ADDRESS),
    **{f"{_CONTAINED}.{name}": left_out(_OF_PERSONS) for name in ("gender", "birthDate")},
    f"{_CONTAINED}.qualification[].**": left_out(_OF_PERSONS),
    # What may stand anywhere.
    "element:id": left_out("by which other elements point to this one"),
    "extension:translation.**": left_out(_LANGUAGE),
    "extension:drks-is-main-condition": left_out("which condition is the main one: it stands first"),
    # Of FHIR's own pack of extensions.
    **_concept("extension:researchStudy-studyRegistration.activity", _ACTIVITY, left_out(_WORDS)),
    "extension:researchStudy-studyRegistration.actual": into("ct:firstPostedDateType", "ct:lastUpdatePostedDateType"),
    "extension:researchStudy-studyRegistration.period.start": _ACTIVITY,
    "extension:researchStudy-studyRegistration.period.end": _ACTIVITY,
    # Of the profile that DRKS records are brought into.
    "extension:drks-trial-status": left_out("how far the registry has worked on the record"),
    "extension:drks-ethics-committee.applicationDate": left_out("when the committee was asked; its decision is kept"),
    "extension:drks-ethics-committee.number": into("ct:ethicsReviewReference"),
    "extension:drks-ethics-committee.vote": into("ct:ethicsReviewStatus", codes="ethics-review-status"),
    **{
        f"extension:drks-ethics-committee.{name}.{part}": left_out(_SYSTEM)
        for name in ("vote", "type")
        for part in ("system", "version", "display")
    },
    "extension:drks-ethics-committee.dateOfVote": into("ct:ethicsReviewDate"),
    "extension:drks-ethics-committee.type": left_out("whether the committee is the leading one"),
    "extension:drks-trial-result.ipd-sharing-plan": into("ct:ipdSharing"),
    "extension:drks-trial-result.planned-publication": left_out("when the authors mean to publish"),
    "extension:drks-trial-result.first-publication": left_out("when a journal first published results"),
    "extension:drks-trial-result.first-result-publication": into("ct:resultsFirstPostedDate", "ct:hasResults"),
    "extension:drks-recruiting-status-reason-description": into("ct:whyStopped"),
    "extension:drks-hidden-allocation-description": into("ct:interventionModelDescription"),
    "extension:drks-sequence-generation-description": into("ct:interventionModelDescription"),
}
