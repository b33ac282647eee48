"""Participant flow as a diagram: a column for each group, boxes for each period, beside them who left and why."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.result_record import FlowPeriod

from .flow_tables import FlowRow, flow_rows, flow_text, groups_of_flow
from .svg_elements import BOLD, Picture, element, line, picture, rectangle, shortened, text, wrapped

__all__ = ["MOST_GROUPS", "MOST_PERIODS", "flow_diagrams"]

MOST_GROUPS, MOST_PERIODS = 12, 8
"""What is drawn; the table has all."""
_ACROSS = 4
"""Groups side by side; others are below, since a page of paper is no wider."""
_WIDTH, _GAP, _TEXT, _LINE = 860.0, 16.0, 12.0, 16.0
_REASONS, _MILESTONES = 7, 4
"""Lines of a column in a period; the table has all."""
_PAD, _HEAD = 6.0, 3
_ARROW, _INDENT = 14.0, 34.0
_WIDEST = 300.0


class _Step(NamedTuple):
    """Those of one period and group."""

    before: Sequence[str]
    """Lines of the box above: who started, and what they reached."""
    left: Sequence[str]
    """Lines beside the arrow; nothing if nobody left."""
    after: Sequence[str]
    """Lines of the box below; nothing if it is not said how many completed."""


def flow_diagrams(periods: Sequence[FlowPeriod], names: Sequence[str], units: str | None, key: str) -> list[Picture]:
    """The diagrams, each of as many groups as stand side by side; at most of `MOST_GROUPS` and `MOST_PERIODS`."""
    groups, shown = groups_of_flow(periods)[:MOST_GROUPS], periods[:MOST_PERIODS]
    bands = [groups[start : start + _ACROSS] for start in range(0, len(groups), _ACROSS)]
    return [_band(shown, band, names, units, f"{key}-{number}") for number, band in enumerate(bands, 1)]


def _band(
    periods: Sequence[FlowPeriod], groups: Sequence[int], names: Sequence[str], units: str | None, key: str
) -> Picture:
    width = min((_WIDTH - 2 - _GAP * (len(groups) - 1)) / len(groups), _WIDEST)
    lefts = [1 + (width + _GAP) * number for number in range(len(groups))]
    titles = [wrapped(names[group - 1], width - 4, BOLD * _TEXT, most=_HEAD) for group in groups]
    pieces = [
        text(each, (left + 2, _LINE * (number + 1)), kind="strong")
        for left, lines in zip(lefts, titles, strict=True)
        for number, each in enumerate(lines)
    ]
    y = _LINE * max(map(len, titles)) + 10
    for period in periods:
        if len(periods) > 1 or period.title.casefold() != "overall study":
            pieces += [
                line((0, y), (lefts[-1] + width, y), "grid"),
                text(shortened(period.title, 800, _TEXT), (2, y + 15), kind="soft"),
            ]
            y += 24
        drawn, y = _period([_step(period, group, units, width) for group in groups], lefts, width, y)
        pieces += drawn
    told = "; ".join(names[group - 1] for group in groups)
    about = f"Who started, left and completed, by group: {told}. The table below has every number."
    return picture(pieces, width=_WIDTH, height=y, key=key, title="Participant flow", description=about)


def _step(period: FlowPeriod, group: int, units: str | None, width: float) -> _Step:
    milestones, reasons = flow_rows(period)
    said = {row.code: text for row in milestones if row.code and (text := _said(row, group, units))}
    inner = width - 2 * _PAD
    between = [(row.title, _said(row, group, units)) for row in milestones if not row.code]
    reached = [f"{number} {title}" for title, number in between if number]
    before = [f"{said['STARTED']} started"] if "STARTED" in said else []
    before += _some(reached, _MILESTONES, "more milestones in the table")
    why = [f"{_said(row, group, units)} {row.title}" for row in reasons if _count(row, group)]
    why = _some(why, _REASONS, "more reasons in the table")
    lost = said.get("NOT_COMPLETED", "0")
    head = [f"{lost} did not complete"] if lost != "0" else []
    after = [f"{said['COMPLETED']} completed"] if "COMPLETED" in said else []
    return _Step(
        [part for each in before for part in wrapped(each, inner, _TEXT, most=2)],
        [
            *(shortened(each, inner - _INDENT, _TEXT) for each in head),
            *(part for each in why for part in wrapped(each, inner - _INDENT - 8, _TEXT, most=2)),
        ],
        [shortened(each, inner, _TEXT) for each in after],
    )


def _some(lines: Sequence[str], most: int, more: str) -> list[str]:
    left = len(lines) - most
    return list(lines) if left <= 0 else [*lines[:most], f"+ {left} {more}"]


def _said(row: FlowRow, group: int, units: str | None) -> str:
    count = row.counts.get(group)
    return flow_text(count, units) if count else ""


def _count(row: FlowRow, group: int) -> int:
    count = row.counts.get(group)
    return (count.count or count.units or 0) if count else 0


def _period(steps: Sequence[_Step], lefts: Sequence[float], width: float, y: float) -> tuple[list[str], float]:
    """The boxes of all groups, on common heights, and where they end."""
    before = max(len(step.before) for step in steps)
    beside = max(len(step.left) for step in steps)
    after = max(len(step.after) for step in steps)
    box = before * _LINE + 2 * _PAD if before else 0.0
    between = beside * _LINE + 2 * _PAD + 2 * _ARROW if beside else 2 * _ARROW
    below = y + box + between
    pieces = list[str]()
    for step, left in zip(steps, lefts, strict=True):
        stem = left + _INDENT / 2
        if step.before:
            pieces += [rectangle((left, y), width, box, "box"), *_lines(step.before, left + _PAD, y + _PAD)]
        if step.before and step.after:
            pieces += _arrow((stem, y + box), (stem, below))
        if step.left:
            top = y + box + _ARROW
            high = len(step.left) * _LINE + 2 * _PAD
            pieces += _arrow((stem, top + high / 2), (left + _INDENT, top + high / 2))
            pieces.append(rectangle((left + _INDENT, top), width - _INDENT, high, "box beside"))
            pieces += _lines(step.left, left + _INDENT + _PAD, top + _PAD)
        if step.after:
            pieces.append(rectangle((left, below), width, after * _LINE + 2 * _PAD, "box"))
            pieces += _lines(step.after, left + _PAD, below + _PAD)
    end = below + (after * _LINE + 2 * _PAD if after else 0) + 14
    return pieces, end


def _lines(words: Sequence[str], x: float, y: float) -> list[str]:
    return [text(each, (x, y + _LINE * number + 12)) for number, each in enumerate(words)]


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> list[str]:
    """A line with a tip, downwards or to the right."""
    x, y = end
    corners = ((x, y), (x - 6, y - 4), (x - 6, y + 4)) if start[1] == y else ((x, y), (x - 4, y - 6), (x + 4, y - 6))
    tip = "L".join(f"{a:.1f} {b:.1f}" for a, b in corners)
    return [line(start, end, "whisker"), element("path", d=f"M{tip}Z", class_="tip")]
