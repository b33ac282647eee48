"""Real studies as graphs, as the pipeline makes them."""

import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.iris import Minter
from kg.rdf import Told, Triple
from kg.sources import detect
from kg.sources.reading import Reading
from kg.statements import Teller

__all__ = ["pages", "readings_of", "studies", "told"]

_tell = Teller(Minter())


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


def told(reading: Reading) -> Told:
    """What a record says, of its own nodes and of shared ones."""
    assert reading.study is not None, reading.problems
    return _tell(reading.study, origin=reading.origin)


def studies(archive: Path, start: int, stop: int) -> Iterator[list[Triple]]:
    """The graphs of the studies at these positions, each with the shared nodes that it names."""
    for name, content in pages(archive)[start:stop]:
        for reading in readings_of(name, content):
            said = told(reading)
            yield [*said.triples(), *said.shared_triples()]
