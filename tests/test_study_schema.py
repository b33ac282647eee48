"""The JSON Schema of the document of a study: real and made-up documents are valid, spoilt ones are found."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

import kg
from kg import assets
from kg.iris import Minter
from kg.record import Origin, Study
from kg.statements import describe

from .strategies import studies

ROOT = Path(__file__).parent.parent
ORIGIN = Origin(name="a.txt", sha256="00", format="test")


@cache
def schema() -> Any:
    return Draft202012Validator(json.loads(assets.read("ontology/study.schema.json")))


def faults(document: Any) -> list[str]:
    """Where the document breaks the schema, and how."""
    found = (best_match([error]) for error in schema().iter_errors(document))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def documents(study: Study, origin: Origin) -> Iterator[dict[str, Any]]:
    """What a record says if it leads, and if it does not."""
    for leading in (True, False):
        yield describe(study, origin=origin, mint=Minter(), leading=leading, contacts=True)


def made_up() -> dict[str, Any]:
    (reading,) = kg.read(ROOT / "examples" / "exports" / "NCT99999901.json")
    assert reading.study
    assert reading.origin
    return describe(reading.study, origin=reading.origin, mint=Minter())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema().schema)


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(studies)
def test_whatever_a_record_says_its_document_is_valid(study: Study) -> None:
    assert [fault for document in documents(study, ORIGIN) for fault in faults(document)] == []


def _faults_of_files(*paths: Path) -> tuple[int, list[str]]:
    """The number of records, and the faults of their documents."""
    records, found = 0, list[str]()
    for reading in kg.read(*paths):
        if reading.study and reading.origin:
            records += 1
            of_one = (fault for document in documents(reading.study, reading.origin) for fault in faults(document))
            found += [f"{reading.study.id} {fault}" for fault in of_one]
    return records, found


def test_the_documents_of_the_example_records_are_valid() -> None:
    records, found = _faults_of_files(ROOT / "examples" / "exports", ROOT / "examples" / "trials")
    assert found == []
    assert records >= 5


def test_a_study_in_a_file_of_json_lines_is_valid_too(tmp_path: Path) -> None:
    kg.write(kg.read(ROOT / "examples" / "exports"), tmp_path / "graph.jsonl")
    lines = map(json.loads, (tmp_path / "graph.jsonl").read_text(encoding="utf-8").splitlines())
    of_studies = [line for line in lines if "Study" in line.get("@type", ())]
    assert [fault for line in of_studies for fault in faults(line)] == []
    assert len(of_studies) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ctgov-v2.zip", "ctgov-xml.zip", "ctgov-v1.zip", "seeds", "pages"])
def test_the_documents_of_all_real_records_are_valid(data: Path, name: str) -> None:
    records, found = _faults_of_files(data / name)
    assert found == []
    assert records


@pytest.mark.parametrize(
    ("term", "value", "place", "said"),
    [
        ("masking", "double", "masking", "'double' is not one of ['NONE', "),
        ("masking", ["DOUBLE"], "masking", "['DOUBLE'] is not one of"),
        ("overallStatus", "Completed", "overallStatus", "'Completed' is not one of"),
        ("phase", "PHASE2", "phase", "'PHASE2' is not of type 'array'"),
        ("phase", ["PHASE7"], "phase/0", "'PHASE7' is not one of"),
        ("briefSumary", "Why.", "", "Additional properties are not allowed ('briefSumary' was unexpected)"),
        ("title", ["A trial"], "title", "['A trial'] is not of type 'string'"),
        ("title", "", "title", "'' should be non-empty"),
        ("enrollment", "120", "enrollment", "'120' is not of type 'integer'"),
        ("hasResults", "yes", "hasResults", "'yes' is not of type 'boolean'"),
        ("startDate", "2020-02-30x", "startDate", "'2020-02-30x' is not valid under any"),
        ("startDateEarliest", "2020-02", "startDateEarliest", "'2020-02' does not match"),
        ("arm", [{"@id": "arm/1", "@type": ["Outcome"]}], "arm/0", "is not valid under any of the given schemas"),
        ("eligibility", {"@id": "e", "@type": ["Eligibility"], "sex": "X"}, "eligibility/sex", "'X' is not one of"),
        ("@type", ["Trial"], "", "'describes' is a required property"),
        ("identifier", None, "identifier", "None is not of type 'array'"),
    ],
)
def test_a_document_with_a_fault_is_found(term: str, value: Any, place: str, said: str) -> None:
    found = faults({**made_up(), term: value})
    assert [fault for fault in found if fault.startswith(f"{place}: ") and said in fault], found


def test_a_document_that_lacks_what_each_study_has_is_found() -> None:
    without = {name: value for name, value in made_up().items() if name != "identifier"}
    assert faults(without) == [": 'identifier' is a required property"]
