"""One name where records spell it in several ways: the normal form, and the links of the graph that follow from it."""

import gzip
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.linking.same_names import NAMED_KINDS, normal_name
from kg.pipeline.graph.graph_file import quads_of
from kg.pipeline.run import noted_stream, parts, run
from kg.store import ask, example, load
from kg.store.query.queries import with_prefixes
from tests.conftest import ROOT
from tests.effort import daily

BASE = "https://w3id.org/kgbuild/id/"
AS_OF = "2026-01-01"
LINKS = f"<{BASE}graph/links>"

SAME: dict[str, list[tuple[str, ...]]] = {
    "condition": [
        ("Anemia, Aplastic", "Aplastic Anemia", "Aplastic Anaemia", "aplastic anemias"),
        ("Hepatitis B", "B Hepatitis"),
        ("Cancer of the Lung", "Lung Cancer", "Lung Cancers"),
        ("Non-small Cell Lung Cancer", "Lung Cancer, Nonsmall Cell", "Non-Small-Cell Cancer of the Lung"),
        ("Diabetes Mellitus, Type 2", "Type 2 Diabetes Mellitus", "Type II Diabetes Mellitus"),
        ("Crohn's Disease", "Crohn Disease", "Crohns Disease"),
        ("Waldenstr\u00f6m Macroglobulinemia", "Macroglobulinemia, Waldenstrom"),
        ("Allergy to Cats", "Cat Allergy", "Allergies to cats"),
        ("Head & Neck Cancer", "Head and Neck Cancer"),
    ],
    "treatment": [
        ("Insulin", "Insulin injection", "insulin injections"),
        ("Metformin", "Metformin 500 mg", "Metformin 850mg tablets", "metformin HCl", "Metformin 1,000 mg BID"),
        ("Omalizumab", "Omalizumab 16mg/kg", "Omalizumab (0.5 mg/kg/day) prefilled syringe"),
        ("Placebo", "Placebos", "Placebo oral tablet"),
        ("Xolair\u00ae", "Xolair\u2122", "Xolair"),
        ("Vitamin D3 1000 IU", "Vitamin D3", "D3 vitamin"),
    ],
    "organization": [
        ("Pfizer", "Pfizer Inc.", "Pfizer, Inc", "PFIZER"),
        ("The University of Washington", "University of Washington", "Univ of Washington"),
        ("H\u00f4pital Lariboisi\u00e8re", "Hopital Lariboisiere"),
        ("M.D. Anderson Cancer Center", "M D Anderson Cancer Centre", "MD Anderson Cancer Center"),
        ("Hospital Universitario de M\u00e1laga", "Hospital Universitario Malaga"),
    ],
    "facility": [
        ("Saint Luke's Hospital", "St. Lukes Hospital", "St Luke's Hosp"),
        ("FUNDALEU ( Site 0104)", "FUNDALEU"),
        ("University Hospital, Galway", "Galway University Hospital"),
        ("North Coast Cancer Care, Inc.", "North Coast Cancer Care, Incorporated", "North Coast Cancer Care"),
        ("Boston Med Ctr", "Boston Medical Center"),
    ],
}
APART: dict[str, list[tuple[str, ...]]] = {
    "condition": [
        ("Small Cell Lung Cancer", "Non-small Cell Lung Cancer", "Lung Cancer"),
        ("Hepatitis", "Hepatitis A", "Hepatitis B", "Hepatitis C"),
        ("Vitamin A Deficiency", "Vitamin Deficiency", "Vitamin D Deficiency"),
        ("Type 1 Diabetes", "Type 2 Diabetes", "Diabetes"),
        ("Type 1 Diabetes Stage 2", "Type 2 Diabetes Stage 1"),
        ("HER2+ Breast Cancer", "HER2- Breast Cancer", "HER2 Breast Cancer"),
        ("Diabetes Without Obesity", "Obesity Without Diabetes", "Diabetes With Obesity"),
        ("Depression Due to Cancer", "Cancer Due to Depression"),
        ("Hemoglobin < 7", "Hemoglobin > 7", "Hemoglobin 7"),
        ("Hodgkin Lymphoma", "Non-Hodgkin Lymphoma"),
        ("Cold or Influenza", "Cold and Influenza"),
    ],
    "treatment": [
        ("Vitamin D", "Vitamin D3", "Vitamin D2", "Vitamin"),
        ("Ethanol 0.5 g/kg", "Ethanol 0 g/kg"),
        ("CHS-114", "CHS-115", "CHS"),
        ("Immunotherapy", "Oral Immunotherapy", "Sublingual immunotherapy"),
        ("Biopsy", "Nasal biopsy"),
        ("Potassium", "Potassium phosphate"),
        ("Doxorubicin", "Liposomal doxorubicin"),
        ("Epidural", "Epidural injection"),
        ("Sham", "Sham injection"),
        ("Switch from A to B", "Switch from B to A"),
        ("Cisplatin or Carboplatin", "Cisplatin and Carboplatin"),
        ("On-pump surgery", "Off-pump surgery", "Pump surgery"),
    ],
    "organization": [
        ("University of Washington", "Washington University"),
        ("University of Miami", "Miami University"),
        ("Hospital 1", "Hospital 2"),
    ],
    "facility": [("Clinical Hospital No. 1", "Clinical Hospital No. 2", "Clinical Hospital")],
}


def spelled(table: dict[str, list[tuple[str, ...]]]) -> list[Any]:
    return [pytest.param(kind, names, id=names[0]) for kind, rows in table.items() for names in rows]


@pytest.mark.parametrize(("kind", "names"), spelled(SAME))
def test_ways_to_write_one_name_have_one_normal_form(kind: str, names: Sequence[str]) -> None:
    assert len({normal_name(each, kind) for each in names}) == 1


@pytest.mark.parametrize(("kind", "names"), spelled(APART))
def test_names_of_different_things_have_different_forms(kind: str, names: Sequence[str]) -> None:
    assert len({normal_name(each, kind) for each in names}) == len(names)


@given(st.text(max_size=40), st.sampled_from(NAMED_KINDS))
def test_a_form_is_there_for_any_text(name: str, kind: str) -> None:
    form = normal_name(name, kind)
    assert form == " ".join(form.split())
    assert bool(form) >= any(letter.isascii() and letter.isalnum() for letter in name)


def test_what_is_too_long_for_a_name_has_none() -> None:
    assert normal_name("word " * 1_000, "condition") == ""


def record(number: int, *conditions: str, facility: str = "", city: str = "Boston") -> dict[str, Any]:
    """A made-up record of the registry's JSON."""
    text = (ROOT / "examples" / "exports" / "NCT99999901.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.replace("NCT99999901", f"NCT9999{number:04}"))
    protocol = found["protocolSection"]
    protocol["conditionsModule"] = {"conditions": list(conditions)}
    protocol["identificationModule"].pop("nctIdAliases", None)
    place = {"facility": facility, "city": city, "state": "Massachusetts", "country": "United States"}
    protocol["contactsLocationsModule"] = {"locations": [place] if facility else []}
    found.pop("derivedSection", None)
    return found


RECORDS = [
    record(1, "Heart Failure", facility="Boston Med Ctr"),
    record(2, "Failure, Heart", facility="Boston Medical Center"),
    record(3, "HEART FAILURE", "Asthma", facility="Boston Medical Center", city="Quincy"),
    record(4, "Heart failures"),
    record(5, "Small Cell Lung Cancer"),
    record(6, "Non-small Cell Lung Cancer"),
]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder of the records, a file each."""
    folder = tmp_path / "records"
    folder.mkdir()
    for number, each in enumerate(RECORDS):
        (folder / f"{number}.json").write_text(json.dumps(each), encoding="utf-8")
    return folder


Ingest = Callable[..., Path]


@pytest.fixture
def ingest(records: Path, lexicon: Path, tmp_path: Path) -> Ingest:
    """Ingests the records into a file of that name."""

    def ingested(name: str = "x.nq", *, of: Path = records, **options: Any) -> Path:
        path = tmp_path / name
        kg.ingest(of, output=path, lexicon=lexicon, as_of=AS_OF, **options)
        return path

    return ingested


def names(path: Path) -> dict[str, str]:
    """Node -> its name."""
    same = "<https://w3id.org/kgbuild/ontology#sameName>"
    found = [quad for quad in quads_of(str(path)) if quad[1] == same]
    assert {quad[3] for quad in found} <= {LINKS, ""}
    return {subject[1:-1].removeprefix(BASE): name[1:-1].removeprefix(BASE) for subject, _, name, _ in found}


def answers(path: Path, question: str) -> list[tuple[str, ...]]:
    found = ask(load([str(path)]), with_prefixes(question))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in found]


def test_the_rule_on_names_has_each_kind_of_names() -> None:
    kinds = re.search(r"name/\(([a-z|-]+)\)", (ROOT / "shapes" / "name.ttl").read_text(encoding="utf-8"))
    assert kinds
    assert set(kinds[1].split("|")) == set(NAMED_KINDS)


@pytest.mark.slow
def test_nodes_that_are_called_the_same_lead_to_one_name(ingest: Ingest) -> None:
    path = ingest()
    found = names(path)
    conditions = {node: name for node, name in found.items() if node.startswith("condition/")}
    assert conditions == {
        "condition/asthma": "name/condition/asthma",
        "condition/failure-heart.7950b756": "name/condition/failure-heart",
        "condition/heart-failure": "name/condition/failure-heart",
        "condition/heart-failures": "name/condition/failure-heart",
        "condition/small-cell-lung-cancer": "name/condition/cancer-cell-lung-small",
        "condition/non-small-cell-lung-cancer": "name/condition/cancer-cell-lung-nonsmall",
    }
    facilities = sorted(name for node, name in found.items() if node.startswith("facility/"))
    place = "name/facility/US/massachusetts"
    assert facilities == [*[f"{place}/boston/boston-center-medical"] * 2, f"{place}/quincy/boston-center-medical"]
    assert {node.split("/")[0] for node in found} == {"condition", "treatment", "organization", "facility"}


def test_a_name_that_is_spelled_in_several_ways_says_which(ingest: Ingest) -> None:
    path = ingest()
    question = "SELECT ?n ?label ?spelling { ?n a ct:Name ; skos:prefLabel ?label ; schema:name ?spelling }"
    found = sorted((name.removeprefix(BASE), label, spelling) for name, label, spelling in answers(path, question))
    heart, hospital = "name/condition/failure-heart", "name/facility/US/massachusetts/boston/boston-center-medical"
    assert found == [
        (heart, "Failure, Heart", "Failure, Heart"),
        (heart, "Failure, Heart", "Heart Failure"),
        (heart, "Failure, Heart", "Heart failures"),
        (hospital, "Boston Med Ctr", "Boston Med Ctr"),
        (hospital, "Boston Med Ctr", "Boston Medical Center"),
    ]
    assert not [each for each in kg.validate(path, strict_shapes=True).findings if "CT-N" in each.message]
    # Every spelling stays with its node, those in capitals too.
    spellings = answers(path, f"SELECT ?s {{ <{BASE}condition/heart-failure> schema:name ?s }}")
    assert sorted(spellings) == [("HEART FAILURE",), ("Heart Failure",)]


def test_without_linking_there_is_no_name(ingest: Ingest) -> None:
    assert names(ingest(link=False)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["nq", "trig", "ttl", "nt", "nq.gz"])
def test_linking_again_names_the_same(ingest: Ingest, lexicon: Path, extension: str) -> None:
    linked, bare = ingest(f"a.{extension}"), ingest(f"b.{extension}", link=False)

    def content(path: Path) -> bytes:
        return gzip.decompress(path.read_bytes()) if extension.endswith("gz") else path.read_bytes()

    for _ in range(2):  # twice is once
        kg.link(bare, lexicon=lexicon)
        assert content(bare) == content(linked)


@pytest.mark.parametrize("extension", daily(["jsonld", "jsonl"], {"jsonld"}))
def test_documents_hold_the_same_names(ingest: Ingest, lexicon: Path, extension: str) -> None:
    expected = {quad.triple for quad in load([str(ingest())])}
    path = ingest(f"x.{extension}")
    assert {quad.triple for quad in load([str(path)])} == expected
    again = path.with_name(f"again.{extension}")
    kg.link(path, again, lexicon=lexicon)
    assert {quad.triple for quad in load([str(again)])} == expected


@pytest.mark.parametrize("options", daily([{"jobs": 1}, {"jobs": 2}, {"cluster": "local"}], [{"jobs": 1}]), ids=str)
def test_neither_order_nor_batches_nor_spans_nor_workers_matter(
    records: Path, ingest: Ingest, options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = sorted(ingest().read_bytes().splitlines())
    monkeypatch.setattr(run, "_SPAN", 300)  # a node or two in each, so that spellings of one name stand in several
    several = ingest("spans.nq", **options)
    assert sorted(several.read_bytes().splitlines()) == expected
    turned = tmp_path / "turned"
    turned.mkdir()
    for number, path in enumerate(sorted(records.iterdir(), reverse=True)):
        path.rename(turned / f"{number}.json")
    told = {quad for quad in quads_of(str(ingest("turned.nq", of=turned, **options))) if quad[3] == LINKS}
    assert told == {quad for quad in quads_of(str(several)) if quad[3] == LINKS}


@pytest.mark.slow
def test_a_store_that_grows_names_as_one_that_is_filled_at_once(records: Path, lexicon: Path, tmp_path: Path) -> None:
    """And as one from which records are removed."""
    grown, whole, graph = tmp_path / "grown", tmp_path / "whole", tmp_path / "x.nq"

    def filled(store: Path, *numbers: int) -> set[tuple[str, ...]]:
        kg.ingest([records / f"{each}.json" for each in numbers], store=store, lexicon=lexicon, as_of=AS_OF)
        return exported(store)

    def exported(store: Path) -> set[tuple[str, ...]]:
        kg.export(store, graph)
        return {quad for quad in quads_of(str(graph)) if quad[3] == LINKS}

    def described(quads: set[tuple[str, ...]]) -> int:
        return sum(quad[2] == "<https://w3id.org/kgbuild/ontology#Name>" for quad in quads)

    assert described(filled(grown, 0, 4)) == 0
    assert described(filled(grown, 1)) == 2  # the condition and the facility have a second spelling
    for each in (3, 2, 5):
        last = filled(grown, each)
    assert last == filled(whole, *range(6))
    kg.remove(grown, ["NCT99990002", "NCT99990004"])
    assert exported(grown) == filled(tmp_path / "rest", 0, 2, 4, 5)
    assert described(exported(grown)) == 0


def test_a_study_is_shown_with_other_spellings_of_its_conditions(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the index of a large file, too, in which the nodes of the other spellings stand elsewhere."""
    monkeypatch.setattr(noted_stream, "_SMALL", 0)
    monkeypatch.setattr(parts, "_BLOCK", 1)
    path = ingest()
    whole = path.with_name("whole.nq")
    whole.write_bytes(path.read_bytes())
    for everything in (False, True):
        shown = kg.show(path, "NCT99990002", all=everything)
        assert shown == kg.show(whole, "NCT99990002", all=everything)
    screen = kg.show(path, "NCT99990002")
    assert "conditions   Failure, Heart (also Heart Failure, Heart failures)\n" in screen
    assert "also" not in kg.show(path, "NCT99990005")


def test_questions_count_a_name_once(ingest: Ingest) -> None:
    path = ingest()
    counted = {row[0]: row[1:] for row in answers(path, example("trials-by-condition-name").text)}
    assert counted["Failure, Heart"][0] == "4"
    assert sorted(counted["Failure, Heart"][1].split(" | ")) == ["Failure, Heart", "Heart Failure", "Heart failures"]
    assert counted["Asthma"] == ("1", "Asthma")
    bare = ingest("bare.nq", link=False)
    assert {row[0] for row in answers(bare, example("trials-by-condition-name").text)} >= {"Heart Failure", "Asthma"}
    found = answers(path, example("trials-of-condition").filled({"name": "heart failure"}))
    assert [row[1][-4:] for row in found] == ["0002", "0001", "0003", "0004"]
