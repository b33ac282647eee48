"""Records of DRKS: two languages, codes by the schema, and what is irregular about them."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.record import Study, Uncoded
from kg.sources.drks import DRKS
from kg.sources.drks.fields import FIELDS, NOT_CODED, SPELLINGS
from kg.sources.field_account import account_of
from kg.sources.reading import Reading
from tests.conftest import ROOT

RECORD = (ROOT / "tests" / "golden" / "evening-light-after-stroke.json").read_text(encoding="utf-8")


def changed(change: Callable[[dict[str, Any]], object]) -> Reading:
    record = json.loads(RECORD)
    change(record)
    return DRKS.read(json.dumps(record).encode(), name="x.json")


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


def test_the_made_up_record_is_read_without_a_remark() -> None:
    assert rules(changed(lambda _: None)) == []


def test_english_is_taken_where_there_is_some_else_the_language_that_there_is() -> None:
    def german(record: dict[str, Any]) -> None:
        record["trialDescriptions"] = [
            each for each in record["trialDescriptions"] if each["idLocale"]["locale"] == "de"
        ]
        record["observationalGroups"] = record["observationalGroups"][:1]

    found = study(changed(german))
    assert (study(changed(lambda _: None)).title, found.title) == (
        "Evening light after stroke",
        "Abendlicht nach Schlaganfall",
    )
    assert [each.description for each in found.arms] == ["Warmes Licht, täglich ab 18 Uhr für 4 Wochen"]


def test_a_blank_english_text_gives_way_to_the_german_one() -> None:
    def blank(record: dict[str, Any]) -> None:
        record["trialDescriptions"][1]["title"] = " "

    assert study(changed(blank)).title == "Abendlicht nach Schlaganfall"


@pytest.mark.parametrize(
    ("limit", "age"),
    [
        ({"amount": 6, "unit": "MONTHS"}, "6 Months"),
        ({"value": 55, "unit": "YEARS"}, "55 Years"),
        ({"amount": None, "unit": "NO_MIN_AGE"}, None),
        ({"amount": 0, "unit": "NO_MIN_AGE"}, None),
        (None, None),
    ],
)
def test_ages_are_in_the_units_of_the_record(limit: dict[str, Any] | None, age: str | None) -> None:
    eligibility = study(changed(lambda record: record["recruitment"].update(minimumAge=limit))).eligibility
    assert eligibility is not None
    assert eligibility.minimum_age == age


def test_an_age_that_is_none_in_years_is_kept_as_text_and_named() -> None:
    limit = {"amount": 24, "unit": "WEEK_OF_PREGNANCY"}
    reading = changed(lambda record: record["recruitment"].update(minimumAge=limit))
    eligibility = study(reading).eligibility
    assert eligibility is not None
    assert eligibility.minimum_age == "24 Weeks of pregnancy"
    assert rules(reading) == [("CT-R131", "recruitment.minimumAge")]


@pytest.mark.parametrize(
    ("parties", "level"),
    [
        (["PATIENT_SUBJECT"], "SINGLE"),
        (["PATIENT_SUBJECT", "ASSESSOR"], "DOUBLE"),
        (["PATIENT_SUBJECT", "ASSESSOR", "CAREGIVER", "INVESTIGATOR_THERAPIST"], "QUADRUPLE"),
        ([], None),
        (["DATA_ANALYST"], None),
    ],
)
def test_the_level_of_masking_follows_from_who_is_masked(parties: list[str], level: str | None) -> None:
    who = [{"idBlindingWho": {"blindingWho": each}} for each in parties]
    reading = changed(lambda record: record["studyCharacteristic"].update(blindingWhoList=who))
    design = study(reading).design
    assert design is not None
    assert design.masking == level


def test_a_date_on_which_it_happened_leads_before_the_planned_one() -> None:
    def later(record: dict[str, Any]) -> None:
        record["recruitment"].update(actualStartDate=None, actualCompletionDate="2025-02-01")

    found = study(changed(later))
    assert found.start is not None
    assert found.completion is not None
    assert (str(found.start.date), found.start.type) == ("2023-04-01", "ESTIMATED")
    assert (str(found.completion.date), found.completion.type) == ("2025-02-01", "ACTUAL")


def test_an_id_without_the_form_of_the_registry_is_named_and_none_is_refused() -> None:
    reading = changed(lambda record: record.update(drksId="DRKS1"))
    assert (study(reading).id, rules(reading)) == ("DRKS1", [("CT-R130", "drksId")])
    for missing in (None, "", " "):
        reading = changed(partial(dict.update, drksId=missing))
        assert (reading.study, [rule for rule, _ in rules(reading)]) == (None, ["CT-R002"])


def test_codes_and_fields_that_are_not_known_are_named() -> None:
    def strange(record: dict[str, Any]) -> None:
        record["recruitment"]["status"] = "SLEEPING"
        record["recruitment"]["moonPhase"] = "full"
        record["trialContacts"][0]["idContactIdType"]["type"] = "FRIEND"

    reading = changed(strange)
    assert study(reading).status == Uncoded("SLEEPING")
    assert sorted(rules(reading)) == [
        ("CT-R010", "recruitment.status"),
        ("CT-R010", "trialContacts[0]"),
        ("CT-R101", "recruitment.moonPhase"),
    ]


def test_publications_are_told_from_documents() -> None:
    def more(record: dict[str, Any]) -> None:
        record["trialResults"]["publications"] += [
            {"description": "Muster E. Result.", "link": "https://doi.org/10.99999/x", "type": "RESULT"},
            {"description": "Vote of the committee", "link": None, "type": "ECVOTE"},
        ]

    found = study(changed(more))
    assert [(each.citation, each.type) for each in found.references][1:] == [
        ("Muster E. Result. https://doi.org/10.99999/x", "RESULT")
    ]
    assert [(each.label, each.type) for each in found.documents] == [("Vote of the committee", "ECVOTE")]


# The schema

NO_NOTATION = {"studyCharacteristic.blindingWhoList[].idBlindingWho.blindingWho": {"data_analyst"}}
"""Codes that no list has, and that are kept as texts."""


def schema_of(data: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((data / "other" / "drks-more" / "DRKS_Schema-2.0.19.json").read_text("utf-8"))
    return schema


def leaves(node: dict[str, Any], schema: dict[str, Any], path: str = "") -> list[tuple[str, list[str]]]:
    """Each path of the schema at which a value stands, with the codes that may stand there."""
    if "$ref" in node:
        return leaves(schema["$defs"][node["$ref"].rpartition("/")[2]], schema, path)
    choices = [each for each in node.get("anyOf", ()) if each.get("type") != "null"]
    if choices:
        return [leaf for each in choices for leaf in leaves(each, schema, path)]
    if "properties" in node:
        items = node["properties"].items()
        return [leaf for name, each in items for leaf in leaves(each, schema, f"{path}.{name}" if path else name)]
    if "items" in node:
        return leaves(node["items"], schema, f"{path}[]")
    return [(path, node.get("enum", []))]


def test_every_field_of_the_schema_is_accounted_for_and_every_code_has_a_notation(data: Path) -> None:
    schema = schema_of(data)
    found = leaves(schema, schema)
    assert len({path for path, _ in found}) > 100
    assert [path for path, _ in found if account_of(path, FIELDS) is None] == []
    for path, codes in found:
        row = FIELDS.get(path)
        if row and row.code_list and codes:
            known = {*SPELLINGS[row.code_list], *NOT_CODED.get(row.code_list, ())}
            missing = {code.casefold() for code in codes} - known
            assert missing == NO_NOTATION.get(path, set()), path
