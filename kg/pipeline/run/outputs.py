"""Output files: whole or not at all, compressed by extension, standard output for `-`.

A link is followed, so that what it points to is replaced. What is no file, such as a FIFO or a device, is written to.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import FileError
from kg.pipeline.input.remote import is_remote, writing
from kg.pipeline.packing import best_codec, codec_of, packed_stream
from kg.store import index_path
from kg.temporary import temporary_file
from kg.terminal import standard_output

__all__ = ["STDOUT", "check_target", "open_output", "open_raw", "target_of"]

STDOUT = "-"

_DESCRIPTOR = re.compile(r"/dev/(?:std(?:out|err)|fd/[0-9]+)|/proc/[^/]+/fd/[0-9]+")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def open_output(path: str) -> Iterator[BinaryIO]:
    """A stream to a new file that takes the place of `path` when the block ends well, and leaves nothing if not."""
    with open_raw(path) as raw:
        yield from _compressed(raw, path)


@contextmanager
def open_raw(path: str, *, alone: bool = False) -> Iterator[BinaryIO]:
    """The same for bytes that are compressed already where the path says so.

    When nobody else can be writing there, being `alone`, what a killed run left is overwritten.
    """
    if path == STDOUT:
        with _saying(path):
            stream = standard_output()
            yield stream
            stream.flush()
    elif is_remote(path):
        with writing(path) as stream:
            yield stream
    elif (target := target_of(path)) is None:
        with _saying(path), Path(path).open("wb") as stream:
            yield stream
    else:
        check_target(path)
        with _replacing(path, target, alone=alone) as stream:
            yield stream


def target_of(path: str) -> Path | None:
    """The file that an output replaces, links followed; None for what is no file of this machine or only written to."""
    if path == STDOUT or is_remote(path) or _DESCRIPTOR.fullmatch(path):
        return None
    target = Path(os.path.realpath(path)) if Path(path).is_symlink() else Path(path)
    special = target.exists() and not (target.is_file() or target.is_dir())
    return None if special else target


def check_target(path: str) -> None:
    """Raises FileError if no file can be written there: the path is a folder, its folder is missing or read-only."""
    target = target_of(path)
    if target is None:
        return
    folder = target.parent
    if target.is_dir():
        raise FileError(f"cannot write {path}: it is a folder; name a file in it")
    if target.is_symlink():
        raise FileError(f"cannot write {path}: it is a link that leads in a circle")
    if not folder.is_dir():
        raise FileError(f"cannot write {path}: there is no folder {folder}; make it first, or correct the path")
    if not os.access(folder, os.W_OK):
        raise FileError(f"cannot write {path}: nothing can be written to the folder {folder}")


@contextmanager
def _replacing(path: str, target: Path, *, alone: bool) -> Iterator[BinaryIO]:
    """A stream to a file beside the target, which takes its place, and its permissions, when the block ends well."""
    with _saying(path), _left_over(target) if alone else temporary_file(target) as temporary:
        with temporary.open("wb") as raw:
            yield raw
        temporary.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
        Path(index_path(path)).unlink(missing_ok=True)  # that of the file before


@contextmanager
def _left_over(target: Path) -> Iterator[Path]:
    """The one temporary file beside a target that one run at a time writes."""
    temporary = target.with_name(f".{target.name}.part")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600))
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _saying(path: str) -> Iterator[None]:
    """Says which output an error of the system is about; that nobody reads any more is none, and passes."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        what = "standard output" if path == STDOUT else path
        raise FileError(f"cannot write {what}: {error.strerror or error}") from error


def _compressed(raw: BinaryIO, path: str) -> Iterator[BinaryIO]:
    codec = codec_of(path, best_codec())
    if codec is None:
        yield raw
        return
    with packed_stream(raw, codec) as packed:
        yield packed


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
