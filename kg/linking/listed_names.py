"""Names that list several things: `Overweight and Obesity`, `Paclitaxel/Carboplatin`, `Breast or Ovarian Cancer`."""

import re
from collections.abc import Iterator, Sequence

from .names import readings

__all__ = ["LONGEST_LIST", "sides", "sides_of_parts"]

LONGEST_LIST = 8
"""Names of more sides are texts."""

_BETWEEN = re.compile(
    r"\s*[/;,+&\uff0c\uff1b\u3001]\s*(?:(?:and|or|plus)\s+)?|\s+(?:and/or|and|or|plus|with|combined with|"
    r"in combination with|followed by)\s+",
    re.IGNORECASE,
)
_SHARED = 2
"""So many words at most are what the sides share: `Breast or Ovarian Cancer`, `Hepatitis B and C`."""


def sides(name: str) -> tuple[str, ...]:
    """The sides of a name that lists several, as written; nothing for a name that lists none, or too many."""
    for reading in readings(name):
        parts = tuple(part.strip() for part in _BETWEEN.split(reading) if part.strip())
        if 1 < len(parts) <= LONGEST_LIST:
            return parts
    return ()


def sides_of_parts(parts: Sequence[str], place: int) -> Iterator[str]:
    """What the side at a place may mean: what is written, then with the words that it shares with the last, or first.

    Of `Breast or Ovarian Cancer` the first side means `Breast Cancer`, of `Hepatitis B and C` the second `Hepatitis C`.
    """
    yield parts[place]
    last, first = parts[-1].split(), parts[0].split()
    for shared in range(1, _SHARED + 1):
        if place < len(parts) - 1 and len(last) > shared:
            yield " ".join((parts[place], *last[-shared:]))
    for shared in range(1, _SHARED + 1):
        if place and len(first) > shared:
            yield " ".join((*first[:shared], parts[place]))
