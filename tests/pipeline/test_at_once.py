"""Runs that write to one place at once: one writes, the others wait or say so, and nothing is torn."""

import subprocess
import sys
from pathlib import Path

import pytest

from .making import export

WORDS = "another run is writing to"
PATIENCE = 600
"""Seconds in which what takes a few has ended on any machine."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("at-once") / "all.jsonl", 5)


def start(folder: Path, source: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg", "ingest", str(source), "--no-link", "--as-of", "2026-01-01", *options]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603


def outcomes(folder: Path, source: Path, *options: str) -> list[tuple[int, str]]:
    """Exit code and errors of three runs at once."""
    runs = [start(folder, source, *options) for _ in range(3)]
    errors = [run.communicate(timeout=PATIENCE)[1].decode() for run in runs]
    return [(run.returncode, said) for run, said in zip(runs, errors, strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 40], ids=["once", "forty"])
@pytest.mark.parametrize("options", [("-o", "x.nt"), ()], ids=["file", "folder"])
def test_of_three_runs_at_once_each_writes_or_says_that_another_does(
    tmp_path: Path, source: Path, times: int, options: tuple[str, ...]
) -> None:
    graph = tmp_path / (options[-1] if options else "kg-out/graph.ttl")
    expected = b""
    for _ in range(times):
        done = outcomes(tmp_path, source, *options)
        assert any(code == 0 for code, _ in done)
        for code, said in done:
            assert (code, said) == (0, "") or (code == 2 and WORDS in said and "--wait" in said), said
        expected = expected or graph.read_bytes()
        assert graph.read_bytes() == expected
        assert not [path.name for path in (*tmp_path.iterdir(), *graph.parent.iterdir()) if path.name[0] == "."]


@pytest.mark.slow
def test_runs_that_may_wait_all_write(tmp_path: Path, source: Path) -> None:
    assert outcomes(tmp_path, source, "-o", "x.nt", "--wait", f"{PATIENCE}") == [(0, "")] * 3


def test_a_link_to_an_output_is_the_same_output(tmp_path: Path, source: Path) -> None:
    from kg.lock import Lock, held

    (tmp_path / "link.nt").symlink_to("x.nt")
    with held([Lock(tmp_path / ".x.nt.lock", "x.nt")]):
        run = start(tmp_path, source, "-o", "link.nt")
        assert WORDS in run.communicate(timeout=PATIENCE)[1].decode()
    assert run.returncode == 2


def test_a_lock_that_is_removed_while_others_wait_is_held_by_one_of_them(tmp_path: Path) -> None:
    """Four processes take and leave a lock again and again; whoever holds it finds a file of nobody else."""
    code = (
        "import os, sys; from pathlib import Path; from kg.lock import Lock, held\n"
        "folder = Path('made')\n"
        "for _ in range(40):\n"
        f"    with held([Lock(folder / '.lock', 'x')], wait={PATIENCE}):\n"
        "        os.close(os.open(folder / 'mine', os.O_CREAT | os.O_EXCL))\n"
        "        (folder / 'mine').unlink()\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stderr=subprocess.PIPE)  # noqa: S603
        for _ in range(4)
    ]
    for run in runs:
        assert run.communicate(timeout=PATIENCE)[1].decode() == ""
        assert run.returncode == 0


@pytest.mark.slow
def test_a_run_that_was_killed_holds_nothing(tmp_path: Path, source: Path) -> None:
    hold = "from pathlib import Path; from kg.lock import Lock, held; import time\n"
    hold += "with held([Lock(Path('.x.nt.lock'), 'x.nt')]): print('held', flush=True); time.sleep(3_600)"
    holder = subprocess.Popen([sys.executable, "-c", hold], cwd=tmp_path, stdout=subprocess.PIPE)  # noqa: S603
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.communicate()
    assert (tmp_path / ".x.nt.lock").exists()
    run = start(tmp_path, source, "-o", "x.nt")
    run.communicate(timeout=PATIENCE)
    assert run.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "x.nt",
        "x.nt.manifest.json",
        "x.nt.void.ttl",
    ]
