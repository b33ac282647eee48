"""Partial dates: a year, a month, a day or a minute, exactly as precise as the source."""

import calendar
import re

import msgspec

__all__ = ["PartialDate", "parse_date", "parse_moment"]

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_DECEMBER = 12

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TIME = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9])(:[0-5][0-9])?(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?")
_ENGLISH = re.compile(r"([A-Za-z]{3,9})\.?\s+(?:([0-9]{1,2})(?:,\s*|\s+))?([0-9]{4})")


class PartialDate(msgspec.Struct, frozen=True, order=True, omit_defaults=True, gc=False):
    """A calendar date known to the year, the month or the day, or to a time of the day."""

    year: int
    month: int | None = None
    day: int | None = None
    time: str | None = None
    """`12:56:00`, with a zone if the source names one; of a day alone."""

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02d}"
        day = "" if self.day is None else f"-{self.day:02d}"
        time = "" if self.time is None else f"T{self.time}"
        return f"{self.year:04d}{month}{day}{time}"

    @property
    def datatype(self) -> str:
        """The XML Schema datatype of the literal, as a CURIE."""
        if self.time is not None:
            return "xsd:dateTime"
        if self.month is None:
            return "xsd:gYear"
        return "xsd:gYearMonth" if self.day is None else "xsd:date"

    @property
    def earliest(self) -> "PartialDate":
        """The first day that it may mean; of a day the day itself."""
        return PartialDate(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> "PartialDate":
        """The last day that it may mean; of a day the day itself."""
        month = self.month or _DECEMBER
        return PartialDate(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def is_before(self, other: "PartialDate") -> bool:
        """Whether it is over when the other begins, as precisely as both are known."""
        for own, others in ((self.year, other.year), (self.month, other.month), (self.day, other.day)):
            if own is None or others is None:
                return False
            if own != others:
                return own < others
        return False


def parse_date(text: str) -> PartialDate | None:
    """The date that the whole of `text` states, or None: ISO (`2009-08`) or English (`August 20, 2009`)."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _checked(year, month, day)
    if found := _ENGLISH.fullmatch(text):
        name, day_text, year_text = found.groups()
        month = _MONTHS.get(name.casefold())
        return _checked(int(year_text), month, int(day_text) if day_text else None) if month else None
    return None


def parse_moment(text: str) -> PartialDate | None:
    """The date that `text` states, with the time of the day if it states one: `2017-09-28T12:56`."""
    day, at, time = text.strip().partition("T")
    date = parse_date(day)
    if not at or date is None:
        return date
    found = _TIME.fullmatch(time) if date.day else None
    return msgspec.structs.replace(date, time=f"{found[1]}{found[2] or ':00'}{found[3] or ''}") if found else None


def _checked(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    if year is None or not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and (month is None or not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return PartialDate(year, month, day)
