"""The lexicon: a folder of compiled vocabularies, one SQLite file each, opened by all workers for reading alone."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import FileError, UsageError

__all__ = [
    "BUILTIN_MESH",
    "ENVIRONMENT",
    "VERSION",
    "Installed",
    "Lexicons",
    "Shelf",
    "installed",
    "lexicon_folder",
    "path_of",
    "remove",
]

ENVIRONMENT = "KGBUILD_LEXICON"
"""Names the folder, in place of the user's own."""

VERSION = 6
"""Of the layout of the files; a file of another version is not seen."""

BUILTIN_MESH = "mesh-builtin"
"""The vocabulary that MeSH is compiled into as it comes with kgbuild."""

_INSTALLED = {BUILTIN_MESH: "mesh"}
"""A vocabulary that comes with kgbuild -> under which name one that is installed takes its place.

The user's wins with fewer names too: two years of one vocabulary do not mix."""

_SUFFIX = f".v{VERSION}.sqlite"
_MOST_ATTACHED = 9
"""SQLite attaches ten files to a connection if it was built without other wishes."""


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


def _name(path: Path) -> str:
    return path.name.removesuffix(_SUFFIX)


def _address(path: Path) -> str:
    """Immutable: nothing writes to a finished file, so no locks are taken, not even on network file systems."""
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors of SQLite as a FileError that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise FileError(f"{path} is no lexicon of kgbuild: {error}; remove it and build it again") from error


def installed(folder: Path) -> Iterator[Installed]:
    """What is installed, by name; of what comes with kgbuild that which is in use."""
    for path in _in_use(folder):
        with _named(path), closing(sqlite3.connect(_address(path), uri=True)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta"))
        yield Installed(_name(path), path, path.stat().st_size, meta.get("built", ""), meta)


def _in_use(folder: Path) -> list[Path]:
    paths = {_name(path): path for path in sorted(folder.glob(f"*{_SUFFIX}"))}
    return [path for name, path in paths.items() if _INSTALLED.get(name) not in paths]


def remove(folder: Path, name: str) -> int:
    """Removes a vocabulary, and says how many bytes that freed; raises UsageError if it is not installed."""
    path = path_of(folder, name)
    if not path.is_file():
        known = ", ".join(each.name for each in installed(folder)) or "none"
        raise UsageError(f"{name!r} is not installed in {folder}; installed are: {known}")
    size = path.stat().st_size
    path.unlink()
    return size


class _Connection(sqlite3.Connection):
    """Closed when nothing uses it any more: a linker lives as long as its process, or until another is opened."""

    def __del__(self) -> None:
        self.close()


class Shelf(NamedTuple):
    """Files of one kind that one connection reads."""

    connection: sqlite3.Connection
    volumes: tuple[tuple[str, str], ...]
    """Name and schema of each."""

    def rows(self, question: str, values: Mapping[str, object]) -> sqlite3.Cursor:
        """The rows of all files, by name; `{schema}` stands for the file, `{name}` for its name as a text.

        Values have names, since a question that is put to many files says each of them many times.
        """
        return self.connection.execute(_union(question, self.volumes), values)


@lru_cache
def _union(question: str, volumes: tuple[tuple[str, str], ...]) -> str:
    texts = ((schema, "'" + name.replace("'", "''") + "'") for name, schema in volumes)
    return " UNION ALL ".join(question.format(schema=schema, name=text) for schema, text in texts)


class Lexicons:
    """The open files of a folder, by what they name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connections: list[sqlite3.Connection] = []
        self._shelves: dict[str, list[Shelf]] = {}
        paths = _in_use(folder)
        for start in range(0, len(paths), _MOST_ATTACHED):
            self._open(paths[start : start + _MOST_ATTACHED])

    def _open(self, paths: Sequence[Path]) -> None:
        connection = sqlite3.connect(":memory:", uri=True, check_same_thread=False, factory=_Connection)
        self._connections.append(connection)
        volumes: dict[str, list[tuple[str, str]]] = {}
        for number, path in enumerate(paths):
            schema = f"v{number}"
            with _named(path):
                connection.execute(f"ATTACH ? AS {schema}", (_address(path),))
                row = connection.execute(f"SELECT value FROM {schema}.meta WHERE name = 'kind'").fetchone()  # noqa: S608
            volumes.setdefault(str(row[0]), []).append((_name(path), schema))
        for kind, found in volumes.items():
            self._shelves.setdefault(kind, []).append(Shelf(connection, tuple(found)))

    def of(self, kind: str) -> tuple[Shelf, ...]:
        """The files of a kind."""
        return tuple(self._shelves.get(kind, ()))

    def close(self) -> None:
        """Closes all files."""
        for connection in self._connections:
            connection.close()
