"""Phases in the words of some twenty registers: `Phase 2/ Phase 3`, `II-III`, `2-3`, four lines of yes and no.

A spreadsheet takes `2-3` for a date, 2 March or 3 February, and shows it as `02/03/2020` or `2-Mar`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["SPELT", "Phases", "phases_of"]

_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NOTATIONS = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4")
_WORDS = {
    "n/a": ("NA",),
    "na": ("NA",),
    "not applicable": ("NA",),
    "early phase 1": ("EARLY_PHASE1",),
    "phase 1 (early phase 1)": ("EARLY_PHASE1",),
}
_ONE = r"(?:phase)?[\s/-]{0,2}([0-4]|iv|i{1,3})[ab]?(?: \((?:phase [ivx/ -]+ stud(?:y|ies)|exploratory trials?)\))?"
_PHASE = re.compile(rf"{_ONE}(?:\s?(?:/|-|,|\+|&|and)\s?{_ONE})?")
_LINE = re.compile(r"\((?:phase )(iv|i{1,3})\)\s*:\s*(yes|no)?", re.IGNORECASE)
_LINES = "human pharmacology"
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4}
_DATE = re.compile(r"0?([1-4])[/.-]0?([1-4])[/.-][0-9]{2,4}|[0-9]{4}-0([1-4])-0([1-4])(?:[ T]00:00:00)?")
_DAY_MONTH = re.compile(r"0?([1-4])[- ](jan|feb|mar|apr)|(jan|feb|mar|apr)[- ]0?([1-4])")


class Phases(NamedTuple):
    """The phases that a text states."""

    notations: tuple[str, ...]
    was_date: bool = False
    """Whether a spreadsheet made a date of them."""


def phases_of(text: str) -> Phases | None:
    """The phases of a text; none of one that denies all; None of a text that is not understood."""
    plain = " ".join(text.split()).casefold()
    if words := _WORDS.get(plain):
        return Phases(words)
    if plain.startswith(_LINES):
        stated = [number for number, answer in _LINE.findall(plain) if answer == "yes"]
        return Phases(tuple(_NOTATIONS[_NUMBERS[each]] for each in stated))
    if found := _PHASE.fullmatch(plain):
        numbers = {_NUMBERS.get(each) or int(each) for each in found.groups() if each}
        return Phases(tuple(_NOTATIONS[each] for each in sorted(numbers)))
    return _of_date(plain)


def _of_date(text: str) -> Phases | None:
    """The phases of which a spreadsheet made a date: two that follow each other, in either order."""
    found = _DATE.fullmatch(text) or _DAY_MONTH.fullmatch(text)
    if found is None:
        return None
    one, other = sorted(_MONTHS.get(each) or int(each) for each in found.groups() if each)
    return Phases((_NOTATIONS[one], _NOTATIONS[other]), was_date=True) if other - one == 1 else None


def _spelt(*texts: str) -> Mapping[str, str]:
    found = {text: phases_of(text) for text in texts}
    return {text: "/".join(phases.notations) for text, phases in found.items() if phases}


_MATRIX = (
    "Human pharmacology (Phase I): {} Therapeutic exploratory (Phase II): {} "
    "Therapeutic confirmatory - (Phase III): {} Therapeutic use (Phase IV): {}"
)
SPELT: Mapping[str, str] = _spelt(
    *(
        "0",
        "1",
        "2",
        "3",
        "4",
        "1-2",
        "2-3",
        "01/02/2020",
        "02/03/2020",
        "2-Mar",
        "Early Phase 1",
        "N/A",
        "Not Applicable",
    ),
    *("I", "II", "IV", "II-III", "Phase 0", "Phase 1", "Phase 2", "Phase 3", "Phase 4", "Phase-2", "Phase-3"),
    *("Phase 1/Phase 2", "Phase 1/ Phase 2", "Phase 1 / Phase 2", "Phase 2/Phase 3", "Phase 2/ Phase 3"),
    *("Phase 2 / Phase 3", "Phase 3/ Phase 4", "Phase I", "Phase II", "Phase III", "Phase IV", "Phase I/II"),
    *("Phase II/III", "I (Phase I study)", "0 (exploratory trials)"),
    *(_MATRIX.format(*answers) for answers in (("no", "yes", "no", "no"), ("no", "yes", "yes", "no"))),
)
"""Spellings as they occur, and the phases that are read of each."""
