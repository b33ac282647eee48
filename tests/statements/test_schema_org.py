"""A study in the words of schema.org, and which of the terms of a document are lists."""

from typing import Any

import pytest
from rdflib import SKOS

from kg.iris import Minter
from kg.record import Origin, Study, Uncoded
from kg.statements import describe
from kg.statements.schema_org import STATUS
from tests.vocabulary import SCHEMA, codes

ORIGIN = Origin(name="a.txt", sha256="00", format="test")


def document(id: str = "NCT00000002", leading: bool = True, **fields: Any) -> dict[str, Any]:
    study = Study(id=id, publisher=fields.pop("publisher", "ctgov"), **fields)
    return describe(study, origin=ORIGIN, mint=Minter(), leading=leading)


def test_a_study_has_what_schema_org_asks_for() -> None:
    said = document(title="A trial", brief_summary="Why.", status="RECRUITING", aliases=("NCT00000001",))
    assert said["name"] == ["A trial"]
    assert said["schemaDescription"] == "Why."
    assert said["schemaIdentifier"] == said["identifier"] == ["NCT00000002", "NCT00000001"]
    assert said["page"] == "https://clinicaltrials.gov/study/NCT00000002"
    assert said["schemaStatus"] == "schema:Recruiting"
    assert said["schemaCode"] == [
        {
            "@id": "study/NCT00000002/code/ctgov",
            "@type": ["schema:MedicalCode"],
            "codeValue": "NCT00000002",
            "codingSystem": "ClinicalTrials.gov",
        }
    ]


def test_a_record_that_does_not_lead_is_given_neither_name_nor_page_of_the_study() -> None:
    said = document(leading=False, title="A trial", brief_summary="Why.", status="RECRUITING")
    terms = ("name", "schemaDescription", "schemaIdentifier", "schemaStatus", "schemaCode")
    assert [term for term in terms if term in said] == []


def test_the_page_and_the_code_are_those_of_the_registry_that_gave_the_id_whoever_publishes_the_record() -> None:
    said = document(publisher="meddatax")
    assert said["page"] == "https://clinicaltrials.gov/study/NCT00000002"
    assert said["schemaCode"][0]["codingSystem"] == "ClinicalTrials.gov"
    assert "page" not in said["record"]


def test_an_id_of_no_known_registry_is_no_code_and_has_no_page() -> None:
    said = document(id="X-1", publisher="ctgov")
    assert said["schemaIdentifier"] == ["X-1"]
    assert "schemaCode" not in said
    assert "page" not in said


@pytest.mark.parametrize("status", ["UNKNOWN", "AVAILABLE", Uncoded("Paused"), None])
def test_a_status_that_schema_org_does_not_list_is_left_out(status: str | Uncoded | None) -> None:
    assert "schemaStatus" not in document(status=status)


def test_the_table_of_statuses_is_that_of_the_code_list() -> None:
    said = codes("overall-status")
    matched = [(code, other) for way in (SKOS.exactMatch, SKOS.closeMatch) for code, other in said.subject_objects(way)]
    expected = {str(said.value(code, SKOS.notation)): str(other) for code, other in matched if str(other) in SCHEMA}
    assert {code: str(SCHEMA[member]) for code, member in STATUS.items()} == expected
    assert len(STATUS) == 8


def test_one_value_and_two_have_one_form() -> None:
    one, two = (
        document(phases=("PHASE1",), conditions=("A",)),
        document(phases=("PHASE1", "PHASE2"), conditions=("A", "B")),
    )
    assert (one["phase"], two["phase"]) == (["PHASE1"], ["PHASE1", "PHASE2"])
    assert (one["conditionName"], two["conditionName"]) == (["A"], ["A", "B"])
    assert (len(one["condition"]), len(two["condition"])) == (1, 2)
    assert one["record"]["registry"] == "ctgov"
