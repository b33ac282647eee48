"""Values with their intervals as points and whiskers: the label to the left, the numbers as written to the right.

Rows share one axis where their values are of one size; else each has an axis of its own, since the smallest would be
points at the edge.
"""

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from .axis import Axis, drawn_axis, linear_axis, log_axis, percent_axis
from .group_marks import drawn_estimate, drawn_legend, drawn_mark
from .svg_elements import BOLD, Picture, line, picture, shortened, text, text_width, wrapped

__all__ = ["IntervalMark", "IntervalPlot", "IntervalRow", "interval_plot"]

_WIDTH, _LEFT, _RIGHT = 860.0, 270.0, 620.0
"""Of the picture, and the ends of the axis."""
_LINE, _HEAD, _AXIS, _UNIT, _GAP = 19.0, 20.0, 22.0, 14.0, 10.0
_TEXT, _LABEL = 12.0, 226.0
_ALIKE = 12
"""So many times as wide as that of any row may the common axis be."""


class IntervalMark(NamedTuple):
    """A value of a group."""

    mark: int | None
    """That of its group; None of an estimate that is of several."""
    name: str
    value: float | None
    """None of what is no number: its text stands, and no point."""
    lower: float | None
    upper: float | None
    text: str
    open_below: bool = False
    open_above: bool = False
    """Whether the interval has no end on that side."""


class IntervalRow(NamedTuple):
    """Values that are compared with each other."""

    label: str
    marks: Sequence[IntervalMark]


class IntervalPlot(NamedTuple):
    """What is drawn."""

    rows: Sequence[IntervalRow]
    title: str
    description: str
    unit: str
    log: bool = False
    percent: bool = False
    reference: float | None = None
    """The value that says there is no difference."""


def interval_plot(plot: IntervalPlot, key: str) -> Picture:
    """The picture."""
    letters = _letters(plot)
    legend = [(mark, f"{letter}: {name}") for (mark, name), letter in letters.items()]
    pieces, y = drawn_legend(legend, 4, 4, _WIDTH - 8)
    panels = [list(plot.rows)] if _are_alike(plot) else [[row] for row in plot.rows]
    for panel in panels:
        axis = _axis(plot, panel)
        top, drawn = y, list[str]()
        for row in panel:
            if row.label:
                drawn.append(text(shortened(row.label, _RIGHT, BOLD * _TEXT), (4, y + 14), kind="strong"))
                y += _HEAD
            for mark in row.marks:
                letter = letters.get((mark.mark or 0, mark.name))
                drawn += _drawn(mark, f"{letter}: {mark.name}" if letter else mark.name, axis, y + _LINE / 2)
                y += _LINE
        unit = wrapped(plot.unit, _RIGHT - _LEFT, _TEXT, most=2)
        pieces += [*drawn_axis(axis, top, y + 2, unit, reference=plot.reference), *drawn]
        y += 2 + _AXIS + _UNIT * len(unit) + _GAP
    return picture(pieces, width=_WIDTH, height=y, key=key, title=plot.title, description=plot.description)


def _letters(plot: IntervalPlot) -> dict[tuple[int, str], str]:
    """Mark and name of each group -> a letter, if some name is too long for its lines; the legend has them whole."""
    named = {(mark.mark, mark.name): None for row in plot.rows for mark in row.marks}
    groups = [(mark, name) for mark, name in named if mark is not None]
    if all(text_width(name, _TEXT) <= _LABEL for _, name in groups):
        return {}
    return {group: _letter(number) for number, group in enumerate(groups)}


def _letter(number: int) -> str:
    """A, B, ..., Z, AA, AB, ..."""
    more, last = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


def _drawn(mark: IntervalMark, label: str, axis: Axis, y: float) -> Iterator[str]:
    """One line: label, whisker, point, numbers."""
    yield text(shortened(label, _LABEL, _TEXT), (14, y + 4))
    yield text(shortened(mark.text, _WIDTH - _RIGHT - 24, _TEXT), (_RIGHT + 20, y + 4), kind="soft")
    if mark.value is None:
        return
    x = axis.place(mark.value)
    for limit, is_open, end, way in (
        (mark.lower, mark.open_below, axis.left, -1),
        (mark.upper, mark.open_above, axis.right, 1),
    ):
        if limit is not None:
            end = axis.place(limit)
            yield line((x, y), (end, y), "whisker")
            yield line((end, y - 4), (end, y + 4), "whisker")
        elif is_open:
            yield line((x, y), (end, y), "whisker")
            yield from (line((end - 6 * way, y + 4 * each), (end, y), "whisker") for each in (-1, 1))
    yield drawn_estimate(x, y) if mark.mark is None else drawn_mark(mark.mark, x, y)


def _numbers(rows: Iterable[IntervalRow]) -> list[float]:
    """All that stands on the axis."""
    return [
        each
        for row in rows
        for mark in row.marks
        if mark.value is not None
        for each in (mark.value, mark.lower, mark.upper)
        if each is not None
    ]


def _axis(plot: IntervalPlot, rows: Sequence[IntervalRow]) -> Axis:
    numbers = _numbers(rows)
    if plot.reference is not None:
        numbers.append(plot.reference)
    if not numbers:
        numbers = [0.0]
    if plot.percent:
        return percent_axis(numbers, _LEFT, _RIGHT)
    if plot.log and min(numbers) > 0:
        return log_axis(numbers, _LEFT, _RIGHT)
    return linear_axis(numbers, _LEFT, _RIGHT)


def _are_alike(plot: IntervalPlot) -> bool:
    """Whether the rows can be read on one axis."""
    if plot.percent or plot.log:
        return True
    extents = [(min(found), max(found)) for row in plot.rows if (found := _numbers([row]))]
    if not extents:
        return True
    whole = max(high for _, high in extents) - min(low for low, _ in extents)
    spans = [high - low for low, high in extents if high > low]
    return not spans or whole <= _ALIKE * min(spans)
