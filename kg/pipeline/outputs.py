"""Output files: whole or not at all, compressed by extension, standard output for `-`."""

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import FileError
from kg.temporary import temporary_file

from .remote import is_remote, writing

__all__ = ["GZIP_LEVEL", "STDOUT", "open_output", "open_raw"]

STDOUT = "-"

GZIP_LEVEL = 3
"""Level 6 takes two and a half times as long, for files that are a tenth smaller."""


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
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if is_remote(path):
        with writing(path) as stream:
            yield stream
        return
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _left_over(target) if alone else temporary_file(target) as temporary:
            with temporary.open("wb") as raw:
                yield raw
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(target)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def _left_over(target: Path) -> Iterator[Path]:
    """The one temporary file beside a target that one run at a time writes."""
    temporary = target.with_name(f".{target.name}.part")
    temporary.touch(0o600)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _compressed(raw: BinaryIO, path: str) -> Iterator[BinaryIO]:
    if not path.endswith(".gz"):
        yield raw
        return
    # No file name and no time inside, so that the same graph gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=GZIP_LEVEL) as packed:
        yield cast(BinaryIO, packed)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
