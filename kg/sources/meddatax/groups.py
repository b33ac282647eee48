"""Study groups and interventions of the aggregator's page, held together by the lines that state a type.

Above `Group Type EXPERIMENTAL` stand the label of the group and its description, above `Intervention Type DRUG` the
name of the intervention, below it the description. Where two readings are left, nothing is guessed.
"""

from collections.abc import Sequence

import msgspec

from kg.sources.codes import notation
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_code, is_sentence
from kg.sources.page.text import is_foreign

__all__ = ["groups", "interventions"]

_GROUP = "Group Type "
_INTERVENTION = "Intervention Type "


class _Anchor(msgspec.Struct):
    """A line that states a type, and what stands between it and the next such line."""

    line: PageLine | None
    kind: str
    below: list[PageLine] = []


def groups(lines: Sequence[PageLine], account: Account) -> None:
    """Read each group with its type, and each intervention of it."""
    reader = _Groups(account)
    anchors = _anchors(lines)
    for anchor, following in zip(anchors, [*anchors[1:], None], strict=True):
        reader.read(anchor, following)


def _anchors(lines: Sequence[PageLine]) -> list[_Anchor]:
    anchors = [_Anchor(None, "")]
    for line in lines:
        if line.text.startswith((_GROUP, _INTERVENTION)):
            anchors.append(_Anchor(line, _GROUP if line.text.startswith(_GROUP) else _INTERVENTION))
        else:
            anchors[-1].below.append(line)
    return anchors


class _Groups:
    """Reads what stands below each anchor: the rest of its own part, and the beginning of the next."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._arm: str | None = None
        self._intervention: str | None = None
        self._name = ""

    def read(self, anchor: _Anchor, following: _Anchor | None) -> None:
        """Read one anchor and the lines below it."""
        if anchor.line and anchor.kind == _GROUP and self._arm:
            text = anchor.line.text.removeprefix(_GROUP)
            add_code(anchor.line, self._arm, "ct:armType", text, lambda code: notation("arm-type", code), self._account)
        elif anchor.line and anchor.kind == _INTERVENTION and self._intervention:
            self._type(anchor.line, anchor.line.text.removeprefix(_INTERVENTION))
        elif anchor.line:
            self._account.doubt("CT-R006", f"no name stands above `{anchor.line.text}` for sure", anchor.line)
        next_kind = following.kind if following else ""
        described, begun = _parted(anchor.kind, anchor.below, next_kind)
        for line in () if described is None else described:
            self._describe(line)
        self._begin(begun, next_kind)
        for line in anchor.below:
            if not self._account.has_taken(line) and not is_foreign(line.text):
                self._account.doubt("CT-R006", "the line may be a name or a description", line)

    def _type(self, line: PageLine, text: str) -> None:
        part = self._intervention or ""
        if self._account.values(part, "ct:interventionType"):
            self._account.repeat(line, part, "ct:interventionType", text)
        else:
            read = lambda code: notation("intervention-type", code)  # noqa: E731
            add_code(line, part, "ct:interventionType", text, read, self._account)
        if self._arm:
            self._account.state(line, self._arm, "ct:usesIntervention", self._name)

    def _describe(self, line: PageLine) -> None:
        if self._intervention:
            add_description(line, self._intervention, self._account)

    def _begin(self, lines: Sequence[PageLine], kind: str) -> None:
        """Begin the part of which the first of the lines is the name, the others the description."""
        if kind == _GROUP:
            self._arm = self._intervention = None
        elif kind == _INTERVENTION:
            self._intervention = None
        if not lines:
            return
        name, *description = lines
        if kind == _INTERVENTION:
            self._name = name.text
            self._intervention = named_intervention(name, self._account)
            return
        self._arm = self._account.part_called("arm", name.text)
        self._account.state(name, self._arm, "schema:name", name.text)
        for line in description:
            self._account.state(line, self._arm, "dcterms:description", line.text)


def _parted(
    kind: str, below: Sequence[PageLine], following: str
) -> tuple[Sequence[PageLine] | None, Sequence[PageLine]]:
    """The lines of a description below its anchor, and those that begin the next part; both empty if in doubt."""
    known = [line for line in below if not is_foreign(line.text)]
    if following == _INTERVENTION:  # the name stands directly above the next anchor
        return (known[:-1], known[-1:]) if kind == _INTERVENTION else ((), known if len(known) == 1 else ())
    if kind != _INTERVENTION:  # the label comes first; of a page that breaks off it is all there may be
        return (), known if following or not kind else known[:1]
    if not following:
        return known, ()
    sentences = [is_sentence(line.text) for line in known]
    if len(known) == 1:
        return (), known
    if sentences.count(False) == 1:
        at = sentences.index(False)
        return known[:at], known[at:]
    return None, ()


def named_intervention(line: PageLine, account: Account) -> str:
    """The part of the intervention of that name, stated if it was not met before."""
    part = account.part_called("intervention", line.text)
    state = account.repeat if account.values(part, "schema:name") else account.state
    state(line, part, "schema:name", line.text)
    return part


def add_description(line: PageLine, part: str, account: Account) -> None:
    """Take the line as description of a part, unless the page has stated it already."""
    state = account.repeat if line.text in account.values(part, "dcterms:description") else account.state
    state(line, part, "dcterms:description", line.text)


def interventions(lines: Sequence[PageLine], account: Account) -> None:
    """Read the name of each intervention and the sentences under it, its description."""
    if any(line.text.startswith(_INTERVENTION) for line in lines):
        groups(lines, account)
        return
    part: str | None = None
    described = False
    for line in lines:
        if part and (is_sentence(line.text) or (described and is_foreign(line.text))):
            add_description(line, part, account)
            described = True
        elif is_foreign(line.text) or is_sentence(line.text):
            continue
        elif part and not described:
            account.doubt("CT-R006", "the line may be the description of the intervention above it or another", line)
        else:
            part, described = named_intervention(line, account), False
