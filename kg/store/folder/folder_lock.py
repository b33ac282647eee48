"""The lock of a store's folder: many readers, or one writer. The system takes it back when a process dies.

The file `lock` is an empty SQLite database: a reader holds it in a transaction that has read, a writer in one that is
exclusive. SQLite locks files alike on every system, also those of a disk that can only be read; locks that are told
apart as shared and exclusive Python has on Unix alone. No other code may open that file: on Unix a process that closes
a file loses all its locks on it.
"""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import FileError

if TYPE_CHECKING:
    import sqlite3

__all__ = ["LOCK", "WRITER", "locked"]

LOCK = "lock"
WRITER = "writer.json"
"""Who writes, for the message that others get; gone with the lock, but for a writer that was killed."""

_STEP = 0.1
_SHARED = ("BEGIN", "SELECT name FROM sqlite_master LIMIT 1")
_EXCLUSIVE = ("PRAGMA journal_mode = MEMORY", "BEGIN EXCLUSIVE")  # else SQLite makes a second file


@contextmanager
def locked(folder: Path, *, writing: bool, wait: float = 0) -> Iterator[None]:
    """Holds the folder for reading or writing; waits so many seconds for others, then raises FileError that names them.

    pyoxigraph calls it undefined to read a store that is written by another process.
    """
    with closing(_opened(folder, writing=writing)) as connection:
        _acquire(connection, folder, writing=writing, wait=wait)
        if not writing:
            yield
            return
        _sign(folder)
        try:
            yield
        finally:
            (folder / WRITER).unlink(missing_ok=True)


def _opened(folder: Path, *, writing: bool) -> "sqlite3.Connection":
    import sqlite3

    path = folder / LOCK
    try:
        if not path.exists():
            path.touch()
    except OSError as error:
        raise FileError(f"cannot lock {folder}: {error.strerror}") from error
    if writing and not os.access(path, os.W_OK):  # SQLite would be content with a shared lock
        raise FileError(f"cannot lock {folder}: {path} may not be written to")
    try:
        return sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise FileError(f"cannot lock {folder}: {error}") from error


def _acquire(connection: "sqlite3.Connection", folder: Path, *, writing: bool, wait: float) -> None:
    deadline = time.monotonic() + wait
    while not _try(connection, folder, writing=writing):
        if time.monotonic() >= deadline:
            raise FileError(f"the store {folder} is {_holder(folder)}; --wait SECONDS waits for it")
        time.sleep(_STEP)


def _try(connection: "sqlite3.Connection", folder: Path, *, writing: bool) -> bool:
    import sqlite3

    try:
        for statement in _EXCLUSIVE if writing else _SHARED:
            connection.execute(statement).fetchall()
    except sqlite3.DatabaseError as error:
        if connection.in_transaction:
            connection.rollback()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise FileError(f"cannot lock {folder}: {error}") from error
        return False
    return True


def _sign(folder: Path) -> None:
    note = {"process": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    try:
        (folder / WRITER).write_text(json.dumps(note), encoding="utf-8")
    except OSError as error:
        raise FileError(f"cannot write {folder / WRITER}: {error.strerror}") from error


def _holder(folder: Path) -> str:
    try:
        note = json.loads((folder / WRITER).read_text(encoding="utf-8"))
        return f"being written by process {note['process']} on {note['host']} since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "being read by another process"
