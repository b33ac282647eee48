"""Copies of one record in several exports of the WHO portal state the same, but for what changed between them."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from kg.joining.discrepancies import Aspect, discrepancies
from kg.joining.rows import row_of
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import readings
from kg.record import Study
from kg.sources.reading import Reading

XML, CSV, OF_JULY = "ictrp.xml", "ictrp.csv", "ictrp-2020.csv"
APRIL_7, APRIL_15 = (f"ictrp-history/history-2020-04-{day}.csv" for day in ("07", "15"))
TABLES = (CSV, OF_JULY, APRIL_7, APRIL_15)

FACTS: Mapping[str, Callable[[Study], object]] = {
    "status": lambda study: study.status,
    "type": lambda study: study.study_type,
    "phases": lambda study: study.phases,
    "sex": lambda study: study.eligibility and study.eligibility.sex,
    "minimum age": lambda study: study.eligibility and study.eligibility.minimum_age,
    "maximum age": lambda study: study.eligibility and study.eligibility.maximum_age,
    "enrollment": lambda study: study.enrollment and study.enrollment.count,
    "start": lambda study: study.start and study.start.date,
    "registered": lambda study: study.registration.first_submitted or study.registration.first_posted,
    "countries": lambda study: frozenset(study.countries),
    "design": lambda study: study.design,
    "sponsor": lambda study: study.lead_sponsor,
    "title": lambda study: study.title,
    "conditions": lambda study: study.conditions,
}

LEFT_EMPTY = {(CSV, OF_JULY): {"phases": 5}}
"""Cells that the later of two exports of the same day of refresh leaves empty."""

# Two exports -> how many records both have, how many of these were refreshed between, and on what these then differ.
SHARED: Mapping[tuple[str, str], tuple[int, int, Mapping[str, int]]] = {
    (XML, CSV): (
        122,
        10,
        {"status": 3, "enrollment": 2, "start": 4, "countries": 1, "sponsor": 1, "title": 2, "conditions": 2},
    ),
    (XML, OF_JULY): (63, 4, {"start": 3, "countries": 1}),
    (CSV, APRIL_15): (75, 0, {}),
    (APRIL_7, APRIL_15): (
        209,
        98,
        {
            **{"status": 8, "phases": 14, "minimum age": 2, "enrollment": 8, "start": 13, "countries": 10},
            **{"title": 11, "conditions": 3},
        },
    ),
}


@cache
def studies(data: Path, name: str) -> Mapping[str, Study]:
    found = [each.study for each in readings(input_files([str(data / "other" / name)])) if isinstance(each, Reading)]
    return {study.id: study for study in found if study}


def differences(one: Study, other: Study) -> set[str]:
    return {name for name, of in FACTS.items() if of(one) != of(other)}


@pytest.mark.slow
@pytest.mark.parametrize("pair", SHARED, ids=lambda pair: " and ".join(pair))
def test_what_differs_between_two_exports_was_refreshed_between_them(pair: tuple[str, str], data: Path) -> None:
    mine, theirs = (studies(data, name) for name in pair)
    shared, refreshed, expected = SHARED[pair]
    ids = sorted(mine.keys() & theirs.keys())
    assert len(ids) == shared
    days = {id: (mine[id].registration.version, theirs[id].registration.version) for id in ids}
    changed = {id for id, (one, other) in days.items() if one != other}
    assert len(changed) == refreshed
    differ = Counter(name for id in changed for name in differences(mine[id], theirs[id]))
    assert differ == expected
    alike = Counter(name for id in ids if id not in changed for name in differences(mine[id], theirs[id]))
    assert alike == LEFT_EMPTY.get(pair, {})
    assert all(theirs[id].phases == () for id in ids if id not in changed and differences(mine[id], theirs[id]))


def test_the_xml_and_the_tables_share_166_ids(data: Path) -> None:
    tables = {id for name in TABLES for id in studies(data, name)}
    assert len(tables & studies(data, XML).keys()) == 166


def test_what_the_site_of_clinicaltrials_gov_says_of_the_same_studies(data: Path) -> None:
    """Five studies stand in a table of its site of 2025 too, five years later: what they are has not changed."""
    found = readings(input_files([str(data / "ctgov-csv" / "new-2025-eleven-columns.csv")]))
    own = {each.study.id: each.study for each in found if isinstance(each, Reading) and each.study}
    portal = {id: study for name in (XML, *TABLES) for id, study in studies(data, name).items()}
    shared = own.keys() & portal.keys()
    assert len(shared) == 5
    for id in shared:
        mine, theirs = own[id], portal[id]
        assert (mine.title, mine.conditions, mine.study_type) == (theirs.title, theirs.conditions, theirs.study_type), (
            id
        )
        assert not any(each.aspect is Aspect.STATUS for each in discrepancies([row_of(mine), row_of(theirs)])), id
    statuses = {(own[id].status, portal[id].status) for id in shared}
    assert statuses == {("RECRUITING", "RECRUITING"), ("ACTIVE_NOT_RECRUITING", "NOT_RECRUITING")}
