"""Parts of the files that a run writes: made apart, by whomever, to be put one behind the other."""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.rdf import Stretch, Writer, graph_marks, open_writer, shipped_context, shipped_definitions

from .outputs import GZIP_LEVEL
from .recipe import Recipe

__all__ = ["CLOSING", "OPENING", "Part", "open_parts", "part_name", "write_marks"]

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
                stack.enter_context(_part(folder / part_name(kind, number), packed=output.path.endswith(".gz"))),
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
            with _part(
                folder / part_name(kind + end, number), packed=output.path.endswith(".gz") and mark != b""
            ) as part:
                part.write(mark)


def part_name(kind: str, number: int) -> str:
    """The file name of that kind of part of the `number`th output."""
    return f"{kind}-{number}"


@contextmanager
def _part(path: Path, *, packed: bool) -> Iterator[BinaryIO]:
    with path.open("wb", buffering=_BUFFER) as raw:
        if not packed:
            yield raw
            return
        # A member of its own, as gzip allows: the parts of a packed file are a packed file.
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=GZIP_LEVEL) as member:
            yield cast(BinaryIO, member)
