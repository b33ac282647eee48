"""The folder in which a run keeps what is done, so that a run that was killed goes on where it stopped.

WORK/run.json        what the run is: its inputs, options and version; the time that it states
WORK/KIND/000012/    what one task made, whole: the folder gets its name when all its files are written
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kg.errors import FileError, UsageError
from kg.pipeline.input.joined_tables import TablesPath
from kg.pipeline.input.remote import RemotePath

__all__ = ["Workspace", "fingerprint", "published", "workspace"]

_PRIVATE = 0o700
_WRITTEN_BY_OTHERS = 0o022
_RUN = "run.json"


class Workspace(NamedTuple):
    """The folder of a run."""

    folder: Path
    as_of: datetime
    """The run's time; of a run that is continued the first one's."""
    continued: bool

    def place(self, kind: str, number: int) -> Path:
        """Where a task of that kind puts what it makes."""
        return self.folder / kind / f"{number:06}"

    def forget(self) -> None:
        """Removes all that is done: the run is not to be continued."""
        _clear(self.folder)


@contextmanager
def workspace(path: Path | None, *, key: str, as_of: datetime, resume: bool) -> Iterator[Workspace]:
    """The folder of a run, and its removal when the run ends well; None is a temporary one, which always goes.

    The caller holds the lock of a folder that is named. What another run left there, of other inputs or options, is
    removed first; so is all of a folder that others could write to. The folder of another user is refused.
    """
    if path is None:
        with tempfile.TemporaryDirectory(prefix="kgbuild-") as name:
            yield Workspace(Path(name), as_of, continued=False)
        return
    _refuse_other_things(path)
    ours = _own(path)
    moment = _begun(path, key) if resume and ours else None
    if moment is None:
        _clear(path)
    run = path / _RUN
    try:
        path.mkdir(parents=True, exist_ok=True)
        run.write_text(json.dumps({"key": key, "as_of": (moment or as_of).isoformat()}), encoding="utf-8")
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error
    try:
        yield Workspace(path, moment or as_of, continued=moment is not None)
    except BaseException:
        if not any(path.glob("*/[0-9]*")):  # nothing done that could be gone on with
            _remove(path)
        raise
    _remove(path)


@contextmanager
def published(place: Path) -> Iterator[Path]:
    """A new folder that takes its place, whole, when the block ends; if another one did so before, that one stays."""
    place.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}."))
    try:
        yield folder
        with suppress(FileExistsError):
            _rename(folder, place)
    except OSError as error:
        raise FileError(f"cannot write {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fingerprint(facts: Iterable[str], files: Iterable[Path | RemotePath | TablesPath]) -> str:
    """A hash of facts and of what files hold; of files elsewhere, of the state that is said of them."""
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{fact}\x1f".encode())
    for path in files:
        if isinstance(path, RemotePath | TablesPath):
            digest.update(path.state().encode())
            continue
        with suppress(PermissionError), path.open("rb") as stream:  # its reader will say that it cannot be read
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _own(path: Path) -> bool:
    """Makes the folder, or sees that it is the user's own, for nobody else; whether nobody else could write to it."""
    try:
        path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        link, folder = path.lstat(), path.stat()
        if (other := _other_owner(link, folder)) is not None:
            raise UsageError(
                f"the work folder {path} belongs to {_user(other)}, who could change what is read from it; "
                "remove it, or name another with --work"
            )
        if folder.st_mode & ~_PRIVATE & 0o777:
            path.chmod(_PRIVATE)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error
    return not folder.st_mode & _WRITTEN_BY_OTHERS


def _other_owner(*states: os.stat_result) -> int | None:
    """The number of a user, not this one, to whom one of these belongs; Windows numbers no users."""
    if not hasattr(os, "geteuid"):
        return None
    return next((each.st_uid for each in states if each.st_uid != os.geteuid()), None)


def _user(number: int) -> str:
    try:
        import pwd

        return f"the user {pwd.getpwuid(number).pw_name}"
    except (ImportError, KeyError):
        return f"the user number {number}"


def _rename(folder: Path, place: Path) -> None:
    try:
        folder.rename(place)
    except OSError as error:
        if place.is_dir():
            raise FileExistsError(str(place)) from error
        raise


def _begun(path: Path, key: str) -> datetime | None:
    """When the same run was begun here."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((path / _RUN).read_text(encoding="utf-8"))
        if said["key"] == key:
            return datetime.fromisoformat(said["as_of"])
    return None


def _refuse_other_things(path: Path) -> None:
    """Raises UsageError for a folder that a run did not make: what stands in a folder for work is removed."""
    if path.is_dir() and any(path.iterdir()) and not (path / _RUN).is_file():
        raise UsageError(f"{path} holds other things, and what stands in a folder for work is removed; name another")
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; work is kept in a folder: name another")


def _remove(path: Path) -> None:
    _clear(path)
    path.rmdir()


def _clear(path: Path) -> None:
    """Removes what a run left, last the file that tells that it is a run's folder."""
    for each in path.iterdir() if path.is_dir() else ():
        if each.is_dir():
            shutil.rmtree(each)
        elif each.name != _RUN:
            each.unlink()
    (path / _RUN).unlink(missing_ok=True)
