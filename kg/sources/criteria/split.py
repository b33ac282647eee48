"""Free-text eligibility criteria -> inclusion and exclusion items.

The text is what registries keep: headings of either kind, bullets or numbers under them, nested bullets, paragraphs.
Headings stand on lines of their own, behind a bullet or a number, or within a line. What stands before an exclusion
heading, under `Eligibility Criteria` or under no heading, is inclusion: that is what "criteria" means where nothing
else is said. What stands under a heading of both sides has no side until another heading gives it one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from kg.sources.criteria.headings import Side, divided, may_open
from kg.sources.criteria.marks import unmarked

__all__ = ["CriteriaPart", "Side", "SplitCriteria", "criteria_parts", "split_criteria", "undecided_message"]

_LONGEST_MARK = 3


class CriteriaPart(msgspec.Struct, frozen=True):
    """What a line adds to an item; a line that has several items within it has several parts."""

    index: int
    """Position of the line in the text, from 0."""
    side: Side | None
    """None where the text does not tell."""
    text: str
    """Without the mark if the line begins an item, with it if it is a nested line of the item above."""
    begins: bool


class SplitCriteria(NamedTuple):
    """The items of a text, without their marks; nested lines stay with their item."""

    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    undecided: tuple[str, ...]
    """Items under a heading of both sides, and none of one."""


def split_criteria(text: str) -> SplitCriteria:
    """The inclusion and the exclusion items of a text, and those that may be either."""
    found: dict[Side | None, list[str]] = {Side.INCLUSION: [], Side.EXCLUSION: [], None: []}
    for part in criteria_parts(text.split("\n")):
        items = found[part.side]
        if part.begins:
            items.append(part.text)
        else:
            items[-1] = f"{items[-1]}\n{part.text}"
    return SplitCriteria(tuple(found[Side.INCLUSION]), tuple(found[Side.EXCLUSION]), tuple(found[None]))


def undecided_message(items: Sequence[str]) -> str:
    """What to say of items of which the text does not tell the side."""
    return f"no side is told of {len(items)} criteria under a heading of both, the first is `{items[0][:80]}`"


def criteria_parts(lines: Iterable[str]) -> Iterator[CriteriaPart]:
    """What each line adds to the items; nothing for headings, blank lines and lone marks."""
    at = _Position()
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        indent = 0 if line[0] == text[0] else len(line) - len(line.lstrip())
        for each in at.texts(text, indent) if may_open(text) else (text,):
            body, begins = at.body(each, indent)
            if len(body) > _LONGEST_MARK or any(map(str.isalnum, body)):
                yield CriteriaPart(index, at.side, body, begins=begins)


class _Position:
    """Where in a text a line stands: under which heading and lead-in, below which item."""

    def __init__(self) -> None:
        self.side: Side | None = Side.INCLUSION
        self._section: Side | None = self.side
        self._first = True  # no line has opened a side yet
        self._depth: int | None = None  # of the mark of the item that is open to nested lines
        self._lead_in: tuple[str, ...] = ()
        self._listed = False  # something stands under the lead-in

    def texts(self, text: str, indent: int) -> Iterator[str]:
        """What stands in a line beside headings; its side holds from there on."""
        for piece in divided(text, first=self._first, nested=self._is_nested(indent)):
            if piece.opens:
                self.side, self._depth, self._lead_in, self._listed = piece.side, None, piece.texts, False
                if not piece.briefly:
                    self._section, self._first = piece.side, False
            yield from piece.texts

    def body(self, text: str, indent: int) -> tuple[str, bool]:
        """The text of an item without its mark, or of a line of the item above; and whether it begins one."""
        if self._is_nested(indent):
            return text, False
        body = unmarked(text)
        marked = body != text
        if self.side is not self._section and text not in self._lead_in:
            if not marked and (self._listed or text[-1] == ":"):
                self.side = self._section  # a lead-in of one word gives a side to its list alone, or to one paragraph
            self._listed = True
        self._depth = indent if marked else None
        return body, True

    def _is_nested(self, indent: int) -> bool:
        return self._depth is not None and indent > self._depth
