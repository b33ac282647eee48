"""Each property of the record stands once: its row fits the record, the ontology's context and the code lists."""

import json

import pytest

from kg import assets, record, result_record
from kg.properties import TABLES, Property, Value
from kg.sources.codes import NOTATIONS

ROWS = [pytest.param(struct, row, id=f"{struct}.{row.attribute}") for struct, rows in TABLES for row in rows]
CONTEXT = json.loads(assets.read("ontology/context.jsonld"))["@context"]
TYPED = (Value.STUDY_DATE, Value.POSTED_DATE, Value.ENROLLMENT)


def code_list(term: str) -> str | None:
    """The code list that the context gives a term."""
    said = CONTEXT[term]
    scoped = said.get("@context", {}).get("@vocab") if isinstance(said, dict) else None
    return scoped and scoped.rstrip("/").rpartition("/")[2]


def curie(term: str) -> str:
    assert term in CONTEXT, f"`ontology/context.jsonld` lacks the term {term}"
    said = CONTEXT[term]
    return said if isinstance(said, str) else said["@id"]


@pytest.mark.parametrize(("struct", "row"), ROWS)
def test_a_row_names_an_attribute_of_its_struct(struct: str, row: Property) -> None:
    of = getattr(record, struct, None) or getattr(result_record, struct)
    assert row.attribute in of.__struct_fields__


@pytest.mark.parametrize(("struct", "row"), ROWS)
def test_a_row_is_what_the_context_says(struct: str, row: Property) -> None:
    assert curie(row.term) == row.curie, struct
    coded = f"{row.term}Type" if row.value in TYPED else row.term
    assert code_list(coded) == row.codes
    assert row.codes is None or row.codes in NOTATIONS


def test_no_attribute_has_two_rows() -> None:
    named = [(struct, row.attribute) for struct, rows in TABLES for row in rows]
    assert len(named) == len(set(named))


def test_a_property_is_stated_in_one_way_whatever_it_is_of() -> None:
    many = (Value.ALL, Value.CODES)
    ways: dict[str, set[bool]] = {}
    for _, rows in TABLES:
        for row in rows:
            ways.setdefault(row.curie, set()).add(row.value in many)
    assert {name for name, seen in ways.items() if len(seen) > 1} == {"ct:countryName"}
