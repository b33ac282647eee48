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
    """Whether two names that stand in one record are of one person: all words agree, or the first and the last.

    Where one of them has a single word beside initials, `Collier AC`, the initials must agree too.
    """
    (some, initials), (others, other_initials) = _words(name), _words(other)
    if not some or not others:
        return False
    alike = set(some) == set(others) or "".join(some) == "".join(others)
    if len(some) == 1 or len(others) == 1:
        return alike and set(initials) == set(other_initials)
    return alike or {some[0], some[-1]} == {others[0], others[-1]}


@lru_cache(maxsize=16_384)
def _words(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name and its initials, without marks on letters.

    Degrees behind a comma are left out; the given name of `Doe, Jane` is not.
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)).casefold()
    words: list[str] = []
    initials: list[str] = []
    for part in _PART.split(plain):
        found = [word.replace("-", "") for word in _WORD.findall(part) if word not in _TITLES]
        words += [word for word in found if len(word) > 1]
        initials += [word for word in found if len(word) == 1]
        if len(words) > 1 or (words and initials):
            break
    return tuple(words), tuple(initials)
