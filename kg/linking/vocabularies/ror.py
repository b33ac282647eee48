"""The Research Organization Registry: its dump in schema version 2, JSON."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from kg.countries import country_code

from .term import Dropped, OrganizationFacts, OrganizationLocation, Rank, VocabularyTerm

__all__ = ["read_ror"]


class _Name(msgspec.Struct, frozen=True):
    value: str
    types: tuple[str, ...] = ()


class _Details(msgspec.Struct, frozen=True):
    country_code: str | None = None
    name: str | None = None


class _Location(msgspec.Struct, frozen=True):
    geonames_id: int | None = None
    geonames_details: _Details = _Details()


class _Relationship(msgspec.Struct, frozen=True):
    id: str
    type: str


class _Organization(msgspec.Struct, frozen=True):
    id: str
    names: tuple[_Name, ...]
    """Schema version 1 has none."""
    types: tuple[str, ...] = ()
    locations: tuple[_Location, ...] = ()
    relationships: tuple[_Relationship, ...] = ()
    status: str = "active"


_RANKS = (("label", Rank.SYNONYM), ("alias", Rank.SYNONYM), ("acronym", Rank.ACRONYM))
_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")


def read_ror(stream: BinaryIO) -> Iterator[VocabularyTerm | Dropped]:
    """The active organizations with their names and acronyms, types, seats, and what they are part of."""
    for each in msgspec.json.decode(stream.read(), type=tuple[_Organization, ...]):
        yield _term(each) if each.status == "active" else Dropped(each.status)


def _term(each: _Organization) -> VocabularyTerm:
    label = next((name.value for name in each.names if "ror_display" in name.types), None)
    names = [(rank, name.value) for kind, rank in _RANKS for name in each.names if kind in name.types]
    written = [(Rank.PREFERRED, label), *names] if label else names
    bare = [found for rank, name in written if rank is not Rank.ACRONYM for found in _without_brackets(rank, name)]
    return VocabularyTerm(
        each.id,
        label,
        tuple((rank, name) for rank, name in dict.fromkeys([*bare, *names]) if name != label),
        organization=_facts(each),
    )


def _without_brackets(rank: Rank, name: str) -> Iterator[tuple[Rank, str]]:
    """The name that ROR tells from its namesakes: `Pfizer` of "Pfizer (United States)".

    A country in brackets is no part of the name; anything else may be, so that the name without it ranks behind.
    """
    if found := _BRACKETS.search(name):
        yield (rank if country_code(found[1]) else Rank.SYNONYM), name[: found.start()]


def _facts(each: _Organization) -> OrganizationFacts:
    places = ((place.geonames_details, place.geonames_id) for place in each.locations)
    relations = [(relation.type, relation.id) for relation in each.relationships]
    return OrganizationFacts(
        each.types,
        tuple(OrganizationLocation(details.country_code, details.name, number) for details, number in places),
        tuple(iri for kind, iri in relations if kind == "parent"),
        sum(kind == "child" for kind, _ in relations),
    )
