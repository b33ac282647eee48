"""A word -> a regular expression of its British and American spellings, for a search in texts as they were written.

It is made of the American form, in which each part of the table of spellings may stand in any of its ways: nothing in
`anemia` tells that it is `anaemia` elsewhere, so that every `e` may be `ae` or `oe`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from .names import american
from .spelling import AMERICAN_ENDINGS, AMERICAN_PARTS

__all__ = ["word_pattern"]

_SHORTEST = 5
"""Letters of a word that is looked for in other spellings too: of shorter ones `pet` would find `poet`."""
_SPECIAL = re.compile(r"[\\.?*+{}()\[\]|^$-]")


def word_pattern(word: str) -> str:
    """What a word in lower case matches in any spelling, in the syntax that Python and SPARQL have in common."""
    if len(word) < _SHORTEST or not word.isalpha():
        return _SPECIAL.sub(r"\\\g<0>", word)
    parts, patterns = _spellings()
    return parts.sub(lambda part: patterns[part[0]], american(word))


@cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The American parts of words, and of each the pattern of all its spellings."""
    british = defaultdict[str, list[str]](list)
    for each, _ in (*AMERICAN_PARTS, *AMERICAN_ENDINGS):
        british[american(each)].append(each)
    vowel = f"({'|'.join((*british.pop('e'), 'e'))})"
    patterns = {part: f"({'|'.join((part.replace('e', vowel), *ways))})" for part, ways in british.items()}
    endings = {american(each) for each, _ in AMERICAN_ENDINGS}
    longest_first = sorted(patterns, key=len, reverse=True)
    parts = [rf"{part}\Z" if part in endings else part for part in longest_first]
    return re.compile("|".join((*parts, "e"))), {**patterns, "e": vowel}
