"""The arms that groups of results report, in stores and files: they come, change and go with the record alone."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from msgspec.structs import replace

import kg
from kg.rdf.derived_terms import ARM_EVIDENCE, REPORTS_ARM
from kg.result_record import ResultGroup, Results
from kg.store import reading
from tests.vocabulary import ROOT

from .making import fill, study
from .test_embedded import description, made, quads

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
ID = "NCT99999905"


def with_groups(number: int, *titles: str, publisher: str = "ctgov") -> kg.Study:
    """A study of the arms A and B, with groups of results."""
    results = Results(groups=tuple(ResultGroup(title=each) for each in titles))
    # What is read otherwise has another title here, and so another hash.
    return replace(study(number, publisher=publisher), title=f"Trial {number} of {titles}", results=results)


def ties(folder: Path) -> int:
    """How many groups are tied to an arm; each tie has its node."""
    links, kinds = "https://w3id.org/kgbuild/id/graph/links", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    with reading(str(folder)) as store:
        graph = pyoxigraph.NamedNode(links)
        count = sum(1 for _ in store.quads_for_pattern(None, pyoxigraph.NamedNode(REPORTS_ARM[1:-1]), None, graph))
        typed = store.quads_for_pattern(None, pyoxigraph.NamedNode(kinds), None, graph)
        assert sum(ARM_EVIDENCE in str(quad.subject) for quad in typed) == count
    return count


def test_replacing_a_record_replaces_its_ties_and_no_others(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_groups(1, "A", "B"), with_groups(2, "A"))
    assert ties(folder) == 3
    changes = fill(folder, with_groups(1, "Arm A"), with_groups(2, "A"))
    assert (changes.new, changes.changed, changes.unchanged) == (0, 1, 1)
    fresh = made(tmp_path / "fresh", with_groups(1, "Arm A"), with_groups(2, "A"))
    assert quads(folder) == quads(fresh)
    assert description(folder) == description(fresh)
    assert ties(folder) == 2


def test_a_record_whose_groups_go_loses_its_ties(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_groups(1, "A", "B"))
    fill(folder, study(1))
    assert quads(folder) == quads(made(tmp_path / "fresh", study(1)))
    assert ties(folder) == 0


def test_a_record_that_goes_takes_its_ties_along(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", with_groups(1, "A", "B"), with_groups(2, "A"))
    assert fill(folder, with_groups(2, "A"), prune=True).gone == 1
    assert quads(folder) == quads(made(tmp_path / "fresh", with_groups(2, "A")))
    assert description(folder) == description(tmp_path / "fresh")


def test_a_record_that_leads_no_longer_has_no_ties(tmp_path: Path) -> None:
    fill(tmp_path / "parts", with_groups(1, "A", publisher="meddatax"))
    assert ties(tmp_path / "parts") == 1
    fill(tmp_path / "parts", study(1))
    once = made(tmp_path / "once", study(1), with_groups(1, "A", publisher="meddatax"))
    assert quads(tmp_path / "parts") == quads(once)
    assert ties(once) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kg.ingest([EXAMPLE], store=tmp_path / "s", link=False, as_of="2026-01-01")
    return tmp_path / "s"


@pytest.mark.slow
def test_ties_need_no_linking_but_results(folder: Path) -> None:
    assert ties(folder) == 2
    before = quads(folder)
    kg.ingest([EXAMPLE], store=folder, link=False, as_of="2026-01-01")
    assert quads(folder) == before
    kg.ingest([EXAMPLE], store=folder, link=False, results=False, as_of="2026-01-01")
    assert ties(folder) == 0
    assert not any(f"{ID}/result-group/" in quad or f"{ID}/group-arm/" in quad for quad in quads(folder))


def test_removing_a_study_removes_its_ties(folder: Path) -> None:
    kg.remove(folder, [ID])
    assert ties(folder) == 0
    assert not any(ID in quad for quad in quads(folder))


def test_a_graph_without_results_has_no_ties(tmp_path: Path) -> None:
    for name, results in (("with", True), ("without", False)):
        kg.ingest([EXAMPLE], output=tmp_path / f"{name}.nq", link=False, results=results, as_of="2026-01-01")
    with_ties, without = ((tmp_path / f"{name}.nq").read_text(encoding="utf-8") for name in ("with", "without"))
    assert with_ties.count(REPORTS_ARM) == 2
    assert "group-arm" not in without
    assert REPORTS_ARM not in without


@pytest.mark.parametrize("extension", ["nq", "ttl"])
def test_linking_again_keeps_the_ties(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{extension}"
    kg.ingest([EXAMPLE], output=path, as_of="2026-01-01")
    kg.link(path, output=tmp_path / f"b.{extension}")
    assert kg.diff(path, tmp_path / f"b.{extension}").studies == ()
    kg.convert(tmp_path / f"b.{extension}", tmp_path / "b.nt")
    text = (tmp_path / "b.nt").read_text(encoding="utf-8")
    assert text.count(f" {REPORTS_ARM} ") == 2
    assert text.count(f"{ARM_EVIDENCE}") == 2 * 7


def test_another_title_differs_in_the_tie_of_that_study(tmp_path: Path) -> None:
    record = json.loads(EXAMPLE.read_bytes())
    text = json.dumps(record).replace('"title": "Mint First"', '"title": "Peppermint"')
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    for name, source in (("a", EXAMPLE), ("b", tmp_path / "b.json")):
        kg.ingest([source], output=tmp_path / f"{name}.nq", link=False, as_of="2026-01-01")
    (found,) = kg.diff(tmp_path / "a.nq", tmp_path / "b.nq").studies
    assert found.study == ID
    assert [each.change for each in found.nodes if ARM_EVIDENCE in each.node] == ["removed"]


def test_no_rule_finds_a_fault_in_ties(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    kg.ingest([EXAMPLE], output=path, link=False, as_of="2026-01-01")
    found = kg.validate(path, strict_shapes=True)
    assert [each for each in found.findings if "GA" in str(each) or "GroupArm" in str(each)] == []
