"""The ledger: every record that was read is written, rejected, or a duplicate, and the sums agree."""

from collections import Counter
from enum import StrEnum

import msgspec

from kg.errors import LedgerError

__all__ = ["Entry", "Fate", "Ledger"]


class Fate(StrEnum):
    """What became of a record."""

    WRITTEN = "written"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record read, and what became of it."""

    source: str
    position: str | None = None
    sha256: str | None = None
    publisher: str | None = None
    record: str | None = None
    """The study id."""
    fate: Fate
    reason: str | None = None
    of: str | None = None
    """For a duplicate, the source of the record that was written."""


class Ledger:
    """Counts records in, and keeps an entry for each record out."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.read = 0

    def record_read(self) -> None:
        """Counts one record or unrecognised file as read."""
        self.read += 1

    def enter(self, entry: Entry) -> None:
        """Books what became of a record."""
        self.entries.append(entry)

    def counts(self) -> dict[Fate, int]:
        """How many records had which fate."""
        found = Counter(entry.fate for entry in self.entries)
        return {fate: found[fate] for fate in Fate}

    def check(self) -> None:
        """Raises LedgerError unless every record read has one fate."""
        if self.read != len(self.entries):
            raise LedgerError(f"{self.read} records were read, but {len(self.entries)} are accounted for")
