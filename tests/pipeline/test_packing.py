"""Packed files unpack to the same bytes whatever packs them, and one run packs by one library."""

import gzip
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_type_hints

import pytest

from kg import packings
from kg.errors import UsageError
from kg.iris import BASE
from kg.packings import packing_in, packing_of, reading_packed, unpack
from kg.pipeline import packing
from kg.pipeline.packing import Codec, best_codec, packed_stream
from kg.pipeline.run.destinations import Outputs
from kg.pipeline.run.ingest import Output, Request, ingest
from kg.pipeline.run.options import IngestOptions
from kg.pipeline.run.recipe import Recipe
from kg.rdf import Format

from .making import export

isal = pytest.mark.skipif(best_codec() is Codec.ZLIB, reason="ISA-L is not installed")
CODECS = [Codec.ZLIB, pytest.param(Codec.ISAL, marks=isal)]


def packed(content: bytes, codec: Codec) -> bytes:
    raw = io.BytesIO()
    with packed_stream(raw, codec) as stream:
        stream.write(content)
    return raw.getvalue()


def graph(source: Path, out: Path, codec: Codec, jobs: int = 1) -> bytes:
    request = Request(
        paths=[str(source)],
        outputs=lambda _: [Output(str(out), Format.NQUADS)],
        recipe=Recipe(BASE, codec=codec),
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
        versions=("kgbuild test",),
        jobs=jobs,
    )
    ingest(request)
    return out.read_bytes()


@pytest.fixture
def without_isal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process in which ISA-L is not installed."""
    monkeypatch.setattr(packing, "_isal", lambda _: None)
    best_codec.cache_clear()
    yield
    best_codec.cache_clear()


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("content", [b"", b"x", b"line\n" * 100_000], ids=["nothing", "a byte", "much"])
def test_what_is_packed_unpacks_to_itself_and_states_no_time_or_name(content: bytes, codec: Codec) -> None:
    found = packed(content, codec)
    assert gzip.decompress(found) == content
    assert found == packed(content, codec)
    flags, time = found[3], found[4:8]
    assert (flags, time) == (0, bytes(4))


@pytest.mark.parametrize("codec", CODECS)
def test_the_packed_bytes_are_the_same_whoever_works(codec: Codec, tmp_path: Path) -> None:
    source = export(tmp_path / "in.jsonl", 9)
    one = graph(source, tmp_path / "one.nq.gz", codec)
    assert one == graph(source, tmp_path / "two.nq.gz", codec, jobs=2)
    assert gzip.decompress(one) == graph(source, tmp_path / "plain.nq", codec)


@pytest.mark.slow
@pytest.mark.parametrize("codec", [Codec.BZIP2, Codec.ZSTD])
@pytest.mark.parametrize("jobs", [1, 2])
def test_every_packing_holds_the_same_graph(tmp_path: Path, codec: Codec, jobs: int) -> None:
    """Whoever works: its parts are packed one by one."""
    source, extension = export(tmp_path / "in.jsonl", 9), {"bzip2": "bz2", "zstd": "zst"}[codec]
    plain = graph(source, tmp_path / "plain.nq", Codec.ZLIB)
    content = graph(source, tmp_path / f"packed.nq.{extension}", Codec.ZLIB, jobs)
    assert packing_in(content[:4]) is packing_of(f"x.{extension}")
    assert unpack(content, packing_in(content[:4]), name="packed") == plain
    with reading_packed(str(tmp_path / f"packed.nq.{extension}")) as stream:
        assert b"".join(stream) == plain


def test_without_the_library_a_packed_output_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    packings.zstd.cache_clear()
    with pytest.raises(UsageError, match=r"pip install 'kgbuild\[zstd\]'"):
        Outputs.of(IngestOptions("x.json", output=tmp_path / "x.nq.zst"))
    packings.zstd.cache_clear()


@isal
def test_either_library_packs_the_same_graph(tmp_path: Path) -> None:
    source = export(tmp_path / "in.jsonl", 9)
    first, second = (graph(source, tmp_path / f"{codec}.nq.gz", codec) for codec in (Codec.ZLIB, Codec.ISAL))
    assert first != second
    assert gzip.decompress(first) == gzip.decompress(second)


def test_the_run_chooses_for_all_its_processes() -> None:
    options = IngestOptions("in.json", output="out.nq.gz", link=False)
    recipe = Request.of(options, Outputs.of(options)).recipe
    assert recipe.codec is best_codec()
    assert get_type_hints(Recipe)["codec"] is Codec


def test_without_the_extra_zlib_packs(without_isal: None) -> None:
    assert best_codec() is Codec.ZLIB
    assert gzip.decompress(packed(b"content", best_codec())) == b"content"


def test_a_process_that_lacks_the_library_of_its_run_says_so(without_isal: None, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"lacks ISA-L, with which the others pack.*pip install 'kgbuild\[fast\]'"):
        graph(export(tmp_path / "in.jsonl", 2), tmp_path / "out.nq.gz", Codec.ISAL)
    assert not (tmp_path / "out.nq.gz").exists()
