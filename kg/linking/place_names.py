"""Names of cities and divisions in a form that can be compared, and the ways to read what registries write for one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .names import folded

__all__ = [
    "NameReading",
    "city_key",
    "city_words",
    "division_keys",
    "is_latin",
    "key_of",
    "quarters_of",
    "readings",
    "word_set",
]


def word_set(words: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(words.split())


_LATIN = re.compile(r"[\x00-\u036f\u1e00-\u1eff\u2000-\u206f]*")
"""The Latin blocks of Unicode with combining marks and punctuation; Vietnamese ends at U+1EFF."""

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "afb": "airforcebase"}
"""Registries write St. Louis, Mt. Kisco, Ft. Lauderdale as often as the full words."""

_POINTS = {"n": "north", "s": "south", "e": "east", "w": "west"}
"""At the beginning of a name, as in "S. Bend" and "E. Lansing"."""

_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?")
_PIECES = re.compile(r"[,;/(\[]|\s[-\u2013]\s")
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}-)?[0-9]{4,7}\b|\b[0-9]{3}[ -][0-9]{2,4}\b|\b[A-Z]{1,2}[0-9]{1,2} ?[0-9][A-Z]{2}\b"
)
"""Postal codes of four digits or more, of Czechia, Sweden and Japan, and of the United Kingdom."""

_QUARTER = re.compile(
    r"[nsewvock]|n[ewvo]|s[ewvo]|[ew]c|[a-z]{0,2}[0-9]{1,2}(?:e|er|eme|th|st|nd|rd)?|[ivx]{2,5}|[ivx]"
)
"""The last word of a postal quarter: "Aarhus N", "London SW17", "Paris 13", "Praha 5", "Budapest XIV"."""

_CITY_WORDS = word_set(
    "city town township village municipality municipio comune commune gemeente kommune ciudad cidade ville stadt "
    "metropolitan greater autonoma autonomous area cedex cedez province provincia district distrito dist county "
    "region governorate oblast capital merkez urban"
)
"""What stands around the name of a city and says what it is."""

_QUARTER_WORDS = _CITY_WORDS | word_set("sector bezirk arrondissement arr zone")

_SUFFIXES = {
    "JP": word_set("shi si cho machi mura son gun to fu ken"),
    "KR": word_set("si shi gun eup do"),
}
"""The same of countries that write it behind the name. Not `ku` and `gu`: a ward has namesakes among the towns."""

_SHORTEST_STEM = 4

_DIVISION_WORDS = _CITY_WORDS | word_set(
    "provincie provinz provence regione regiao state estado edo departamento department departement comitat megye "
    "judetul jud distrikt okres okrug krai territory republic raion gouvernorat muhafazat voivodeship wojewodztwo "
    "prefecture canton kanton kraj land lan fylke maakunta community comunidad comunitat shi si sheng ken fu to do "
    "teugbyeolsi teukbyeolsi gwangyeoksi gwang yeogsi special zizhiqu"
)
_LINKS = word_set("of de del della di da do dos du des d la le les el")


class _Folding(dict[int, str]):
    """Letter -> what it is without case and diacritics; each is worked out once, for there are millions to fold."""

    def __missing__(self, code: int) -> str:
        plain = folded(chr(code))
        self[code] = "".join(mark for mark in plain if not unicodedata.combining(mark))
        return self[code]


_FOLDING = _Folding()


class NameReading(NamedTuple):
    """A way to read a name as that of a city."""

    key: str
    within: tuple[str, ...] = ()
    """What else the name says, which may be where the city lies: "Tokyo" of "Chuo-ku, Tokyo"."""
    town: bool = False
    """Whether the name said that it is a town: Ota-shi is none of the wards of Tokyo."""


def is_latin(name: str) -> bool:
    """Whether all letters of a name are Latin."""
    return name.isascii() or _LATIN.fullmatch(name) is not None


def city_key(name: str) -> str:
    """The form in which spellings of a city agree: letters and digits, since registries lose hyphens and spaces."""
    text = name.lower() if name.isascii() else name.translate(_FOLDING)
    if text.isalnum():
        return _SHORT.get(text, text)
    return key_of(_WORD.findall(text))


def city_words(name: str) -> list[str]:
    """The words of a name without case and diacritics; a capital inside a word begins another."""
    return _WORD.findall(_CAPITAL.sub(" ", name).translate(_FOLDING))


def key_of(words: Sequence[str]) -> str:
    """The key of a name that has these words."""
    return "".join([_SHORT.get(word, word) for word in words])


def division_keys(name: str) -> Iterator[str]:
    """The keys of a name of a division: whole, and without the words for what it is."""
    yield city_key(name)
    for text in (name, _BRACKETS.sub("", name)):
        yield key_of(_bare(_WORD.findall(text.replace("'", "").translate(_FOLDING)), _DIVISION_WORDS))


def readings(name: str, country: str, *, first: bool = True) -> Iterator[NameReading]:
    """The ways to read a name as that of a whole city, the nearest to what is written first.

    Of a name in pieces, such as "Chuo-ku, Tokyo", these are those of the whole and of the first piece, else the others.
    """
    seen: set[str] = set()
    for text, within in _texts(name) if first else _other_texts(name):
        for key, town in _keys(text, country):
            if key and key not in seen:
                seen.add(key)
                yield NameReading(key, within, town)


def quarters_of(name: str) -> Iterator[tuple[NameReading, str]]:
    """The ways to read a name as that of a postal quarter: with the key of its city, and the number or letters."""
    for text, within in _texts(name):
        words = _WORD.findall(_POSTAL.sub(" ", text).translate(_FOLDING))
        if len(words) > 1 and _QUARTER.fullmatch(words[-1]):
            yield NameReading(key_of(_bare(words[:-1], _QUARTER_WORDS)), within), words[-1]


def _texts(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of a name that are the city's in the first place, each with those that may say where it lies."""
    yield name, ()
    if inner := tuple(_BRACKETS.findall(name)):
        yield _BRACKETS.sub("", name), inner
    first, *rest = _pieces(name)
    if rest:
        yield first, tuple(rest)


def _other_texts(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    pieces = _pieces(name)
    yield from ((piece, (*pieces[:place], *pieces[place + 1 :])) for place, piece in enumerate(pieces) if place)


def _pieces(name: str) -> list[str]:
    return [piece.strip() for piece in _PIECES.split(name) if len(piece.strip()) > 1] or [name]


def _keys(text: str, country: str) -> Iterator[tuple[str, bool]]:
    yield city_key(text), False
    words = city_words(_POSTAL.sub(" ", text))
    if "cedex" in words:
        words = words[: words.index("cedex")]
    yield key_of(words), False
    if len(words) > 1 < len(words[1]):
        yield key_of([_POINTS.get(words[0], words[0]), *words[1:]]), False
    bare = _bare(words, _CITY_WORDS)
    yield key_of(bare), False
    if country in _SUFFIXES:
        yield key_of(_bare(bare, _SUFFIXES[country])), True
        yield _unsuffixed(key_of(bare), _SUFFIXES[country]), True


def _unsuffixed(key: str, suffixes: frozenset[str]) -> str:
    """The key without a suffix that was written as part of the word: Sakaishi, Gyeonggido."""
    ends = (suffix for suffix in suffixes if key.endswith(suffix) and len(key) >= len(suffix) + _SHORTEST_STEM)
    return key.removesuffix(max(ends, key=len, default=""))


def _bare(words: list[str], generic: frozenset[str]) -> list[str]:
    start, end = 0, len(words)
    while end - start > 1 and words[end - 1] in generic:
        end -= 1
    while end - start > 1 and words[start] in generic:
        start += 1
        while end - start > 1 and words[start] in _LINKS:
            start += 1
    return words[start:end]
