"""Temporary files: gone at the end, and gone with the next run if the first was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import FileError
from kg.linking.lexicon import path_of
from kg.store import backup
from kg.temporary import temporary_file, temporary_folder
from tests.store.making import fill, graph_file, study

ROOT = Path(__file__).parent.parent

_KILLED = """
import os, signal, sys
from pathlib import Path
from kg import temporary
with getattr(temporary, sys.argv[1])(Path(sys.argv[2])) as path:
    if path.is_dir():
        (path / "half").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def python(code: str, *arguments: str | Path, **options: int) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        import resource

        if size := options.get("largest"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(  # noqa: S603
        [sys.executable, *(["-c", code] if code else []), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def kgbuild(*arguments: str | Path, largest: int = 0) -> subprocess.CompletedProcess[str]:
    """The command, with a limit on the size of files, which is how a full disk looks to it."""
    return python("", "-m", "kg", *arguments, largest=largest)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def parts(path: Path) -> list[str]:
    """What stands there for a temporary thing: itself, and its lock."""
    return [path.name, f"{path.name}.lock"]


@pytest.mark.parametrize("kind", ["temporary_file", "temporary_folder"])
def test_what_a_killed_process_left_goes_with_the_next_of_that_name(kind: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert python(_KILLED, kind, tmp_path / "graph.nq").returncode == -signal.SIGKILL
    left, lock = names(tmp_path)
    assert lock == f"{left}.lock"
    (tmp_path / ".other.nq.abcdefgh.part").touch()
    (tmp_path / ".graph.nq.notes.part").touch()
    (tmp_path / ".graph.nq.abcdefgh.part.lock").touch()
    with {"temporary_file": temporary_file, "temporary_folder": temporary_folder}[kind](tmp_path / "graph.nq") as path:
        assert names(tmp_path) == sorted([*parts(path), ".other.nq.abcdefgh.part", ".graph.nq.notes.part"])
        assert path.name != left
    assert names(tmp_path) == [".graph.nq.notes.part", ".other.nq.abcdefgh.part"]


def test_what_another_process_is_at_work_on_stays(tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    with temporary_file(target) as first, temporary_file(target) as second:
        first.write_text("first")
        second.write_text("second")
        assert names(tmp_path) == sorted([*parts(first), *parts(second)])
        first.replace(target)
        with temporary_file(target):
            assert target.read_text() == "first"
        assert second.read_text() == "second"


def test_a_backup_that_failed_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "s", study(1))
    with monkeypatch.context() as patch:
        patch.setattr("kg.store.folder.embedded.shutil.copyfile", full)
        (tmp_path / "s" / "uncounted").touch()
        with pytest.raises(FileError, match=r"cannot write the backup .*: No space left on device"):
            backup(str(tmp_path / "s"), str(tmp_path / "b"))
    assert names(tmp_path) == ["s"]
    backup(str(tmp_path / "s"), str(tmp_path / "b"))
    assert names(tmp_path / "b") == ["graph", "lock", "said", "uncounted"]


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.slow
def test_a_backup_that_was_killed_can_be_repeated(tmp_path: Path) -> None:
    fill(tmp_path / "s", study(1))
    assert python(_KILLED, "temporary_folder", tmp_path / "b").returncode == -signal.SIGKILL
    assert kgbuild("backup", tmp_path / "s", tmp_path / "b").returncode == 0
    assert names(tmp_path) == ["b", "s"]


@pytest.mark.slow
def test_a_vocabulary_that_finds_no_place_is_said_and_can_be_compiled_again(tmp_path: Path) -> None:
    terms = "".join(f"[Term]\nid: DOID:{number}\nname: disease number {number}\n\n" for number in range(5_000))
    (tmp_path / "x.obo").write_text(terms)
    target = path_of(tmp_path / "lexicon", "doid")
    command = ("vocab", "build", "doid", tmp_path / "x.obo", "--lexicon", tmp_path / "lexicon")
    done = kgbuild(*command, largest=100_000)
    assert done.returncode == 2
    assert f"error: cannot write {target}" in done.stderr
    assert names(tmp_path / "lexicon") == []
    assert python(_KILLED, "temporary_file", target).returncode == -signal.SIGKILL
    assert kgbuild(*command).returncode == 0
    assert names(tmp_path / "lexicon") == [target.name]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["export", "convert", "link"])
def test_an_output_for_which_there_is_no_room_leaves_what_was_there(command: str, tmp_path: Path) -> None:
    graph = graph_file(tmp_path / "g.nq", 20)
    fill(tmp_path / "s", *(study(number) for number in range(20)))
    target = tmp_path / "out" / "x.nq"
    target.parent.mkdir()
    target.write_text("before")
    source = tmp_path / "s" if command == "export" else graph
    done = kgbuild(command, source, "-o", target, largest=50_000)
    assert done.returncode == 2
    assert f"error: cannot write {target}: File too large" in done.stderr
    assert (names(target.parent), target.read_text()) == (["x.nq"], "before")
    assert python(_KILLED, "temporary_file", target).returncode == -signal.SIGKILL
    assert kgbuild(command, source, "-o", target).returncode == 0
    assert set(names(target.parent)) - {"x.nq.void.ttl"} == {"x.nq"}
