"""What reading a file costs is said by its size before it is read, and how far it is while it is."""

import gzip
from pathlib import Path

import pytest

from kg.store import LARGE, OpenStore, open_files, reading_cost
from tests.cli.test_manners import kgbuild

LINE = "<http://e/{}> <http://e/p> <http://e/o> .\n"


def sparse(path: Path, size: int) -> Path:
    """A file of a size that takes no room."""
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def test_the_cost_goes_by_size_and_format(tmp_path: Path) -> None:
    lines, turtle = sparse(tmp_path / "a.nq", 600_000_000), sparse(tmp_path / "a.ttl", 600_000_000)
    assert reading_cost([str(lines)]) == (600_000_000, 10.0)
    assert reading_cost([str(turtle)]).seconds == 30.0
    both = reading_cost([str(lines), str(turtle)])
    assert (both.size, both.seconds) == (1_200_000_000, 40.0)
    packed = sparse(tmp_path / "a.nq.gz", 60_000_000)
    assert reading_cost([str(packed)]).seconds == pytest.approx(14.0)
    assert reading_cost([str(tmp_path / "missing.nq"), str(tmp_path)]) == (0, 0.0)


def large(path: Path) -> Path:
    """A graph whose file is large by what it says in a comment."""
    content = b"".join(LINE.format(number).encode() for number in range(50))
    path.write_bytes(content + (b"# " + b"x" * 97 + b"\n") * int(LARGE * 20e4))
    return path


@pytest.mark.slow
def test_a_question_on_a_large_file_says_first_what_it_costs(tmp_path: Path) -> None:
    path = large(tmp_path / "large.ttl")
    done = kgbuild("query", path, "ASK {}")
    assert (done.returncode, done.stdout) == (0, "yes\n")
    assert done.stderr == (
        f"reading {path}, 100 MB, takes about 5 seconds; "
        "a store answers at once (kgbuild ingest --store DIR makes one)\n"
    )
    assert kgbuild("query", path, "ASK {}", "-q").stderr == ""


def test_a_question_on_a_small_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.nq"
    path.write_text(LINE.format(1), encoding="utf-8")
    assert kgbuild("query", path, "ASK {}").stderr == ""


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_it_is_heard_how_far_the_files_are_read(packed: bool, tmp_path: Path) -> None:
    content = "".join(LINE.format(number) for number in range(50_000)).encode()
    paths = [tmp_path / f"{name}.nq{'.gz' * packed}" for name in "ab"]
    for path in paths:
        path.write_bytes(gzip.compress(content) if packed else content)
    total = sum(path.stat().st_size for path in paths)
    heard: list[tuple[int, int]] = []
    store: OpenStore = open_files([str(path) for path in paths])
    with store:
        store.start(lambda done, size: heard.append((done, size)))
        assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert {size for _, size in heard} == {total}
    assert 0 < heard[1][0] <= paths[0].stat().st_size < heard[-1][0] <= total
