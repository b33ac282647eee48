"""The cities of the lexicon: by country and name."""

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from .names import folded

__all__ = ["CityIndex", "Found", "city_key"]

_WORD = re.compile(r"[^\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""Registries write St. Louis, Mt. Kisco, Ft. Lauderdale as often as the full words."""


def city_key(name: str) -> str:
    """The form in which spellings of a city agree."""
    text = name.lower() if name.isascii() else folded(name)
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(text))


class Found(NamedTuple):
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

    def __init__(self, files: Iterable[tuple[str, sqlite3.Connection]]) -> None:
        self._connections = [connection for _, connection in files]

    def cities(self, country: str, key: str) -> list[Found]:
        """The cities of a name in a country, by id."""
        found: dict[int, Found] = {}
        for connection in self._connections:
            rows = connection.execute(
                "SELECT c.id, c.name, c.division, c.latitude, c.longitude, c.population, n.rank FROM city_name n "
                "JOIN city c ON c.id = n.city WHERE n.country = ? AND n.key = ?",
                (country, key),
            )
            found |= {row[0]: Found(*row) for row in rows}
        return [found[each] for each in sorted(found)]

    def around(self, country: str, latitude: float, longitude: float, *, degrees: float) -> list[Found]:
        """The cities of a country in a square around a point, by id."""
        found: dict[int, Found] = {}
        low, high = latitude - degrees, latitude + degrees
        for connection in self._connections:
            rows = connection.execute(
                "SELECT id, name, division, latitude, longitude, population, 0 FROM city "
                "WHERE country = ? AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?",
                (country, low, high, longitude - degrees, longitude + degrees),
            )
            found |= {row[0]: Found(*row) for row in rows}
        return [found[each] for each in sorted(found)]

    def division(self, country: str, name: str) -> frozenset[str]:
        """The codes of the divisions of that name; without one, that of the largest city of that name.

        Most regions that share a name with a city hold it: São Paulo, Madrid, Moscow.
        """
        question = "SELECT code FROM division WHERE country = ? AND key = ?"
        keys = (country, city_key(name))
        codes = {row[0] for connection in self._connections for row in connection.execute(question, keys)}
        if not codes and (own := [city for city in self.cities(*keys) if city.rank == 0]):
            codes = {max(own, key=lambda city: (city.population, -city.id)).division}
        return frozenset(codes)
