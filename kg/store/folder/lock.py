"""The lock of a store's folder: many readers, or one writer. The system takes it back when a process dies."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import FileError

__all__ = ["locked"]

_STEP = 0.1


@contextmanager
def locked(folder: Path, *, writing: bool, wait: float = 0) -> Iterator[None]:
    """Holds the folder for reading or writing; waits so many seconds for others, then raises FileError that names them.

    pyoxigraph calls it undefined to read a store that is written by another process.
    """
    import fcntl

    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        # A store on a read-only disk has no writer.
        if not writing and (folder / "lock").exists():
            yield
            return
        raise FileError(f"cannot lock {folder}: {error.strerror}") from error
    try:
        _acquire(handle, fcntl.LOCK_EX if writing else fcntl.LOCK_SH, folder, wait)
        if writing:
            _sign(handle)
        yield
    finally:
        if writing:
            os.ftruncate(handle, 0)
        os.close(handle)


def _acquire(handle: int, mode: int, folder: Path, wait: float) -> None:
    import fcntl

    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise FileError(f"the store {folder} is {_holder(handle)}; --wait SECONDS waits for it") from None
            time.sleep(_STEP)
        else:
            return


def _sign(handle: int) -> None:
    """Says who writes, for the message that others get."""
    note = {"process": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(note).encode(), 0)


def _holder(handle: int) -> str:
    try:
        note = json.loads(os.pread(handle, 1_000, 0))
        return f"being written by process {note['process']} on {note['host']} since {note['since']}"
    except (ValueError, KeyError, TypeError):
        return "being read by another process"
