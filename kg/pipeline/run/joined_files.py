"""The files that a run writes, put together from their parts: one an output, or shards and one for what these share.

To copy all parts at the end takes as long as twenty workers take to make them, and nobody works meanwhile. Several
processes that copy into one file are no faster than one, since the system lets one at a time write to a file (400 MB on
ext4: 0.32 s by one process, 0.36 s by two). So a local file grows while the run goes on: a thread copies each part, in
order, as soon as it is there, and what is left for the end are the shared nodes. A batch that is built once more,
because of what another one holds, is another part: the file is cut off where the first such part began, and goes on
from there. A part that uses a prefix which none before it used needs another head: the file begins anew. That happens
a few times in the first batches of Turtle and TriG, and never in other formats.

What a file holds is summed as it grows, for its description: read again at the end, it would take as long as written.
"""

import gzip
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import FileError
from kg.packings import without_packing
from kg.rdf import Format
from kg.store import FileIndex

from .noted_stream import PlacedPart, file_index
from .outputs import open_raw, target_of
from .parts import Part, notes_of, part_name, prefixes_of
from .recipe import Output

__all__ = ["GrowingFiles", "Head", "Parts", "WrittenFile", "growing_files", "join_all", "shard_names"]

_BUFFER = 1 << 20

Head = Callable[[int, frozenset[str]], bytes]
"""What an output begins with, by its number and the prefixes that its parts use."""


class Parts(NamedTuple):
    """All parts of the outputs behind their heads, in order."""

    records: list[Part]
    shared: list[Part]
    """What stands behind the records, and the end."""

    @property
    def all(self) -> list[Part]:
        """The parts of an output that is one file."""
        return [*self.records, *self.shared]


class WrittenFile(NamedTuple):
    """A file that was written, and what is known of its bytes."""

    path: str
    form: Format
    size: int
    sha256: str


class _Sum:
    """Size and checksum of the first bytes of a file."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = hashlib.sha256()

    def add(self, content: bytes) -> None:
        self.size += len(content)
        self._digest.update(content)

    def copy(self) -> "_Sum":
        other = _Sum()
        other.size, other._digest = self.size, self._digest.copy()
        return other

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def of(self, path: str, form: Format) -> WrittenFile:
        return WrittenFile(path, form, self.size, self.sha256)


class _GrowingFile:
    """One file, and what a thread does for it."""

    def __init__(self, number: int, path: str, stream: BinaryIO, thread: ThreadPoolExecutor, head: Head) -> None:
        self._number = number
        self.path = path
        self._stream = stream
        self._thread = thread
        self._head = head
        self._parts: list[Part] = []
        self._sums: list[Future[_Sum]] = []
        """Of the head, and of the file up to the end of each part."""
        self._head_text = b""
        self._prefixes: frozenset[str] = frozenset()
        self._failed: FileError | None = None

    def put(self, place: int, part: Part) -> None:
        """Has a part copied as the file's `place`th one, unless it stands there already."""
        if self._parts[place : place + 1] == [part]:
            return
        if place < len(self._parts):
            self._cut_off(place)
        if self._failed:
            raise self._failed
        self._begin(self._prefixes | prefixes_of(part, self._number))
        self._add(part)

    def end(self, count: int) -> None:
        """Waits until its parts are copied, which are so many; raises FileError where bytes of them are missing."""
        if count < len(self._parts):
            self._cut_off(count)
        self._begin(_prefixes(self._parts, self._number))
        *_, size = (summed.result().size for summed in self._sums)
        if (found := self._stream.seek(0, os.SEEK_END)) != size:
            raise FileError(f"cannot write {self.path}: it has {found:,} bytes, and its parts have {size:,}")

    def written(self, form: Format) -> WrittenFile:
        """What it is when it has ended."""
        return self._sums[-1].result().of(self.path, form)

    def index(self) -> FileIndex | None:
        """What stands where in it when it has ended; None for a file that is read whole as fast."""
        ends = [summed.result().size for summed in self._sums]
        placed = [
            PlacedPart(notes, at, end - at, part[1])
            for part, (at, end) in zip(self._parts, pairwise(ends), strict=True)
            if (notes := notes_of(part, self._number))
        ]
        last = self._sums[-1].result()
        return file_index(placed, head=self._head_text, size=last.size, sha256=last.sha256)

    def _begin(self, prefixes: frozenset[str]) -> None:
        """Writes the head for these prefixes, unless it stands there; then all parts behind it once more."""
        if self._sums and prefixes == self._prefixes:
            return
        parts = list(self._parts)
        self._cut_off(0)
        self._sums.clear()
        self._stream.seek(0)
        self._stream.truncate()
        self._prefixes = prefixes
        head = self._head(self._number, prefixes)
        self._head_text = gzip.decompress(head) if self.path.endswith(".gz") else head
        self._sums.append(self._thread.submit(self._start, head))
        for part in parts:
            self._add(part)

    def _add(self, part: Part) -> None:
        self._parts.append(part)
        self._sums.append(self._thread.submit(self._append, part, self._sums[-1]))

    def _cut_off(self, place: int) -> None:
        sums = [summed.result() for summed in self._sums]
        del self._parts[place:], self._sums[place + 1 :]
        if sums:
            self._stream.seek(sums[place].size)
            self._stream.truncate()

    def _start(self, head: bytes) -> _Sum:
        summed = _Sum()
        with self._saying():
            self._stream.write(head)
            self._stream.flush()
        summed.add(head)
        return summed

    def _append(self, part: Part, before: Future[_Sum]) -> _Sum:
        summed, path = before.result().copy(), _path(part, self._number)
        with self._saying():
            _copy(path, self._stream)
            for block in _blocks(path):
                summed.add(block)
        return summed

    @contextmanager
    def _saying(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._failed = FileError(f"cannot write {self.path}: {error.strerror or error}")
            raise self._failed from error


class GrowingFiles:
    """The outputs that are local files, by their number; without any, nothing is done."""

    def __init__(self, files: Mapping[int, _GrowingFile]) -> None:
        self.whole = False
        self._files = files
        self._place = 0

    def __contains__(self, number: int) -> bool:
        return number in self._files

    def begin(self) -> None:
        """From now on all parts are given, for the first time or once more."""
        self._place = 0

    def put(self, part: Part) -> None:
        """The next part of each file."""
        for file in self._files.values():
            file.put(self._place, part)
        self._place += 1

    def finish(self, parts: Parts) -> None:
        """Writes what is not written yet; the files take their places when the block of `growing_files` ends."""
        self.begin()
        for part in parts.all:
            self.put(part)
        for file in self._files.values():
            file.end(self._place)
        self.whole = True

    def indexes(self) -> dict[str, FileIndex]:
        """What stands where in each file that is worth it, by its path."""
        return {file.path: index for file in self._files.values() if (index := file.index())}

    def written(self, number: int, form: Format) -> WrittenFile:
        """What the `number`th output is when it is finished."""
        return self._files[number].written(form)


class _Unwritten(Exception):  # noqa: N818 - no error: it ends the blocks of files that are not to be kept
    """A run ended without anything to write."""


@contextmanager
def growing_files(outputs: Sequence[Output], *, head: Head, shards: int, alone: bool) -> Iterator[GrowingFiles]:
    """Files that grow; they appear when the block ends, if they are finished by then, and leave nothing if not.

    None does whose parts are shared out at the end, nor where another run may write (not `alone`), nor what is no file.
    """
    escaped: OSError | None = None  # of something else: the files would say that it is theirs
    numbers = [number for number, output in enumerate(outputs) if shards == 1 and alone and target_of(output.path)]
    with suppress(_Unwritten), ExitStack() as stack:
        streams = [stack.enter_context(open_raw(outputs[number].path, alone=True)) for number in numbers]
        thread = stack.enter_context(_thread())
        growing = GrowingFiles(
            {
                number: _GrowingFile(number, outputs[number].path, stream, thread, head)
                for number, stream in zip(numbers, streams, strict=True)
            }
        )
        try:
            yield growing
        except OSError as error:
            escaped = error
        if not growing.whole or escaped:
            raise _Unwritten
    if escaped:
        raise escaped


def join_all(
    parts: Parts, outputs: Sequence[Output], *, head: Head, growing: GrowingFiles, shards: int, alone: bool
) -> list[WrittenFile]:
    """Writes the outputs, all or none of them; gives the files written. Run `alone`, no other run writes to them."""
    written: dict[int, list[WrittenFile]] = {}
    with ExitStack() as stack:
        for number, output in enumerate(outputs):
            if number in growing:
                continue
            for path, group in _files(parts, number, output, shards):
                stream = stack.enter_context(open_raw(path, alone=alone))
                summed = _Sum()
                for block in chain(
                    [head(number, _prefixes(group, number))], *(_blocks(_path(p, number)) for p in group)
                ):
                    stream.write(block)
                    summed.add(block)
                written.setdefault(number, []).append(summed.of(path, output.form))
        growing.finish(parts)
    grown = {number: [growing.written(number, each.form)] for number, each in enumerate(outputs) if number in growing}
    return [file for _, files in sorted((written | grown).items()) for file in files]


def shard_names(path: str, shards: int) -> list[str]:
    """The files that an output is cut into, the one of what they share last; the output itself if it is not cut."""
    if shards == 1:
        return [path]
    stem, extension = _split(path)
    names = [f"{each:0{len(str(shards))}}" for each in range(1, shards + 1)]
    return [f"{stem}-{name}{extension}" for name in (*names, "shared")]


def _files(parts: Parts, number: int, output: Output, shards: int) -> list[tuple[str, list[Part]]]:
    if shards == 1:
        return [(output.path, parts.all)]
    sizes = [_path(part, number).stat().st_size for part in parts.records]
    groups: list[list[Part]] = [[] for _ in range(shards)]
    before = 0
    for part, size in zip(parts.records, sizes, strict=True):
        groups[min(before * shards // max(sum(sizes), 1), shards - 1)].append(part)
        before += size
    return list(zip(shard_names(output.path, shards), [*groups, parts.shared], strict=True))


def _split(path: str) -> tuple[str, str]:
    """A path in front of its extension, and the extension: `graph` and `.nq.gz`."""
    unpacked = without_packing(path)
    extension = Path(unpacked).suffix
    return unpacked.removesuffix(extension), extension + path[len(unpacked) :]


@contextmanager
def _thread() -> Iterator[ThreadPoolExecutor]:
    """A thread; what it has not begun when the block ends is not done."""
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="joined-files")
    try:
        yield thread
    finally:
        thread.shutdown(wait=True, cancel_futures=True)


def _path(part: Part, number: int) -> Path:
    folder, kind = part
    return folder / part_name(kind, number)


def _prefixes(parts: Sequence[Part], number: int) -> frozenset[str]:
    return frozenset().union(*(prefixes_of(part, number) for part in parts))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while block := source.read(_BUFFER):
            yield block


def _copy(path: Path, target: BinaryIO) -> None:
    """Adds a file to another one. The system copies where it can, without a detour through here."""
    target.seek(0, os.SEEK_END)
    with path.open("rb") as source:
        size = left = os.fstat(source.fileno()).st_size
        with suppress(AttributeError, OSError):  # not on this system, nor between these disks: the rest as elsewhere
            while left and (copied := os.copy_file_range(source.fileno(), target.fileno(), left)):
                left -= copied
        source.seek(size - left)
        target.seek(0, os.SEEK_END)
        shutil.copyfileobj(source, target, _BUFFER)
        target.flush()
