"""The files that a run reads, in a fixed order, each with the name under which the graph knows it."""

import atexit
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple, cast

from kg.errors import FileError

__all__ = ["STDIN", "InputFile", "Unreadable", "input_files"]

STDIN = "-"

_IN_MEMORY = 64 << 20


class InputFile(NamedTuple):
    """A file to read."""

    path: Path | None
    """None for standard input."""
    name: str
    """Relative to the argument that named it, with `/`."""
    named: bool
    """Whether the command line names the file itself, not a folder that holds it."""
    kept: BinaryIO | None = None
    """What came by standard input, which can be read only once."""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, from its beginning; raises FileError if it cannot be opened."""
        if self.path is None:
            stream = self.kept or BytesIO()
            stream.seek(0)
            yield stream
            return
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise FileError(f"cannot read {self.path}: {error.strerror}") from error
        with stream:
            yield stream


class Unreadable(NamedTuple):
    """A path that is missing or cannot be read."""

    path: str
    reason: str


def input_files(paths: Iterable[str]) -> Iterator[InputFile | Unreadable]:
    """The files of each path: a file, `-`, or a folder with all below it, sorted; hidden names are passed over."""
    for argument in paths:
        path = Path(argument)
        if argument == STDIN:
            yield InputFile(None, STDIN, named=True, kept=_standard_input())
        elif path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield Unreadable(argument, "no such file or folder")
        else:
            yield InputFile(path, path.name, named=True)


def _standard_input() -> BinaryIO:
    """What standard input gives, on disk if it is large."""
    kept = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (it lives as long as the run)
    atexit.register(kept.close)
    shutil.copyfileobj(sys.stdin.buffer, kept)
    return cast(BinaryIO, kept)


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
