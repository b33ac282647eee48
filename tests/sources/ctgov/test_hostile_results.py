"""Results that are broken or meant to do harm: nothing is raised, what is lost is said, time grows with the record."""

import copy
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest

from kg.sources.ctgov import CTGOV_V2
from kg.sources.ctgov.aact import AACT
from kg.sources.fields.reader import FieldReader
from tests.growth import assert_linear

from .aact_dump import Dump
from .test_results import EXAMPLE, told

Rows = list[dict[str, Any]]
Json = dict[str, Any]
ODD: tuple[object, ...] = (
    *(None, 7, -1, 1.5, True, "", " ", "\uff11\uff12", "NaN", "1e999", "9" * 5_000, "-0", "\x00\x1b\ud800", "a\nb"),
    *([], [None], [[]], ["a"], {}, {"a": 1}, [{"a": 1}], 10**30, [{"groupId": None}]),
)


def api() -> Json:
    record: Json = json.loads(EXAMPLE.read_bytes())
    return record


def joined() -> Json:
    """The made-up record as the join of its rows."""
    dump, record = Dump(), api()
    dump.add(record)
    rows = {
        table: [
            {name: f"{cell}" for name, cell in row.items() if cell is not None and name != "nct_id"} for row in some
        ]
        for table, some in dump.rows.items()
    }
    return {"aactStudy": {"nct_id": record["protocolSection"]["identificationModule"]["nctId"], **rows}}


def places(tree: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """All places of a tree, of lists the first two."""
    if isinstance(tree, dict | list):
        for step, below in tree.items() if isinstance(tree, dict) else islice(enumerate(tree), 2):
            yield (*path, step)
            yield from places(below, (*path, step))


def put(tree: Json, path: tuple[str | int, ...], value: object) -> bytes:
    changed = copy.deepcopy(tree)
    node: Any = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return json.dumps(changed).encode()


def harms(tree: Json, within: tuple[str, ...]) -> Iterator[bytes]:
    """Each place below one, with each odd value by turns: a place gets three of them."""
    node: Any = tree
    for step in within:
        node = node[step]
    for number, path in enumerate(places(node, within)):
        for at in range(3):
            yield put(tree, path, ODD[(3 * number + at) % len(ODD)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reader", "make", "within"), [(CTGOV_V2, api, ("resultsSection",)), (AACT, joined, ("aactStudy",))]
)
def test_whatever_stands_anywhere_the_record_is_read_and_told(
    reader: FieldReader, make: Callable[[], Json], within: tuple[str, ...]
) -> None:
    for content in harms(make(), within):
        reading = reader.read(content, name="a.json")
        assert all(each.file and each.hint for each in reading.problems)
        if reading.study is None:
            assert reading.problems
        elif reading.study.results:
            told(content, reader)
        elif reader is CTGOV_V2:
            assert reading.study.title


# Tables that do not fit together


def rows_of(**tables: Rows) -> bytes:
    return json.dumps({"aactStudy": {"nct_id": "NCT99999905", "studies": [{"brief_title": "T"}], **tables}}).encode()


def groups(count: int, type: str, *, code: str | None = None) -> Rows:
    return [
        {"id": f"{at}", "ctgov_group_code": code or f"X{at:05}", "result_type": type, "title": f"group {at}"}
        for at in range(count)
    ]


def value(outcome: str, **more: str) -> Json:
    return {"outcome_id": outcome, "result_group_id": "0", "param_value": "1", **more}


def said(content: bytes) -> list[tuple[str, str | None, str]]:
    return [(each.rule, each.path, each.message) for each in AACT.read(content, name="a").problems]


def test_rows_that_point_nowhere_are_told_and_cost_no_other_row() -> None:
    content = rows_of(
        result_groups=groups(1, "Outcome"),
        outcomes=[{"id": "1", "title": "Pain"}],
        outcome_measurements=[value("1"), value("2"), value("3")],
        outcome_analyses=[{"id": "5", "outcome_id": "4", "p_value": "0.5"}],
        outcome_analysis_groups=[{"outcome_analysis_id": "6", "result_group_id": "0"}],
        reported_event_totals=[{"event_type": "serious", "ctgov_group_code": "EG009", "subjects_affected": "1"}],
    )
    left_out = "they are left out"
    assert said(content) == [
        (
            "CT-R136",
            "outcome_measurements[1].outcome_id",
            f"rows of `outcome_measurements` point to no row of `outcomes`, 2 in all; {left_out}",
        ),
        (
            "CT-R136",
            "outcome_analyses[0].outcome_id",
            f"rows of `outcome_analyses` point to no row of `outcomes`, 1 in all; {left_out}",
        ),
        (
            "CT-R136",
            "outcome_analysis_groups[0].outcome_analysis_id",
            f"rows of `outcome_analysis_groups` point to no row of `outcome_analyses`, 1 in all; {left_out}",
        ),
        (
            "CT-R136",
            "reported_event_totals.ctgov_group_code",
            f"totals of `EG009` are of no group in `result_groups`; {left_out}",
        ),
    ]
    study = AACT.read(content, name="a").study
    assert study
    assert study.results
    assert [each.value for each in study.results.outcomes[0].measurements] == ["1"]


def test_rows_of_one_id_count_once() -> None:
    """What points to them would else be told for each: a thousand rows of each table, a million cells."""
    outcomes = [{"id": "1", "title": f"outcome {at}"} for at in range(1_000)]
    content = rows_of(
        result_groups=groups(1, "Outcome"),
        outcomes=outcomes,
        outcome_measurements=[value("1", classification=f"{at}") for at in range(1_000)],
    )
    what = "rows of `outcomes` have the id of another row, 999 in all; the first of each id is kept"
    assert said(content) == [("CT-R104", "outcomes.id", what)]
    study = AACT.read(content, name="a").study
    assert study
    assert study.results
    assert [(each.title, len(each.measurements)) for each in study.results.outcomes] == [("outcome 0", 1_000)]


def test_tables_whose_rows_all_stand_twice_say_what_they_say_once() -> None:
    once = joined()
    twice = {name: rows * 2 if isinstance(rows, list) else rows for name, rows in once["aactStudy"].items()}
    whole, doubled = (AACT.read(json.dumps(each).encode(), name="a") for each in (once, {"aactStudy": twice}))
    assert whole.study
    assert doubled.study
    assert whole.study.results == doubled.study.results
    tables = {
        each.path for each in doubled.problems if each.rule == "CT-R104" and "the id of another row" in each.message
    }
    assert {"outcome_measurements.id", "milestones.id", "reported_events.id", "result_groups.id"} <= tables


def test_a_row_that_names_a_group_by_an_id_alone_is_not_of_the_group_without_a_code() -> None:
    lone = {"id": "1", "result_type": "Outcome", "title": "Mint"}
    content = rows_of(
        result_groups=[lone],
        outcomes=[{"id": "1", "title": "Pain"}],
        outcome_measurements=[value("1", result_group_id="7")],
    )
    assert [(rule, message) for rule, _, message in said(content)] == [
        ("CT-R139", "no group `7` is listed: its number is kept under that name")
    ]


# Time


def outcome(**more: object) -> Json:
    return {"title": "t", "groups": [{"id": "A", "title": "a"}], **more}


def section(record: Json) -> bytes:
    return json.dumps({**api(), "resultsSection": record}).encode()


CELL = {"groupId": "A", "value": "1"}
GROUP = {"id": "A", "title": "a"}
LARGE: dict[str, Callable[[int], bytes]] = {
    "rows of as many periods": lambda size: rows_of(
        milestones=[{"period": f"{at}", "title": "STARTED", "count": "1"} for at in range(size)]
    ),
    "groups of one code": lambda size: rows_of(
        result_groups=groups(size, "Outcome", code="OG000"),
        outcomes=[{"id": "1", "title": "t"}],
        outcome_measurements=[
            {"outcome_id": "1", "ctgov_group_code": "OG000", "param_value": "1", "classification": f"{at}"}
            for at in range(size)
        ],
    ),
    "equal groups": lambda size: rows_of(
        result_groups=[{**each, "title": "x"} for each in groups(size, "Reported Event")]
    ),
    "equal cells": lambda size: section(
        {
            "outcomeMeasuresModule": {
                "outcomeMeasures": [outcome(classes=[{"categories": [{"measurements": [CELL] * size}]}])]
            }
        }
    ),
    "equal outcomes": lambda size: section({"outcomeMeasuresModule": {"outcomeMeasures": [{"title": "t"}] * size}}),
    "equal analyses": lambda size: section(
        {"outcomeMeasuresModule": {"outcomeMeasures": [outcome(analyses=[{"groupIds": ["A"], "pValue": "1"}] * size)]}}
    ),
    "equal events": lambda size: section(
        {"adverseEventsModule": {"eventGroups": [GROUP], "seriousEvents": [{"term": "t", "stats": []}] * size}}
    ),
    "measures and denominators": lambda size: section(
        {
            "baselineCharacteristicsModule": {
                "groups": [GROUP],
                "denoms": [{"units": f"u{at}", "counts": [CELL]} for at in range(size)],
                "measures": [{"title": f"t{at}"} for at in range(size)],
            }
        }
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_time_grows_with_the_record_and_not_with_its_square(name: str) -> None:
    reader = AACT if LARGE[name](1).startswith(b'{"aactStudy"') else CTGOV_V2
    assert_linear(lambda content: told(content, reader), LARGE[name], size=500)
