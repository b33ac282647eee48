"""A run that is broken off anywhere goes on where it stopped, and writes what an undisturbed one does."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import hear_signals

from .making import export
from .same_lines import assert_same_lines

STUDIES = 1_800
AS_OF = ("--as-of", "2026-01-01")


class Run:
    """Runs of `ingest` over one export, by the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = export(folder / "all.jsonl", STUDIES)
        self.expected = self.finished("undisturbed", *AS_OF)

    def start(self, out: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "kg", "ingest", self.source.name, "-o", f"{out}/graph.nq.gz", "--no-link"]
        (self.folder / out).mkdir(exist_ok=True)
        options = ("--json", "--fail-on", "none", "--jobs", "2", *options)
        with (self.folder / f"{out}.said").open("wb") as said:
            return subprocess.Popen(  # noqa: S603
                [*command, *options],
                cwd=self.folder,
                stdout=said,
                stderr=subprocess.PIPE,
                preexec_fn=hear_signals,
            )

    def finished(self, out: str, *options: str) -> tuple[bytes, dict[str, int]]:
        """The graph, and what the ledger counts; a run that ended before it was killed is made again."""
        process = self.start(out, "--force", *options)
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors.decode()
        there = sorted(path.name for path in (self.folder / out).iterdir())
        beside = [f"graph.nq.gz.{name}" for name in ("index", "ledger.jsonl", "manifest.json", "void.ttl")]
        assert there == ["graph.nq.gz", *beside]
        summary = json.loads((self.folder / f"{out}.said").read_bytes().splitlines()[-1])
        return (self.folder / out / "graph.nq.gz").read_bytes(), summary["ledger"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("resume"))


def batches_done(folder: Path) -> int:
    return len(list(folder.glob(".graph.nq.gz.work/batch-*/[0-9]*")))


def wait_for(batches: int, folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Waits until so many batches are done, while the run still goes on."""
    while batches_done(folder) < batches:
        assert process.poll() is None
        time.sleep(0.01)


def test_a_run_that_is_killed_is_continued(run: Run) -> None:
    process = run.start("killed", *AS_OF)
    wait_for(2, run.folder / "killed", process)
    process.kill()
    process.communicate()
    work = run.folder / "killed" / ".graph.nq.gz.work"
    done = {path: path.stat().st_mtime_ns for path in work.glob("batch-*/[0-9]*")}
    assert done
    assert not (run.folder / "killed" / "graph.nq.gz").exists()
    last = run.start("killed", *AS_OF)
    while last.poll() is None and not (run.folder / "killed" / "graph.nq.gz").exists():
        assert all(path.stat().st_mtime_ns == moment for path, moment in done.items() if path.exists())
        time.sleep(0.05)
    last.communicate()
    assert last.returncode == 0
    assert_same_lines((run.folder / "killed" / "graph.nq.gz").read_bytes(), run.expected[0])


@pytest.mark.slow
def test_the_time_of_a_continued_run_is_the_first_ones(run: Run) -> None:
    process = run.start("time", "--as-of", "2020-02-02")
    wait_for(1, run.folder / "time", process)
    process.kill()
    process.communicate()
    run.finished("time", "--as-of", "2021-01-01")
    assert '"2020-02-02T00:00:00Z"' in (run.folder / "time" / "graph.nq.gz.void.ttl").read_text()


@pytest.mark.slow
def test_other_options_begin_anew(run: Run) -> None:
    process = run.start("options", *AS_OF, "--base", "https://example.org/")
    wait_for(1, run.folder / "options", process)
    process.kill()
    process.communicate()
    assert run.finished("options", *AS_OF) == run.expected


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--cluster", "local")], ids=["pool", "dask"])
def test_a_worker_that_is_killed_costs_nothing(run: Run, options: tuple[str, ...]) -> None:
    out = f"worker{len(options)}"
    process = run.start(out, *AS_OF, *options)
    wait_for(1, run.folder / out, process)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for worker in workers:
        if "spawn_main" in Path(f"/proc/{worker}/cmdline").read_text():
            os.kill(int(worker), signal.SIGKILL)
            break
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert_same_lines((run.folder / out / "graph.nq.gz").read_bytes(), run.expected[0])


@pytest.mark.slow
def test_an_interrupted_run_says_so_and_is_continued(run: Run) -> None:
    process = run.start("interrupted", *AS_OF)
    wait_for(1, run.folder / "interrupted", process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert b"kept in interrupted/.graph.nq.gz.work; the same command goes on" in errors
    assert run.finished("interrupted", *AS_OF) == run.expected


@pytest.mark.slow
def test_workers_do_not_outlive_a_killed_run(run: Run) -> None:
    process = run.start("orphans", *AS_OF)
    wait_for(1, run.folder / "orphans", process)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 300
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "3")], ids=["serial", "three"])
def test_whoever_works_the_bytes_are_the_same(run: Run, options: tuple[str, str]) -> None:
    assert run.finished(f"jobs{options[1]}", *AS_OF, *options) == run.expected


@pytest.mark.slow
def test_dask_writes_the_same_bytes(run: Run) -> None:
    assert run.finished("dask", *AS_OF, "--cluster", "local") == run.expected


def test_the_ledger_counts_every_line(run: Run) -> None:
    lines = run.source.read_text().splitlines()
    twice = STUDIES // 90
    assert run.expected[1] == {
        "written": STUDIES,
        "rejected": STUDIES // 100,
        "duplicate": len(lines) - STUDIES - STUDIES // 100,
    }
    assert run.expected[1]["duplicate"] == twice


@pytest.mark.slow
def test_all_real_records_give_the_same_bytes_whoever_works(data: Path, tmp_path: Path) -> None:
    graphs = []
    for number, options in enumerate((("--jobs", "1"), ("--jobs", "2"), ("--jobs", "2", "--cluster", "local"))):
        graph, ledger = tmp_path / str(number) / "graph.nq.gz", tmp_path / f"{number}.jsonl"
        graph.parent.mkdir()
        command = [sys.executable, "-m", "kg", "ingest", str(data), "-o", str(graph), "--json", *AS_OF, *options]
        with ledger.open("wb") as said:
            done = subprocess.run([*command, "--fail-on", "none"], check=True, stdout=said)  # noqa: S603
        assert done.returncode == 0
        summary = json.loads(ledger.read_bytes().splitlines()[-1])
        graphs.append((graph.read_bytes(), summary["ledger"], summary["triples"], summary["findings"]))
    assert graphs[0] == graphs[1] == graphs[2]
    assert graphs[0][1]["written"] > 3_700


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_any_moment(run: Run, seed: int) -> None:
    """Kills the run again and again, at random moments, until one run ends by itself."""
    chance = random.Random(seed)  # noqa: S311
    out = f"random{seed}"
    for _ in range(3):
        process = run.start(out, *AS_OF)
        time.sleep(chance.uniform(0.1, 4))
        process.kill()
        process.communicate()
    assert run.finished(out, *AS_OF) == run.expected


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="a disk of its own can be mounted by root alone")
def test_a_full_disk_is_said_and_the_run_is_continued(run: Run) -> None:
    disk = run.folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2200k", "tmpfs", disk], check=False)  # noqa: S603, S607
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        process = run.start("disk", *AS_OF)
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 2
        assert b"No space left on device" in errors or b"disk is full" in errors
        assert b"Traceback" not in errors
        assert batches_done(disk) >= 1
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)  # noqa: S603, S607
        assert run.finished("disk", *AS_OF) == run.expected
    finally:
        subprocess.run(["umount", disk], check=True)  # noqa: S603, S607
