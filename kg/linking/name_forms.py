"""The forms under which a name is looked for whole."""

from typing import NamedTuple

from .names import acronym, form_free, key, readings, same_words, words
from .spelling import ROUTE_WORDS

__all__ = ["Spelling", "spellings"]


class Spelling(NamedTuple):
    """A form under which a name is looked for whole."""

    words: tuple[str, ...]
    aside: bool = False
    """Whether it stands in brackets."""
    elsewhere: bool = False
    """Whether words of the way into the body were left out."""
    short: bool = False
    """Whether it is an abbreviation."""

    @property
    def key(self) -> str:
        """Its words in the form in which the lexicon is indexed."""
        return key(same_words(self.words))


def spellings(name: str, kind: str) -> list[Spelling]:
    """The forms under which a name of a kind is looked for whole, the name as written first."""
    found: dict[tuple[str, ...], Spelling] = {}
    for place, reading in enumerate(readings(name)):
        whole = words(reading)
        found.setdefault(whole, Spelling(whole, aside=place > 1, short=acronym(reading)))
        if kind == "treatment":
            bare = form_free(whole)
            elsewhere = not ROUTE_WORDS.isdisjoint(set(whole) - set(bare))
            found.setdefault(bare, Spelling(bare, aside=place > 1, elsewhere=elsewhere))
    return [spelling for spelling in found.values() if spelling.words]
