"""Outputs are never made worse: by a run that finds nothing, by a link, a pipe, a full disk, an option too many."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.effort import daily

from .test_manners import ROOT, TRIALS, kgbuild

PAGE = TRIALS / "lisinopril-in-heart-failure.txt"


def state(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    "options",
    daily([(), ("-o", "x.ttl"), ("-o", "x.nq", "--shards", "2"), ("--store", "s")], {("-o", "x.ttl")}),
    ids=["default", "file", "shards", "store"],
)
def test_a_run_that_finds_no_study_leaves_all_as_it_was(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert kgbuild("ingest", PAGE, *options, cwd=tmp_path).returncode == 0
    graph = kgbuild("export", "s", "-o", "-", "--format", "nq", cwd=tmp_path).stdout if "s" in options else ""
    (tmp_path / "empty").mkdir()
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 cut off")
    before = state(tmp_path)
    for path, code in (("empty", 1), ("cut.zip", 1), ("typo.txt", 2)):
        done = kgbuild("ingest", path, *options, cwd=tmp_path)
        assert done.returncode == code
        assert "written   nothing" in done.stdout
        assert "no study was found, so no graph is written" in done.stderr
        assert graph or state(tmp_path) == before
    assert not graph or kgbuild("export", "s", "-o", "-", "--format", "nq", cwd=tmp_path).stdout == graph
    done = kgbuild("ingest", "empty", *options, "--fail-on", "none", cwd=tmp_path)
    assert done.returncode == 1
    if "--shards" not in options:
        assert "is as before" in done.stderr


@pytest.mark.parametrize("options", [(), ("-o", "x.ttl"), ("--store", "s"), ("-o", "x.nq", "--engine", "pyshacl")])
def test_a_first_run_that_finds_no_study_leaves_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    done = kgbuild("ingest", "empty", *options, cwd=tmp_path)
    assert done.returncode == 1
    assert "there was none before" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


@pytest.mark.slow
def test_a_missing_path_is_said_before_all_else(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "kg", "ingest", PAGE, "typo.txt", "-o", "x.nt"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert done.stdout.splitlines()[0] == "error: typo.txt: no such file or folder"
    assert (tmp_path / "x.nt").stat().st_size > 1_000


def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "x.nt").symlink_to("far/y.nt")
    assert kgbuild("ingest", PAGE, "-o", "x.nt", cwd=tmp_path).returncode == 0
    (tmp_path / "far" / "y.nt").chmod(0o600)
    (tmp_path / "far" / "y.nt").write_bytes(b"")
    assert kgbuild("ingest", PAGE, "-o", "x.nt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "x.nt").is_symlink()
    assert (tmp_path / "far" / "y.nt").stat().st_size > 1_000
    assert (tmp_path / "far" / "y.nt").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["y.nt"]


def test_a_fifo_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "x.nt"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert kgbuild("ingest", PAGE, "-o", pipe).returncode == 0
    reader.join(timeout=600)
    assert pipe.is_fifo()
    assert read[0].count(b"\n") > 100


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    done = kgbuild("ingest", PAGE, "-o", "/dev/full", "--format", "nt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "error: cannot write /dev/full: No space left on device\n")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kg", "ingest", str(PAGE), "-o", "-", "--format", "nt", "-q"]
        out = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603
    assert out.returncode == 2
    assert out.stderr == b"error: cannot write standard output: No space left on device\n"


def test_standard_output_by_its_other_name_holds_the_graph_alone(tmp_path: Path) -> None:
    done = kgbuild("ingest", PAGE, "-o", "/dev/stdout", "--format", "nt", cwd=tmp_path)
    assert done.returncode == 0
    assert all(line.endswith(" .") for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-o", "no/x.ttl"), "cannot write no/x.ttl: there is no folder no; make it first, or correct the path"),
        (("-o", "folder", "--format", "ttl"), "cannot write folder: it is a folder; name a file in it"),
        (("-o", "page.txt/x.ttl"), "cannot write page.txt/x.ttl: there is no folder page.txt"),
        (("-o", "round.ttl"), "cannot write round.ttl: it is a link that leads in a circle"),
        (("-o", "x.ttl", "-o", "x.ttl"), "-o / --output is given 2 times; it takes one value"),
        (("--out-dir", "page.txt"), "--out-dir page.txt is a file"),
        (("-o", "x.ttl", "--report", "x.ttl"), "x.ttl would be written twice"),
        (("-o", "x.ttl", "--report", "no/x.csv"), "cannot write no/x.csv: there is no folder no"),
        (("-o", "-", "--format", "nt", "--shards", "2"), "--shards writes several files, and standard output is one"),
        (("-o", "/dev/null", "--format", "nt", "--shards", "2"), "--shards writes several files, and /dev/null is one"),
        (("-o", "x.ttl", "--work", "folder"), "folder holds other things"),
        (("-o", "x.ttl", "--work", "page.txt"), "page.txt is a file"),
    ],
)
def test_an_output_that_cannot_be_written_is_said_and_nothing_is_made(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.read_bytes())
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("mine")
    (tmp_path / "round.ttl").symlink_to("round.ttl")
    before = state(tmp_path)
    done = kgbuild("ingest", "page.txt", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert state(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "page.txt", "round.ttl"]


def test_a_file_is_not_replaced_by_what_is_read_from_it(tmp_path: Path) -> None:
    page = tmp_path / "x.jsonl"
    page.write_bytes(PAGE.read_bytes())
    done = kgbuild("ingest", "x.jsonl", "-o", "x.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "x.jsonl is read, and would be replaced by what is written; name another output" in done.stderr
    assert page.read_bytes() == PAGE.read_bytes()


@pytest.mark.slow
def test_names_that_are_not_utf8_are_said_escaped(tmp_path: Path) -> None:
    latin = os.fsdecode(b"\xe9tude.txt")
    (tmp_path / latin).write_bytes(PAGE.read_bytes())
    for options in ((), ("--json",), ("--report", "r.csv"), ("--report", "r.html")):
        done = kgbuild("ingest", latin, os.fsdecode(b"\xe8"), "-o", os.fsdecode(b"\xe9.ttl"), *options, cwd=tmp_path)
        assert done.returncode == 2
        assert "\\xe8: no such file or folder" in done.stderr
        assert "\\xe9.ttl" in done.stdout
    assert '"\\\\xe9tude.txt"' in (tmp_path / os.fsdecode(b"\xe9.ttl")).read_text(encoding="utf-8")
    assert kgbuild("ingest", latin, "--dry-run", cwd=tmp_path).stdout.split()[1] == "\\xe9tude.txt"
    assert kgbuild("ingest", latin, "--out-dir", os.fsdecode(b"\xe9"), cwd=tmp_path).returncode == 0
