"""Parts of the files that a run writes: made apart, by whomever, to be put one behind the other.

Turtle declares at its head the prefixes that are used, and which these are is known when all parts are. So beside a
part stands which it uses, and the head is made of that.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import unquote

import msgspec

from kg.iris import Minter
from kg.pipeline.packing import Codec, codec_of, packed_stream
from kg.rdf import Stretch, Triple, Writer, graph_marks, open_writer, shipped_context, shipped_definitions
from kg.rdf.derived_terms import JOIN_NODES

from .noted_stream import NotedStream, PartNotes
from .recipe import Output, Recipe

__all__ = [
    "CLOSING",
    "INFERRED",
    "LINKS",
    "NAMES",
    "OPENING",
    "OpenParts",
    "Part",
    "head_of",
    "notes_of",
    "open_parts",
    "part_name",
    "prefixes_of",
    "write_in_order",
    "write_marks",
    "write_of_studies",
]

OPENING, CLOSING = "-opening", "-closing"
LINKS = "links"
"""The kind of part, and the graph, of what is inferred."""
NAMES = "names"
"""The kind of part of the names that several nodes bear, which stand behind the links of these."""
_EVIDENCE = ("mapping/", *JOIN_NODES)
"""How the IRIs begin of nodes that say why a link is there."""
INFERRED = "inferred"
"""The kind of part of the conditions inferred of studies, which stand last in that graph."""
_BUFFER = 1 << 20
_BLOCK = 64
"""Triples of shared nodes that are found, and read, together."""
_END: tuple[str, list[Triple]] = ("", [])

Part = tuple[Path, str]
"""A folder, and the kind of part in it."""


class OpenParts(NamedTuple):
    """A part of each output, to be written."""

    writers: list[Writer]
    streams: list[NotedStream]

    def note_study(self, study: str, former: Sequence[str] = ()) -> None:
        """What was written since the last note is of that study, which had those ids before."""
        for stream in self.streams:
            stream.note_study(study, former)

    def note_block(self, first: str) -> None:
        """What was written since the last note are nodes in the order of their IRIs, of which this is the first."""
        for stream in self.streams:
            stream.note_block(first)

    def triples(self, triples: Sequence[Triple], graph: str) -> None:
        """Writes triples to each."""
        for writer in self.writers:
            writer.triples(triples, graph=graph)


@contextmanager
def open_parts(folder: Path, kind: str, recipe: Recipe, stretch: Stretch = Stretch.MIDDLE) -> Iterator[OpenParts]:
    """A part of each output; beside it stands where in it what is."""
    with ExitStack() as stack:
        paths = [folder / part_name(kind, number) for number in range(len(recipe.outputs))]
        codecs = [_codec(output, recipe) for output in recipe.outputs]
        streams = [stack.enter_context(_part(*each)) for each in zip(paths, codecs, strict=True)]
        writers = [
            open_writer(
                output.form,
                cast(BinaryIO, stream),
                context=shipped_context(),
                base=recipe.base,
                definitions=shipped_definitions(),
                url=recipe.context_url,
                stretch=stretch,
            )
            for output, stream in zip(recipe.outputs, streams, strict=True)
        ]
        yield OpenParts(writers, streams)
        for number, (output, writer, stream) in enumerate(zip(recipe.outputs, writers, streams, strict=True)):
            writer.close()
            if output.path and (stream.notes.studies or stream.notes.blocks):
                _notes_path((folder, kind), number).write_bytes(msgspec.msgpack.encode(stream.notes))
            if writer.prefixes:
                _prefixes_path((folder, kind), number).write_text(" ".join(sorted(writer.prefixes)), encoding="utf-8")


def prefixes_of(part: Part, number: int) -> frozenset[str]:
    """The prefixes that a part of the `number`th output uses."""
    path = _prefixes_path(part, number)
    return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()


def write_of_studies(parts: OpenParts, links: Iterable[Triple], graph: str, *, mint: Minter) -> None:
    """Writes links that lead from studies and from their parts, and notes those of each study."""
    begin = len(f"<{mint.absolute('study/')}")
    for study, owned in groupby(_owned(links, mint), key=lambda each: each[0][begin:-1].partition("/")[0]):
        for _, rows in owned:
            parts.triples(rows, graph)
        parts.note_study(unquote(study))


def write_in_order(parts: OpenParts, triples: Iterable[Triple], graph: str, *, mint: Minter) -> None:
    """Writes shared nodes, or the links that lead from them, in the order of the nodes; notes each block.

    The point of a place stands behind it, though its IRI sorts before, and so in the same block.
    """
    block, first, last = list[Triple](), "", ""
    for node, rows in chain(_owned(triples, mint), [_END]):
        if block and (not rows or (len(block) >= _BLOCK and node > last)):
            parts.triples(block, graph)
            parts.note_block(first or last)
            block, first = [], ""
        block += rows
        first, last = first or node, max(last, node)


def _owned(triples: Iterable[Triple], mint: Minter) -> Iterator[tuple[str, list[Triple]]]:
    """Each node with its triples, and with those of what stands before the links which it is about."""
    evidence, held = tuple(f"<{mint.absolute(each)}" for each in _EVIDENCE), list[Triple]()
    for node, rows in groupby(triples, key=itemgetter(0)):
        held += rows
        if not node.startswith(evidence):
            yield node, held
            held = []
    if held:
        yield "", held


def notes_of(part: Part, number: int) -> PartNotes | None:
    """Where what stands in a part of the `number`th output; None if nobody noted it."""
    path = _notes_path(part, number)
    return msgspec.msgpack.decode(path.read_bytes(), type=PartNotes) if path.exists() else None


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


def _notes_path(part: Part, number: int) -> Path:
    folder, kind = part
    return folder / part_name(f"{kind}-notes", number)


def _codec(output: Output, recipe: Recipe) -> Codec | None:
    """What packs the parts of an output, the same in every process; None for one that is not packed."""
    return codec_of(output.path, recipe.codec)


@contextmanager
def _part(path: Path, codec: Codec | None) -> Iterator[NotedStream]:
    # Members of its own, as gzip allows: the parts of a packed file are a packed file.
    with path.open("wb", buffering=_BUFFER) as raw, closing(NotedStream(raw, codec)) as stream:
        yield stream
