"""The parts of a run put together: one file an output, or several shards and one for what they share."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from .outputs import open_raw
from .parts import join, part_name
from .recipe import Output

__all__ = ["Parts", "join_all", "shard_names"]

Part = tuple[Path, str]
"""A folder, and the kind of part in it."""


class Parts(NamedTuple):
    """All parts of the outputs, in order."""

    head: Part
    records: list[Part]
    shared: list[Part]
    """What stands behind the records, and the end."""


def join_all(parts: Parts, outputs: Sequence[Output], *, shards: int, alone: bool) -> list[Output]:
    """Writes the outputs, all or none of them; gives the files written. Run `alone`, no other run writes to them."""
    written: list[Output] = []
    with ExitStack() as stack:
        for number, output in enumerate(outputs):
            for path, group in _files(parts, number, output, shards):
                join([parts.head, *group], number, stack.enter_context(open_raw(path, alone=alone)))
                written.append(Output(path, output.form))
    return written


def _files(parts: Parts, number: int, output: Output, shards: int) -> list[tuple[str, list[Part]]]:
    if shards == 1:
        return [(output.path, parts.records + parts.shared)]
    sizes = [(folder / part_name(kind, number)).stat().st_size for folder, kind in parts.records]
    groups: list[list[Part]] = [[] for _ in range(shards)]
    before = 0
    for part, size in zip(parts.records, sizes, strict=True):
        groups[min(before * shards // max(sum(sizes), 1), shards - 1)].append(part)
        before += size
    return list(zip(shard_names(output.path, shards), [*groups, parts.shared], strict=True))


def shard_names(path: str, shards: int) -> list[str]:
    """The files that an output is cut into, the one of what they share last; the output itself if it is not cut."""
    if shards == 1:
        return [path]
    stem, extension = _split(path)
    names = [f"{each:0{len(str(shards))}}" for each in range(1, shards + 1)]
    return [f"{stem}-{name}{extension}" for name in (*names, "shared")]


def _split(path: str) -> tuple[str, str]:
    """A path in front of its extension, and the extension: `graph` and `.nq.gz`."""
    packed = ".gz" if path.endswith(".gz") else ""
    stem = path.removesuffix(packed)
    extension = Path(stem).suffix
    return stem.removesuffix(extension), extension + packed
