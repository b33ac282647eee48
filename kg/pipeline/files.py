"""The files that a run reads, in a fixed order, each with the name under which the graph knows it."""

import atexit
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, NamedTuple

from kg.errors import FileError

from .containers import Part
from .remote import RemotePath, is_remote, remote_files

__all__ = ["STDIN", "InputFile", "Unreadable", "input_files", "with_ids_in_names"]

STDIN = "-"


class InputFile(NamedTuple):
    """A file to read."""

    path: Path | RemotePath
    name: str
    """Relative to the argument that named it, with `/`."""
    named: bool
    """Whether the command line names the file itself, not a folder that holds it."""
    part: Part | None = None
    """The part of the file to read; None for all of it."""
    id_from_name: bool = False
    """Whether a page that does not state its id has the one that its name holds."""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, from its beginning; raises FileError if it cannot be opened."""
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise FileError(f"cannot read {self.path}: {error.strerror}") from error
        with stream:
            yield stream

    @property
    def size(self) -> int:
        """In bytes, of the whole file; 0 if it cannot be told."""
        with suppress(OSError):
            return self.path.stat().st_size
        return 0


class Unreadable(NamedTuple):
    """A path that is missing or cannot be read."""

    path: str
    reason: str


def input_files(paths: Iterable[str]) -> Iterator[InputFile | Unreadable]:
    """The files of each path: a file, `-`, or a folder with all below it, sorted; hidden names are passed over."""
    for argument in paths:
        path = Path(argument)
        if is_remote(argument):
            yield from _remote(argument)
        elif argument == STDIN:
            yield InputFile(_standard_input(), STDIN, named=True)
        elif path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield Unreadable(argument, "no such file or folder")
        else:
            yield InputFile(path, path.name, named=True)


def with_ids_in_names(files: Iterable[InputFile | Unreadable]) -> Iterator[InputFile | Unreadable]:
    """The files, each to take the id of a page from its name where the page does not state it."""
    for each in files:
        yield each._replace(id_from_name=True) if isinstance(each, InputFile) else each


def _remote(url: str) -> Iterator[InputFile | Unreadable]:
    try:
        yield from (InputFile(path, name, named=named) for path, name, named in remote_files(url))
    except FileNotFoundError:
        yield Unreadable(url, "no such file or folder")
    except OSError as error:
        yield Unreadable(url, error.strerror or str(error))


def _standard_input() -> Path:
    """A file with what standard input gives, which can be read only once."""
    with NamedTemporaryFile(prefix="kgbuild-stdin-", delete=False) as kept:
        atexit.register(Path(kept.name).unlink, missing_ok=True)
        shutil.copyfileobj(sys.stdin.buffer, kept)
    return Path(kept.name)


def _folder(top: Path) -> Iterator[InputFile | Unreadable]:
    failed: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and (path.is_file() or not path.exists()):
                yield InputFile(path, path.relative_to(top).as_posix(), named=False)
    for error in failed:
        yield Unreadable(str(error.filename), error.strerror or "cannot be read")
