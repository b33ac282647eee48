"""Parts of the files that a run writes: made apart, by whomever, to be put one behind the other.

Turtle declares at its head the prefixes that are used, and which these are is known when all parts are. So beside a
part stands which it uses, and the head is made of that.
"""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kg.pipeline.packing import Codec, codec_of, packed_stream
from kg.rdf import Stretch, Writer, graph_marks, open_writer, shipped_context, shipped_definitions

from .recipe import Output, Recipe

__all__ = ["CLOSING", "LINKS", "OPENING", "Part", "head_of", "open_parts", "part_name", "prefixes_of", "write_marks"]

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
        for number, writer in enumerate(writers):
            writer.close()
            if writer.prefixes:
                _prefixes_path((folder, kind), number).write_text(" ".join(sorted(writer.prefixes)), encoding="utf-8")


def prefixes_of(part: Part, number: int) -> frozenset[str]:
    """The prefixes that a part of the `number`th output uses."""
    path = _prefixes_path(part, number)
    return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()


def head_of(recipe: Recipe, number: int, prefixes: Collection[str]) -> bytes:
    """What stands before the first part of the `number`th output."""
    output, head = recipe.outputs[number], BytesIO()
    open_writer(
        output.form,
        head,
        context=shipped_context(),
        base=recipe.base,
        definitions=shipped_definitions(),
        url=recipe.context_url,
        stretch=Stretch.HEAD,
        prefixes=prefixes,
    ).close()
    codec = _codec(output, recipe)
    if codec is None or not head.getvalue():
        return head.getvalue()
    packed = BytesIO()
    with packed_stream(packed, codec) as member:
        member.write(head.getvalue())
    return packed.getvalue()


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


def _prefixes_path(part: Part, number: int) -> Path:
    folder, kind = part
    return folder / part_name(f"{kind}-prefixes", number)


def _codec(output: Output, recipe: Recipe) -> Codec | None:
    """What packs the parts of an output, the same in every process; None for one that is not packed."""
    return codec_of(output.path, recipe.codec)


@contextmanager
def _part(path: Path, codec: Codec | None) -> Iterator[BinaryIO]:
    with path.open("wb", buffering=_BUFFER) as raw:
        if codec is None:
            yield raw
            return
        # A member of its own, as gzip allows: the parts of a packed file are a packed file.
        with packed_stream(raw, codec) as member:
            yield member
