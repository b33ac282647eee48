"""Axes: where values stand, which marks there are, and how these are written."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.pipeline.study_report.axis import Axis, drawn_axis, linear_axis, log_axis, percent_axis, tick_text
from kg.pipeline.study_report.svg_elements import text_width

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3))
POSITIVE = st.floats(1e-6, 1e9)


def marks(axis: Axis) -> list[str]:
    return [tick_text(mark) for mark in axis.marks]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((6.86, 10.81), ["6", "7", "8", "9", "10", "11"]),
        ((-2.4, 0.5), ["\u22123", "\u22122", "\u22121", "0", "1"]),
        ((0.11, 0.34), ["0.1", "0.15", "0.2", "0.25", "0.3", "0.35"]),
        ((1204.5, -2.6), ["\u2212500", "0", "500", "1,000", "1,500"]),
        ((5.0,), ["4.4", "4.6", "4.8", "5", "5.2", "5.4", "5.6"]),
        ((0.0, 0.0), ["\u22121", "\u22120.5", "0", "0.5", "1"]),
    ],
)
def test_a_linear_axis_ends_at_round_numbers(values: tuple[float, ...], wanted: list[str]) -> None:
    axis = linear_axis(values, 0, 100)
    assert marks(axis) == wanted
    assert axis.low <= min(values) <= max(values) <= axis.high


def test_values_stand_in_proportion() -> None:
    axis = linear_axis((0, 10), 270, 620)
    assert [axis.place(each) for each in (0, 5, 10)] == [270, 445, 620]
    assert [axis.place(each) for each in (-3, 99)] == [270, 620]
    assert [axis.holds(each) for each in (0, 10, 10.1, -0.1)] == [True, True, False, False]


def test_equal_ratios_are_equally_far_apart() -> None:
    axis = log_axis((0.34, 6.1), 0, 100)
    assert marks(axis) == ["0.2", "0.5", "1", "2", "5", "10"]
    halves = axis.place(1) - axis.place(0.5), axis.place(2) - axis.place(1), axis.place(10) - axis.place(5)
    assert halves == pytest.approx((halves[0],) * 3)


def test_a_logarithmic_axis_of_many_decades_has_few_marks() -> None:
    assert marks(log_axis((0.002, 4e7), 0, 100)) == ["0.001", "0.1", "10", "1,000", "100,000", "1e+07", "1e+09"]
    assert marks(log_axis((3.0, 3.0), 0, 100)) == ["2", "5"]
    assert marks(log_axis((1.0, 1.0), 0, 100)) == ["1", "2"]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((2.6, 17.9), ["0", "5", "10", "15", "20"]),
        ((97.0,), ["0", "20", "40", "60", "80", "100"]),
        ((105.1,), ["0", "50", "100", "150"]),
        ((0.3,), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((0.0,), ["0", "20", "40", "60", "80", "100"]),
        ((), ["0", "20", "40", "60", "80", "100"]),
    ],
)
def test_shares_begin_at_0_and_end_at_100(values: tuple[float, ...], wanted: list[str]) -> None:
    assert marks(percent_axis(values, 0, 100)) == wanted


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (-0.0, "0"),
        (0.30000000000000004, "0.3"),
        (1500, "1,500"),
        (-20, "\u221220"),
        (2e8, "2e+08"),
        (5e-5, "5e\u221205"),
    ],
)
def test_numbers_at_marks(number: float, wanted: str) -> None:
    assert tick_text(number) == wanted


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_a_linear_axis_holds_its_values(values: list[float]) -> None:
    axis = linear_axis(values, 10, 110)
    slack = 1e-6 * max(1.0, *map(abs, values))
    assert axis.low - slack <= min(values)
    assert max(values) <= axis.high + slack
    assert 2 <= len(axis.marks) <= 12
    assert all(10 <= axis.place(each) <= 110 for each in values)
    ordered = sorted(values)
    assert [axis.place(each) for each in ordered] == sorted(axis.place(each) for each in ordered)


@given(st.lists(POSITIVE, min_size=1, max_size=5))
def test_a_logarithmic_axis_holds_its_values(values: list[float]) -> None:
    axis = log_axis(values, 0, 100)
    assert axis.low <= min(values) * (1 + 1e-6)
    assert max(values) <= axis.high * (1 + 1e-6)
    assert 2 <= len(axis.marks) <= 12
    assert axis.marks == tuple(sorted(axis.marks))


@given(st.lists(NUMBERS, min_size=2, max_size=5), st.booleans())
def test_numbers_at_marks_do_not_run_into_each_other(values: list[float], log: bool) -> None:
    axis = log_axis([abs(each) + 1 for each in values], 270, 620) if log else linear_axis(values, 270, 620)
    drawn = re.findall(
        r'<text x="([\d.]+)" y="33" class="tick" text-anchor="middle">(.*?)</text>',
        "".join(drawn_axis(axis, 0, 20, [])),
    )
    ends = [(float(x) - text_width(number, 11) / 2, float(x) + text_width(number, 11) / 2) for x, number in drawn]
    assert drawn
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert "0" in [number for _, number in drawn] or log or not axis.low <= 0 <= axis.high


@given(POSITIVE, POSITIVE)
def test_the_middle_of_a_logarithmic_axis_is_the_geometric_mean(one: float, other: float) -> None:
    axis = log_axis((one, other), 0, 100)
    assume(axis.high / axis.low > 1.01)
    assert axis.place(math.sqrt(axis.low * axis.high)) == pytest.approx(50)
