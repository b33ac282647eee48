"""Whether two names are of one person: degrees, titles, initials, case, hyphens and the order of the words aside."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["is_same_person"]

_TITLES = frozenset(
    {
        *("assistant", "assoc", "associate", "dr", "doctor", "jr", "md", "med", "mme", "ph", "phd", "pr", "prof"),
        *("professor", "sr", "ii", "iii", "bds", "kmd", "mbbs", "mph", "ms", "msc", "pt"),
    }
)
"""Words beside a name, in lower case."""

_PART = re.compile(r"\s*[,;/(]|\s+-\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def is_same_person(name: str, other: str) -> bool:
    """Whether two names that stand in one record are of one person: all words agree, or the first and the last."""
    some, others = _words(name), _words(other)
    if not some or not others:
        return False
    if set(some) == set(others) or "".join(some) == "".join(others):
        return True
    return len(some) > 1 and len(others) > 1 and {some[0], some[-1]} == {others[0], others[-1]}


@lru_cache(maxsize=16_384)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, without marks on letters; degrees behind a comma are left out, `Doe, Jane` is not."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)).casefold()
    found: list[str] = []
    for part in _PART.split(plain):
        found += [word.replace("-", "") for word in _WORD.findall(part) if len(word) > 1 and word not in _TITLES]
        if len(found) > 1:
            break
    return tuple(found)
