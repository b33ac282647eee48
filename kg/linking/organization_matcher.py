"""Organizations and facilities: from a name to the Research Organization Registry.

A name is first looked for whole, then in parts. Of the organizations that bear one name those in the country are taken
that is known (of a facility always, of a sponsor where its class or its name tells), of a facility those in the city;
then those of which it is the better name; then the one that the others are part of, or the only one with parts.
What a part leaves out of the name decides whether it is the organization itself, a part of it, or another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.countries import country_code

from .concept_matcher import Candidate
from .index import Hit, TermIndex
from .match import Method, Predicate
from .names import key
from .organization_index import OrganizationIndex
from .organization_names import (
    OrganizationName,
    company_readings,
    countries_of_legal_form,
    in_city,
    is_generic,
    is_person,
    organization_words,
    part_readings,
    whole_readings,
    without_site_number,
)
from .organization_remainders import FoundPart, Remainder, Remainders, has_places_elsewhere
from .organization_seats import Seat, SeatIndex
from .vocabularies.term import Rank

__all__ = ["OrganizationMatcher"]

_MOST = 5
_GUESS = {Rank.PREFERRED: 0.97, Rank.SYNONYM: 0.93, Rank.MAPPED: 0.9, Rank.ACRONYM: 0.7}
_METHOD = {
    Rank.PREFERRED: Method.PREFERRED_LABEL,
    Rank.SYNONYM: Method.SYNONYM,
    Rank.MAPPED: Method.SYNONYM,
    Rank.ACRONYM: Method.ACRONYM,
}
_PARENT = 0.75
_PERMUTED = 0.9
"""Factor for a name whose words stand in another order."""
_LONG_ACRONYM = 5
"""Letters of an abbreviation that tells an organization without its place: that of three stands for dozens."""
_FOREIGN = 0.5
"""Factor for a company whose seat is in another country."""
_HEAD, _ONLY_WITH_PARTS = 0.95, 0.9
"""Factors for the namesake that the others are part of, and for the only one that has parts."""
_LEFT = {Remainder.SAME: 0.97, Remainder.OF_LARGER: 0.9}
"""Factors by what is left of the name."""


_Named = Mapping[str, Sequence[Hit]]


class _Choice(NamedTuple):
    """The organizations that a reading may mean."""

    hits: Sequence[Hit]
    factor: float
    foreign: bool
    """Whether their seats are in another country."""
    near: bool | None
    """Whether their seats are in the city; None where none is known."""
    above: str | None = None
    """What all of them are part of, in their stead."""


class OrganizationMatcher:
    """Matches names of sponsors and facilities."""

    def __init__(self, index: TermIndex, organizations: OrganizationIndex, seats: SeatIndex) -> None:
        self._index = index
        self._organizations = organizations
        self._seats = seats
        self._remainders = Remainders(organizations, seats)

    def match(self, name: str, seat: Seat) -> tuple[Candidate, ...]:
        """The organization of that name, else the one that it is part of; with a city the name is a facility's."""
        if self._index.empty or is_person(name):
            return ()
        if seat.city:
            name = without_site_number(name)
        else:
            seat = seat._replace(likely=countries_of_legal_form(name))
        bears = self._organizations.bears
        wholes = [reading for reading in _wholes(name, seat) if bears(reading.words)]
        if wholes and (found := self._whole(wholes, self._named(wholes), seat)):
            return found
        parts = list(part_readings(name, bears, city=organization_words(seat.city) if seat.city else ()))
        return self._part(parts, self._named(parts), seat) if parts else ()

    def _whole(self, readings: Sequence[OrganizationName], named: _Named, seat: Seat) -> tuple[Candidate, ...]:
        for reading in readings:
            hits = _bearing(reading, named)
            if hits and (chosen := self._chosen(_in_order(reading, hits) or hits, reading, seat)):
                exact = not (chosen.near is False or chosen.foreign or chosen.above or reading.owner)
                return _candidates(chosen, Predicate.SAME if exact else Predicate.BROAD)
        return ()

    def _part(self, readings: Sequence[OrganizationName], named: _Named, seat: Seat) -> tuple[Candidate, ...]:
        broad: _Choice | None = None
        for reading in readings:
            hits = _in_order(reading, _bearing(reading, named))
            chosen = self._chosen(hits, reading, seat) if hits else None
            if chosen is None or len(chosen.hits) > 1 or (chosen.foreign and (seat.city or not _country_cut(reading))):
                continue
            left = self._left(reading, chosen, seat)
            if left is Remainder.OTHER or not _is_telling(reading, chosen, left) or _is_place(reading, seat):
                continue
            if left in _LEFT and chosen.near is not False and not chosen.foreign:
                return _candidates(chosen._replace(factor=chosen.factor * _LEFT[left]), Predicate.SAME)
            broad = broad or chosen
        return _candidates(broad, Predicate.BROAD) if broad else ()

    def _named(self, readings: Iterable[OrganizationName]) -> _Named:
        """The names of the lexicon that have the words of readings, in whatever order."""
        return self._index.hits([key(reading.words) for reading in readings])

    def _chosen(self, hits: list[Hit], reading: OrganizationName, seat: Seat) -> _Choice | None:
        """The best of those that bear a name; all of the best if nothing decides among them."""
        factor = 1.0 if _in_order(reading, hits) else _PERMUTED
        country = seat.country or _country_cut(reading)
        inside = [hit for hit in hits if not country or country in self._organizations.of(hit.iri).countries]
        abroad = [] if inside else [hit for hit in hits if self._is_company(hit) and hit.rank < Rank.ACRONYM]
        if abroad:
            return self._decided(abroad, factor * _FOREIGN, foreign=True, near=None)
        if not seat.city:
            likely = [hit for hit in inside if seat.likely & self._organizations.of(hit.iri).countries]
            return self._decided(likely or inside, factor, foreign=False, near=None)
        if near := [hit for hit in inside if self._seats.near(self._organizations.of(hit.iri), seat)]:
            return self._decided(near, factor, foreign=False, near=True)
        far = [hit for hit in inside if hit.rank is Rank.PREFERRED and factor == 1.0]
        far = [hit for hit in far if has_places_elsewhere(self._organizations.of(hit.iri))]
        return self._decided(far, factor, foreign=False, near=False)

    def _decided(self, hits: list[Hit], factor: float, *, foreign: bool, near: bool | None) -> _Choice | None:
        best = min((hit.rank for hit in hits), default=None)
        if best is Rank.ACRONYM and not near and min(len(hit.text) for hit in hits) < _LONG_ACRONYM:
            return None
        level = list({hit.iri: hit for hit in reversed(hits) if hit.rank == best}.values())[::-1]
        if not level or (best is Rank.ACRONYM and len(level) > 1):
            return None
        if len(level) == 1:
            return _Choice(level, factor, foreign, near)
        above = {hit.iri: set(self._organizations.above(hit.iri)) for hit in level}
        heads = [hit for hit in level if not above[hit.iri] & above.keys()]
        heads = [hit for hit in heads if any(hit.iri in wider for wider in above.values())]
        if len(heads) == 1:
            return _Choice(heads, factor * _HEAD, foreign, near)
        whole = [hit for hit in level if self._organizations.of(hit.iri).facts.children]
        if len(whole) == 1:
            return _Choice(whole, factor * _ONLY_WITH_PARTS, foreign, near)
        return _Choice(level, factor, foreign, near, self._common(level))

    def _common(self, level: Sequence[Hit]) -> str | None:
        """The one company that companies of one name are part of: of MSD in a dozen countries Merck in Rahway."""
        parents = {iri for hit in level for iri in self._organizations.of(hit.iri).facts.parents}
        return next(iter(parents)) if len(parents) == 1 and all(map(self._is_company, level)) else None

    def _is_company(self, hit: Hit) -> bool:
        return "company" in self._organizations.of(hit.iri).facts.types

    def _left(self, reading: OrganizationName, chosen: _Choice, seat: Seat) -> Remainder:
        """What the name says beside the organization, all in all."""
        part = FoundPart(chosen.hits[0].iri, reading, seat, chosen.foreign, bool(chosen.near))
        judged = Remainder.SAME
        for piece in reading.cut:
            alone = OrganizationName(organization_words(piece.text), short=True)
            named = _bearing(alone, self._named([alone])) if self._organizations.bears(alone.words) else []
            judged = max(judged, self._remainders.judge(piece, part, named=named))
        return judged


def _wholes(name: str, seat: Seat) -> Iterator[OrganizationName]:
    readings = list(whole_readings(name))
    yield from readings
    if seat.city:
        yield in_city(readings[-1], seat.city)
    else:
        yield from company_readings(name)


def _bearing(reading: OrganizationName, named: _Named) -> list[Hit]:
    """The names that agree with a reading; an abbreviation with abbreviations alone."""
    hits = named.get(key(reading.words), ())
    same = [hit for hit in hits if sorted(hit.words.split()) == sorted(reading.words)]
    return [hit for hit in same if hit.rank < Rank.ACRONYM or reading.short]


def _in_order(reading: OrganizationName, hits: list[Hit]) -> list[Hit]:
    """The names whose words stand in the same order."""
    return [hit for hit in hits if tuple(hit.words.split()) == reading.words]


def _country_cut(reading: OrganizationName) -> str | None:
    """The country that a name says beside an organization's: "Southeast University, China"."""
    named = (country_code(" ".join(organization_words(piece.text))) for piece in reading.cut)
    return next((code for code in named if code), None)


def _is_place(reading: OrganizationName, seat: Seat) -> bool:
    """Whether a part of a name is that of a place."""
    places = (organization_words(place) for place in (seat.city, seat.state) if place)
    return reading.words in places or country_code(" ".join(reading.words)) is not None


def _is_telling(reading: OrganizationName, chosen: _Choice, left: Remainder) -> bool:
    """Whether a part of a name tells an organization: neither "University Hospital" nor "Avon" of "Avon Institute"."""
    if left is Remainder.SAME or chosen.foreign:
        return True
    if len(reading.words) == 1 and left is Remainder.PART:
        return bool(chosen.near) and (reading.short or not any(piece.attached for piece in reading.cut))
    return bool(chosen.near) or not is_generic(reading.words)


def _candidates(chosen: _Choice, predicate: Predicate) -> tuple[Candidate, ...]:
    hits = chosen.hits[:1] if chosen.above else chosen.hits
    return tuple(_candidate(hit, chosen, predicate, several=len(hits)) for hit in hits[:_MOST])


def _candidate(hit: Hit, chosen: _Choice, predicate: Predicate, *, several: int) -> Candidate:
    confidence = _GUESS[hit.rank] * chosen.factor / several
    if several > 1:
        return Candidate(hit.iri, Predicate.CLOSE, Method.AMBIGUOUS, confidence, hit.text, hit.source, several)
    if predicate is Predicate.SAME:
        return Candidate(hit.iri, predicate, _METHOD[hit.rank], confidence, hit.text, hit.source)
    whole = chosen.above or hit.iri
    return Candidate(whole, predicate, Method.PARENT, min(confidence, _PARENT * chosen.factor), hit.text, hit.source)
