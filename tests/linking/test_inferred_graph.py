"""Keywords and other names in the graph: the same whoever works, linked again, in a store, and after a change."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import kg
from kg.linking.installation import build_vocabulary
from kg.pipeline.run import plan
from kg.pipeline.run.executors import LOCAL
from kg.store import load

from . import made_up
from .test_other_names import MORE

AS_OF = "2026-01-01"
MESH = "http://id.nlm.nih.gov/mesh/"
BASE = "https://w3id.org/kgbuild/id/"
CT = "https://w3id.org/kgbuild/ontology#"


@pytest.fixture(scope="module")
def lexicon(cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "desc.xml").write_bytes(made_up.mesh_xml(MORE))
    build_vocabulary(folder, "mesh", [folder / "desc.xml"], built=AS_OF)
    (folder / cities.name).symlink_to(cities)
    return folder


def record(number: int, *keywords: str, conditions: tuple[str, ...], title: str, other: str) -> dict[str, Any]:
    """A study as API v2 gives it."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT9999000{number}", "briefTitle": title},
            "statusModule": {"overallStatus": "COMPLETED", "lastUpdatePostDateStruct": {"date": "2025-01-01"}},
            "conditionsModule": {"conditions": list(conditions), "keywords": list(keywords)},
            "designModule": {"studyType": "INTERVENTIONAL"},
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "QXZ031", "otherNames": [other]}]},
        }
    }


RECORDS = (
    record(1, "Breast cancer", "cohort", conditions=("Lump",), title="A lump", other="Zanolimab"),
    record(2, "NIDDM", "aplastic anemia", conditions=("Aplastic Anemia",), title="NIDDM", other="zano antibody"),
    record(3, "cohort", conditions=(), title="Cells in aplastic anemia", other="QXZ-031"),
    record(4, conditions=("Lump",), title="Another lump", other="Placebo"),
)


def written(folder: Path, *records: dict[str, Any]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = []
    for each in records:
        paths.append(folder / f"{each['protocolSection']['identificationModule']['nctId']}.json")
        paths[-1].write_text(json.dumps(each), encoding="utf-8")
    return paths


def matched(store: pyoxigraph.Store) -> set[tuple[str, str, str]]:
    """Subject, method and object of what is matched, and of the direct links whether they are all there."""
    question = f"""
    SELECT ?s ?method ?o {{
      ?m <http://www.w3.org/2002/07/owl#annotatedSource> ?s ; <http://www.w3.org/2002/07/owl#annotatedTarget> ?o ;
         <http://www.w3.org/2002/07/owl#annotatedProperty> ?p ; <{CT}mappingMethod> ?method .
      ?s ?p ?o . FILTER (STRSTARTS(STR(?o), "{MESH}"))
    }}"""
    answer = store.query(question, use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return {
        (row["s"].value.removeprefix(BASE), row["method"].value.rpartition("/")[2], row["o"].value.removeprefix(MESH))
        for row in answer
    }


def of_file(path: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def inferred(store: pyoxigraph.Store) -> set[tuple[str, str, str]]:
    links = store.quads_for_pattern(None, pyoxigraph.NamedNode(f"{CT}inferredCondition"), None, None)
    found = {each for each in matched(store) if each[0].startswith("study/")}
    assert {(str(each.subject)[1:-1].removeprefix(BASE), each.object.value.removeprefix(MESH)) for each in links} == {  # type: ignore[union-attr]
        (study, term) for study, _, term in found
    }
    return found


EXPECTED = {
    ("study/NCT99990001", "KEYWORD", "D001943"),
    ("study/NCT99990002", "KEYWORD", "D003924"),
    ("study/NCT99990003", "TITLE", "D000741"),
}


@pytest.fixture(scope="module")
def graph(lexicon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    paths = written(folder / "in", *RECORDS)
    kg.ingest(paths, output=folder / "x.nq", lexicon=lexicon, as_of=AS_OF, jobs=1)
    return folder / "x.nq"


def test_what_is_inferred_and_matched(graph: Path) -> None:
    store = of_file(graph)
    assert inferred(store) == EXPECTED
    assert ("treatment/qxz031", "OTHER_NAME", "D000101") in matched(store)
    names = store.quads_for_pattern(
        pyoxigraph.NamedNode(f"{BASE}treatment/qxz031"), pyoxigraph.NamedNode(f"{CT}otherName"), None, None
    )
    assert {(str(each.object), str(each.graph_name)) for each in names} == {
        (f'"{name}"', f"<{BASE}graph/shared>") for name in ("Placebo", "QXZ-031", "Zanolimab", "zano antibody")
    }


@pytest.mark.slow
@pytest.mark.parametrize("options", [{"jobs": 2}, {"jobs": 2, "cluster": LOCAL}], ids=["processes", "dask"])
def test_whoever_works_infers_the_same(
    options: dict[str, Any], graph: Path, lexicon: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "_FILES", 1)
    paths = sorted((graph.parent / "in").iterdir())
    kg.ingest(paths, output=tmp_path / "x.nq", lexicon=lexicon, as_of=AS_OF, **options)
    assert (tmp_path / "x.nq").read_bytes() == graph.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["nq", "trig", "ttl", "nt", "jsonld"])
def test_linked_again_the_graph_says_the_same(
    extension: str, graph: Path, lexicon: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "_FILES", 1)  # a batch a study: what is inferred stands behind all other links
    paths = sorted((graph.parent / "in").iterdir())
    linked, bare = tmp_path / f"a.{extension}", tmp_path / f"b.{extension}"
    kg.ingest(paths, output=linked, lexicon=lexicon, as_of=AS_OF)
    kg.ingest(paths, output=bare, link=False, as_of=AS_OF)
    kg.link(bare, lexicon=lexicon)
    again = tmp_path / f"c.{extension}"
    kg.link(linked, output=again, lexicon=lexicon)
    if extension in ("nq", "trig"):
        assert linked.read_bytes() == bare.read_bytes() == again.read_bytes()
    expected = {quad.triple for quad in load([str(graph)])}
    for path in (linked, bare, again):
        assert {quad.triple for quad in load([str(path)])} == expected


def test_in_whatever_order_records_come_the_same_is_matched(graph: Path, lexicon: Path, tmp_path: Path) -> None:
    paths = sorted((graph.parent / "in").iterdir(), reverse=True)
    kg.ingest(paths, output=tmp_path / "x.nq", lexicon=lexicon, as_of=AS_OF)
    assert matched(of_file(tmp_path / "x.nq")) == matched(of_file(graph))


def test_a_store_forgets_what_was_inferred_of_a_record_that_says_it_no_longer(lexicon: Path, tmp_path: Path) -> None:
    folder, into = tmp_path / "in", tmp_path / "store"
    kg.ingest(written(folder, *RECORDS), store=into, lexicon=lexicon, as_of=AS_OF)
    assert inferred(pyoxigraph.Store.read_only(str(into / "graph"))) == EXPECTED
    changed = record(1, "cohort", conditions=("Lump",), title="A lump", other="Yanolimab")
    changed["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2025-02-02"
    kg.ingest(written(folder, changed), store=into, lexicon=lexicon, as_of=AS_OF)
    store = pyoxigraph.Store.read_only(str(into / "graph"))
    assert inferred(store) == EXPECTED - {("study/NCT99990001", "KEYWORD", "D001943")}
