"""Titles that stand where an affiliation should: `Associate Professor`, `Head of the Department`, `Employee`.

The words are those met among the 1,458 different affiliations of officials in real records, read one by one, and a few
of their kind. What holds a title beside an organization, as `Medical Director, ALK-Abello, S.A.`, is the name of none.
"""

import re
from functools import lru_cache

from kg.iris import normal_form

__all__ = ["is_title"]

_LAST_WORDS = frozenset(
    {
        *("consultant", "coordinator", "dean", "director", "employee", "fellow", "investigator", "lecturer"),
        *("monitor", "nurse", "officer", "physician", "professor", "resident", "retiree", "scientist", "specialist"),
        *("staff", "student", "surgeon"),
    }
)
"""Words of which one ends a title, before a comma, a bracket or a hyphen: `academic staff, MD`."""
_OFFICE_OF = re.compile(r"\bof (?:the )?\w+$")  # "Office of the Director" is one
_BEGINS = re.compile(
    r"(?:(?:associate|assistant|deputy|full|vice) )?(?:chair|chairman|dean|head|lecturer|professor)[ -]"
    r"(?:of|in|at|deputy)\b"
    r"|(?:study )?princip(?:al|le) investigator\b"
)
_PART = re.compile(r"\s*[,;/(]|\s*-\s+")


@lru_cache(maxsize=16_384)
def is_title(affiliation: str) -> bool:
    """Whether an affiliation holds what a person is, and is no name of an organization."""
    text = normal_form(affiliation)
    return bool(_BEGINS.match(text)) or any(map(_ends_so, _PART.split(text)))


def _ends_so(part: str) -> bool:
    return part.rpartition(" ")[2] in _LAST_WORDS and not _OFFICE_OF.search(part)
