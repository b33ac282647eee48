"""What real records of CTIS state is in the graph: each fact is found by a walk that knows nothing of the reader."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.who.facts import facts_of

_PRESENT = ("authorizedApplication", "authorizedPartI"), ("authorizedApplication", "authorizedPartsII")
_BEFORE = ("authorizedPartI",), ("authorizedPartsII",)


def values(value: Any, key: str) -> Iterator[Any]:
    """Each value that stands under a key, however deep."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == key:
                yield each
            yield from values(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from values(each, key)


def beneath(value: Any, *steps: str) -> Any:
    """What stands at the end of a way."""
    for step in steps:
        value = value[step]
    return value


def plain(text: object) -> str:
    return " ".join(str(text).split())


def texts(value: Any, key: str) -> set[str]:
    found = {plain(each) for each in values(value, key) if isinstance(each, str | int) and not isinstance(each, bool)}
    return found - {"", "-", "N/A"}


Records = list[tuple[dict[str, Any], Any, Any, Mapping[str, set[str]]]]


@pytest.fixture(scope="module")
def records(data: Path) -> Records:
    """Each record, its Part I and Parts II, and what the graph states of the study."""
    found: Records = []
    for path in sorted((data / "other" / "ctis").glob("*.json")):
        record = json.loads(path.read_bytes())
        one, two = _PRESENT if "authorizedApplication" in record else _BEFORE
        facts = facts_of(path)[record["ctNumber"].rpartition("-")[0]]
        held = {property: {plain(each) for each in stated} for property, stated in facts.items()}
        found.append((record, beneath(record, *one), beneath(record, *two), held))
    assert len(found) == 5
    return found


# Key in Part I -> the property that has each of its values, and how many there are in the five records.
PART_I = {
    "principalInclusionCriteria": ("text", 36),
    "principalExclusionCriteria": ("text", 49),
    "medicalCondition": ("conditionName", 5),
    "fullTitle": ("officialTitle", 5),
    "publicTitle": ("title", 5),
    "shortTitle": ("identifierValue", 5),
    "paediatricInvestigationNumber": ("identifierValue", 1),
    "organisationName": ("funderName", 8),
    "termName": ("name", 8),
    "atcName": ("name", 1),
    "productName": ("name", 12),
    "tradeName": ("name", 1),
    "attributeTranslation": ("translatedTitle", 0),
}


@pytest.mark.parametrize(("key", "property"), [(key, property) for key, (property, _) in PART_I.items()])
def test_each_text_of_part_i_is_in_the_graph(key: str, property: str, records: Records) -> None:
    count = 0
    for record, part, _, held in records:
        within = (
            part["trialDetails"]["clinicalTrialIdentifiers"] if key in {"fullTitle", "attributeTranslation"} else part
        )
        stated = {each.replace("&apos;", "'") for each in texts(within, key)}
        assert stated - held.get(property, set()) == set(), (record["ctNumber"], key)
        count += len(stated)
    assert count >= PART_I[key][1], key


@pytest.mark.parametrize("kind", ["primary", "secondary"])
def test_each_end_point_is_an_outcome(kind: str, records: Records) -> None:
    count = 0
    for record, part, _, held in records:
        (points,) = values(part, f"{kind}EndPoints")
        measures = " ".join(sorted(held["measure"]))
        for point in points:
            assert all(word in measures for word in plain(point["endPoint"]).split()), record["ctNumber"]
            count += 1
    assert count == {"primary": 8, "secondary": 48}[kind]


def test_each_further_id_is_in_the_graph(records: Records) -> None:
    count = 0
    for record, part, _, held in records:
        numbers = part["trialDetails"]["clinicalTrialIdentifiers"]["secondaryIdentifyingNumbers"]
        stated = texts(numbers, "number") | texts(record, "eudraCtCode") | {record["ctNumber"]}
        assert stated <= held["identifierValue"]
        related = {each.rpartition("/")[2] for each in held.get("relatedStudy", ())}
        assert texts(part["trialDetails"]["associatedClinicalTrials"], "ctNumber") == related
        count += len(stated)
    assert count >= 11


def test_each_product_says_what_is_in_it(records: Records) -> None:
    for record, part, _, held in records:
        told = " ".join(sorted(held["description"] | held["name"] | held.get("otherName", set())))
        for key in ("activeSubstanceName", "actSubstName", "strength", "pharmForm", "euMpNumber", "sponsorProductCode"):
            missing = {each for each in texts(part["products"], key) if each.casefold() not in told.casefold()}
            assert missing == set(), (record["ctNumber"], key)
        routes = {plain(route) for each in values(part["products"], "routes") for route in each}
        assert {each for each in routes if each not in told} == set()
        codes = {f"XEVMPD:{each}" for each in texts(part["products"], "substanceEvCode")}
        codes |= {f"ATC:{each}" for each in texts(part["products"], "atcCode")}
        codes |= {f"MedDRA:{each}" for each in texts(part, "classificationCode")}
        assert codes <= held["identifier"], record["ctNumber"]


def test_each_site_is_in_the_graph_with_who_leads_it(records: Records) -> None:
    count = 0
    for _, _, parts, held in records:
        for site in (site for part in parts for site in part["trialSites"]):
            place = site["organisationAddressInfo"]
            assert plain(place["organisation"]["name"]) in held["facilityName"]
            assert plain(place["address"]["city"]) in held["cityName"]
            assert plain(place["address"]["postcode"]) in held["postalCode"]
            assert plain(f"{site['personInfo']['firstName']} {site['personInfo']['lastName']}") in held["name"]
            count += 1
    assert count == 22


def test_each_number_and_day_of_a_country_is_in_the_graph(records: Records) -> None:
    counts = dict.fromkeys(("numbers", "starts", "recruitments", "decisions"), 0)
    for record, part, parts, held in records:
        states = record.get("memberStatesConcerned", [])
        numbers = {str(each["recruitmentSubjectCount"]) for each in (*parts, *states)}
        assert numbers == held["nationalTargetEnrollment"]
        by_country = {each["mscName"]: each["recruitmentSubjectCount"] for each in states}
        by_country |= {each["mscInfo"]["mscName"]: each["recruitmentSubjectCount"] for each in parts}
        total = sum(by_country.values()) + part["rowSubjectCount"]
        assert held["targetEnrollment"] == held["enrollment"] == {str(total)}
        assert by_country.keys() <= held["countryName"]
        starts, recruitments = texts(record, "trialStartDate"), texts(record, "recruitmentStartDate")
        assert starts - {min(starts, default="")} == set()
        assert starts == held.get("nationalStartDate", set())
        assert recruitments == held.get("nationalRecruitmentStartDate", set())
        source = record.get("publicEvaluation") or record["authorizedApplication"]["applicationInfo"]
        decisions = {date[:10] for each in source for date in texts(each["decisions"], "decisionDate")}
        assert decisions == held["ethicsReviewDate"]
        for name, stated in (("numbers", numbers), ("starts", starts), ("recruitments", recruitments)):
            counts[name] += len(stated)
        counts["decisions"] += len(decisions)
    assert counts == {"numbers": 10, "starts": 3, "recruitments": 3, "decisions": 10}


def test_planned_days_are_in_the_graph_unless_it_happened(records: Records) -> None:
    for record, part, _, held in records:
        (plan,) = values(part, "trialDuration")
        end = plan.get("estimatedGlobalEndDate") or plan["estimatedEndDate"]
        assert held["completionDate"] == {end}, record["ctNumber"]
        begun = texts(record, "trialStartDate") or {plan["estimatedRecruitmentStartDate"]}
        assert held["startDate"] == {min(begun)}
