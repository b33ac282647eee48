"""Outcomes of a source that has one text for all of a kind: numbered or not, with the time of measurement or not."""

import re

from kg.record import Outcome
from kg.sources.fields.clean import short

__all__ = ["outcomes_in"]

_ITEM = re.compile(r"\s*([0-9]{1,2})[.)]\s*(?=[^\s0-9])")
_TIME_FRAME = re.compile(r"\[\s*time ?frames?\s*:\s*([^\]]{1,1000})(?:\]|\Z)", re.IGNORECASE)
# `measured by examination of blood serum at 24 hours after the start`, the form that ISRCTN asks for.
_AT = re.compile(
    r" at ((?:baseline|birth|discharge|enrolment|screening|"
    r"[0-9][0-9., and]*(?:-| )?(?:min|hour|h|day|week|month|year)s?)\b[^.;,]{0,160})(?:\.?\Z|, (?![0-9]))"
)
_LONGEST = 400
"""Longer texts tell of several outcomes, each with times of its own."""


def outcomes_in(text: str | None) -> tuple[Outcome, ...]:
    """The outcomes of a text: of a list that is numbered from 1, each item; else the text as one."""
    return tuple(dict.fromkeys(outcome for each in _numbered(text or "") if (outcome := _told(each))))


def _numbered(text: str) -> list[str]:
    """The items of a text that is one numbered list, with nothing before it; else the text alone."""
    items: list[list[str]] = []
    for line in text.split("\n"):
        found = _ITEM.match(line)
        if found and int(found[1]) == len(items) + 1:
            items.append([line[found.end() :]])
        elif not items or found:
            return [text]
        else:
            items[-1].append(line)
    return ["\n".join(lines) for lines in items]


def _told(text: str) -> Outcome | None:
    """An outcome of an item. Where the item states the time frame by name, further lines describe the outcome."""
    found = _TIME_FRAME.search(text)
    if found is None:
        measure = short(text)
        at = _AT.search(measure) if measure and len(measure) <= _LONGEST else None
        return Outcome(measure=measure, time_frame=at and short(at[1])) if measure else None
    lines = [each for line in (text[: found.start()] + text[found.end() :]).split("\n") if (each := short(line))]
    first, rest = lines[:1], lines[1:]
    while rest and rest[0][0].islower():  # a line that goes on in small letters was only broken
        first.append(rest.pop(0))
    measure = short(" ".join(first))
    return (
        Outcome(measure=measure, time_frame=short(found[1]), description="\n".join(rest) or None) if measure else None
    )
