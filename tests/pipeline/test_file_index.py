"""A large file has an index of where each study stands: `show` reads no more, and says what it says of the whole."""

import gzip
import io
import os
import shutil
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError
from kg.pipeline.packing import Codec
from kg.pipeline.run import noted_stream, parts
from kg.pipeline.run.noted_stream import NotedStream, PlacedPart, file_index
from kg.store import index_path, indexed_file, load
from tests.conftest import ROOT
from tests.effort import daily

EXPORTS = ROOT / "examples" / "exports"
TRIALS = ROOT / "examples" / "trials"
IDS = ["NCT99999901", "NCT99999902", "NCT99999903", "NCT09990001", "NCT09990002", "NCT09990003", "NCT09990004"]
FORMS = ["nq", "nt", "ttl", "trig", "jsonl", "nq.gz", "ttl.gz", "trig.gz"]


@pytest.fixture(autouse=True)
def _every_file_has_one_of_each_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noted_stream, "_SMALL", 0)
    monkeypatch.setattr(parts, "_BLOCK", 1)


def written(path: Path) -> Path:
    kg.ingest([EXPORTS, TRIALS], output=path, as_of="2026-01-01", jobs=1).close()
    return path


def alone(path: Path) -> Path:
    """A copy of a file, without the index."""
    copy = path.with_name(f"copy-{path.name}")
    shutil.copyfile(path, copy)
    return copy


@pytest.mark.parametrize("form", daily(FORMS, ("nq", "ttl.gz")))
def test_a_study_is_shown_by_the_index_as_by_the_whole_file(form: str, tmp_path: Path) -> None:
    graph = written(tmp_path / f"graph.{form}")
    whole = alone(graph)
    indexed = indexed_file(str(graph))
    assert indexed is not None
    assert indexed_file(str(whole)) is None
    total = len(load([str(whole)]))
    for study in IDS:
        for everything in (False, True):
            assert kg.show(graph, study, all=everything) == kg.show(whole, study, all=everything)
        about = indexed.about(study)
        assert about is not None
        assert 0 < len(set(about)) < total / 2


def test_names_are_shown_with_the_concepts_and_roles_that_are_inferred(tmp_path: Path) -> None:
    """Matches and roles stand elsewhere in the file."""
    shown = kg.show(written(tmp_path / "graph.nq"), "NCT99999901")
    assert "conditions   Heart Failure (mesh:D006333)\n" in shown
    assert "Lisinopril (tested), Placebo (comparator)" in shown


@pytest.mark.parametrize("form", ["nq", "ttl.gz"])
def test_a_study_is_found_by_a_former_id(form: str, tmp_path: Path) -> None:
    graph = written(tmp_path / f"graph.{form}")
    notes: list[str] = []
    assert kg.show(graph, "NCT99999900", note=notes.append) == kg.show(graph, "NCT99999901")
    assert notes == ["NCT99999900 is a former id of NCT99999901"]


def test_the_index_of_a_file_of_unknown_study_knows_that_it_is_not_there(tmp_path: Path) -> None:
    graph = written(tmp_path / "graph.nq")
    indexed = indexed_file(str(graph))
    assert indexed is not None
    assert indexed.about("NCT00000000") == []
    with pytest.raises(UsageError, match="there is no study 'NCT00000000' in this graph"):
        kg.show(graph, "NCT00000000")


def test_a_file_that_was_changed_is_read_whole(tmp_path: Path) -> None:
    """The same size and another title; then another size."""
    graph = written(tmp_path / "graph.nq")
    changed = graph.read_bytes().replace(b"Lisinopril at Night in", b"Captopril by Night in ")
    graph.write_bytes(changed)
    written_at = Path(index_path(str(graph))).stat().st_mtime_ns
    os.utime(graph, ns=(written_at + 1, written_at + 1))
    assert indexed_file(str(graph)) is None
    assert kg.show(graph, "NCT99999901").startswith("NCT99999901  Captopril by Night in")
    graph.write_bytes(changed + b"<urn:a> <urn:b> <urn:c> .\n")
    os.utime(graph, ns=(0, 0))
    assert indexed_file(str(graph)) is None


def test_a_file_that_was_copied_is_known_by_its_content(tmp_path: Path) -> None:
    graph = written(tmp_path / "graph.nq")
    written_at = Path(index_path(str(graph))).stat().st_mtime_ns
    os.utime(graph, ns=(written_at + 1, written_at + 1))
    assert indexed_file(str(graph)) is not None


@pytest.mark.parametrize("form", ["nq", "nq.gz"])
def test_a_file_that_is_not_what_its_index_says_is_read_whole(form: str, tmp_path: Path) -> None:
    """Two files of one size, the other put in the place of the first with an older time."""
    graph = written(tmp_path / f"graph.{form}")
    expected = kg.show(graph, "NCT99999902")
    index = Path(index_path(str(graph)))
    other = written(tmp_path / f"other.{form}")
    content = other.read_bytes()
    lines = (gzip.decompress(content) if form.endswith("gz") else content).splitlines(keepends=True)
    mixed = b"".join(reversed(lines))
    graph.write_bytes(gzip.compress(mixed) if form.endswith("gz") else mixed)
    os.utime(graph, ns=(0, 0))
    if form.endswith("gz"):
        _with_size(index, graph.stat().st_size)
    found = indexed_file(str(graph))
    assert found is not None
    assert kg.show(graph, "NCT99999902") == expected


def _with_size(index: Path, size: int) -> None:
    import msgspec

    held = msgspec.msgpack.decode(index.read_bytes())
    held[0] = size
    index.write_bytes(msgspec.msgpack.encode(held))


def test_an_index_that_is_damaged_is_as_good_as_none(tmp_path: Path) -> None:
    graph = written(tmp_path / "graph.nq")
    expected = kg.show(graph, "NCT99999902")
    Path(index_path(str(graph))).write_bytes(b"\x97")
    assert indexed_file(str(graph)) is None
    assert kg.show(graph, "NCT99999902") == expected


def test_a_small_file_has_no_index_and_that_of_the_file_before_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = written(tmp_path / "graph.nq")
    assert Path(index_path(str(graph))).exists()
    monkeypatch.setattr(noted_stream, "_SMALL", 10_000_000)
    kg.ingest(TRIALS, output=graph, as_of="2026-01-01", jobs=1).close()
    assert not Path(index_path(str(graph))).exists()


def test_a_packed_part_is_cut_into_members_that_are_read_alone() -> None:
    raw = io.BytesIO()
    stream = NotedStream(raw, Codec.ZLIB)
    texts = {f"NCT{number}": os.urandom(300_000).hex().encode() for number in range(5)}
    for study, text in texts.items():
        stream.write(text)
        stream.note_study(study)
    stream.close()
    packed = raw.getvalue()
    assert gzip.decompress(packed) == b"".join(texts.values())
    assert [begin for _, begin in stream.notes.members] == [0, 1_200_000, 2_400_000]
    before = b"what stands before"
    index = file_index(
        [PlacedPart(stream.notes, len(before), len(packed), "shared")], head=b"", size=len(before + packed), sha256=""
    )
    assert index is not None
    for study, (place,) in index.studies.items():
        member = (before + packed)[place.at : place.at + place.size]
        assert gzip.decompress(member)[place.start : place.end] == texts[study]
