"""The same command on the same input ends at once, and on any other does all its work."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_manners import TRIALS, kgbuild
from tests.effort import daily


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with input that was read once."""
    (tmp_path / "pages").mkdir()
    for page in TRIALS.iterdir():
        (tmp_path / "pages" / page.name).write_bytes(page.read_bytes())
    assert ingested(tmp_path)
    return tmp_path


def ingested(folder: Path, *options: str) -> bool:
    """Whether a run does its work, or says that there is none."""
    done = kgbuild("ingest", "pages", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("read ", "nothing changed: 4 studies, "))
    return done.stdout.startswith("read ")


def times(folder: Path) -> dict[str, int]:
    return {each.name: each.stat().st_mtime_ns for each in (folder / "kg-out").iterdir()}


def test_the_same_command_on_the_same_input_writes_nothing(folder: Path) -> None:
    before = times(folder)
    assert not ingested(folder)
    assert times(folder) == before


def test_new_times_alone_are_no_change(folder: Path) -> None:
    for page in (folder / "pages").iterdir():
        os.utime(page, (1, 1))
    assert not ingested(folder)


def _first_page(folder: Path) -> Path:
    return min((folder / "pages").iterdir())


def _changed_page(folder: Path) -> None:
    page = _first_page(folder)
    page.write_bytes(page.read_bytes() + b"\n")


def _new_page(folder: Path) -> None:
    (folder / "pages" / "new.txt").write_bytes(_first_page(folder).read_bytes())


def _renamed_page(folder: Path) -> None:
    page = _first_page(folder)
    page.rename(page.with_name("renamed.txt"))


def _touched_output(folder: Path) -> None:
    os.utime(folder / "kg-out" / "graph.ttl", (1, 1))


def _removed_output(folder: Path) -> None:
    (folder / "kg-out" / "ledger.jsonl").unlink()


def _broken_manifest(folder: Path) -> None:
    (folder / "kg-out" / "manifest.json").write_text("{}")


@pytest.mark.parametrize(
    "change",
    daily(
        [_changed_page, _new_page, _renamed_page, _touched_output, _removed_output, _broken_manifest],
        {_changed_page},
    ),
)
def test_any_change_has_the_graph_made_anew(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    assert ingested(folder)
    assert not ingested(folder)


@pytest.mark.parametrize(
    "option", daily([["--no-link"], ["--contacts"], ["--as-of", "2026-01-01"], ["--force"]], [["--contacts"]])
)
def test_other_options_have_the_graph_made_anew(folder: Path, option: list[str]) -> None:
    assert ingested(folder, *option)


def test_options_of_the_work_make_no_other_graph(folder: Path) -> None:
    assert not ingested(folder, "--jobs", "2", "--no-resume")


def test_with_trusted_times_a_file_is_not_read(folder: Path) -> None:
    page = _first_page(folder)
    state, content = page.stat(), page.read_bytes()
    page.write_bytes(content.replace(b"e", b"a", 1))
    os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not ingested(folder, "--trust-times")
    assert ingested(folder)


def test_the_verdict_is_that_of_the_run_before(folder: Path) -> None:
    """The least severity that fails a run is said of the graph that is there, and makes no other one."""
    done = kgbuild("ingest", "pages", "--fail-on", "info", cwd=folder)
    assert done.stdout.startswith("nothing changed")
    assert done.returncode == 1


def test_a_path_that_cannot_be_read_leaves_no_manifest(tmp_path: Path) -> None:
    for _ in range(2):
        done = kgbuild("ingest", TRIALS, "missing", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout.startswith("read ")


def test_one_file_has_its_manifest_beside_it_and_a_stream_has_none(tmp_path: Path) -> None:
    kgbuild("ingest", TRIALS, "-o", "x.nq", cwd=tmp_path)
    assert (tmp_path / "x.nq.manifest.json").is_file()
    assert kgbuild("ingest", TRIALS, "-o", "x.nq", cwd=tmp_path).stdout.startswith("nothing changed")
    kgbuild("ingest", TRIALS, "-o", "-", "--format", "nq", cwd=tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x.nq", "x.nq.manifest.json", "x.nq.void.ttl"]
