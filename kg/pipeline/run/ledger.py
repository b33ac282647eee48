"""The ledger: every record that was read is written, rejected, or a duplicate, and the sums agree."""

import weakref
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from tempfile import SpooledTemporaryFile

import msgspec

from kg.errors import LedgerError

__all__ = ["Entry", "Ledger", "RecordFate"]

_IN_MEMORY = 4 << 20


class RecordFate(StrEnum):
    """What became of a record, or of an entry of a folder or archive."""

    WRITTEN = "written"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    NOT_READ = "not read"
    """An entry that was passed over, or could not be read: whether it holds records is not known."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record read, or one entry that was not read, and what became of it."""

    source: str
    position: str | None = None
    sha256: str | None = None
    publisher: str | None = None
    record: str | None = None
    """The study id."""
    fate: RecordFate
    reason: str | None = None
    of: str | None = None
    """For a duplicate, the source of the record that was written."""


class Ledger:
    """Counts records in, and keeps an entry for each record out: beyond a few megabytes on the disk."""

    def __init__(self) -> None:
        self._lines = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (it lives as long as the ledger)
        weakref.finalize(self, self._lines.close)
        self._fates: Counter[RecordFate] = Counter()
        self.read = 0
        """How many records and unrecognised files were read."""
        self.not_read = 0
        """How many entries of folders and archives were not read; each has its line, and counts nowhere else."""

    @property
    def entries(self) -> Iterator[Entry]:
        """The entries, in the order of the input."""
        decode = msgspec.json.Decoder(Entry).decode
        return map(decode, self.lines())

    def lines(self) -> Iterator[bytes]:
        """The entries as JSON lines."""
        self._lines.seek(0)
        yield from self._lines

    def book(self, entries: Iterable[Entry], *, read: int) -> None:
        """Books what became of so many records that were read."""
        self._lines.seek(0, 2)
        for entry in entries:
            self._lines.write(msgspec.json.encode(entry) + b"\n")
            if entry.fate is RecordFate.NOT_READ:
                self.not_read += 1
            else:
                self._fates[entry.fate] += 1
        self.read += read

    @property
    def left_out(self) -> int:
        """How many records and entries are not in the graph."""
        return self.not_read + self._fates.total() - self._fates[RecordFate.WRITTEN]

    def counts(self) -> dict[RecordFate, int]:
        """How many records had which fate."""
        return {fate: self._fates[fate] for fate in RecordFate if fate is not RecordFate.NOT_READ}

    def check(self, *, found: int, studies: int) -> None:
        """Raises LedgerError unless each piece that the splitter found has one fate, and each study one record.

        `studies` counts the records that were decided to be written, one for each publisher of a study.
        """
        accounted, written = self._fates.total(), self._fates[RecordFate.WRITTEN]
        if not found == self.read == accounted:
            raise LedgerError(f"{found} records were found, {self.read} were read, but {accounted} are accounted for")
        if written != studies:
            raise LedgerError(f"{studies} records were to be written, but {written} were")
