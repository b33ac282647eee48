"""The order of rows that a graph holds in none: by time, by number, else by their words."""

import re
from functools import lru_cache

__all__ = ["row_key"]

RowKey = tuple[int, float, int, tuple[tuple[str, float], ...]]
"""Which part of the table, the first number or time, whether it is a limit below or above, then words and numbers."""

_DAYS = {
    **{"sec": 1 / 86_400, "min": 1 / 1_440, "h": 1 / 24, "hr": 1 / 24, "hour": 1 / 24},
    **{"day": 1.0, "week": 7.0, "wk": 7.0, "month": 30.4375, "mo": 30.4375, "year": 365.25, "yr": 365.25},
    **{"second": 1 / 86_400, "minute": 1 / 1_440},
}
"""Unit of time -> days."""
_UNIT = f"({'|'.join(sorted(_DAYS, key=len, reverse=True))})s?"
_NUMBER = r"(-?[0-9]+(?:\.[0-9]+)?)"
_BEGINS = re.compile(
    rf"(?:between |at |after |from )?([<>≤≥]?)=? ?{_NUMBER}(?:[ -]?(?:to|and|-|\u2013)? ?[0-9.]+)?[ -]?(?:{_UNIT}\b)?"
)
_TIME = re.compile(rf"(?:at |after |on )?{_UNIT} {_NUMBER}")
_BEFORE = re.compile(r"(?:at )?(?:baseline|screening|pre-?dose|before )")
_LAST = re.compile(r"(?:unknown|missing|not (?:reported|available|done|evaluable|known)|other|total|overall)\b")
_PARTS = re.compile(r"([0-9]+(?:\.[0-9]+)?)")
_SIGNS = {"<": -1, "≤": -1, ">": 1, "≥": 1}
_WORDS, _AT_END = 1, 2


@lru_cache(maxsize=65_536)
def row_key(title: str | None) -> RowKey:
    """By what a row is sorted."""
    said = " ".join((title or "").casefold().split())
    words = _natural(said)
    if _BEFORE.match(said):
        return 0, -1.0, 0, words
    if found := _TIME.match(said):
        return 0, _DAYS[found[1]] * float(found[2]), 0, words
    if found := _BEGINS.match(said):
        return 0, float(found[2]) * _DAYS.get(found[3] or "", 1.0), _SIGNS.get(found[1], 0), words
    return (_AT_END if _LAST.match(said) else _WORDS if said else 0), 0.0, 0, words


def _natural(said: str) -> tuple[tuple[str, float], ...]:
    """Words and the numbers behind them: `cycle 2` goes before `cycle 10`."""
    pieces = _PARTS.split(said)
    return tuple((words, float(number)) for words, number in zip(pieces[::2], [*pieces[1::2], "-1"], strict=True))
