"""Files, archives and streams: each record found by its bytes; hostile ones a clear problem, all else read."""

import bz2
import gzip
import io
import json
import random
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import packings
from kg.pipeline.input.containers import FilePart, pieces, unpack_stream
from kg.pipeline.input.record_splitter import Flaw, Piece
from tests.growth import assert_linear

ONE = b'{"protocolSection":{"identificationModule":{"nctId":"NCT99990001"}},"hasResults":false}'
TWO = b'{"protocolSection": {"identificationModule": {"nctId": "NCT99990002", "briefTitle": "a } ] \\" { ["}}}'
RECORDS = [ONE, TWO, ONE, TWO]


def bare(each: Piece | Flaw) -> Piece | Flaw:
    """The record and its position alone."""
    return each._replace(behind=None, start=0, size=0)


def found(content: bytes) -> list[Piece | Flaw]:
    return [bare(each) for each in pieces(io.BytesIO(content))]


def contents(content: bytes) -> list[bytes]:
    return [each.content for each in found(content) if isinstance(each, Piece)]


def flaws(content: bytes) -> list[tuple[str, str | None]]:
    return [(each.rule, each.position) for each in found(content) if isinstance(each, Flaw)]


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Records of more than 1,000 bytes are too large."""
    monkeypatch.setattr("kg.pipeline.input.window.LARGEST", 1_000)
    return 1_000


# Plain streams


@pytest.mark.parametrize(
    "content",
    [
        b"",
        ONE,
        b"\xef\xbb\xbf" + ONE,
        json.dumps(json.loads(ONE), indent=2).encode(),
        b"a page\nof text",
        b"[1] a note",
        ONE + b"\n\n",
    ],
    ids=["empty", "study", "mark", "pretty", "page", "note", "end"],
)
def test_a_file_of_one_record_is_that_record(content: bytes) -> None:
    assert found(content) == [Piece(content)]


@pytest.mark.parametrize(
    "wrapping",
    [
        b"[%b]",
        b"\xef\xbb\xbf [\n%b\n]\n",
        b'{"studies":[%b]}',
        b'{"totalCount": 4, "nextPageToken": "a\\"]", "studies": [%b], "x": {}}',
        b'{"FullStudiesResponse":{"APIVrs":"1.01.05","NStudiesFound":4,"FullStudies":[%b]}}',
    ],
    ids=["array", "spaced", "page", "keys", "response"],
)
@pytest.mark.parametrize("between", [b",", b" ,\n  "], ids=["tight", "loose"])
def test_the_elements_of_a_list_are_records(wrapping: bytes, between: bytes) -> None:
    expected = [Piece(content, f"#{number}") for number, content in enumerate(RECORDS, start=1)]
    assert found(wrapping % between.join(RECORDS)) == expected


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n"], ids=["lf", "crlf", "blank"])
def test_lines_are_records_counted_as_an_editor_counts(end: bytes) -> None:
    step = 2 if end == b"\n\n" else 1
    expected = [Piece(content, f"#{number * step + 1}") for number, content in enumerate(RECORDS)]
    assert found(end.join(RECORDS)) == found(end.join(RECORDS) + end) == expected


def test_a_bad_line_costs_itself_alone() -> None:
    content = b"\n".join([ONE, b'{"broken', TWO])
    assert contents(content) == [ONE, TWO]
    assert flaws(content) == [("CT-R112", "#2")]


def test_several_studies_of_one_xml_file_are_records() -> None:
    study = b"<clinical_study rank='1'>\n<a/></clinical_study>"
    assert found(b"<?xml version='1.0'?>\n" + study) == [Piece(b"<?xml version='1.0'?>\n" + study)]
    wrapped = b"<studies>\n" + study + b"\n <!-- x -->" + study + b"</studies>"
    assert found(wrapped) == [Piece(study, "#1"), Piece(study, "#2")]
    assert flaws(wrapped[:-30]) == [("CT-R108", "#2")]
    assert contents(study + b"\n" + study) == [study, study]


@pytest.mark.parametrize("content", [b"[]", b'{"studies":[]}', b'[{"a": 1}, {"a": 2}]'])
def test_a_list_without_a_record_is_one_piece_that_its_reader_names(content: bytes) -> None:
    assert found(content) == [Piece(content)]


@pytest.mark.usefixtures("small")
def test_records_that_are_too_large_are_told_of_and_passed_over() -> None:
    large = b'{"protocolSection":{"a":"' + b"x" * 2_000 + b'"}}'
    assert flaws(large) == [("CT-R110", "#1")]
    assert found(b"[%b,%b]" % (large, ONE)) == [found(b"[%b,%b]" % (large, ONE))[0], Piece(ONE, "#2")]
    assert flaws(b"[%b,%b]" % (large, ONE)) == [("CT-R110", "#1")]
    xml = b"<clinical_study>" + b"x" * 2_000 + b"</clinical_study>"
    assert flaws(b"<a>" + xml + b"<clinical_study/></clinical_study></a>") == [("CT-R110", "#1")]
    assert contents(b"<a>" + xml + b"<clinical_study ></clinical_study></a>") == [b"<clinical_study ></clinical_study>"]


def test_lines_that_are_too_long_are_told_of_and_passed_over(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.input.window._CHUNK", 100)
    assert small
    content = b"\n".join([ONE, b'{"a":"' + b"x" * 2_000 + b'"}', TWO])
    assert contents(content) == [ONE, TWO]
    assert flaws(content) == [("CT-R112", "#2")]


@pytest.mark.slow
def test_a_hundred_megabytes_of_brackets() -> None:
    assert flaws(b"[" * 100_000_000) == [("CT-R110", "#1")]
    assert flaws(b'[{"protocolSection":{"a":' + b"[" * 30_000_000) == [("CT-R110", "#1")]
    nested = b'{"a":' + b"[" * 30_000_000 + b"\n" + ONE
    assert [each.position for each in found(nested)] == ["#1", "#2"]


@pytest.mark.parametrize(
    ("start", "end"), [(b"", b""), (b'[{"protocolSection":{"a":', b""), (b'{"a":', b"\n" + ONE)], ids=repr
)
@pytest.mark.parametrize("largest", [500, 64 << 20], ids=["too large", "small enough"])
def test_brackets_are_passed_over_in_time_that_grows_with_them(
    start: bytes, end: bytes, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.input.window.LARGEST", largest)
    monkeypatch.setattr("kg.pipeline.input.window._CHUNK", 4_096)
    assert_linear(
        lambda content: [found(content) for _ in range(10)], lambda size: start + b"[" * size + end, size=1_000
    )


@pytest.mark.parametrize("part", [None, FilePart(), FilePart(flaw=Flaw("CT-R107", "x"))])
def test_a_long_stream_is_read_as_far_as_its_records_are_asked_for(part: FilePart | None) -> None:
    """No more than a window of it is held, whatever its size."""
    stream = io.BytesIO(b"\n".join(RECORDS * 20_000))
    next(pieces(stream, part))
    assert stream.tell() < len(stream.getvalue()) / 2


def test_a_list_that_ends_in_the_middle() -> None:
    whole = b"[" + b",".join(RECORDS)
    assert contents(whole[:-5]) == RECORDS[:3]
    assert flaws(whole[:-5]) == [("CT-R108", "#4")]


# Archives


def test_members_are_records_named_by_their_path() -> None:
    archive = zipped(("NCT0000xxxx/", b""), ("NCT0000xxxx/a.json", ONE), ("list.json", b"[%b,%b]" % (ONE, TWO)))
    assert found(archive) == [Piece(ONE, "NCT0000xxxx/a.json"), Piece(ONE, "list.json#1"), Piece(TWO, "list.json#2")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_way_of_packing(method: int) -> None:
    assert contents(zipped(("a", ONE), ("b", TWO), method=method)) == [ONE, TWO]


PACKERS = [gzip.compress, bz2.compress, packings.zstd().compress]
Pack = Callable[[bytes], bytes]


@pytest.mark.parametrize("pack", PACKERS)
def test_packed_streams_of_anything(pack: Pack) -> None:
    assert found(pack(ONE)) == [Piece(ONE)]
    assert contents(pack(b"\n".join(RECORDS))) == RECORDS
    assert contents(pack(ONE + b"\n") + pack(TWO)) == [ONE, TWO]
    assert found(pack(zipped(("a", ONE)))) == [Piece(ONE, "a")]
    assert found(zipped(("a.gz", pack(ONE)))) == [Piece(ONE, "a.gz")]
    assert contents(pack(gzip.compress(ONE))) == [ONE]


def test_a_page_that_begins_like_a_packed_stream_is_none() -> None:
    assert found(b"BZh is no abbreviation" + ONE)[0] == Piece(b"BZh is no abbreviation" + ONE)


def test_without_its_library_a_packed_file_is_said_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = packings.zstd().compress(ONE)
    for name in ("backports.zstd", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    packings.zstd.cache_clear()
    archive = found(zipped(("a.zst", packed), ("b", TWO)))
    packings.zstd.cache_clear()
    assert [each.content for each in archive if isinstance(each, Piece)] == [TWO]
    (flaw,) = (each for each in archive if isinstance(each, Flaw))
    assert (flaw.rule, flaw.message.endswith("pip install 'kgbuild[zstd]'")) == ("CT-R108", True)


def test_a_gzip_in_a_gzip() -> None:
    assert found(zipped(("b.zip", zipped(("c", ONE))))) == [Piece(ONE, "b.zip/c")]


def test_hidden_members_are_passed_over() -> None:
    archive = zipped((".DS_Store", b"x"), ("__MACOSX/._a.json", b"x"), ("a/.b/c", b"x"), ("a.json", ONE))
    hidden = [Flaw("CT-R120", "its name is hidden", name) for name in (".DS_Store", "__MACOSX/._a.json", "a/.b/c")]
    assert found(archive) == [*hidden, Piece(ONE, "a.json")]


def test_a_name_with_the_other_slash_is_a_name_like_any(tmp_path: Path) -> None:
    """`..\\..\\y.json`: two steps up on Windows, and nothing hidden."""
    archive = zipped(("..\\..\\y.json", ONE), ("a\\.b\\c.json", ONE))
    assert found(archive) == [
        Piece(ONE, "..\\..\\y.json"),
        Flaw("CT-R120", "its name is hidden", "a\\.b\\c.json"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_not_utf8_as_it_says_costs_nothing() -> None:
    archive = zipped(("\u00e9.json", ONE), ("b.json", TWO)).replace("\u00e9.json".encode(), b"\xe9\xe8.json")
    assert found(archive) == [Piece(ONE, "\u0398\u03a6.json"), Piece(TWO, "b.json")]


def test_a_link_in_an_archive_is_passed_over_and_a_folder_needs_no_word() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        link = zipfile.ZipInfo("link.json")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.mkdir("folder")
        packed.writestr("folder/a.json", ONE)
    assert found(stream.getvalue()) == [Flaw("CT-R122", "it is a link", "link.json"), Piece(ONE, "folder/a.json")]


def test_names_are_texts_and_never_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.json", "/etc/passwd", "a\\..\\b", "C:/x", "a\x07b", "x" * 5_000]
    archive = zipped(*((name, ONE) for name in names))
    assert [each.position for each in found(archive)] == [*names[:4], "a\ufffdb", names[5]]
    assert contents(archive) == [ONE] * 6
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped(("bomb", b"\0" * 40_000_000), ("a", ONE))
    assert flaws(bomb) == [("CT-R109", "bomb")]
    assert contents(bomb) == [ONE]


@pytest.mark.parametrize(("pack", "packing"), [*zip(PACKERS, packings.Packing, strict=True)])
def test_a_packed_bomb_is_unpacked_no_further_than_it_is_known_for_one(pack: Pack, packing: packings.Packing) -> None:
    bomb, target = pack(b"[" + b" " * 40_000_000), io.BytesIO()
    assert flaws(bomb) == [("CT-R109", None)]
    flaw = unpack_stream(io.BytesIO(bomb), packing, target)
    assert flaw
    assert flaw.rule == "CT-R109"
    assert target.tell() < 20_000_000


def test_a_member_that_lies_about_its_size_does_not_get_further() -> None:
    archive = bytearray(zipped(("liar", b"x" * 10_000), ("a", ONE)))
    size = (10_000).to_bytes(4, "little")
    while (at := archive.find(size)) >= 0:
        archive[at : at + 4] = (5).to_bytes(4, "little")
    assert ("CT-R108", "liar") in flaws(bytes(archive))
    assert contents(bytes(archive)) == [ONE]


def test_members_that_share_their_bytes_are_refused() -> None:
    archive = bytearray(zipped(("a", b"x" * 300), ("b", b"y" * 300)))
    directory = archive.find(b"PK\x01\x02")
    second = archive.find(b"PK\x01\x02", directory + 4)
    archive[second + 42 : second + 46] = archive[directory + 42 : directory + 46]
    assert flaws(bytes(archive)) == [("CT-R109", None)]


def test_archives_in_archives_without_end() -> None:
    content = ONE
    for depth in range(6):
        content = zipped((f"{depth}.zip", content)) if depth % 2 else gzip.compress(content)
    assert [rule for rule, _ in flaws(content)] == ["CT-R109"]


def test_an_encrypted_member_costs_itself_alone() -> None:
    archive = bytearray(zipped(("secret", TWO), ("a", ONE)))
    directory = archive.find(b"PK\x01\x02")
    archive[directory + 8] |= 1
    assert flaws(bytes(archive)) == [("CT-R108", "secret")]
    assert contents(bytes(archive)) == [ONE]


def test_a_damaged_member_costs_itself_alone() -> None:
    archive = bytearray(zipped(("a", ONE * 20), ("b", TWO), method=zipfile.ZIP_STORED))
    archive[archive.find(ONE) + 40] ^= 0xFF
    assert flaws(bytes(archive)) == [("CT-R108", "a")]
    assert contents(bytes(archive)) == [TWO]


def test_an_archive_that_is_cut_off() -> None:
    archive = zipped(*((f"{number}.json", TWO) for number in range(20)))
    for end in (10, 200, len(archive) // 2, len(archive) - 30):
        assert flaws(archive[:end]) == [("CT-R108", None)]


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKERS)
def test_a_packed_stream_that_is_cut_off_gives_what_is_before_the_cut(pack: Pack) -> None:
    random.seed(5)
    lines = [json.dumps({"protocolSection": {"a": random.random()}}).encode() for _ in range(40_000)]  # noqa: S311
    packed = pack(b"\n".join(lines))
    cut = found(packed[: len(packed) * 9 // 10])
    whole = [each.content for each in cut if isinstance(each, Piece)]
    assert whole == lines[: len(whole)]
    assert len(whole) > 5_000
    flawed = [each for each in cut if isinstance(each, Flaw)]
    # Where the cut falls is the packer's to say: within a record, or before the next one begins.
    assert [each.rule for each in flawed] in (["CT-R108", "CT-R108"], ["CT-R112", "CT-R108"])
    assert flawed[1].message.startswith("it cannot be unpacked to its end")


@pytest.mark.parametrize("pack", PACKERS)
def test_bytes_behind_the_end_of_a_packed_stream_cost_no_record(pack: Pack) -> None:
    assert contents(pack(ONE) + b"rubbish") == [ONE]
    assert flaws(pack(ONE) + b"rubbish") == [("CT-R112", None)]
    assert contents(pack(ONE) + b"r") == [ONE]


def test_zeros_behind_the_end_of_a_gzip_stream_are_padding() -> None:
    packed = gzip.compress(ONE)
    assert found(packed + b"\0" * 100) == [Piece(ONE)]
    assert contents(packed + b"rubbish") == [ONE]
    assert flaws(packed + b"rubbish") == [("CT-R112", None)]
    several = gzip.compress(ONE + b"\n") + b"\0\0" + gzip.compress(TWO) + b"x"
    assert contents(several) == [ONE, TWO]
    assert flaws(several) == [("CT-R112", None)]
    assert contents(gzip.compress(ONE + b"\n" + TWO + b"\n")[:-3]) == [ONE, TWO]


def test_rubbish_after_a_magic_number() -> None:
    for content in (b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 17, b"\x1f\x8b", b"\x1f\x8b\x08" + b"\xff" * 50):
        assert flaws(content) == [("CT-R108", None)]
    assert found(zipped()) == []


def test_no_bytes_raise() -> None:
    """Archives and lists with some bytes changed: whatever comes, it comes as pieces and flaws."""
    random.seed(7)
    seeds = [
        zipped(("a", ONE * 3), ("b.gz", gzip.compress(TWO))),
        gzip.compress(b"[" + ONE + b"]"),
        b"[" + b",".join(RECORDS),
    ]
    seeds.append(zlib.compress(ONE))
    for seed in seeds:
        for _ in range(300):
            changed = bytearray(seed)
            for _ in range(random.randint(1, 4)):  # noqa: S311
                changed[random.randrange(len(changed))] = random.randrange(256)  # noqa: S311
            for each in found(bytes(changed)):
                assert isinstance(each, Piece | Flaw)


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        (b"[", b",", b"]"),
        (b'\xef\xbb\xbf {"studies" : [', b" ,\n ", b"]}\n"),
        (b"", b"\n", b"\n"),
        (b"\xef\xbb\xbf", b"\r\n\n", b""),
        (b"<all>", b" <!-- x --> ", b"</all>"),
    ],
    ids=["array", "page", "lines", "blank lines", "slices"],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_reading_goes_on_behind_any_bookmark(
    before: bytes, between: bytes, after: bytes, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.input.window._CHUNK", chunk)
    monkeypatch.setattr("kg.pipeline.input.window._CHUNK", chunk)
    studies = [b"<clinical_study>%d</clinical_study>" % n for n in range(4)] if after == b"</all>" else list(RECORDS)
    content = before + between.join(studies) + after
    whole = [bare(each) for each in pieces(io.BytesIO(content))]
    assert [each.content for each in whole if isinstance(each, Piece)] == studies
    marks = [each.behind for each in pieces(io.BytesIO(content))]
    for number, mark in enumerate(marks[:-1], start=1):
        assert mark is not None
        rest = [bare(each) for each in pieces(io.BytesIO(content), FilePart(mark=mark))]
        assert rest == whole[number:]
        one = list(pieces(io.BytesIO(content), FilePart(mark=mark, most=1)))
        assert [bare(each) for each in one] == whole[number : number + 1]
