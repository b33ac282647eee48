"""The tables of outcome measures on ClinicalTrials.gov's present site: measure, description, time frame.

Where the page shows the columns, they tell. Else each cell stands on lines of its own, an empty one on none: a row is a
measure, any number of lines of description, and a time frame. Which lines are measures and time frames is then told by
the forms of all lines together: the likeliest division of the table is taken (Viterbi), and compared with the likeliest
one in which a line is something else. A line for which the two are near is doubted, with the rows that it touches.
"""

import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise

from kg.sources.ctgov_pages.details_print import unbroken
from kg.sources.ctgov_pages.outcome_forms import OUTCOME_FORMS, OUTCOME_LINKS, Matrix
from kg.sources.page.label_layout import CellReader
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm

__all__ = ["forms", "link", "outcome_table"]

_Scores = tuple[float, float, float]
_COLUMNS = _MEASURE, _DESCRIPTION, _FRAME = (0, 1, 2)
_PROPERTIES = ("ct:measure", "dcterms:description", "ct:timeFrame")
_NEAR = 8.0
"""By how much the score of the division that is taken must be higher."""

_ONE_BLANK = 1
"""Blank lines between two cells of a print; where a sheet ends there are more."""

_UNIT = re.compile(
    r"\b(?:second|minute|hour|hr|day|week|wk|month|mo|year|yr|cycle|visit|baseline|postoperative|admission|discharge|"
    r"end of|completion|follow)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:baseline|day|week|month|year|hour|visit|up ?to|from|at|through|throughout|within|during|after|before|prior|"
    r"pre|post|every|immediately|one|two|three|four|five|six|twelve|approximately|an average|over|until|end|"
    r"[0-9]+(?:[.,/-][0-9]+)*[ -]?(?:second|minute|min|hour|hr|h|day|d|week|wk|month|mo|year|yr)s?)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:[*•◦▪·-]|[0-9]{1,2}[.)]|[a-z][.)]|\([0-9a-z]{1,3}\)) ?\D")
_WORD = re.compile(r"\w+")
_SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", "will", "be"}
_MANY = 0.4
_LENGTHS = (15, 30, 60, 100, 160, 300)


def outcome_table(name: str) -> CellReader:
    """A reader of the table of one kind of outcome."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        placed = [line for line in lines if line.column >= 0]
        if placed:
            for _, row in groupby(placed, lambda line: line.row):
                _add_row([(line.column, [line]) for line in row], name, account)
        else:
            _add_cells(firm(lines), name, account)

    return read


def _add_row(row: Sequence[tuple[int, Sequence[PageLine]]], name: str, account: Account) -> None:
    """Take a row; one without a measure is left to be reported."""
    if row[0][0] != _MEASURE or sum(column == _MEASURE for column, _ in row) > 1:
        return
    part = account.next_part("outcome")
    account.state(row[0][1][0], "study", name, part)
    for column, lines in row:
        if column == _DESCRIPTION:
            for line in lines:
                account.state(line, part, "dcterms:description", line.text)
        elif not account.values(part, _PROPERTIES[column]):
            text = unbroken([line.text for line in lines])
            account.state(lines[0], part, _PROPERTIES[column], text)
            for line in lines[1:]:
                account.repeat(line, part, _PROPERTIES[column], text)


def _add_cells(lines: Sequence[PageLine], name: str, account: Account) -> None:
    """Read lines of which the page does not say the column; of a print it says which are of one cell."""
    in_cells = bool(lines) and lines[0].row >= 0
    cells = [list(cell) for _, cell in groupby(lines, lambda line: line.row if in_cells else (line.number, line.piece))]
    cut = frozenset(
        at for at in range(1, len(cells)) if in_cells and cells[at][0].row > cells[at - 1][0].row + _ONE_BLANK
    )
    columns, sure = _divided([unbroken([line.text for line in cell]) for cell in cells], whole=in_cells, cut=cut)
    for row in _rows(columns, cut):
        if all(sure[at] for at in row) and (row.stop == len(cells) or sure[row.stop]):
            by_column = groupby(row, lambda at: columns[at])
            _add_row(
                [(column, [line for at in same for line in cells[at]]) for column, same in by_column], name, account
            )
        else:
            for line in (line for at in row for line in cells[at]):
                message = "the line may be a measure, a description or a time frame: the columns are lost"
                account.doubt("CT-R006", message, line)


def _rows(columns: Sequence[int], cut: Container[int] = ()) -> Iterator[range]:
    """The positions of each row: from a measure to its time frame; what is `cut` may go on in the same cell."""
    begins = [
        at
        for at, column in enumerate(columns)
        if column == _MEASURE and not (at in cut and columns[at - 1] == _MEASURE)
    ]
    yield from (range(begin, end) for begin, end in zip(begins, [*begins[1:], len(columns)], strict=True))


def _divided(texts: Sequence[str], *, whole: bool = False, cut: Container[int] = ()) -> tuple[list[int], list[bool]]:
    """The column of each text in the likeliest division, and whether no other division is near in that.

    `whole` says that each text is a whole cell, not a line of one; between a text that is `cut` and the one above it a
    sheet ends, so that they may be of one cell.
    """
    counts = Counter(texts)
    scores = [_scores(text, again=counts[text] > 1) for text in texts]
    links = [OUTCOME_LINKS[link(*pair)] for pair in pairwise(texts)]
    if whole:
        links = [_one_cell(known, 0.0 if at in cut else -math.inf) for at, known in enumerate(links, 1)]
    likely = _likelihoods(scores, links)
    columns, sure = [], []
    for known in likely:
        best, second = sorted(known, reverse=True)[:2]
        columns.append(known.index(best))
        sure.append(best > -math.inf and best - second > _NEAR)
    return columns, sure


def _one_cell(known: Matrix, same: float) -> Matrix:
    """The same for whole cells; `same` is how much speaks for two texts being of one."""
    (_, *measure), (to_measure, _, to_frame), (again, after, _) = known
    return (same, measure[0], measure[1]), (to_measure, same, to_frame), (again, after, same)


def _likelihoods(scores: Sequence[_Scores], links: Sequence[Matrix]) -> list[list[float]]:
    """Of each text and each column, the score of the likeliest division in which it is of that column."""
    none = [-math.inf] * len(_COLUMNS)
    above = [[scores[0][0], *none[1:]]] if scores else []
    for score, known in zip(scores[1:], links, strict=True):
        up = above[-1]
        above.append([score[at] + max(up[before] + known[before][at] for before in _COLUMNS) for at in _COLUMNS])
    below = [[*none[1:], 0.0]]
    for score, known in zip(reversed(scores[1:]), reversed(links), strict=True):
        down = [score[after] + below[-1][after] for after in _COLUMNS]
        below.append([max(known[at][after] + down[after] for after in _COLUMNS) for at in _COLUMNS])
    return [[up + down for up, down in zip(*each, strict=True)] for each in zip(above, reversed(below), strict=False)]


def link(text: str, below: str) -> str:
    """How many of the words of the shorter of two lines stand in the other: none, some, many."""
    one, other = ({word for word in _WORD.findall(each.casefold()) if word not in _SMALL} for each in (text, below))
    shared = len(one & other) / (min(len(one), len(other)) or 1)
    return "many" if shared > _MANY else "some" if shared else "none"


def _scores(text: str, *, again: bool) -> _Scores:
    rows = [OUTCOME_FORMS[form] for form in forms(text, again=again)]
    measure, description, frame = (sum(row[at] for row in rows) for at in _COLUMNS)
    return measure, description, frame


def forms(text: str, *, again: bool) -> tuple[str, ...]:
    """What is looked at of the form of a line; `again` if it stands in its table more than once."""
    length = next((str(limit) for limit in _LENGTHS if len(text) <= limit), "more")
    size = "short" if len(text) <= 60 else "long"
    time = f"{'lead' if _LEAD.match(text) else ''}{'unit' if _UNIT.search(text) else ''}" or "none"
    begin = (
        "mark" if _MARK.match(text) else "small" if text[:1].islower() else "figure" if text[:1].isdigit() else "other"
    )
    end = {".": "stop", ":": "colon", ";": "colon", ",": "colon"}.get(text[-1:], "none")
    return (
        f"length {length}",
        f"time {time} {size}",
        f"begin {begin}",
        f"end {end} {size}",
        f"again {time}" if again else "once",
    )
