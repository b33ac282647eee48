"""Outcome measures on the pages of the classic ClinicalTrials.gov: `MEASURE [ Time Frame: WHEN ] DESCRIPTION`."""

import re
from collections.abc import Iterator, Sequence

from kg.sources.ctgov_pages.lists import add_submitted
from kg.sources.page.label_layout import CellReader
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.text import unbulleted

__all__ = ["ORIGINAL_OUTCOMES", "SAFETY", "add_outcome", "outcomes"]

_SUBMITTED = "(submitted: "
_SAME = "Same as current"
_TIME_FRAME = re.compile(r" ?\[ ?Time Frame: ")
_SAFETY = re.compile(r" ?\[ ?Designated as safety issue: (?P<flag>Yes|No) ?\]")
SAFETY = "[ Designated as safety issue: "
_NUMBERED = re.compile(r"(?P<number>[0-9]{1,3})\. ")

ORIGINAL_OUTCOMES = {
    "ct:primaryOutcome": "ct:originalPrimaryOutcome",
    "ct:secondaryOutcome": "ct:originalSecondaryOutcome",
    "ct:otherOutcome": "ct:originalOtherOutcome",
}
"""Outcomes as they are now -> as they were first registered."""


def outcomes(name: str, *, current: str | None = None) -> CellReader:
    """A reader of outcome measures, one a line, each with the lines of its description under it.

    `current` is the property whose outcomes are meant by "Same as current".
    """

    def read(lines: Sequence[PageLine], account: Account) -> None:
        part: str | None = None
        marks = _Marks()
        for line in firm(lines):
            if line.text.startswith(_SUBMITTED):
                add_submitted(line, line.text, f"{name}sSubmittedDate", account)
            elif current and unbulleted(line.text) == _SAME:
                _add_same(line, name, account.values("study", current), account)
            elif part is None or marks.begin(line):
                marks.note(line)
                part = add_outcome(line, marks.text(line), name, account)
            else:
                account.state(line, part, "dcterms:description", line.text)

    return read


class _Marks:
    """How the outcomes of one list begin: each with a bullet as the first has, or with the next number."""

    def __init__(self) -> None:
        self._bullet: tuple[str, int] | None = None
        self._number = 0
        self._framed = False

    def note(self, line: PageLine) -> None:
        """Take note of a line that begins an outcome."""
        if found := _NUMBERED.match(line.text):
            self._number = int(found["number"]) if int(found["number"]) == self._number + 1 else self._number
        bullet = unbulleted(line.text) != line.text
        if self._bullet is None and bullet:
            self._bullet = line.text[0], line.indent
        self._framed = self._framed or _TIME_FRAME.search(line.text) is not None

    def begin(self, line: PageLine) -> bool:
        """Whether a line begins another outcome."""
        framed = _TIME_FRAME.search(line.text) is not None
        if self._number:
            found = _NUMBERED.match(line.text)
            follows = found is not None and int(found["number"]) == self._number + 1
            return follows and (framed or not self._framed)
        bullet = (line.text[0], line.indent) if unbulleted(line.text) != line.text else None
        return framed or (bullet is not None and bullet == self._bullet)

    def text(self, line: PageLine) -> str:
        """The line without its bullet or number."""
        return _NUMBERED.sub("", line.text, count=1) if self._number else unbulleted(line.text)


def _add_same(line: PageLine, name: str, values: Sequence[str], account: Account) -> None:
    """Take the current outcomes as the original ones; said once more, it adds nothing."""
    if not values:
        account.doubt("CT-R011", f"`{_SAME}` as what is not stated above", line)
    elif account.values("study", name):
        account.repeat(line, "study", name, values[0])
    else:
        for value in tuple(values):
            account.state(line, "study", name, value)


def add_outcome(line: PageLine, text: str, name: str, account: Account) -> str:
    """Take the text as an outcome; gives its part."""
    part = account.next_part("outcome")
    account.state(line, "study", name, part)
    for property_name, value in _outcome(text):
        account.state(line, part, property_name, value)
    return part


def _outcome(text: str) -> Iterator[tuple[str, str]]:
    """What `MEASURE [ Time Frame: WHEN ] DESCRIPTION` states."""
    found = _TIME_FRAME.search(text)
    measure, tail = (text[: found.start()], text[found.end() :]) if found else (text, "")
    frame, closed, rest = tail.partition(" ]")
    if found and not closed:
        frame, closed, rest = tail.partition("]")
    if found and not closed:
        measure, rest = text, ""
    if not found:
        safety = _SAFETY.search(text)
        measure, rest = (text[: safety.start()], text[safety.start() :]) if safety else (text, "")
    yield "ct:measure", measure
    if closed:
        yield "ct:timeFrame", frame
    if safety := _SAFETY.match(rest):
        yield "ct:safetyIssue", "true" if safety["flag"] == "Yes" else "false"
        rest = rest[safety.end() :]
    if rest.strip():
        yield "dcterms:description", rest.strip()
