"""Dates that spreadsheets wrote anew are read where one reading alone is possible."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.fields.spreadsheet_dates import RowDate, Written, dates_of_row

AS_ISSUED, ANEW, IN_DOUBT = Written.AS_ISSUED, Written.ANEW, Written.IN_DOUBT


def read(*texts: str, in_order: bool = False) -> list[tuple[str, Written]]:
    names = [str(number) for number in range(len(texts))]
    pairs = list(itertools.pairwise(names)) if in_order else []
    found = dates_of_row(dict(zip(names, texts, strict=True)), in_order=pairs)
    return [(str(found[name].date), found[name].written) for name in names]


@pytest.mark.parametrize(
    ("text", "date", "written"),
    [
        ("2012-03-28", "2012-03-28", AS_ISSUED),
        ("2012-03", "2012-03", AS_ISSUED),
        ("March 28, 2012", "2012-03-28", AS_ISSUED),
        ("March 2012", "2012-03", AS_ISSUED),
        ("28 March 2012", "2012-03-28", AS_ISSUED),
        ("2012-03-28 00:00:00", "2012-03-28", AS_ISSUED),
        ("2012/3/28", "2012-03-28", ANEW),
        ("28.03.2012", "2012-03-28", ANEW),
        ("4.3.2012", "2012-03-04", ANEW),
        ("3/28/2012", "2012-03-28", ANEW),
        ("28/03/2012", "2012-03-28", ANEW),
        ("3/28/2012 0:00", "2012-03-28", ANEW),
        ("28-Mar-12", "2012-03-28", ANEW),
        ("28-Mar-2012", "2012-03-28", ANEW),
        ("Mar-12", "2012-03", ANEW),
        ("Dec-98", "1998-12", ANEW),
        ("8/8/2023", "2023-08-08", ANEW),
        ("8/4/2023", "2023", IN_DOUBT),
        ("43466", "None", Written.AS_NUMBER),
        ("31-Feb-12", "None", Written.NO_DATE),
        ("13/13/2020", "None", Written.NO_DATE),
        ("soon", "None", Written.NO_DATE),
        ("12-Mar", "None", Written.NO_DATE),
    ],
)
def test_a_date_alone(text: str, date: str, written: Written) -> None:
    assert read(text) == [(date, written)]


def test_one_number_above_twelve_tells_the_order_of_all() -> None:
    assert read("8/4/2023", "9/15/2023") == [("2023-08-04", ANEW), ("2023-09-15", ANEW)]
    assert read("8/4/2023", "15/9/2023") == [("2023-04-08", ANEW), ("2023-09-15", ANEW)]


def test_the_order_of_what_is_posted_tells_it_too() -> None:
    assert read("2/5/2020", "3/4/2020", in_order=True) == [("2020-02-05", ANEW), ("2020-03-04", ANEW)]
    assert read("1/12/2020", "2/1/2020", in_order=True) == [("2020-01-12", ANEW), ("2020-02-01", ANEW)]
    assert read("5/2/2020", "2020-04-01", in_order=True) == [("2020-02-05", ANEW), ("2020-04-01", AS_ISSUED)]


def test_dates_of_two_orders_in_one_row_leave_the_others_in_doubt() -> None:
    assert read("8/4/2023", "9/15/2023", "15/9/2023") == [
        ("2023", IN_DOUBT),
        ("2023-09-15", ANEW),
        ("2023-09-15", ANEW),
    ]


DAYS = st.dates(date(1999, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 900), st.integers(0, 900), st.booleans(), st.booleans())
def test_no_date_is_ever_read_wrongly(first: date, later: int, last: int, day_first: bool, padded: bool) -> None:
    """Whatever the order of a row, what is read of each date is true of it, as far as it goes."""
    days = [first, first + timedelta(later), first + timedelta(later + last)]
    texts = [_written(day, day_first=day_first, padded=padded) for day in days]
    names = ("a", "b", "c")
    found = dates_of_row(dict(zip(names, texts, strict=True)), in_order=[("a", "b"), ("b", "c"), ("a", "c")])
    for day, name in zip(days, names, strict=True):
        read_as = found[name]
        assert isinstance(read_as, RowDate)
        assert read_as.date
        assert day.isoformat().startswith(str(read_as.date))


def _written(day: date, *, day_first: bool, padded: bool) -> str:
    numbers = (day.day, day.month) if day_first else (day.month, day.day)
    return "/".join([*(f"{each:02}" if padded else str(each) for each in numbers), str(day.year)])
