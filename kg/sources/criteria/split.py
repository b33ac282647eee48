"""Free-text eligibility criteria -> criteria in order, each with its side, its place in nested lists and its group.

The text is what registries keep: headings of either kind, bullets or numbers under them, nested bullets, paragraphs.
Headings stand on lines of their own, behind a bullet or a number, or within a line. What stands before an exclusion
heading, under `Eligibility Criteria` or under no heading, is inclusion: that is what "criteria" means where nothing
else is said. What stands under a heading of both sides has no side until another heading gives it one.

All that is no heading of a side, no blank and no lone mark is a criterion or goes on with one, so that the texts in
order give the source back. What is nested says the layout: a deeper indent below a mark, or another kind of mark, or
marks at all, below a line that ends in a colon. A list of marks of one kind is never taken apart, whatever it means.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.record import Criterion
from kg.sources.criteria.headings import Side, divided, group_of, is_denied, may_open
from kg.sources.criteria.marks import COUNTED, counted, listed, parted, unescaped
from kg.sources.criteria.sides import of_both_sides, own_side

__all__ = ["LaidOut", "criteria_of", "criteria_of_lines", "undecided_message"]

_LONGEST_MARK = 3
_SHORTEST_TITLE = 8
_LONGEST_LEAD_IN = 200
# `Patients must have:` ends the list below `Patients with the following are excluded:`.
_REQUIRES = re.compile(r"\bmust (?!not\b|be excluded).*:$", re.IGNORECASE)
_BANNER = re.compile(
    r"-- ?(?P<title>[^-].*[^-]) ?--"
)  # of the registry of rare diseases: `--Disease Characteristics--`
_CONJUNCTIONS = frozenset({"or", "and", "and/or", "either", "plus"})
_AROUND_WORDS = " -.,:;()*_"
# `One of the following`, `any of these`; `at least two of the following` is neither.
_ANY = re.compile(
    r"\b(?:(?<!all )(?<!only )(?<!than )(?:one|any|either|1)(?: or (?:more|all|both|a combination))?|>= ?1) "
    r"(?:of )?(?:the |these )?(?:following|below|criteria below)\b|\b(?:one|any|either) of(?: these)?\W*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?<!or )\b(?:all|each|both) (?:of )?(?:the |these )?(?:following|below)\b", re.IGNORECASE)


class LaidOut(NamedTuple):
    """A criterion, and the lines that state it."""

    criterion: Criterion
    lines: tuple[int, ...]
    """Their positions in the text, from 0."""
    denied: bool = False
    """Whether the text says that it excludes nobody, or speaks of both sides, and so has none."""


def criteria_of(text: str) -> tuple[Criterion, ...]:
    """The criteria of a text, in order."""
    return tuple([each.criterion for each in criteria_of_lines(text.split("\n"))])


def criteria_of_lines(lines: Iterable[str]) -> Iterator[LaidOut]:
    """The criteria that lines lay out, in order, each with its lines."""
    outline = _Outline()
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        indent = 0 if line[0] == text[0] else len(line) - len(line.lstrip())
        for each in outline.texts(text, indent, index) if may_open(text) else (text,):
            outline.add(each, indent, index)
    outline.end()
    return map(_laid_out, outline.items)


def undecided_message(criteria: Sequence[Criterion]) -> str:
    """What to say of criteria of which the text does not tell the side."""
    return (
        f"no side is told of {len(criteria)} criteria under a heading of both, the first is `{criteria[0].text[:80]}`"
    )


class _Item:
    """A criterion while the lines below it are read."""

    __slots__ = (
        "brief",
        "denied",
        "group",
        "indent",
        "kind",
        "leads",
        "lines",
        "number",
        "parent",
        "side",
        "takes",
        "text",
        "title",
    )

    def __init__(self, text: str, kind: str | None, indent: int, number: int) -> None:
        self.text = text
        self.kind = kind
        self.indent = indent
        self.number = number
        self.takes = text[-1] in ":\uff1a"
        """Whether it is a lead-in: what is marked in another way stands below it."""
        self.side: Side | None = None
        self.parent: _Item | None = None
        self.group: str | None = None
        self.title = False
        """Whether paragraphs stand below it too, as under `PATIENT CHARACTERISTICS:` and `Control Subjects:`."""
        self.brief = False
        self.leads = False
        """Whether others stand below it."""
        self.denied = False
        self.lines: list[int] = []

    def go_on(self, text: str, line: int) -> None:
        """Takes one more line."""
        self.text = f"{self.text}\n{text}"
        self.takes = text[-1] in ":\uff1a"
        self.lines.append(line)


def _laid_out(item: _Item) -> LaidOut:
    text = unescaped(item.text)
    criterion = Criterion(
        text=text,
        side=item.side.value if item.side else None,
        combination=_combination(text) if item.takes or item.leads else None,
        applies_to=unescaped(item.group) if item.group else None,
        within=item.parent.number if item.parent else None,
    )
    return LaidOut(criterion, tuple(item.lines), item.denied)


def _combination(text: str) -> str | None:
    """How what stands below a lead-in is to be taken, if it says so."""
    if _ANY.search(text):
        return None if _ALL.search(text) else "ANY"
    return "ALL" if _ALL.search(text) else None


class _Outline:
    """The criteria so far, and where in the text the next line stands: under which heading, below which criteria."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self._open: list[_Item] = []
        """The last criterion of each level, each below the one before it."""
        self._side: Side | None = Side.INCLUSION
        self._section: Side | None = self._side
        self._headed: Side | None = self._side
        """The side of the last heading; a lead-in in a sentence may give another to what stands below it."""
        self._first = True  # no line has opened a side yet
        self._lead_in: tuple[str, ...] = ()
        self._briefly = False  # the side is that of one list
        self._listed = False  # something stands under the lead-in
        self._group: str | None = None
        self._above: str | None = None  # a group under whose name the headings of both sides stand
        self._only_marked = False  # the group is that of a line and of the list below it
        self._told = (0, "", 0)  # the number of criteria when a heading named a group, the heading, its line

    def texts(self, text: str, indent: int, index: int) -> Iterator[str]:
        """What stands in a line beside headings; its side holds from there on."""
        pieces = divided(text, first=self._first, nested=self._is_nested(indent))
        for piece in pieces:
            if piece.opens:
                if not piece.briefly:
                    self._begin_section(piece.side, piece.group, index)
                    self._headed = self._headed if piece.texts else piece.side
                self._side, self._lead_in, self._listed = piece.side, piece.texts, False
                self._briefly = piece.briefly
            yield from piece.texts
        last = pieces[-1]
        self._only_marked = bool(last.group and last.texts) or (self._only_marked and not last.opens)

    def _begin_section(self, side: Side | None, group: str | None, index: int) -> None:
        self.end()
        if self._open and self._open[-1].title and self._open[-1] is self.items[-1]:
            self._above = self._open[-1].group
        self._section, self._first = side, False
        self._group, self._open = group or self._above, []
        self._told = (len(self.items), group or "", index)

    def end(self) -> None:
        """Keeps a group that a heading named for nothing."""
        number, group, index = self._told
        if group and number == len(self.items):
            self._put(_Item(group, None, 0, number + 1), None, index)

    def add(self, text: str, indent: int, index: int) -> None:
        """Takes a text as a criterion, or as more of one."""
        kind, body = parted(text)
        if len(body) <= _LONGEST_MARK and not any(map(str.isalnum, body)):
            return
        if self._side is not self._section and not self._is_nested(indent):
            self._turn_back(text, marked=kind is not None)
        if kind is None and self._headed not in (None, self._side) and _REQUIRES.search(body[-_LONGEST_LEAD_IN:]):
            self._side = self._section = self._headed
            self._open = []
        if self._only_marked and kind is None and indent == 0:
            self._group, self._only_marked = None, False
        if self.items and kind is None and body.strip(_AROUND_WORDS).casefold() in _CONJUNCTIONS:
            self.items[-1].go_on(body, index)
            return
        parent = self._below(kind, indent, body)
        if kind is None and parent and parent is self.items[-1] and parent.kind and not parent.takes:
            parent.go_on(body, index)
            return
        if kind in COUNTED and len(texts := counted(text)) > 1:
            for each in texts:
                its_kind, its_text = parted(each)
                self._begin(its_text, its_kind, indent, parent, index)
            return
        if ": " not in body or not (found := listed(body)):
            self._begin(body, kind, indent, parent, index)
            return
        item = self._begin(found[0], kind, indent, parent, index)
        for each in found[1:]:
            its_kind, its_text = parted(each)
            self._put(_Item(its_text, its_kind, indent + 1, len(self.items) + 1), item, index)

    def _begin(self, body: str, kind: str | None, indent: int, parent: _Item | None, index: int) -> _Item:
        banner = _BANNER.fullmatch(body) if body[0] == "-" else None
        item = _Item(banner["title"] if banner else body, kind, indent, len(self.items) + 1)
        if banner:
            item.takes = item.title = True
        self._put(item, parent, index)
        if item.takes:
            item.brief = self._briefly and body in self._lead_in
            if group := group_of(body):
                item.group, item.title = group, kind is None
                if item.title and self._above:
                    self._above = self._group = None
            elif kind is None and body.isupper() and len(body) > _SHORTEST_TITLE:
                item.title = True
        self._open.append(item)
        return item

    def _put(self, item: _Item, parent: _Item | None, index: int) -> None:
        marked = item.kind is not None
        item.parent, item.side = (
            parent,
            self._side if item.takes else own_side(item.text, marked=marked, under=self._side),
        )
        if parent:
            parent.leads = True
        item.group = parent.group if parent and parent.group else self._group
        item.denied = (
            bool(parent and parent.denied)
            or (item.side is Side.EXCLUSION and is_denied(item.text))
            or of_both_sides(item.text)
        )
        if item.denied:
            item.side = None
        item.lines.append(index)
        self.items.append(item)

    def _below(self, kind: str | None, indent: int, body: str) -> _Item | None:
        """The criterion that the next one stands below; those that end with it are open no more."""
        while self._open and not self._holds(self._open[-1], kind, indent, body):
            self._open.pop()
        return self._open[-1] if self._open else None

    def _holds(self, item: _Item, kind: str | None, indent: int, body: str) -> bool:
        if item.kind is not None:
            return indent > item.indent or (indent == item.indent and item.takes and kind not in (None, item.kind))
        if kind is not None:
            return item.takes and indent >= item.indent
        if item.title:
            begins = (body[-1] == ":" and (body.isupper() or group_of(body))) or _BANNER.fullmatch(body)
            return not begins and self._goes_on(item)
        if not item.takes or body[-1] != ":" or item is not self.items[-1]:
            return False
        return not item.brief

    def _goes_on(self, item: _Item) -> bool:
        """Whether paragraphs still stand below a title: for a group until a list of it has ended."""
        return not item.group or not (self.items[-1].kind and self.items[-1].parent is item)

    def _turn_back(self, text: str, *, marked: bool) -> None:
        """Ends the side that a lead-in of one word gave to its list alone, or to one paragraph."""
        if text not in self._lead_in:
            if not marked and (self._listed or text[-1] == ":"):
                self._side = self._section
            self._listed = True

    def _is_nested(self, indent: int) -> bool:
        return indent > 0 and any(item.kind is not None and indent > item.indent for item in self._open)
