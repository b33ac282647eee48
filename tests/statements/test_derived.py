"""Facts that no source states and rules read: derived once, while a record is told."""

from typing import Any

import pytest

from kg.dates import PartialDate, parse_date
from kg.iris import Minter
from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.record import Contact, Origin, Outcome, PostedDate, Registration, Site, Study, StudyDate
from kg.statements import Teller
from tests.vocabulary import CT

ORIGIN = Origin(name="a.txt", sha256="00", format="test")


def values(name: str, study: Study, *, contacts: bool = False, leading: bool = True) -> list[str]:
    """What is told of a property, anywhere."""
    told = Teller(Minter())(study, origin=ORIGIN, contacts=contacts, leading=leading)
    terms = [term for _, predicate, term in told.triples() if predicate == f"<{CT}{name}>"]
    return [term.removeprefix(f"<{CT}").removesuffix(">") for term in terms]


def of(**fields: Any) -> Study:
    return Study(id="NCT1", publisher="ctgov", **fields)


def date(text: str) -> PartialDate:
    found = parse_date(text)
    assert found
    return found


def estimate(text: str) -> StudyDate:
    return StudyDate(date=date(text), type="ESTIMATED")


def actual(text: str) -> StudyDate:
    return StudyDate(date=date(text), type="ACTUAL")


@pytest.mark.parametrize("leading", [True, False])
def test_a_record_says_how_many_different_contacts_are_left_out(leading: bool) -> None:
    ada, office = Contact(name="Ada Example", phone="1"), Contact(name="Trial office")
    study = of(contacts=(ada,), sites=(Site(city="Lyon", contacts=(ada, office)), Site(city="Oslo")))
    assert [each[:3] for each in values("contactsLeftOut", study, leading=leading)] == ['"2"']
    assert values("contactsLeftOut", study, contacts=True, leading=leading) == []
    assert values("contactsLeftOut", of(), leading=leading) == []


def test_an_estimate_is_passed_if_it_lies_before_the_last_update_as_far_as_both_are_known() -> None:
    updated = Registration(last_update_submitted=date("2020-06-15"))
    study = of(start=estimate("2020-06-14"), primary_completion=estimate("2020-06"), completion=estimate("2021"))
    assert values("passedEstimate", study) == []
    dated = of(start=study.start, primary_completion=study.primary_completion, registration=updated)
    assert values("passedEstimate", dated) == ["startDate"]
    assert values("passedEstimate", of(completion=estimate("2020-05"), registration=updated)) == ["completionDate"]
    assert values("passedEstimate", of(completion=actual("2020-05"), registration=updated)) == []


def test_the_last_update_is_the_day_on_which_it_was_submitted_else_posted() -> None:
    posted = PostedDate(date=date("2020-06-20"))
    both = Registration(last_update_submitted=date("2020-06-15"), last_update_posted=posted)
    assert values("passedEstimate", of(start=estimate("2020-06-17"), registration=both)) == []
    only = Registration(last_update_posted=posted)
    assert values("passedEstimate", of(start=estimate("2020-06-17"), registration=only)) == ["startDate"]


@pytest.mark.parametrize(
    ("start", "completion", "found"),
    [
        ("2009-08-20", "2009-08-19", True),
        ("2009-08-20", "2009-07", True),
        ("2009-08-20", "2008", True),
        ("2009-08", "2009-07-31", True),
        ("2009-08-20", "2009-08", False),
        ("2009-08-20", "2009", False),
        ("2009-08-20", "2009-08-20", False),
        ("2009-08", "2009-08-01", False),
    ],
)
def test_a_completion_before_the_start_is_found_as_precisely_as_both_are_known(
    start: str, completion: str, found: bool
) -> None:
    for name, rule in (("completion", "CT-S134"), ("primary_completion", "CT-S135")):
        told = Teller(Minter())(of(start=actual(start), **{name: actual(completion)}), origin=ORIGIN)
        assert (rule in {each.rule for each in shipped_shapes().check(told.triples())}) is found


def test_a_secondary_outcome_that_is_primary_too_is_linked() -> None:
    primary, other = Outcome(measure="Response", time_frame="1 year"), Outcome(measure="Survival")
    again, later = Outcome(measure="response", time_frame="1 Year"), Outcome(measure="Response", time_frame="2 years")
    by_committee = Outcome(measure="Response", time_frame="1 year", description="By the committee")
    study = of(primary_outcomes=(primary,), secondary_outcomes=(other, again, again, later, by_committee))
    (repeated,) = values("repeatedOutcome", study)
    assert repeated == values("secondaryOutcome", study)[1]
    assert values("repeatedOutcome", of(primary_outcomes=(primary,), secondary_outcomes=(later,))) == []
