"""Answers of the form that state nothing, and whole numbers."""

import re

from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

from .form import NOT_PRESENT, Form

__all__ = ["NOTHING", "count_of", "stated"]

NOTHING = frozenset(
    {
        *("", "-", "--", ".", "/", "n/a", "na", "n.a.", "n.a", "nd", "none", "not applicable", "not available"),
        *("not known", "unknown", "pending", "tbc", "tbd", NOT_PRESENT),
    }
)
"""What stands where there is no name and no number, in small letters."""

_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[,. ][0-9]{3}){1,2}")


def stated(text: str | None) -> str | None:
    """A text on one line; None for what states nothing."""
    found = short(text)
    return None if found is None or found.casefold() in NOTHING else found


def count_of(form: Form, key: str, remarks: Remarks) -> int | None:
    """The whole number that answers an item; anything else is noted."""
    answer = form.answer(key)
    if answer is None or stated(answer.text) is None:
        return None
    if _COUNT.fullmatch(answer.text):
        return int(re.sub("[,. ]", "", answer.text))
    remarks.note_at("CT-R011", f"`{short(answer.text[:60])}` is no number", answer.path)
    return None
