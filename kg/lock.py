"""The lock of an output: one run at a time writes to it, and the system takes it back when a process dies.

A lock is a file of its own, never in a folder that its holder removes: two runs would then hold two files of one name.
Its holder removes it at the end; a run that opened it before then holds a file without a name, notices, and tries
again. `filelock` does so from 3.30 on; before, it removes the file a second time, which may be another run's by then.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import FileError, UsageError

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["Lock", "held"]

_STEP = 0.05
_SHORTEST = 0.5
"""Seconds in which a lock that another run is just removing is to be had."""


class Lock(NamedTuple):
    """A lock file, and what it guards, for messages."""

    file: Path
    guarded: str


@contextmanager
def held(locks: Sequence[Lock], *, wait: float = 0) -> Iterator[None]:
    """Holds locks; waits so many seconds for others, then raises UsageError.

    The folder of a lock is made if there is none, and removed at the end if nothing came to stand in it.
    """
    with ExitStack() as stack:
        for lock in sorted(set(locks)):
            stack.enter_context(_held(lock.file, lock.guarded, wait))
        yield


@contextmanager
def _held(lock: Path, guarded: str, wait: float) -> Iterator[None]:
    from filelock import FileLock

    file_lock = FileLock(lock, poll_interval=_STEP)
    made = _acquire(file_lock, lock, guarded, max(wait, _SHORTEST))
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file; `filelock` does it there, behind the release
            lock.unlink()
        file_lock.release()
        if made:
            with suppress(OSError):
                lock.parent.rmdir()


def _acquire(file_lock: "BaseFileLock", lock: Path, guarded: str, wait: float) -> bool:
    """Takes the lock; gives whether its folder had to be made.

    Another run that made the folder too may remove it before the lock stands in it; then it is made again.
    """
    from filelock import Timeout

    deadline, last = time.monotonic() + wait, False
    while True:
        try:
            made = _made(lock.parent)
            file_lock.acquire(timeout=max(deadline - time.monotonic(), 0))
        except Timeout:
            if not lock.exists():  # its holder is just gone, or there is none: a file system without files
                if last:
                    raise FileError(f"cannot write {guarded}: nothing can be made in {lock.parent}") from None
                deadline, last = time.monotonic() + _SHORTEST, True
                continue
            what = f"another run is writing to {guarded}; wait for it (--wait SECONDS does), or name another output"
            raise UsageError(what) from None
        except (FileNotFoundError, FileExistsError) as error:
            if time.monotonic() > deadline:
                raise FileError(f"cannot write {guarded}: {error.strerror}") from error
        except OSError as error:
            raise FileError(f"cannot write {guarded}: {error.strerror or error}") from error
        else:
            return made


def _made(folder: Path) -> bool:
    if folder.is_dir():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    return True
