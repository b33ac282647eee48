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
_NUMBERED_PARTS = r"D\.IMP:\s*[0-9]|D\.8 Placebo:\s*[0-9]|Sponsor [0-9]{1,2}\s+B\.1"
_ALL = re.compile(rf"\s+(?=(?:{'|'.join(_FORMS)}|{_NUMBERED_PARTS})(?![A-Za-z0-9]))")
_FEW = 12
_LONG = 3_000


def answers_of(text: str) -> Iterator[FormAnswer | str]:
    """The answers of a block in order, and each line of which nothing is known."""
    held: FormAnswer | None = None
    part = ""
    for line in text.splitlines():
        bare = line.strip()
        found = _PART.fullmatch(bare)
        if found:
            part = _part(found)
        item = find_item(bare) if bare and found is None else None
        if item is None and found is None and not _is_between(bare):
            if held and (bare or held.item.answers is Answers.TEXT) and not _is_unknown(bare, held):
                held = held._replace(text=f"{held.text}\n{line.rstrip()}")
            elif bare:
                yield bare
            continue
        if held:
            yield held._replace(text=held.text.strip())
        held = None
        if item:
            part = _part_of(item[0].number, part)
            held = FormAnswer(item[0], item[2], item[1], part)
    if held:
        yield held._replace(text=held.text.strip())


def _part(found: re.Match[str]) -> str:
    kind = next(name for name in _NAMES if found[name])
    return f"{_NAMES[kind]} {found['number']}"


def _part_of(number: str, part: str) -> str:
    """The part that an item is of: products have no sponsor, and what follows them has no product."""
    begins = {"Sponsor": "B.", "IMP": "D.", "Placebo": "D.8", "Network": "G."}.get(part.partition(" ")[0])
    return part if begins and number.startswith(begins) else ""


def _is_between(line: str) -> bool:
    """Whether a line is a heading, or explains the form."""
    if not line or len(line) > _LONGEST:
        return line.startswith(BOILERPLATE) if line else False
    return _bare(line) in _HEADINGS or _TERM.fullmatch(line) is not None or line.startswith(BOILERPLATE)


def _is_unknown(line: str, held: FormAnswer) -> bool:
    """Whether a line has a number of the form's and stands behind an answer of one line: an item of no known label."""
    return held.item.answers not in _MANY and _NUMBERED.match(line) is not None


def has_lost_its_lines(text: str) -> bool:
    """Whether a block has hardly any line ends."""
    return len(text) > _LONG and text.count("\n") < _FEW


def with_lines(text: str) -> str:
    """Such a block with each item and heading on a line of its own."""
    return _ALL.sub("\n", text)
