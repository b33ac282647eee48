"""The files that a run reads, in a fixed order, each with the name under which the graph knows it.

Below a folder every entry is told, those too that are not read. Links to folders are followed behind all else, so that
what stands in the folder itself is known by its own name, and each folder is read once, however links lead back to it.
"""

import atexit
import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar, cast

from kg.errors import FileError, Problem, shown
from kg.sources import Reader, problem

from .containers import FilePart
from .joined_tables import TablesPath, is_unread, tables_in_archive, tables_in_folder
from .problem_kind import ProblemKind
from .remote import RemotePath, is_remote, remote_files

__all__ = ["STDIN", "InputFile", "PassedOver", "Unreadable", "entries", "identity", "input_files", "with_ids_in_names"]

STDIN = "-"

_KINDS = {
    stat.S_IFIFO: "a FIFO; name it on the command line to read it",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_OURS = re.compile(r"\.(?:.+\.)?(?:lock|part|work)")
"""What a run keeps beside its outputs until it ends."""
_MISSING = (errno.ENOENT, errno.ENOTDIR)
_DEVICES = Path("/dev")
_ZIP = ".zip"
_UNREAD = "it is a table of the dump that states nothing of what is kept: results, MeSH, searches"
_NO_TABLE = "it stands beside the tables of the dump and is none of them"


class InputFile(NamedTuple):
    """A file to read."""

    path: Path | RemotePath | TablesPath
    name: str
    """Relative to the argument that named it, with `/`; bytes that are not UTF-8 are escaped."""
    named: bool
    """Whether the command line names the file itself, not a folder that holds it."""
    part: FilePart | None = None
    """The part of the file to read; None for all of it."""
    argument: str = ""
    """What the command line names: this file, or a folder that holds it."""
    id_from_name: bool = False
    """Whether a page that does not state its id has the one that its name holds."""
    reader: Reader | None = None
    """The reader of what is known beforehand; None to tell it by the content."""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, from its beginning; raises FileError if it cannot be read."""
        try:
            with self.path.open("rb") as stream:
                yield stream
        except OSError as error:
            raise FileError(f"cannot be read: {error.strerror or error}") from error

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


class PassedOver(NamedTuple):
    """An entry of a folder that is not read, and why."""

    name: str
    problem: Problem
    argument: str

    @property
    def kind(self) -> ProblemKind:
        """What it has in common with others below the same argument."""
        return ProblemKind(
            argument=self.argument,
            named=False,
            file=self.argument,
            rule=self.problem.rule,
            message=self.problem.message,
        )


Entry = InputFile | Unreadable | PassedOver
_Each = TypeVar("_Each", bound=Entry)


def input_files(paths: Iterable[str]) -> Iterator[InputFile | Unreadable]:
    """The files of each path: a file, `-`, or a folder with all below it, sorted; hidden names are passed over."""
    return (each for each in entries(paths) if not isinstance(each, PassedOver))


def entries(paths: Iterable[str]) -> Iterator[Entry]:
    """The same, and what is passed over in folders."""
    arguments = list(paths)
    walk = _Walk(arguments)
    for argument in arguments:
        yield from walk.argument(argument)


class _Walk:
    """Goes through what the command line names, through no folder twice."""

    def __init__(self, arguments: Iterable[str]) -> None:
        named = [argument for argument in arguments if not is_remote(argument) and Path(argument).is_dir()]
        self._named = {identity(Path(each)): shown(each) for each in named}
        """Folders that are named; a link from elsewhere does not read them in their place."""
        self._seen: dict[tuple[int, int], str] = {}
        """Folders that were read -> by which path."""
        self._spools: dict[str, Path] = {}

    def argument(self, argument: str) -> Iterator[Entry]:
        """The files of one path."""
        if is_remote(argument):
            yield from _remote(argument)
            return
        try:
            mode = None if argument == STDIN else Path(argument).stat().st_mode
            if mode is not None and stat.S_ISDIR(mode):
                yield from self._folder(argument)
            else:
                file = self._file(argument, whole=mode is not None and stat.S_ISREG(mode))
                yield from _joined(file, Path(argument)) or [file]
        except OSError as error:
            yield Unreadable(shown(argument), _reason(error, Path(argument)))

    def _file(self, argument: str, *, whole: bool) -> InputFile:
        """A file as it stands, or, of what can be read only once, a copy."""
        path = Path(argument)
        name = shown(path.relative_to(_DEVICES).as_posix() if path.is_relative_to(_DEVICES) else path.name)
        if not whole:
            path = self._spools.get(argument) or _spooled(None if argument == STDIN else path)
            self._spools[argument] = path
        return InputFile(path, name, named=True, argument=shown(argument))

    def _folder(self, argument: str) -> Iterator[Entry]:
        top = Path(argument)
        links = deque([top])
        while links:
            pending = [links.popleft()]
            while pending:
                folder = pending.pop()
                below: list[Path] = []
                try:
                    yield from self._read(_Folder(folder, top, shown(argument)), below, links)
                except OSError as error:
                    yield Unreadable(shown(str(folder)), error.strerror or "cannot be read")
                pending.extend(reversed(below))

    def _read(self, folder: "_Folder", below: list[Path], links: deque[Path]) -> Iterator[Entry]:
        """The entries of one folder, unless it was read already; folders in it, and links to folders, are kept."""
        if first := self._first(folder):
            yield folder.passed("CT-R121", folder.path, f"the folder is read once, as {first}")
            return
        with os.scandir(folder.path) as scanned:
            found = sorted(scanned, key=lambda entry: entry.name)
        tables = tables_in_folder(folder.path, [each.name for each in found if _is(each.is_file)])
        if tables:
            studies = folder.path / tables.tables[0][1]
            yield InputFile(tables, folder.name(studies), named=False, argument=folder.argument)
        joined = {name for _, name in tables.tables} if tables else set()
        for entry in found:
            if entry.name in joined:
                continue
            if tables and is_unread(tables, entry.name):
                yield folder.passed("CT-R156", Path(entry.path), _UNREAD)
                continue
            if _OURS.fullmatch(entry.name):
                continue
            if entry.name.startswith("."):
                yield folder.passed("CT-R120", Path(entry.path), "its name is hidden")
            elif _is(entry.is_dir):
                (links if entry.is_symlink() else below).append(Path(entry.path))
            elif _is(entry.is_file):
                file = folder.file(Path(entry.path))
                yield from _joined(file, Path(entry.path)) or [file]
            else:
                yield _odd(entry, folder)

    def _first(self, folder: "_Folder") -> str | None:
        """As what a folder was read, or will be; None if now is the time, which is noted."""
        known = identity(folder.path)
        named = self._named.get(known)
        if named is not None and folder.path != folder.top and known not in self._seen:
            return named
        if first := self._seen.get(known):
            return first
        self._seen[known] = shown(str(folder.path))
        return None


def _joined(file: InputFile, path: Path) -> list[Entry]:
    """An archive of tables as one file of joined records, and what else is in it; nothing of what is none."""
    tables = tables_in_archive(path) if path.suffix.lower() == _ZIP else None
    if tables is None:
        return []
    name = f"{file.name}/{tables.tables[0][1]}"
    beside = [(f"{file.name}/{each}", _UNREAD if is_unread(tables, each) else _NO_TABLE) for each in tables.others()]
    return [
        file._replace(path=tables, name=shown(name)),
        *(PassedOver(shown(each), problem("CT-R156", what, file=shown(each)), file.argument) for each, what in beside),
    ]


class _Folder(NamedTuple):
    """A folder that is read, below the one that the command line names."""

    path: Path
    top: Path
    argument: str

    def file(self, path: Path) -> InputFile:
        return InputFile(path, self.name(path), named=False, argument=self.argument)

    def passed(self, rule: str, path: Path, what: str) -> PassedOver:
        name = self.name(path)
        return PassedOver(name, problem(rule, what, file=name), self.argument)

    def name(self, path: Path) -> str:
        return self.argument if path == self.top else shown(path.relative_to(self.top).as_posix())


def _is(kind: Callable[[], bool]) -> bool:
    """Whether an entry is of a kind; of a link that leads to nothing no kind can be told."""
    with suppress(OSError):
        return kind()
    return False


def _odd(entry: "os.DirEntry[str]", folder: _Folder) -> Entry:
    """What is neither file nor folder: a link that leads to nothing, a FIFO, a socket, a device."""
    path = Path(entry.path)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if entry.is_symlink() and error.errno in (*_MISSING, errno.ELOOP):
            return folder.passed("CT-R123", path, _reason(error, path))
        return Unreadable(shown(entry.path), _reason(error, path))
    return folder.passed("CT-R122", path, f"it is {_KINDS.get(stat.S_IFMT(mode), 'no file')}")


def _reason(error: OSError, path: Path) -> str:
    """Why a path cannot be read."""
    if error.errno == errno.EBADF:
        return "it is closed"
    if error.errno == errno.ELOOP:
        return "a link that leads in a circle"
    if error.errno in _MISSING:
        if not path.is_symlink():
            return "no such file or folder"
        return f"a link to what is not there: {shown(str(path.readlink()))}"
    return error.strerror or str(error)


def identity(path: Path) -> tuple[int, int]:
    """The device and the number of a file or folder, by which two paths to it are known as one; raises OSError."""
    found = path.stat()
    return found.st_dev, found.st_ino


def with_ids_in_names(files: Iterable[_Each]) -> Iterator[_Each]:
    """The files, each to take the id of a page from its name where the page does not state it."""
    for each in files:
        yield cast(_Each, each._replace(id_from_name=True)) if isinstance(each, InputFile) else each


def _remote(url: str) -> Iterator[InputFile | Unreadable]:
    try:
        yield from (InputFile(path, name, named=named, argument=url) for path, name, named in remote_files(url))
    except FileNotFoundError:
        yield Unreadable(url, "no such file or folder")
    except OSError as error:
        yield Unreadable(url, error.strerror or str(error))


def _spooled(path: Path | None) -> Path:
    """A file with what can be read only once: a FIFO, a device, or standard input. It goes when the program ends."""
    if path is None:
        return _kept_copy(sys.stdin.buffer)
    with path.open("rb") as stream:
        return _kept_copy(stream)


def _kept_copy(stream: BinaryIO) -> Path:
    with tempfile.NamedTemporaryFile(prefix="kgbuild-input-", delete=False) as kept:
        atexit.register(Path(kept.name).unlink, missing_ok=True)
        try:
            shutil.copyfileobj(stream, kept)
            kept.flush()
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            raise FileError(f"cannot keep what is read in {tempfile.gettempdir()}: {error.strerror}") from error
    return Path(kept.name)
