"""Offices, call centres, companies and titles that stand where a person should: `Medical Director`, `Novartis`.

The words are those met among the 3,900 different names of officials and of investigators of sites in real records,
read one by one, and a few of their kind.
"""

import re
from collections.abc import Container
from functools import lru_cache

from kg.iris import normal_form
from kg.record import Official

__all__ = ["is_office"]

_OFFICE_WORDS = frozenset(
    {
        *("administrator", "affairs", "cares", "center", "centre", "chief", "clininfo", "clinical", "committee"),
        *("contact", "coordinator", "department", "dept", "development", "director", "hospital", "information"),
        *("institute", "investigator", "manager", "management", "medical", "office", "officer", "operations"),
        *("pharmaceutical", "pharmaceuticals", "physician", "program", "programme", "registry", "research"),
        *("hopital", "hôpital", "responsible", "sponsor", "studienregister", "study", "transparency", "trial"),
        *("trials", "university"),
        *("corp", "corporation", "gmbh", "inc", "llc", "ltd", "redacted", "user"),
    }
)
"""Words of which none stands in the name of a person, before the first comma."""

_OFFICE_NAMES = frozenset({"", "md", "m.d", "assaf harofeh mc", "group chair", "suzhou connect"})
"""Whole names in normal form, without marks in front, that name nobody."""

_PART = re.compile(r"\s*[,;/(]|\s+-\s+")
_WORD = re.compile(r"\w+")
_OF_A_COMPANY = frozenset({"STUDY_DIRECTOR", "STUDY_CHAIR"})
"""Roles for which companies name themselves."""


def is_office(official: Official, companies: Container[str]) -> bool:
    """Whether the name is none of a person; `companies` are the names, in normal form, of those that pay."""
    name = normal_form(official.name).lstrip(" .,'\"")
    return _names_office(name) or name in companies or _is_affiliation(name, official)


@lru_cache(maxsize=16_384)
def _names_office(name: str) -> bool:
    if name in _OFFICE_NAMES:
        return True
    words = _WORD.findall(_PART.split(name, maxsplit=1)[0])
    return any(word in _OFFICE_WORDS or any(map(str.isdigit, word)) for word in words)


def _is_affiliation(name: str, official: Official) -> bool:
    """Whether the name is that of the organization: `Novartis` of `Novartis investigative site`, `AbbVie Inc.`."""
    affiliation = normal_form(official.affiliation) if official.affiliation else ""
    if not affiliation:
        return False
    alone = " " not in name and f"{affiliation} ".startswith(f"{name} ")
    return alone or (official.role in _OF_A_COMPANY and f"{name} ".startswith(f"{affiliation} "))
