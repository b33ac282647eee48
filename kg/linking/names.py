"""Names in a form that can be compared: what is left when case, plurals, spelling and the order of words are gone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from .spelling import (
    AMERICAN_ENDINGS,
    AMERICAN_PARTS,
    EMPTY_WORDS,
    FORM_WORDS,
    GREEK,
    NUMBERED,
    OPPOSITES,
    ROMAN,
    SAME_WORDS,
    WITHOUT,
)

__all__ = [
    "LONGEST_LABEL",
    "acronym",
    "american",
    "folded",
    "form_free",
    "key",
    "readings",
    "said_windows",
    "same_words",
    "windows",
    "words",
]

LONGEST_LABEL = 2_000
"""Characters. What is longer is no name: a registry allows 600 for its longest titles, and its records have 300."""

_GREEK = str.maketrans({**GREEK, **{letter.upper(): name for letter, name in GREEK.items()}})
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "æ": "ae", "œ": "oe"}
)
_MARKS = str.maketrans(dict.fromkeys("™℠®©"))
"""Of trade; compatible letters of the first two would be a part of the name: `xolairtm`."""
_PLUS = re.compile(r"(?<=\w)\+")
_POSSESSIVE = re.compile(r"['\u2019`\u00b4]s\b")
_QUOTES = re.compile(r"['\u2019`\u00b4]")
_WORD = re.compile(r"[^\W_]+")
_LETTER_A = re.compile(r"(?<=\w[ -])A(?=$|[\s,;:)\]-])|(?<=\w )a$")
_AS_LETTER = "letter-a"
"""`Hepatitis A`, `Vitamin A`: not the article."""
_COMBINING = re.compile(r"\b(?!(?:video|into|zero)-)([a-z]{3,}o)-(?=[a-z]{3})")
_COUNTED = re.compile(r"\b(class|factor|grade|group|phase|stage|type)(?=[0-9])")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_DOSE = re.compile(r"^[0-9]+(?:[.,][0-9]+)?(?:mg|g|kg|mcg|ug|ml|l|iu|u|h|hr|mm|cm|d)$")
_SHORTEST_PLURAL = 4


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Lower case without diacritics, Greek letters written out; the sounds of other scripts are left as they are."""
    text = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_GREEK).casefold().translate(_LETTERS)
    if text.isascii():
        return text
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


@lru_cache(maxsize=65_536)
def words(text: str, *, empty: frozenset[str] = EMPTY_WORDS) -> tuple[str, ...]:
    """The words of a name in their order, each in one spelling and number, empty words left out."""
    lettered = _LETTER_A.sub(_AS_LETTER, text) if "A" in text or text.endswith(" a") else text
    plain = _QUOTES.sub("", _POSSESSIVE.sub("", _PLUS.sub(" positive ", folded(lettered))))
    # "colo-rectal" is one word, "type2" are two.
    found = _WORD.findall(_COUNTED.sub(r"\1 ", _COMBINING.sub(r"\1", plain)))
    return tuple(
        _word(word, found[place - 1] if place else "") for place, word in enumerate(found) if word not in empty
    )


def _word(word: str, before: str) -> str:
    if word in ROMAN and (before in NUMBERED or word != "iv"):
        return ROMAN[word]
    if before in NUMBERED and word in ("i", "v", "x"):
        return {"i": "1", "v": "5", "x": "10"}[word]
    return _plain(word)


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    return _singular(american(word))


def american(word: str) -> str:
    """A word in lower case as it is spelled in America."""
    for british, american in AMERICAN_PARTS:
        if british in word:
            word = word.replace(british, american)
    for british, american in AMERICAN_ENDINGS:
        if word.endswith(british):
            return word[: -len(british)] + american
    return word


def _singular(word: str) -> str:
    """The word without its plural ending; a rule, not a dictionary, applied to both sides alike."""
    if len(word) < _SHORTEST_PLURAL or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return f"{word[:-3]}y"
    if word.endswith("sis"):  # metastasis, metastases
        return f"{word[:-2]}e"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def key(found: Sequence[str]) -> str:
    """The words in a fixed order: an inverted heading and its plain form have one key."""
    return " ".join(sorted(found))


def same_words(found: Sequence[str]) -> tuple[str, ...]:
    """The words with those that vocabularies and registries write for each other in one form."""
    read = tuple(SAME_WORDS.get(word, word) for word in found)
    # "malignant neoplasm of the breast" is the heading "Breast Neoplasms".
    return tuple(word for word in read if word != "malignant") if "neoplasm" in read else read


def form_free(found: Sequence[str]) -> tuple[str, ...]:
    """The words without those of dose and formulation; all of them if nothing else is left."""
    pairs = zip_longest(found, found[1:], fillvalue="")
    kept = tuple(word for word, following in pairs if not _of_form(word, following))
    return kept or tuple(found)


def _of_form(word: str, following: str) -> bool:
    """A word of form, a dose, or the number before a unit; the number of `CHS-114` is part of the name."""
    return word in FORM_WORDS or bool(_DOSE.match(word)) or (word.isdigit() and following in FORM_WORDS)


def readings(name: str) -> Iterator[str]:
    """The name itself, then without what stands in brackets, then what stands in them.

    An abbreviation in brackets is left alone: "Thread-embedding Acupuncture (TEA)" is no tea.
    """
    yield name
    if bare := " ".join(_BRACKETS.sub(" ", name).split()):
        if bare != name:
            yield bare
        for found in _BRACKETS.finditer(name):
            inner = found[1].strip()
            if inner and bare != name and not acronym(inner):
                yield inner


def acronym(text: str) -> bool:
    """Whether a text is an abbreviation: short, without spaces, mostly capitals or digits."""
    return len(text) <= 8 and " " not in text and sum(letter.isupper() for letter in text) * 2 >= len(text)


def windows(found: Sequence[str], *, longest: int) -> Iterator[tuple[int, int]]:
    """Every run of up to `longest` words as (start, end), longer runs first, then from the left."""
    for size in range(min(longest, len(found)), 0, -1):
        for start in range(len(found) - size + 1):
            yield start, start + size


def said_windows(found: Sequence[str], *, longest: int) -> Iterator[tuple[int, int]]:
    """The runs of words that a name affirms: none begins behind a `non`, and none stands behind a `without`."""
    end = next((place for place, word in enumerate(found) if word in WITHOUT), len(found))
    for start, stop in windows(found[:end], longest=longest):
        if not (start and found[start - 1] in OPPOSITES):
            yield start, stop
