"""Of each field that goes into the graph as it is, the graph holds the values that a walk over the file finds.

The walk knows nothing of the readers. Values alike in one record count once; white space is folded; what stands for
nothing is none.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.who.facts import facts_of
from tests.who.formats import FORMATS
from tests.who.walks import Values

NOTHING = {"", "-", "Nil known", "Not provided at time of registration", "Not applicable", "Not Applicable"}
PMID = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/|PMID:? ?)([0-9]{5,8})")
DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>)]+")


def day(text: str) -> str:
    return text[:10]


def whole(text: str) -> str:
    return text


Row = tuple[str, str, Callable[[str], str]]
"""Path, or several, property, and how a value is brought to the form of the graph."""

ISRCTN: tuple[Row, ...] = (
    ("trialDescription/title", "title", whole),
    ("trialDescription/scientificTitle", "officialTitle", whole),
    ("trialDescription/acronym", "acronym", whole),
    ("trialDescription/ethicsCommittees/ethicsCommittee/committeeName", "ethicsCommitteeName", whole),
    ("trialDescription/ethicsCommittees/ethicsCommittee/@statusDate", "ethicsReviewDate", day),
    ("trialDesign/overallEndDate", "completionDate", day),
    ("trialDesign/studyDesign", "interventionModelDescription", whole),
    ("participants/recruitmentCountries/country participants/trialCentres/trialCentre/country", "countryName", whole),
    ("participants/trialCentres/trialCentre/name", "facilityName", whole),
    ("participants/trialCentres/trialCentre/city", "cityName", whole),
    ("participants/trialCentres/trialCentre/zip", "postalCode", whole),
    ("participants/recruitmentStart", "startDate", day),
    ("participants/recruitmentEnd", "recruitmentEndDate", day),
    ("participants/targetEnrolment", "targetEnrollment", whole),
    ("participants/lowerAgeLimit", "minimumAge", whole),
    ("participants/upperAgeLimit", "maximumAge", whole),
    ("results/dataPolicies/dataPolicy results/dataPolicy", "ipdSharingAccessCriteria", whole),
    ("@lastUpdated", "modified", day),
    ("isrctn/@dateAssigned", "firstPostedDate", day),
    ("/funder/name", "funderName", whole),
)
DRKS: tuple[Row, ...] = (
    ("lastUpdate", "modified", day),
    ("registrationDrks", "firstPostedDate", day),
    ("recruitment/institutes/name", "facilityName", whole),
    ("recruitment/institutes/city", "cityName", whole),
    ("ethicsCommittee/number", "ethicsReviewReference", whole),
    ("ethicsCommittee/ethicVotes/dateOfVote", "ethicsReviewDate", day),
    ("ethicsCommittee/ethicVotes/contact/affiliation", "ethicsCommitteeName", whole),
    ("materialSupports/contact/affiliation", "funderName", whole),
    ("PRIMARY_SPONSOR/contact/affiliation", "leadSponsorName", whole),
    ("SECONDARY_SPONSOR/contact/affiliation", "collaboratorName", whole),
    ("recruitment/plannedParticipants", "targetEnrollment", whole),
)


EUCTR: tuple[Row, ...] = (
    ("A.3.1", "title", whole),
    ("A.3", "officialTitle", whole),
    ("Date on which this record was first entered in the EudraCT database", "firstSubmittedDate", day),
    ("B.1.1", "leadSponsorName", whole),
    ("B.4.1", "funderName", whole),
    ("N. Date of Ethics Committee Opinion", "ethicsReviewDate", day),
    ("P. Date of the global end of the trial", "completionDate", day),
)


def texts(values: Values, paths: str, form: Callable[[str], str]) -> set[str]:
    named = {paths, *paths.split()}
    found = {" ".join(text.split()) for where, text in values if where in named}
    return {form(text) for text in found - NOTHING}


def records(name: str, data: Path) -> Iterator[tuple[str, Values, Mapping[str, list[str]]]]:
    """The records of a format: the id of each, its values, and what the graph states of it."""
    for pattern in FORMATS[name].files:
        for path in sorted(data.glob(pattern)):
            facts = facts_of(path)
            for id, values in FORMATS[name].records(path.read_bytes()):
                yield id, values, facts[id]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("isrctn-xml", ISRCTN),
        ("isrctn-json", ISRCTN),
        ("drks-json", DRKS),
        ("euctr-text", EUCTR),
        ("euctr-page", EUCTR),
    ],
)
def test_plain_values_are_those_of_the_file(name: str, rows: tuple[Row, ...], data: Path) -> None:
    compared = 0
    for id, values, facts in records(name, data):
        for path, property, form in rows:
            stated, held = texts(values, path, form), {" ".join(each.split()) for each in facts[property]}
            assert stated == held, f"{id} {path}"
            compared += len(stated)
    assert compared > 15


@pytest.mark.parametrize("name", ["isrctn-xml", "isrctn-json"])
def test_ids_are_those_of_the_file(name: str, data: Path) -> None:
    """`CPMS: 49816, CRUKD/22/002` of the older element repeats two that stand by themselves."""
    for id, values, facts in records(name, data):
        paths = ("eudraCTNumber", "irasNumber", "clinicalTrialsGovNumber", "protocolSerialNumber")
        stated = {text for path in paths for text in texts(values, f"externalRefs/{path}", whole)}
        typed = texts(values, "externalRefs/secondaryNumbers/secondaryNumber", whole)
        repeated = {
            each
            for each in stated
            if all(part.partition(": ")[2] in typed or part in typed for part in each.split(", "))
        }
        assert set(facts["identifierValue"]) == typed | (stated - repeated), id


@pytest.mark.parametrize("name", ["isrctn-xml", "isrctn-json"])
def test_publications_in_prose_are_found_by_their_ids(name: str, data: Path) -> None:
    found = 0
    for id, values, facts in records(name, data):
        prose = "\n".join(text for path, text in values if path == "results/publicationDetails")
        lines = [line for line in prose.split("\n") if line.strip()]
        known = {f"https://pubmed.ncbi.nlm.nih.gov/{each}" for each in PMID.findall(prose)}
        known |= {f"https://doi.org/{each.rstrip('.,;').lower()}" for each in DOI.findall(prose)}
        cited = {each.rstrip("/") for each in facts["citedPublication"]}
        assert known <= cited, id
        assert len(facts["citation"]) >= len(lines), id
        found += len(known)
    assert found > 0


def test_drks_texts_are_the_english_ones(data: Path) -> None:
    for pattern in FORMATS["drks-json"].files:
        for path in sorted(data.glob(pattern)):
            record = json.loads(path.read_bytes())
            facts = facts_of(path)[record["drksId"]]
            (english,) = [each for each in record["trialDescriptions"] if each["idLocale"]["locale"] == "en"]
            assert facts["title"] == [english["title"]]
            assert [each.split() for each in facts["detailedDescription"]] == [english["scientificSummary"].split()]
            (wanted,) = [
                each for each in record["recruitment"]["recruitmentDescriptions"] if each["idLocale"]["locale"] == "en"
            ]
            (criteria,) = facts["criteriaText"]
            assert " ".join(wanted["inclusionCriteria"].split()) in " ".join(criteria.split())
            assert " ".join(wanted["exclusionCriteria"].split()) in " ".join(criteria.split())
            arms = {each["comment"] for each in record["observationalGroups"] if each["idArm"]["locale"] == "en"}
            assert arms <= set(facts["description"])
