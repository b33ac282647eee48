"""Where each study and each shared node stands in a graph file: an index beside it, so that one study is read alone.

The index holds stretches of the file, of a packed file its members: those are cut short for it. Records are listed by
the ids of their studies. Shared nodes stand in the order of their IRIs, so that the first node of each block is enough
to find any; links stand in the order of the nodes that they lead from.

An index says the size and the checksum of its file. A file of another size is another file, and one that was changed
after its index was written is summed first. Without an index that fits, the whole file is read.
"""

import hashlib
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

import msgspec
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import FileError
from kg.rdf import format_of, parse_objects, shipped_definitions

__all__ = ["FileIndex", "IndexedFile", "NodeBlocks", "Stretched", "index_path", "indexed_file"]

_FORM = 2
"""Of what an index holds; one of another form is as good as none."""
_GZIP = 31
"""Tells zlib that a header and a checksum of gzip are around what is deflated."""
_OUTWARD = 2
"""Steps from a study to what is read with it: to a condition, and from there to the concept that it is matched to."""


class Stretched(msgspec.Struct, frozen=True, array_like=True):
    """Bytes of a file: where they begin and how many they are; and which of what they unpack to is meant."""

    at: int
    size: int
    start: int
    end: int


class NodeBlocks(msgspec.Struct, frozen=True, array_like=True):
    """Nodes in the order of their IRIs, block by block."""

    firsts: list[str] = []
    """The first node of each block, as N-Triples writes it."""
    places: list[Stretched] = []

    def holding(self, nodes: Iterable[str]) -> Iterator[Stretched]:
        """The blocks in which the nodes stand, if they stand in any."""
        found = set[int]()
        for node in nodes:
            first = bisect_left(self.firsts, node)
            found.update(range(max(first - 1, 0), bisect_right(self.firsts, node)))
        return (self.places[each] for each in sorted(found))


class FileIndex(msgspec.Struct, frozen=True, array_like=True):
    """What stands where in a file."""

    size: int
    sha256: str
    head: bytes
    """What declares prefixes and base, unpacked."""
    studies: dict[str, list[Stretched]]
    """Id -> its records, and what follows from them."""
    former: dict[str, list[str]]
    """Id that a study had before -> the ids of today."""
    shared: NodeBlocks
    links: NodeBlocks
    """By the nodes that they lead from."""
    names: NodeBlocks
    """Those that several shared nodes bear."""
    form: int = _FORM


class IndexedFile:
    """A graph file of which one study can be read alone."""

    def __init__(self, path: str, index: FileIndex) -> None:
        self._path = path
        self._form = format_of(path)
        self._packed = path.endswith(".gz")
        self._index = index

    def about(self, study: str) -> list[Quad] | None:
        """What the file says of the study that has that id or had it, and of the nodes that are named there.

        Nothing if there is no such study; None where the file is not what its index says.
        """
        try:
            return self._about(study)
        except (FileError, zlib.error):
            return None

    def links(self) -> Iterator[bytes]:
        """The text of what is inferred of shared nodes."""
        with _reading(self._path) as stream:
            yield from self._texts(stream, self._index.links.places)

    def _about(self, study: str) -> list[Quad]:
        records = self._records([study])
        if not records:
            return []
        found = list(self._quads(records))
        if all(not isinstance(quad.object, Literal) or quad.object.value != study for quad in found):
            raise FileError(f"{self._path} is another file than its index says")
        told = {str(quad.subject) for quad in found}
        asked = _named(found) - told
        # Of a study that is named the record has the title.
        found += self._quads(self._records(set(map(_study, asked)) - {study}))
        for _ in range(_OUTWARD):
            told |= asked
            index = self._index
            blocks = [each for nodes in (index.shared, index.links, index.names) for each in nodes.holding(asked)]
            step = [quad for quad in self._quads(blocks) if str(quad.subject) in asked]
            found += step
            asked = _named(step) - told
        return found

    def _records(self, ids: Iterable[str]) -> list[Stretched]:
        """The records of studies by the ids that they have or had."""
        index = self._index
        today = {each for id_ in ids for each in (id_, *index.former.get(id_, ()))}
        return [place for each in sorted(today) for place in index.studies.get(each, ())]

    def _quads(self, places: Sequence[Stretched]) -> Iterator[Quad]:
        if not places:
            return
        base = Path(self._path).resolve().as_uri()
        with _reading(self._path) as stream:
            text = b"".join([self._index.head, *self._texts(stream, places)])
        yield from parse_objects(text, self._form, name=self._path, definitions=shipped_definitions(), base=base)

    def _texts(self, stream: BinaryIO, places: Iterable[Stretched]) -> Iterator[bytes]:
        read, content = (-1, -1), b""
        for each in places:
            if read != (each.at, each.size):
                stream.seek(each.at)
                content = stream.read(each.size)
                content = zlib.decompress(content, _GZIP) if self._packed else content
                read = (each.at, each.size)
            yield content[each.start : each.end]


def _named(quads: Iterable[Quad]) -> set[str]:
    """The nodes to which some quads lead."""
    return {str(quad.object) for quad in quads if isinstance(quad.object, NamedNode)}


def _study(node: str) -> str:
    """The id of the study that a node is; empty for other nodes."""
    kind, _, last = node[1:-1].rpartition("/")
    return unquote(last) if kind.endswith(("/study", "#study")) else ""


def index_path(graph: str) -> str:
    """Where the index of a graph file stands."""
    return f"{graph}.index"


def indexed_file(graph: str) -> IndexedFile | None:
    """A graph file with the index beside it; None without an index that fits the file."""
    path, beside = Path(graph), Path(index_path(graph))
    with suppress(OSError, msgspec.DecodeError):
        state, written = path.stat(), beside.stat()
        index = msgspec.msgpack.decode(beside.read_bytes(), type=FileIndex)
        fits = index.form == _FORM and index.size == state.st_size
        if fits and (state.st_mtime_ns <= written.st_mtime_ns or _sum(path) == index.sha256):
            return IndexedFile(graph, index)
    return None


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _reading(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error
