"""Shared nodes are merged, matched and checked span by span, and nothing shows where a span ends."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.countries import COUNTRIES
from kg.iris import BASE, ONTOLOGY
from kg.pipeline.run import run as runs
from kg.pipeline.run.sorted_runs import Cuts, cut
from kg.rdf import Format, parse, shipped_definitions
from kg.rdf.terms import RDF_TYPE

from .making import export


def graph(source: Path, folder: Path, *options: str) -> tuple[bytes, str]:
    """The graph of some records, and the report on them."""
    folder.mkdir()
    target = [str(source), "-o", str(folder / "g.nq"), "--report", str(folder / "report.jsonl")]
    done = CliRunner().invoke(app, ["ingest", *target, "--as-of", "2026-01-01", *options])
    assert done.exit_code in (0, 1), done.output
    return (folder / "g.nq").read_bytes(), (folder / "report.jsonl").read_text()


def span_count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many spans each run from now on cuts: of shared nodes, then of their names."""
    counts = []

    def counted(places: Sequence[Path], *, size: int) -> Cuts:
        cuts = cut(places, size=size)
        counts.append(len(cuts.spans))
        return cuts

    monkeypatch.setattr(runs, "cut", counted)
    return counts


@pytest.mark.slow
def test_the_graph_and_its_findings_are_the_same_whatever_the_spans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.run.survey.BATCH", 20)
    monkeypatch.setattr("kg.pipeline.run.plan._SMALL", 1_000)
    monkeypatch.setattr("kg.pipeline.run.sorted_runs._BLOCK", 200)
    counts = span_count(monkeypatch)
    source = export(tmp_path / "all.jsonl", 150)
    whole = graph(source, tmp_path / "whole")
    monkeypatch.setattr(runs, "_SPAN", 1_000)
    assert graph(source, tmp_path / "cut") == whole
    assert counts[:2] == [1, 1]
    assert counts[2] > 20


@pytest.mark.slow
def test_real_records_give_the_same_graph_whatever_the_spans(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = span_count(monkeypatch)
    source = data / "ctgov-xml-results.zip"
    whole = graph(source, tmp_path / "whole")
    monkeypatch.setattr(runs, "_SPAN", 20_000)
    assert graph(source, tmp_path / "cut") == whole
    assert counts[2] > counts[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize("source", ["ctgov-xml-results.zip", "ctgov-v2-list.json"])
def test_countries_and_places_are_what_their_iris_say(source: str, data: Path, tmp_path: Path) -> None:
    said: dict[str, set[tuple[str, str]]] = {}
    led_to: set[str] = set()
    content, _ = graph(data / source, tmp_path / "g", "--no-link")
    for subject, predicate, term, _ in parse(content, Format.NQUADS, name="g.nq", definitions=shipped_definitions()):
        said.setdefault(subject, set()).add((predicate, term))
        led_to.add(term)
    for beginning, kind in (("country/", "Country"), ("place/", "Place")):
        prefix = f"<{BASE}{beginning}"
        nodes = {term for term in led_to if term.startswith(prefix) and not term.endswith("/point>")}
        assert nodes
        for node in nodes:
            code = node.removeprefix(prefix)[:-1]
            assert (RDF_TYPE, f"<{ONTOLOGY}{kind}>") in said[node]
            codes = {term for predicate, term in said[node] if predicate == f"<{ONTOLOGY}countryCode>"}
            assert codes == ({f'"{code}"'} if code in COUNTRIES else set()), node
