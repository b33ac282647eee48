"""The nodes of a graph by the words of their labels."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import FileError, UsageError
from kg.linking.names import american
from kg.linking.word_patterns import word_pattern
from kg.store import FoundNode, labels_in_store, open_files, ranked
from kg.store.query.label_search import Holding
from tests.cli.test_manners import kgbuild
from tests.conftest import ROOT
from tests.servers import oxigraph_server

CT = "https://w3id.org/kgbuild/ontology#"
BASE = "https://w3id.org/kgbuild/id/"
GRAPH = f"""
@base <{BASE}> . @prefix ct: <{CT}> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
<study/NCT1> a ct:Study , ct:ClinicalTrial ; dcterms:title "Heart Failure at Night" .
<study/NCT1> schema:name "Heart Failure at Night" .
<study/NCT2> a ct:Study ; dcterms:title "Failure of the Left Heart" .
<study/NCT1/outcome/1> a ct:Outcome ; ct:measure "HEART  failure" .
<condition/heart-failure> a ct:Condition ; skos:prefLabel "Heart Failure" .
<condition/heart-failure> schema:name "Heart Failure" , "heart failure" .
<condition/coeur> skos:prefLabel "Défaillance cardiaque" .
<http://id.nlm.nih.gov/mesh/D006333> a skos:Concept ; skos:prefLabel "Heart Failure, Systolic" .
<mapping/1> a ct:Mapping ; <https://w3id.org/sssom/subject_label> "Heart Failure" .
<organization/x> skos:prefLabel "Hearts" ; ct:comment "failure" .
"""
FOUND = [
    ("Heart Failure", "condition/heart-failure", ("Condition",), None, "exact"),
    ("HEART  failure", "study/NCT1/outcome/1", ("Outcome",), "NCT1", "exact"),
    ("Heart Failure at Night", "study/NCT1", ("ClinicalTrial", "Study"), "NCT1", "prefix"),
    ("Heart Failure, Systolic", "http://id.nlm.nih.gov/mesh/D006333", ("Concept",), None, "prefix"),
    ("Failure of the Left Heart", "study/NCT2", ("Study",), "NCT2", "contains"),
]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    return tmp_path / "graph.ttl"


def told(found: list[FoundNode]) -> list[tuple[str, str, tuple[str, ...], str | None, str]]:
    return [
        (
            each.label,
            each.iri.removeprefix(BASE),
            tuple(name.rpartition("#")[2] for name in each.classes),
            each.study,
            each.holding.value,
        )
        for each in found
    ]


@pytest.mark.parametrize("form", ["ttl", "nq", "nt", "nq.gz", "jsonl", "trig"])
def test_nodes_are_found_by_their_labels_the_closest_first(graph: Path, form: str) -> None:
    path = graph.with_name(f"other.{form}")
    kg.convert(graph, path)
    assert told(list(kg.find(path, "Heart failure"))) == FOUND
    assert told(list(kg.find(path, ["FAILURE", "heart"])))[0][:2] == ("Heart Failure", "condition/heart-failure")


def test_the_folder_of_a_run_is_searched(graph: Path) -> None:
    assert told(list(kg.find(graph.parent, "heart failure"))) == FOUND


def test_letters_that_are_not_ascii_are_found_in_any_case(graph: Path) -> None:
    assert [each.iri for each in kg.find(graph, "DÉFAILLANCE")] == [f"{BASE}condition/coeur"]


SPELLINGS = f"""
@base <{BASE}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<1> skos:prefLabel "Oedema peripheral" . <2> skos:prefLabel "Edema" . <3> skos:prefLabel "Oedema" .
<4> skos:prefLabel "Sickle-Cell Anaemia" . <5> skos:prefLabel "anemia" .
<6> skos:prefLabel "Tumour (C++)" . <7> skos:prefLabel "TUMOR" .
<8> skos:prefLabel "Catheterised" . <9> skos:prefLabel "catheterized" . <10> skos:prefLabel "Poet" .
"""


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (("oedema", "edema", "EDEMA"), ["Edema", "Oedema", "Oedema peripheral"]),
        (("anaemia", "anemia"), ["anemia", "Sickle-Cell Anaemia"]),
        (("tumour", "tumor"), ["TUMOR", "Tumour (C++)"]),
        (("(c++)",), ["Tumour (C++)"]),
        (("catheterised", "catheterized"), ["Catheterised", "catheterized"]),
        (("pet", "p.et"), []),
    ],
)
def test_british_and_american_spellings_find_each_other(
    words: tuple[str, ...], labels: list[str], tmp_path: Path
) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(SPELLINGS)
    with open_files([str(graph)]) as store:
        for word in words:
            in_file = list(kg.find(graph, word))
            assert [each.label for each in in_file] == labels
            assert ranked(labels_in_store(store, [word], spelled=word_pattern), [word], spelled=word_pattern) == in_file


@given(st.text(st.sampled_from("aeoiszydtr"), max_size=12) | st.text(max_size=8))
def test_a_word_matches_its_own_pattern(word: str) -> None:
    assert re.fullmatch(word_pattern(word), word)
    assert re.fullmatch(word_pattern(word), american(word)) or len(word) < 5 or not word.isalpha()


@pytest.mark.parametrize("name", ["Condition", "ct:Condition", "condition", f"{CT}Condition"])
def test_a_class_is_named_in_any_way(graph: Path, name: str) -> None:
    assert [each.iri for each in kg.find(graph, "heart", of_class=name)] == [f"{BASE}condition/heart-failure"]


def test_a_class_may_come_behind_the_label(tmp_path: Path) -> None:
    (tmp_path / "g.nt").write_text(
        '<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Fever" .\n# <urn:b> is no more\n\n'
        f"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CT}Condition> .\n"
        '<urn:b><http://www.w3.org/2004/02/skos/core#prefLabel>"fever\\u0020high".\n'
    )
    found = kg.find(tmp_path / "g.nt", "fever")
    assert [(each.label, each.classes, each.holding) for each in found] == [
        ("Fever", (f"{CT}Condition",), Holding.EXACT),
        ("fever high", (), Holding.PREFIX),
    ]


@pytest.mark.parametrize("way", ["store", "endpoint"])
def test_a_store_and_an_endpoint_give_what_the_file_gives(way: str, tmp_path: Path) -> None:
    source = ROOT / "examples" / "trials"
    file = tmp_path / "g.nq"
    kg.ingest(source, output=file, store=tmp_path / "store", link=False).close()
    expected = list(kg.find(file, "heart failure"))
    assert expected[0].iri == f"{BASE}condition/heart-failure"
    assert len(expected) > 3
    if way == "store":
        assert list(kg.find(tmp_path / "store", "heart failure")) == expected
        return
    with oxigraph_server("--union-default-graph") as address:
        assert kgbuild("load", file, "--to", address, "--preset", "oxigraph").returncode == 0
        assert list(kg.find(f"{address}/query", "heart failure")) == expected


def test_the_command_says_class_and_place_of_each(graph: Path) -> None:
    done = kgbuild("find", graph, "heart", "failure")
    assert done.stdout.splitlines() == [
        "ct:Condition      condition/heart-failure  Heart Failure",
        "ct:Outcome        NCT1                     HEART failure",
        "ct:ClinicalTrial  NCT1                     Heart Failure at Night",
        "skos:Concept      mesh:D006333             Heart Failure, Systolic",
        "ct:Study          NCT2                     Failure of the Left Heart",
    ]
    assert done.stderr == ""


def test_on_a_narrow_terminal_a_label_stands_below(graph: Path) -> None:
    done = kgbuild("find", graph, "left", "heart", COLUMNS="40")
    assert done.stdout == "ct:Study  NCT2\n    Failure of the Left Heart\n"


def test_of_many_nodes_the_first_are_shown(graph: Path) -> None:
    done = kgbuild("find", graph, "heart", "failure", "--most", "1")
    assert done.stdout == "ct:Condition  condition/heart-failure  Heart Failure\n"
    assert done.stderr == "the first 1 of 5 nodes; --most shows more, --class those of one class\n"


def test_json_says_all_of_each(graph: Path) -> None:
    said = json.loads(kgbuild("find", graph, "left", "--json").stdout)
    node = {"label": FOUND[4][0], "iri": f"{BASE}study/NCT2", "classes": [f"{CT}Study"], "study": "NCT2"}
    assert said == {"count": 1, "nodes": [{**node, "holding": "contains"}]}


def test_that_nothing_is_found_is_said(graph: Path) -> None:
    done = kgbuild("find", graph, "xyzzy", "--class", "Study")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no label holds 'xyzzy' in a Study\n")


def test_misuse(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give a word that the labels hold"):
        kg.find(graph, " ")
    with pytest.raises(FileError, match=r"cannot read .*none\.nq"):
        kg.find(tmp_path / "none.nq", "heart")
    (tmp_path / "broken.nt").write_text('<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Fever .\n')
    with pytest.raises(FileError, match="is no valid"):
        kg.find(tmp_path / "broken.nt", "fever")
