"""The order of rows, which the graph does not state."""

import random

import pytest

from kg.pipeline.study_report.row_order import row_key


@pytest.mark.parametrize(
    "rows",
    [
        ["Baseline", "Day 1", "Week 2", "Month 1", "Week 12", "Month 6", "Year 1"],
        ["30 minutes", "2 hours", "1 day", "12 weeks", "6 months"],
        ["<=18 years", "Between 18 and 65 years", ">=65 years"],
        ["5-11 years", "12-17 years", "18 to 64 years"],
        ["Cycle 1 Day 1", "Cycle 1 Day 8", "Cycle 2 Day 1", "Cycle 10 Day 1"],
        ["Grade 1", "Grade 2", "Grade 10", "Unknown"],
        ["Asian", "White", "Other", "Unknown or Not Reported"],
        ["Female", "Male"],
        ["Pre-dose", "At 1 hour", "At 4 hours", "Cmax"],
    ],
)
def test_rows_stand_as_people_expect(rows: list[str]) -> None:
    mixed = random.Random(7).sample(rows, len(rows))  # noqa: S311 - an order, no secret
    assert sorted(mixed, key=row_key) == rows


def test_a_row_without_a_name_is_the_first() -> None:
    assert min([None, "Day 1", "A"], key=row_key) is None
