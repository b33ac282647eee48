"""Where records of one study disagree: status, dates, size, phase, sponsor, primary outcome."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from kg.dates import PartialDate
from kg.iris import normal_form
from kg.registries import record_order

from .likeness import likeness, sponsor_key
from .rows import StudyRow

__all__ = ["Aspect", "Discrepancy", "days_apart", "discrepancies"]


class Aspect(StrEnum):
    """On what records disagree."""

    STATUS = "STATUS"
    START = "START"
    COMPLETION = "COMPLETION"
    ENROLLMENT = "ENROLLMENT"
    PHASE = "PHASE"
    SPONSOR = "SPONSOR"
    PRIMARY_OUTCOME = "PRIMARY_OUTCOME"


class Discrepancy(NamedTuple):
    """What two records of one study state differently."""

    aspect: Aspect
    one: StudyRow
    other: StudyRow
    values: tuple[str, str]
    """What each states; several values of one record joined by ` | `."""
    days: int | None = None
    """Of dates: days from the one to the other; of a month or a year from its nearest day."""
    share: float | None = None
    """Of sizes: the difference as a share of the larger one."""


_LIKE = 75.0
"""Of 100: primary outcomes that are less alike than this are different ones."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class _Difference(NamedTuple):
    values: tuple[str, str]
    days: int | None = None
    share: float | None = None


_Compare = Callable[[StudyRow, StudyRow], _Difference | None]


def discrepancies(rows: Iterable[StudyRow]) -> Iterator[Discrepancy]:
    """The discrepancies of records of one study, each pair of records compared; nothing where one does not say.

    Where a publisher holds a record for each country, countries rightly differ: the first of them is compared with the
    records of others.
    """
    first: dict[tuple[str, str], StudyRow] = {}
    for row in sorted(rows, key=lambda row: (row.publisher, row.id, record_order(row.id, row.record))):
        first.setdefault((row.publisher, row.id), row)
    for one, other in combinations(first.values(), 2):
        for aspect, compare in _COMPARED.items():
            if found := compare(one, other):
                yield Discrepancy(aspect, one, other, *found)


def _texts(of: Callable[[StudyRow], str | None], form: Callable[[str], str] = normal_form) -> _Compare:
    def compare(one: StudyRow, other: StudyRow) -> _Difference | None:
        mine, theirs = of(one), of(other)
        if mine is None or theirs is None or form(mine) == form(theirs):
            return None
        return _Difference((mine, theirs))

    return compare


_of_status = _texts(lambda row: row.status)
_GOING_ON = frozenset({"NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING"})
"""What a study may be of which a registry only says that it is not over (`ONGOING`)."""


def _statuses(one: StudyRow, other: StudyRow) -> _Difference | None:
    if "ONGOING" in (one.status, other.status) and not _GOING_ON.isdisjoint((one.status, other.status)):
        return None
    return _of_status(one, other)


def _dates(of: Callable[[StudyRow], str | None]) -> _Compare:
    def compare(one: StudyRow, other: StudyRow) -> _Difference | None:
        mine, theirs = of(one), of(other)
        if mine is None or theirs is None:
            return None
        days = days_apart(mine, theirs)
        return _Difference((mine, theirs), days=days) if days else None

    return compare


def days_apart(one: str, other: str) -> int:
    """Days between two dates, each to the year, month or day; 0 if they may be the same."""
    (begins, ends), (starts, stops) = _span(one), _span(other)
    return max((starts - ends).days, (begins - stops).days, 0)


def _span(text: str) -> tuple[date, date]:
    """The first and the last day that a date may mean."""
    found = _DATE.match(text)
    if found is None:
        raise ValueError(f"{text!r} is no date")
    year, month, day = (int(part) if part else None for part in found.groups())
    stated = PartialDate(year or 1, month, day)
    return date.fromisoformat(str(stated.earliest)), date.fromisoformat(str(stated.latest))


def _sizes(one: StudyRow, other: StudyRow) -> _Difference | None:
    mine, theirs = one.enrollment, other.enrollment
    if mine is None or theirs is None or mine == theirs:
        return None
    return _Difference((str(mine), str(theirs)), share=round(abs(mine - theirs) / max(mine, theirs), 3))


def _outcomes(one: StudyRow, other: StudyRow) -> _Difference | None:
    """Different, if no primary outcome of the one is like one of the other's."""
    if not one.primary_outcomes or not other.primary_outcomes:
        return None
    if any(likeness(mine, theirs) >= _LIKE for mine in one.primary_outcomes for theirs in other.primary_outcomes):
        return None
    return _Difference((" | ".join(one.primary_outcomes), " | ".join(other.primary_outcomes)))


_COMPARED: Mapping[Aspect, _Compare] = {
    Aspect.STATUS: _statuses,
    Aspect.START: _dates(lambda row: row.start),
    Aspect.COMPLETION: _dates(lambda row: row.completion),
    Aspect.ENROLLMENT: _sizes,
    Aspect.PHASE: _texts(lambda row: " | ".join(sorted(row.phases)) or None),
    Aspect.SPONSOR: _texts(lambda row: row.sponsor, sponsor_key),
    Aspect.PRIMARY_OUTCOME: _outcomes,
}
