"""Dates of one record: `2020-02-17`, `February 3, 2020`, `03/02/2020`, `17 February 2020`, three styles in one column.

The portal writes the day first wherever it writes numbers with slashes: in 1,600 rows no number behind the first slash
is above 12. Whoever saved a table again may have turned it round; then the date of registration, which stands a second
time as `20200203`, tells the order of the row. The day of the export alone has the month first.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kg.dates import PartialDate, parse_date
from kg.sources.fields.spreadsheet_dates import Written, dates_of_row

__all__ = ["RecordDates", "dates_of", "export_date"]

_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M)?\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_AGAIN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_FILLER = 1900
"""The year that fills a field which may not be empty."""


class RecordDates(NamedTuple):
    """The dates of a record, by their columns."""

    dates: Mapping[str, PartialDate]
    unread: Mapping[str, Written]
    """Of texts that state no date what they are instead."""
    turned: bool
    """Whether the month stands first."""


def dates_of(texts: Mapping[str, str], *, registered: str | None, again: str | None) -> RecordDates:
    """The dates that texts state; `registered` is the day of registration, `again` the same day as `20200203`."""
    turned = _is_turned(registered, again)
    dates: dict[str, PartialDate] = {}
    unread: dict[str, Written] = {}
    for key, text in texts.items():
        plain = _TIME.sub("", text)
        if found := _NUMBERS.fullmatch(plain):
            date = _by_order(found, turned) or _by_order(found, not turned)
            written = Written.NO_DATE
        else:
            date, written = dates_of_row({key: plain})[key]
        if date and date.year > _FILLER:
            dates[key] = date
        else:
            unread[key] = written
    return RecordDates(dates, unread, turned)


def export_date(text: str | None, *, refreshed: PartialDate | None) -> PartialDate | None:
    """The day of the export, month first, unless the record would have been refreshed after it."""
    found = _NUMBERS.fullmatch(_TIME.sub("", text)) if text else None
    if found is None:
        return dates_of_row({"": _TIME.sub("", text)})[""].date if text else None
    days = [day for day in (_by_order(found, turned=True), _by_order(found, turned=False)) if day]
    return next((day for day in days if not (refreshed and day.is_before(refreshed))), days[0] if days else None)


def _is_turned(registered: str | None, again: str | None) -> bool:
    found, known = _NUMBERS.fullmatch(registered or ""), _AGAIN.fullmatch(again or "")
    if found is None or known is None:
        return False
    day = parse_date("-".join(known.groups()))
    return _by_order(found, turned=False) != day == _by_order(found, turned=True)


def _by_order(found: re.Match[str], turned: bool) -> PartialDate | None:
    day, month = (found[2], found[1]) if turned else (found[1], found[2])
    return parse_date(f"{found[3]}-{month.zfill(2)}-{day.zfill(2)}")
