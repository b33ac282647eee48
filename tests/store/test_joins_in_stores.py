"""A store that is filled by several runs has the joins that a file of the same records has, decisions too."""

from pathlib import Path

import pytest

import kg
from kg.pipeline.graph.graph_file import quads_of
from kg.rdf import Quad
from kg.rdf.derived_terms import JOIN_NODES, JOIN_PREDICATES
from tests.joining.several_registries import CANDIDATE, DRKS, NCT, written
from tests.joining.test_merge import decide, joins, one
from tests.servers import oxigraph_server

IDS = (DRKS, NCT)
AS_OF = "2026-01-01"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return written(tmp_path_factory.mktemp("made") / "files")


@pytest.fixture(scope="module")
def graph(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.ingest(files, output=path, link=False, as_of=AS_OF).close()
    return path


def into(store: Path, *files: Path, **more: object) -> None:
    kg.ingest(files, store=store, link=False, as_of=AS_OF, **more).close()  # type: ignore[arg-type]


def is_description(quad: Quad) -> bool:
    return quad[3].endswith("graph/build>")


def whole(graph: Path) -> set[Quad]:
    return {quad for quad in quads_of(str(graph)) if not is_description(quad)}


def test_a_new_store_has_the_joins_of_the_file(files: list[Path], graph: Path, tmp_path: Path) -> None:
    into(tmp_path / "store", *files)
    assert whole(tmp_path / "store") == whole(graph)


@pytest.mark.slow
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_store_filled_by_several_runs_has_them_too(
    order: tuple[int, ...], files: list[Path], graph: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    for number in order:
        into(store, files[number])
    assert joins(store)
    assert whole(store) == whole(graph)
    into(tmp_path / "once", *files)
    assert kg.stats(store) == kg.stats(tmp_path / "once")


@pytest.mark.slow
def test_a_record_that_changes_or_goes_takes_its_joins_along(files: list[Path], tmp_path: Path) -> None:
    store, changed = tmp_path / "store", tmp_path / "drks.json"
    into(store, *files)
    assert one(store, "sameStudy") == {IDS}
    changed.write_text(files[1].read_text(encoding="utf-8").replace(NCT, "NCT99999999"), encoding="utf-8")
    into(store, changed)
    assert one(store, "sameStudy") == set()
    assert one(store, "canonicalStudy") == set()
    into(store, files[1])
    assert one(store, "sameStudy") == {IDS}
    kg.remove(store, NCT)
    assert one(store, "sameStudy") == set()
    assert one(store, "discrepancy") == set()
    assert one(store, "possiblySameStudy") == {CANDIDATE}


@pytest.mark.slow
def test_decisions_hold_in_a_store_through_new_runs(files: list[Path], graph: Path, tmp_path: Path) -> None:
    store, sheet, merged = tmp_path / "store", tmp_path / "sheet.csv", tmp_path / "merged.nq"
    into(store, files[0])
    into(store, files[1], files[2])
    assert kg.merge(store, sheet).written == (str(sheet),)
    decide(sheet, {CANDIDATE: "same", IDS: "different"}, decided_by="A. Reader")
    assert kg.merge(store, sheet).written == (str(sheet), str(store))
    assert one(store, "sameStudy") == {CANDIDATE}
    kg.merge(graph, sheet, merged)
    assert joins(store) == joins(merged)
    kg.remove(store, NCT)
    into(store, files[0])
    assert joins(store) == joins(merged)
    into(store, *files, forget_curation=True)
    assert joins(store) == joins(graph)
    into(store, *files, decisions=sheet)
    assert joins(store) == joins(merged)


@pytest.mark.slow
def test_a_store_and_a_file_give_the_same_joins_to_a_server(files: list[Path], graph: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for each in files:
        into(store, each)
    wanted = " ".join(f"({name})" for name in sorted(JOIN_PREDICATES))
    links = f"SELECT ?s ?p ?o {{ VALUES (?p) {{ {wanted} }} ?s ?p ?o }} ORDER BY ?s ?p ?o"
    nodes = "|".join(JOIN_NODES)
    evidence = f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(REGEX(STR(?s), '/({nodes})')) }} ORDER BY ?s ?p ?o"
    answers = []
    for source in (store, graph):
        with oxigraph_server("--union-default-graph") as address:
            kg.load(source, address)
            with kg.open(f"{address}/query") as endpoint:
                answers.append([endpoint.query(each).rows for each in (links, evidence)])
    assert answers[0] == answers[1]
    assert all(answers[0])
