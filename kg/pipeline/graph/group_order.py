"""The order of the groups of a table: the one in which its rows state them.

Groups are shared by the tables of a record and numbered as it first names them, so that in a table whose first group is
described anew that order is another than the registry's. The cells of a table keep the order of the record.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kg.result_record import BaselineMeasure, OutcomeResult, Results

__all__ = ["baseline_groups", "event_groups", "outcome_groups"]


def outcome_groups(outcome: OutcomeResult) -> list[int]:
    """The groups of which an outcome says anything; those that analyses alone compare are none of them."""
    return _in_order([*_rows(outcome), sorted(each.group for each in outcome.denominators)])


def baseline_groups(results: Results) -> list[int]:
    """The groups that the baseline is of."""
    rows = [row for measure in results.measures for row in _rows(measure)]
    denominators = [results.denominators, *(measure.denominators for measure in results.measures)]
    stated = [each.group for one in denominators for each in one]
    return _in_order([*rows, sorted(stated)])


def event_groups(results: Results, told: Iterable[int]) -> list[int]:
    """Groups of which events are reported, in the order that a table of all of them has, else by their numbers."""
    groups = sorted(set(told))
    others = [baseline_groups(results), *map(outcome_groups, results.outcomes)]
    kept = ([group for group in each if group in groups] for each in others)
    return next((each for each in kept if len(each) == len(groups)), groups)


def _rows(measure: BaselineMeasure | OutcomeResult) -> list[list[int]]:
    """The groups of each row of a measure, as they stand."""
    rows = groupby(measure.measurements, lambda each: (each.row, each.category))
    return [[each.group for each in row] for _, row in rows]


def _in_order(rows: Iterable[Sequence[int]]) -> list[int]:
    """The groups of the fullest row, each other one behind that behind which it stands in its row."""
    distinct = [list(dict.fromkeys(row)) for row in rows]
    found = list(max(distinct, key=len, default=()))
    for row in distinct:
        place = 0
        for group in row:
            if group in found:
                place = found.index(group) + 1
            else:
                found.insert(place, group)
                place += 1
    return found
