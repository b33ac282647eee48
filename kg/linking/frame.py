"""Where a run of words stands in a longer name: whether it fills a side of a list, begins the name, or is its head."""

import re
from typing import NamedTuple

from .listed_names import sides
from .names import form_free, key, same_words, words
from .spelling import EMPTY_WORDS, FORM_WORDS

__all__ = ["Frame", "WordRun"]

_TOKEN = re.compile(r"[^\W_]+|[,;:/()\[\]]|\s-\s")

_BEHIND = EMPTY_WORDS | {"after", "among", "at", "before", "during", "from", "using", "versus", "via", "vs", "who"}
"""Words behind a noun and what belongs to it."""


class WordRun(NamedTuple):
    """A run of words in a name."""

    key: str
    size: int
    """Words."""
    side: bool
    """Whether it is all that one side of a list says."""
    first: bool
    """Whether it begins the name."""
    head: bool
    """Whether the name says of a thing of this kind which one: `Stage IV Breast Cancer`, `Asthma in Children`."""


class Frame:
    """A name with the places in it."""

    def __init__(self, name: str, size: int) -> None:
        self._sides = {key(same_words(form_free(words(side)))) for side in sides(name)}
        self._ends = _ends(name, size)

    def run(self, start: int, end: int, name_key: str) -> WordRun:
        """The run of words from `start` to before `end`."""
        return WordRun(name_key, end - start, name_key in self._sides, start == 0, end in self._ends)


def _ends(name: str, size: int) -> set[int]:
    """Behind how many words a noun phrase ends: at the end, before words of form, before a mark, before `of`."""
    tokens = _TOKEN.findall(name.lower())
    ends, count = {size}, 0
    for token in tokens:
        if token in _BEHIND or not token[0].isalnum():
            ends.add(count)
        if token not in EMPTY_WORDS and token[0].isalnum():
            count += 1
    found = words(name)
    while len(found) > 1 and found[-1] in FORM_WORDS:
        found = found[:-1]
        ends.add(len(found))
    # Where the two ways to count differ, as of words with an apostrophe, only the end of the name is sure.
    return ends if count == size else {size}
