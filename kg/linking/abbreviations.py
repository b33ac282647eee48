"""Abbreviations that a text explains itself: `Chronic Kidney Disease (CKD)`, `CKD (Chronic Kidney Disease)`.

The rule is that of Schwartz and Hearst (2003): the letters of the short form stand in the long one in their order, the
first of them at the beginning of a word; of all such long forms the shortest is meant.
"""

import re
from collections.abc import Iterator

from .names import acronym

__all__ = ["explained"]

_BRACKETS = re.compile(r"([^()\[\]]{3,120}?)\s*[(\[]\s*([^()\[\]]{2,120}?)\s*[)\]]")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9/-]{0,9}[A-Z0-9]")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 2
"""The long form has so many times the words of the letters of the short one at most, as in the rule."""


def explained(text: str) -> Iterator[tuple[str, str]]:
    """The abbreviations that a text explains, each with its long form as written."""
    for before, inside in _BRACKETS.findall(text):
        if _short(inside):
            if long := _long_form(inside, before):
                yield inside, long
        elif _short(last := before.split()[-1]) and _long_form(last, inside) == inside:
            yield last, inside


def _short(text: str) -> bool:
    return bool(_SHORT.fullmatch(text)) and acronym(text)


def _long_form(short: str, before: str) -> str | None:
    """The shortest end of a text that begins with a word and holds the letters of a short form in their order."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    lower = before.lower()
    place = len(lower)
    for number, letter in enumerate(reversed(letters)):
        place = lower.rfind(letter, 0, place)
        if number == len(letters) - 1:
            while place > 0 and lower[place - 1].isalnum():
                place = lower.rfind(letter, 0, place)
        if place < 0:
            return None
    long = before[place:].strip()
    return long if 1 < len(_WORD.findall(long)) <= _MOST_WORDS * len(letters) else None
