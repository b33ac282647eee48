"""How a study was registered and reported, by the rules that are named."""

import pytest

from kg.dates import PartialDate, parse_date
from kg.iris import Minter
from kg.record import Oversight, PostedDate, Reference, Registration, Study, StudyDate
from kg.statements.registration_quality import known_results, quality_triples, results_due, timing


def day(text: str | None) -> PartialDate:
    found = parse_date(text or "")
    assert found
    return found


def study(**facts: object) -> Study:
    return Study(id="NCT99990001", publisher="ctgov", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("submitted", "start", "expected"),
    [
        ("2010-05-01", "2010-05-01", "PROSPECTIVE"),
        ("2010-05-01", "2010-06", "PROSPECTIVE"),
        ("2010-05-02", "2010-05-01", "RETROSPECTIVE"),
        ("2010-05-10", "2010-05", "UNDECIDED"),
        ("2010-05-31", "2010-05", "UNDECIDED"),
        ("2010-06-01", "2010-05", "RETROSPECTIVE"),
        ("2011-01-01", "2011", "PROSPECTIVE"),
    ],
)
def test_the_first_submission_against_the_start(submitted: str, start: str, expected: str) -> None:
    registered = Registration(first_submitted=day(submitted))
    assert timing(study(registration=registered, start=StudyDate(date=day(start)))) == expected


def test_without_a_date_nothing_is_said_of_the_timing() -> None:
    assert timing(study(start=StudyDate(date=day("2010-05")))) is None
    assert timing(study(registration=Registration(first_submitted=day("2010-05-01")))) is None


def applicable(**facts: object) -> Study:
    told: dict[str, object] = {
        "study_type": "INTERVENTIONAL",
        "phases": ("PHASE3",),
        "oversight": Oversight(fda_regulated_drug=True),
        "primary_completion": StudyDate(date=day("2020-02-29")),
    }
    return study(**{**told, **facts})


DEVICE = Oversight(fda_regulated_device=True)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (PartialDate(2021, 2, 28), "FDAAA_801")),
        ({"primary_completion": StudyDate(date=day("2020-03"))}, (PartialDate(2021, 3, 31), "FDAAA_801")),
        ({"phases": ("PHASE1",)}, None),
        ({"phases": ("PHASE1", "PHASE2")}, (PartialDate(2021, 2, 28), "FDAAA_801")),
        (
            {"phases": ("PHASE1",), "oversight": DEVICE},
            (PartialDate(2021, 2, 28), "FDAAA_801"),
        ),
        ({"study_type": "OBSERVATIONAL"}, None),
        ({"oversight": Oversight()}, None),
    ],
)
def test_when_results_are_due(facts: dict[str, object], expected: tuple[PartialDate, str] | None) -> None:
    assert results_due(applicable(**facts)) == expected


@pytest.mark.parametrize(
    ("facts", "overdue"),
    [
        ({"registration": Registration(version=day("2021-03-01"))}, "true"),
        ({"registration": Registration(version=day("2021-02-28"))}, "false"),
        ({"registration": Registration(version=day("2021-03-01"), delayed_posting=True)}, "false"),
        ({"registration": Registration(version=day("2021-03-01")), "has_results": True}, "false"),
        ({"registration": Registration(last_update_posted=PostedDate(date=day("2022-01-01")))}, "true"),
        ({}, None),
    ],
)
def test_overdue_as_of_the_day_of_the_data(facts: dict[str, object], overdue: str | None) -> None:
    triples = quality_triples(applicable(**facts), mint=Minter())
    found = [term for _, predicate, term in triples if predicate.endswith("#resultsOverdue>")]
    assert found == ([f'"{overdue}"^^<http://www.w3.org/2001/XMLSchema#boolean>'] if overdue else [])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"status": "COMPLETED"}, "NONE_KNOWN"),
        ({"status": "COMPLETED", "has_results": True}, "POSTED"),
        ({"status": "TERMINATED", "references": (Reference(citation="x", type="RESULT"),)}, "PUBLISHED"),
        ({"status": "COMPLETED", "references": (Reference(citation="x", type="BACKGROUND"),)}, "NONE_KNOWN"),
        ({"status": "RECRUITING"}, None),
    ],
)
def test_what_is_known_of_results(facts: dict[str, object], expected: str | None) -> None:
    assert known_results(study(**facts)) == expected
