"""The sections on results: flow, baseline, outcomes, adverse events; of each record that states any, its own.

A page is bounded: pictures have a most of lines, all outcomes together too, and long tables are folded. No number is
left out of the tables.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.pipeline.graph.group_order import outcome_groups
from kg.pipeline.graph.result_reading import results_of_node
from kg.result_record import AdverseEvent, OutcomeResult, Results

from .compared_study import ComparedStudy
from .dot_plot import DotPlot, dot_plot
from .event_tables import event_table, event_totals, groups_of_events, said_of_all, totals_table
from .flow_diagram import MOST_GROUPS, MOST_PERIODS, flow_diagrams
from .flow_tables import flow_table, groups_of_flow
from .group_marks import marks_of, usual_marks
from .interval_plot import interval_plot
from .measure_tables import (
    analysis_table,
    baseline_remarks,
    baseline_table,
    groups_of_baseline,
    outcome_table,
)
from .result_pictures import EventGroups, analysis_plots, event_plot, outcome_plot, total_plot
from .result_texts import group_names, label
from .study_page import CellEntry, PageBlock, PagePart, PageRow, PageSection, PageTable
from .svg_elements import Picture

__all__ = ["result_sections"]

_OPEN_ROWS = 30
"""A table with more rows is folded."""
_OPEN_OUTCOMES = 12
"""Of more outcomes all but the primary ones are folded."""
_MOST_LINES = 2_000
"""Lines in the pictures of all outcomes."""
_ORDER: Mapping[object, int] = {"PRIMARY": 0, "SECONDARY": 1}
"""Kinds of outcomes, in the order in which a page has them."""
_NEVER_SUMMED = "Groups may overlap: no number is added to that of another group."


class _Told(NamedTuple):
    """The results of a record, as the sections need them."""

    results: Results
    marks: Sequence[int]
    """The usual mark of each group."""
    record: str
    """Of which record they are, if several state results."""
    key: str
    """What the ids of its pictures begin with."""

    def names(self, groups: Iterable[int]) -> Sequence[str]:
        """Of all groups; those of a table that are named here differ from each other."""
        return group_names(self.results.groups, groups)


def result_sections(study: ComparedStudy) -> Iterator[PageSection]:
    """The sections; none if no record states results."""
    found = [
        (record.head.text, results_of_node(str(node), study.graph.terms))
        for record in study.records
        for node in study.graph.nodes(record.facts, "results")
    ]
    for number, (head, results) in enumerate(found, 1):
        told = _told(results, head if len(found) > 1 else "", number)
        for make in _SECTIONS:
            if section := make(told):
                title = f"{section.title}: {told.record}" if told.record else section.title
                yield section._replace(title=title)


def _told(results: Results, record: str, number: int) -> _Told:
    measured = [group for outcome in results.outcomes for group in outcome_groups(outcome)]
    marks = usual_marks([each.title for each in results.groups], [*measured, *groups_of_events(results)])
    return _Told(results, marks, record, f"results-{number}")


def _event_groups(told: _Told, groups: Sequence[int]) -> EventGroups:
    names = told.names(groups)
    return {group: (mark, names[group - 1]) for group, mark in marks_of(groups, told.marks).items()}


def _flow(told: _Told) -> PageSection | None:
    results = told.results
    if not results.periods:
        return None
    names = told.names(groups_of_flow(results.periods))
    pictures = flow_diagrams(results.periods, names, results.flow_units, f"{told.key}-flow")
    groups = len(groups_of_flow(results.periods))
    left = [
        *([f"{groups - MOST_GROUPS} of {groups} groups"] if groups > MOST_GROUPS else []),
        *(
            [f"{len(results.periods) - MOST_PERIODS} of {len(results.periods)} periods"]
            if len(results.periods) > MOST_PERIODS
            else []
        ),
    ]
    note = f"Not drawn: {', '.join(left)}; all are in the table." if left else ""
    table = flow_table(results.periods, names, results.flow_units)
    block = PageBlock(table, pictures=pictures, note=note, folded=_folded(table))
    notes = (("Recruitment", results.recruitment_details), ("Before assignment", results.pre_assignment_details))
    return PageSection("Participant flow", note=_NEVER_SUMMED, parts=[PagePart("", _notes(notes), [block])])


def _baseline(told: _Told) -> PageSection | None:
    results = told.results
    if not (results.measures or results.denominators):
        return None
    blocks = [PageBlock(baseline_table(results, told.names(groups_of_baseline(results))))]
    if remarks := baseline_remarks(results):
        blocks.append(PageBlock(remarks, folded=f"Remarks on characteristics: {len(remarks.rows)}"))
    notes = (("Population", results.baseline_population), ("Units", results.baseline_units))
    return PageSection("Baseline characteristics", parts=[PagePart("", _notes(notes), blocks)])


def _outcomes(told: _Told) -> PageSection | None:
    outcomes = sorted(told.results.outcomes, key=lambda each: _ORDER.get(each.type, len(_ORDER)))
    if not outcomes:
        return None
    parts, lines, undrawn = list[PagePart](), 0, 0
    fold = len(outcomes) > _OPEN_OUTCOMES
    for number, outcome in enumerate(outcomes, 1):
        part, more, left = _outcome(told, outcome, f"{told.key}-outcome-{number}", _MOST_LINES - lines)
        lines, undrawn = lines + more, undrawn + left
        parts.append(part._replace(folded=fold and outcome.type != "PRIMARY"))
    note = "Point and whisker where groups or intervals can be compared."
    if folded := sum(part.folded for part in parts):
        note += f" {folded} of {len(outcomes)} outcomes, those that are not primary, are folded: a line opens each."
    if undrawn:
        note += f" {undrawn} pictures are left out, since the page has {_MOST_LINES:,} lines in pictures at most."
    return PageSection("Reported outcomes", note=_NEVER_SUMMED, parts=parts, view_note=note)


def _outcome(told: _Told, outcome: OutcomeResult, key: str, room: int) -> tuple[PagePart, int, int]:
    """The part, the lines that its pictures have, and how many pictures there is no room for."""
    names = told.names({*outcome_groups(outcome), *(group for each in outcome.analyses for group in each.groups)})
    plot, left = outcome_plot(outcome, names, told.marks)
    analyses, left_analyses = analysis_plots(outcome, names)
    lines, blocks, undrawn = 0, list[PageBlock](), 0
    drawn = list[tuple[bool, Picture]]()
    for each in [*([plot] if plot else ()), *analyses]:
        needed = sum(len(row.marks) for row in each.rows)
        if lines + needed > room:
            undrawn += 1
            continue
        lines += needed
        drawn.append((each is plot, interval_plot(each, f"{key}-{len(drawn) + 1}")))
    table = outcome_table(outcome, names)
    if table.rows:
        pictures = [picture for of_values, picture in drawn if of_values]
        note = f"{left} rows are not drawn; all are in the table." if left and pictures else ""
        blocks.append(PageBlock(table, pictures=pictures, note=note, folded=_folded(table)))
    if outcome.analyses:
        table = analysis_table(outcome, names)
        pictures = [picture for of_values, picture in drawn if not of_values]
        note = f"{left_analyses} analyses are not drawn; all are in the table." if left_analyses and pictures else ""
        blocks.append(PageBlock(table, "Analyses", pictures, note, _folded(table)))
    return PagePart(_outcome_title(outcome), _outcome_notes(outcome), blocks), lines, undrawn


def _outcome_title(outcome: OutcomeResult) -> str:
    kind = label("outcomeType", outcome.type)
    return f"{kind}: {outcome.title}" if kind else outcome.title


def _outcome_notes(outcome: OutcomeResult) -> list[CellEntry]:
    status = label("reportingStatus", outcome.reporting_status) if outcome.reporting_status != "POSTED" else ""
    posting = f"{outcome.anticipated_posting}" if outcome.anticipated_posting else None
    notes = (
        ("Time frame", outcome.time_frame),
        ("Values", status.lower()),
        ("Announced for", posting),
        ("What was measured", outcome.description),
        ("Of whom", outcome.population),
        ("Units analyzed", outcome.units_analyzed),
    )
    return _notes(notes)


def _events(told: _Told) -> PageSection | None:
    results = told.results
    groups = groups_of_events(results)
    if not groups:
        return None
    totals = totals_table(results, told.names(groups))
    plot = total_plot(event_totals(results.groups), _event_groups(told, groups))
    threshold = (
        f"events of more than {results.frequency_threshold}% of a group" if results.frequency_threshold else None
    )
    notes = (
        ("Time frame", results.event_time_frame),
        ("How they were found", results.event_description),
        ("Other events listed", threshold),
        ("On deaths", results.mortality_comment),
    )
    parts = [PagePart("Totals", _notes(notes), [PageBlock(totals, pictures=_dots([plot], f"{told.key}-totals"))])]
    for serious, title in ((True, "Serious events"), (False, "Other events")):
        if events := [each for each in results.events if each.serious is serious]:
            parts.append(_terms(told, events, groups, title))
    return PageSection(
        "Adverse events", note="Affected of those at risk.", parts=parts, view_note="A dash: nothing is said."
    )


def _terms(told: _Told, events: Sequence[AdverseEvent], groups: Sequence[int], title: str) -> PagePart:
    of_these = sorted({count.group for event in events for count in event.counts})
    shown = of_these or groups
    plot, left = event_plot(events, _event_groups(told, shown), title)
    table = event_table(events, shown, told.names(shown))
    note = (
        f"Drawn: the {len(plot.rows)} that most had in some group. {left} more are in the table."
        if left and plot
        else ""
    )
    key = f"{told.key}-{title.partition(' ')[0].lower()}"
    block = PageBlock(table, pictures=_dots([plot], key), note=note, folded=_folded(table, f"{len(events)} terms"))
    vocabulary, assessment = said_of_all(events)
    return PagePart(title, _notes((("Terms", vocabulary), ("How they were found", assessment))), [block])


def _dots(plots: Iterable[DotPlot | None], key: str) -> list[Picture]:
    return [dot_plot(each, f"{key}-{number}") for number, each in enumerate(plots, 1) if each]


def _about(told: _Told) -> PageSection | None:
    """The groups, and what is said of all tables."""
    results = told.results
    if not results.groups:
        return None
    places = _places(results)
    rows = []
    for number, group in enumerate(results.groups, 1):
        tables = [CellEntry(name) for name, groups in places.items() if number in groups]
        rows.append(PageRow(group.title, [tables, [CellEntry(group.description)] if group.description else []]))
    table = PageTable([CellEntry("tables"), CellEntry("description")], rows, "group")
    blocks = [PageBlock(table, folded=f"Groups of the tables, as they are described: {len(rows)}")]
    employee = {True: "is an employee of the sponsor", False: "is no employee of the sponsor", None: None}
    agreement = {True: "may be restricted by the sponsor", False: "is not restricted by the sponsor", None: None}
    notes = (
        ("Limitations", results.limitations),
        ("Principal investigator", employee[results.investigator_is_employee]),
        ("Publication by the investigator", agreement[results.restrictive_agreement]),
        ("Kind of restriction", label("agreementRestriction", results.agreement_restriction)),
        ("Agreement", results.agreement_details),
        ("Whom to ask", results.contact_organization),
    )
    return PageSection("About the results", parts=[PagePart("", _notes(notes), blocks)])


def _places(results: Results) -> dict[str, set[int]]:
    """Tables -> the groups in them."""
    return {
        "participant flow": set(groups_of_flow(results.periods)),
        "baseline": set(groups_of_baseline(results)),
        "outcomes": {each for outcome in results.outcomes for each in outcome_groups(outcome)},
        "adverse events": set(groups_of_events(results)),
    }


_SECTIONS = (_flow, _baseline, _outcomes, _events, _about)


def _folded(table: PageTable, rows: str = "") -> str:
    if len(table.rows) <= _OPEN_ROWS:
        return ""
    columns = len(table.columns)
    return f"Table: {rows or f'{len(table.rows)} rows'}, {columns} column{'' if columns == 1 else 's'}"


def _notes(said: Iterable[tuple[str, str | None]]) -> list[CellEntry]:
    return [CellEntry(f"{title}: {text}") for title, text in said if text]
