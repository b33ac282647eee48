"""Studies as FHIR: the record that is at hand in both forms, what only FHIR can state, and what is not known."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.record import Study, Uncoded
from kg.sources.drks import DRKS
from kg.sources.fhir import FHIR
from kg.sources.reading import Reading
from tests.conftest import ROOT

RECORD = (ROOT / "tests" / "golden" / "evening-light-after-stroke.fhir.json").read_text(encoding="utf-8")


def changed(change: Callable[[dict[str, Any]], object]) -> Reading:
    record = json.loads(RECORD)
    change(record)
    return read(record)


def read(record: dict[str, Any]) -> Reading:
    return FHIR.read(json.dumps(record).encode(), name="x.json")


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


def coded(code: str, system: str = "http://hl7.org/fhir/x") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


# A standard record, of no profile

PLAIN = {
    "resourceType": "ResearchStudy",
    "identifier": [{"value": "local-1"}, {"value": "NCT99999944"}],
    "title": "Tea and sleep",
}


def plain(**elements: Any) -> Reading:
    return read({**PLAIN, **elements})


def flat(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, each in part.items():
            yield from flat(each, f"{path}.{name}" if path else name)
    elif isinstance(part, list | tuple):
        for position, each in enumerate(part):
            yield from flat(each, f"{path}[{position}]")
    else:
        yield path, part


def stated(reading: Reading) -> dict[str, object]:
    """Each path of a record and its value, but for what the form cannot state: it is another in each."""
    return {
        path: value
        for path, value in flat(msgspec.to_builtins(study(reading)))
        if not path.startswith("registration.not_supported")
    }


# The two forms of one record

CONTACTS = (
    "telephone numbers and addresses of e-mail were cut out of the JSON of DRKS, and blacked out in the FHIR form"
)
DIFFERENCES = {
    "arms[0].label": (
        "Arm 1",
        "observational group",
        "DRKS numbers its arms; the FHIR form has a name for all of a kind",
    ),
}
"""Path -> the values in JSON of DRKS and in FHIR, and why they differ."""


def test_a_record_in_both_forms_states_the_same(data: Path) -> None:
    pair = [
        (DRKS, data / "other" / "drks" / "DRKS00038775.json"),
        (FHIR, data / "other" / "drks-more" / "DRKS00038775_FHIR.json"),
    ]
    readings = [reader.read(path.read_bytes(), name=path.name) for reader, path in pair]
    assert [each.problems for each in readings] == [(), ()]
    ours, theirs = map(stated, readings)
    differing = {path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path)}
    assert {path for path in differing if not path.startswith("contacts[")} == set(DIFFERENCES)
    for path, (one, other, reason) in DIFFERENCES.items():
        assert (ours[path], theirs[path]) == (one, other), reason
    assert {value for path, value in theirs.items() if path in differing and path.endswith(("phone", "email"))} == {
        "[phone removed]",
        "[mail removed]",
    }, CONTACTS
    assert {each.name for each in study(readings[0]).contacts} < {each.name for each in study(readings[1]).contacts}
    assert len(set(ours) & set(theirs)) > 40


def test_the_made_up_record_in_both_forms_states_the_same() -> None:
    """But for what the FHIR form has no element for, and the names of arms."""
    drks = DRKS.read((ROOT / "tests" / "golden" / "evening-light-after-stroke.json").read_bytes(), name="x")
    ours, theirs = map(stated, (drks, changed(lambda _: None)))
    differing = {path for path in {*ours, *theirs} if ours.get(path) != theirs.get(path)}
    assert {path: ours[path] for path in differing if path not in theirs} == {
        "design.control_types[0]": "ACTIVE",
        "ipd_sharing.description": "On request",
    }
    assert {theirs[path] for path in differing if path in theirs} == {"intervention group 1", "intervention group 2"}


# The id


def test_the_registry_is_that_of_the_first_id_that_one_gave() -> None:
    found = study(plain())
    assert (found.id, found.publisher) == ("NCT99999944", "ctgov")
    assert [(each.value, each.type) for each in found.identifiers] == [("local-1", "OTHER")]


@pytest.mark.parametrize("identifiers", [[], [{"value": "local-1"}], [{"value": None}], [{}]])
def test_a_study_without_the_id_of_a_registry_is_refused(identifiers: list[Any]) -> None:
    reading = plain(identifier=identifiers)
    assert (reading.study, rules(reading)) == (None, [("CT-R002", "identifier")])


# What only the standard has


@pytest.mark.parametrize(
    ("course", "status"),
    [
        ([{"state": coded("completed")}], "COMPLETED"),
        (
            [
                {"state": coded("recruiting"), "actual": True, "period": {"start": "2020-01-01", "end": "2020-06-30"}},
                {"state": coded("closed-to-accrual"), "actual": True, "period": {"start": "2020-07-01"}},
                {"state": coded("completed"), "actual": False, "period": {"start": "2099-01-01"}},
            ],
            "ACTIVE_NOT_RECRUITING",
        ),
        ([{"state": coded("approved"), "period": {"start": "2020-01-01"}}], None),
        ([{"state": coded("asleep")}], Uncoded("asleep")),
    ],
)
def test_the_status_is_the_last_that_has_begun_and_not_ended(course: list[Any], status: str | Uncoded | None) -> None:
    reading = plain(progressStatus=course)
    assert study(reading).status == status
    assert [rule for rule, _ in rules(reading)] == (["CT-R010"] if isinstance(status, Uncoded) else [])


def test_the_days_of_recruitment_are_those_of_its_state() -> None:
    course = [{"state": coded("recruiting"), "actual": True, "period": {"start": "2020-01-01", "end": "2020-06-30"}}]
    found = study(plain(progressStatus=course, period={"end": "2021-01"}))
    dates = [(str(each.date), each.type) for each in (found.start, found.recruitment_end, found.completion) if each]
    assert dates == [("2020-01-01", "ACTUAL"), ("2020-06-30", "ACTUAL"), ("2021-01", None)]


def test_people_and_organizations_stand_within_or_only_by_name() -> None:
    contained = [
        {"resourceType": "Practitioner", "id": "p", "name": [{"prefix": ["Dr."], "given": ["Ada"], "family": "Tea"}]},
        {"resourceType": "Organization", "id": "o", "name": "Tea Institute"},
        {
            "resourceType": "PractitionerRole",
            "id": "r",
            "practitioner": {"reference": "#p"},
            "organization": {"reference": "#o"},
            "telecom": [{"system": "email", "value": "ada@example.org"}],
        },
        {"resourceType": "Medication", "id": "m", "status": "active"},
    ]
    parties = [
        {"role": coded("sponsor-investigator"), "party": {"reference": "#o"}},
        {"role": coded("primary-investigator"), "party": {"reference": "#r"}},
        {"role": coded("funding-source"), "party": {"display": "Tea Council"}},
        {"role": coded("recruitment-contact"), "name": "Call centre"},
        {"role": coded("irb"), "party": {"display": "Tea Committee"}},
        {"role": coded("jester"), "name": "Yorick"},
    ]
    reading = plain(contained=contained, associatedParty=parties)
    found = study(reading)
    assert found.lead_sponsor is not None
    assert found.lead_sponsor.name == "Tea Institute"
    assert [(each.name, each.affiliation) for each in found.officials] == [("Dr. Ada Tea", "Tea Institute")]
    assert [each.name for each in found.funders] == ["Tea Council"]
    assert [(each.name, each.email) for each in found.contacts] == [
        ("Dr. Ada Tea", "ada@example.org"),
        ("Call centre", None),
    ]
    assert [each.committee for each in found.ethics_reviews] == ["Tea Committee"]
    assert rules(reading) == [("CT-R101", "contained[3]"), ("CT-R010", "associatedParty[5].role")]


def test_traits_of_the_group_that_are_no_codes_are_criteria() -> None:
    traits = [
        {"code": {"text": "Smoker"}, "valueBoolean": True, "exclude": False},
        {"code": {"text": "Pregnant"}, "valueBoolean": False, "exclude": False},
        {"code": {"text": "Condition"}, "valueCodeableConcept": {"coding": [{"display": "Asthma"}]}, "exclude": True},
        {"code": {"text": "BMI"}, "valueQuantity": {"comparator": ">", "value": 25, "unit": "kg/m2"}},
        {
            "code": {"text": "Age"},
            "valueRange": {"low": {"value": 18, "code": "a"}, "high": {"value": 6.5, "code": "mo"}},
        },
        {"code": {"text": "sex"}, "valueCodeableConcept": coded("female")},
        {"code": {"text": "FREETEXT"}, "valueCodeableConcept": {"text": "Drinks tea"}},
    ]
    group = {"resourceType": "Group", "id": "g", "characteristic": traits}
    reading = plain(contained=[group], recruitment={"eligibility": {"reference": "#g"}})
    found = study(reading).eligibility
    assert found is not None
    assert (found.sex, found.minimum_age, found.maximum_age) == ("FEMALE", "18 Years", "6.5 Months")
    assert [(each.text, each.side) for each in found.listed_criteria] == [
        ("Smoker", "INCLUSION"),
        ("BMI: > 25 kg/m2", "INCLUSION"),
        ("Drinks tea", "INCLUSION"),
        ("Pregnant", "EXCLUSION"),
        ("Condition: Asthma", "EXCLUSION"),
    ]
    assert rules(reading) == []


def test_outcomes_labels_sites_and_publications_of_the_standard() -> None:
    reading = plain(
        label=[{"type": coded("scientific"), "value": "A trial of tea"}, {"type": coded("acronym"), "value": "TEA"}],
        outcomeMeasure=[
            {"name": "Sleep", "type": [coded("primary")], "description": "In hours"},
            {"name": "Mood", "type": [coded("secondary")]},
            {"name": "Taste", "type": [coded("exploratory")]},
        ],
        objective=[{"name": "Goal", "description": "To sleep better"}],
        description="Tea is old.",
        site=[{"display": "Tea House"}, {"reference": "Location/1", "display": "Location"}],
        region=[{"coding": [{"code": "GB"}]}, {"text": "Atlantis"}],
        keyword=[{"text": "tea"}],
        phase=coded("phase-2-phase-3"),
        relatedArtifact=[
            {"type": "citation", "citation": "Tea A. J Tea 2020. doi:10.99999/tea"},
            {
                "type": "documentation",
                "label": "Protocol",
                "document": {"url": "https://tea.example.org/p.pdf", "size": 7},
            },
        ],
    )
    found = study(reading)
    assert (found.official_title, found.acronym, found.detailed_description) == (
        *("A trial of tea", "TEA"),
        "Tea is old.\n\nTo sleep better",
    )
    assert [[each.measure for each in outcomes] for outcomes in (found.primary_outcomes, found.secondary_outcomes)] == [
        ["Sleep"],
        ["Mood"],
    ]
    assert [each.measure for each in found.other_outcomes] == ["Taste"]
    assert [each.facility for each in found.sites] == ["Tea House"]
    assert (found.countries, found.keywords) == (("United Kingdom", "Atlantis"), ("tea",))
    assert found.phases == ("PHASE2", "PHASE3")
    assert [each.citation for each in found.references] == ["Tea A. J Tea 2020. doi:10.99999/tea"]
    assert [(each.label, each.url, each.size) for each in found.documents] == [
        ("Protocol", "https://tea.example.org/p.pdf", 7)
    ]
    assert rules(reading) == []


# What is not known


def test_an_extension_that_is_not_known_is_named_wherever_it_is() -> None:
    strange = {"url": "https://example.org/fhir/moon-phase", "valueCode": "full"}
    reading = plain(extension=[strange], condition=[{"text": "Sleep", "modifierExtension": [strange]}], moon="full")
    assert rules(reading) == [
        ("CT-R101", "extension[0]"),
        ("CT-R101", "condition[0].modifierExtension[0]"),
        ("CT-R101", "moon"),
    ]
    content = json.dumps({**PLAIN, "extension": [strange], "_title": {"extension": [strange]}}).encode()
    assert list(FHIR.account.unaccounted(content)) == ["extension:moon-phase"] * 2


def test_several_votes_stand_in_one_extension_one_after_the_other() -> None:
    def second(record: dict[str, Any]) -> None:
        votes = record["extension"][1]["extension"]
        votes += [{"url": "vote", "valueCoding": {"code": "pending"}}, {"url": "dateOfVote", "valueDate": "2023-04-01"}]

    found = study(changed(second)).ethics_reviews
    assert [(each.status, str(each.date), each.reference) for each in found] == [
        ("APPROVED", "2023-02-20", "23-001"),
        ("PENDING", "2023-04-01", None),
    ]
