"""Files -> the pieces of work that a run is cut into, the same whatever runs them.

First chunks: files that are read in one go. Then batches: a few hundred records each, by file, offset and count. An
archive is cut by its directory, and small files are put together: such a chunk is a batch. A long stream is cut by the
bookmarks that its first reading leaves; what is packed as one long stream is unpacked into the workspace, since it can
only be read from its beginning.

Which record of a study is written can be decided only when the keys of all are known. They are noted while the records
are built, and a batch that holds one of several records of a study is built again. In one source that is rare: in an
export of a registry every study stands once. Two sources may hold the same studies, so that all would be built twice;
then a survey notes the keys before. It costs little: of a long stream, which is read before anyhow, the keys (2 % of
the run), of archives a second reading (7 %). Each path that the user names is a source, and each large stream or
archive below it; small files below one path are one source together, as when an export was unpacked.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from kg.packings import packing_in
from kg.pipeline.input.containers import FilePart, is_document, is_zip, unpack_member, unpack_stream
from kg.pipeline.input.files import InputFile
from kg.pipeline.input.joined_tables import TablesPath
from kg.pipeline.input.record_splitter import Flaw
from kg.pipeline.input.zip_ranges import ZipRange, zip_ranges
from kg.pipeline.run.kept import seal

from .workdir import Workspace, published

__all__ = ["BATCH", "BATCH_BYTES", "InputChunk", "has_several_sources", "input_chunks", "least_records"]

BATCH = 500
"""Records of a batch: some seconds of work, and parts of some megabytes."""
BATCH_BYTES = 16 << 20
_FILES = 200
_SMALL = 1 << 20
"""A file up to this size is read whole, with others, and unpacked where it is read."""
_HEAD = 4


class InputChunk(NamedTuple):
    """Files, or parts of them, that are read in one go."""

    files: tuple[InputFile, ...]
    size: int
    """In bytes, for the progress of a run."""
    long: bool
    """Whether it is one stream, to be cut into batches at its bookmarks."""


def input_chunks(files: Iterable[InputFile], work: Workspace) -> Iterator[InputChunk]:
    """All files in order: small ones together, archives in ranges, a long stream alone."""
    few: list[InputFile] = []
    unpacking = _Unpacking(work)
    for file in files:
        parts = list(_parts(file, unpacking))
        if parts:
            yield from _together(few)
            yield from parts
            few = []
            continue
        few.append(file)
        if len(few) == _FILES or sum(each.size for each in few) >= BATCH_BYTES:
            yield from _together(few)
            few = []
    yield from _together(few)


def has_several_sources(chunks: Iterable[InputChunk]) -> bool:
    """Whether one study may well stand in several of them: then keys are noted before anything is built."""
    return len({_source(chunk, file) for chunk in chunks for file in chunk.files}) > 1


def _source(chunk: InputChunk, file: InputFile) -> tuple[str, str]:
    """What the user names, and below it the large stream or archive, if it is one."""
    large = file.part is not None or chunk.long or (len(chunk.files) == 1 and file.size > _SMALL)
    return file.argument, str(file.path) if large else ""


def least_records(chunks: Iterable[InputChunk]) -> int:
    """How many records there are at least, as far as that is known without reading: one a file or member."""
    files = (file.part for chunk in chunks if not chunk.long for file in chunk.files)
    return sum(part.members.members if part and part.members else 1 for part in files)


def _together(files: list[InputFile]) -> Iterator[InputChunk]:
    if files:
        yield InputChunk(tuple(files), sum(each.size for each in files), long=False)


def _parts(file: InputFile, unpacking: "_Unpacking") -> Iterator[InputChunk]:
    """The chunks of a file that is not small; none of one that is, or that cannot be opened: its reader will say."""
    if file.path is None or file.size <= _SMALL:
        return
    if isinstance(file.path, TablesPath):
        yield unpacking.joined(file, file.path)
        return
    with suppress(PermissionError), file.path.open("rb") as stream:
        head = stream.read(_HEAD)
        if is_zip(head):
            yield from _ranges(file, stream, unpacking)
        elif packing_in(head):
            yield unpacking.chunk(file, stream)
        else:
            yield InputChunk((file,), file.size, long=True)


def _ranges(file: InputFile, stream: BinaryIO, unpacking: "_Unpacking") -> Iterator[InputChunk]:
    if is_document(stream):
        yield InputChunk((file,), file.size, long=False)
        return
    found = zip_ranges(stream, members=BATCH, unpacked=BATCH_BYTES)
    for members in found or ():
        if members.large:
            yield unpacking.chunk(file, stream, members)
        else:
            yield InputChunk((file._replace(part=FilePart(members=members)),), members.packed, long=False)
    if not found:
        yield InputChunk((file,), file.size, long=False)


class _Unpacking:
    """Unpacks long streams into the workspace, each once, also when a run is continued."""

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._count = 0

    def joined(self, file: InputFile, tables: TablesPath) -> InputChunk:
        """A file of the workspace with the records that the tables of a dump are joined to."""
        place = self._work.place("unpacked", self._count)
        self._count += 1
        if not place.exists():
            with published(place) as folder:
                with tables.open() as joined, (folder / "content").open("wb") as content:
                    shutil.copyfileobj(joined, content, BATCH_BYTES)
                seal(folder)
        whole = file._replace(path=place / "content", part=FilePart())
        return InputChunk((whole,), (place / "content").stat().st_size, long=True)

    def chunk(self, file: InputFile, stream: BinaryIO, member: ZipRange | None = None) -> InputChunk:
        """A file of the workspace with the content of a packed file, or of a member of an archive."""
        place = self._work.place("unpacked", self._count)
        self._count += 1
        if not place.exists():
            _unpack(stream, member, place)
        content = place / "content"
        with content.open("rb") as unpacked:
            head = unpacked.read(_HEAD)
        if is_zip(head) or packing_in(head):  # packed twice: read as it stands
            return InputChunk(
                (file._replace(part=FilePart(members=member) if member else None),), file.size, long=False
            )
        inside, flaw = msgspec.json.decode((place / "about.json").read_bytes(), type=tuple[str | None, Flaw | None])
        whole = file._replace(path=content, part=FilePart(inside=inside, flaw=flaw))
        return InputChunk((whole,), content.stat().st_size, long=True)


def _unpack(stream: BinaryIO, member: ZipRange | None, place: Path) -> None:
    stream.seek(0)
    packing = packing_in(stream.read(_HEAD))
    stream.seek(0)
    with published(place) as folder:
        with (folder / "content").open("wb") as unpacked:
            about: tuple[str | None, Flaw | None] = (None, None)
            if member:
                about = unpack_member(stream, member, unpacked)
            elif packing:
                about = None, unpack_stream(stream, packing, unpacked)
        (folder / "about.json").write_bytes(msgspec.json.encode(about))
        seal(folder)
