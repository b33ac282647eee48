"""What records disagree on: a status that says less than another contradicts it only where both cannot hold."""

from itertools import permutations

import pytest

from kg.joining.discrepancies import discrepancies
from kg.joining.rows import StudyRow


def row(publisher: str, status: str) -> StudyRow:
    return StudyRow(publisher=publisher, id="NCT99990001", leading=publisher == "ctgov", status=status)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("NOT_RECRUITING", "COMPLETED", False),
        ("NOT_RECRUITING", "NOT_YET_RECRUITING", False),
        ("NOT_RECRUITING", "RECRUITING", True),
        ("NOT_RECRUITING", "AUTHORISED", False),
        ("AUTHORISED", "RECRUITING", False),
        ("AUTHORISED", "WITHDRAWN", True),
        ("ONGOING", "RECRUITING", False),
        ("ONGOING", "COMPLETED", True),
        ("ONGOING", "AUTHORISED", False),
        ("RECRUITING", "COMPLETED", True),
    ],
)
def test_a_vague_status_contradicts_only_what_it_rules_out(one: str, other: str, differ: bool) -> None:
    for mine, theirs in permutations((one, other)):
        found = list(discrepancies([row("ctgov", mine), row("ictrp", theirs)]))
        assert [each.values for each in found] == ([(mine, theirs)] if differ else [])
