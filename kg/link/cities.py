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

    def division(self, country: str, name: str) -> frozenset[str]:
        """The codes of the divisions of that name."""
        question = "SELECT code FROM division WHERE country = ? AND key = ?"
        keys = (country, city_key(name))
        return frozenset(row[0] for connection in self._connections for row in connection.execute(question, keys))
