"""What a place may be whose name nobody bears: a city of a like name, or the one around it.

Nothing here is more than a close or a broad match. A slip is looked for in the names of cities that are large enough to
be likelier than a place that GeoNames lacks: of 3,000 small places that were hidden from it, one in a hundred was then
taken for another (`tests/benchmarks/places.py`).
"""

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .cities import LARGE, CityIndex, FoundCity
from .namesakes import chosen, distance, point_of
from .place_candidates import UNLIKELY, Asked, Candidates, at_point, close, guess, only, slip
from .place_names import city_key, city_words, key_of, readings, word_set
from .quarters import CITY_DIVISIONS

__all__ = ["PlaceGuesses"]

_AROUND_POINT = 0.1
"""Degrees: about eleven kilometres."""

_ALIKE = 80.0
_SAME_POINT = 5.0
"""Kilometres."""

_SEEN_ALONE = (100_000, 50_000)
"""People of a city that is meant where the rest of the name says nothing, by whether the state is known."""

_OTHER_PLACE = word_set("n s e w north south east west new old upper lower great saint san santa port lake fort")
"""With these words a name is that of another place: North York is no part of York."""

_WARD_WORDS = word_set("ku gu")
"""Alone they say that a name is that of a ward, which many cities have."""

_SHORTEST = 6
_LONG = 9
"""Letters of a name in which two may be wrong."""

_VERY_LONG = 13
"""Letters of a name that is no other's, be its city small or its end cut off: registries cut after 24."""

_LEAST = (25_000, 100_000)
_LEAST_IN = {"CN": 1_000_000, "IN": 300_000, "JP": 300_000}
"""People of a city that a name with one wrong letter means, and with two; more where short names differ by a letter."""


class PlaceGuesses:
    """Guesses at cities, by likeness, by the point and by what stands as the state."""

    def __init__(self, index: CityIndex) -> None:
        self._index = index

    def guess(self, name: str, asked: Asked) -> Candidates:
        """The likeliest city, as a close or a broad match."""
        asked = self._believed(asked)
        steps = (self._alike, self._longer, self._misspelt, self._around, self._inside, self._nearest)
        return next((found for step in steps if (found := step(name, asked))), ())

    def _believed(self, asked: Asked) -> Asked:
        """The same without a point that lies in another state than the one stated: it was looked up by a name alone."""
        if asked.point is None or not asked.codes:
            return asked
        around = self._index.around(asked.country, *asked.point, degrees=_AROUND_POINT)
        contradicts = around and not any(each.division in asked.codes for each in around)
        return asked._replace(point=None) if contradicts else asked

    def _alike(self, name: str, asked: Asked) -> Candidates:
        """The city at the point whose name is much like the one written."""
        if asked.point is None:
            return ()
        point, wanted = asked.point, city_key(name)
        around = self._index.around(asked.country, *point, degrees=_AROUND_POINT)
        scores = {each: fuzz.partial_ratio(wanted, city_key(each.name)) for each in around}
        alike = [each for each, score in scores.items() if score >= _ALIKE]
        best = min(alike, key=lambda each: (-scores[each], distance(point, point_of(each)), each.id), default=None)
        return close([at_point([best], point, confidence=0.9 * scores[best] / 100)]) if best else ()

    def _longer(self, name: str, asked: Asked) -> Candidates:
        """The city whose name goes on after the one written: Moorestown-Lenola, or what a registry cut off."""
        key = city_key(name)
        if len(key) < _SHORTEST:
            return ()
        found = [each for each in self._index.longer(asked.country, key) if asked.admits(each.division)]
        ended = [each for each in found if len(key) >= _VERY_LONG or _goes_on(each.name, key)]
        return only(chosen(ended), slip) if ended else ()

    def _misspelt(self, name: str, asked: Asked) -> Candidates:
        """The city whose name differs by a slip; not at a point, which registries give where they know the name."""
        if asked.point:
            return ()
        for reading in readings(name, asked.country):
            if len(reading.key) >= _SHORTEST and reading.key.isalpha() and not reading.town:
                meant = self._slips(reading.key, asked)
                if meant:
                    return only(chosen(meant), slip)
        return ()

    def _slips(self, key: str, asked: Asked) -> list[FoundCity]:
        """The cities whose names differ by the fewest letters."""
        most = 2 if len(key) >= _LONG else 1
        names = self._index.large_names(asked.country)
        found = process.extract(key, names, scorer=OSA.distance, score_cutoff=most, limit=None)
        # The first letter is seldom wrong: Lichfield is not Richfield.
        likely = [(other, wrong) for other, wrong, _ in found if other[0] == key[0] or len(key) >= _VERY_LONG]
        for number in range(1, most + 1):
            least = _least(asked, number) if len(key) < _VERY_LONG else LARGE
            others = (other for other, wrong in likely if wrong == number)
            cities = [each for other in others for each in self._index.cities(asked.country, other) if not each.rank]
            if meant := [each for each in cities if each.population >= least and asked.admits(each.division)]:
                return meant
        return []

    def _around(self, name: str, asked: Asked) -> Candidates:
        """The city that stands as the state, whatever the name: Seoul, or Brighton where England should stand."""
        codes = [code for code in asked.codes if f"{asked.country}.{code}" in CITY_DIVISIONS]
        if len(codes) == 1 == len(asked.codes):
            big = self._index.largest(asked.country, codes[0])
            return (guess(big),) if big else ()
        if asked.state is None or self._index.divisions(asked.country, city_key(asked.state)):
            return ()
        found = [e for e in self._index.cities(asked.country, city_key(asked.state)) if e.population >= LARGE]
        return only(chosen(found), guess) if found else ()

    def _inside(self, name: str, asked: Asked) -> Candidates:
        """The large city in whose own name the name begins or ends, where the rest says nothing."""
        words = city_words(name)
        for place in range(1, len(words)):
            for part, rest in ((words[:place], words[place:]), (words[place:], words[:place])):
                if _OTHER_PLACE.intersection(rest) or _WARD_WORDS.issuperset(rest):
                    continue
                found = self._index.cities(asked.country, key_of(part))
                least = _SEEN_ALONE[bool(asked.codes)]
                large = [e for e in found if e.rank < 2 and e.population >= least and asked.admits(e.division)]
                if large and (matched := only(chosen(large), guess)):
                    return matched
        return ()

    def _nearest(self, name: str, asked: Asked) -> Candidates:
        """The city at the point: registries look a place up before they give it a point."""
        if asked.point is None:
            return ()
        point = asked.point
        around = self._index.around(asked.country, *point, degrees=_AROUND_POINT)
        near = [each for each in around if distance(point, point_of(each)) <= _SAME_POINT]
        return close([at_point(near, point)], UNLIKELY) if near else ()


def _goes_on(name: str, key: str) -> bool:
    first, hyphen, _ = name.partition("-")
    return bool(hyphen) and city_key(first) == key


def _least(asked: Asked, wrong: int) -> int:
    """How many people a city has for a slip to be likelier than another place."""
    if wrong == 1 and asked.codes:
        return LARGE
    return max(_LEAST[wrong - 1], 0 if asked.codes else _LEAST_IN.get(asked.country, 0))
