"""The cities of the lexicon: by country and name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .lexicon import Shelf
from .names import folded

__all__ = ["CityIndex", "FoundCity", "city_key"]

_WORD = re.compile(r"[^\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""Registries write St. Louis, Mt. Kisco, Ft. Lauderdale as often as the full words."""

_NAMED = """
SELECT c.id, c.name, c.division, c.latitude, c.longitude, c.population, n.rank
FROM {schema}.city_name n JOIN {schema}.city c ON c.id = n.city WHERE n.country = :country AND n.key = :key
"""
_AROUND = """
SELECT id, name, division, latitude, longitude, population, 0 FROM {schema}.city
WHERE country = :country AND latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east
"""
_DIVISIONS = "SELECT code FROM {schema}.division WHERE country = :country AND key = :key"


def city_key(name: str) -> str:
    """The form in which spellings of a city agree."""
    text = name.lower() if name.isascii() else folded(name)
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(text))


class FoundCity(NamedTuple):
    """A city of that name."""

    id: int
    name: str
    division: str
    latitude: float
    longitude: float
    population: int
    rank: int
    """0 if it is the city's own name, 1 if one of its others."""


class CityIndex:
    """Cities in the files of a lexicon; later files add to earlier ones."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self._shelves = tuple(shelves)

    def cities(self, country: str, key: str) -> list[FoundCity]:
        """The cities of a name in a country, by id."""
        found: dict[int, FoundCity] = {}
        for shelf in self._shelves:
            found |= {row[0]: FoundCity(*row) for row in shelf.rows(_NAMED, {"country": country, "key": key})}
        return [found[each] for each in sorted(found)]

    def around(self, country: str, latitude: float, longitude: float, *, degrees: float) -> list[FoundCity]:
        """The cities of a country in a square around a point, by id."""
        found: dict[int, FoundCity] = {}
        square = {"south": latitude - degrees, "north": latitude + degrees}
        square |= {"west": longitude - degrees, "east": longitude + degrees}
        for shelf in self._shelves:
            found |= {row[0]: FoundCity(*row) for row in shelf.rows(_AROUND, {"country": country, **square})}
        return [found[each] for each in sorted(found)]

    def divisions(self, country: str, name: str) -> frozenset[str]:
        """The codes of the divisions of that name, by the table of divisions."""
        asked = {"country": country, "key": city_key(name)}
        return frozenset(row[0] for shelf in self._shelves for row in shelf.rows(_DIVISIONS, asked))

    def likely_divisions(self, country: str, name: str) -> frozenset[str]:
        """The code of the division of the largest city of that name.

        Most regions that share a name with a city hold it: São Paulo, Madrid, Moscow.
        """
        own = [city for city in self.cities(country, city_key(name)) if city.rank == 0]
        largest = max(own, key=lambda city: (city.population, -city.id), default=None)
        return frozenset({largest.division} if largest else ())
