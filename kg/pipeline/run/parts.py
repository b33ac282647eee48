"""Parts of the files that a run writes: made apart, by whomever, and put one behind the other at the end.

They become one file an output, or several shards and one for what these share.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.pipeline.packing import Codec, packed_stream
from kg.rdf import Stretch, Writer, graph_marks, open_writer, shipped_context, shipped_definitions

from .outputs import open_raw
from .recipe import Output, Recipe

__all__ = ["CLOSING", "OPENING", "Parts", "join_all", "open_parts", "part_name", "shard_names", "write_marks"]

OPENING, CLOSING = "-opening", "-closing"
_BUFFER = 1 << 20

Part = tuple[Path, str]
"""A folder, and the kind of part in it."""


@contextmanager
def open_parts(folder: Path, kind: str, recipe: Recipe, stretch: Stretch = Stretch.MIDDLE) -> Iterator[list[Writer]]:
    """A writer of a part of each output."""
    with ExitStack() as stack:
        writers = [
            open_writer(
                output.form,
                stack.enter_context(_part(folder / part_name(kind, number), _codec(output, recipe))),
                context=shipped_context(),
                base=recipe.base,
                definitions=shipped_definitions(),
                url=recipe.context_url,
                stretch=stretch,
            )
            for number, output in enumerate(recipe.outputs)
        ]
        yield writers
        for writer in writers:
            writer.close()


def write_marks(folder: Path, kind: str, recipe: Recipe, graph: str) -> None:
    """The parts that open and close a graph, for all parts of a kind together."""
    for number, output in enumerate(recipe.outputs):
        marks = graph_marks(output.form, graph, context=shipped_context(), base=recipe.base)
        for end, mark in zip((OPENING, CLOSING), marks, strict=True):
            with _part(folder / part_name(kind + end, number), _codec(output, recipe) if mark else None) as part:
                part.write(mark)


def _join(parts: Iterable[tuple[Path, str]], number: int, target: BinaryIO) -> None:
    """Puts the parts of the `number`th output one behind the other; parts are folders, with the kind of part."""
    for folder, kind in parts:
        with (folder / part_name(kind, number)).open("rb") as part:
            shutil.copyfileobj(part, target, _BUFFER)


def part_name(kind: str, number: int) -> str:
    """The file name of that kind of part of the `number`th output."""
    return f"{kind}-{number}"


def _codec(output: Output, recipe: Recipe) -> Codec | None:
    """What packs the parts of an output, the same in every process; None for one that is not packed."""
    return recipe.codec if output.path.endswith(".gz") else None


@contextmanager
def _part(path: Path, codec: Codec | None) -> Iterator[BinaryIO]:
    with path.open("wb", buffering=_BUFFER) as raw:
        if codec is None:
            yield raw
            return
        # A member of its own, as gzip allows: the parts of a packed file are a packed file.
        with packed_stream(raw, codec) as member:
            yield member


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
                _join([parts.head, *group], number, stack.enter_context(open_raw(path, alone=alone)))
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
