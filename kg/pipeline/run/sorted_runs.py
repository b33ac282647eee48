"""What records say of shared nodes, in sorted files without repetition, read span by span in bounded memory.

A line is `subject predicate object`, in N-Triples text. Lines sort as triples do: the space behind a term sorts before
all that can follow the same beginning of a term, so that a subject sorts before its own lines and behind all lines of
the subjects before it.

A country is named by every record that has a site there, so that what one node is can be said only when all batches are
read, and by then it is too much for memory. Each batch therefore sorts its own part (a run, as in an external merge
sort). The whole is cut into spans of subjects, a node whole in one of them, and whoever works on a span reads its slice
of each run, one run after the other: no more than one file is open, and to sort the union of the slices anew takes less
time than to merge them line by line, since both are done in C.

Where a slice begins tells an index of every fourth kilobyte of a run; the closer its entries, the less is read in vain
where runs are many and slices short. Runs are not merged among each other first: that reads, sorts and writes all lines
once more, 50 us a study, while 1,200 runs of 500 studies in 300 spans are 360,000 reads of some kilobytes, 6 us
a study.
Bounds of spans are taken from the indexes alone, so that the same runs give the same spans whoever does the work.
"""

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.errors import FileError
from kg.rdf import Triple
from kg.rdf.terms import triple_of

__all__ = ["Cuts", "Slice", "Span", "cut", "triples_of", "write_run"]

_BLOCK = 4_096
"""Every so many bytes, at the next line, the index of a run has an entry."""
_SAMPLE = 100_000
"""Entries among which bounds are chosen: some ten megabytes."""
_INDEX = ".index"
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)

Slice = tuple[str, int, int]
"""Bytes of a run, whole lines: its path, where they begin, where they end."""


class Span(NamedTuple):
    """The nodes from one subject on up to, and without, another; None for no bound."""

    start: bytes | None
    end: bytes | None


class _Index(msgspec.Struct, frozen=True, array_like=True):
    """Where the blocks of a run begin, the subjects of their first lines, and the bytes of the run."""

    subjects: list[bytes]
    offsets: list[int]
    size: int


class _Places(NamedTuple):
    """Where the slices of a span begin and end, a number for each run."""

    starts: "array[int]"
    ends: "array[int]"


class Cuts:
    """All that some runs hold, cut into spans: 16 bytes for each span and run."""

    def __init__(self, runs: Sequence[Path], spans: list[Span], places: list[_Places]) -> None:
        self.spans = spans
        self._runs = [str(run) for run in runs]
        self._places = places

    def slices(self, number: int) -> list[Slice]:
        """What is read for the `number`th span: the blocks of each run that may hold lines of it."""
        starts, ends = self._places[number]
        return [each for each in zip(self._runs, starts, ends, strict=True) if each[1] < each[2]]

    def size(self, number: int) -> int:
        """The bytes of the slices of the `number`th span."""
        starts, ends = self._places[number]
        return sum(ends) - sum(starts)


def write_run(path: Path, lines: Sequence[bytes]) -> None:
    """Writes lines, which are sorted, each once."""
    text = b"\n".join([*lines, b""])
    offsets = []
    start = 0
    while start < len(text):
        offsets.append(start)
        start = text.index(b"\n", min(start + _BLOCK, len(text)) - 1) + 1
    subjects = [text[start : text.index(b" ", start)] for start in offsets]
    path.write_bytes(text)
    _beside(path).write_bytes(msgspec.msgpack.encode(_Index(subjects, offsets, len(text))))


def cut(runs: Sequence[Path], *, size: int) -> Cuts:
    """Cuts all that the runs hold into spans of about so many bytes, what they hold in common counted in each.

    A bound is among the entries that are looked at, and between two of these each run has as many bytes as their
    distance: one block each where runs are few, and 15 of them at 1,200 runs of a registry, most of them not at once.
    """
    bounds = [None, *_bounds(runs, size), None]
    places = [_Places(array("Q"), array("Q")) for _ in range(len(bounds) - 1)]
    for run in runs:
        index = _index(run)
        # The entry before the first one that is not less: the node of a bound may begin behind it.
        behind = [bisect_left(index.subjects, bound) for bound in bounds[1:-1] if bound]
        ends = [*index.offsets, index.size]
        for (starts_at, ends_at), first, last in zip(places, [0, *behind], [*behind, len(index.offsets)], strict=True):
            starts_at.append(ends[max(first - 1, 0)])
            ends_at.append(ends[last])
    return Cuts(runs, [Span(start, end) for start, end in pairwise(bounds)], places)


def triples_of(slices: Iterable[Slice], span: Span) -> list[Triple]:
    """The triples of a span, sorted, each once."""
    found: set[bytes] = set()
    for each in slices:
        lines = _read(each).split(b"\n")
        first = bisect_left(lines, span.start) if span.start is not None else 0
        found.update(lines[first : bisect_left(lines, span.end) if span.end is not None else len(lines)])
    return list(map(triple_of, sorted(found)))


def _bounds(runs: Sequence[Path], size: int) -> list[bytes]:
    """Subjects that divide what the runs hold about evenly."""
    sizes = [run.stat().st_size for run in runs]
    every = sum(sizes) // (_BLOCK * _SAMPLE) + 1
    # In each run from another entry on, so that small runs count, too, and runs alike do not all have the same ones.
    looked_at = (_index(run).subjects[number % every :: every] for number, run in enumerate(runs))
    subjects = sorted(chain.from_iterable(looked_at))
    count = min(-(-sum(sizes) // size), len(subjects))
    return sorted({subjects[number * len(subjects) // count] for number in range(1, count)})


def _read(place: Slice) -> bytes:
    """The lines of a slice, without the end of the last one."""
    path, start, end = place
    descriptor = os.open(path, _READ)
    try:
        os.lseek(descriptor, start, os.SEEK_SET)
        content = os.read(descriptor, end - start)
    finally:
        os.close(descriptor)
    if len(content) < end - start:
        raise FileError(f"{path} is damaged (it ends too early); --no-resume begins anew")
    return content[:-1]


def _index(run: Path) -> _Index:
    return msgspec.msgpack.decode(_beside(run).read_bytes(), type=_Index)


def _beside(run: Path) -> Path:
    return run.with_name(run.name + _INDEX)
