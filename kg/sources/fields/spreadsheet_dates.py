"""Dates of a table, those too that a spreadsheet wrote anew: `4/11/2022`, `11.04.2022`, `28-Mar-12`, `Mar-12`.

Whether day or month comes first is nowhere said, and differs from country to country; but it is the same for all dates
of a row. One of them with a number above 12 tells it for all; so does the order in which a registry posts things. Where
nothing tells it, both readings of `8/4/2023` have the year in common, and that is read.
"""

import re
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from kg.dates import PartialDate, parse_date

__all__ = ["RowDate", "Written", "dates_of_row"]

_TIME = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?(?: AM)?\Z")
"""Midnight, which programs write behind a day."""
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]{1,2}([0-9]{4}|[0-9]{2})")
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[- ]([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[2-6][0-9]{4}(?:\.0+)?")
"""Days since 1900 or 1904, of 1954 to 2092."""
_CENTURY = 50
"""Of years of two figures those below are of this century: no study of a registry began before 1950."""


class Written(Enum):
    """How a date came to be read."""

    AS_ISSUED = auto()
    """In a form in which registries write dates."""
    ANEW = auto()
    """In a form of spreadsheets, and beyond doubt."""
    IN_DOUBT = auto()
    """In a form of spreadsheets of which the year alone is beyond doubt."""
    AS_NUMBER = auto()
    """As the number of a day, which depends on the program: no date."""
    NO_DATE = auto()


class RowDate(NamedTuple):
    """A date of a row."""

    date: PartialDate | None
    written: Written


def dates_of_row(texts: Mapping[str, str], *, in_order: Iterable[tuple[str, str]] = ()) -> dict[str, RowDate]:
    """What each text of a row states; of the pairs `in_order` the first is never after the second."""
    found = {name: _alone(text) for name, text in texts.items()}
    doubtful = {name: days for name, text in texts.items() if (days := _both(text)) and found[name] is _UNDECIDED}
    if not doubtful:
        return found
    pairs = list(in_order)
    orders = [at for at in (0, 1) if _is_possible(at, doubtful, found, pairs)]
    for name, days in doubtful.items():
        readings = {day for at in orders or (0, 1) if (day := days[at])}
        if len(readings) == 1:
            found[name] = RowDate(readings.pop(), Written.ANEW)
        else:
            years = {day.year for day in days if day}
            found[name] = RowDate(PartialDate(years.pop()), Written.IN_DOUBT) if years else _NONE
    return found


_NONE = RowDate(None, Written.NO_DATE)
_UNDECIDED = RowDate(None, Written.IN_DOUBT)


@lru_cache(maxsize=65_536)
def _alone(text: str) -> RowDate:
    """What a text states whatever stands beside it; undecided if that tells which number is the month."""
    plain = _TIME.sub("", text.strip())
    if date := parse_date(plain):
        return RowDate(date, Written.AS_ISSUED)
    if _NUMBERS.fullmatch(plain):
        return _UNDECIDED
    if found := _YEAR_FIRST.fullmatch(plain):
        return _anew("-".join((found[1], found[2].zfill(2), found[3].zfill(2))))
    if found := _DAY_MONTH.fullmatch(plain):
        return _anew(f"{found[2]} {found[1]}, {_year(found[3])}", issued=" " in plain and len(found[3]) > 2)
    if found := _MONTH.fullmatch(plain):
        return _anew(f"{found[1]} {_year(found[2])}")
    return RowDate(None, Written.AS_NUMBER) if _SERIAL.fullmatch(plain) else _NONE


def _anew(text: str, *, issued: bool = False) -> RowDate:
    date = parse_date(text)
    return RowDate(date, Written.AS_ISSUED if issued else Written.ANEW) if date else _NONE


def _year(text: str) -> str:
    if len(text) > 2:
        return text
    return f"20{text}" if int(text) < _CENTURY else f"19{text}"


@lru_cache(maxsize=65_536)
def _both(text: str) -> tuple[PartialDate | None, PartialDate | None] | None:
    """The days that numbers mean if the month, or if the day comes first; None of another form."""
    found = _NUMBERS.fullmatch(_TIME.sub("", text.strip()))
    if found is None:
        return None
    first, second = found[1].zfill(2), found[3].zfill(2)
    by_day = parse_date(f"{found[4]}-{second}-{first}")
    # Nobody writes the month first with full stops.
    return (None if found[2] == "." else parse_date(f"{found[4]}-{first}-{second}")), by_day


def _is_possible(
    at: int,
    doubtful: Mapping[str, tuple[PartialDate | None, PartialDate | None]],
    known: Mapping[str, RowDate],
    in_order: Iterable[tuple[str, str]],
) -> bool:
    """Whether all dates of the row can be read in one order."""
    read = {name: days[at] for name, days in doubtful.items()}
    if not all(read.values()):
        return False
    days = {name: read.get(name) or found.date for name, found in known.items()}
    return not any(
        (one := days.get(before)) and (other := days.get(after)) and other.is_before(one) for before, after in in_order
    )
