"""Records with results in a store: their two graphs are replaced, removed, kept and counted as one record."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from msgspec.structs import replace

import kg
from kg.rdf import is_of_results, results_of
from kg.result_record import Measurement, OutcomeResult, ResultGroup, Results
from kg.store import reading
from tests.vocabulary import ROOT

from .making import fill, study
from .test_embedded import description, made, quads

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
ID = "NCT99999905"


def with_results(number: int, *values: str, publisher: str = "ctgov") -> kg.Study:
    cells = tuple(Measurement(group=1, row=f"Week {place}", value=value) for place, value in enumerate(values))
    outcome = OutcomeResult(title="Pain", measurements=cells)
    results = Results(groups=(ResultGroup(title="Mint"),), outcomes=(outcome,))
    # What is read otherwise has another title here, and so another hash.
    return replace(study(number, publisher=publisher), title=f"Trial {number} of {values}", results=results)


def graphs(folder: Path) -> set[str]:
    with reading(str(folder)) as store:
        return {str(each) for each in store.named_graphs()}


def of_results(folder: Path) -> set[str]:
    return {each for each in graphs(folder) if is_of_results(each)}


def test_the_graph_of_results_is_that_of_the_record_with_a_segment_more() -> None:
    graph = "<https://w3id.org/kgbuild/id/record/ctgov/NCT1>"
    assert results_of(graph) == "<https://w3id.org/kgbuild/id/record/ctgov/NCT1/results>"
    assert is_of_results(results_of(graph))
    assert is_of_results("<https://example.org/g#record/ctgov/CTRI%2F1/results>")
    assert not any(
        map(is_of_results, (graph, "<https://w3id.org/kgbuild/id/graph/results>", "<x:record/ctgov/results>"))
    )


def test_a_new_store_holds_both_graphs(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_results(1, "4"), study(2))
    assert len(of_results(folder)) == 1


def test_replacing_takes_both_graphs_for_one_record(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_results(1, "4", "5"), with_results(2, "6"))
    changes = fill(folder, with_results(1, "4", "7"), with_results(2, "6"))
    assert (changes.new, changes.changed, changes.unchanged) == (0, 1, 1)
    fresh = made(tmp_path / "fresh", with_results(1, "4", "7"), with_results(2, "6"))
    assert quads(folder) == quads(fresh)
    assert description(folder) == description(fresh)


def test_a_record_that_has_no_results_any_more_loses_their_graph(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_results(1, "4"))
    assert fill(folder, study(1)).changed == 1
    assert of_results(folder) == set()
    assert quads(folder) == quads(made(tmp_path / "fresh", study(1)))


def test_a_record_that_goes_takes_its_results_along(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_results(1, "4"), study(2))
    changes = fill(folder, study(2), prune=True)
    assert (changes.gone, changes.pruned) == (1, True)
    assert quads(folder) == quads(made(tmp_path / "fresh", study(2)))
    assert description(folder) == description(tmp_path / "fresh")


def test_of_a_record_that_leads_no_longer_the_results_are_the_records_own(tmp_path: Path) -> None:
    fill(tmp_path / "parts", with_results(1, "4", publisher="meddatax"))
    fill(tmp_path / "parts", study(1))
    once = made(tmp_path / "once", study(1), with_results(1, "4", publisher="meddatax"))
    assert quads(tmp_path / "parts") == quads(once)
    subjects = {str(quad.subject) for quad in quads_of_results(tmp_path / "parts")}
    assert {subject.startswith("<https://w3id.org/kgbuild/id/record/meddatax/") for subject in subjects} == {True}


def quads_of_results(folder: Path) -> list[pyoxigraph.Quad]:
    with reading(str(folder)) as store:
        return [quad for quad in store if is_of_results(str(quad.graph_name))]


# The command's verbs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kg.ingest([EXAMPLE], store=tmp_path / "s", link=False, as_of="2026-01-01")
    return tmp_path / "s"


@pytest.mark.slow
def test_the_same_again_is_unchanged_and_without_results_it_is_not(folder: Path, tmp_path: Path) -> None:
    before = quads(folder)
    kg.ingest([EXAMPLE], store=folder, link=False, as_of="2026-01-01")
    assert quads(folder) == before
    assert len(of_results(folder)) == 1
    kg.ingest([EXAMPLE], store=folder, link=False, results=False, as_of="2026-01-01")
    assert of_results(folder) == set()
    kg.ingest([EXAMPLE], store=tmp_path / "without", link=False, results=False, as_of="2026-01-01")
    assert quads(folder) == quads(tmp_path / "without")


def test_remove_takes_both_graphs(folder: Path) -> None:
    removed = kg.remove(folder, [ID])
    assert removed.records == 1
    assert not any("/record/" in graph for graph in graphs(folder))


def test_exported_and_written_graphs_are_the_same(folder: Path, tmp_path: Path) -> None:
    kg.export(folder, tmp_path / "exported.nq")
    kg.write(kg.read(EXAMPLE), tmp_path / "written.nq", as_of="2026-01-01")
    record = f"/record/ctgov/{ID}"
    lines = [
        sorted(each for each in (tmp_path / name).read_text(encoding="utf-8").splitlines() if record in each)
        for name in ("exported.nq", "written.nq")
    ]
    assert lines[0] == lines[1]


def test_two_graphs_that_differ_in_a_number_differ_in_that_study(tmp_path: Path) -> None:
    record = json.loads(EXAMPLE.read_bytes())
    record["resultsSection"]["adverseEventsModule"]["otherEvents"][0]["stats"][0]["numAffected"] = 8
    (tmp_path / "b.json").write_text(json.dumps(record), encoding="utf-8")
    for name, source in (("a", EXAMPLE), ("b", tmp_path / "b.json")):
        kg.write(kg.read(source), tmp_path / f"{name}.nq", as_of="2026-01-01")
    (found,) = kg.diff(tmp_path / "a.nq", tmp_path / "b.nq").studies
    assert found.study == ID
    changed = [value for node in found.nodes for value in node.values if value.predicate.endswith("#affected>")]
    assert [(each.before[0][1], each.after[0][1]) for each in changed] == [("7", "8")]


@pytest.mark.parametrize("extension", ["nq", "trig", "ttl", "nt", "jsonld", "jsonl"])
def test_every_format_holds_the_results(extension: str, tmp_path: Path) -> None:
    kg.write(kg.read(EXAMPLE), tmp_path / f"a.{extension}", as_of="2026-01-01")
    kg.convert(tmp_path / f"a.{extension}", tmp_path / "b.nt")
    text = (tmp_path / "b.nt").read_text(encoding="utf-8")
    assert text.count("<https://w3id.org/kgbuild/ontology#Cell>") == CELLS


CELLS = 38
