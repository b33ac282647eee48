"""Axes of pictures: from values to places, with marks at round numbers."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .svg_elements import line, text, text_width

__all__ = ["Axis", "drawn_axis", "linear_axis", "log_axis", "percent_axis", "tick_text"]

_MARKS = 5
"""About so many marks can be read."""
_STEPS = (1, 2, 5, 10)
_DENSE = (1, 2, 5)
"""Marks of a decade, where there are few decades."""
_FEW_DECADES, _MOST_DECADES = 2.5, 7
_WHOLE = 100.0
_TICK, _BETWEEN = 12.0, 6.0
"""Size of the numbers, and the least that is between two."""
_LARGE, _SMALL = 1e6, 1e-4
"""From here on numbers are written with an exponent."""


class Axis(NamedTuple):
    """A stretch of values on a stretch of pixels."""

    low: float
    high: float
    left: float
    right: float
    marks: tuple[float, ...]
    log: bool = False

    def place(self, value: float) -> float:
        """Where a value stands; what lies beyond an end stands at the end."""
        low, high, value = (math.log(each) if self.log else each for each in (self.low, self.high, self._within(value)))
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def holds(self, value: float) -> bool:
        """Whether a value stands between the ends."""
        return self.low <= value <= self.high

    def _within(self, value: float) -> float:
        return min(max(value, self.low), self.high)


def linear_axis(values: Iterable[float], left: float, right: float) -> Axis:
    """An axis from the round number below the least value to that above the largest."""
    found = list(values)
    low, high = min(found), max(found)
    if high - low <= abs(high) * 1e-9:  # all are one, to the precision of the numbers
        apart = abs(high) / 10 or 1.0
        low, high = low - apart, high + apart
    step = _step((high - low) / _MARKS)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    marks = tuple(each * step for each in range(first, last + 1))
    return Axis(marks[0], marks[-1], left, right, marks)


def percent_axis(values: Iterable[float], left: float, right: float) -> Axis:
    """An axis of shares: from 0 to the round number above the largest, to 100 at most."""
    highest = max(values, default=0.0) or _WHOLE  # where nobody had it, there is nothing to enlarge
    if highest > _WHOLE:
        return linear_axis((0.0, highest), left, right)
    step = _step(max(highest, 1.0) / _MARKS)
    count = math.ceil(max(highest, 1.0) / step - 1e-9)
    high = min(count * step, _WHOLE)
    marks = [each * step for each in range(count + 1) if each * step <= high]
    return Axis(0.0, high, left, right, tuple(marks))


def log_axis(values: Iterable[float], left: float, right: float) -> Axis:
    """An axis on which equal ratios are equally far apart; all values are above 0."""
    found = list(values)
    low, high = min(found), max(found)
    if math.log10(high / low) <= _FEW_DECADES:
        marks = list(_dense_marks(low, high))
    else:
        first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
        each = math.ceil((last - first) / _MOST_DECADES)
        marks = [10.0**power for power in range(first, last + each, each)]
    return Axis(marks[0], marks[-1], left, right, tuple(marks), log=True)


def _dense_marks(low: float, high: float) -> Iterator[float]:
    """1, 2 and 5 of each decade, from the last one at or below `low` to the first at or above `high`."""
    power = math.floor(math.log10(low)) - 1
    marks = [digit * 10.0**each for each in range(power, power + 6) for digit in _DENSE]
    first = max(mark for mark in marks if mark <= low * (1 + 1e-9))
    last = min(mark for mark in marks if mark >= high * (1 - 1e-9) and mark > first)
    return (mark for mark in marks if first <= mark <= last)


def _step(width: float) -> float:
    """The round number that is no less: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(each * power for each in _STEPS if each * power >= width * (1 - 1e-9))


def tick_text(value: float) -> str:
    """A round number as it stands at a mark: `0.5`, `1,200`, `2e+08`, with a minus sign."""
    size = abs(value)
    exponent = size >= _LARGE or 0 < size < _SMALL
    written = f"{value:.3g}" if exponent else f"{value:,.6f}".rstrip("0").rstrip(".")
    return written.replace("-", "\u2212") if written != "-0" else "0"


def _with_numbers(axis: Axis) -> Sequence[float]:
    """The marks that have room for their numbers: all, else each second or third, 0 among them."""
    places = [axis.place(mark) for mark in axis.marks]
    apart = min(after - before for before, after in pairwise(places))
    each = math.ceil((max(text_width(tick_text(mark), _TICK) for mark in axis.marks) + _BETWEEN) / apart)
    first = axis.marks.index(0.0) % each if 0.0 in axis.marks else 0
    return axis.marks[first::each]


def drawn_axis(
    axis: Axis, top: float, bottom: float, unit: Sequence[str], *, reference: float | None = None
) -> list[str]:
    """The axis at the bottom of what it is of: grid, marks, numbers, lines that say its unit."""
    pieces = [line((axis.place(mark), top), (axis.place(mark), bottom), "grid") for mark in axis.marks]
    if reference is not None and axis.holds(reference):
        pieces.append(line((axis.place(reference), top), (axis.place(reference), bottom), "reference"))
    pieces.append(line((axis.left, bottom), (axis.right, bottom), "axis"))
    pieces += [
        text(tick_text(mark), (axis.place(mark), bottom + 13), kind="tick", anchor="middle")
        for mark in _with_numbers(axis)
    ]
    middle = (axis.left + axis.right) / 2
    pieces += [
        text(each, (middle, bottom + 28 + 14 * number), kind="unit", anchor="middle")
        for number, each in enumerate(unit)
    ]
    return pieces
