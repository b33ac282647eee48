"""Temporary files and folders beside what they are to become.

A process that is killed removes nothing, so the next one with the same target does. Which are left over the system
knows: who makes one holds a lock on it, and a process that is gone holds none.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["temporary_file", "temporary_folder"]

_SUFFIX = ".part"


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
    path, handle = _made(target, folder=folder)
    try:
        yield path
    finally:
        _remove(path)
        # The lock goes last: what is not locked another process takes for left over.
        os.close(handle)


def _made(target: Path, *, folder: bool) -> tuple[Path, int]:
    """A new path and the lock on it, made again if another process took it for left over before it was locked."""
    while True:
        path = _new(target, folder=folder)
        if (handle := _locked(path, otherwise=True)) is not None:
            return path, handle


def _new(target: Path, *, folder: bool) -> Path:
    if folder:
        return Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX)
    os.close(handle)
    return Path(name)


def _remove_left(target: Path) -> None:
    named = re.compile(rf"\.{re.escape(target.name)}\.\w{{8}}\{_SUFFIX}")
    for path in list(target.parent.iterdir()) if target.parent.is_dir() else []:
        if named.fullmatch(path.name) and (handle := _locked(path, otherwise=False)) is not None:
            _remove(path)
            os.close(handle)


def _locked(path: Path, *, otherwise: bool) -> int | None:
    """The handle of a lock on what stands there; None if another process holds one, or took the file away.

    Some network disks know no locks; `otherwise` says whether the handle is given there too.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = os.path.samestat(os.fstat(handle), path.stat())
    except (BlockingIOError, FileNotFoundError):
        held = False
    except OSError:
        held = otherwise
    if held:
        return handle
    os.close(handle)
    return None


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
