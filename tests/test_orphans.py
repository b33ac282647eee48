"""No process outlives the one that started it, however that ends, and none ends with noise."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.effort import daily
from tests.processes import hear_signals

ROOT = Path(__file__).parent.parent
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PATIENCE = 300.0
"""Seconds in which what takes a few has happened on any machine."""

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are found by /proc")


@contextmanager
def started(folder: Path, *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """A command in a session of its own, of which nothing is left behind, whatever becomes of the test."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_signals,
    )
    try:
        yield process
    finally:
        for pid in living(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.communicate()


def living(session: int) -> Iterator[int]:
    """The processes of a session; what is dead and not yet fetched by its parent aside."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and int(fields[3]) == session:
            yield int(path.parent.name)


def working(process: "subprocess.Popen[str]", count: int) -> None:
    """Waits until it has started so many processes, and each has done some work."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        found = [pid for pid in living(process.pid) if pid != process.pid and ticks(pid) > 60]
        if len(found) >= count:
            return
        time.sleep(0.05)
    raise TimeoutError(f"{count} processes were not at work in {PATIENCE} s")


def ticks(pid: int) -> int:
    """Hundredths of a second that a process has worked; some 30 take the imports alone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def ended(process: "subprocess.Popen[str]", sign: signal.Signals) -> tuple[int, str]:
    """The code and the words of a process that got that signal, when nobody of its session is left."""
    process.send_signal(sign)
    _, said = process.communicate(timeout=PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while left := list(living(process.pid)):
        assert time.monotonic() < deadline, f"left after {sign.name}: {left}"
        time.sleep(0.05)
    return process.returncode, said


CODES = {signal.SIGTERM: 130, signal.SIGHUP: 130, signal.SIGINT: 130, signal.SIGKILL: -signal.SIGKILL}


@pytest.mark.parametrize("sign", daily(CODES, {signal.SIGKILL}))
def test_a_query_ends_with_the_command_that_asked_it(sign: signal.Signals, tmp_path: Path) -> None:
    lines = (f"<http://a/{number}> <http://b> <http://c/{number}> .\n" for number in range(5_000))
    (tmp_path / "g.nt").write_text("".join(lines))
    with started(tmp_path, "query", "g.nt", FOREVER, "--time-limit", "0") as process:
        working(process, 1)
        code, said = ended(process, sign)
    assert code == CODES[sign]
    assert said in ("", "interrupted\n")


@pytest.mark.parametrize("sign", daily(CODES, {signal.SIGINT}))
def test_the_processes_of_a_run_end_with_it_and_without_noise(
    sign: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = tmp_path / "places"
    places.mkdir()
    monkeypatch.setenv("TMPDIR", str(places))
    record = {"protocolSection": {"identificationModule": {"nctId": "NCT%08d", "briefTitle": "A study of %d"}}}
    text = json.dumps(record)
    (tmp_path / "in.jsonl").write_text("".join(f"{text % (number, number)}\n" for number in range(40_000)))
    run = ("ingest", "in.jsonl", "-o", "-", "--format", "nq", "-q", "--no-link", "-j", "2")
    with started(tmp_path, *run) as process:
        working(process, 2)
        code, said = ended(process, sign)
    assert code == CODES[sign]
    assert said in ("", "interrupted\n")
    if sign is not signal.SIGKILL:
        assert list(places.iterdir()) == []
