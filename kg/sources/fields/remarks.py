"""What is worth a remark while one record is read: codes, dates and parts that are not what they should be."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from kg.addresses import pmid, url
from kg.dates import PartialDate, parse_date, parse_moment
from kg.errors import Problem
from kg.record import Coded, Uncoded
from kg.sources.codes import NOTATIONS
from kg.sources.encoding import to_utf8
from kg.sources.fields.clean import long, short
from kg.sources.rules import problem

__all__ = ["NOTATION_SPELLINGS", "Locate", "Remarks", "Spellings", "filled"]

Spellings = Mapping[str, Mapping[str, str]]
"""Code list -> spelling, case-folded, or notation -> notation."""

Locate = Callable[[str, tuple[int, ...]], str]
"""A path of the structs, with `[]` for each position, and the positions -> where that stands in the source."""

NOTATION_SPELLINGS: Spellings = {name: {each: each for each in notations} for name, notations in NOTATIONS.items()}
"""Of a source that writes the notations themselves."""

_SHOWN = 60
_date = lru_cache(maxsize=65_536)(parse_date)


class Remarks:
    """Collects the problems of one record, and reads the values that can be wrong."""

    def __init__(
        self,
        *,
        spellings: Spellings = NOTATION_SPELLINGS,
        locate: Locate | None = None,
        long: Callable[[str | None], str | None] = long,
    ) -> None:
        self.long = long
        """A text of several lines, as this format writes them; None if nothing is left."""
        self._spellings = spellings
        self._locate = locate or filled
        self._noted: list[tuple[str, str, str | None]] = []

    def note(self, rule: str, message: str, path: str | None = None, *positions: int) -> None:
        """Notes a problem at a path of the structs, with `[]` for each of the positions."""
        self._noted.append((rule, message, self._locate(path, positions) if path is not None else None))

    def note_at(self, rule: str, message: str, where: str) -> None:
        """Notes a problem at a place of the source itself."""
        self._noted.append((rule, message, where))

    def utf8(self, content: bytes) -> bytes:
        """The record in UTF-8; an encoding that is guessed, and bytes that are none of it, are noted."""
        found = to_utf8(content)
        if found.is_guess:
            self.note("CT-R019", f"the record is no UTF-8; read as {found.encoding}")
        if found.first_wrong is None:
            return found.content
        self.note("CT-R012", f"byte {found.first_wrong + 1} and perhaps more are no UTF-8; read as U+FFFD")
        return found.content.decode(errors="replace").encode()

    def code(self, code_list: str, text: str | None, path: str, *positions: int) -> Coded | None:
        """The notation for a spelling; an unknown one is kept as it is, and noted."""
        if text is None:
            return None
        known = self._spellings[code_list]
        if found := known.get(text):
            return found
        written = short(text)
        if written is None:
            return None
        if found := known.get(written.casefold()) or known.get(written):
            return found
        self.note("CT-R010", f"`{written}` is no known {code_list.replace('-', ' ')}", path, *positions)
        return Uncoded(written)

    def codes(self, code_list: str, texts: tuple[str, ...], path: str) -> tuple[Coded, ...]:
        """The notation for each spelling."""
        found = [self.code(code_list, text, path, position) for position, text in enumerate(texts)]
        return tuple([each for each in found if each is not None])

    def answer(self, text: str | None, known: Mapping[str, bool], path: str) -> bool | None:
        """What a text of one line answers, by the answers in small letters that are known; any other is noted."""
        if text is None:
            return None
        found = known.get(text.casefold())
        if found is None:
            self.note("CT-R011", f"`{text[:_SHOWN]}` is neither yes nor no", path)
        return found

    def date(self, text: str | None, path: str, *positions: int) -> PartialDate | None:
        """The date that a text states; a time of day behind it is cut, anything else is noted and left out."""
        if text is None:
            return None
        found = _date(text) or _date(text.partition("T")[0])
        if found is None and text.strip():
            self.note("CT-R011", f"`{short(text)}` is no date", path, *positions)
        return found

    def moment(self, text: str | None, path: str, *positions: int) -> PartialDate | None:
        """The date that a text states, with a time of day that it states; anything else is read as `date` does."""
        found = parse_moment(text) if text else None
        return found or self.date(text, path, *positions)

    def url(self, text: str | None, path: str, *positions: int) -> str | None:
        """The address of a page without what stands around it; a text that holds none is kept as it is, and noted."""
        written = short(text)
        if written is None:
            return None
        if found := url(written):
            return found
        self.note("CT-R011", f"`{written[:80]}` is no address of a web page", path, *positions)
        return written

    def pmid(self, text: str | None, path: str, *positions: int) -> str | None:
        """The PubMed id as written; one that is none is noted."""
        written = short(text)
        if written is not None and pmid(written) is None:
            self.note("CT-R011", f"`{written[:80]}` is no PubMed id", path, *positions)
        return written

    def problems(self, *, file: str, record: str | None) -> tuple[Problem, ...]:
        """All that was noted, in order."""
        return tuple(problem(rule, message, file=file, path=path, record=record) for rule, message, path in self._noted)


def filled(path: str, positions: tuple[int, ...]) -> str:
    """The path with its `[]` filled from the left, counted from 0 as JSON does: `locations[3].status`."""
    for position in positions:
        path = path.replace("[]", f"[{position}]", 1)
    return path
