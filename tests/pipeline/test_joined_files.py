"""Output files that grow while a run goes on are, in the end, their parts one behind the other."""

import hashlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import FileError
from kg.pipeline.run.joined_files import GrowingFiles, Parts, WrittenFile, growing_files, join_all
from kg.pipeline.run.parts import Part, part_name
from kg.pipeline.run.recipe import Output
from kg.rdf import Format


def outputs(folder: Path, *names: str) -> list[Output]:
    return [Output(str(folder / name), Format.NQUADS) for name in names]


def made(folder: Path, name: str, *contents: bytes, prefixes: str = "") -> Part:
    """A part, with its content for each output, and the prefixes that the first of them uses."""
    (folder / name).mkdir(exist_ok=True)
    for number, content in enumerate(contents):
        (folder / name / part_name("records", number)).write_bytes(content)
    if prefixes:
        (folder / name / part_name("records-prefixes", 0)).write_text(prefixes)
    return folder / name, "records"


def head(number: int, prefixes: frozenset[str]) -> bytes:
    """A head for some prefixes; the second output has none."""
    return b"" if number else f"head {' '.join(sorted(prefixes))}\n".encode()


def put_all(growing: GrowingFiles, parts: Parts) -> None:
    growing.begin()
    for part in parts.records:
        growing.put(part)


@given(st.lists(st.lists(st.integers(0, 5), max_size=6), min_size=1, max_size=4))
def test_batches_that_are_built_once_more_take_the_place_of_the_first_ones(rounds: list[list[int]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made_parts = [
            made(folder, str(number), b"%d" % number * number, b"x" * number, prefixes=f"p{number // 2}")
            for number in range(6)
        ]
        end = made(folder, "end", b"\nend", b"!", prefixes="end")
        files = outputs(folder, "a", "b")
        with growing_files(files, head=head, shards=1, alone=True) as growing:
            for chosen in rounds:
                parts = Parts([made_parts[number] for number in chosen], [end])
                put_all(growing, parts)
            written = join_all(parts, files, head=head, growing=growing, shards=1, alone=True)
        expected = b"".join(b"%d" % number * number for number in rounds[-1])
        used = frozenset({"end", *(f"p{number // 2}" for number in rounds[-1])})
        contents = [head(0, used) + expected + b"\nend", b"x" * sum(rounds[-1]) + b"!"]
        assert [(folder / name).read_bytes() for name in "ab"] == contents
        assert written == [
            WrittenFile(each.path, each.form, len(content), hashlib.sha256(content).hexdigest())
            for each, content in zip(files, contents, strict=True)
        ]


def test_what_does_not_grow_has_the_same_bytes_and_sums(tmp_path: Path) -> None:
    parts = Parts([made(tmp_path, "0", b"text\n", prefixes="a")], [made(tmp_path, "1", b"end\n", prefixes="b a")])
    grown, joined = outputs(tmp_path, "grown.nq"), outputs(tmp_path, "joined.nq")
    with growing_files(grown, head=head, shards=1, alone=True) as growing:
        (first,) = join_all(parts, grown, head=head, growing=growing, shards=1, alone=True)
    with growing_files(joined, head=head, shards=1, alone=False) as growing:
        (second,) = join_all(parts, joined, head=head, growing=growing, shards=1, alone=False)
    assert Path(first.path).read_bytes() == Path(second.path).read_bytes() == b"head a b\ntext\nend\n"
    assert first[1:] == second[1:]


def test_each_shard_begins_with_the_prefixes_that_it_uses(tmp_path: Path) -> None:
    parts = Parts(
        [made(tmp_path, name, b"text", prefixes=name) for name in "abcd"], [made(tmp_path, "e", b"!", prefixes="e")]
    )
    files = outputs(tmp_path, "g.nq")
    with growing_files(files, head=head, shards=2, alone=True) as growing:
        written = join_all(parts, files, head=head, growing=growing, shards=2, alone=True)
    heads = [Path(each.path).read_bytes().splitlines()[0] for each in written]
    assert heads == [b"head a b", b"head c d", b"head e"]


def test_a_file_grows_before_its_last_part_is_there(tmp_path: Path) -> None:
    parts = Parts([made(tmp_path, "0", b"text" * 1000)], [made(tmp_path, "1", b"!")])
    files = outputs(tmp_path, "g.nq")
    with growing_files(files, head=head, shards=1, alone=True) as growing:
        put_all(growing, parts)
        for file in growing._files.values():
            file.end(1)
        assert (tmp_path / ".g.nq.part").stat().st_size == 4006
        assert not (tmp_path / "g.nq").exists()
        join_all(parts, files, head=head, growing=growing, shards=1, alone=True)
    assert (tmp_path / "g.nq").read_bytes() == b"head \n" + b"text" * 1000 + b"!"
    assert not (tmp_path / ".g.nq.part").exists()


def test_where_the_system_does_not_copy_files_the_bytes_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def some(source: int, target: int, count: int) -> int:
        """Copies three bytes, then fails, as between two disks."""
        calls.append(count)
        if len(calls) % 2 == 0:
            raise OSError(18, "Invalid cross-device link")
        return os.write(target, os.read(source, min(count, 3)))

    parts = Parts([made(tmp_path, "0", b"abcdefghij")], [])
    files = outputs(tmp_path, "g.nq")
    monkeypatch.setattr(os, "copy_file_range", some, raising=False)
    with growing_files(files, head=head, shards=1, alone=True) as growing:
        put_all(growing, parts)
        join_all(parts, files, head=head, growing=growing, shards=1, alone=True)
    assert (tmp_path / "g.nq").read_bytes() == b"head \nabcdefghij"
    assert calls


def test_a_run_that_writes_nothing_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text("before")
    parts = Parts([], [])
    with growing_files(outputs(tmp_path, "g.nq"), head=head, shards=1, alone=True) as growing:
        put_all(growing, parts)
    assert (tmp_path / "g.nq").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.nq"]


def test_a_failure_of_something_else_is_not_said_of_the_output(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError) as caught,
        growing_files(outputs(tmp_path, "g.nq"), head=head, shards=1, alone=True),
    ):
        (tmp_path / "other").read_bytes()
    assert str(caught.value.filename).endswith("other")
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_the_system_did_not_copy_are_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (output,) = files = outputs(tmp_path, "a.nq")
    parts = Parts([made(tmp_path, "0", b"text\n")], [])

    def lose(source: int, _target: int, count: int) -> int:
        os.lseek(source, count, os.SEEK_SET)
        return count

    monkeypatch.setattr(os, "copy_file_range", lose)
    with (
        pytest.raises(FileError, match=r"a.nq: it has 6 bytes, and its parts have 11$"),
        growing_files(files, head=head, shards=1, alone=True) as growing,
    ):
        join_all(parts, files, head=head, growing=growing, shards=1, alone=True)
    assert not Path(output.path).exists()


def test_a_part_that_cannot_be_copied_is_said_with_the_output(tmp_path: Path) -> None:
    parts = Parts([(tmp_path / "missing", "records")], [])
    files = outputs(tmp_path, "g.nq")

    def write() -> None:
        with growing_files(files, head=head, shards=1, alone=True) as growing:
            put_all(growing, parts)
            join_all(parts, files, head=head, growing=growing, shards=1, alone=True)

    with pytest.raises(FileError, match=r"cannot write .*g\.nq"):
        write()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_what_is_no_file_of_its_own_does_not_grow(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    files = outputs(tmp_path, "fifo", "g.nq")
    with growing_files([*files, Output("-", Format.NQUADS)], head=head, shards=1, alone=True) as growing:
        assert [number in growing for number in range(3)] == [False, True, False]
    with growing_files(files, head=head, shards=2, alone=True) as growing:
        assert 1 not in growing
    with growing_files(files, head=head, shards=1, alone=False) as growing:
        assert 1 not in growing
