"""Temporary files and folders beside what they are to become.

A process that is killed removes nothing, so the next one with the same target does. Which are left over the system
knows: who makes one holds the lock of a file beside it, and a process that is gone holds none. (A lock on the thing
itself would do on Linux; Windows locks no folder, and moves no file that is open.)
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["temporary_file", "temporary_folder"]

_SUFFIX = ".part"
_LOCK = ".lock"


@contextmanager
def temporary_file(target: Path) -> Iterator[Path]:
    """A new empty file beside the target, gone at the end unless it was moved; raises OSError if there can be none."""
    with _held(target, folder=False) as path:
        yield path


@contextmanager
def temporary_folder(target: Path) -> Iterator[Path]:
    """A new folder beside the target, gone at the end unless it was moved; raises OSError if there can be none."""
    with _held(target, folder=True) as path:
        yield path


@contextmanager
def _held(target: Path, *, folder: bool) -> Iterator[Path]:
    _remove_left(target)
    path, lock = _made(target, folder=folder)
    try:
        yield path
    finally:
        _remove(path)
        # The lock goes last: what is not locked another process takes for left over.
        _unlock(lock)


def _made(target: Path, *, folder: bool) -> "tuple[Path, BaseFileLock]":
    """A new path and the lock on it, made again if another process took it for left over before it was locked."""
    while True:
        path = _new(target, folder=folder)
        if (lock := _locked(path, otherwise=True)) is not None:
            return path, lock


def _new(target: Path, *, folder: bool) -> Path:
    if folder:
        return Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX)
    os.close(handle)
    return Path(name)


def _remove_left(target: Path) -> None:
    named = re.compile(rf"(\.{re.escape(target.name)}\.\w{{8}}\{_SUFFIX})(?:\{_LOCK})?")
    present = [path.name for path in target.parent.iterdir()] if target.parent.is_dir() else []
    for name in sorted({each[1] for each in map(named.fullmatch, present) if each}):
        path = target.parent / name
        if (lock := _locked(path, otherwise=False)) is not None:
            _remove(path)
            _unlock(lock)


def _locked(path: Path, *, otherwise: bool) -> "BaseFileLock | None":
    """The lock on what stands there; None if another process holds it, or took the path away.

    Some network disks know no locks; `otherwise` says whether one that holds nothing is given there.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(path.name + _LOCK), thread_local=False)
    try:
        lock.acquire(blocking=False)
        held = path.exists()
    except Timeout:
        return None
    except (OSError, NotImplementedError):
        held = otherwise
    if held:
        return lock
    _unlock(lock)
    return None


def _unlock(lock: "BaseFileLock") -> None:
    with suppress(OSError):  # Windows removes no open file; `filelock` does it there, behind the release
        Path(lock.lock_file).unlink()
    lock.release()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
