"""Real studies as graphs, as the pipeline makes them."""

import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.documents import describe
from kg.iris import Minter
from kg.rdf import Walk, shipped_context
from kg.rdf.terms import Triple
from kg.rdf.walk import Walked
from kg.sources import detect
from kg.sources.reading import Reading

__all__ = ["pages", "readings_of", "studies", "walk"]

_walk = Walk(shipped_context(), Minter().base)


@cache
def pages(archive: Path) -> tuple[tuple[str, bytes], ...]:
    """The name and the bytes of each study of an archive, sorted."""
    with zipfile.ZipFile(archive) as opened:
        return tuple((name, opened.read(name)) for name in sorted(opened.namelist()) if name.endswith(".json"))


def readings_of(name: str, content: bytes) -> Iterator[Reading]:
    """The records of a study's file; there must be a reader for it."""
    reader = detect(content[:65_536])
    assert reader is not None, name
    yield reader.read(content, name=name)


def walk(reading: Reading) -> Walked:
    """The triples of a record, its own and those of shared nodes."""
    assert reading.study is not None, reading.problems
    return _walk(describe(reading.study, origin=reading.origin, mint=Minter(), leading=True))


def studies(archive: Path, start: int, stop: int) -> Iterator[list[Triple]]:
    """The graphs of the studies at these positions, each with the shared nodes that it names."""
    for name, content in pages(archive)[start:stop]:
        for reading in readings_of(name, content):
            walked = walk(reading)
            yield list(dict.fromkeys((*walked.owned, *walked.shared)))
