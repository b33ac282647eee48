"""Where the items of the WHO data set stand in each format."""

import json
from collections.abc import Iterator, Mapping

from . import Format
from .walks import Values, in_json, in_xml

__all__ = ["FORMATS"]

_NOT_STATED = frozenset(
    {
        "Nil known",
        "Not provided at time of registration",
        "Plain English summary of protocol not provided at time of registration",
        "Old ethics approval format",
        "Ethics approval required",
    }
)

_ISRCTN: Mapping[int, tuple[str, ...]] = {
    1: ("isrctn",),
    2: ("isrctn/@dateAssigned",),
    3: tuple(
        f"externalRefs/{name}"
        for name in (
            *("eudraCTNumber", "irasNumber", "clinicalTrialsGovNumber", "protocolSerialNumber"),
            "secondaryNumbers/secondaryNumber",
        )
    ),
    4: ("/funder/name",),
    5: ("/sponsor/organisation",),
    7: ("/contact/surname", "trialDescription/plainEnglishSummary"),
    8: ("/contact/surname", "trialDescription/plainEnglishSummary"),
    9: ("trialDescription/title",),
    10: ("trialDescription/scientificTitle",),
    11: ("participants/recruitmentCountries",),
    12: ("conditions/condition/description",),
    13: ("interventions/intervention/description", "interventions/intervention/drugNames"),
    14: ("participants/inclusion", "participants/exclusion"),
    15: ("trialDesign/primaryStudyDesign",),
    16: ("participants/recruitmentStart",),
    17: ("participants/targetEnrolment", "participants/totalTarget", "participants/totalFinalEnrolment"),
    19: ("trialDescription/primaryOutcome", "trialDescription/primaryOutcomes"),
    20: ("trialDescription/secondaryOutcome", "trialDescription/secondaryOutcomes"),
    21: tuple(f"trialDescription/{name}" for name in ("ethicsApprovalRequired", "ethicsApproval", "ethicsCommittees")),
    22: ("trialDesign/overallEndDate",),
    23: ("results/publicationDetails", "results/basicReport", "results/plainEnglishReport"),
    24: (
        "miscellaneous/ipdSharingPlan",
        "results/ipdSharingStatement",
        "results/dataPolicies",
        "results/publicationPlan",
    ),
}
_OF_ISRCTN = {
    6: "a second sponsor is listed as the first is",
    7: "the last answer of the summary in plain English names whom to ask",
    13: "where a record does not say what is done, the type of intervention is kept",
    18: "follows from the dates, as of the last update, where the registry does not set it itself",
    21: "of records that only say that approval is required nothing is kept",
    23: "publications and reports that are listed",
}


def _isrctn_xml(content: bytes) -> Iterator[tuple[str, Values]]:
    for values in in_xml(content, "fullTrial"):
        inner = tuple(
            (path.removeprefix("trial/") if path.startswith("trial/") else f"/{path}", text) for path, text in values
        )
        yield f"ISRCTN{dict(inner)['isrctn']}", inner


def _isrctn_json(content: bytes) -> Iterator[tuple[str, Values]]:
    values = in_json(json.loads(content))
    yield f"ISRCTN{dict(values)['isrctn']}", values


_DRKS: Mapping[int, tuple[str, ...]] = {
    1: ("drksId",),
    2: ("registrationDrks",),
    3: (
        *("secondaryIds/eudraCtNumber", "secondaryIds/universalTrialNumber", "secondaryIds/otherPrimaryRegisterId"),
        "otherSecondaryIds/value",
    ),
    4: ("materialSupports/contact/affiliation",),
    5: ("PRIMARY_SPONSOR/contact/affiliation",),
    6: ("SECONDARY_SPONSOR/contact/affiliation",),
    7: ("PUBLIC_QUERIES/contact/lastName",),
    8: ("SCIENTIFIC_QUERIES/contact/lastName", "PRINCIPAL_COORDINATING_INVESTIGATOR/contact/lastName"),
    9: ("trialDescriptions/title",),
    11: ("recruitment/countries",),
    12: ("studiedHealthConditions/studiedHealthConditionDescriptions/comment",),
    13: ("observationalGroups/comment",),
    14: tuple(f"recruitment/recruitmentDescriptions/{side}clusionCriteria" for side in ("in", "ex")),
    15: ("studyCharacteristic/type",),
    16: ("recruitment/actualStartDate", "recruitment/scheduledStartDate"),
    17: ("recruitment/plannedParticipants", "recruitment/totalParticipants"),
    18: ("recruitment/status",),
    19: ("studyCharacteristic/characteristicDescriptions/primaryOutcome",),
    20: ("studyCharacteristic/characteristicDescriptions/secondaryOutcome",),
    21: ("ethicsCommittee/ethicVotes/vote", "ethicsCommittee/number"),
    22: ("recruitment/actualCompletionDate", "recruitment/scheduledCompletionDate"),
    23: (
        "trialResults/firstResultPublication",
        "trialResults/trialResultsDescriptions/briefSummaryOfResultsDescription",
    ),
    24: ("trialResults/ipdSharingPlan",),
}
_FHIR: Mapping[int, tuple[str, ...]] = {
    1: ("identifier/value",),
    2: ("progressStatus/approved",),
    3: ("furtherIdentifier",),
    4: ("funding-source", "institutional", "public-funding", "private-sponsorship", "commercial"),
    5: ("lead-sponsor",),
    7: ("general-contact",),
    8: ("scientific-contact", "primary-investigator"),
    9: ("title",),
    11: ("region",),
    12: ("condition/text",),
    13: ("comparisonGroup/description",),
    14: ("contained/characteristic/valueCodeableConcept/text",),
    15: ("studyDesign",),
    16: ("progressStatus/recruiting/start",),
    17: ("recruitment/targetNumber", "recruitment/actualNumber"),
    18: ("progressStatus/recruiting/state",),
    19: ("objective/primary",),
    20: ("objective/secondary",),
    21: ("extension/extension/valueCoding/code",),
    22: ("progressStatus/recruiting/end",),
    24: ("extension/extension/valueBoolean",),
}


def _drks(content: bytes) -> Iterator[tuple[str, Values]]:
    record = json.loads(content)
    for each in record.pop("trialContacts"):
        record.setdefault(each["idContactIdType"]["type"], []).append(each)
    yield record["drksId"], in_json(record)


def _fhir(content: bytes) -> Iterator[tuple[str, Values]]:
    record = json.loads(content)
    record["furtherIdentifier"] = record["identifier"][1:]
    for each in record.pop("associatedParty"):
        record[each["role"]["coding"][0]["code"]] = each["party"]
    course: dict[str, dict[str, object]] = {}
    for each in record.pop("progressStatus"):
        state = each["state"]["coding"][0]["code"]
        course.setdefault(state, {"state": state}).update(each.get("period", {}))
    objectives = {each["name"]: each["description"] for each in record.pop("objective")}
    yield record["identifier"][0]["value"], in_json({**record, "progressStatus": course, "objective": objectives})


_INFORMATION = "authorizedPartI/trialDetails/trialInformation"
_TITLES = "authorizedPartI/trialDetails/clinicalTrialIdentifiers"
_CTIS: Mapping[int, tuple[str, ...]] = {
    1: ("ctNumber",),
    3: ("ctNumber", f"{_TITLES}/secondaryIdentifyingNumbers", f"{_TITLES}/shortTitle", "eudraCtInfo/eudraCtCode"),
    4: (f"{_INFORMATION}/sourceOfMonetarySupport/organisationName",),
    5: ("primary/organisation/name",),
    6: ("further/organisation/name",),
    7: ("primary/publicContacts/functionalName",),
    8: ("primary/scientificContacts/functionalName", "authorizedPartsII/trialSites/personInfo/lastName"),
    9: (f"{_TITLES}/publicTitle",),
    10: (f"{_TITLES}/fullTitle",),
    11: ("memberStatesConcerned/mscName", "authorizedPartI/rowCountriesInfo/name"),
    12: (f"{_INFORMATION}/medicalCondition/partIMedicalConditions/medicalCondition",),
    13: ("authorizedPartI/products/productDictionaryInfo",),
    14: (f"{_INFORMATION}/eligibilityCriteria",),
    16: ("startDateEU", "trialStartDate", f"{_INFORMATION}/trialDuration/estimatedRecruitmentStartDate"),
    17: ("authorizedPartsII/recruitmentSubjectCount",),
    18: ("ctPublicStatusCode", "ctStatus"),
    19: (f"{_INFORMATION}/endPoint/primaryEndPoints/endPoint",),
    20: (f"{_INFORMATION}/endPoint/secondaryEndPoints/endPoint",),
    21: ("decisions/decision",),
    22: (f"{_INFORMATION}/trialDuration/estimatedEndDate",),
    23: ("results/summaryResults", "results/laypersonResults"),
    24: (f"{_INFORMATION}/individualParticipantData", f"{_INFORMATION}/individualParticipantDataSharingStatement"),
}
_OF_CTIS = {
    2: "CTIS names no day of registration; that of the first submission is kept",
    3: "the number with its count of resubmissions is one",
    15: "CTIS holds trials of medicines and nothing else",
    17: "planned: the participants in all member states and in the rest of the world",
    21: "the decision of each member state, whose ethics committee takes part in the assessment",
    23: "no record at hand has any",
    24: "no record at hand has any",
}


def _ctis(content: bytes) -> Iterator[tuple[str, Values]]:
    record = json.loads(content)
    record = {**record, **record.get("authorizedApplication", {})}
    for each in record["authorizedPartI"]["sponsors"]:
        record.setdefault("primary" if each["primary"] else "further", []).append(each)
    applications = record.get("applicationInfo", record.get("publicEvaluation", []))
    record["decisions"] = [each["decisions"] for each in applications]
    yield record["ctNumber"].rpartition("-")[0], in_json(record)


_NO_DATE = "stands in an attribute of the XML, which the program that made the JSON dropped"
_NO_PARTY = "stands beside the trial in the XML, from which the program that made the JSON took the trial alone"

FORMATS: Mapping[str, Format] = {
    "isrctn-xml": Format(
        ("other/isrctn/*.xml", "other/isrctn-more/native*.xml"), _isrctn_xml, _ISRCTN, _OF_ISRCTN, _NOT_STATED
    ),
    "isrctn-json": Format(
        ("other/isrctn/*.json",),
        _isrctn_json,
        _ISRCTN,
        {**_OF_ISRCTN, 2: _NO_DATE, 4: _NO_PARTY, 5: _NO_PARTY},
        _NOT_STATED,
    ),
    "drks-json": Format(("other/drks/*.json", "other/drks-more/DRKS_trial-*.json"), _drks, _DRKS),
    "ctis-json": Format(("other/ctis/*.json",), _ctis, _CTIS, _OF_CTIS),
    "fhir-json": Format(("other/drks-more/*_FHIR.json",), _fhir, _FHIR),
}
"""Name of a reader -> where each item stands in its records."""
