"""The facts of a page, asked for by subject and property, each as the type that the record wants."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.dates import PartialDate, parse_date
from kg.properties import COUNTRIES, TABLES, Property, Value
from kg.record import Coded, Enrollment, PostedDate, StudyDate
from kg.sources.codes import UNKNOWN_COUNTS, coded
from kg.sources.page.lines import PageLine, joined
from kg.sources.page.page_account import Fact

__all__ = ["TEXTS", "Facts"]

_ROWS = [row for _, rows in TABLES for row in rows]

TEXTS = frozenset(row.curie for row in _ROWS if row.value is Value.TEXT)
"""Long texts: their lines add up to one value."""

_MANY = frozenset(row.curie for row in _ROWS if row.value in (Value.ALL, Value.CODES) and row != COUNTRIES) | {
    "ct:primaryOutcome",
    "ct:secondaryOutcome",
    "ct:otherOutcome",
    "ct:originalPrimaryOutcome",
    "ct:originalSecondaryOutcome",
    "ct:originalOtherOutcome",
    "ct:criterion",
}
"""Properties that may be stated more than once of one subject; all others have one value, countries of a site too."""


class Facts:
    """What the lines of one page state together."""

    def __init__(self, facts: Iterable[Fact], *, blanks: frozenset[int] = frozenset()) -> None:
        """Take the facts of a page and the numbers of its blank lines, which part the paragraphs of long texts."""
        self._blanks = blanks
        self._stated: dict[tuple[str, str], list[Fact]] = {}
        for fact in facts:
            self._stated.setdefault((fact.use.subject, fact.use.property), []).append(fact)
        self._subjects = {subject for subject, _ in self._stated}
        self._parts: dict[str, list[str]] = {}
        for subject in sorted(self._subjects, key=_position):
            self._parts.setdefault(subject.rpartition(" ")[0], []).append(subject)

    def all(self, subject: str, name: str) -> tuple[str, ...]:
        """Every value in the order of the page, each once."""
        return tuple(dict.fromkeys(fact.use.value for fact in self._stated.get((subject, name), ())))

    def one(self, subject: str, name: str) -> str | None:
        """The value; of several, the last one (see rule CT-R009)."""
        stated = self._stated.get((subject, name))
        return stated[-1].use.value if stated else None

    def text(self, subject: str, name: str) -> str | None:
        """The long text that the lines make together."""
        stated = self._stated.get((subject, name))
        if not stated:
            return None
        lines = [PageLine(fact.line.number, fact.use.value, fact.line.indent, fact.line.piece) for fact in stated]
        return joined(lines, self._blanks)

    def date(self, subject: str, name: str) -> PartialDate | None:
        """The value as a date."""
        value = self.one(subject, name)
        return parse_date(value) if value else None

    def count(self, subject: str, name: str) -> int | None:
        """The value as a number."""
        value = self.one(subject, name)
        return int(value) if value else None

    def flag(self, subject: str, name: str) -> bool | None:
        """The value as yes or no."""
        value = self.one(subject, name)
        return value == "true" if value else None

    def code(self, subject: str, name: str, code_list: str) -> Coded | None:
        """The value as a notation of the code list, or as text that the list does not know."""
        value = self.one(subject, name)
        return coded(code_list, value) if value else None

    def codes(self, subject: str, name: str, code_list: str) -> tuple[Coded, ...]:
        """All values as notations of the code list, or as texts that it does not know."""
        return tuple(coded(code_list, value) for value in self.all(subject, name))

    def values(self, subject: str, rows: Iterable[Property]) -> dict[str, Any]:
        """Attribute -> value, for each of the rows, as the struct of the record wants it."""
        return {row.attribute: self._value(subject, row) for row in rows}

    def _value(self, subject: str, row: Property) -> object:
        match row.value:
            case Value.ONE:
                return self.one(subject, row.curie)
            case Value.TEXT:
                return self.text(subject, row.curie)
            case Value.ALL:
                return self.all(subject, row.curie)
            case Value.FLAG:
                return self.flag(subject, row.curie)
            case Value.DATE:
                return self.date(subject, row.curie)
        return self._coded(subject, row, row.codes or "")

    def _coded(self, subject: str, row: Property, codes: str) -> object:
        if row.value is Value.CODES:
            return self.codes(subject, row.curie, codes)
        if row.value is Value.CODE:
            return self.code(subject, row.curie, codes)
        kind = self.code(subject, f"{row.curie}Type", codes)
        if row.value is Value.ENROLLMENT:
            count = self.count(subject, row.curie)
            # The reader of the page says so, if the count is one that means unknown.
            return None if count is None or count in UNKNOWN_COUNTS else Enrollment(count=count, type=kind)
        date = self.date(subject, row.curie)
        dated = PostedDate if row.value is Value.POSTED_DATE else StudyDate
        return dated(date=date, type=kind) if date else None

    def parts(self, kind: str) -> list[str]:
        """The names of the parts of a kind in the order of the page: `site 1`, `site 2`."""
        return self._parts.get(kind, [])

    def has(self, subject: str) -> bool:
        """Whether anything is stated of the subject."""
        return subject in self._subjects

    def disagreements(self) -> Iterator[tuple[Fact, Fact]]:
        """Each fact that another place of the page states otherwise, with the one that is kept."""
        for (subject, name), stated in self._stated.items():
            if name in TEXTS or name in _MANY or (subject, name) == ("study", COUNTRIES.curie):
                continue
            kept = stated[-1]
            yield from ((fact, kept) for fact in stated if fact.use.value != kept.use.value)


def _position(subject: str) -> int:
    """The number of a part, `2` of `site 2`."""
    number = subject.rpartition(" ")[2]
    return int(number) if number.isdecimal() else 0
