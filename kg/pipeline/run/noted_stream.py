"""A part of an output while it is written, and where each study and each shared node stands in it.

A packed part is cut into members of about a megabyte, at the end of a study or a node, so that one of them is unpacked
without those before it. The larger file (0.1 %) is still one that every reader of gzip takes as a whole.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from kg.pipeline.packing import Codec, packed_stream
from kg.store import FileIndex, NodeBlocks, Stretched, index_path

__all__ = ["NotedStream", "PartNotes", "PlacedPart", "file_index", "write_index"]

_MEMBER = 1 << 20
_SMALL = 10_000_000
"""Bytes, unpacked, up to which a file has no index: to read it whole takes less than a second."""


class PartNotes(msgspec.Struct, array_like=True):
    """Where studies and nodes stand in a part, in what it unpacks to."""

    size: int = 0
    members: list[tuple[int, int]] = msgspec.field(default_factory=list)
    """Where each member begins: in the part, and in what that unpacks to."""
    studies: list[tuple[str, int, int]] = msgspec.field(default_factory=list)
    """Id, begin and end of each record, and of what follows from it."""
    former: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """An id that a study had before, and the one of today."""
    blocks: list[tuple[str, int, int]] = msgspec.field(default_factory=list)
    """The first node of each block of nodes that are in order, its begin and end."""


class NotedStream:
    """Writes a part, packed or not. What was written since the last note is noted when it is known what it is."""

    def __init__(self, raw: BinaryIO, codec: Codec | None) -> None:
        self.notes = PartNotes()
        self._raw = raw
        self._codec = codec
        self._stack = ExitStack()
        self._noted = 0
        self._full = False
        self._stream = raw
        self._begin()

    def write(self, content: bytes) -> int:
        """Writes some bytes."""
        if self._full:
            self._stack.close()
            self._begin()
        self.notes.size += len(content)
        return self._stream.write(content)

    def note_study(self, study: str, former: Iterable[str] = ()) -> None:
        """What was written is of that study, which had those ids before."""
        self.notes.studies.append((study, self._noted, self.notes.size))
        self.notes.former += ((each, study) for each in former)
        self._end()

    def note_block(self, first: str) -> None:
        """What was written are nodes in the order of their IRIs, of which this is the first."""
        self.notes.blocks.append((first, self._noted, self.notes.size))
        self._end()

    def close(self) -> None:
        """Ends what is packed; the file stays open."""
        self._stack.close()

    def _begin(self) -> None:
        self._full = False
        if self._codec is not None:
            self.notes.members.append((self._raw.tell(), self.notes.size))
            self._stream = self._stack.enter_context(packed_stream(self._raw, self._codec))

    def _end(self) -> None:
        self._noted = self.notes.size
        self._full = self._codec is not None and self._noted - self.notes.members[-1][1] >= _MEMBER


class PlacedPart(NamedTuple):
    """A part of a file with its notes."""

    notes: PartNotes
    at: int
    size: int
    kind: str

    def places(self, noted: Sequence[tuple[str, int, int]]) -> list[tuple[str, Stretched]]:
        """Where in the file stands what was noted."""
        members = iter(self.notes.members)
        if not self.notes.members:
            return [(name, Stretched(self.at + start, end - start, 0, end - start)) for name, start, end in noted]
        found = []
        packed, begin = next(members)
        following = next(members, None)
        for name, start, end in noted:
            while following is not None and following[1] <= start:
                (packed, begin), following = following, next(members, None)
            size = (following[0] if following else self.size) - packed
            found.append((name, Stretched(self.at + packed, size, start - begin, end - begin)))
        return found


def file_index(parts: Sequence[PlacedPart], *, head: bytes, size: int, sha256: str) -> FileIndex | None:
    """The index of a file, by the notes of its parts; None for one that is read whole as fast."""
    if sum(part.notes.size for part in parts) <= _SMALL:
        return None
    studies: dict[str, list[Stretched]] = {}
    former: dict[str, list[str]] = {}
    nodes: dict[str, list[tuple[str, Stretched]]] = {"shared": [], "links": [], "names": []}
    for part in parts:
        for study, place in part.places(part.notes.studies):
            studies.setdefault(study, []).append(place)
        for before, today in part.notes.former:
            former.setdefault(before, []).append(today)
        if part.notes.blocks:
            nodes[part.kind].extend(part.places(part.notes.blocks))
    shared, links, names = map(_in_order, nodes.values())
    return FileIndex(size, sha256, head, studies, former, shared, links, names)


def _in_order(blocks: Iterable[tuple[str, Stretched]]) -> NodeBlocks:
    """The blocks by their first nodes: what is said of organizations stands behind the links that lead to them."""
    ordered = sorted(blocks, key=itemgetter(0))
    return NodeBlocks([first for first, _ in ordered], [place for _, place in ordered])


def write_index(graph: str, index: FileIndex) -> None:
    """Writes the index beside its graph."""
    Path(index_path(graph)).write_bytes(msgspec.msgpack.encode(index))
