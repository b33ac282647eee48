"""Shares by group as dots: a row for each event, a lane in the row for each group, so that no dot hides another."""

from collections.abc import Sequence
from typing import NamedTuple

from .axis import drawn_axis, percent_axis
from .group_marks import drawn_legend, drawn_mark
from .svg_elements import Picture, line, picture, shortened, text

__all__ = ["Dot", "DotPlot", "DotRow", "dot_plot"]

_WIDTH, _LEFT, _RIGHT, _TEXT = 860.0, 300.0, 830.0, 12.0
_LEAST, _LANE = 18.0, 9.0
"""Height of a row, and of a lane in it."""
_AXIS = 42.0


class Dot(NamedTuple):
    """A share."""

    group: int
    """Which of the groups of the plot, from 0."""
    percent: float


class DotRow(NamedTuple):
    """The shares of all groups."""

    label: str
    dots: Sequence[Dot]


class DotPlot(NamedTuple):
    """What is drawn."""

    rows: Sequence[DotRow]
    groups: Sequence[tuple[int, str]]
    """Mark and name of each."""
    title: str
    description: str
    unit: str


def dot_plot(plot: DotPlot, key: str) -> Picture:
    """The picture."""
    pieces, top = drawn_legend(plot.groups, 4, 4, _WIDTH - 8)
    height = max(_LEAST, _LANE * len(plot.groups) + 4)
    axis = percent_axis((dot.percent for row in plot.rows for dot in row.dots), _LEFT, _RIGHT)
    bottom = top + height * len(plot.rows)
    pieces += drawn_axis(axis, top, bottom, [plot.unit])
    for number, row in enumerate(plot.rows):
        y = top + height * number
        if number:
            pieces.append(line((4, y), (_RIGHT, y), "grid"))
        pieces.append(text(shortened(row.label, _LEFT - 18, _TEXT), (4, y + height / 2 + 4)))
        lane = (height - 4) / len(plot.groups)
        pieces += [
            drawn_mark(plot.groups[dot.group][0], axis.place(dot.percent), y + 2 + lane * (dot.group + 0.5))
            for dot in row.dots
        ]
    return picture(pieces, width=_WIDTH, height=bottom + _AXIS, key=key, title=plot.title, description=plot.description)
