"""Records known by a key with a text, as those of DRKS and of FHIR are: alone, in lists, pages, with others in them."""

import itertools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.effort import examples

from .test_records import flaws, items, joined, studies

GOLDEN = ROOT / "tests" / "golden"
DRKS = b'{"drksId": "DRKS%08d", "trialResults": {"relatedDrksTrials": [{"drksId": "DRKS00000009"}, {"drksId": "x"}]}}'
FHIR = (
    b'{"resourceType":"ResearchStudy","contained":[{"resourceType":"Group","id":"g"},{"resourceType":"Location"}],'
    b'"identifier":[{"value":"DRKS%08d"}]}'
)
PRETTY = json.dumps(json.loads(FHIR % 1), indent=2).encode().replace(b"DRKS00000001", b"DRKS%08d")
LATER = b'{"id":"a","resourceType":"ResearchStudy","identifier":[{"value":"DRKS%08d"}]}'
V2 = b'{"protocolSection":{"identificationModule":{"nctId":"NCT%08d"}}}'
SHAPES = {"drks": DRKS, "fhir": FHIR, "pretty": PRETTY, "later": LATER, "v2": V2}


@st.composite
def mixed(draw: st.DrawFn) -> tuple[bytes, list[bytes]]:
    """A list, lines, or one behind the other, of records of several formats; and the records."""
    count = itertools.count(1)
    found = [
        SHAPES[name] % next(count) for name in draw(st.lists(st.sampled_from(sorted(SHAPES)), min_size=1, max_size=6))
    ]
    separator = draw(st.sampled_from([b",", b", \n", b" ,"]))
    match draw(st.sampled_from(["list", "lines", "page"])):
        case "list":
            return b"[" + joined(found, [separator] * len(found)) + b"]", found
        case "page":
            return b'{"total": 3, "items": [' + joined(found, [separator] * len(found)) + b"]}\n", found
    return joined(found, [b"\n"] * len(found)), found


@settings(max_examples=examples(200))
@given(mixed())
def test_records_of_several_formats_are_all_found(stream: tuple[bytes, list[bytes]]) -> None:
    content, expected = stream
    assert studies(content) == expected
    assert flaws(content) == []


def bundle(*resources: dict[str, Any]) -> bytes:
    entries = [{"fullUrl": f"urn:{number}", "resource": each} for number, each in enumerate(resources)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def test_a_bundle_falls_into_its_studies_and_names_what_else_it_holds() -> None:
    study = json.loads(FHIR % 1)
    found = studies(bundle(study, study))
    assert [json.loads(each) for each in found] == [study, study]
    with_patient = bundle({"resourceType": "Patient"}, study)
    assert [json.loads(each) for each in studies(with_patient)] == [study]
    assert len(flaws(with_patient)) == 1


@pytest.mark.parametrize("file", ["evening-light-after-stroke.json", "evening-light-after-stroke.fhir.json"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_whole_record_falls_into_no_pieces(file: str, count: int) -> None:
    content = (GOLDEN / file).read_bytes().strip()
    assert studies(b"[" + b",\n".join([content] * count) + b"]") == [content] * count
    assert studies(b"\n".join([content] * count)) == [content] * count


@pytest.mark.parametrize("shape", ["drks", "fhir", "pretty"])
@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_record_that_is_cut_costs_itself_alone(shape: str, cut: float) -> None:
    whole = [SHAPES[shape] % number for number in (1, 2, 3)]
    damaged = [whole[0], whole[1][: int(len(whole[1]) * cut)], whole[2]]
    content = b"[" + b",".join(damaged) + b"]"
    found = studies(content)
    assert found[0] == whole[0]
    assert found[-1] == whole[2]
    assert flaws(content)
    assert sum(each.size for each in items(content)) == len(content)


def test_a_text_that_only_looks_like_a_mark_begins_no_record() -> None:
    for content in (b'{"drksId": "NCT00000001"}', b'{"a": "drksId: DRKS00000001"}', b'{"resourceType": "Patient"}'):
        assert studies(b"[" + content + b"]") != [content]
