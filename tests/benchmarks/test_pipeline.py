"""What the page says of measured runs: what is reached, what misses, and what is only computed."""

from tests.benchmarks.comparison import Compared
from tests.benchmarks.once import Measured, Taken
from tests.benchmarks.pipeline import section
from tests.benchmarks.runs import Run, Runs
from tests.benchmarks.timers import PARTS

PEERS = [Compared("kgbuild: a", 10, 1_000, 1.0), Compared("other", 20, 1_000, 4.0, "Of these 7 are ours.")]


def _run(*, studies: int = 10_000, wall: float, cpu: float, memory: int = 300, others: float = 0.0) -> Run:
    parts = dict.fromkeys(PARTS, cpu / 20)
    taken = Taken(studies, 300 * studies, 2 * studies, studies, cpu, cpu / 10, cpu / 50, memory, 90, 10, 10, parts)
    return Run("a run", [Measured(taken, wall, 0.5, 1.0, others)] * 3)


def _runs(*, cpu: float = 9.0, others: float = 0.0) -> Runs:
    quick = {key: _run(wall=cpu, cpu=cpu, others=others) for key in ("one", "unchecked", "unlinked", "dask", "parts")}
    large = {key: _run(studies=20_000, wall=cpu, cpu=2 * cpu) for key in ("large", "packed")}
    return {**quick, **large, "two": _run(wall=cpu / 2, cpu=cpu), "start": _run(studies=20, wall=1.0, cpu=1.0)}


def test_what_is_reached_and_what_misses_is_said_with_its_measure() -> None:
    quick, slow = section(_runs(), PEERS), section(_runs(cpu=15.0), PEERS)
    assert "| CPU of one core a study, ms | at most 1.00 | 0.90 | reached |" in quick
    assert "| studies/s on two cores | at least 1,900 | 2,222 | reached |" in quick
    assert "| validation, % of the whole | at most 10.0 | 10.0 | reached |" in quick
    assert "missed" not in quick
    assert "| CPU of one core a study, ms | at most 1.00 | 1.50 | missed by 50 % |" in slow
    assert "| studies/s on two cores | at least 1,900 | 1,333 | missed by 30 % |" in slow
    assert "3 of 5 are missed" in slow


def test_the_serial_share_gives_what_more_workers_would_give() -> None:
    # 17 s of CPU beyond the start for 19,980 studies: 851 us each, 17 of them serial, 85 in the main process.
    found = section(_runs(), PEERS)
    assert "Of 851 us a study with two workers" in found
    assert "a serial share of 2.0 %" in found
    assert "| 64 | 33,283 | 11,753 |" in found


def test_a_machine_that_was_busy_is_named() -> None:
    assert "was busy" not in section(_runs(), PEERS)
    assert "with up to 0.5 cores at work on something else" in section(_runs(others=0.5), PEERS).replace("\n", " ")


def test_others_are_measured_by_the_row_of_kgbuild_above_them() -> None:
    found = section(_runs(), PEERS)
    assert "| other | 20 | 250 | 200,000 | 2.0 |" in found
    assert "Of these 7 are ours." in found.replace("\n", " ")


def test_text_stands_in_lines_of_120_characters() -> None:
    lines = section(_runs(cpu=15.0, others=0.5), PEERS).splitlines()
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []
