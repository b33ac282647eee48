"""Countries and cities -> GeoNames, by ISO 3166-1 codes and by names and points."""

import re
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from rapidfuzz import fuzz

from .cities import CityIndex, FoundCity, city_key
from .concept_matcher import Candidate
from .match import Method, Predicate
from .vocabularies.geonames import builtin_countries

__all__ = ["GEONAMES", "PlaceMatcher", "Point", "distance", "match_country"]

GEONAMES = "https://sws.geonames.org/"

_NEAR = 30.0
"""Kilometres: registries take their points from the city, so a namesake farther off is another city."""

_LARGER = 10
"""One namesake stands for the name if it has so many times the people of the next."""

_LARGE = 100_000
_FAR = 0.5
"""Confidence in a large city that lies far from the point."""

_MOST = 5
_AROUND_POINT = 0.1
"""Degrees: about eleven kilometres."""

_ALIKE = 80.0
_SAME_POINT = 5.0
_UNLIKE = 0.5
"""Confidence in the city at the point where the names are not alike."""
_EARTH_RADIUS = 6371.0
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_NUMBERS = re.compile(r"\b[A-Z]{0,2}-?[0-9][0-9A-Z-]*\b")
_AROUND = re.compile(r"^(?:city of|greater|county of) | (?:city|town|cedex|province|district|county|si|gun|gu|shi)$")
_QUARTER = re.compile(r" (?:[a-z]{1,2}|[a-z]?[0-9]+)$")
"""Postal quarters, as in "Aarhus N" and "København NV"."""

_EXACT = (0.97, 0.9)
"""Confidence in a city's own name, and in one of its others, where only one city of the country bears it."""


class Point(NamedTuple):
    """A point in degrees."""

    latitude: float
    longitude: float


def distance(one: Point, other: Point) -> float:
    """Kilometres between two points, along the surface."""
    latitudes = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((latitudes[1] - latitudes[0]) / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * sin(across / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(sqrt(min(1.0, chord)))


def match_country(code: str) -> tuple[Candidate, ...]:
    """The country of GeoNames that has an ISO 3166-1 code; none for a text that is no such code."""
    known = builtin_countries().get(code)
    iri = f"{GEONAMES}{known}/"
    return (Candidate(iri, Predicate.SAME, Method.CODE, 1.0, code, "geonames"),) if known else ()


class PlaceMatcher:
    """Matches cities by country code, state and name; a point decides among namesakes."""

    def __init__(self, index: CityIndex) -> None:
        self._index = index

    def match(self, name: str, *, country: str, state: str | None, point: Point | None) -> tuple[Candidate, ...]:
        """The city of that name, or all that it can be if nothing decides."""
        for key in _keys(name):
            found = self._index.cities(country, key)
            near = [each for each in found if point is None or distance(point, _point(each)) <= _NEAR]
            if chosen := self._chosen(near, country, state, point) if near else ():
                return chosen
        return (self._at(name, country, point) or self._despite(name, country)) if point else ()

    def _despite(self, name: str, country: str) -> tuple[Candidate, ...]:
        """The large city of that name, far from the point: the registry puts some Milans into a field in Umbria."""
        for key in _keys(name):
            large = [each for each in self._index.cities(country, key) if each.population >= _LARGE]
            if len(large) == 1:
                found = _candidate(large[0], _method(large[0]), _FAR)
                return (found._replace(predicate=Predicate.CLOSE),)
        return ()

    def _at(self, name: str, country: str, point: Point) -> tuple[Candidate, ...]:
        """The city at the point whose name is much like the one written ("Odense C"), else the nearest one, as a guess.

        Registries look a place up before they give it a point, so the point of "Bunkyo-ku" tells more than its name.
        """
        around = self._index.around(country, *point, degrees=_AROUND_POINT)
        wanted = city_key(name)
        scores = {each: fuzz.partial_ratio(wanted, city_key(each.name)) for each in around}
        alike = [each for each, score in scores.items() if score >= _ALIKE]
        chosen = alike or [each for each in around if distance(point, _point(each)) <= _SAME_POINT]
        if not chosen:
            return ()
        best = min(chosen, key=lambda each: (-scores[each] if alike else 0, distance(point, _point(each)), each.id))
        confidence = 0.9 * scores[best] / 100 if alike else _UNLIKE
        return (_candidate(best, Method.POINT, confidence)._replace(predicate=Predicate.CLOSE),)

    def _chosen(
        self, found: list[FoundCity], country: str, state: str | None, point: Point | None
    ) -> tuple[Candidate, ...]:
        if point is not None:
            nearest = min(found, key=lambda each: (each.rank, distance(point, _point(each)), each.id))
            return (_candidate(nearest, Method.POINT, 0.99 - 0.04 * nearest.rank),)
        inside = self._inside(found, country, state) if state else found
        if not inside:
            return ()
        own = [each for each in inside if each.rank == 0] or inside
        if len(own) == 1:
            return (_candidate(own[0], _method(own[0]), _EXACT[own[0].rank]),)
        own.sort(key=lambda each: (-each.population, each.id))
        if own[0].population >= _LARGER * max(own[1].population, 1):
            return (_candidate(own[0], _method(own[0]), 0.8),)
        return tuple(_candidate(each, Method.AMBIGUOUS, 1 / len(own), several=len(own)) for each in own[:_MOST])

    def _inside(self, found: list[FoundCity], country: str, state: str) -> list[FoundCity]:
        """Those of the state; none if the table of divisions has it and it holds none: Kingwood, Texas, is no other."""
        known = self._index.divisions(country, state)
        codes = known or self._index.likely_divisions(country, state)
        inside = [each for each in found if each.division in codes]
        return inside if inside or known else found


def _keys(name: str) -> Iterator[str]:
    """The spellings under which a city is looked for: as written, without what registries add to it."""
    seen: set[str] = set()
    for form in _forms(name):
        key = city_key(form)
        around = _AROUND.sub("", key)
        for each in (key, around, _QUARTER.sub("", key), _QUARTER.sub("", around)):
            if each and each not in seen:
                seen.add(each)
                yield each


def _forms(name: str) -> Iterator[str]:
    yield name
    bare = _BRACKETS.sub("", name)
    first = bare.partition(",")[0].partition("/")[0]
    yield from (bare, first, _NUMBERS.sub("", first))
    yield from re.split(r"[,/(]|\s-\s", name)


def _point(city: FoundCity) -> Point:
    return Point(city.latitude, city.longitude)


def _method(city: FoundCity) -> Method:
    return Method.SYNONYM if city.rank else Method.PREFERRED_LABEL


def _candidate(city: FoundCity, method: Method, confidence: float, *, several: int = 1) -> Candidate:
    predicate = Predicate.CLOSE if several > 1 else Predicate.SAME
    return Candidate(f"{GEONAMES}{city.id}/", predicate, method, confidence, city.name, "geonames", several)
