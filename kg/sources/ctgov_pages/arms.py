"""Arms and interventions on the pages of the classic ClinicalTrials.gov: `Experimental: Label`, `Drug: Name`."""

import re
from collections.abc import Sequence

import msgspec

from kg.sources.codes import CLASSIC, classic
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.text import is_foreign, unbulleted

__all__ = ["arm_head", "arms", "intervention_head", "intervention_heads", "intervention_part", "interventions"]

_TYPES = "|".join(re.escape(text.title()) for text in sorted(CLASSIC["intervention-type"], key=len, reverse=True))
# `Drug: Tenofovir Drug: Lopinavir`: a table of one line a row has a space where the page has a line break.
_HEAD = re.compile(rf"(?:^|(?<=\S) )(?=(?:{_TYPES}): \S)")
_OTHER_NAMES = re.compile(r"Other Names?: ?(?P<rest>.*)", re.DOTALL)
_LISTED = re.compile(r"Interventions?: ?(?P<rest>.*)", re.DOTALL)
_LONGEST_ARM_TYPE = 40


def intervention_heads(text: str) -> list[tuple[str, str]]:
    """The (type, name) pairs of a text that is nothing but `Drug: Name`, one or several."""
    starts = [match.end() for match in _HEAD.finditer(text)]
    if not starts or starts[0]:
        return []
    pieces = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    found = []
    for piece in pieces:
        head, _, tail = piece.partition(": ")
        if code := classic("intervention-type", head):
            found.append((code, tail))
    return found


def intervention_head(text: str) -> tuple[str, str] | None:
    """The type and the name of a text `Drug: Name`; None for any other."""
    head, colon, tail = text.partition(": ")
    code = classic("intervention-type", head) if colon and len(head) < _LONGEST_ARM_TYPE else None
    return (code, tail) if code and tail else None


def arm_head(text: str) -> tuple[str, str] | None:
    """The type and the label of a text `Experimental: Label`; None for any other."""
    head, colon, tail = text.partition(": ")
    code = classic("arm-type", head) if colon and len(head) < _LONGEST_ARM_TYPE else None
    return (code, tail) if code and tail else None


def intervention_part(line: PageLine, code: str, name: str, account: Account) -> str:
    """The part of that type and name, stated if it was not met before."""
    part = account.part_called("intervention", f"{code}: {name}")
    state = account.repeat if account.values(part, "schema:name") else account.state
    state(line, part, "ct:interventionType", code)
    state(line, part, "schema:name", name)
    return part


def _mark(lines: Sequence[PageLine]) -> tuple[str, int]:
    """The bullet of the first line, and its depth."""
    first = next(iter(firm(lines)), None)
    return (first.text[: len(first.text) - len(unbulleted(first.text))], first.indent) if first else ("", 0)


class _Described(msgspec.Struct):
    """The part that lines below are about."""

    part: str | None = None
    known: bool = False
    """Whether its description is stated already, elsewhere on the page."""
    listing: str | None = None
    """The list that is open below it: other names, interventions of an arm."""
    begun: bool = False

    def take(self, line: PageLine, account: Account) -> None:
        """Take a line as description; a stray label is only text where there is other text."""
        if self.part is None or (is_foreign(line.text) and not self.begun):
            return
        self.begun = True
        state = account.repeat if self.known else account.state
        state(line, self.part, "dcterms:description", line.text)


def interventions(lines: Sequence[PageLine], account: Account) -> None:
    """Read `Type: Name` of each intervention, and the lines under it: its description and other names."""
    open_part = _Described()
    mark, indent = _mark(lines)
    for line in lines:
        text = unbulleted(line.text)
        found = intervention_head(text) if line.text.startswith(mark) and (not mark or line.indent == indent) else None
        if found:
            open_part = _begun(intervention_part(line, *found, account), account)
        elif other := _OTHER_NAMES.fullmatch(text):
            open_part.listing = "ct:otherName"
            _add_member(line, other["rest"], open_part, account)
        elif open_part.listing and text != line.text:
            _add_member(line, text, open_part, account)
        else:
            open_part.listing = None
            open_part.take(line, account)


def _begun(part: str, account: Account) -> _Described:
    return _Described(part, known=bool(account.values(part, "dcterms:description")))


def _add_member(line: PageLine, text: str, under: _Described, account: Account) -> None:
    """Take a line as a member of the list that is open, or as the label of the list."""
    if not text:
        account.set_aside(line)
    elif under.part and under.listing:
        if text in account.values(under.part, under.listing):
            account.repeat(line, under.part, under.listing, text)
        else:
            account.state(line, under.part, under.listing, text)


def arms(lines: Sequence[PageLine], account: Account) -> None:
    """Read each arm with its description, and the interventions that it lists or that are described beside it."""
    reader = _Arms(account, *_mark(lines))
    for line in lines:
        reader.add(line)


class _Arms:
    """Takes the lines of a table of arms one by one."""

    def __init__(self, account: Account, mark: str, indent: int) -> None:
        """Take the bullet of the first line, and its depth: they are those of each arm."""
        self._account = account
        self._mark, self._indent = mark, indent
        self._arm: str | None = None
        self._open = _Described()
        self._listed = any(fact.use.property == "ct:interventionType" for fact in account.facts)

    def add(self, line: PageLine) -> None:
        """Take the next line."""
        text = unbulleted(line.text)
        if listed := _LISTED.fullmatch(text):
            self._open = _Described(self._arm, listing="ct:usesIntervention")
            heads = _HEAD.split(listed["rest"]) if text.startswith("Interventions:") else [listed["rest"]]
            for head in [head for head in heads if head] or [""]:
                _add_member(line, head, self._open, self._account)
        elif other := _OTHER_NAMES.fullmatch(text):
            self._open.listing = "ct:otherName"
            _add_member(line, other["rest"], self._open, self._account)
        elif self._open.listing and text != line.text and not self._is_arm(line, text):
            _add_member(line, text, self._open, self._account)
        elif self._is_arm(line, text):
            self._begin(line, text)
        elif (found := intervention_head(text)) and (self._is_listed(text) or not self._listed):
            self._use(line, *found, text)
        else:
            self._open.listing = None
            self._open.take(line, self._account)

    def _is_arm(self, line: PageLine, text: str) -> bool:
        """Whether a line names an arm: by its type, or by the mark of the first."""
        found = arm_head(text)
        marked = self._mark and line.text.startswith(self._mark) and line.indent == self._indent
        if found and classic("intervention-type", text.partition(": ")[0]):  # `Other: ` is a type of both
            return bool(marked) if self._mark else not self._is_listed(text)
        if found:
            return bool(marked) or not self._mark
        return not is_foreign(text) and bool(marked or self._arm is None) and not intervention_head(text)

    def _is_listed(self, text: str) -> bool:
        """Whether an intervention was met before, in the list of all that views have above the arms."""
        code, name = intervention_head(text) or ("", "")
        return self._account.knows("intervention", f"{code}: {name}")

    def _begin(self, line: PageLine, text: str) -> None:
        code, label = arm_head(text) or (None, text)
        self._arm = self._account.part_called("arm", label)
        self._account.state(line, self._arm, "schema:name", label)
        if code:
            self._account.state(line, self._arm, "ct:armType", code)
        self._open = _begun(self._arm, self._account)

    def _use(self, line: PageLine, code: str, name: str, text: str) -> None:
        """Take an intervention that stands beside the arm, with its description."""
        part = intervention_part(line, code, name, self._account)
        if self._arm and text not in self._account.values(self._arm, "ct:usesIntervention"):
            self._account.state(line, self._arm, "ct:usesIntervention", text)
        self._open = _begun(part, self._account)
