"""The store in a folder: pyoxigraph on disk, under a lock, with what each record says of shared nodes beside it.

    DIR/lock          many readers or one writer
    DIR/graph/        the graph: one named graph for each record, and shared, links, build, ontology
    DIR/said/         what each record says of shared nodes, before the merge, in a graph of the record's name
    DIR/pending.json  the change being made: both updates of one record, until both are done
    DIR/work/         files of a load that is not finished

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

from .lock import locked

__all__ = [
    "WORK",
    "Change",
    "Opened",
    "backup",
    "folder_of",
    "install",
    "is_store",
    "open_writable",
    "reading",
    "writing",
]

_GRAPH, _SAID, _PENDING, WORK = "graph", "said", "pending.json", "work"


class Change(NamedTuple):
    """One change, as SPARQL updates that may be run twice."""

    graph: str
    said: str


class Opened(NamedTuple):
    """A store that is open for writing."""

    folder: Path
    graph: pyoxigraph.Store
    said: pyoxigraph.Store

    def apply(self, change: Change) -> None:
        """Makes a change whole: after a crash at any moment the next writer finishes it."""
        pending = self.folder / _PENDING
        _write_synced(pending, json.dumps(change._asdict()))
        self.said.update(change.said)
        self.graph.update(change.graph)
        # Both are on the disk before the note of them is gone; flush is what pyoxigraph has for that.
        self.said.flush()
        self.graph.flush()
        pending.unlink()


def is_store(path: str | Path) -> bool:
    """Whether a path is the folder of a store."""
    return (Path(path) / _GRAPH / "CURRENT").is_file()


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
    if folder.exists() and any(folder.iterdir()) and not (folder / "lock").exists():
        raise FileError(f"{path} is a folder with other things in it, and no store")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot make {path}: {error.strerror}") from error
    with locked(folder, writing=True, wait=wait):
        shutil.rmtree(folder / WORK, ignore_errors=True)
        if is_store(folder):
            _recover(folder)
        yield folder
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


def backup(path: str, target: str, *, wait: float = 0) -> None:
    """Copies a store to a new folder, of the moment, fast: files are linked where the disk allows it."""
    folder, new = folder_of(path), Path(target)
    if new.exists():
        raise FileError(f"{target} exists; a backup goes to a new folder")
    with reading(path, wait=wait) as graph:
        try:
            new.mkdir(parents=True)
            pyoxigraph.Store.read_only(str(folder / _SAID)).backup(str(new / _SAID))
            (new / "lock").touch()
            graph.backup(str(new / _GRAPH))
        except OSError as error:
            raise FileError(f"cannot write the backup {target}: {error}") from error


def _recover(folder: Path) -> None:
    pending = folder / _PENDING
    if not pending.exists():
        return
    open_writable(folder).apply(Change(**json.loads(pending.read_text(encoding="utf-8"))))


def _write_synced(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
