"""Where the items of the WHO data set stand in each format."""

import json
import re
from collections.abc import Iterator, Mapping

from . import Format
from .euctr_walks import in_blocks, in_page
from .walks import Values, in_csv, in_json, in_xml

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


_EUCTR: Mapping[int, tuple[str, ...]] = {
    1: ("EudraCT Number",),
    2: ("Date on which this record was first entered in the EudraCT database",),
    3: ("A.4.1", "A.5.1", "A.5.2", "A.5.3", "A.5.4"),
    4: ("B.4.1",),
    5: ("B.1.1",),
    7: ("B.5.1", "B.5.2"),
    9: ("A.3.1",),
    10: ("A.3",),
    11: ("A.1", "E.8.6.3"),
    12: ("E.1.1", "E.1.1.1", "E.1.2"),
    13: ("D.3.1", "D.3.8", "D.2.1.1.1"),
    14: ("E.3", "E.4"),
    15: ("Clinical Trial Type",),
    17: ("F.4.2.2",),
    18: ("Trial Status",),
    19: ("E.5.1",),
    20: ("E.5.2",),
    21: ("N. Ethics Committee Opinion of the trial application", "N. Date of Ethics Committee Opinion"),
    22: ("P. Date of the global end of the trial",),
}
_OF_EUCTR = {
    2: "the day on which the record was entered into EudraCT, before it was public",
    3: "the sponsor's code of the protocol among them",
    6: "a second sponsor is listed as the first is",
    8: "the form has one contact for all questions",
    17: "of a trial in one country alone, the number that is planned there",
    22: "of trials that are over",
    23: "pages alone say whether there are results (`ct:hasResults`)",
}
_ICTRP: Mapping[int, tuple[str, ...]] = {
    1: ("TrialID",),
    2: ("Date_registration",),
    5: ("Primary_sponsor",),
    7: ("Contact_Firstname", "Contact_Lastname", "Contact_Affiliation"),
    8: ("Contact_Firstname", "Contact_Lastname", "Contact_Affiliation"),
    9: ("Public_title",),
    10: ("Scientific_title",),
    11: ("Countries",),
    12: ("Condition",),
    13: ("Intervention",),
    14: ("Inclusion_Criteria", "Exclusion_Criteria"),
    15: ("Study_type",),
    16: ("Date_enrollement",),
    17: ("Target_size",),
    18: ("Recruitment_Status",),
    19: ("Primary_outcome",),
    22: ("results_date_completed",),
    23: ("results_date_posted", "results_url_link"),
}
_FORM: Mapping[int, tuple[str, ...]] = {
    1: ("main/trial_id",),
    2: ("main/date_registration",),
    3: ("secondary_ids/secondary_id/sec_id", "main/utrn", "main/UTRN"),
    4: ("source_support",),
    5: ("main/primary_sponsor",),
    6: ("secondary_sponsor",),
    7: ("contacts/contact/firstname",),
    8: ("contacts/contact/firstname",),
    9: ("main/public_title",),
    10: ("main/scientific_title",),
    11: ("countries",),
    12: ("main/hc_freetext",),
    13: ("main/i_freetext",),
    14: ("criteria/inclusion_criteria", "criteria/exclusion_criteria"),
    15: ("main/study_type",),
    16: ("main/date_enrolment",),
    17: ("main/target_size",),
    18: ("main/recruitment_status",),
    19: ("primary_outcome",),
    20: ("secondary_outcome",),
    21: ("ethics_reviews/ethics_review/status",),
    22: ("main/results_date_completed",),
    23: ("main/results_date_posted", "main/results_summary", "main/results_url_link"),
    24: ("main/results_IPD_plan", "main/results_IPD_description"),
}
_SAYS_NOTHING = re.compile(
    r"(?:(?:in|ex)clusion criteria:|(?:control )?intervention1:|(?:main|secondary) objective:|"
    r"primary end point\(s\):|<br>|nil|none|unknown|n/?a|not applicable|no|[:;.\s-]|"
    r"are the trial subjects under 18\?.*)*",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(r"0|[^:]+:[0-9]+;.*;[^:]*[^:;0-9]")
"""A size of nothing, and a list of groups that is cut off."""
_EU_ID = re.compile(r"EUCTR(.*?)-(?:[A-Z]{2}|3RD|Outside-EU/EEA)")
_OF_ICTRP = {17: "ClinicalTrials.gov means nothing by nothing; of other registers it is not known"}


def _ictrp(values: Values) -> tuple[str, Values]:
    """The id of the study, as in the IRI of its node, and the values by the elements' names."""
    plain = [(name.replace(" ", "_"), " ".join((text or "").split())) for name, text in values]
    named = tuple((name, "" if _is_nothing(name, text) else text) for name, text in plain)
    written = dict(named)["TrialID"].removeprefix("JPRN-")
    found = _EU_ID.fullmatch(written)
    return (found[1] if found else written).replace("/", "%2F"), named


def _is_nothing(name: str, text: str) -> bool:
    return _SAYS_NOTHING.fullmatch(text) is not None or (
        name == "Target_size" and _NOT_KNOWN.fullmatch(text) is not None
    )


def _ictrp_xml(content: bytes) -> Iterator[tuple[str, Values]]:
    yield from map(_ictrp, in_xml(content, "Trial"))


def _ictrp_csv(content: bytes) -> Iterator[tuple[str, Values]]:
    yield from map(_ictrp, in_csv(content))


def _form(content: bytes) -> Iterator[tuple[str, Values]]:
    for values in in_xml(content, "Triall"):
        yield dict(values)["main/trial_id"], values


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
    "euctr-text": Format(("other/euctr.txt",), in_blocks, _EUCTR, _OF_EUCTR),
    "euctr-page": Format(("other/euctr-pages/*.html",), in_page, _EUCTR, _OF_EUCTR, frozenset({"NA"})),
    "fhir-json": Format(("other/drks-more/*_FHIR.json",), _fhir, _FHIR),
    "ictrp-xml": Format(("other/ictrp.xml",), _ictrp_xml, _ICTRP, _OF_ICTRP),
    "ictrp-csv": Format(("other/ictrp*.csv", "other/ictrp-history/*.csv"), _ictrp_csv, _ICTRP, _OF_ICTRP),
    "chictr-xml": Format(("other/chictr/*.xml",), _form, _FORM),
}
"""Name of a reader -> where each item stands in its records."""
