"""A member that is unpacked in one go is what `zipfile` unpacks, and what is not as stated is left to `zipfile`."""

import io
import json
import random
import zipfile
from collections.abc import Callable

import pytest

from kg.pipeline import packing
from kg.pipeline.input import containers
from kg.pipeline.input.containers import FilePart, pieces
from kg.pipeline.input.members import content_of
from kg.pipeline.input.pieces import Flaw, Piece
from kg.pipeline.input.zip_ranges import zip_ranges

from .making import study


class _Pipe(io.RawIOBase):
    """A stream that cannot be sought, so that sizes stand behind the members that are written to it."""

    def __init__(self) -> None:
        self.held = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        return self.held.write(data)


RECORDS = [json.dumps(study(number)).encode() for number in range(3)]


def packed(
    *contents: bytes, method: int = zipfile.ZIP_DEFLATED, target: io.BytesIO | _Pipe | None = None, zip64: bool = False
) -> bytes:
    held = io.BytesIO() if target is None else target
    with zipfile.ZipFile(held, "w", method) as archive:
        for number, content in enumerate(contents):
            with archive.open(f"n\u00e4me {number}.json", "w", force_zip64=zip64) as member:
                member.write(content)
    return held.held.getvalue() if isinstance(held, _Pipe) else held.getvalue()


def at_once(archive: bytes) -> list[bytes | None]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [content_of(io.BytesIO(archive), info) for info in opened.infolist()]


def found(archive: bytes) -> list[Piece | Flaw]:
    """As a whole, and in ranges."""
    stream = io.BytesIO(archive)
    ranges = zip_ranges(stream, members=2, unpacked=1 << 20) or []
    parts = [FilePart(members=each) for each in ranges]
    return [each for part in (None, *parts) for each in pieces(_rewound(stream), part)]


def _rewound(stream: io.BytesIO) -> io.BytesIO:
    stream.seek(0)
    return stream


USUAL: dict[str, Callable[[], bytes]] = {
    "deflated": lambda: packed(*RECORDS),
    "stored": lambda: packed(*RECORDS, method=zipfile.ZIP_STORED),
    "sizes behind the members": lambda: packed(*RECORDS, target=_Pipe()),
    "zip64": lambda: packed(*RECORDS, zip64=True),
    "something before the archive": lambda: b"#!/bin/sh\n" * 40 + packed(*RECORDS),
    "something behind a record": lambda: packed(*(record + b"\n{}" for record in RECORDS)),
    "several records a member": lambda: packed(b"[" + b",".join(RECORDS) + b"]", b"\xef\xbb\xbf" + RECORDS[0], b""),
    "another encoding": lambda: packed(RECORDS[0].decode().encode("utf-16"), RECORDS[1]),
}


@pytest.mark.parametrize("kind", USUAL)
def test_usual_members_are_unpacked_at_once_and_give_what_zipfile_gives(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = USUAL[kind]()
    assert None not in at_once(archive)
    quick = found(archive)
    monkeypatch.setattr(containers, "content_of", lambda *_: None)
    assert quick == found(archive)


def _changed(archive: bytes, old: bytes, new: bytes, *, last: bool = False) -> bytes:
    at = archive.rfind(old) if last else archive.find(old)
    assert at >= 0
    return archive[:at] + new + archive[at + len(old) :]


def _entry(archive: bytes, offset: int, value: bytes) -> bytes:
    """The archive with other bytes in the first entry of its directory."""
    at = archive.find(b"PK\x01\x02") + offset
    return archive[:at] + value + archive[at + len(value) :]


ODD: dict[str, Callable[[], bytes]] = {
    "encrypted": lambda: _entry(packed(*RECORDS), 8, b"\x01"),
    "another method": lambda: packed(*RECORDS, method=zipfile.ZIP_BZIP2),
    "an unknown method": lambda: _entry(packed(*RECORDS), 10, b"\x63\x00"),
    "a wrong checksum": lambda: _entry(packed(*RECORDS), 16, b"\0\0\0\0"),
    "a smaller size": lambda: _entry(packed(*RECORDS), 24, (5).to_bytes(4, "little")),
    "a larger size": lambda: _entry(packed(*RECORDS), 24, (50_000).to_bytes(4, "little")),
    "a smaller packed size": lambda: _entry(packed(*RECORDS), 20, (5).to_bytes(4, "little")),
    "another name": lambda: _changed(packed(*RECORDS), b"me 0.json", b"me 9.json"),
    "no header": lambda: _changed(packed(*RECORDS), b"PK\x03\x04", b"PK\x03\x05"),
    "a bomb": lambda: packed(b"\0" * 20_000_000),
    "more than is unpacked at once": lambda: packed(b"[" + b",".join(RECORDS * 3_000) + b"]"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_not_as_stated_is_left_to_zipfile(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = ODD[kind]()
    assert at_once(archive)[0] is None
    quick = found(archive)
    monkeypatch.setattr(containers, "content_of", lambda *_: None)
    assert quick == found(archive)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_whatever_byte_is_wrong_the_same_is_found(method: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packed(*RECORDS[:2], method=method)
    chance = random.Random(7)  # noqa: S311
    damaged = []
    for _ in range(300):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        damaged.append(bytes(changed))
    quick = [found(archive) for archive in damaged]
    monkeypatch.setattr(containers, "content_of", lambda *_: None)
    for archive, seen in zip(damaged, quick, strict=True):
        assert seen == found(archive)


def test_either_library_unpacks_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed(*RECORDS)
    before = at_once(archive)
    monkeypatch.setattr(packing, "_isal", lambda _: None)
    assert at_once(archive) == before == RECORDS
