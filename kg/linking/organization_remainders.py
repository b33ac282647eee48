"""What a name says beside the organization that was found in it: that it is this one, a part of it, or another."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from kg.countries import country_code

from .index import Hit
from .organization_index import KnownOrganization, OrganizationIndex
from .organization_names import NamePiece, OrganizationName, is_address, is_generic, organization_words
from .organization_seats import Seat, SeatIndex
from .vocabularies.term import Rank

__all__ = ["FoundPart", "Remainder", "Remainders", "has_places_elsewhere"]

_UNITS = frozenset(
    {
        *("campus", "cancer", "center", "clinic", "clinical", "college", "comprehensive", "department", "division"),
        *("faculty", "health", "hospital", "institute", "laboratory", "medical", "oncology", "pediatric", "program"),
        *("research", "school", "section", "service", "unit"),
    }
)
"""Words with which the name of a part begins behind that of the whole: "University of X Cancer Center"."""

_WHOLES = frozenset({"academy", "assistance", "chru", "chu", "college", "hochschule", "network", "nhs", "system"})
_UNIVERSITY = "universi"
"""How words begin in the name of the whole behind that of its part: "Hospital X, University of Y"."""

_BUSINESS = frozenset(
    {
        *("biopharma", "farma", "farmaceutica", "farmaceutici", "group", "holding", "laboratory", "laboratoire"),
        *("laboratorio", "pharma", "pharmaceutical"),
    }
)
"""Words that a group of companies is called with or without: "Novartis Pharmaceuticals"."""

_CONNECTIONS = frozenset({"&", "and", "at", "de", "du", "for", "in", "of", "on"})

_HOSPITALS = frozenset({"clinic", "hospital"})
_TEACHING = frozenset({"department", "faculty", "school"})
_SCHOOLS = frozenset({"college", "faculty", "school"})
_OWN_HOSPITALS = frozenset({"AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "NL", "NO", "PT", "SE"})
"""Countries whose university hospitals are bodies of their own, of regions or trusts, and no part of the university."""

_AT_MANY_PLACES = frozenset({"company", "education", "government", "nonprofit"})
_STATE = 2
"""Letters of a state's abbreviation."""

_SEVERAL = 3
"""Parts from which on a hospital is a group of them."""


class Remainder(IntEnum):
    """What is left of a name says of the organization found in it: the larger the number, the less it is that one."""

    SAME = 0
    """Nothing else: its place, its address, another name of it, or what it is part of."""
    OF_LARGER = 1
    """That it belongs to some larger organization."""
    PART = 2
    """That a part of it is meant."""
    OTHER = 3
    """That another organization is meant."""


def has_places_elsewhere(known: KnownOrganization) -> bool:
    """Whether an organization may be found far from its seat: a hospital is not, unless it is many hospitals."""
    facts = known.facts
    if "healthcare" in facts.types:
        return facts.children >= _SEVERAL
    return not _AT_MANY_PLACES.isdisjoint(facts.types)


class FoundPart(NamedTuple):
    """An organization that was found in a part of a name."""

    iri: str
    reading: OrganizationName
    """The part."""
    seat: Seat
    """Where the organization that is looked for is said to be."""
    foreign: bool
    """Whether the one found has its seat in another country."""
    near: bool
    """Whether it has its seat in the city."""


class Remainders:
    """Judges what is left of names."""

    def __init__(self, organizations: OrganizationIndex, seats: SeatIndex) -> None:
        self._organizations = organizations
        self._seats = seats

    def judge(self, piece: NamePiece, part: FoundPart, *, named: Sequence[Hit]) -> Remainder:
        """What a piece says beside an organization; `named` are the organizations that it names itself."""
        known, seat = self._organizations.of(part.iri), part.seat
        found = organization_words(piece.text)
        found = found[1:] if found[:1] == ("in",) else found
        country = country_code(" ".join(found))
        if not found or country in known.countries or _names_city(found, known) or is_address(piece.text):
            return Remainder.SAME
        if any(organization_words(place) == found for place in (seat.city, seat.state) if place):
            return Remainder.SAME if self._seats.within(known, seat) else _in_city(known, near=part.near)
        if not {hit.iri for hit in named}.isdisjoint((part.iri, *self._organizations.above(part.iri))):
            return Remainder.SAME
        if country:
            return Remainder.PART if part.foreign else Remainder.OTHER
        if self._is_of_elsewhere(found, named, known) and not _is_inside(piece, part):
            return Remainder.OTHER
        if piece.slashed and _names_institution(found):
            return Remainder.OTHER
        if piece.attached:
            return self._attached(piece.text, found, part, named=bool(named))
        return self._separate(piece, found, part)

    def _is_of_elsewhere(self, found: tuple[str, ...], named: Sequence[Hit], known: KnownOrganization) -> bool:
        """Whether a piece names organizations of other countries only."""
        others = [hit for hit in named if hit.rank < Rank.ACRONYM]
        countries = frozenset[str]().union(*(self._organizations.of(hit.iri).countries for hit in others))
        return bool(others) and not is_generic(found) and countries.isdisjoint(known.countries)

    def _separate(self, piece: NamePiece, found: tuple[str, ...], part: FoundPart) -> Remainder:
        known = self._organizations.of(part.iri)
        if not part.seat.city and self._seats.names_city(piece.text, known):
            return _in_city(known, near=False)
        last = [organization_words(each.text) for each in part.reading.cut if each.last]
        if not _SCHOOLS.isdisjoint(found) and any(_names_larger(words, known) for words in last):
            return Remainder.OF_LARGER  # the school of the university that the name ends with
        if found[0] in _UNITS:
            return Remainder.PART
        outside = piece.last or not (last or part.reading.joined or piece.slashed)
        return Remainder.OF_LARGER if outside and _names_larger(found, known) else Remainder.PART

    def _attached(self, text: str, found: tuple[str, ...], part: FoundPart, *, named: bool) -> Remainder:
        known = self._organizations.of(part.iri)
        first = text.partition(" ")[0].lower()
        if first == "at":
            there = self._seats.names_city(text, known)
            return _in_city(known, near=False) if there else Remainder.OF_LARGER
        whole = _names_larger(found, known)
        if first in _CONNECTIONS:
            return Remainder.OF_LARGER if first == "of" and whole else Remainder.OTHER
        if known.facts.children and "company" in known.facts.types and _BUSINESS.issuperset(found):
            return Remainder.OF_LARGER
        if _names_part(found, known, part):
            return Remainder.PART
        return Remainder.OF_LARGER if whole and named else Remainder.OTHER


def _is_inside(piece: NamePiece, part: FoundPart) -> bool:
    """Whether a piece stands before the name of a whole: whatever it is called elsewhere, it is part of that one."""
    return not piece.attached and not piece.last and _names_whole(part.reading.words)


def _in_city(known: KnownOrganization, *, near: bool) -> Remainder:
    """What it says of an organization that the name adds a city, which is not the one of its seat.

    A university of another city is another one: "University of Missouri, Kansas City".
    """
    if "education" in known.facts.types or not has_places_elsewhere(known):
        return Remainder.SAME if near else Remainder.OTHER
    return Remainder.PART


def _names_city(found: tuple[str, ...], known: KnownOrganization) -> bool:
    """Whether words name the city of an organization: "Washington" or "Washington DC"."""
    cities = [organization_words(location.city) for location in known.facts.locations if location.city]
    return found in cities or (found[:-1] in cities and len(found[-1]) == _STATE)


def _names_institution(found: Sequence[str]) -> bool:
    """Whether words name a partner: "Bellevue Hosp / New York Univ Med Ctr" is not New York University's."""
    return "hospital" in found or {"medical", "center"} <= set(found)


def _names_whole(found: Sequence[str]) -> bool:
    return any(word in _WHOLES or word.startswith(_UNIVERSITY) for word in found)


def _names_larger(found: Sequence[str], known: KnownOrganization) -> bool:
    """Whether words behind the name of an organization name what it may be part of; of a university nothing does."""
    return _names_whole(found) and "education" not in known.facts.types


def _names_part(found: tuple[str, ...], known: KnownOrganization, part: FoundPart) -> bool:
    """Whether words behind the name of an organization name a part of it."""
    if "education" not in known.facts.types:
        return found[0] in _UNITS
    if not (part.near or part.reading.short or _names_whole(part.reading.words)):
        return False  # "Holy Cross Hospital, Fort Lauderdale" is no part of the College of the Holy Cross
    if not _HOSPITALS.isdisjoint(found) and _TEACHING.isdisjoint(found) and known.countries & _OWN_HOSPITALS:
        return False
    return not _UNITS.isdisjoint(found)
