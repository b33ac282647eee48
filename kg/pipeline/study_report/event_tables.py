"""Adverse events as tables: totals of each group, and each term with the affected of each group."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.pipeline.graph.group_order import event_groups
from kg.result_record import AdverseEvent, EventCount, ResultGroup, Results

from .measure_tables import heads
from .result_texts import label, share_text
from .study_page import CellEntry, PageCell, PageRow, PageTable

__all__ = ["EventTotal", "event_table", "event_text", "event_totals", "groups_of_events", "said_of_all", "totals_table"]

_NO_SYSTEM = "no organ system named"


class EventTotal(NamedTuple):
    """How many of each group had any event of a kind."""

    title: str
    counts: Sequence[EventCount]


def groups_of_events(results: Results) -> list[int]:
    """The groups of which events are reported, in their order."""
    told = {count.group for event in results.events for count in event.counts}
    told |= {count.group for total in event_totals(results.groups) for count in total.counts}
    return event_groups(results, told)


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
    """Each event, by organ system and term; a column for remarks where some event has one of its own."""
    remarks = _remarks(events)
    columns = [*heads(groups, names), *([CellEntry("remark")] if remarks else ())]
    rows = list[PageRow]()
    ordered = sorted(range(len(events)), key=lambda each: (_system(events[each]), events[each].term.casefold(), each))
    for system, found in groupby(ordered, lambda each: _system(events[each])):
        rows.append(PageRow(system, (), head=True))
        for each in found:
            cells = _cells(events[each].counts, groups)
            rows.append(PageRow(events[each].term, [*cells, *([remarks.get(each, [])] if remarks else ())]))
    return PageTable(columns, rows, "term")


def said_of_all(events: Sequence[AdverseEvent]) -> tuple[str, str]:
    """The vocabulary of the terms and how events were assessed, where that is the same for all."""
    vocabularies = {each.vocabulary or "" for each in events}
    assessments = {_assessment(each) for each in events}
    return " ".join(vocabularies) if len(vocabularies) == 1 else "", " ".join(assessments) if len(
        assessments
    ) == 1 else ""


def _remarks(events: Sequence[AdverseEvent]) -> dict[int, PageCell]:
    """Position of an event -> what is said of it alone."""
    common = said_of_all(events)
    found: dict[int, PageCell] = {}
    for place, each in enumerate(events):
        own = [said for said in (each.vocabulary or "", _assessment(each)) if said not in common]
        if said := [CellEntry(text, soft=True) for text in (*own, each.notes) if text]:
            found[place] = said
    return found


def _system(event: AdverseEvent) -> str:
    return label("organSystem", event.organ_system) or _NO_SYSTEM


def _assessment(event: AdverseEvent) -> str:
    return label("assessment", event.assessment).lower()


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
    if count.events is None or (not count.events and count.affected == 0):
        return said
    return f"{said}, {count.events} event{'' if count.events == 1 else 's'}"
