"""What is compared across the numbers of one table: derived facts that a shape reads. Groups are never added up."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.result_record import BaselineMeasure, Denominator, FlowCount, Measurement, OutcomeResult

from .result_numbers import decimal_of

__all__ = ["baseline_sizes", "exceeding_counts", "impossible_percentages", "unbalanced_groups"]

_PERCENTAGE = re.compile(
    r"(?:percent|percentage|%)(?: \([^)]*\))? of (?:participants|subjects|patients)\b", re.IGNORECASE
)
_COUNT = "COUNT_OF_PARTICIPANTS"
_MOST_DIGITS = 15
"""Of a count: more digits are no number of participants, and thousands of them no number to Python."""


def baseline_sizes(denominators: Sequence[Denominator]) -> Mapping[str | None, Mapping[int, int]]:
    """Units -> of how many the baseline of each group is; under None the first numbers, whatever their units."""
    found: dict[str | None, dict[int, int]] = {}
    for each in denominators:
        for units in (None, each.units):
            found.setdefault(units, {}).setdefault(each.group, each.count)
    return found


def unbalanced_groups(counts: Iterable[FlowCount]) -> int:
    """Of how many groups those who started are not as many as those who completed and those who did not."""
    by_group: dict[int, dict[str, int]] = defaultdict(dict)
    for each in counts:
        if isinstance(each.milestone, str) and each.count is not None:
            by_group[each.group][each.milestone] = each.count
    return sum(
        found["STARTED"] != found["COMPLETED"] + found["NOT_COMPLETED"]
        for found in by_group.values()
        if found.keys() >= {"STARTED", "COMPLETED", "NOT_COMPLETED"}
    )


def exceeding_counts(measure: BaselineMeasure | OutcomeResult, analyzed: Mapping[int, int]) -> int | None:
    """In how many rows the categories of a group count more participants than were analyzed.

    None if no participants are counted. `analyzed` are the numbers of the groups, where a measurement states none.
    """
    if measure.statistic != _COUNT:
        return None
    counted: dict[tuple[str | None, int], int] = defaultdict(int)
    most: dict[tuple[str | None, int], int] = {}
    for each in measure.measurements:
        number = each.value or ""
        of = each.analyzed if each.analyzed is not None else analyzed.get(each.group)
        if number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS and of is not None:
            counted[each.row, each.group] += int(number)
            most[each.row, each.group] = of
    return sum(counted[each] > most[each] for each in most)


def impossible_percentages(unit: str | None, measurements: Sequence[Measurement]) -> int | None:
    """How many percentages of participants are not from 0 to 100; None if the unit is no such percentage."""
    if unit is None or _PERCENTAGE.match(unit) is None:
        return None
    values = (decimal_of(each.value) for each in measurements if each.value is not None)
    return sum(not 0 <= float(value) <= 100 for value in values if value is not None)
