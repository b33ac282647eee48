"""Partial dates."""

import pytest

from kg.dates import PartialDate, parse_date, parse_moment


@pytest.mark.parametrize(
    ("text", "written", "datatype"),
    [
        ("2009-08-20", "2009-08-20", "xsd:date"),
        ("2009-08", "2009-08", "xsd:gYearMonth"),
        ("2009", "2009", "xsd:gYear"),
        ("August 20, 2009", "2009-08-20", "xsd:date"),
        ("August 2009", "2009-08", "xsd:gYearMonth"),
        ("  Sept. 3, 2001 ", "2001-09-03", "xsd:date"),
        ("February 29, 2012", "2012-02-29", "xsd:date"),
    ],
)
def test_a_date_is_as_precise_as_its_text(text: str, written: str, datatype: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert (str(date), date.datatype) == (written, datatype)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2009-13",
        "2009-02-30",
        "February 29, 2011",
        "Augustus 2009",
        "20/08/2009",
        "August 20",
        "0000",
        "2009-08-20T1",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-12", "2014-12-01", "2014-12-31"),
        ("2014-04", "2014-04-01", "2014-04-30"),
        ("2011-02", "2011-02-01", "2011-02-28"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2009-08-20", "2009-08-20", "2009-08-20"),
    ],
)
def test_a_date_means_one_of_the_days_of_its_year_or_month(written: str, earliest: str, latest: str) -> None:
    date = parse_date(written)
    assert date is not None
    assert (str(date.earliest), str(date.latest)) == (earliest, latest)


def test_dates_sort_by_time_where_precision_agrees() -> None:
    assert PartialDate(2009, 8, 20) < PartialDate(2010, 1, 1)


@pytest.mark.parametrize(
    ("text", "written", "datatype"),
    [
        ("2017-09-28T12:56", "2017-09-28T12:56:00", "xsd:dateTime"),
        ("2017-09-28T12:56:07Z", "2017-09-28T12:56:07Z", "xsd:dateTime"),
        ("2017-09-28T12:56+02:00", "2017-09-28T12:56:00+02:00", "xsd:dateTime"),
        ("2017-09-28", "2017-09-28", "xsd:date"),
    ],
)
def test_a_moment_is_a_date_with_the_time_that_its_text_states(text: str, written: str, datatype: str) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert (str(moment), moment.datatype) == (written, datatype)


@pytest.mark.parametrize("text", ["2017-09T12:56", "2017-09-28T", "2017-09-28T25:00", "2017-09-28T12:56 Uhr", "T12:56"])
def test_what_is_no_moment(text: str) -> None:
    assert parse_moment(text) is None
