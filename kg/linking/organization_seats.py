"""Where organizations have their seats, and whether a facility stands there."""

import re
from typing import NamedTuple

from .cities import CityIndex
from .namesakes import Point, distance, point_of
from .organization_index import KnownOrganization
from .organization_names import organization_words
from .place_matcher import GEONAMES, PlaceMatcher
from .place_names import city_key
from .vocabularies.term import OrganizationLocation

__all__ = ["Seat", "SeatIndex"]

_NEAR = 40.0
"""Kilometres between two cities that one hospital is said to be in: ROR often names the large city of a suburb."""

_WITHIN = 8.0
"""Kilometres between two points of one city."""

_BEFORE_PLACE = re.compile(r"^(?:at|in|of) ", re.IGNORECASE)
_REMEMBERED = 50_000


class Seat(NamedTuple):
    """Where an organization is said to be; of a sponsor at most the country is known."""

    country: str | None = None
    """ISO 3166-1 alpha-2 code."""
    state: str | None = None
    city: str | None = None
    likely: frozenset[str] = frozenset()
    """The countries to which no more than the legal form of its name points."""


class SeatIndex:
    """Compares places that registries name with the cities that ROR names."""

    def __init__(self, places: PlaceMatcher, cities: CityIndex) -> None:
        self._places = places
        self._cities = cities
        self._points: dict[Seat, tuple[Point, ...]] = {}
        self._own: dict[int, Point | None] = {}

    def near(self, known: KnownOrganization, seat: Seat) -> bool:
        """Whether an organization has a seat in the city, or near it where both are on the map."""
        return any(self._meets(location, seat, _NEAR) for location in known.facts.locations)

    def within(self, known: KnownOrganization, seat: Seat) -> bool:
        """Whether an organization has a seat in the very city."""
        return any(self._meets(location, seat, _WITHIN) for location in known.facts.locations)

    def names_city(self, text: str, known: KnownOrganization) -> bool:
        """Whether a text names a city of the organization's country."""
        key = city_key(_BEFORE_PLACE.sub("", text))
        return any(self._cities.cities(country, key) for country in known.countries)

    def _meets(self, location: OrganizationLocation, seat: Seat, limit: float) -> bool:
        if location.country != seat.country:
            return False
        if not seat.state and location.city and seat.city and _holds(seat.city, location.city):
            return True  # without a state nothing tells cities of one name apart
        own = self._point(location.geonames) if location.geonames else None
        if own and (points := self._around(seat)):
            return any(distance(own, point) <= limit for point in points)
        return bool(location.city and seat.city and _holds(seat.city, location.city))

    def _point(self, number: int) -> Point | None:
        if number not in self._own:
            city = self._cities.city(number)
            self._own[number] = point_of(city) if city else None
        return self._own[number]

    def _around(self, seat: Seat) -> tuple[Point, ...]:
        """The points of the cities that the seat may be."""
        if seat not in self._points:
            if len(self._points) > _REMEMBERED:
                self._points.clear()
            self._points[seat] = tuple(self._found(seat))
        return self._points[seat]

    def _found(self, seat: Seat) -> list[Point]:
        if not (seat.country and seat.city):
            return []
        matches = self._places.match(seat.city, country=seat.country, state=seat.state, point=None)
        numbers = [int(match.iri.removeprefix(GEONAMES).rstrip("/")) for match in matches]
        return [point_of(city) for number in numbers if (city := self._cities.city(number))]


def _holds(text: str, part: str) -> bool:
    """Whether the words of a text hold those of another."""
    return f" {' '.join(organization_words(part))} " in f" {' '.join(organization_words(text))} "
