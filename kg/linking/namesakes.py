"""Cities of one name: which of them is meant.

Measured on the cities of ClinicalTrials.gov whose points tell it, with neither of them close by: three times the people
of the next decide rightly in all 24 cases, if a city counts for next to nothing under a name that is not its own
(Mirano is one of Milan's). Cities of one name within fifteen kilometres are one place: a city with its suburb, or one
that stands twice in GeoNames.
"""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from .cities import FoundCity

__all__ = ["MANY", "Choice", "Point", "chosen", "distance", "point_of"]

_EARTH_RADIUS = 6371.0
_SHARE = (1.0, 0.3, 0.003)
"""How much of a city's people count under its own name, under that for short, and under another."""

_LARGER = 3
_MUCH_LARGER = 10
_SAME_PLACE = 15.0
MANY = 5
"""So many are named where nothing decides."""


class Point(NamedTuple):
    """A point in degrees."""

    latitude: float
    longitude: float


class Choice(NamedTuple):
    """The city that is meant, or those that it can be."""

    cities: tuple[FoundCity, ...]
    confidence: float
    of: int = 1
    """Among how many nothing decided."""


def distance(one: Point, other: Point) -> float:
    """Kilometres between two points, along the surface."""
    latitudes = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((latitudes[1] - latitudes[0]) / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * sin(across / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def point_of(city: FoundCity) -> Point:
    """The point of a city."""
    return Point(city.latitude, city.longitude)


def _weight(city: FoundCity) -> float:
    return max(city.population, 1) * _SHARE[city.rank]


def chosen(found: Iterable[FoundCity]) -> Choice:
    """The city that stands for the name by its people, or the first of those that can; there must be one."""
    first, *others = sorted(found, key=lambda each: (-_weight(each), each.id))
    rest = [each for each in others if distance(point_of(first), point_of(each)) > _SAME_PLACE]
    # Of those in one place the one that bears the name itself: New Delhi, although Delhi is called so too.
    named = min((each for each in (first, *others) if each not in rest), key=lambda each: each.rank)
    if not rest:
        return Choice((named,), 0.9 if named.rank else 0.97)
    larger = _weight(first) / _weight(rest[0])
    if larger >= _LARGER:
        return Choice((named,), 0.8 if larger >= _MUCH_LARGER else 0.7)
    return Choice((first, *rest[: MANY - 1]), 1 / (len(rest) + 1), len(rest) + 1)
