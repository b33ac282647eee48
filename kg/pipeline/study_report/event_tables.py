"""Adverse events as tables: totals of each group, and each term with the affected of each group."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.result_record import AdverseEvent, EventCount, ResultGroup, Results

from .measure_tables import heads
from .result_texts import label, share_text
from .study_page import CellEntry, PageCell, PageRow, PageTable

__all__ = ["EventTotal", "event_table", "event_text", "event_totals", "groups_of_events", "totals_table"]

_NO_SYSTEM = "no organ system named"


class EventTotal(NamedTuple):
    """How many of each group had any event of a kind."""

    title: str
    counts: Sequence[EventCount]


def groups_of_events(results: Results) -> list[int]:
    """The groups of which events are reported, in their order."""
    told = {count.group for event in results.events for count in event.counts}
    told |= {count.group for total in event_totals(results.groups) for count in total.counts}
    return sorted(told)


def event_totals(groups: Sequence[ResultGroup]) -> list[EventTotal]:
    """Deaths, serious events, other events."""
    kinds = (
        ("deaths of any cause", [(each.deaths, each.deaths_at_risk) for each in groups]),
        ("any serious event", [(each.serious_affected, each.serious_at_risk) for each in groups]),
        ("any other event", [(each.other_affected, each.other_at_risk) for each in groups]),
    )
    totals = [
        EventTotal(
            title,
            [
                EventCount(group=number, affected=affected, at_risk=at_risk)
                for number, (affected, at_risk) in enumerate(numbers, 1)
                if (affected, at_risk) != (None, None)
            ],
        )
        for title, numbers in kinds
    ]
    return [each for each in totals if each.counts]


def totals_table(results: Results, names: Sequence[str]) -> PageTable:
    """The totals."""
    groups = groups_of_events(results)
    rows = [PageRow(each.title, _cells(each.counts, groups)) for each in event_totals(results.groups)]
    return PageTable(heads(groups, names), rows, "affected of those at risk")


def event_table(events: Sequence[AdverseEvent], groups: Sequence[int], names: Sequence[str]) -> PageTable:
    """Each event, by organ system and term."""
    rows = []
    ordered = sorted(events, key=lambda each: (_system(each), each.term.casefold(), each.term))
    for system, found in groupby(ordered, _system):
        rows.append(PageRow(system, (), head=True))
        rows += [PageRow(_term(each), _cells(each.counts, groups)) for each in found]
    return PageTable(heads(groups, names), rows, "term")


def _system(event: AdverseEvent) -> str:
    return label("organSystem", event.organ_system) or _NO_SYSTEM


def _term(event: AdverseEvent) -> str:
    """The term, and what is said of it."""
    systematic = label("assessment", event.assessment).lower()
    said = "; ".join(each for each in (event.vocabulary, systematic, event.notes) if each)
    return f"{event.term} ({said})" if said else event.term


def _cells(counts: Iterable[EventCount], groups: Sequence[int]) -> list[PageCell]:
    found: dict[int, list[CellEntry]] = {}
    for each in counts:
        found.setdefault(each.group, []).append(CellEntry(event_text(each)))
    return [found.get(group, []) for group in groups]


def event_text(count: EventCount) -> str:
    """`7 of 39 (17.9%), 9 events`."""
    if count.affected is None:
        said = f"not said, of {count.at_risk}" if count.at_risk is not None else "not said"
    else:
        said = share_text(count.affected, count.at_risk)
    return said if count.events is None else f"{said}, {count.events} event{'' if count.events == 1 else 's'}"
