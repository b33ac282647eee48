"""The contract of a reader: how files fall into records, bytes in, a reading out, each line or field accounted for.

A new format has a new reader; `docs/new-reader.md` shows one. Structured formats make theirs of a `FieldReader`, pages
of a `PageReader`.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Protocol

import msgspec

from kg.dates import PartialDate
from kg.errors import Problem
from kg.record import Origin, Study
from kg.sources.field_account import FieldAccount
from kg.sources.splits import Split

__all__ = [
    "Dates",
    "Key",
    "Line",
    "LineAccount",
    "LineFate",
    "Reader",
    "Reading",
    "RecordAccount",
    "Use",
    "key_of",
    "only_by_reading",
    "place",
]


class Use(msgspec.Struct, frozen=True):
    """One fact that a line states: of what (`study`, `record`, `site 1`), which property, which value."""

    subject: str
    """`study`, `record`, or a part with its position from 1: `outcome 2`, `official 1`."""
    property: str
    """The property as the graph has it, as a CURIE: `ct:phase`."""
    value: str
    """The value as the graph has it: a notation, the text of a literal, or the name of a linked node."""


class LineFate(StrEnum):
    """Where a line of a page went."""

    BLANK = "blank"
    BOILERPLATE = "boilerplate"
    USED = "used"
    LEFT_OUT = "left out"
    UNRECOGNISED = "unrecognised"


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a page and its fate."""

    number: int
    """From 1."""
    text: str
    fate: LineFate
    uses: tuple[Use, ...] = ()
    reason: str | None = None
    """Why a line that is understood is left out of the record."""


class LineAccount(msgspec.Struct, frozen=True):
    """What becomes of each line of a page."""

    lines: Callable[[bytes], tuple[Line, ...]]
    """Each line with its fate, as the reading of the page has them."""

    def unaccounted(self, content: bytes) -> Iterator[str]:
        """The lines of a page that nothing is known of."""
        yield from (line.text for line in self.lines(content) if line.fate is LineFate.UNRECOGNISED)


RecordAccount = FieldAccount | LineAccount


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record as read. Without a study it was rejected, and a problem of severity violation says why."""

    origin: Origin
    study: Study | None = None
    problems: tuple[Problem, ...] = ()
    lines: tuple[Line, ...] = ()
    """Every line of the page, in order; empty for structured formats."""


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """The dates that tell how old a copy of a record is, each only as the copy states it."""

    posted: PartialDate | None = None
    """The last update posted; where the source has one date of an update and does not say which, that one."""
    submitted: PartialDate | None = None
    """The last update submitted, some days before it was posted."""
    verified: PartialDate | None = None
    """When the sponsor last verified the record, mostly a month; not after the last update was submitted."""
    taken: PartialDate | None = None
    """The day of the registry's data from which the copy was taken; not before the last update was posted."""


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """What tells a record from others of its study, and which of them is the latest."""

    publisher: str
    id: str
    dates: Dates
    format: str
    record: str | None = None
    """The id of the record, where the publisher holds several of the study."""

    @property
    def updated(self) -> PartialDate | None:
        """The date of the copy, where there is no other to compare it with: posted, else submitted, and so on."""
        dates = self.dates
        return dates.posted or dates.submitted or dates.verified or dates.taken


def key_of(study: Study, origin: Origin) -> Key:
    """The key of a record that was read."""
    stated = study.registration
    dates = Dates(
        posted=stated.last_update_posted.date if stated.last_update_posted else stated.updated,
        submitted=stated.last_update_submitted,
        verified=stated.verified,
        taken=stated.retrieved or stated.version,
    )
    return Key(publisher=study.publisher, id=study.id, dates=dates, format=origin.format, record=study.record)


def place(name: str, position: str | None) -> str:
    """Where a record was read, for messages: `studies.json#12`, `all.zip/NCT00000410.json`, or the file alone."""
    if position is None:
        return name
    return f"{name}{position}" if position.startswith("#") else f"{name}/{position}"


def only_by_reading(content: bytes) -> Key | None:
    """No key: the one of a format whose records must be read whole to be told apart."""
    return None


class Reader(Protocol):
    """One format: recognises its records by their content and turns each into a reading. All members are needed."""

    @property
    def name(self) -> str:
        """The format's name, for example `ctgov-tabular`."""

    @property
    def publisher(self) -> str:
        """Whose records they are, a notation of the code list `registry`."""

    @property
    def description(self) -> str:
        """One line for `kgbuild formats`."""

    @property
    def split(self) -> Split:
        """How its records stand in a file."""

    @property
    def account(self) -> RecordAccount:
        """What becomes of each of its fields, or of each line."""

    def accepts(self, head: bytes, /) -> bool:
        """Whether a file that begins with `head` (up to 64 KiB) is of this format; at most one reader says yes."""

    def read(self, content: bytes, *, name: str, position: str | None = None, id_from_name: bool = False) -> Reading:
        """The record that is a file, or the piece of it at `position`. Never raises for what it holds.

        With `id_from_name` a record that does not state its id has the one that its file's name holds, if the format is
        one whose records may lack it (rule CT-R026).
        """

    def key(self, content: bytes, /) -> Key | None:
        """The key of the record that `read` would give, quickly; None where only `read` can tell, or there is none.

        A reader that has no quick way takes `only_by_reading`.
        """
