"""What of results is drawn, and how: outcomes and analyses as intervals, adverse events as dots."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from kg.pipeline.graph.group_order import outcome_groups
from kg.result_record import AdverseEvent, EventCount, Measurement, OutcomeResult, StatisticalAnalysis

from .dot_plot import Dot, DotPlot, DotRow
from .event_tables import EventTotal
from .group_marks import marks_of
from .interval_plot import IntervalMark, IntervalPlot, IntervalRow
from .measure_tables import analysis_names
from .result_texts import is_counted, label, measure_head, number_of, share, value_text

__all__ = ["EventGroups", "analysis_plots", "event_plot", "outcome_plot", "total_plot"]

EventGroups = Mapping[int, tuple[int, str]]
"""Group -> its mark and its name, in the order of the lanes."""

_MOST_MARKS, _MOST_ANALYSES = 60, 24
"""Lines of one picture; what is beyond stands in the table alone."""
_MOST_DOTS, _MOST_EVENTS = 120, 24
_AROUND = ("STANDARD_DEVIATION", "STANDARD_ERROR")
"""Dispersions that stand to both sides of a value."""
_COMPARABLE = re.compile(r"%|percent|proportion|rate|ratio|per |probability|score|fraction", re.IGNORECASE)
"""What makes numbers of groups of other sizes comparable, as their unit says it."""
_PERCENT, _WHOLE = re.compile(r"^%|percent", re.IGNORECASE), 100
_RATIO = re.compile(r"\b(?:ratio|hr|or|rr|relative risk|fold|hazard)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"differ|change|slope", re.IGNORECASE)
_LOGARITHM = re.compile(r"\blog\b", re.IGNORECASE)
"""Whether the estimate or only its axis is meant is not said: no value stands for no difference."""
_WIDE_SPAN = 20
"""How many times the least value the largest must be before geometric means have a logarithmic axis."""


# Outcomes


def outcome_plot(outcome: OutcomeResult, names: Sequence[str], usual: Sequence[int]) -> tuple[IntervalPlot | None, int]:
    """The values of an outcome, if groups or intervals can be compared, and how many rows are not drawn."""
    if not _is_drawn(outcome):
        return None, 0
    marks = marks_of(outcome_groups(outcome), usual)
    rows = [
        IntervalRow(
            ": ".join(name for name in key if name),
            [_mark(outcome, each, marks[each.group], names[each.group - 1]) for each in found],
        )
        for key, found in _rows_of(outcome.measurements)
    ]
    kept = _first(rows, _MOST_MARKS)
    drawn = [mark for row in kept for mark in row.marks if mark.value is not None]
    if len(drawn) < 2 and not any(mark.lower is not None or mark.upper is not None for mark in drawn):
        return None, 0
    return _plot(outcome, kept, _numbers(drawn)), len(rows) - len(kept)


def _numbers(marks: Iterable[IntervalMark]) -> list[float]:
    return [each for mark in marks for each in (mark.value, mark.lower, mark.upper) if each is not None]


def _rows_of(measurements: Sequence[Measurement]) -> Iterable[tuple[tuple[str | None, str | None], list[Measurement]]]:
    for key, found in groupby(measurements, lambda each: (each.row, each.category)):
        yield key, list(found)


def _is_drawn(outcome: OutcomeResult) -> bool:
    """Whether the values are comparable: not numbers of something in groups of any size."""
    if outcome.statistic == "COUNT_OF_UNITS" or is_counted(outcome):
        return all(each.analyzed is not None for each in outcome.measurements)
    return outcome.statistic != "NUMBER" or bool(outcome.dispersion or _COMPARABLE.search(outcome.unit or ""))


def _mark(outcome: OutcomeResult, each: Measurement, mark: int, name: str) -> IntervalMark:
    value, lower, upper = (number_of(written) for written in (each.value, each.lower, each.upper))
    spread = number_of(each.spread)
    if is_counted(outcome):
        value = share(value, each.analyzed) if value is not None and each.analyzed else None
        lower = upper = None
    elif value is not None and spread is not None and outcome.dispersion in _AROUND:
        lower, upper = value - spread, value + spread
    said = value_text(outcome, each, each.analyzed)
    return IntervalMark(mark, name, value, lower, upper, said)


def _plot(outcome: OutcomeResult, rows: Sequence[IntervalRow], values: Sequence[float]) -> IntervalPlot:
    counted = is_counted(outcome)
    percent = counted or (
        _PERCENT.search(outcome.unit or "") is not None and all(0 <= each <= _WHOLE for each in values)
    )
    geometric = isinstance(outcome.statistic, str) and outcome.statistic.startswith("GEOMETRIC")
    log = geometric and bool(values) and min(values) > 0 and max(values) >= _WIDE_SPAN * min(values)
    units = outcome.denominator_units or "participants"
    unit = f"percent of {units.lower()} analyzed" if counted else outcome.unit or "no unit named"
    head = measure_head(outcome)
    whisker = _whisker(outcome) if any(mark.lower is not None for row in rows for mark in row.marks) else ""
    about = f"Point: {head}.{f' Whisker: {whisker}.' if whisker else ''} The table below has every number."
    below = f"{unit}{', logarithmic' if log else ''}{f'; whisker: {whisker}' if whisker else ''}"
    return IntervalPlot(rows, outcome.title, about, below, log=log, percent=percent)


def _whisker(outcome: OutcomeResult) -> str:
    said = label("dispersion", outcome.dispersion).lower()
    if not said or outcome.dispersion in ("NOT_APPLICABLE", "GEOMETRIC_COEFFICIENT_OF_VARIATION"):
        return ""
    return f"one {said} to each side" if outcome.dispersion in _AROUND else said


def _first(rows: Sequence[IntervalRow], most: int) -> list[IntervalRow]:
    """The first rows that have so many lines at most; one row has them all, up to that number."""
    kept, lines = list[IntervalRow](), 0
    for row in rows:
        lines += len(row.marks)
        if lines > most:
            break
        kept.append(row)
    return kept


# Analyses


def analysis_plots(outcome: OutcomeResult, names: Sequence[str]) -> tuple[list[IntervalPlot], int]:
    """Estimates with their intervals, those of one kind on one axis, and how many are not drawn."""
    titles = analysis_names(outcome.analyses, names)
    kinds: dict[str, list[tuple[str, StatisticalAnalysis]]] = {}
    for title, each in zip(titles, outcome.analyses, strict=True):
        limits = (each.ci_lower, each.ci_upper)
        if number_of(each.estimate) is not None and any(number_of(limit) is not None for limit in limits):
            kinds.setdefault(_estimate(each).casefold(), []).append((title, each))
    found = [kind[:_MOST_ANALYSES] for kind in kinds.values()]
    left = sum(map(len, kinds.values())) - sum(map(len, found))
    return [_analysis_plot(kind) for kind in found], left


def _estimate(each: StatisticalAnalysis) -> str:
    return each.estimate_name or label("estimateType", each.estimate_type) or "estimate"


def _analysis_plot(kind: Sequence[tuple[str, StatisticalAnalysis]]) -> IntervalPlot:
    name = _estimate(kind[0][1])
    # Of one pair of groups the descriptions tell analyses apart, if they have any.
    alike = len({each.groups for _, each in kind}) == 1 and all(each.description for _, each in kind)
    marks = [_analysis_mark(_numbered(title, each) if alike else title, each) for title, each in kind]
    numbers = _numbers(marks)
    difference, is_log = _DIFFERENCE.search(name), _LOGARITHM.search(name)
    ratio = bool(_RATIO.search(name)) and not (is_log or difference) and min(numbers) > 0
    reference = 1.0 if ratio else 0.0 if difference and not is_log else None
    about = "Point: estimate. Whisker: its confidence interval; an arrow: no limit on that side."
    dashed = "" if reference is None else f" Dashed line: {reference:g}, no difference."
    return IntervalPlot(
        [IntervalRow(kind[0][0].partition(": ")[2] if alike else "", marks)],
        name,
        f"{about}{dashed} The table below has every number.",
        f"{name}, logarithmic" if ratio else name,
        log=ratio,
        reference=reference,
    )


def _numbered(title: str, each: StatisticalAnalysis) -> str:
    return f"{title.partition(':')[0]}: {each.description}"


def _analysis_mark(title: str, each: StatisticalAnalysis) -> IntervalMark:
    lower, upper = number_of(each.ci_lower), number_of(each.ci_upper)
    one_sided = each.confidence_sides == "ONE_SIDED"
    limits = f" ({each.ci_lower or 'no limit'} to {each.ci_upper or 'no limit'})"
    p_value = f", p {_p_value(each.p_value)}" if each.p_value else ""
    return IntervalMark(
        None,
        title,
        number_of(each.estimate),
        lower,
        upper,
        f"{each.estimate}{limits}{p_value}",
        open_below=one_sided and each.ci_lower is None,
        open_above=one_sided and each.ci_upper is None,
    )


def _p_value(written: str) -> str:
    """With its sign apart: `< 0.05`, `= 0.036`."""
    number = written.lstrip("<>=≤≥ ")
    return f"{written.removesuffix(number).strip() or '='} {number}"


# Adverse events


def total_plot(totals: Sequence[EventTotal], groups: EventGroups) -> DotPlot | None:
    """Deaths, serious and other events."""
    rows = [DotRow(each.title, _dots(each.counts, groups)) for each in totals]
    return _dot_plot(rows, groups, "Who had any adverse event")


def event_plot(events: Sequence[AdverseEvent], groups: EventGroups, title: str) -> tuple[DotPlot | None, int]:
    """The events that most had in some group, and how many are not drawn."""
    rows = [DotRow(each.term, dots) for each in events if (dots := _dots(each.counts, groups))]
    rows.sort(key=lambda row: (-max(dot.percent for dot in row.dots), row.label.casefold(), row.label))
    most = min(_MOST_EVENTS, max(_MOST_DOTS // max(len(groups), 1), 1))
    return _dot_plot(rows[:most], groups, title), len(events) - min(len(rows), most)


def _dots(counts: Iterable[EventCount], groups: EventGroups) -> list[Dot]:
    lanes = list(groups)
    return [
        Dot(lanes.index(each.group), share(each.affected, each.at_risk))
        for each in counts
        if each.affected is not None and each.at_risk
    ]


def _dot_plot(rows: Sequence[DotRow], groups: EventGroups, title: str) -> DotPlot | None:
    if not any(row.dots for row in rows):
        return None
    about = "A dot for each group: affected in percent of those at risk. The table below has every number."
    return DotPlot(rows, list(groups.values()), title, about, "affected, percent of those at risk")
