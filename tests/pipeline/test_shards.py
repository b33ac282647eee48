"""An output in shards: the same triples as in one file, none twice, each shard whole by itself."""

from pathlib import Path

import pyoxigraph
import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from tests.effort import daily

from .making import export

FORMATS = {"nq": pyoxigraph.RdfFormat.N_QUADS, "ttl": pyoxigraph.RdfFormat.TURTLE, "trig": pyoxigraph.RdfFormat.TRIG}


def ingest(*arguments: object) -> str:
    done = CliRunner().invoke(app, ["ingest", "--no-link", "--as-of", "2026-01-01", *map(str, arguments)])
    assert done.exit_code in (0, 1, 2), done.output
    return done.output


def quads(path: Path) -> list[str]:
    form = FORMATS[path.suffix.removeprefix(".")]
    return [str(quad) for quad in pyoxigraph.parse(path=path, format=form)]


@pytest.mark.parametrize("extension", daily(FORMATS, {"nq"}))
def test_the_shards_are_the_whole(extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.run.survey.BATCH", 20)
    monkeypatch.setattr("kg.pipeline.run.plan._SMALL", 1_000)
    source = export(tmp_path / "all.jsonl", 150)
    ingest(source, "-o", tmp_path / f"whole.{extension}")
    ingest(source, "-o", tmp_path / f"part.{extension}", "--shards", 3)
    shards = sorted(tmp_path.glob(f"part-*.{extension}"))
    assert [path.stem for path in shards] == ["part-1", "part-2", "part-3", "part-shared"]
    parts = [quads(path) for path in shards]
    assert all(parts)
    together = [quad for part in parts for quad in part]
    assert len(together) == len(set(together))
    assert set(together) == set(quads(tmp_path / f"whole.{extension}"))


def test_more_shards_than_batches_are_empty_files(tmp_path: Path) -> None:
    ingest(export(tmp_path / "all.jsonl", 3), "-o", tmp_path / "part.nq", "--shards", 12)
    sizes = [path.stat().st_size for path in sorted(tmp_path.glob("part-[0-9]*.nq"))]
    assert len(sizes) == 12
    assert sum(size > 0 for size in sizes) == 1


def test_a_json_document_cannot_be_cut(tmp_path: Path) -> None:
    said = ingest(export(tmp_path / "all.jsonl", 3), "-o", tmp_path / "a.jsonld", "--shards", 2)
    assert "cannot be cut in shards" in said
    assert not list(tmp_path.glob("*.jsonld"))


def test_by_default_shards_are_packed_quads(tmp_path: Path) -> None:
    ingest(export(tmp_path / "all.jsonl", 3), "--out-dir", tmp_path / "out", "--shards", 1)
    assert (tmp_path / "out" / "graph.ttl").exists()
    ingest(export(tmp_path / "all.jsonl", 3), "--out-dir", tmp_path / "cut", "--shards", 2)
    assert {path.name for path in (tmp_path / "cut").glob("graph*")} == {
        "graph-1.nq.gz",
        "graph-2.nq.gz",
        "graph-shared.nq.gz",
    }


def test_the_reference_engine_finds_what_ours_does(tmp_path: Path) -> None:
    source = export(tmp_path / "all.jsonl", 5)
    reports = []
    for engine in ("kgbuild", "pyshacl"):
        report = tmp_path / f"{engine}.csv"
        ingest(source, "-o", tmp_path / "graph.nq", "--engine", engine, "--report", report)
        reports.append(report.read_text())
    assert reports[0] == reports[1]
    assert "finding" in reports[0]
    said = ingest(source, "-o", "-", "--format", "nq", "--engine", "pyshacl")
    assert "--engine pyshacl checks the written file" in said
