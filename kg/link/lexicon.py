"""The lexicon: a folder of compiled vocabularies, one SQLite file each, opened by all workers for reading alone."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kg.errors import FileError, UsageError

__all__ = ["ENVIRONMENT", "VERSION", "Installed", "Lexicons", "installed", "lexicon_folder", "open_file", "remove"]

ENVIRONMENT = "KGBUILD_LEXICON"
"""Names the folder, in place of the user's own."""

VERSION = 1
"""Of the layout of the files; a file of another version is not seen."""

_SUFFIX = f".v{VERSION}.sqlite"


class Installed(NamedTuple):
    """A compiled vocabulary."""

    name: str
    path: Path
    size: int
    built: str
    """Date, ISO 8601."""
    meta: dict[str, str]
    """`kind`, `title`, `licence`, `version`, `terms`, `names`, `sources`."""


def lexicon_folder(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the lexicon: the one chosen, else that of the environment, else the user's data folder."""
    if chosen is not None:
        return Path(chosen)
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("kgbuild", appauthor=False) / "lexicon"


def path_of(folder: Path, name: str) -> Path:
    """The file of a vocabulary."""
    return folder / f"{name}{_SUFFIX}"


def open_file(path: Path) -> sqlite3.Connection:
    """A connection that only reads; raises FileError if the file is no lexicon."""
    try:
        # immutable: nothing writes to a finished file, so no locks are taken, not even on network file systems.
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("SELECT value FROM meta LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise FileError(f"{path} is no lexicon of kgbuild: {error}; remove it and build it again") from error
    return connection


def installed(folder: Path) -> Iterator[Installed]:
    """What is installed, by name."""
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        with closing(open_file(path)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta"))
        yield Installed(path.name.removesuffix(_SUFFIX), path, path.stat().st_size, meta.get("built", ""), meta)


def remove(folder: Path, name: str) -> int:
    """Removes a vocabulary, and says how many bytes that freed; raises UsageError if it is not installed."""
    path = path_of(folder, name)
    if not path.is_file():
        known = ", ".join(each.name for each in installed(folder)) or "none"
        raise UsageError(f"{name!r} is not installed in {folder}; installed are: {known}")
    size = path.stat().st_size
    path.unlink()
    return size


class Lexicons:
    """The open files of a folder, by what they name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, list[tuple[str, sqlite3.Connection]]] = {}
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            connection = open_file(path)
            kind = str(connection.execute("SELECT value FROM meta WHERE name = 'kind'").fetchone()[0])
            self._files.setdefault(kind, []).append((path.name.removesuffix(_SUFFIX), connection))

    def of(self, kind: str) -> tuple[tuple[str, sqlite3.Connection], ...]:
        """Name and connection of each file of a kind, by name."""
        return tuple(self._files.get(kind, ()))

    def close(self) -> None:
        """Closes all files."""
        for files in self._files.values():
            for _, connection in files:
                connection.close()
