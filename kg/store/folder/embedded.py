"""The store in a folder: pyoxigraph on disk, under a lock, with what each record says of shared nodes beside it.

    DIR/lock          many readers or one writer
    DIR/graph/        the graph: one named graph for each record, and shared, links, build, ontology
    DIR/said/         what each record says of shared nodes, before the merge, in a graph of the record's name
    DIR/pending.jsonl the changes being made: both updates of each record, until all of them are on the disk
    DIR/uncounted     there from the first change of a run until the description counts all of them
    DIR/work/         files of a load that is not finished
    DIR/manifest.json what the last run read, if it ended well: the same again has nothing to do

`said` makes the merge exact: when a record is replaced, what it alone said of a shared node goes with it.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kg.errors import FileError
from kg.temporary import temporary_folder

from .folder_lock import locked

__all__ = [
    "WORK",
    "Change",
    "Opened",
    "backup",
    "folder_of",
    "install",
    "is_store",
    "mark_of",
    "open_writable",
    "reading",
    "writing",
]

_GRAPH, _SAID, _PENDING, _UNCOUNTED, WORK = "graph", "said", "pending.jsonl", "uncounted", "work"
_CURRENT = "CURRENT"
"""RocksDB names its state in it, anew whenever a database is opened for writing."""
_TOGETHER = 200
"""After so many changes the databases are flushed: that takes ten times as long as the change."""


class Change(NamedTuple):
    """One change, as SPARQL updates that may be run twice."""

    graph: str
    said: str


class Opened:
    """A store that is open for writing."""

    def __init__(self, folder: Path, graph: pyoxigraph.Store, said: pyoxigraph.Store) -> None:
        self.folder = folder
        self.graph = graph
        self.said = said
        self._unsettled = 0

    def apply(self, change: Change) -> None:
        """Makes a change whole: after a crash at any moment the next writer makes it again.

        To make a row of changes again from its first on ends as it did: each sets, whatever it finds, what is there.
        """
        _append_synced(self.folder / _PENDING, json.dumps(change._asdict()))
        self._make(change)
        self._unsettled += 1
        if self._unsettled >= _TOGETHER:
            self.settle()

    def settle(self) -> None:
        """Puts all changes on the disk; only then the notes of them go. Flush is what pyoxigraph has for that."""
        self.said.flush()
        self.graph.flush()
        (self.folder / _PENDING).unlink(missing_ok=True)
        self._unsettled = 0

    @property
    def counted(self) -> bool:
        """Whether the description states what the store holds; after a writer that was killed it does not."""
        return not (self.folder / _UNCOUNTED).exists()

    def begin(self) -> None:
        """Notes that changes come which the description does not count yet."""
        with (self.folder / _UNCOUNTED).open("w") as stream:
            os.fsync(stream.fileno())
        _sync_folder(self.folder)

    def end(self) -> None:
        """Notes that the description counts all changes, which are on the disk from now on."""
        self.settle()
        (self.folder / _UNCOUNTED).unlink(missing_ok=True)

    def recover(self) -> None:
        """Makes again what a killed writer had noted; what it had not noted whole, it had not begun."""
        pending = self.folder / _PENDING
        if pending.exists():
            *lines, _ = pending.read_text(encoding="utf-8").split("\n")
            for line in lines:
                self._make(Change(**json.loads(line)))
            self.settle()

    def _make(self, change: Change) -> None:
        self.said.update(change.said)
        self.graph.update(change.graph)


def is_store(path: str | Path) -> bool:
    """Whether a path is the folder of a store."""
    return (Path(path) / _GRAPH / _CURRENT).is_file()


def mark_of(path: str) -> Path:
    """A file of a store that is another one after each writer, and the same after any reader."""
    return Path(path) / _GRAPH / _CURRENT


def folder_of(path: str) -> Path:
    """The folder of a store; raises FileError if the path is none."""
    if not is_store(path):
        raise FileError(f"{path} is no store; `kgbuild ingest PATH... --store {path}` makes one")
    return Path(path)


@contextmanager
def reading(path: str, *, wait: float = 0) -> Iterator[pyoxigraph.Store]:
    """The graph of a store, for reading; others may read it meanwhile, none may write."""
    folder = folder_of(path)
    with locked(folder, writing=False, wait=wait):
        try:
            store = pyoxigraph.Store.read_only(str(folder / _GRAPH))
        except OSError as error:
            raise FileError(f"cannot open the store {path}: {error}") from error
        yield store


@contextmanager
def writing(path: str, *, wait: float = 0) -> Iterator[Path]:
    """The folder of a store, new or not, for one writer; what a killed writer left is finished or removed first."""
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise FileError(f"{path} is a file; a store is a folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / "lock").exists():
        raise FileError(f"{path} is a folder with other things in it, and no store")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot make {path}: {error.strerror}") from error
    with locked(folder, writing=True, wait=wait):
        shutil.rmtree(folder / WORK, ignore_errors=True)
        if is_store(folder):
            open_writable(folder).recover()
        try:
            yield folder
        finally:
            shutil.rmtree(folder / WORK, ignore_errors=True)


def open_writable(folder: Path) -> Opened:
    """Both parts of an existing store; the caller holds the lock."""
    try:
        return Opened(folder, pyoxigraph.Store(str(folder / _GRAPH)), pyoxigraph.Store(str(folder / _SAID)))
    except OSError as error:
        raise FileError(f"cannot open the store {folder}: {error}") from error


def install(folder: Path, graph: Path, said: Path) -> None:
    """Puts two new databases in their place; the graph last, because it is what makes the folder a store."""
    shutil.rmtree(folder / _SAID, ignore_errors=True)
    said.rename(folder / _SAID)
    graph.rename(folder / _GRAPH)


def backup(path: str, target: str, *, copy: bool = False, wait: float = 0) -> bool:
    """Puts a store, of the moment, into a new folder; whether its files are links to those of the store.

    They are where both are on one disk, unless they are to be copied: that is fast and takes no room, and a file that
    the disk loses is lost in both.
    """
    folder, new = folder_of(path), Path(target)
    if new.exists() or new.is_symlink():
        raise FileError(f"{target} exists; a backup goes to a new folder")
    with reading(path, wait=wait) as graph:
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            with temporary_folder(new) as made:
                pyoxigraph.Store.read_only(str(folder / _SAID)).backup(str(made / _SAID))
                graph.backup(str(made / _GRAPH))
                # What a killed writer left is finished in the copy as it would be here.
                for name in (_PENDING, _UNCOUNTED):
                    if (folder / name).exists():
                        shutil.copyfile(folder / name, made / name)
                (made / "lock").touch()
                linked = [file for file in made.glob("*/*") if file.stat().st_nlink > 1]
                for file in linked if copy else ():
                    _unlink_from_store(file)
                made.chmod(folder.stat().st_mode)
                made.rename(new)
            return bool(linked) and not copy
        except OSError as error:
            raise FileError(f"cannot write the backup {target}: {error.strerror or error}") from error


def _unlink_from_store(file: Path) -> None:
    """Puts a copy in the place of a link."""
    temporary = file.with_name(f"{file.name}.part")
    shutil.copyfile(file, temporary)
    temporary.replace(file)


def _append_synced(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes a new name in a folder last; Windows opens no folder, and needs it not."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
