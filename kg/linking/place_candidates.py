"""What is asked about a place, and what is said of a city or division of GeoNames in answer."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from .cities import FoundCity, FoundDivision
from .concept_matcher import Candidate
from .match import Method, Predicate
from .namesakes import Choice, Point, distance, point_of

__all__ = [
    "BROAD",
    "GEONAMES",
    "GUESS",
    "UNLIKELY",
    "Asked",
    "Candidates",
    "at_point",
    "by_name",
    "called",
    "close",
    "division_candidate",
    "guess",
    "named",
    "only",
    "part_of",
    "place_iri",
    "slip",
]

GEONAMES = "https://sws.geonames.org/"

BROAD = 0.8
"""Confidence in the city that a quarter is of, and in the division that stands as a city."""

GUESS = 0.6
UNLIKELY = 0.5
"""Confidence in a city that lies in another state or far from the point, or that bears quite another name."""

Candidates = tuple[Candidate, ...]


class Asked(NamedTuple):
    """What is known of a place besides its name."""

    country: str
    state: str | None
    codes: frozenset[str]
    """Of the first-level divisions that the state may mean."""
    point: Point | None

    def admits(self, code: str) -> bool:
        """Whether a division is one of those that the state may mean, or nothing is known of it."""
        return not self.codes or code in self.codes


def place_iri(number: int) -> str:
    """The IRI of a feature of GeoNames."""
    return f"{GEONAMES}{number}/"


def _candidate(city: FoundCity, predicate: Predicate, method: Method, confidence: float, several: int = 1) -> Candidate:
    return Candidate(place_iri(city.id), predicate, method, confidence, city.name, "geonames", several)


def _method(city: FoundCity) -> Method:
    return Method.SYNONYM if city.rank else Method.PREFERRED_LABEL


def by_name(city: FoundCity, confidence: float = 1.0) -> Candidate:
    """The city that bears the name; at most so sure."""
    return _candidate(city, Predicate.SAME, _method(city), min(confidence, 0.9 if city.rank else 0.97))


def called(city: FoundCity) -> Candidate:
    """The city that the name means, although GeoNames does not have it so."""
    return _candidate(city, Predicate.SAME, Method.SYNONYM, 0.9)


def named(choice: Choice) -> Candidates:
    """The city that is meant, or all that it can be."""
    if choice.of == 1:
        return (by_name(choice.cities[0], choice.confidence),)
    several = (Predicate.CLOSE, Method.AMBIGUOUS, choice.confidence, choice.of)
    return tuple(_candidate(city, *several) for city in choice.cities)


def only(choice: Choice, say: Callable[[FoundCity], Candidate]) -> Candidates:
    """What is said of the city that is meant; nothing if it can be several."""
    return (say(choice.cities[0]),) if choice.of == 1 else ()


def at_point(near: Iterable[FoundCity], point: Point, *, confidence: float = 1.0) -> Candidate:
    """The nearest of the cities that bear the name, before those that are only called so."""
    nearest = min(near, key=lambda each: (each.rank, distance(point, point_of(each)), each.id))
    return _candidate(nearest, Predicate.SAME, Method.POINT, min(confidence, 0.95 if nearest.rank else 0.99))


def part_of(city: FoundCity, confidence: float = BROAD) -> Candidate:
    """The city that the place is a part of."""
    return _candidate(city, Predicate.BROAD, Method.PARENT, confidence)


def guess(city: FoundCity) -> Candidate:
    """The city that the place is most likely a part of."""
    return part_of(city, GUESS)


def slip(city: FoundCity) -> Candidate:
    """The city whose name was misspelt."""
    return _candidate(city, Predicate.CLOSE, Method.FUZZY, GUESS)


def close(found: Iterable[Candidate], most: float = 1.0) -> Candidates:
    """The same as close matches, at most so sure."""
    return tuple(e._replace(predicate=Predicate.CLOSE, confidence=min(e.confidence, most)) for e in found)


def division_candidate(division: FoundDivision, *, own: bool) -> Candidate:
    """The division that stands as a city, by its own name or by another."""
    method = Method.PREFERRED_LABEL if own else Method.SYNONYM
    return Candidate(place_iri(division.id), Predicate.BROAD, method, BROAD, division.name, "geonames")
