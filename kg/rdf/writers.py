"""One writer a format: records, then shared nodes, links and the build, as they come, to a byte stream."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, BinaryIO, Protocol

import msgspec

from kg.batches import batched

from .context import Context
from .document import Nest
from .formats import Format
from .terms import Triple
from .told import Told
from .turtle_text import TurtleText

__all__ = ["Stretch", "Writer", "foreign_writer", "graph_marks", "open_writer"]

_BLOCK = 64
"""Lines that are encoded at once: a single letter beyond Latin-1 makes every letter of a text two bytes wide."""


class Stretch(Enum):
    """Which part of a file a writer writes: one behind the other, HEAD, any number of MIDDLE and END are a whole."""

    WHOLE = "whole"
    HEAD = "head"
    """What stands before the first record."""
    MIDDLE = "middle"
    INSIDE = "inside"
    """A part of the middle that lies within one graph: what opens and closes it is written apart."""
    END = "end"
    """The last nodes, at least one, and what stands behind them."""

    @property
    def begins(self) -> bool:
        """Whether the file begins with it."""
        return self in (Stretch.WHOLE, Stretch.HEAD)

    @property
    def ends(self) -> bool:
        """Whether the file ends with it."""
        return self in (Stretch.WHOLE, Stretch.END)


class Writer(Protocol):
    """Writes one graph to one stream. Nothing is complete before `close`, which leaves the stream open."""

    @property
    def prefixes(self) -> frozenset[str]:
        """The prefixes that what was written needs at the head of the file; none in most formats."""

    def rendered(self, told: Told) -> bytes:
        """What one record says, as `write` writes it.

        Nothing is written yet, so that of a record that cannot be rendered no half stands anywhere.
        """

    def write(self, record: bytes) -> None:
        """Writes what was rendered."""

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        """Writes triples, grouped by subject, of any other graph."""

    def close(self) -> None:
        """Writes what the format needs at its end."""


def open_writer(
    form: Format,
    stream: BinaryIO,
    *,
    context: Context,
    base: str,
    definitions: Any,
    url: str | None = None,
    stretch: Stretch = Stretch.WHOLE,
    prefixes: Collection[str] | None = None,
) -> Writer:
    """The writer of a format.

    `definitions` is the `@context` that JSON-LD carries inline; with `url` JSON-LD names that context instead. Turtle
    and TriG declare these `prefixes` at the head, or all of the context.
    """
    match form:
        case Format.NTRIPLES:
            return _Lines(stream, named_graphs=False)
        case Format.NQUADS:
            return _Lines(stream, named_graphs=True)
        case Format.TURTLE:
            return _Turtle(stream, TurtleText(context.declared, base), stretch, prefixes)
        case Format.TRIG:
            return _TriG(stream, TurtleText(context.declared, base), stretch, prefixes)
        case Format.JSONLD:
            inline: Any = [url, {"@base": base}] if url else {**definitions, "@base": base}
            return _JsonLd(stream, Nest(context, base), inline, stretch)
        case Format.JSONLINES:
            inline = [url or "context.jsonld", {"@base": base}]
            return _JsonLines(stream, Nest(context, base), inline)


def foreign_writer(form: Format, stream: BinaryIO, text: TurtleText, context: Context) -> Writer:
    """The writer of a format for triples of any origin: JSON-LD under prefixes alone, Turtle and TriG without head.

    The graph without name is `""`.
    """
    match form:
        case Format.JSONLD:
            return _JsonLd(stream, Nest(context, None), dict(context.prefixes), Stretch.WHOLE)
        case Format.JSONLINES:
            return _JsonLines(stream, Nest(context, None), dict(context.prefixes))
        case Format.TRIG:
            return _TriG(stream, text, Stretch.MIDDLE)
        case _:
            return _Turtle(stream, text, Stretch.MIDDLE)


def graph_marks(form: Format, graph: str, *, context: Context, base: str) -> tuple[bytes, bytes]:
    """What opens and closes a graph whose triples are written INSIDE; nothing in most formats."""
    if form is not Format.TRIG:
        return b"", b""
    return f"\n{TurtleText(context.declared, base).term(graph)} {{".encode(), b"}\n"


class _Lines:
    """N-Triples and N-Quads."""

    prefixes: frozenset[str] = frozenset()

    def __init__(self, stream: BinaryIO, *, named_graphs: bool) -> None:
        self._stream = stream
        self._named_graphs = named_graphs

    def rendered(self, told: Told) -> bytes:
        graphs = told.graphs
        return b"".join([each.quads if self._named_graphs else each.lines(b" .\n") for each in graphs])

    def write(self, record: bytes) -> None:
        self._stream.write(record)

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        for block in self._blocks(triples, graph):
            self._stream.write(block)

    def close(self) -> None:
        """N-Triples and N-Quads need nothing at the end."""

    def _blocks(self, triples: Iterable[Triple], graph: str) -> Iterator[bytes]:
        end = f" {graph} .\n" if self._named_graphs else " .\n"
        lines = map(" ".join, triples)
        for block in batched(lines, _BLOCK):
            block.append("")
            yield end.join(block).encode()


class _Turtle:
    def __init__(
        self, stream: BinaryIO, text: TurtleText, stretch: Stretch, prefixes: Collection[str] | None = None
    ) -> None:
        self._stream = stream
        self._text = text
        self._inside = stretch is Stretch.INSIDE
        if stretch.begins:
            self._stream.write(text.header(prefixes).encode())

    @property
    def prefixes(self) -> frozenset[str]:
        return frozenset(self._text.used)

    def rendered(self, told: Told) -> bytes:
        return b"".join([block for each in told.graphs for block in self._blocks(each.triples(), each.graph)])

    def write(self, record: bytes) -> None:
        self._stream.write(record)

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        for block in self._blocks(triples, graph):
            self._stream.write(block)

    def close(self) -> None:
        """Turtle needs nothing at the end."""

    def _blocks(self, triples: Iterable[Triple], graph: str) -> Iterator[bytes]:
        return (block.encode() for block in self._text.subjects(triples))


class _TriG(_Turtle):
    def _blocks(self, triples: Iterable[Triple], graph: str) -> Iterator[bytes]:
        if not graph:  # the graph without name
            yield from super()._blocks(triples, graph)
            return
        opened = self._inside
        for block in self._text.subjects(triples, indent="  "):
            if not opened:
                yield f"\n{self._text.term(graph)} {{".encode()
                opened = True
            yield block.encode()
        if opened and not self._inside:
            yield b"}\n"


class _JsonLd:
    prefixes: frozenset[str] = frozenset()
    """Its context stands inline, whole, or elsewhere."""

    def __init__(self, stream: BinaryIO, nest: Nest, context: Any, stretch: Stretch) -> None:
        self._stream = stream
        self._nest = nest
        self._stretch = stretch
        # In the middle a comma stands behind each element, since another is sure to follow.
        self._before, self._behind = b"", b"" if stretch.ends else b",\n"
        if stretch.begins:
            self._stream.write(b'{"@context":' + msgspec.json.encode(context) + b',\n"@graph":[\n')

    def rendered(self, told: Told) -> bytes:
        return self._element(self._nest(told))

    def write(self, record: bytes) -> None:
        self._stream.write(self._before + record + self._behind)
        if not self._behind:
            self._before = b",\n"

    def triples(self, triples: Iterable[Triple], *, graph: str) -> None:
        for node in self._nest.unwalk(triples):
            self.write(self._element(node))

    def close(self) -> None:
        if self._stretch.ends:
            self._stream.write(b"\n]}\n")

    def _element(self, node: Mapping[str, Any]) -> bytes:
        return msgspec.json.encode(node)


class _JsonLines(_JsonLd):
    def __init__(self, stream: BinaryIO, nest: Nest, context: Any) -> None:
        self._stream = stream
        self._nest = nest
        self._context = context

    def write(self, record: bytes) -> None:
        self._stream.write(record)

    def close(self) -> None:
        """JSON lines need nothing at the end."""

    def _element(self, node: Mapping[str, Any]) -> bytes:
        return msgspec.json.encode({"@context": self._context, **node}) + b"\n"
