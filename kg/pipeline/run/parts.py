"""Parts of the files that a run writes: made apart, by whomever, to be put one behind the other."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.pipeline.packing import Codec, packed_stream
from kg.rdf import Stretch, Writer, graph_marks, open_writer, shipped_context, shipped_definitions

from .recipe import Output, Recipe

__all__ = ["CLOSING", "LINKS", "OPENING", "Part", "open_parts", "part_name", "write_marks"]

OPENING, CLOSING = "-opening", "-closing"
LINKS = "links"
"""The kind of part, and the graph, of what is inferred."""
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
