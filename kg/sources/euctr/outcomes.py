"""End points: E.5, texts that list several, with one text for all their times."""

import re

import msgspec

from kg.record import Outcome
from kg.sources.fields.clean import short
from kg.sources.fields.outcome_texts import outcomes_in

from .form import Form

__all__ = ["outcomes_of"]

_BULLET = re.compile(r"\s*(?:[\u2022\u00b7\u25cf\u25aa\u2023\uf0b7]|[-\u2013\u2014*](?=[\s\w]))\s*(?=\S)")


def outcomes_of(form: Form, key: str) -> tuple[Outcome, ...]:
    """The end points under an item, each with the time that the item beneath it states for all."""
    text = form.text(key)
    at = short(form.text(f"{key}.1"))
    if text is None:
        return (Outcome(measure=at),) if at else ()
    found = _listed(text) or outcomes_in(text)
    return tuple(dict.fromkeys([msgspec.structs.replace(each, time_frame=each.time_frame or at) for each in found]))


def _listed(text: str) -> tuple[Outcome, ...]:
    """The end points of a text of which each line, of two at least, begins with a bullet."""
    lines = [line for line in text.split("\n") if line.strip()]
    marks = [_BULLET.match(line) for line in lines]
    if len(lines) < 2:
        return ()
    bare = [short(line[mark.end() :]) for line, mark in zip(lines, marks, strict=True) if mark]
    return tuple([Outcome(measure=each) for each in bare if each]) if len(bare) == len(lines) else ()
