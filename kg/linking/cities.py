"""The cities and divisions of the lexicon: by country and name."""

from collections.abc import Iterable
from typing import NamedTuple

from .lexicon import Shelf

__all__ = ["LARGE", "CityIndex", "FoundCity", "FoundDivision"]

LARGE = 5_000
"""People: cities whose names are compared with one that differs by a slip; of the others there are too many alike."""

_CITY = "c.id, c.name, c.country, c.division, c.latitude, c.longitude, c.population"
_NAMED = f"""
SELECT {_CITY}, n.rank
FROM {{schema}}.city_name n JOIN {{schema}}.city c ON c.id = n.city WHERE n.country = :country AND n.key = :key
"""  # noqa: S608
_AROUND = f"""
SELECT {_CITY}, 0 FROM {{schema}}.city c
WHERE country = :country AND latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east
"""  # noqa: S608
_LARGEST = f"""
SELECT * FROM (SELECT {_CITY}, 0 FROM {{schema}}.city c WHERE country = :country AND division = :division
ORDER BY population DESC, id LIMIT 1)
"""  # noqa: S608
_LARGE_NAMES = "SELECT key FROM {schema}.large_name WHERE country = :country"
_LONGER = f"""
SELECT {_CITY}, n.rank FROM {{schema}}.city_name n JOIN {{schema}}.city c ON c.id = n.city
WHERE n.country = :country AND n.key > :key AND n.key < :key || '{{{{' AND c.population >= {LARGE}
"""  # noqa: S608
_DIVISIONS = "SELECT code, name, id FROM {schema}.division WHERE country = :country AND key = :key"


class FoundCity(NamedTuple):
    """A city of that name."""

    id: int
    name: str
    country: str
    division: str
    latitude: float
    longitude: float
    population: int
    rank: int
    """0 if it is the city's own name, 1 if it is that for short, 2 if one of its others."""


class FoundDivision(NamedTuple):
    """A division of that name."""

    code: str
    """`27` of the first level, `ENG.G5` of the second."""
    name: str
    id: int
    """0 where the table of divisions does not say it."""

    @property
    def is_first(self) -> bool:
        """Whether it is of the first level."""
        return "." not in self.code

    @property
    def first_level(self) -> str:
        """The code of the division of the first level that it is, or is part of."""
        return self.code.partition(".")[0]


class CityIndex:
    """Cities in the files of a lexicon; later files add to earlier ones."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self._shelves = tuple(shelves)
        self._large: dict[str, list[str]] = {}
        self._largest: dict[tuple[str, str], FoundCity | None] = {}

    def cities(self, country: str, key: str) -> list[FoundCity]:
        """The cities of a name in a country, by id."""
        return self._cities(_NAMED, {"country": country, "key": key})

    def around(self, country: str, latitude: float, longitude: float, *, degrees: float) -> list[FoundCity]:
        """The cities of a country in a square around a point, by id."""
        square = {"south": latitude - degrees, "north": latitude + degrees}
        square |= {"west": longitude - degrees, "east": longitude + degrees}
        return self._cities(_AROUND, {"country": country, **square})

    def largest(self, country: str, division: str) -> FoundCity | None:
        """The largest city of a division."""
        if (country, division) not in self._largest:
            found = self._cities(_LARGEST, {"country": country, "division": division})
            best = max(found, key=lambda each: (each.population, -each.id), default=None)
            self._largest[country, division] = best
        return self._largest[country, division]

    def large_names(self, country: str) -> list[str]:
        """The keys of the large cities of a country, by their own names."""
        if country not in self._large:
            asked = {"country": country}
            rows = (row[0] for shelf in self._shelves for row in shelf.rows(_LARGE_NAMES, asked))
            self._large[country] = list(dict.fromkeys(rows))
        return self._large[country]

    def longer(self, country: str, key: str) -> list[FoundCity]:
        """The large cities of a country with a name that goes on after this key, by id."""
        return self._cities(_LONGER, {"country": country, "key": key})

    def divisions(self, country: str, key: str) -> list[FoundDivision]:
        """The divisions of a name in a country, by code."""
        asked = {"country": country, "key": key}
        found = {row[0]: FoundDivision(*row) for shelf in self._shelves for row in shelf.rows(_DIVISIONS, asked)}
        return [found[code] for code in sorted(found)]

    def _cities(self, question: str, asked: dict[str, object]) -> list[FoundCity]:
        found: dict[int, FoundCity] = {}
        for shelf in self._shelves:
            found |= {row[0]: FoundCity(*row) for row in shelf.rows(question, asked)}
        return [found[each] for each in sorted(found)]
