"""One block of the full-details text download -> its answers, line by line.

A line begins with the number and the label of an item, is a heading, or goes on with the answer before it: texts of
several lines stand as they were entered. So a line is an item only if number and label are those of the form; all
else within an answer belongs to it, whatever it begins with.
"""

import re
from collections.abc import Iterator

from .form import FormAnswer, find_item
from .items import HEADINGS, ITEMS, Answers

__all__ = ["BOILERPLATE", "answers_of", "has_lost_its_lines", "with_lines"]

BOILERPLATE = (
    "This file contains full details on each clinical trial",
    "(For clinical trials recorded in the database before",
    "did not include the words",
    "or not they would be using contraception",
    "database on ",
)
"""How lines begin that explain the form."""

_PART = re.compile(
    r"(?:(?P<sponsor>(?:B\.\s?)?Sponsor:?)|(?P<product>D\.IMP:?)|(?P<placebo>D\.8 Placebo:?)"
    r"|(?P<network>G\.4 Investigator Network to be involved in the Trial:?))[\s|]*(?P<number>[0-9]{1,3})\s*",
    re.IGNORECASE,
)
_NAMES = {"sponsor": "Sponsor", "product": "IMP", "placebo": "Placebo", "network": "Network"}
_NUMBERED = re.compile(r"(?:[A-HN-P]\.(?:[0-9]{1,2}\.)*[0-9]{1,2}|[NP]\.)\s")
_LETTERS = re.compile(r"[^a-z0-9]+")
_TERM = re.compile(r"E\.1\.2\s+Medical condition or disease under investigation:?\s*", re.IGNORECASE)


def _bare(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


_HEADINGS = frozenset(map(_bare, HEADINGS))
_LONGEST = max(map(len, HEADINGS)) + 20
_MANY = (Answers.TEXT, Answers.LINES)


def _beginnings() -> Iterator[str]:
    """How lines begin that are items or headings; a heading in words alone may be part of a text."""
    for item in ITEMS:
        for label in (item.label, *item.others):
            yield f"{item.number} {label}" if item.number else f"{label}:"
    yield from (each for each in HEADINGS if "." in each or each == "MedDRA Classification")


def _any_spaces(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


_FORMS = sorted({_any_spaces(each) for each in _beginnings()}, key=lambda form: (-len(form), form))
_PARTS = r"D\.IMP:\s*[0-9]|D\.8 Placebo:\s*[0-9]|Sponsor [0-9]{1,2}(?=\s*B\.1)"
_EXPLAINED = r"\(For clinical trials recorded in the database"
# `Trial Status` stands at the head, and within the label of the last section.
_ALL = re.compile(rf"(?<!P\. End of)(?<!P\. End of )\s*(?=(?:{'|'.join(_FORMS)}|{_PARTS}|{_EXPLAINED}))")
_INITIALS = frozenset(
    {each[0].casefold() for each in (*HEADINGS, *BOILERPLATE, "Sponsor 1", "D.IMP: 1")}
    | {path[0].casefold() for item in ITEMS for path in (item.path, *item.others)}
)
"""How lines may begin that are more than a part of an answer; most lines of a text begin with none of these."""
_INITIALS |= {each.upper() for each in _INITIALS}
_FEW = 12
_LONG = 3_000


class _Held:
    """An answer whose lines are being gathered."""

    __slots__ = ("answer", "is_text", "lines")

    def __init__(self, answer: FormAnswer) -> None:
        self.answer = answer
        self.is_text = answer.item.answers is Answers.TEXT
        self.lines = [answer.text]

    def takes(self, line: str) -> bool:
        """Whether a line goes on with it: any, unless it looks like an item and the answer has one line."""
        if self.is_text:
            return True
        return bool(line) and (self.answer.item.answers in _MANY or _NUMBERED.match(line) is None)

    def whole(self) -> FormAnswer:
        """The answer with all its lines."""
        return self.answer if len(self.lines) == 1 else self.answer._replace(text="\n".join(self.lines).strip())


def answers_of(text: str) -> Iterator[FormAnswer | str]:
    """The answers of a block in order, and each line of which nothing is known."""
    held: _Held | None = None
    part, is_head = "", True
    for line in text.splitlines():
        bare = line.strip()
        begins = bare[:1] in _INITIALS
        found = _PART.fullmatch(bare) if begins else None
        answer = find_item(bare, is_head=is_head) if begins and found is None else None
        if answer is None and found is None and not (begins and _is_between(bare, held)):
            if held and held.takes(bare):
                held.lines.append(line.rstrip())
            elif bare:
                yield bare
            continue
        if held:
            yield held.whole()
        held = None
        if found:
            part = _part(found)
        if answer:
            part = part and _part_of(answer.item.number, part)
            is_head = is_head and not answer.item.number
            held = _Held(answer._replace(part=part))
    if held:
        yield held.whole()


def _part(found: re.Match[str]) -> str:
    kind = next(name for name in _NAMES if found[name])
    return f"{_NAMES[kind]} {found['number']}"


def _part_of(number: str, part: str) -> str:
    """The part that an item is of: products have no sponsor, and what follows them has no product."""
    begins = {"Sponsor": "B.", "IMP": "D.", "Placebo": "D.8", "Network": "G."}.get(part.partition(" ")[0])
    return part if begins and number.startswith(begins) else ""


def _is_between(line: str, held: _Held | None) -> bool:
    """Whether a line is a heading, or explains the form; in a text only a heading with a number is one."""
    if line.startswith(BOILERPLATE):
        return True
    if len(line) > _LONGEST or (held and held.is_text and "." not in line[:2]):
        return False
    return _bare(line) in _HEADINGS or _TERM.fullmatch(line) is not None


def has_lost_its_lines(text: str) -> bool:
    """Whether a block has hardly any line ends."""
    return len(text) > _LONG and text.count("\n") < _FEW


def with_lines(text: str) -> str:
    """Such a block with each item and heading on a line of its own."""
    return _ALL.sub("\n", text)
