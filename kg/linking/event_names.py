"""Terms for adverse events as they are written, and what in them is no part of the name.

Read from the terms of 250 records with results: marks of footnotes, grades, and what catalogues write around a term,
"Investigations - Other, specify" of CTCAE, "NOS" of MedDRA, "(Worsening)" of those who file a worse course.
"""

import re
from typing import NamedTuple

__all__ = ["EventName", "event_name"]

_MARKS = re.compile(r"[*\u2020\u2021\u00a7\u00b6^#~\u00b9\u00b2\u00b3]+")
_BEFORE = r"(?<![\s,;:(\[-])[\s,;:(\[-]*\b"
"""From the first of the marks that stand before a word: tried from each of them, a long run would take its square."""
_UNSPECIFIED = re.compile(
    rf"{_BEFORE}(?:NOS|N\.O\.S\.?|NEC|not otherwise specified|not elsewhere classified)(?![\w-])[)\]]?",
    re.IGNORECASE,
)
"""Says that no more is known; the name means the same without it."""
_CASE = re.compile(
    rf"{_BEFORE}(?:(?:CTCAE|toxicity)\s+)?gr(?:ade|\.)?\s*(?:[1-5]|I{{1,3}}|IV|V)(?:\s*(?:-|/|to|or|and)\s*[1-5])?\b[)\]]?"
    rf"|{_BEFORE}(?:worsening(?:\s+of)?|worsened|aggravated|exacerbated)(?![\w-])[)\]]?"
    rf"|{_BEFORE}(?:others?\b[\s,;:(\[-]*(?:please\s+)?specify\b[^)\]]*+|specify\b[^)\]]*+)[)\]]?\s*$",
    re.IGNORECASE,
)
"""Tells a case of what is named: a grade, a worse course, one that no other term of a catalogue names."""
_WRITTEN_OUT = (
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without"),
    (re.compile(r"\bw/(?=\s|\w)", re.IGNORECASE), "with "),
    (re.compile(r"\b(?:excl|exc)\b\.?", re.IGNORECASE), "excluding"),
    (re.compile(r"(?<=\w)\(s\)"), "s"),
)
_LONGEST = 1_000
"""Letters of a term; what is longer is a text, in which nothing is looked for."""
_EDGES = " \t,;:.-\u2013/"


class EventName(NamedTuple):
    """The name in a term."""

    text: str
    case: bool
    """Whether the term means a case of what is named, such as one of a certain grade."""


def event_name(term: str) -> EventName:
    """The name in a term, without what is no part of it; empty if nothing else is left."""
    term = " ".join(term.split())
    if len(term) > _LONGEST:
        return EventName(term, case=False)
    for short, long in _WRITTEN_OUT:
        term = short.sub(long, term)
    plain = _UNSPECIFIED.sub(" ", _MARKS.sub(" ", term))
    bare = _CASE.sub(" ", plain)
    return EventName(" ".join(bare.split()).strip(_EDGES), bare != plain)
