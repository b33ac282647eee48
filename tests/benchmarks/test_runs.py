"""Which round of a run counts, and that the timers still stand in the functions of a run."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.iris import BASE
from kg.pipeline.run.ingest import Output, Request, ingest
from kg.pipeline.run.recipe import Recipe
from kg.rdf import Format
from tests.benchmarks.once import Measured, Taken
from tests.benchmarks.runs import Run
from tests.benchmarks.timers import PARTS, timers

_TAKEN = Taken(1, 1, 0, 0, 1.0, 1.0, 0.0, 1, 1, 1, 1, {})


def _round(wall: float, others: float) -> Measured:
    return Measured(_TAKEN, wall, 0.0, 0.0, others)


def test_the_median_of_the_three_quietest_rounds_counts() -> None:
    run = Run("a", [_round(9, 0.01), _round(1, 0.9), _round(7, 0.02), _round(2, 0.8), _round(8, 0.03)])
    assert run.median.wall == 8
    assert run.is_quiet


def test_a_run_with_two_quiet_rounds_is_not_quiet() -> None:
    assert not Run("a", [_round(1, 0.01), _round(1, 0.02), _round(1, 0.2)]).is_quiet
    assert not Run("a", [_round(1, 0.01), _round(1, 0.02)]).is_quiet


def _ingested(source: Path, target: Path) -> bytes:
    recipe = Recipe(BASE, checked=True)
    as_of = datetime(2026, 1, 1, tzinfo=UTC)
    paths, output = [str(source)], Output(str(target), Format.NQUADS)
    ingest(Request(paths=paths, outputs=lambda _: [output], recipe=recipe, as_of=as_of, versions=("kgbuild",), jobs=1))
    return target.read_bytes()


@pytest.mark.slow
def test_a_run_with_timers_writes_the_same_and_charges_each_part(data: Path, tmp_path: Path) -> None:
    source = data / "ctgov-v2-results.zip"
    plain = _ingested(source, tmp_path / "plain.nq")
    with timers() as parts:
        assert _ingested(source, tmp_path / "timed.nq") == plain
    assert {key for key, seconds in parts.items() if seconds > 0} >= PARTS.keys() - {"start", "link", "copy"}
