"""What it costs to read RDF files into memory, before any is read: told by their sizes."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kg.errors import UsageError
from kg.packings import packing_of
from kg.rdf import Format, format_of

__all__ = ["LARGE", "ReadingCost", "reading_cost"]

LARGE = 5.0
"""Seconds from which on it is worth while to say beforehand how long it takes."""

_RATES = {
    Format.NQUADS: 60e6,
    Format.NTRIPLES: 60e6,
    Format.TURTLE: 20e6,
    Format.TRIG: 20e6,
    Format.JSONLD: 14e6,
    Format.JSONLINES: 14e6,
}
"""Bytes a second: the graph of 1,084 studies, 614,418 triples, read into a store in memory on one core."""

_PACKED = {Format.NQUADS: 14.0, Format.NTRIPLES: 14.0}
_PACKED_TEXT = 6.0
"""How many bytes one of a packed file stands for, unpacking counted in: of lines that repeat their IRIs, and others."""


class ReadingCost(NamedTuple):
    """What reading takes."""

    size: int
    """Bytes of the files, as they are."""
    seconds: float


def reading_cost(paths: Iterable[str]) -> ReadingCost:
    """What it takes to read these files; those that cannot be read cost nothing."""
    size, seconds = 0, 0.0
    for path in paths:
        with suppress(OSError, UsageError):
            bytes_here, form = Path(path).stat().st_size, format_of(path)
            packed = _PACKED.get(form, _PACKED_TEXT) if packing_of(path) else 1.0
            size += bytes_here
            seconds += bytes_here * packed / _RATES[form]
    return ReadingCost(size, seconds)
