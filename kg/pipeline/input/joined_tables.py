"""Tables of a folder or an archive as one stream of records: for each id an object of JSON with its rows, in a line.

The tables come in any order, each larger than memory may be. The ids of the first table are numbered (some 100 bytes
for each); the rows of all tables are dealt out by that number to shards on disk, each of so many records that it fits
into memory; then each shard is read and its records are put together. So every row is written and read once, nothing is
sorted but the rows of one record, and the records come in the order of the first table.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple, cast

import msgspec

from kg.errors import FileError
from kg.sources import MARKS
from kg.sources.splits import JoinedTables
from kg.sources.table_rows import TableLayout, heading_of, words_of

from .containers import is_bomb
from .table_lines import OPEN, TableLines, cells_of

__all__ = ["TablesPath", "is_unread", "tables_in_archive", "tables_in_folder"]

_SHARD = 500
"""Records of a shard: some ten megabytes of rows, as records with results have thousands."""
_HELD = 1 << 26
"""Bytes of rows that all shards hold in memory together, if these come in mixed order."""
_LEAST_WRITTEN = 1 << 14
_BUFFER = 1 << 18
_HEAD = 1 << 16
_MOST_MEMBERS = 1_000
"""No dump has as many tables: of an archive of more members the names are not looked at."""
_ENDS = (".txt", ".csv", ".tsv", ".psv")
_DAMAGE = (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)
_NO_ID = b""
_AROUND_ID = b' \t"'
_SAID = 9
"""The kind of a row that is no row of the table, but says what is wrong with it."""
_RULES = {_SAID: "CT-R108", OPEN: "CT-R108"}
"""Kind of a row that something is wrong with -> the rule; of others that their cells are too many or too few."""
_HEADER = struct.Struct("<IHIBI")
"""Of a row in a shard: record, table, number, kind, length."""
_MOST_FAULTS = 100
"""So many faults of one record are told one by one."""


class _Stat(NamedTuple):
    st_size: int


class TablesPath(NamedTuple):
    """The tables of a dump as one file, with what is needed here of a `pathlib.Path`."""

    place: Path
    """The folder, or the archive."""
    split: JoinedTables
    tables: tuple[tuple[str, str], ...]
    """Table -> its file in the folder, or its member in the archive."""
    archived: bool

    def __str__(self) -> str:
        return str(self.place)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.place.name

    def open(self, _mode: str = "rb") -> BinaryIO:
        """The records, from the first; it cannot be sought."""
        return cast(BinaryIO, io.BufferedReader(_Joined(self), _BUFFER))

    def stat(self) -> _Stat:
        """The size of all tables that are read."""
        with self._opened() as archive:
            if archive:
                return _Stat(sum(archive.getinfo(name).file_size for _, name in self.tables))
        return _Stat(sum((self.place / name).stat().st_size for _, name in self.tables))

    def state(self) -> str:
        """A hash of what the tables hold."""
        digest = hashlib.sha256()
        paths = [self.place] if self.archived else [self.place / name for _, name in self.tables]
        for path in paths:
            with path.open("rb") as stream:
                digest.update(f"{path.name}\x1f".encode() + hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()

    def others(self) -> list[str]:
        """What else stands in the archive; of a folder nothing, since its files are told one by one."""
        if not self.archived:
            return []
        read = {name for _, name in self.tables}
        with zipfile.ZipFile(self.place) as archive:
            return [each.filename for each in archive.infolist() if not each.is_dir() and each.filename not in read]

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile | None]:
        if not self.archived:
            yield None
            return
        with zipfile.ZipFile(self.place) as archive:
            yield archive

    @contextmanager
    def table(self, name: str) -> Iterator[BinaryIO]:
        """A table by the name of its file or member."""
        with self._opened() as archive, archive.open(name) if archive else (self.place / name).open("rb") as stream:
            yield cast(BinaryIO, stream)


def tables_in_folder(folder: Path, names: list[str]) -> TablesPath | None:
    """The tables that are files of a folder, if they are of a known dump."""
    for split in MARKS.joined:
        found = _tables(split, {name: name for name in names})
        if first := found.get(split.first):
            with suppress(OSError), (folder / first).open("rb") as stream:
                if _begins(split, stream.read(_HEAD)):
                    return TablesPath(folder, split, _ordered(split, found), archived=False)
    return None


def tables_in_archive(path: Path) -> TablesPath | None:
    """The tables that are members of an archive, if they are of a known dump."""
    with suppress(*_DAMAGE), path.open("rb") as stream:
        if _count_of_members(stream) > _MOST_MEMBERS:
            return None
        with zipfile.ZipFile(path) as archive:
            if any(map(is_bomb, archive.infolist())):
                return None
            names = {info.filename: info.filename.replace("\\", "/").rpartition("/")[2] for info in archive.infolist()}
            for split in MARKS.joined:
                found = _tables(split, names)
                first = found.get(split.first)
                if first and _begins(split, archive.open(first).read(_HEAD)):
                    return TablesPath(path, split, _ordered(split, found), archived=True)
    return None


def is_unread(tables: TablesPath, name: str) -> bool:
    """Whether a file or member beside the tables is one that is known, and not read."""
    return _table_of(name.replace("\\", "/").rpartition("/")[2]) in tables.split.unread


def _tables(split: JoinedTables, names: Mapping[str, str]) -> dict[str, str]:
    wanted = {table for table, _ in split.tables}
    found: dict[str, str] = {}
    for path, name in names.items():
        table = _table_of(name)
        if table in wanted:
            found.setdefault(table or "", path)
    return found


def _table_of(name: str) -> str | None:
    stem, dot, end = name.lower().rpartition(".")
    return stem if f"{dot}{end}" in _ENDS else None


def _ordered(split: JoinedTables, found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The tables in the order of the format, the first one first."""
    names = [split.first, *(table for table, _ in split.tables if table != split.first)]
    return tuple((table, found[table]) for table in names if table in found)


def _begins(split: JoinedTables, head: bytes) -> bool:
    found = heading_of(head)
    return found is not None and words_of(split.key) in found[1].names


_END = zipfile.sizeEndCentDir  # type: ignore[attr-defined]
_LONGEST_COMMENT = 1 << 16


def _count_of_members(stream: BinaryIO) -> int:
    """How many members an archive has, by its last record; 0 for what is none, more than any for one of many."""
    if stream.read(4) not in (b"PK\x03\x04",):
        return _MOST_MEMBERS + 1
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - _END - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else _MOST_MEMBERS + 1


class _Joined(io.RawIOBase):
    """The lines of a join as a stream."""

    def __init__(self, tables: TablesPath) -> None:
        super().__init__()
        self._lines = _Join(tables).lines()
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        """Fills the buffer as far as one line goes."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        if not self._rest:
            self._rest = next(self._lines, b"")
        taken = self._rest[: len(view)]
        view[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)

    def close(self) -> None:
        """Removes the shards."""
        self._lines.close()
        super().close()


class _Table(NamedTuple):
    """A table as it is found."""

    name: str
    file: str
    columns: tuple[str, ...] = ()
    layout: TableLayout | None = None


class _Found(NamedTuple):
    """One row in a shard."""

    table: int
    number: int
    row: bytes
    kind: int


class _Join:
    """One join of the tables of a dump."""

    def __init__(self, tables: TablesPath) -> None:
        self._path = tables
        self._split = tables.split
        self._key = tables.split.key
        self._tables = [_Table(name, file) for name, file in tables.tables]
        self._numbers: dict[bytes, int] = {}
        self._ids: list[bytes] = []
        self._absent: list[str] = []

    def lines(self) -> Generator[bytes, None, None]:
        """A line for each record."""
        with TemporaryDirectory(prefix="kgbuild-join-") as folder:
            shards = _Shards(Path(folder))
            for place in range(len(self._tables)):
                self._deal(place, shards)
            shards.flush()
            self._absent = self._lacking()
            encoder = msgspec.json.Encoder()
            for first in range(0, len(self._ids), _SHARD):
                for number, rows in enumerate(shards.records(first // _SHARD), first):
                    yield encoder.encode({self._split.mark: self._record(number, rows)}) + b"\n"

    def _deal(self, place: int, shards: "_Shards") -> None:
        """Gives the rows of one table to the shards; what is wrong with the table itself is a row that says so."""
        table = self._tables[place]
        try:
            with self._path.table(table.file) as stream:
                lines = TableLines(stream.read)
                heading = lines.heading
                columns = tuple(column.strip().lower() for column in heading.columns) if heading else ()
                if heading is None or self._key not in columns:
                    self._say(place, f"it has no column `{self._key}`", shards)
                    return
                self._tables[place] = table._replace(columns=columns, layout=heading.layout)
                self._deal_rows(place, lines, columns.index(self._key), shards)
        except _DAMAGE as error:
            self._say(place, f"it cannot be read to its end: {error}", shards)

    def _say(self, place: int, message: str, shards: "_Shards") -> None:
        shards.add(self._number(_NO_ID), _Found(place, 0, message.encode(), _SAID))

    def _deal_rows(self, place: int, lines: TableLines, key: int, shards: "_Shards") -> None:
        numbers, add, layout = self._numbers, shards.add, self._tables[place].layout
        separator = layout.blank[:1] if layout else b""
        for line in lines:
            cells = line.row.split(separator, key + 1)
            identity = cells[key].strip(_AROUND_ID) if key < len(cells) else _NO_ID
            number = numbers.get(identity)
            if number is None:
                number = self._number(identity)
            add(number, _Found(place, line.number, line.row, line.kind))

    def _number(self, identity: bytes) -> int:
        known = self._numbers.get(identity)
        if known is None:
            known = self._numbers[identity] = len(self._ids)
            self._ids.append(identity)
        return known

    def _lacking(self) -> list[str]:
        """The tables and columns that the format has and the dump lacks."""
        there = {table.name: table.columns for table in self._tables}
        lacking: list[str] = []
        for table, columns in self._split.tables:
            if not there.get(table):
                lacking.append(table)
            else:
                lacking += [f"{table}.{column}" for column in columns if column not in there[table]]
        return lacking

    def _record(self, number: int, rows: list[_Found]) -> dict[str, object]:
        identity = self._ids[number].decode(errors="replace")
        found: dict[str, object] = {self._key: identity}
        faults: list[tuple[str, str, str]] = []
        tables: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            table = self._tables[row.table]
            cells, fault = self._cells(row, table)
            if fault or not identity:
                what = fault or "it states no id, so that it belongs to no record"
                faults.append((_RULES.get(row.kind, "CT-R150"), table.name, f"{table.file}#{row.number}: {what}"))
            if identity and cells:
                pairs = zip(table.columns, cells, strict=False)
                tables.setdefault(table.name, []).append(
                    {name: cell for name, cell in pairs if cell and name != self._key}
                )
            if row.table == 0:
                found.setdefault("row", row.number)
        if self._absent:
            found["absent"] = self._absent
        if faults:
            found["faults"] = _few(faults)
        for name, some in tables.items():
            found[name] = sorted(some, key=_place) if len(some) > 1 else some
        return found

    def _cells(self, row: _Found, table: _Table) -> tuple[list[str], str | None]:
        if row.kind == _SAID or table.layout is None:
            return [], row.row.decode()
        return cells_of(row.row, row.kind, table.layout, len(table.columns))


def _few(faults: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    if len(faults) <= _MOST_FAULTS:
        return faults
    rule, table, _ = faults[_MOST_FAULTS]
    return [*faults[:_MOST_FAULTS], (rule, table, f"and {len(faults) - _MOST_FAULTS:,} more rows")]


def _place(row: Mapping[str, str]) -> int:
    """The id that the database gave to a row: rows were put in in the order of the record."""
    id = row.get("id", "")
    return int(id) if id.isascii() and id.isdigit() else 0


class _Shards:
    """Rows on disk, by ranges of the numbers of their records."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[bytearray] = []

    def add(self, record: int, row: _Found) -> None:
        """Keeps a row."""
        shard = record // _SHARD
        while shard >= len(self._held):
            self._held.append(bytearray())
        held = self._held[shard]
        held += _HEADER.pack(record, row.table, row.number, row.kind, len(row.row))
        held += row.row
        if len(held) > max(_LEAST_WRITTEN, _HELD // len(self._held)):
            self._write(shard)

    def flush(self) -> None:
        """Writes what is held."""
        for shard in range(len(self._held)):
            self._write(shard)

    def _write(self, shard: int) -> None:
        try:
            with self._path(shard).open("ab") as stream:
                stream.write(self._held[shard])
        except OSError as error:
            raise FileError(f"the rows cannot be joined in {self._folder}: {error.strerror or error}") from error
        self._held[shard].clear()

    def records(self, shard: int) -> Iterator[list[_Found]]:
        """The rows of each record of a shard, in order."""
        found: dict[int, list[_Found]] = {}
        path = self._path(shard)
        content = path.read_bytes()
        path.unlink()
        at, size = 0, _HEADER.size
        while at < len(content):
            record, table, number, kind, length = _HEADER.unpack_from(content, at)
            at += size
            found.setdefault(record, []).append(_Found(table, number, content[at : at + length], kind))
            at += length
        del content
        for number in range(shard * _SHARD, shard * _SHARD + len(found)):
            yield found.pop(number)

    def _path(self, shard: int) -> Path:
        return self._folder / f"{shard:06}"
