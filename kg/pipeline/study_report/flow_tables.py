"""Participant flow as a table: what each group reached in each period, and why some left."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.record import Coded
from kg.result_record import FlowCount, FlowPeriod

from .measure_tables import heads
from .result_texts import label
from .study_page import CellEntry, PageCell, PageRow, PageTable

__all__ = ["FlowRow", "flow_rows", "flow_table", "flow_text", "groups_of_flow"]

_FIRST, _LAST = {"STARTED": 0}, {"COMPLETED": 2, "NOT_COMPLETED": 3}
_PLACES = _FIRST | _LAST
"""Milestone -> its place among others, which stand between start and end."""
_BETWEEN = 1


class FlowRow(NamedTuple):
    """A milestone or a reason, with the count of each group."""

    title: str
    code: str
    """The notation of the milestone; empty for one of the study's own, and for a reason."""
    counts: Mapping[int, FlowCount]


def groups_of_flow(periods: Iterable[FlowPeriod]) -> list[int]:
    """The groups that the flow counts, in their order."""
    return sorted({count.group for period in periods for count in period.counts})


def flow_rows(period: FlowPeriod) -> tuple[list[FlowRow], list[FlowRow]]:
    """Milestones, the end of the period last, and reasons by how many left; else in the order of the record."""
    found: dict[tuple[bool, Coded | None, int], dict[int, FlowCount]] = {}
    for each in period.counts:
        reason, again = each.reason is not None, 0
        coded = each.reason if reason else each.milestone
        while each.group in found.get((reason, coded, again), ()):
            again += 1  # two rows of one name
        found.setdefault((reason, coded, again), {})[each.group] = each
    milestones, reasons = list[FlowRow](), list[FlowRow]()
    for (reason, coded, _), counts in found.items():
        name = label("dropReason" if reason else "milestone", coded)
        row = FlowRow(name, coded if isinstance(coded, str) and not reason else "", counts)
        (reasons if reason else milestones).append(row)
    milestones.sort(key=lambda row: _PLACES.get(row.code, _BETWEEN))
    return milestones, sorted(reasons, key=_most_first)


def _most_first(row: FlowRow) -> list[int]:
    """By the largest count of a group, then by the next: numbers of groups are not added."""
    return sorted(-(each.count or 0) for each in row.counts.values())


def flow_table(periods: Sequence[FlowPeriod], names: Sequence[str], units: str | None) -> PageTable:
    """All periods, one below the other."""
    groups = groups_of_flow(periods)
    rows = []
    for period in periods:
        milestones, reasons = flow_rows(period)
        rows.append(PageRow(period.title, (), head=True))
        rows += [_row(row, row.title, groups, units) for row in milestones]
        rows += [_row(row, f"left: {row.title}", groups, units) for row in reasons]
    return PageTable(heads(groups, names), rows, "period")


def _row(row: FlowRow, title: str, groups: Sequence[int], units: str | None) -> PageRow:
    remarks = dict.fromkeys(each.comment_on_all for each in row.counts.values() if each.comment_on_all)
    said = f"{title} ({'; '.join(remarks)})" if remarks else title
    return PageRow(said, [_cell(row.counts.get(group), units) for group in groups])


def _cell(count: FlowCount | None, units: str | None) -> PageCell:
    if count is None:
        return []
    said = flow_text(count, units)
    remark = [CellEntry(count.comment, soft=True)] if count.comment else []
    return [*([CellEntry(said)] if said else ()), *remark]


def flow_text(count: FlowCount, units: str | None) -> str:
    """`20`, or `20 (40 eyes)` where other units are counted too."""
    number = "" if count.count is None else f"{count.count}"
    if count.units is None:
        return number
    of = f"{count.units} {(units or 'units').lower()}"
    return f"{number} ({of})" if number else of
