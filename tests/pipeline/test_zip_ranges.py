"""An archive in ranges holds what it holds as a whole."""

import io
import zipfile
from pathlib import Path

import pytest

from kg.pipeline.input import zip_ranges as module
from kg.pipeline.input.zip_ranges import range_stream, zip_ranges


def archive(members: dict[str, bytes], *, before: bytes = b"", comment: bytes = b"", wide: bool = False) -> io.BytesIO:
    stream = io.BytesIO()
    stream.write(before)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = comment
        for name, content in members.items():
            with packed.open(name, "w", force_zip64=wide) as member:
                member.write(content)
    return stream


def contents(stream: io.BytesIO, *, members: int) -> list[tuple[str, bytes]]:
    found = []
    for each in zip_ranges(stream, members=members, unpacked=1 << 30) or ():
        with zipfile.ZipFile(range_stream(stream, each)) as part:
            assert len(part.namelist()) == each.members <= members
            assert part.testzip() is None
            found += [(name, part.read(name)) for name in part.namelist()]
    return found


MEMBERS = {f"folder/{number}.json": bytes(range(number * 7)) for number in range(23)}


@pytest.mark.parametrize("members", [1, 4, 23, 100])
@pytest.mark.parametrize(
    "options",
    [{}, {"before": b"#!/bin/sh\n" * 9}, {"comment": b"PK and more"}, {"wide": True}],
    ids=["plain", "behind a script", "comment", "wide"],
)
def test_the_ranges_hold_what_the_archive_holds(options: dict[str, bytes], members: int) -> None:
    assert contents(archive(MEMBERS, **options), members=members) == list(MEMBERS.items())  # type: ignore[arg-type]


def test_an_archive_of_more_members_than_the_old_form_counts() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for number in range(66_000):
            packed.writestr(zipfile.ZipInfo(f"{number}"), b"")
    ranges = zip_ranges(stream, members=500, unpacked=1 << 30)
    assert ranges is not None
    assert sum(each.members for each in ranges) == 66_000
    with zipfile.ZipFile(range_stream(stream, ranges[-1])) as part:
        assert part.namelist() == [str(number) for number in range(66_000)][-ranges[-1].members :]


def test_offsets_and_sizes_beyond_four_gigabytes_stand_in_the_extra_field() -> None:
    """As an archive of that size has them; the members themselves are small."""
    stream = archive({"a": b"1" * 50, "b": b"2" * 60})
    whole = (zip_ranges(stream, members=9, unpacked=1 << 30) or [])[0]
    raw = bytearray(stream.getvalue())
    at = raw.rindex(b"PK\x01\x02")
    offset = raw[at + 42 : at + 46]
    entry = raw[at : at + 46] + b"b"
    entry[30:32] = (12).to_bytes(2, "little")
    entry[42:46] = b"\xff\xff\xff\xff"
    wide = entry + b"\x01\x00\x08\x00" + offset + bytes(4)
    end = raw[whole.entries + whole.length :]
    end[12:16] = (whole.length + 12).to_bytes(4, "little")
    assert contents(io.BytesIO(bytes(raw[:at] + wide + end)), members=1) == [("a", b"1" * 50), ("b", b"2" * 60)]


def test_a_large_member_is_a_range_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE_MEMBER", 1_000)
    stream = archive({"a": b"", "b": b"x" * 1_001, "c": b"", "d": b""})
    ranges = zip_ranges(stream, members=9, unpacked=1 << 30)
    assert [(each.members, each.large) for each in ranges or ()] == [(1, False), (1, True), (2, False)]


def test_ranges_are_cut_by_size_too() -> None:
    stream = archive({str(number): bytes(100) for number in range(5)})
    assert [each.members for each in zip_ranges(stream, members=9, unpacked=200) or ()] == [2, 2, 1]


@pytest.mark.parametrize("damage", ["end", "entries", "order", "text"])
def test_what_is_not_laid_out_as_usual_is_read_as_a_whole(damage: str) -> None:
    raw = bytearray(archive(MEMBERS).getvalue())
    first = raw.index(b"PK\x01\x02")
    match damage:
        case "end":
            raw = raw[:-30]
        case "entries":
            raw[first : first + 4] = b"none"
        case "order":
            second = raw.index(b"PK\x01\x02", first + 1)
            raw[second + 42 : second + 46] = bytes(4)
        case "text":
            raw = bytearray(b"PK\x03\x04 and no more")
    assert zip_ranges(io.BytesIO(raw), members=4, unpacked=1 << 30) is None


def test_real_archives(data: Path) -> None:
    for path in sorted(data.glob("*.zip")):
        with path.open("rb") as stream, zipfile.ZipFile(path) as whole:
            ranges = zip_ranges(stream, members=100, unpacked=1 << 30)
            assert ranges is not None
            names = [zipfile.ZipFile(range_stream(stream, each)).namelist() for each in ranges]
            assert [name for part in names for name in part] == whole.namelist()
