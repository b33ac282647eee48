"""The files that a run writes, put together from their parts: one an output, or shards and one for what these share.

To copy all parts at the end takes as long as twenty workers take to make them, and nobody works meanwhile. Several
processes that copy into one file are no faster than one, since the system lets one at a time write to a file (400 MB on
ext4: 0.32 s by one process, 0.36 s by two). So a local file grows while the run goes on: a thread copies each part, in
order, as soon as it is there, and what is left for the end are the shared nodes. A batch that is built once more,
because of what another one holds, is another part: the file is cut off where the first such part began, and goes on
from there.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import FileError

from .outputs import open_raw, target_of
from .parts import Part, part_name
from .recipe import Output

__all__ = ["GrowingFiles", "Parts", "growing_files", "join_all", "shard_names"]

_BUFFER = 1 << 20


class Parts(NamedTuple):
    """All parts of the outputs, in order."""

    head: Part
    records: list[Part]
    shared: list[Part]
    """What stands behind the records, and the end."""

    @property
    def all(self) -> list[Part]:
        """The parts of an output that is one file."""
        return [self.head, *self.records, *self.shared]


class _GrowingFile:
    """One file, and what a thread does for it."""

    def __init__(self, number: int, path: str, stream: BinaryIO, thread: ThreadPoolExecutor) -> None:
        self._number = number
        self._path = path
        self._stream = stream
        self._thread = thread
        self._parts: list[Part] = []
        self._sizes: list[Future[int]] = []
        self._failed: FileError | None = None

    def put(self, place: int, part: Part) -> None:
        """Has a part copied as the file's `place`th one, unless it stands there already."""
        if self._parts[place : place + 1] == [part]:
            return
        if place < len(self._parts):
            self._cut_off(place)
        if self._failed:
            raise self._failed
        self._parts.append(part)
        self._sizes.append(self._thread.submit(self._append, part))

    def end(self, count: int) -> None:
        """Waits until its parts are copied, which are so many; raises what the copying raised."""
        if count < len(self._parts):
            self._cut_off(count)
        for size in self._sizes:
            size.result()

    def _cut_off(self, place: int) -> None:
        sizes = [size.result() for size in self._sizes]
        del self._parts[place:], self._sizes[place:]
        self._stream.seek(sum(sizes[:place]))
        self._stream.truncate()

    def _append(self, part: Part) -> int:
        try:
            return _copy(_path(part, self._number), self._stream)
        except OSError as error:
            self._failed = FileError(f"cannot write {self._path}: {error.strerror or error}")
            raise self._failed from error


class GrowingFiles:
    """The outputs that are local files, by their number; without any, nothing is done."""

    def __init__(self, files: Mapping[int, _GrowingFile]) -> None:
        self.whole = False
        self._files = files
        self._place = 0

    def __contains__(self, number: int) -> bool:
        return number in self._files

    def begin(self, head: Part) -> None:
        """The first part of each file, from which on all are given, for the first time or once more."""
        self._place = 0
        self.put(head)

    def put(self, part: Part) -> None:
        """The next part of each file."""
        for file in self._files.values():
            file.put(self._place, part)
        self._place += 1

    def finish(self, parts: Parts) -> None:
        """Writes what is not written yet; the files take their places when the block of `growing_files` ends."""
        self.begin(parts.head)
        for part in parts.all[1:]:
            self.put(part)
        for file in self._files.values():
            file.end(self._place)
        self.whole = True


class _Unwritten(Exception):  # noqa: N818 - no error: it ends the blocks of files that are not to be kept
    """A run ended without anything to write."""


@contextmanager
def growing_files(outputs: Sequence[Output], *, shards: int, alone: bool) -> Iterator[GrowingFiles]:
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
                number: _GrowingFile(number, outputs[number].path, stream, thread)
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
    parts: Parts, outputs: Sequence[Output], *, growing: GrowingFiles, shards: int, alone: bool
) -> list[Output]:
    """Writes the outputs, all or none of them; gives the files written. Run `alone`, no other run writes to them."""
    written: list[Output] = []
    with ExitStack() as stack:
        for number, output in enumerate(outputs):
            for path, group in _files(parts, number, output, shards):
                if number not in growing:
                    stream = stack.enter_context(open_raw(path, alone=alone))
                    for part in group:
                        with _path(part, number).open("rb") as source:
                            shutil.copyfileobj(source, stream, _BUFFER)
                written.append(Output(path, output.form))
        growing.finish(parts)
    return written


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
    groups: list[list[Part]] = [[parts.head] for _ in range(shards)]
    before = 0
    for part, size in zip(parts.records, sizes, strict=True):
        groups[min(before * shards // max(sum(sizes), 1), shards - 1)].append(part)
        before += size
    return list(zip(shard_names(output.path, shards), [*groups, [parts.head, *parts.shared]], strict=True))


def _split(path: str) -> tuple[str, str]:
    """A path in front of its extension, and the extension: `graph` and `.nq.gz`."""
    packed = ".gz" if path.endswith(".gz") else ""
    stem = path.removesuffix(packed)
    extension = Path(stem).suffix
    return stem.removesuffix(extension), extension + packed


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


def _copy(path: Path, target: BinaryIO) -> int:
    """Adds a file to another one; gives its size. The system copies where it can, without a detour through here."""
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
    return size
