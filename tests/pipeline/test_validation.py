"""Checked in pieces while it is built, a graph has the findings of the whole, in whatever format it was written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import kg
from kg.iris import Minter
from kg.pipeline.graph.build import GraphBuilder
from kg.pipeline.graph.shape_checks import ShapeChecker, Validated
from kg.pipeline.run.options import ValidateOptions
from kg.pipeline.run.outputs import open_output
from kg.pipeline.verbs.validate import validate
from kg.rdf import Format, open_writer, shipped_context, shipped_definitions
from kg.sources.reading import Reading
from tests.shacl.real import pages, readings_of

TRIALS = Path(__file__).parent.parent.parent / "examples" / "trials"
STUDIES = 40


def built(readings: Sequence[Reading], path: Path, *, max_findings: int | None = None) -> Validated:
    """What the pipeline finds while it writes a graph."""
    mint, checker = Minter(), ShapeChecker(max_findings)
    form = form_of(path)
    with open_output(str(path)) as stream:
        writer = open_writer(form, stream, context=shipped_context(), base=mint.base, definitions=shipped_definitions())
        builder = GraphBuilder(mint=mint, writers=(writer,), checker=checker)
        for reading in readings:
            if reading.study:
                builder.add(reading.study, reading.origin, leading=True)
        builder.finish(as_of=datetime(2026, 1, 1, tzinfo=UTC), versions=("kgbuild test",))
    return checker.validated()


def form_of(path: Path) -> Format:
    return next(form for form in Format if form.value.extension == path.suffix.removeprefix("."))


@pytest.fixture(scope="module")
def examples() -> list[Reading]:
    return list(kg.read(TRIALS))


@pytest.fixture(scope="module")
def real(data: Path) -> list[Reading]:
    return [each for page in pages(data / "ctgov-v2.zip")[:STUDIES] for each in readings_of(*page)]


@pytest.mark.parametrize("form", Format, ids=lambda form: form.value.extension)
def test_the_pieces_have_the_findings_of_the_whole(examples: list[Reading], tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"graph.{form.value.extension}"
    pieces, whole = built(examples, path), validate(ValidateOptions(path))
    assert pieces == whole
    assert pieces.report.count > 0


@pytest.mark.slow
@pytest.mark.parametrize("max_findings", [None, 5, 0])
def test_of_real_studies_too_with_any_cap(real: list[Reading], tmp_path: Path, max_findings: int | None) -> None:
    """Shared nodes are named by many studies, and what is found on them is found once."""
    path = tmp_path / "graph.nq"
    pieces = built(real, path, max_findings=max_findings)
    assert pieces == validate(ValidateOptions(path, max_findings=max_findings))
    assert len({each.order for each in pieces.report.findings}) == len(pieces.report.findings)
    assert all(
        rule.kept == min(rule.count, rule.count if max_findings is None else max_findings)
        for rule in pieces.report.rules
    )


def test_labels_of_nodes_that_are_not_kept_are_let_go(
    real: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.graph.shape_checks._FEW_LABELS", 3)
    few = built(list(reversed(real)), tmp_path / "graph.nq", max_findings=2)
    assert set(few.labels) <= {each.focus for each in few.report.findings}
    assert few == built(real, tmp_path / "graph.nq", max_findings=2)
