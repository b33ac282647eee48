"""Countries and cities -> GeoNames, by ISO 3166-1 codes and by names, states and points.

A name is read in several ways, the nearest to what is written first, and each step is tried on all of them before the
next: a city of that name; a quarter of a big city; another piece of the name; the same name in another state or far
from the point; a division, which some write as a city; two names in one; a postal quarter; then guesses. A state
prefers among namesakes and excludes none, since sponsors get it wrong. So does a point: registries look a place up by
its name alone, and put some Milans into a field in Umbria.
"""

import re
from collections.abc import Iterable, Iterator

from .cities import LARGE, CityIndex, FoundCity
from .concept_matcher import Candidate
from .match import Method, Predicate
from .namesakes import Point, chosen, distance, point_of
from .place_candidates import (
    BROAD,
    GEONAMES,
    UNLIKELY,
    Asked,
    Candidates,
    at_point,
    by_name,
    called,
    close,
    division_candidate,
    named,
    only,
    part_of,
    place_iri,
)
from .place_guesses import PlaceGuesses
from .place_names import NameReading, city_key, city_words, division_keys, key_of, quarters_of, readings
from .quarters import ABBREVIATIONS, CITY_DIVISIONS, COUNTIES, WARD, cities_with_quarter
from .vocabularies.geonames import builtin_countries

__all__ = ["GEONAMES", "PlaceMatcher", "Point", "distance", "match_country"]

_NEAR = 30.0
"""Kilometres: registries take their points from the city, so a namesake farther off is another city."""

_SUBURB = 40.0
"""Kilometres from a big city to its quarters, and between two cities that one name names."""

_STANDS = 1_000
"""People of a city that is meant where a division around it bears the same name."""

_CALLED_OTHERWISE = frozenset({"CN", "JP", "KR"})
"""Where provinces are not called as their capitals: Yunnan is an old name of Kunming."""

_KNOWN = 50_000
"""People: of larger cities in another state than the one stated 6 of 9 are meant, of smaller 2 of 9."""

_KNOWN_AFAR = 100_000
"""The same of cities far from the point."""

_KNOWN_IN = {"US": 500_000}
"""The same where states are right: of 8 smaller cities in another state none is meant."""

_NUMBERED = re.compile(r"(.+?) [0-9]{1,2}\b")
_MOST_STATES = 10_000
"""So many states are remembered before all are forgotten."""


def match_country(code: str) -> Candidates:
    """The country of GeoNames that has an ISO 3166-1 code; none for a text that is no such code."""
    known = builtin_countries().get(code)
    return (Candidate(place_iri(known), Predicate.SAME, Method.CODE, 1.0, code, "geonames"),) if known else ()


class PlaceMatcher:
    """Matches cities by country code, state, name and point."""

    def __init__(self, index: CityIndex) -> None:
        self._index = index
        self._guesses = PlaceGuesses(index)
        self._codes: dict[tuple[str, str], frozenset[str]] = {}

    def match(self, name: str, *, country: str, state: str | None, point: Point | None) -> Candidates:
        """The city of that name, or all that it can be if nothing decides; with a quarter the city that it is of."""
        asked = Asked(country, state, self._divisions_of(country, state) if state else frozenset(), point)
        steps = (
            self._abbreviated,
            self._whole,
            self._quarter,
            self._piece,
            self._elsewhere,
            self._swapped,
            self._division,
            self._numbered,
            self._double,
            self._guesses.guess,
        )
        return next((found for step in steps if (found := step(name, asked))), ())

    # What a state means

    def _divisions_of(self, country: str, state: str) -> frozenset[str]:
        """The codes of the first-level divisions that a state may mean."""
        if (country, state) not in self._codes:
            if len(self._codes) > _MOST_STATES:
                self._codes.clear()
            self._codes[country, state] = self._codes_of(country, state)
        return self._codes[country, state]

    def _codes_of(self, country: str, state: str) -> frozenset[str]:
        short = ABBREVIATIONS.get((country, city_key(state)))
        keys = list(dict.fromkeys(division_keys(short or state)))
        for key in keys:
            if found := self._index.divisions(country, key):
                return frozenset(each.first_level for each in found)
        # Most regions that share a name with a city hold it, and some write a city where its state should stand.
        cities = [each for key in keys for each in self._index.cities(country, key)]
        largest = max(cities, key=lambda each: (-each.rank, each.population, -each.id), default=None)
        return frozenset({largest.division} if largest else ())

    def _placed(self, asked: Asked, within: Iterable[str]) -> Asked:
        """What is known, with what the name itself says of where it lies."""
        if asked.codes or not within:
            return asked
        return asked._replace(codes=frozenset().union(*(self._divisions_of(asked.country, each) for each in within)))

    # The city of the name

    def _abbreviated(self, name: str, asked: Asked) -> Candidates:
        """The big city that an abbreviation means beyond doubt."""
        full = ABBREVIATIONS.get((asked.country, city_key(name)))
        found = self._index.cities(asked.country, city_key(full)) if full else []
        return only(chosen(found), called) if found else ()

    def _whole(self, name: str, asked: Asked) -> Candidates:
        """The city that the name is a name of."""
        return self._read(readings(name, asked.country), asked)

    def _piece(self, name: str, asked: Asked) -> Candidates:
        """The city that another piece of the name is a name of: Aichi, Nagoya."""
        return self._read(readings(name, asked.country, first=False), asked)

    def _read(self, ways: Iterable[NameReading], asked: Asked) -> Candidates:
        for reading in ways:
            if found := self._index.cities(asked.country, reading.key):
                if reading.town:
                    found = [each for each in found if not self._city_around(each)]
                # What else the name says prefers, as a state does.
                for placed in dict.fromkeys((self._placed(asked, reading.within), asked)):
                    if matched := self._meant(self._standing(found, reading.key, placed), placed):
                        return matched + self._around(matched, found)
        return ()

    def _standing(self, found: list[FoundCity], key: str, asked: Asked) -> list[FoundCity]:
        """The cities of a name; where it is that of a division that is meant, those inside that bear it as it does."""
        if any(each.rank < 2 and each.population >= LARGE for each in found):
            return found
        codes = {each.code for each in self._index.divisions(asked.country, key) if each.is_first}
        if not codes or (asked.codes and not codes & asked.codes):
            return found
        return [each for each in found if each.division in codes and self._bears(each)]

    def _bears(self, city: FoundCity) -> bool:
        """Whether a city bears the name of its division; under a name that is not its own the largest alone does.

        Aichi is one of the names of Okazaki, and its largest city is Nagoya.
        """
        if city.rank < 2 or city.country in _CALLED_OTHERWISE:
            return city.rank < 2 and city.population >= _STANDS
        largest = self._index.largest(city.country, city.division)
        return largest is not None and largest.id == city.id

    def _meant(self, found: list[FoundCity], asked: Asked) -> Candidates:
        """The city that is meant among those of a name; none if state or point speak against all."""
        inside = [each for each in found if asked.admits(each.division)]
        if asked.point is None:
            return named(chosen(inside)) if inside else ()
        if near := _within(inside, asked.point, _NEAR):
            return (at_point(near, asked.point),)
        known = [each for each in inside if each.population >= LARGE] if asked.codes else []
        if known and (matched := only(chosen(known), lambda city: by_name(city, BROAD))):
            return matched
        if near := _within(found, asked.point, _NEAR):
            return close([at_point(near, asked.point)], UNLIKELY)
        return ()

    def _elsewhere(self, name: str, asked: Asked) -> Candidates:
        """The known city of that name that lies in another state, or far from the point."""
        least = _KNOWN_AFAR if asked.point else _KNOWN_IN.get(asked.country, _KNOWN)
        for reading in readings(name, asked.country):
            found = self._index.cities(asked.country, reading.key)
            standing = self._standing(found, reading.key, asked) if found else []
            if known := [each for each in standing if each.population >= least]:
                return close(only(chosen(known), by_name), UNLIKELY)
        return ()

    # Quarters of big cities

    def _around(self, matched: Candidates, found: Iterable[FoundCity]) -> Candidates:
        """The big city that the city that is meant is a quarter of, as a broad match."""
        if len(matched) != 1:
            return ()
        big = self._city_around(next(each for each in found if place_iri(each.id) == matched[0].iri))
        return (part_of(big, min(BROAD, matched[0].confidence - 0.1)),) if big else ()

    def _city_around(self, city: FoundCity) -> FoundCity | None:
        """The big city that a city is a quarter of."""
        if f"{city.country}.{city.division}" in CITY_DIVISIONS:
            big = self._index.largest(city.country, city.division)
        else:
            ward = city_key(city.name) + WARD.get(city.country, "")
            bigs = self._big(city.country, cities_with_quarter(city.country, ward))
            bigs += self._numbered_of(city)
            big = next(iter(_within(bigs, point_of(city), _SUBURB)), None)
        return big if big and big.id != city.id else None

    def _numbered_of(self, city: FoundCity) -> list[FoundCity]:
        """The city of a quarter that GeoNames has under a number: Lyon 03, Paris 13 Gobelins."""
        name = _NUMBERED.match(city.name)
        return self._big(city.country, [city_key(name[1])]) if name else []

    def _big(self, country: str, keys: Iterable[str]) -> list[FoundCity]:
        cities = (self._index.cities(country, key) for key in keys)
        return [chosen(found).cities[0] for found in cities if found]

    def _quarter(self, name: str, asked: Asked) -> Candidates:
        """The big city that has a quarter of that name, and the quarter itself where GeoNames has it."""
        for reading in readings(name, asked.country):
            placed = self._placed(asked, reading.within)
            meant = {each.id: each for each in self._with_quarter(reading.key, placed) if placed.admits(each.division)}
            if len(meant) == 1:
                (big,) = meant.values()
                return (*self._itself(reading.key, big), part_of(big))
        return ()

    def _with_quarter(self, key: str, asked: Asked) -> Iterator[FoundCity]:
        """The big cities that have a quarter of a key, by the table of quarters, else by the divisions in them."""
        keys = cities_with_quarter(asked.country, key)
        if not keys and asked.codes:
            keys = cities_with_quarter(asked.country, key + WARD.get(asked.country, ""))
        yield from self._big(asked.country, keys)
        if not keys:
            found = self._index.divisions(asked.country, key)
            codes = {each.first_level for each in found if not each.is_first and asked.admits(each.first_level)}
            if all(f"{asked.country}.{code}" in CITY_DIVISIONS for code in codes):
                yield from (big for code in sorted(codes) if (big := self._index.largest(asked.country, code)))

    def _itself(self, key: str, big: FoundCity) -> Candidates:
        found = self._index.cities(big.country, key.removesuffix(WARD.get(big.country, "")))
        inside = [each for each in _within(found, point_of(big), _SUBURB) if each.id != big.id]
        return (called(chosen(inside).cities[0]),) if inside else ()

    def _numbered(self, name: str, asked: Asked) -> Candidates:
        """The city of a quarter that a number or a letter tells: Paris 13, London SW."""
        for reading, quarter in quarters_of(name):
            found = self._index.cities(asked.country, reading.key)
            matched = self._meant(found, self._placed(asked, reading.within)) if found else ()
            if len(matched) == 1 and not self._index.divisions(asked.country, quarter):
                return (matched[0]._replace(predicate=Predicate.BROAD, method=Method.PARENT, confidence=BROAD),)
        return ()

    # Divisions

    def _swapped(self, name: str, asked: Asked) -> Candidates:
        """The city that stands as the state of a division: Henan, in the state Zhengzhou."""
        key = city_key(asked.state or "")
        divisions = self._index.divisions(asked.country, city_key(name)) if key else []
        if not any(each.is_first and asked.admits(each.code) for each in divisions):
            return ()
        found = [] if self._index.divisions(asked.country, key) else self._index.cities(asked.country, key)
        inside = [each for each in found if each.population >= LARGE and asked.admits(each.division)]
        return close(only(chosen(inside), by_name), UNLIKELY) if inside else ()

    def _division(self, name: str, asked: Asked) -> Candidates:
        """The division that stands as a city, as a broad match, where its id is known."""
        for reading in readings(name, asked.country):
            found = self._index.divisions(asked.country, reading.key)
            meant = [each for each in found if asked.admits(each.first_level)]
            meant = [each for each in meant if each.is_first] or meant
            if len(meant) == 1 and meant[0].id and not cities_with_quarter(asked.country, reading.key):
                return (division_candidate(meant[0], own=city_key(meant[0].name) == reading.key),)
        return ()

    # Two names in one

    def _double(self, name: str, asked: Asked) -> Candidates:
        """The city of two names in one, where the other is that of its division or of a city close by."""
        words = city_words(name)
        for place in range(len(words) - 1, 0, -1):
            one, other = key_of(words[:place]), key_of(words[place:])
            matched = self._beside(one, other, asked, in_order=True) or self._beside(other, one, asked, in_order=False)
            if matched:
                return matched
        return ()

    def _beside(self, key: str, rest: str, asked: Asked, *, in_order: bool) -> Candidates:
        found = [each for each in self._index.cities(asked.country, key) if asked.admits(each.division)]
        if not found:
            return ()
        codes = {each.first_level for each in self._index.divisions(asked.country, rest)}
        county = rest in COUNTIES.get(asked.country, ())
        inside = [each for each in found if county or each.division in codes]
        if inside and (matched := only(chosen(inside), lambda city: by_name(city, BROAD))):
            return matched
        # A name that is only called so does not stand behind that of its town.
        others = self._index.cities(asked.country, rest) if in_order or not found[0].rank else []
        others = [each for each in others if each.population >= LARGE]
        near = [e for e in found if e.population >= LARGE and _within(others, point_of(e), _SUBURB)]
        return close(named(chosen(near)), 0.7) if near else ()


def _within(cities: Iterable[FoundCity], point: Point, kilometres: float) -> list[FoundCity]:
    return [each for each in cities if distance(point, point_of(each)) <= kilometres]
