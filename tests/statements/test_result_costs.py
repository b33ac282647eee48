"""What results cost: a large study little time and memory, and a record without results nothing."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import kg
from kg.iris import Minter
from kg.pipeline.graph.shape_checks import ShapeChecker
from kg.sources.ctgov import CTGOV_V2
from kg.statements import Teller
from tests.conftest import ROOT
from tests.growth import assert_linear
from tests.store.test_bounds import MEASURED

WITHOUT = ROOT / "examples" / "exports" / "NCT99999901.json"
WITH = ROOT / "tests" / "golden" / "mint-oil-crossover.json"


def record(cells: int) -> bytes:
    """A record of the API with so many cells: 20 groups, 400 cells an outcome."""
    groups = [{"id": f"OG{number:03}", "title": f"Dose {number}"} for number in range(20)]
    denoms = [{"units": "Participants", "counts": [{"groupId": each["id"], "value": "40"} for each in groups]}]
    outcomes = [
        {
            "type": "SECONDARY",
            "title": f"Level {number}",
            "paramType": "MEAN",
            "dispersionType": "Standard Deviation",
            "unitOfMeasure": "ng/mL",
            "groups": groups,
            "denoms": denoms,
            "classes": [
                {
                    "title": f"Week {week}",
                    "categories": [
                        {
                            "measurements": [
                                {"groupId": each["id"], "value": f"{week}.{place}", "spread": "0.5"}
                                for place, each in enumerate(groups)
                            ]
                        }
                    ],
                }
                for week in range(20)
            ],
        }
        for number in range(cells // 400)
    ]
    return json.dumps(
        {
            "protocolSection": {"identificationModule": {"nctId": "NCT99990001", "briefTitle": "Many doses"}},
            "resultsSection": {"outcomeMeasuresModule": {"outcomeMeasures": outcomes}},
            "hasResults": True,
        }
    ).encode()


def check(content: bytes, *, checker: ShapeChecker | None = None) -> None:
    """Reads a record, tells and checks it."""
    tell, checker = Teller(Minter()), checker or ShapeChecker()
    before = checker.findings.tally.count
    reading = CTGOV_V2.read(content, name="a.json")
    assert reading.study
    told = tell(reading.study, origin=reading.origin)
    for graph in told.graphs:
        checker.note(checker.found(graph), graph)
    assert checker.findings.tally.count < before + 100


def test_cells_are_read_told_and_checked_in_time_that_grows_with_them() -> None:
    checker = ShapeChecker()
    assert_linear(lambda content: check(content, checker=checker), record, size=800)


def memory(path: Path, output: Path) -> int:
    """The most that a run on one file holds, in KiB, by the system's account of the process."""
    command = [sys.executable, "-m", "kg", "ingest", str(path), "-o", str(output), "-j", "1", "--fail-on", "none", "-q"]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", MEASURED, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stderr.rpartition("\n")[2])


@pytest.mark.slow
def test_a_run_on_a_study_of_twenty_thousand_cells_stays_small(tmp_path: Path) -> None:
    """Less than 7 KiB a cell more than one of 400 cells: 4.6 were measured, and the output has 1.6 of each."""
    held = []
    for cells in (400, 20_000):
        path = tmp_path / f"{cells}.json"
        path.write_bytes(record(cells))
        held.append(memory(path, tmp_path / f"{cells}.nq"))
    assert (tmp_path / "20000.nq").read_text().count("ontology#Cell>") == 20_000
    assert held[1] - held[0] < 7 * 20_000, held


def called(path: Path) -> Iterator[str]:
    """Which functions of the modules of results run while a record is read, told and checked."""
    content, seen = path.read_bytes(), set[str]()

    def note(frame: FrameType, event: str, _: object) -> None:
        name = Path(frame.f_code.co_filename).stem
        if event == "call" and ("result_" in name or "results_" in name) and "tests" not in frame.f_code.co_filename:
            seen.add(f"{name}.{frame.f_code.co_name}")

    check(content)  # whatever is prepared once is prepared
    sys.setprofile(note)
    try:
        check(content)
    finally:
        sys.setprofile(None)
    yield from sorted(seen)


def test_of_a_record_without_results_nothing_runs_but_the_question_whether_there_are_any() -> None:
    assert list(called(WITHOUT)) == ["results_section.results_of"]
    assert len(list(called(WITH))) > 20


def test_a_record_without_results_is_the_same_byte_for_byte_without_them(tmp_path: Path) -> None:
    graphs = []
    for name, results in (("with.nq", True), ("without.nq", False)):
        kg.ingest(WITHOUT, output=tmp_path / name, results=results).close()
        graphs.append((tmp_path / name).read_bytes())
    assert graphs[0] == graphs[1]
