"""The key that is noted of a record is the key of what is read of it, whatever was done to the record."""

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline.input.files import InputFile
from kg.pipeline.input.readings import FoundRecord, found
from kg.sources.reading import key_of

_ARCHIVES = ("ctgov-v2.zip", "ctgov-v1.zip", "ctgov-xml.zip")
_MARKS = (b"", b'"', b"}", b"<", b">", b"NCT00000000", b"2031-01-01", b"\xff", b"null")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A record with a few bytes gone, doubled, or replaced; half of the time near its id or its dates."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        near = [at for mark in (b"NCT", b"ate", b"osted") if (at := content.find(mark)) >= 0]
        at = chance.choice(near) if near and chance.random() < 0.5 else chance.randrange(len(changed))
        at = min(max(at + chance.randint(-3, 12), 0), len(changed) - 1)
        kind = chance.random()
        if kind < 0.3:
            del changed[at : at + chance.randint(1, 30)]
        elif kind < 0.5:
            changed[at:at] = changed[at : at + chance.randint(1, 200)]
        else:
            changed[at : at + chance.randint(0, 3)] = chance.choice(_MARKS)
    return bytes(changed)


def records(data: Path, count: int) -> Iterator[bytes]:
    """So many mutated records, of all structured formats in turn."""
    chance = random.Random(12)  # noqa: S311 - the same mutations each time
    for name in _ARCHIVES:
        with zipfile.ZipFile(data / name) as archive:
            members = chance.sample(archive.namelist(), 40)
            originals = [archive.read(member) for member in members]
        for _ in range(count // len(_ARCHIVES)):
            yield mutated(chance.choice(originals), chance)


def check(data: Path, folder: Path, count: int) -> int:
    """How many of the mutated records have a key; of each of them it is the key of what is read."""
    path, noted = folder / "record", 0
    for content in records(data, count):
        path.write_bytes(content)
        for each in found([InputFile(path, "record", named=True)]):
            if not isinstance(each, FoundRecord):
                continue
            key, reading = each.keys(), each.reading()
            if reading.study is None:
                continue
            assert key is not None
            assert key.key == key_of(reading.study, reading.origin)
            noted += 1
    return noted


@pytest.mark.slow
def test_the_key_noted_is_the_key_of_what_is_read(data: Path, tmp_path: Path) -> None:
    assert check(data, tmp_path, 300) > 50


@pytest.mark.slow
def test_the_key_noted_is_the_key_of_what_is_read_of_3000_records(data: Path, tmp_path: Path) -> None:
    assert check(data, tmp_path, 3_000) > 500
