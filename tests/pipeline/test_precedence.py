"""Which record of a study is written, and which describes it."""

from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from kg.dates import PartialDate, parse_date
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import readings
from kg.pipeline.run.precedence import Decision, RecordIndex, leads
from kg.record import Origin, PostedDate, Registration, Study
from kg.sources.reading import Reading


def study(publisher: str = "ctgov", date: PartialDate | None = None) -> Study:
    posted = PostedDate(date=date) if date else None
    return Study(id="NCT1", publisher=publisher, registration=Registration(last_update_posted=posted))


def origin(name: str, form: str = "ctgov-v2", sha256: str = "00") -> Origin:
    return Origin(name=name, sha256=sha256, format=form)


def winner(*records: tuple[Study, Origin]) -> str:
    with closing(RecordIndex()) as index:
        for number, (record, where) in enumerate(records):
            index.add(record, where, number=number)
        assert index.settle() == 1
        decisions = index.decisions()
    [winning] = [records[number][1].name for number, decision in decisions.items() if decision.of is None]
    assert {decision.of for decision in decisions.values() if decision.of} == {winning}
    return winning


NEW, OLD = PartialDate(2020, 5, 1), PartialDate(2019, 12, 31)


@pytest.mark.parametrize("order", [1, -1])
def test_the_latest_update_wins(order: int) -> None:
    pair = [(study(date=NEW), origin("new", "ctgov-xml")), (study(date=OLD), origin("old"))]
    assert winner(*pair[::order]) == "new"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("better", "worse"), [("ctgov-v2", "ctgov-v1"), ("ctgov-v1", "ctgov-xml"), ("ctgov-xml", "ctgov-tabular")]
)
def test_of_one_date_the_fuller_format_wins(better: str, worse: str, order: int) -> None:
    pair = [(study(date=NEW), origin("a", worse)), (study(date=NEW), origin("b", better))]
    assert winner(*pair[::order]) == "b"


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("form", ["ctgov-table", "ctgov-details-results"])
def test_a_part_of_a_record_never_takes_the_place_of_a_whole_one(order: int, form: str) -> None:
    whole, page = (study(date=OLD), origin("whole")), (study(), origin("page", "ctgov-tabular"))
    part = (study(date=NEW), origin("part", form))
    assert winner(*[whole, part][::order]) == "whole"
    assert winner(*[page, part][::order]) == "page"
    assert winner(*[part, (study(date=OLD), origin("old", "ctgov-table"))][::order]) == "part"


@pytest.mark.parametrize("order", [1, -1])
def test_dates_of_whole_records_are_compared_as_if_there_were_no_parts(order: int) -> None:
    def dated(posted: PartialDate, submitted: PartialDate) -> Study:
        record = Registration(last_update_posted=PostedDate(date=posted), last_update_submitted=submitted)
        return Study(id="NCT1", publisher="ctgov", registration=record)

    same = PartialDate(2020, 5, 1)
    newer, older = dated(same, PartialDate(2020, 4, 20)), dated(same, PartialDate(2020, 4, 1))
    part = Study(id="NCT1", publisher="ctgov", registration=Registration(verified=NEW))
    records = [(newer, origin("newer")), (older, origin("older")), (part, origin("part", "ctgov-table"))]
    assert winner(*records[::order]) == "newer"


@pytest.mark.parametrize("order", [1, -1])
def test_of_one_format_the_smaller_hash_wins(order: int) -> None:
    pair = [(study(date=NEW), origin("a", sha256="ff")), (study(date=NEW), origin("b", sha256="0f"))]
    assert winner(*pair[::order]) == "b"


@pytest.mark.parametrize("order", [1, -1])
def test_of_twins_the_smaller_name_wins(order: int) -> None:
    pair = [(study(), origin("b")), (study(), origin("a"))]
    assert winner(*pair[::order]) == "a"


def test_registries_lead_before_portals_and_aggregators() -> None:
    publishers = ["ctgov", "euctr", "ctis", "isrctn", "drks", "anzctr", "chictr", "ictrp", "meddatax"]
    for number, publisher in enumerate(publishers):
        rest = set(publishers[number:])
        assert [each for each in sorted(rest) if leads(each, rest)] == [publisher]


def test_each_publisher_has_its_own_record() -> None:
    with closing(RecordIndex()) as index:
        index.add(study("meddatax"), origin("m"), number=0)
        index.add(study("ctgov"), origin("c"), number=1)
        assert index.settle() == 2
        assert index.decisions() == {0: Decision(None, leads=False), 1: Decision(None, leads=True)}


def test_a_record_alone_needs_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    for _ in range(2):  # what an earlier run left there does not count
        with closing(RecordIndex(path)) as index:
            index.add(study(), origin("a"), number=0)
            assert index.settle() == 1
            assert index.decisions() == {}


# Which dates are compared


def copy(
    *, posted: str = "", submitted: str = "", verified: str = "", taken: str = "", retrieved: str = ""
) -> tuple[Study, Origin]:
    """A copy of a record that states these dates; its name tells all of them."""
    posting = parse_date(posted)
    registration = Registration(
        last_update_posted=PostedDate(date=posting) if posting else None,
        last_update_submitted=parse_date(submitted),
        verified=parse_date(verified),
        version=parse_date(taken),
        retrieved=parse_date(retrieved),
    )
    name = " ".join([posted, submitted, verified, taken, retrieved])
    return Study(id="NCT1", publisher="ctgov", registration=registration), origin(name)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("newer", "older"),
    [
        # each kind alone
        (copy(posted="2016-06-15"), copy(posted="2012-06-14")),
        (copy(submitted="2016-06-15"), copy(submitted="2012-06-14")),
        (copy(verified="2016-06"), copy(verified="2012-06")),
        (copy(taken="2016-06-15"), copy(taken="2012-06-14")),
        (copy(retrieved="2013-01-31"), copy(retrieved="2012-06-14")),
        # the first kind that both state decides, whatever the others say
        (copy(posted="2016-06-15", submitted="2012-01-01"), copy(posted="2012-06-14", submitted="2016-01-01")),
        (copy(submitted="2016-06-15", verified="2012-01"), copy(submitted="2012-06-14", verified="2016-01")),
        (copy(submitted="2016-06-15", taken="2016-07-01"), copy(submitted="2012-06-14", taken="2019-05-01")),
        # then the next
        (copy(posted="2016-06-15", submitted="2016-06-13"), copy(posted="2016-06-15", submitted="2016-06-12")),
        (copy(posted="2016-06-15", taken="2020-01-01"), copy(posted="2016-06-15", taken="2019-01-01")),
        # posting takes days: what was submitted later is newer than what was posted of an earlier submission
        (copy(submitted="2016-06-16"), copy(posted="2016-06-17", submitted="2016-06-15")),
        # no kind in common
        (copy(posted="2016-06-17"), copy(submitted="2016-06-15")),
        (copy(verified="2016-07"), copy(posted="2016-06-17")),
        (copy(taken="2019-05-01"), copy(posted="2016-06-17")),
        # what is less precise counts as before all that it may be
        (copy(submitted="2016-06-15"), copy(submitted="2016-06")),
        (copy(submitted="2016-01"), copy(submitted="2016")),
        (copy(submitted="2016-07"), copy(submitted="2016-06-30")),
        (copy(verified="1999-01"), copy()),
    ],
)
def test_the_later_copy_wins(newer: tuple[Study, Origin], older: tuple[Study, Origin], order: int) -> None:
    pair = [newer, older]
    assert winner(*pair[::order]) == newer[1].name


def test_a_copy_without_a_date_does_not_change_what_decides() -> None:
    newer, older = copy(submitted="2016-06-16"), copy(posted="2016-06-17", submitted="2016-06-15")
    for copies in permutations([newer, older, copy()]):
        assert winner(*copies) == newer[1].name


def test_of_three_copies_one_wins_whatever_their_order() -> None:
    three = [copy(posted="2016-06-17", submitted="2016-06-15"), copy(posted="2016-06-18"), copy(submitted="2016-06-19")]
    assert {winner(*copies) for copies in permutations(three)} == {three[2][1].name}


def test_the_cases_of_two_versions(cases: Path) -> None:
    for name in ("03_two_versions", "03b_six_studies_twice.json"):
        titles: list[str] = []
        with closing(RecordIndex()) as index:
            for number, each in enumerate(readings(input_files([str(cases / "files" / name)]))):
                assert isinstance(each, Reading)
                assert each.study
                index.add(each.study, each.origin, number=number)
                titles.append(each.study.title or "")
            assert index.settle() == len(titles) // 2
            written = {titles[number] for number, decision in index.decisions().items() if decision.of is None}
        assert len(written) == len(titles) // 2
        assert all(title == "Newer text" or title.startswith("Text of 2016") for title in written)
