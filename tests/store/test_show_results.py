"""What a screen says of the results of a study: how many of each there are."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import kg
from kg.record import Origin, Study
from kg.result_record import AdverseEvent, EventCount, Measurement, OutcomeResult, ResultGroup, Results
from kg.sources.reading import Reading
from kg.store import load, study_screen
from tests.vocabulary import ROOT

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)

SCREENS = {
    60: [
        "results      5 groups, 1 period, 2 baseline measures",
        "             4 outcomes (1 primary) with 2 analyses, 4",
        "               adverse events (1 serious)",
    ],
    80: [
        "results      5 groups, 1 period, 2 baseline measures",
        "             4 outcomes (1 primary) with 2 analyses, 4 adverse events (1",
        "               serious)",
    ],
    120: [
        "results      5 groups, 1 period, 2 baseline measures",
        "             4 outcomes (1 primary) with 2 analyses, 4 adverse events (1 serious)",
    ],
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show") / "out"
    kg.ingest(EXAMPLE, out_dir=folder, as_of=AS_OF).close()
    return folder


@pytest.mark.parametrize("width", SCREENS)
def test_results_are_counted_in_two_lines_behind_the_outcomes(graph: Path, width: int) -> None:
    lines = kg.show(graph, "NCT99999905", width=width).splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("results"))
    assert lines[first : first + len(SCREENS[width])] == SCREENS[width]
    assert lines[first - 1].strip().startswith("and 2 secondary")
    assert max(map(len, lines[first : first + 3])) <= width


def screen(tmp_path: Path, *readings: Reading) -> Iterator[str]:
    kg.write(readings, tmp_path / "graph.nq", as_of=AS_OF)
    return study_screen(load([str(tmp_path / "graph.nq")]), "NCT99990001", width=100)


def reading(publisher: str, results: Results | None) -> Reading:
    study = Study(id="NCT99990001", publisher=publisher, title="Cells", results=results)
    sha256 = publisher.encode().hex()[:2] * 32
    return Reading(origin=Origin(name=f"{publisher}.json", sha256=sha256, format="made-up"), study=study)


GROUPS = (ResultGroup(title="Mint"), ResultGroup(title="Total", total=True))


def test_the_total_of_all_groups_is_no_group_and_one_is_not_called_many(tmp_path: Path) -> None:
    outcome = OutcomeResult(title="Pain", measurements=(Measurement(group=1, value="4"),))
    event = AdverseEvent(term="Cough", serious=False, counts=(EventCount(group=1, affected=1),))
    lines = list(screen(tmp_path, reading("ctgov", Results(groups=GROUPS, outcomes=(outcome,), events=(event,)))))
    assert lines[1:3] == ["results      1 group", "             1 outcome, 1 adverse event"]
    assert lines[-1] == "more         kgbuild report shows its results; --all shows all that the graph says of it"


def test_results_without_tables_are_posted_and_without_results_nothing_is_said(tmp_path: Path) -> None:
    lines = list(screen(tmp_path, reading("ctgov", Results(limitations="Few took part."))))
    assert lines[1] == "results      posted"
    (tmp_path / "other").mkdir()
    assert not any("results" in line for line in screen(tmp_path / "other", reading("ctgov", None)))


def test_results_of_another_publisher_stand_with_its_record(tmp_path: Path) -> None:
    lines = list(screen(tmp_path, reading("ctgov", None), reading("euctr", Results(groups=GROUPS))))
    assert "             it says: results 1 group" in lines
