"""Whether a name of a vocabulary, which agrees with a record's word by word, is what the record means."""

import re

from kg.prefixes import MESH

from .index import Hit
from .names import same_words, words
from .vocabularies.term import Rank

__all__ = ["TOKEN", "are_equally_malignant", "are_one_name", "stands_inside", "written_so"]

TOKEN = re.compile(r"\w+")
_SUPPLEMENT = f"{MESH}C"
_TELLING = 5
"""A supplementary name of fewer letters, all capitals, means other things inside longer names."""
_SHORT = 6
"""A name of so many letters at most, all capitals, is an abbreviation, and matches in capitals alone."""
_MALIGNANT = frozenset(words("cancer carcinoma leukemia lymphoma malignancy malignant melanoma sarcoma"))
"""Words that vocabularies write for `neoplasm`, and others that say the same."""


def stands_inside(hit: Hit, name: str) -> bool:
    """Whether a name inside a longer one is telling: an abbreviation in its capitals, of mapped ones no single word.

    Brands are words of every day: `Challenge`, `Indigo`.
    """
    if hit.rank is Rank.MAPPED and " " not in hit.words and not any(map(str.isdigit, hit.words)):
        return hit.text.isupper() and hit.text in TOKEN.findall(name)
    if hit.iri.startswith(_SUPPLEMENT) and len(hit.text) < _TELLING and hit.text.isupper():
        return False
    return len(hit.text) > _SHORT or not hit.text.isupper() or hit.text in TOKEN.findall(name)


def written_so(hit: Hit, name: str) -> bool:
    """Whether a name agrees with a hit in its capitals, where these are all that tells it: `Sham` is no `SHAM`."""
    if not hit.iri.startswith(_SUPPLEMENT) or len(hit.text) > _SHORT or not hit.text.isupper():
        return True
    return hit.text in TOKEN.findall(name)


def are_one_name(one: str, other: str) -> bool:
    """Whether two labels have the same words, as vocabularies write them for each other, but for `disease`."""
    return _telling_words(one) == _telling_words(other)


def are_equally_malignant(one: str, other: str) -> bool:
    """Whether two labels both say that a growth is malignant, or neither does: a neoplasm may be no cancer."""
    return _MALIGNANT.isdisjoint(words(one)) == _MALIGNANT.isdisjoint(words(other))


def _telling_words(label: str) -> frozenset[str]:
    found = frozenset(same_words(words(label)))
    return found - {"disease"} or found
