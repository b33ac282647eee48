"""The account of one page: where each of its lines went, what each states, and what is wrong with it."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

import msgspec

from kg.errors import Problem
from kg.sources.contacts import holds_contact, without_contacts
from kg.sources.page.lines import Page, PageLine
from kg.sources.reading import Line, LineFate, Use
from kg.sources.rules import problem

__all__ = ["MOST_NOTES", "Account", "Fact"]

MOST_NOTES = 100
"""How many problems of one rule a page may have; what is above is counted."""

_LONGEST_RUN = 3
"""How many unrecognised lines in a row are reported one by one; a longer run is one problem."""

_SHOWN = 80


class Fact(msgspec.Struct, frozen=True):
    """One thing that a line states."""

    line: PageLine
    use: Use


class _Note(msgspec.Struct, frozen=True):
    rule: str
    message: str
    line: int | None


class Account:
    """Takes from a layout what it finds on a page, and leaves no line out."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.facts: list[Fact] = []
        self.labels: frozenset[str] = frozenset()
        """The labels that stand on the page, for readers of what others lost theirs for."""
        self._uses: dict[int, list[Use]] = {}
        self._taken: set[tuple[int, int]] = set()
        self._explained: set[tuple[int, int]] = set()
        self._reasons: dict[int, str] = {}
        self._notes: list[_Note] = [
            *([_Note("CT-R019", f"the page is no UTF-8; read as {page.guessed}", None)] if page.guessed else []),
            *(_Note("CT-R012", "the line holds bytes that are not valid UTF-8", number) for number in page.damaged),
            *(_Note("CT-R015", "letters of the line were mangled, and are mended", number) for number in page.mended),
        ]
        self._values: dict[tuple[str, str], list[str]] = {}
        self._parts: Counter[str] = Counter()
        self._called: dict[tuple[str, str], str] = {}

    def state(self, line: PageLine, subject: str, name: str, value: str) -> None:
        """Record that the line states the property called `name` of the subject."""
        use = self._use(line, subject, name, value)
        self.facts.append(Fact(line, use))
        self._values.setdefault((subject, name), []).append(value)

    def repeat(self, line: PageLine, subject: str, name: str, value: str) -> None:
        """Record that the line states again what adds nothing to the record, such as a text that it has already."""
        self._use(line, subject, name, value)

    def _use(self, line: PageLine, subject: str, name: str, value: str) -> Use:
        use = Use(subject, name, value)
        self._uses.setdefault(line.number, []).append(use)
        self._taken.add((line.number, line.piece))
        return use

    def set_aside(self, line: PageLine) -> None:
        """Record that the line is boilerplate."""
        self._taken.add((line.number, line.piece))

    def leave_out(self, line: PageLine, reason: str) -> None:
        """Record that the line is understood, and not taken into the record for that reason."""
        self._taken.add((line.number, line.piece))
        self._reasons.setdefault(line.number, reason)

    def doubt(self, rule: str, message: str, line: PageLine | None = None) -> None:
        """Record a problem, of the line or of the page."""
        if line:
            self._explained.add((line.number, line.piece))
        self._notes.append(_Note(rule, message, line.number if line else None))

    def next_part(self, kind: str) -> str:
        """The name of a new part of the study: `outcome 1`, then `outcome 2`."""
        self._parts[kind] += 1
        return f"{kind} {self._parts[kind]}"

    def latest(self, kind: str) -> str | None:
        """The name of the part of that kind that was made last."""
        return f"{kind} {self._parts[kind]}" if self._parts[kind] else None

    def part_called(self, kind: str, name: str) -> str:
        """The name of the part that is called so: a new one, or the one that was called so before."""
        if (kind, name) not in self._called:
            self._called[kind, name] = self.next_part(kind)
        return self._called[kind, name]

    def knows(self, kind: str, name: str) -> bool:
        """Whether a part was called so before."""
        return (kind, name) in self._called

    def values(self, subject: str, name: str) -> Sequence[str]:
        """All that was stated of a property up to now."""
        return self._values.get((subject, name), ())

    def has_taken(self, line: PageLine) -> bool:
        """Whether the line is used, boilerplate or left out."""
        return (line.number, line.piece) in self._taken

    def lines(self) -> tuple[Line, ...]:
        """Every line of the page with its fate."""
        missed = {piece.number for piece in self.page.written if not self.has_taken(piece)}
        return tuple([self._line(line, missed) for line in self.page.lines])

    def _line(self, line: PageLine, missed: Container[int]) -> Line:
        """The fate of a line: that of the line of which it is the rest, if it is one."""
        if not line.text:
            return Line(line.number, line.text, LineFate.BLANK)
        number = self.page.joins.get(line.number, line.number)
        if uses := self._uses.get(number):
            return Line(line.number, line.text, LineFate.USED, tuple(uses))
        if number in missed:
            return Line(line.number, line.text, LineFate.UNRECOGNISED)
        if reason := self._reasons.get(number):
            return Line(line.number, line.text, LineFate.LEFT_OUT, reason=reason)
        return Line(line.number, line.text, LineFate.BOILERPLATE)

    def problems(self, *, file: str, record: str | None) -> tuple[Problem, ...]:
        """The problems in the order of the lines; a line that went nowhere has one, or is counted by one."""
        notes = sorted([*self._notes, *self._unrecognised()], key=lambda note: note.line or 0)
        return tuple(
            problem(note.rule, without_contacts(note.message), file=file, line=note.line, record=record)
            for note in _capped(notes)
        )

    def _unrecognised(self) -> Iterator[_Note]:
        """Problems of the pieces that nothing explains, a long run of them as one."""
        for missed, pieces in groupby(self.page.written, self._is_missed):
            if missed:
                yield from _run(list(pieces))

    def _is_missed(self, piece: PageLine) -> bool:
        key = (piece.number, piece.piece)
        return key not in self._taken and key not in self._explained


def _run(pieces: Sequence[PageLine]) -> Iterator[_Note]:
    first, last = pieces[0].number, pieces[-1].number
    if len(pieces) > _LONGEST_RUN:
        yield _Note("CT-R005", f"unrecognised lines {first} to {last}, which begin with: {_shown(pieces[0])}", first)
        return
    for piece in pieces:
        yield _Note("CT-R005", f"unrecognised line: {_shown(piece)}", piece.number)


def _shown(piece: PageLine) -> str:
    """The beginning of the text; nothing of one by which a person can be reached."""
    if holds_contact(piece.text):
        return "(not shown: it holds a telephone number or an e-mail address)"
    return piece.text if len(piece.text) <= _SHOWN else f"{piece.text[: _SHOWN - 3]}..."


def _capped(notes: Sequence[_Note]) -> Iterator[_Note]:
    """The first notes of each rule, then for each the number of the others."""
    met: Counter[str] = Counter()
    for note in notes:
        met[note.rule] += 1
        if met[note.rule] <= MOST_NOTES:
            yield note
    for rule, count in met.items():
        if count > MOST_NOTES:
            yield _Note(rule, f"and {count - MOST_NOTES} more problems of this kind on the page", None)
