"""What records say of shared nodes, in sorted files without repetition, merged in bounded memory.

A line is `subject predicate object`, in N-Triples text. Lines sort as triples do: the space behind a term sorts before
all that can follow the same beginning of a term.

A country is named by every record that has a site there, so that what one node is can be said only when all batches are
read, and by then it is too much for memory. Each batch therefore sorts its own part (a run, as in an external merge
sort), and runs are merged line by line. To share that work among processes, the whole is cut into spans of subjects: a
node falls into one span whole, since the merge looks at all its triples together, and each process reads of every run
only its span. Where a span begins in a run tells an index of every thousandth line. Bounds of spans are taken from
these indexes alone: their subjects, sorted, divide the lines about evenly, whatever runs they came from, and the same
runs give the same spans whoever does the work.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import msgspec

from kg.rdf import Triple

__all__ = ["Span", "merge_runs", "spans", "triples_of", "write_run"]

_EVERY = 1_000
"""Every so many lines the index of a run has an entry."""
_INDEX = ".index"


class Span(NamedTuple):
    """The nodes from one subject on up to, and without, another; None for no bound."""

    start: bytes | None
    end: bytes | None


class _Index(msgspec.Struct, frozen=True, array_like=True):
    """Where every thousandth line of a run begins, and its subject."""

    subjects: list[bytes]
    offsets: list[int]
    lines: int


def write_run(path: Path, triples: Iterable[Triple]) -> None:
    """Writes triples, sorted and each once."""
    lines = sorted(set(map(" ".join, triples)))
    text = "\n".join([*lines, ""]).encode()
    starts = lines[::_EVERY]
    offsets = [0] if starts else []
    for number in range(0, len(lines) - _EVERY, _EVERY):
        offsets.append(offsets[-1] + len("\n".join(lines[number : number + _EVERY]).encode()) + 1)
    path.write_bytes(text)
    _put_index(path, [_subject(line.encode()) for line in starts], offsets, len(lines))


def merge_runs(path: Path, runs: Sequence[Path]) -> None:
    """Writes one run with what several hold."""
    with ExitStack() as stack:
        _write(path, _merged([stack.enter_context(run.open("rb")) for run in runs]))


def spans(runs: Sequence[Path], *, lines: int) -> list[Span]:
    """Cuts all that the runs hold into spans of about so many lines, a node never in two."""
    indexes = [_index(run) for run in runs]
    count = sum(index.lines for index in indexes) // lines
    subjects = sorted(subject for index in indexes for subject in index.subjects)
    cuts = sorted({subjects[number * len(subjects) // (count + 1)] for number in range(1, count + 1)})
    bounds = [None, *cuts, None]
    return [Span(start, end) for start, end in pairwise(bounds)]


def triples_of(runs: Sequence[Path], span: Span) -> Iterator[Triple]:
    """The triples of a span, sorted, each once."""
    with ExitStack() as stack:
        streams = [stack.enter_context(run.open("rb")) for run in runs]
        for line in _merged([_from(stream, _index(run), span) for stream, run in zip(streams, runs, strict=True)]):
            yield cast(Triple, tuple(line[:-1].decode().split(" ", 2)))


def _merged(runs: Sequence[Iterable[bytes]]) -> Iterator[bytes]:
    return (line for line, _ in groupby(heapq.merge(*runs)))


def _write(path: Path, lines: Iterable[bytes]) -> None:
    subjects: list[bytes] = []
    offsets: list[int] = []
    offset = count = 0
    with path.open("wb", buffering=1 << 20) as stream:
        for count, line in enumerate(lines, start=1):
            if (count - 1) % _EVERY == 0:
                subjects.append(_subject(line))
                offsets.append(offset)
            offset += stream.write(line)
    _put_index(path, subjects, offsets, count)


def _put_index(path: Path, subjects: list[bytes], offsets: list[int], lines: int) -> None:
    _beside(path).write_bytes(msgspec.msgpack.encode(_Index(subjects, offsets, lines)))


def _from(stream: BinaryIO, index: _Index, span: Span) -> Iterator[bytes]:
    """The lines of a run that belong to a span."""
    if span.start is not None:
        # The entry before the first one that is not less: the node may begin behind it.
        stream.seek(index.offsets[max(bisect_left(index.subjects, span.start) - 1, 0)] if index.offsets else 0)
    for line in stream:
        subject = _subject(line)
        if span.end is not None and subject >= span.end:
            return
        if span.start is None or subject >= span.start:
            yield line


def _index(run: Path) -> _Index:
    return msgspec.msgpack.decode(_beside(run).read_bytes(), type=_Index)


def _beside(run: Path) -> Path:
    return run.with_name(run.name + _INDEX)


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]
