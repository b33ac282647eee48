"""What every reader takes and gives: bytes in, readings out, each line or path accounted for."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol, runtime_checkable

import msgspec

from kg.dates import PartialDate
from kg.errors import Problem
from kg.record import Origin, Study
from kg.sources.fields.splits import Split

__all__ = ["Dates", "Fate", "Key", "Keyed", "Line", "Reader", "Reading", "Use", "key_of", "place"]


class Use(msgspec.Struct, frozen=True):
    """One fact that a line states: of what (`study`, `record`, `site 1`), which property, which value."""

    subject: str
    """`study`, `record`, or a part with its position from 1: `outcome 2`, `official 1`."""
    property: str
    """The property as the graph has it, as a CURIE: `ct:phase`."""
    value: str
    """The value as the graph has it: a notation, the text of a literal, or the name of a linked node."""


class Fate(StrEnum):
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
    fate: Fate
    uses: tuple[Use, ...] = ()
    reason: str | None = None
    """Why a line that is understood is left out of the record."""


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
        taken=stated.version or stated.retrieved,
    )
    return Key(publisher=study.publisher, id=study.id, dates=dates, format=origin.format)


def place(name: str, position: str | None) -> str:
    """Where a record was read, for messages: `studies.json#12`, `all.zip/NCT00000410.json`, or the file alone."""
    if position is None:
        return name
    return f"{name}{position}" if position.startswith("#") else f"{name}/{position}"


class Reader(Protocol):
    """One format: recognises its files by their content and turns them into readings."""

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

    def accepts(self, head: bytes) -> bool:
        """Whether a file that begins with `head` (up to 64 KiB) is of this format; at most one reader says yes."""

    def read(self, content: bytes, *, name: str, position: str | None = None) -> Iterator[Reading]:
        """Each record of a file, or of the piece of it at `position`. Never raises for what the file holds."""


@runtime_checkable
class Keyed(Protocol):
    """A reader that can tell the key of a record without reading all of it."""

    def key(self, content: bytes) -> Key | None:
        """The key of the one record that `read` would give; None where only `read` can tell, or there is no record."""
