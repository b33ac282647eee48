"""Outcomes in one text, parted and told apart only where the form of the register does it.

ClinicalTrials.gov and ChiCTR list measures with `;` behind each; others have the time with each measure, in brackets or
behind a word, and a `;` after it. The EU's register has its end points, their times and the objectives behind labels.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.record import Outcome
from kg.sources.fields.outcome_texts import outcomes_in

from .spellings import NOT_STATED
from .texts import lines_of, split_list

__all__ = ["Endpoints", "endpoints_of"]

_TIMEPOINT = re.compile(r"\.?\s*(?:Time ?points?|Measurement time)\s*:\s*", re.IGNORECASE)
_METHOD = re.compile(r"\.?\s*Method of measurement\s*:\s*", re.IGNORECASE)
_BRACKET = re.compile(r"(.*?\S)\s*\[\s*(?:Time ?frame:?\s*)?([^\[\]]*?)\s*\]\s*", re.IGNORECASE | re.DOTALL)
_BRACKETS_END = re.compile(r"\]\s*;")
_NAMED = re.compile(
    r"\A(?:Outcome )?Name:\s*(?P<name>.*?)(?:;|\n)\s*"
    r"(?:(?:Timepoints:\s*(?P<time>.*?)(?:;|\n)\s*Measure:\s*(?P<how>.*))|(?:Measure:\s*(?P<measure>.*?)(?:;|\n)\s*Timepoints:\s*(?P<times>.*)))\Z",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(
    r"(?:\A|;)\s*(Timepoint\(s\) of evaluation of this end point|Primary end point\(s\)|Secondary end point\(s\)"
    r"|Secondary Objective|Main Objective):[ ]*"
)
_LONGEST_TIME = 400
_LONGEST_NAMED = 4_000


class Endpoints(NamedTuple):
    """What a text says of outcomes."""

    outcomes: tuple[Outcome, ...]
    objectives: str | None = None
    """What a study is for, where it stands among its outcomes."""


def endpoints_of(text: str, *, is_list: bool) -> Endpoints:
    """The outcomes of a text; of a register that lists measures, each by itself."""
    text = "\n".join(lines_of(text))
    if len(_PARTS.findall(text)) > 1:
        return _european(text)
    items = split_list(text) if is_list else _items(text.rstrip("; \n"))
    told = [outcome for item in items for outcome in _told(item, is_list=is_list)]
    return Endpoints(
        tuple(dict.fromkeys(each for each in told if each.measure.casefold().rstrip(".") not in NOT_STATED))
    )


def _items(text: str) -> list[str]:
    """The outcomes that a text parts: each with a time of its own behind it."""
    if len(_BRACKETS_END.findall(text)) and all(_BRACKET.fullmatch(each) for each in _behind_brackets(text)):
        return _behind_brackets(text)
    parts = text.split(";")
    if len(parts) > 1 and all(_TIMEPOINT.search(each) and _METHOD.search(each) for each in parts):
        return parts
    return [text]


def _behind_brackets(text: str) -> list[str]:
    return [each for each in _BRACKETS_END.sub("]\f", text).split("\f") if each.strip()]


def _told(item: str, *, is_list: bool) -> Sequence[Outcome]:
    if len(item) <= _LONGEST_NAMED and (found := _NAMED.fullmatch(item.strip())):
        return [_outcome(found["name"], found["time"] or found["times"], found["how"] or found["measure"])]
    if not is_list:
        head, *times = _TIMEPOINT.split(item, maxsplit=1)
        if times and head.strip() and len(_TIMEPOINT.findall(item)) == 1:
            time, *method = _METHOD.split(times[0], maxsplit=1)
            return [_outcome(head, time, method[0] if method else None)]
        found = _BRACKET.fullmatch(item)
        if found and len(found[2]) <= _LONGEST_TIME:
            return [_outcome(found[1], found[2], None)]
    return outcomes_in("\n".join(lines_of(item)))


def _outcome(measure: str, time: str | None, method: str | None) -> Outcome:
    return Outcome(
        measure=" ".join(measure.split()),
        time_frame=" ".join((time or "").split()).strip(" .;") or None,
        description="\n".join(lines_of(method or "")).strip(" .;") or None,
    )


def _european(text: str) -> Endpoints:
    marks = list(_PARTS.finditer(text))
    ends = [*[mark.start() for mark in marks], len(text)][1:]
    parts = {mark[1]: "\n".join(lines_of(text[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)}
    time = " ".join(parts.get("Timepoint(s) of evaluation of this end point", "").split())
    measured = next(
        (parts[name] for name in ("Primary end point(s)", "Secondary end point(s)") if parts.get(name)), None
    )
    outcomes = outcomes_in(measured)
    if len(outcomes) == 1 and time and outcomes[0].time_frame is None:
        outcomes = (Outcome(measure=outcomes[0].measure, time_frame=time, description=outcomes[0].description),)
    told = [(name, parts[name]) for name in ("Main Objective", "Secondary Objective") if parts.get(name)]
    if time and not (len(outcomes) == 1 and outcomes[0].time_frame == time):
        told.append(("Time points of evaluation", time))
    said = [f"{name}:\n{text}" for name, text in told if text.casefold().rstrip(".") not in NOT_STATED]
    stated = tuple(each for each in outcomes if each.measure.casefold().rstrip(".") not in NOT_STATED)
    return Endpoints(stated, "\n\n".join(said) or None)
