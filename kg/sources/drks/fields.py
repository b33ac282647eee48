"""Every field of DRKS's JSON Schema 2.0.19, and those that other exports have in their place: where each goes.

A text that stands in German and in English is taken in English; the German one is read where there is no other.
"""

from collections.abc import Mapping

from kg.sources.field_account import Field, into, left_out
from kg.sources.fields.remarks import Spellings

__all__ = ["FIELDS", "NOT_CODED", "SPELLINGS"]

_ADDRESS = "the address of an office or a person; names of organizations and of places of recruitment are kept"
_LOCALE = "the language of the texts beside it, by which the English ones are taken"


def _contact(path: str, name: Field, person: Field) -> dict[str, Field]:
    return {
        f"{path}.affiliation": name,
        **{f"{path}.{part}": person for part in ("title", "firstName", "lastName")},
        **{f"{path}.{part}": left_out(_ADDRESS) for part in ("streetAndNo", "zip", "city", "country", "url", "fax")},
    }


_NO_PERSON = left_out("a person at an office; whom to ask stands among the contacts of the trial")
_NUMBER = {"phone": left_out(_ADDRESS), "email": left_out(_ADDRESS)}

_ETHICS = "ethicsCommittee"
_VOTE = f"{_ETHICS}.ethicVotes[]"
_RECRUITMENT = "recruitment"
_CHARACTERISTIC = "studyCharacteristic"
_TEXTS = f"{_CHARACTERISTIC}.characteristicDescriptions[]"
_CONTACT = "trialContacts[]"
_RESULTS = "trialResults"
_PUBLICATION = f"{_RESULTS}.publications[]"
_AGE = "the number and the unit are one text"
_IDENTIFIER = into("ct:identifierValue", "ct:identifierType", "ct:identifierRole")

FIELDS: Mapping[str, Field] = {
    "drksId": into("dcterms:identifier", "ct:describes"),
    "lastUpdate": into("dcterms:modified"),
    "registrationDrks": into("ct:firstPostedDate"),
    "registrationType": left_out("whether it was registered before it began, which its dates say"),
    "trialStatus": left_out("how far the registry has worked on the record"),
    "sponsored": left_out("whether an investigator had the idea: no other registry says so"),
    "url": into("ct:webLink", "ct:url"),
    f"{_ETHICS}.applicationDate": left_out("when the committee was asked; its decision is kept"),
    f"{_ETHICS}.number": into("ct:ethicsReviewReference"),
    f"{_VOTE}.dateOfVote": into("ct:ethicsReviewDate"),
    f"{_VOTE}.vote": into("ct:ethicsReviewStatus", codes="ethics-review-status"),
    f"{_VOTE}.type": into("ct:ethicsReviewReference"),
    **_contact(f"{_VOTE}.contact", into("ct:ethicsCommitteeName"), _NO_PERSON),
    **{f"{_VOTE}.contact.{part}": field for part, field in _NUMBER.items()},
    "materialSupports[].type": into("ct:organizationClass", codes="organization-class"),
    **_contact("materialSupports[].contact", into("ct:funder", "ct:funderName"), into("ct:funderName")),
    **{f"materialSupports[].contact.{part}": field for part, field in _NUMBER.items()},
    "observationalGroups[].comment": into("ct:arm", "ct:intervention", "dcterms:description"),
    "observationalGroups[].idArm.arm": into("schema:name"),
    "observationalGroups[].idArm.locale": left_out(_LOCALE),
    "otherSecondaryIds[].value": _IDENTIFIER,
    "otherSecondaryIds[].description": into("ct:identifierDomain"),
    f"{_RECRUITMENT}.status": into("ct:overallStatus", codes="overall-status"),
    f"{_RECRUITMENT}.actualStartDate": into("ct:startDate", "ct:startDateType", "ct:startYear"),
    f"{_RECRUITMENT}.scheduledStartDate": into("ct:startDate", "ct:startDateType", "ct:startYear"),
    f"{_RECRUITMENT}.actualCompletionDate": into("ct:completionDate", "ct:completionDateType", "ct:completionYear"),
    f"{_RECRUITMENT}.scheduledCompletionDate": into("ct:completionDate", "ct:completionDateType", "ct:completionYear"),
    f"{_RECRUITMENT}.centricType": left_out("whether there is one centre or several, which the institutes say"),
    f"{_RECRUITMENT}.countries[].idCountry.code": into("ct:country", "ct:countryName"),
    f"{_RECRUITMENT}.countries[].country": into("ct:country", "ct:countryName"),  # not in the schema
    f"{_RECRUITMENT}.gender": into("ct:sex", codes="sex"),
    f"{_RECRUITMENT}.healthyVolunteers": into("ct:healthyVolunteers"),
    f"{_RECRUITMENT}.institutes[].name": into("ct:facilityName"),
    f"{_RECRUITMENT}.institutes[].city": into("ct:cityName"),
    f"{_RECRUITMENT}.institutes[].type": left_out(
        "whether it is a hospital or a practice, which names say where given"
    ),
    **{
        f"{_RECRUITMENT}.{limit}.{part}": into(curie)
        for limit, curie in (("minimumAge", "ct:minimumAge"), ("maximumAge", "ct:maximumAge"))
        for part in ("amount", "unit", "value")  # `value` is not in the schema
    },
    f"{_RECRUITMENT}.plannedParticipants": into("ct:targetEnrollment", "ct:enrollment"),
    f"{_RECRUITMENT}.totalParticipants": into("ct:enrollment"),
    f"{_RECRUITMENT}.recruitmentDescriptions[].inclusionCriteria": into("ct:criteriaText", "ct:text"),
    f"{_RECRUITMENT}.recruitmentDescriptions[].exclusionCriteria": into("ct:criteriaText", "ct:text"),
    f"{_RECRUITMENT}.recruitmentDescriptions[].reasonDescription": into("ct:whyStopped"),
    f"{_RECRUITMENT}.recruitmentDescriptions[].reasonForStatusDescription": into("ct:whyStopped"),  # not in the schema
    f"{_RECRUITMENT}.recruitmentDescriptions[].idLocale.locale": left_out(_LOCALE),
    "secondaryIds.eudraCtNumber": _IDENTIFIER,
    "secondaryIds.eudamedNumber": _IDENTIFIER,
    "secondaryIds.universalTrialNumber": _IDENTIFIER,
    "secondaryIds.otherPrimaryRegisterId": _IDENTIFIER,
    "secondaryIds.otherPrimaryRegisterName": into("ct:identifierDomain"),
    "secondaryIds.noOtherIdentificationNumbersAvailable": left_out("whether there are other ids, which the ids say"),
    "studiedHealthConditions[].catalog": into("ct:conditionBrowseLeaf", "dcterms:identifier"),
    "studiedHealthConditions[].code": into("ct:conditionBrowseLeaf", "dcterms:identifier"),
    "studiedHealthConditions[].studiedHealthConditionDescriptions[].comment": into(
        "ct:conditionName", "ct:condition", "schema:name"
    ),
    "studiedHealthConditions[].studiedHealthConditionDescriptions[].idLocale.locale": left_out(_LOCALE),
    "studiedHealthConditions[].type": left_out("which condition is the main one: it stands first"),
    f"{_CHARACTERISTIC}.type": into("ct:studyType", codes="study-type"),
    f"{_CHARACTERISTIC}.phase": into("ct:phase", codes="phase"),
    f"{_CHARACTERISTIC}.purpose": into("ct:primaryPurpose", codes="primary-purpose"),
    f"{_CHARACTERISTIC}.allocation": into("ct:allocation", codes="allocation"),
    f"{_CHARACTERISTIC}.assignment": into("ct:interventionModel", codes="intervention-model"),
    f"{_CHARACTERISTIC}.blindingType": into("ct:masking", codes="masking"),
    f"{_CHARACTERISTIC}.blindingWhoList[].idBlindingWho.blindingWho": into("ct:maskedParty", codes="masked-party"),
    f"{_CHARACTERISTIC}.controlTypes[].idControlType.controlType": into("ct:controlType", codes="control-type"),
    f"{_CHARACTERISTIC}.timing": into("ct:timePerspective", codes="time-perspective"),
    f"{_CHARACTERISTIC}.duration": into("ct:timePerspective", codes="time-perspective"),
    f"{_TEXTS}.primaryOutcome": into("ct:primaryOutcome", "ct:measure", "ct:timeFrame"),
    f"{_TEXTS}.secondaryOutcome": into("ct:secondaryOutcome", "ct:measure", "ct:timeFrame"),
    f"{_TEXTS}.typeOfHiddenAllocation": into("ct:interventionModelDescription"),
    f"{_TEXTS}.typeOfSequenceGeneration": into("ct:interventionModelDescription"),
    f"{_TEXTS}.idLocale.locale": left_out(_LOCALE),
    f"{_CONTACT}.idContactIdType.type": into("ct:leadSponsor", "ct:collaborator", "ct:official", "ct:contact"),
    f"{_CONTACT}.otherType": into("ct:collaborator", "ct:official", "ct:contact"),
    **_contact(
        f"{_CONTACT}.contact",
        into("ct:leadSponsorName", "ct:collaboratorName", "ct:affiliationName", "schema:name"),
        into("schema:name", "ct:leadSponsorName"),
    ),
    f"{_CONTACT}.contact.phone": into("ct:phone"),
    f"{_CONTACT}.contact.email": into("ct:email"),
    "trialDescriptions[].title": into("dcterms:title"),
    "trialDescriptions[].acronym": into("ct:acronym"),
    "trialDescriptions[].summary": into("ct:briefSummary"),
    "trialDescriptions[].scientificSummary": into("ct:detailedDescription"),
    "trialDescriptions[].idLocale.locale": left_out(_LOCALE),
    f"{_RESULTS}.firstPublication": left_out("when a journal first published results; publications are kept"),
    f"{_RESULTS}.firstResultPublication": into("ct:resultsFirstPostedDate", "ct:hasResults"),
    f"{_RESULTS}.plannedPublication": left_out("when the authors mean to publish; what was published is kept"),
    f"{_RESULTS}.ipdSharingPlan": into("ct:ipdSharing"),
    f"{_PUBLICATION}.type": into("ct:publicationRole", "ct:documentType", "ct:hasProtocol", "ct:hasResults"),
    f"{_PUBLICATION}.description": into("ct:citation", "schema:name"),
    f"{_PUBLICATION}.link": into("ct:citation", "ct:url"),
    f"{_PUBLICATION}.document.name": into("ct:fileName"),
    f"{_PUBLICATION}.document.file.base64Encoded": left_out("the bytes of a document; its name is kept"),
    f"{_RESULTS}.relatedDrksTrials[].drksId": into("ct:relatedStudy", "ct:relatedStudyLink"),
    f"{_RESULTS}.relatedDrksTrials[].description": into("ct:listedTitle"),
    f"{_RESULTS}.trialResultsDescriptions[].briefSummaryOfResultsDescription": into(
        "ct:resultsSummary", "ct:hasResults"
    ),
    f"{_RESULTS}.trialResultsDescriptions[].ipdSharingPlanDescription": into("ct:ipdSharingDescription"),
    f"{_RESULTS}.trialResultsDescriptions[].idLocale.locale": left_out(_LOCALE),
}

# All values of the schema; those marked `unseen` stand in no record at hand.
SPELLINGS: Spellings = {
    "overall-status": {
        "pending": "NOT_YET_RECRUITING",
        "recruiting": "RECRUITING",
        "invite_only": "ENROLLING_BY_INVITATION",  # unseen
        "suspended": "SUSPENDED",  # unseen
        "complete_follow_up_continuing": "ACTIVE_NOT_RECRUITING",  # unseen
        "complete_follow_up_complete": "COMPLETED",  # unseen
        "discontiniued": "TERMINATED",  # unseen; so written in the schema
        "discontinued": "TERMINATED",  # unseen
        "withdrawn": "WITHDRAWN",  # unseen
    },
    "study-type": {"interventional": "INTERVENTIONAL", "non_interventional": "OBSERVATIONAL"},
    "phase": {
        "n_a": "NA",  # unseen
        "phase_0": "EARLY_PHASE1",  # unseen
        "phase_i": "PHASE1",  # unseen
        "phase_i_ii": "PHASE1/PHASE2",  # unseen
        "phase_ii": "PHASE2",  # unseen
        "phase_ii_iii": "PHASE2/PHASE3",  # unseen
        "phase_iii": "PHASE3",
        "phase_iv": "PHASE4",  # unseen
    },
    "allocation": {
        "single_arm_study": "NA",  # unseen
        "randomized_controlled_trial": "RANDOMIZED",
        "non_randomized_controlled_trial": "NON_RANDOMIZED",  # unseen
    },
    "intervention-model": {
        "single": "SINGLE_GROUP",  # unseen
        "parallel": "PARALLEL",
        "crossover": "CROSSOVER",  # unseen
        "factorial": "FACTORIAL",  # unseen
    },
    "primary-purpose": {
        "treatment": "TREATMENT",
        "prevention": "PREVENTION",  # unseen
        "diagnostic": "DIAGNOSTIC",
        "prognosis": "OTHER",  # unseen
        "supportive_care": "SUPPORTIVE_CARE",  # unseen
        "screening": "SCREENING",  # unseen
        "health_care_system": "HEALTH_SERVICES_RESEARCH",  # unseen
        "basic_research_physiological_study": "BASIC_SCIENCE",  # unseen
        "pharmacogenetics": "OTHER",  # unseen
        "pharmacogenomics": "OTHER",  # unseen
        "health_economics": "HEALTH_SERVICES_RESEARCH",  # unseen; the list has it as how care is paid for
        "other": "OTHER",  # unseen
    },
    "masking": {"open": "NONE"},
    "masked-party": {
        "patient_subject": "PARTICIPANT",
        "investigator_therapist": "INVESTIGATOR",
        "caregiver": "CARE_PROVIDER",  # unseen
        "assessor": "OUTCOMES_ASSESSOR",
    },
    "control-type": {
        "uncontrolled_single_arm": "UNCONTROLLED",  # unseen
        "placebo": "PLACEBO",  # unseen
        "active_control": "ACTIVE",
        "historical": "HISTORICAL",  # unseen
        "receives_no_treatment": "NO_TREATMENT",  # unseen
        "other": "OTHER",  # unseen
    },
    "time-perspective": {
        "retrospective": "RETROSPECTIVE",
        "prospective": "PROSPECTIVE",
        "both": "OTHER",  # unseen
        "cross_sectional": "CROSS_SECTIONAL",
    },
    "sex": {"all": "ALL", "female": "FEMALE", "male": "MALE"},
    "organization-class": {
        "commercial": "INDUSTRY",
        "public_funding": "OTHER_GOV",
        "private_sponsorship": "OTHER",  # unseen
        "institutional": "OTHER",
    },
    "ethics-review-status": {
        "approved": "APPROVED",
        "no_approval_required": "NOT_REQUIRED",  # unseen
        "pending": "PENDING",  # unseen
    },
}
"""Code list -> how DRKS spells its notations, in lower case."""

NOT_CODED: Mapping[str, frozenset[str]] = {
    "intervention-model": frozenset({"other"}),
    "time-perspective": frozenset({"longitudinal"}),
    "masking": frozenset({"blinded"}),
}
"""Values that name none of the list: `BLINDED` does so only with the parties that are, which are counted."""
