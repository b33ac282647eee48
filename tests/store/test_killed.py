"""A writer that is killed at any moment: the same command again ends as if it had never been disturbed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store.folder.replace import Replacing
from tests.effort import daily
from tests.store.test_embedded import description, made, quads

from .making import fill, study

ROOT = Path(__file__).parent.parent.parent

_KILLED = """
import os, signal, sys
from pathlib import Path
from kg.store.folder import embedded, replace as replacement
from tests.store.making import fill, study

left = int(sys.argv[2])

def deadly(function):
    def run(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        found = function(*args, **kwargs)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found
    return run

embedded._TOGETHER = 3
embedded._append_synced = deadly(embedded._append_synced)
for name in ("begin", "_make", "settle", "end"):
    setattr(embedded.Opened, name, deadly(getattr(embedded.Opened, name)))
replacement.Replacing._apply = deadly(replacement.Replacing._apply)
fill(Path(sys.argv[1]), *(study(number, version=1) for number in range(4, 12)))
"""


def killed(folder: Path, step: int) -> bool:
    """Whether the writer was killed at that step, and had not ended before."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", _KILLED, folder, str(step)], env=environment, check=False)  # noqa: S603
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


@pytest.mark.parametrize("step", daily([2, 3, 5, 14, 30, 41, 42, 43, 44, 45, 46], chosen=[14]))
def test_a_store_whose_writer_was_killed_equals_an_undisturbed_one(tmp_path: Path, step: int) -> None:
    """The counts that the description states included."""
    before, after = [study(number) for number in range(8)], [study(number, version=1) for number in range(4, 12)]
    undisturbed, disturbed = made(tmp_path / "a", *before), made(tmp_path / "b", *before)
    fill(undisturbed, *after)
    assert killed(disturbed, step)
    fill(disturbed, *after)
    assert quads(disturbed) == quads(undisturbed)
    assert description(disturbed) == description(undisturbed)
    assert not (disturbed / "uncounted").exists()


@pytest.mark.slow
def test_a_copy_of_a_store_whose_writer_was_killed_is_finished_as_the_store_would_be(tmp_path: Path) -> None:
    from kg.store import backup

    folder = made(tmp_path / "s", study(1))
    assert killed(folder, 8)
    backup(str(folder), str(tmp_path / "copy"))
    for each in (folder, tmp_path / "copy"):
        fill(each, *(study(number, version=1) for number in range(4, 12)))
    assert description(tmp_path / "copy") == description(folder)
    assert quads(tmp_path / "copy") == quads(folder)


def test_a_store_is_counted_in_parts_as_it_is_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(tmp_path / "s", *(study(number) for number in range(5)))
    whole = description(folder)
    (folder / "uncounted").touch()
    monkeypatch.setattr("kg.store.folder.replace._COUNTED_TOGETHER", 7)
    fill(folder, study(1))
    assert description(folder) == whole


def test_a_store_that_is_whole_is_not_counted_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That takes minutes where there are many studies."""
    folder = made(tmp_path / "s", study(1))
    monkeypatch.delattr(Replacing, "_recount")
    fill(folder, study(2))


def record(number: int) -> str:
    conditions = {"conditions": ["Asthma", f"Condition {number}"]}
    identity = {"nctId": f"NCT{number:08}", "briefTitle": f"Study {number}"}
    return json.dumps({"protocolSection": {"identificationModule": identity, "conditionsModule": conditions}})


def kgbuild(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "kg", *arguments], cwd=folder, env=environment, stderr=subprocess.DEVNULL, text=True
    )


@pytest.mark.slow
def test_an_ingest_into_a_store_that_was_killed_is_repeated_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(map(record, range(20))))
    (tmp_path / "b.jsonl").write_text("\n".join(map(record, range(10, 400))))
    options = ("-q", "--no-link", "--fail-on", "none", "-j", "1")
    for name in ("undisturbed", "disturbed"):
        assert kgbuild(tmp_path, "ingest", "a.jsonl", "--store", name, *options).wait() == 0
    command = ("ingest", "b.jsonl", *options, "--store")
    assert kgbuild(tmp_path, *command, "undisturbed").wait() == 0
    process = kgbuild(tmp_path, *command, "disturbed")
    pending = tmp_path / "disturbed" / "pending.jsonl"
    while process.poll() is None and not (pending.exists() and pending.read_bytes().count(b"\n") > 20):
        time.sleep(0.005)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert kgbuild(tmp_path, *command, "disturbed").wait() == 0
    exported = []
    for name in ("undisturbed", "disturbed"):
        assert kgbuild(tmp_path, "export", name, "-o", f"{name}.nq").wait() == 0
        exported.append((tmp_path / f"{name}.nq").read_text())
    assert exported[0] == exported[1]
    beside = {"undisturbed.nq.void.ttl", "disturbed.nq.void.ttl"}
    there = {"a.jsonl", "b.jsonl", "undisturbed", "disturbed", *beside, "undisturbed.nq", "disturbed.nq"}
    assert {path.name for path in tmp_path.iterdir()} == there
    assert {path.name for path in (tmp_path / "disturbed").iterdir()} == {"graph", "said", "lock", "manifest.json"}
