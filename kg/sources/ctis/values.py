"""Values of CTIS records: codes that name none of a list, days in two orders, texts that stand for nothing."""

import re
from collections.abc import Iterable

from kg.dates import PartialDate
from kg.record import Coded
from kg.sources.ctis.spellings import NOT_CODED
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["code_of", "date_of", "day_first", "earliest", "latest", "listed", "stated"]

_NOTHING = frozenset({"-", "n/a", "none", "removed"})
"""`-` and `N/A` stand for what a product has not; a collection of records at hand has `removed` for each address."""
_DAY_FIRST = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")


def stated(text: str | None) -> str | None:
    """A text on one line; None of one that stands for nothing."""
    found = short(text)
    return None if found is None or found.casefold() in _NOTHING else found


def listed(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The different texts that state something, in order; case makes no difference."""
    found: dict[str, str] = {}
    for text in texts:
        if known := stated(text):
            found.setdefault(known.casefold(), known)
    return tuple(found.values())


def code_of(code_list: str, text: str | None, remarks: Remarks, path: str, *positions: int) -> Coded | None:
    """The notation for a value; None for one that names none of the list."""
    written = short(text)
    if written is None or written.casefold() in NOT_CODED.get(code_list, ()):
        return None
    return remarks.code(code_list, written, path, *positions)


def day_first(text: str) -> str:
    """`15/03/2024`, as lists of a search have it, as `2024-03-15`."""
    found = _DAY_FIRST.fullmatch(text.strip())
    return f"{found[3]}-{found[2]}-{found[1]}" if found else text


def date_of(text: str | None, remarks: Remarks, path: str, *positions: int) -> PartialDate | None:
    """A day, in either order, with or without a time."""
    return remarks.date(day_first(text).replace(" ", "T"), path, *positions) if text else None


def earliest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """The first of several days."""
    return min((each for each in dates if each), default=None)


def latest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """The last of several days."""
    return max((each for each in dates if each), default=None)
