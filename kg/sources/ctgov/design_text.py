"""The design of a study as the XML had it before 2017: one text for all, with labels or, until about 2011, without.

`Allocation: Randomized, Masking: Double Blind (Subject, Investigator), Primary Purpose: Treatment`, or for an old
observational study `Longitudinal, Defined Population, Prospective Study`. Labels and words are those of the
registry's data element definitions of 2005 to 2016. What is no word of these is left to whoever asks, to be reported.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.sources.codes import CLASSIC

__all__ = ["DESIGN_TEXT", "Stated", "stated"]

DESIGN_TEXT = "study_design"
"""The element."""

_LABELS: Mapping[str, str] = {
    "allocation": "allocation",
    "control": "control",
    "duration": "duration",
    "endpoint": "endpoint_classification",
    "endpoint classification": "endpoint_classification",
    "intervention model": "intervention_model",
    "masking": "masking",
    "observational model": "observational_model",
    "observational study model": "observational_model",
    "primary purpose": "primary_purpose",
    "purpose": "primary_purpose",
    "time perspective": "time_perspective",
    "timing": "time_perspective",
}
"""Label, case-folded -> name of the fact."""

# Old words with a meaning of their own that the code lists do not spell so.
_TIMES = {
    "prospective study": "Prospective",
    "retrospective study": "Retrospective",
    "cross-sectional study": "Cross-Sectional",
    "cross sectional": "Cross-Sectional",
    "cross sectional study": "Cross-Sectional",
}
_SAMPLES = {
    "random sample": "Probability Sample",
    "probability sample": "Probability Sample",
    "convenience sample": "Non-Probability Sample",
    "non-probability sample": "Non-Probability Sample",
}
_CONTROLS = (
    "active control",
    "dose comparison",
    "historical control",
    "no treatment control",
    "placebo control",
    "uncontrolled",
)
_ENDPOINTS = (
    "bio-availability study",
    "bio-equivalence study",
    "efficacy study",
    "pharmacodynamics study",
    "pharmacokinetics study",
    "pharmacokinetics/dynamics study",
    "safety study",
    "safety/efficacy study",
)
_LISTS = (
    ("allocation", "allocation"),
    ("intervention-model", "intervention_model"),
    ("observational-model", "observational_model"),
    ("time-perspective", "time_perspective"),
    ("primary-purpose", "primary_purpose"),
)
_VAGUE = frozenset({"other", "n/a", "none"})
"""Words of several lists: without a label they say nothing."""


def _words() -> dict[str, tuple[str, str]]:
    """Word without a label -> name of the fact, and its spelling in the code list."""
    found: dict[str, tuple[str, str]] = {}
    for code_list, name in _LISTS:
        found |= {word: (name, word) for word in CLASSIC[code_list] if word not in _VAGUE}
    found |= {word: ("time_perspective", spelling) for word, spelling in _TIMES.items()}
    found |= {word: ("sampling_method", spelling) for word, spelling in _SAMPLES.items()}
    found |= {word: ("control", word) for word in _CONTROLS}
    found |= {word: ("endpoint_classification", word) for word in _ENDPOINTS}
    found["cross-over assignment"] = "intervention_model", "crossover assignment"
    found["case control"] = "observational_model", "case-control"
    found["psychosocial"] = "primary_purpose", "Psychosocial"
    found["retrospective/prospective study"] = "time_perspective", "Retrospective/Prospective"
    found["longitudinal"] = "duration", "longitudinal"
    return found


_WORDS = _words()
_MASKING = re.compile(r"(?:open[ -]label|no masking|(?:single|double|triple|quadruple)[ -]?(?:blind|masked)?)", re.I)
_LABELLED = re.compile(r"([A-Za-z][A-Za-z /-]{2,40}?)\s*:\s*(.*)", re.DOTALL)
_LONGEST = 2_000
_SEPARATOR = re.compile(r"[,;](?![^(]*\))")
"""A comma that is not within brackets."""


class Stated(NamedTuple):
    """One fact of the text."""

    name: str | None
    """As in `study_design_info`; None if nobody knows what the piece says."""
    text: str


def stated(text: str) -> Iterator[Stated]:
    """Each fact of a design text, in order; values with a label as they are, words without one in today's spelling."""
    text = " ".join(text.split())
    for piece in _pieces(text) if len(text) <= _LONGEST else [text]:
        labelled = _LABELLED.fullmatch(piece)
        if labelled is None:
            yield _unlabelled(piece)
        elif name := _LABELS.get(labelled[1].casefold()):
            yield _labelled(name, labelled[2])
        else:
            yield Stated(None, piece)


def _pieces(text: str) -> Iterator[str]:
    """The parts between commas; parties that are masked and stand behind their label belong to it."""
    held = ""
    for piece in filter(None, (each.strip() for each in _SEPARATOR.split(text))):
        if held.casefold().startswith("masking:") and piece.casefold() in CLASSIC["masked-party"]:
            held = f"{held}, {piece}"
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _labelled(name: str, value: str) -> Stated:
    """A value with a label; the duration stood under the label of the time for some years."""
    known = _WORDS.get(value.casefold())
    if name == "time_perspective" and known and known[0] in ("duration", "time_perspective"):
        return Stated(*known)
    return Stated(name, value)


def _unlabelled(piece: str) -> Stated:
    if known := _WORDS.get(piece.casefold()):
        return Stated(*known)
    head = piece.partition(" (")[0]
    return Stated("masking", piece) if _MASKING.fullmatch(head) else Stated(None, piece)
