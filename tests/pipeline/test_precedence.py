"""Which record of a study is written, and which describes it."""

from pathlib import Path

import pytest

from kg.dates import PartialDate
from kg.pipeline.precedence import Decision, Index, leads
from kg.record import Origin, PostedDate, Registration, Study


def study(publisher: str = "ctgov", date: PartialDate | None = None) -> Study:
    posted = PostedDate(date=date) if date else None
    return Study(id="NCT1", publisher=publisher, registration=Registration(last_update_posted=posted))


def origin(name: str, form: str = "ctgov-v2", sha256: str = "00") -> Origin:
    return Origin(name=name, sha256=sha256, format=form)


def winner(*records: tuple[Study, Origin]) -> str:
    index = Index()
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
    index = Index()
    index.add(study("meddatax"), origin("m"), number=0)
    index.add(study("ctgov"), origin("c"), number=1)
    assert index.settle() == 2
    assert index.decisions() == {0: Decision(None, leads=False), 1: Decision(None, leads=True)}


def test_a_record_alone_needs_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    for _ in range(2):  # what an earlier run left there does not count
        index = Index(path)
        index.add(study(), origin("a"), number=0)
        assert index.settle() == 1
        assert index.decisions() == {}
        index.close()
