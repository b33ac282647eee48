"""Texts of ISRCTN records as facts: what stands for nothing, codes, numbers, numbered lists, older wordings."""

import re
from typing import NamedTuple

from kg.record import Coded
from kg.sources.contacts import holds_contact
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks
from kg.sources.isrctn.spellings import DESIGN_WORDS, NOT_CODED, NOT_STATED

__all__ = [
    "Versions",
    "codes_of",
    "count_of",
    "is_not_provided",
    "said_in",
    "stated",
    "versions_of",
    "without_contact_brackets",
]

_NOT_PROVIDED = re.compile(r"(?:[\w ]{1,60} )?not (?:yet )?provided at (?:the )?time of registration\.?", re.IGNORECASE)
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,9}")
_CURRENT = re.compile(r"(?:current|updated)\b[^:\n]{0,120}:", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)")
_PREVIOUS = re.compile(r"previous\b[^:\n]{0,120}:", re.IGNORECASE)


_WORDS = {
    code_list: [(re.compile(rf"(?<![\w-]){form}(?![\w])", re.IGNORECASE), notation) for form, notation in words]
    for code_list, words in DESIGN_WORDS.items()
}


class Versions(NamedTuple):
    """A text that the registry has changed: it keeps what stood there before."""

    current: str | None
    previous: str | None


def stated(text: str | None) -> str | None:
    """A text on one line, unless it stands for nothing."""
    written = short(text)
    if written is None or written.casefold() in NOT_STATED or is_not_provided(written):
        return None
    return written


def is_not_provided(text: str | None) -> bool:
    """Whether a text says that there is none: `Not provided at time of registration`."""
    return text is not None and _NOT_PROVIDED.fullmatch(text.strip()) is not None


def codes_of(code_list: str, text: str | None, remarks: Remarks, path: str, *positions: int) -> tuple[Coded, ...]:
    """The notations for a spelling, of which `Phase I/II` has two; none where it names none of the list."""
    written = stated(text)
    if code_list in {"phase", "allocation"} and written is None:
        written = short(text)
        if written is None or written.casefold() != "not applicable":
            return ()
    if written is None or written.casefold() in NOT_CODED.get(code_list, ()):
        return ()
    found = remarks.code(code_list, written, path, *positions)
    if isinstance(found, str):
        return tuple(found.split("/"))
    return (found,) if found else ()


def count_of(text: str | None, remarks: Remarks, path: str) -> int | None:
    """The number of participants that a text states: `3,060`."""
    written = stated(text)
    if written is None:
        return None
    if _COUNT.fullmatch(written):
        return int(written.replace(",", ""))
    remarks.note("CT-R011", f"`{written[:60]}` is no number of participants", path)
    return None


def versions_of(text: str | None) -> Versions:
    """What a text says now, and what it said before, if it says so: `Current ... as of 01/02/2020:`, `Previous ...:`.

    With more than one older version nothing is told apart.
    """
    lines = (text or "").split("\n")
    heads = [number for number, line in enumerate(lines) if _CURRENT.fullmatch(line.strip())]
    olds = [number for number, line in enumerate(lines) if _PREVIOUS.fullmatch(line.strip())]
    if heads != [0] or len(olds) != 1:
        return Versions(text or None, None)
    current, previous = lines[1 : olds[0]], lines[olds[0] + 1 :]
    return Versions("\n".join(current).strip() or None, "\n".join(previous).strip() or None)


def without_contact_brackets(text: str) -> str:
    """A text without the brackets that hold a telephone number or an address of e-mail."""
    return _BRACKET.sub(lambda found: "" if holds_contact(found[0]) else found[0], text)


def said_in(design: str | None) -> dict[str, str]:
    """Code list -> notation, of what a study design in prose says; two words of one list say nothing."""
    found = {
        code_list: {notation for form, notation in words if form.search(design)} if design else set()
        for code_list, words in _WORDS.items()
    }
    return {code_list: next(iter(notations)) for code_list, notations in found.items() if len(notations) == 1}
