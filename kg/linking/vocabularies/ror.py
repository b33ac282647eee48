"""The Research Organization Registry: its dump in schema version 2, JSON."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from .term import Rank, VocabularyTerm

__all__ = ["read_ror"]


class _Name(msgspec.Struct, frozen=True):
    value: str
    types: tuple[str, ...] = ()


class _Details(msgspec.Struct, frozen=True):
    country_code: str | None = None


class _Location(msgspec.Struct, frozen=True):
    geonames_details: _Details = _Details()


class _Relationship(msgspec.Struct, frozen=True):
    id: str
    type: str


class _Organization(msgspec.Struct, frozen=True):
    id: str
    names: tuple[_Name, ...]
    """Schema version 1 has none."""
    locations: tuple[_Location, ...] = ()
    relationships: tuple[_Relationship, ...] = ()
    status: str = "active"


_RANKS = (("label", Rank.SYNONYM), ("alias", Rank.SYNONYM), ("acronym", Rank.ACRONYM))


def read_ror(stream: BinaryIO) -> Iterator[VocabularyTerm]:
    """The active organizations with their names, acronyms, country and parents."""
    for each in msgspec.json.decode(stream.read(), type=tuple[_Organization, ...]):
        if each.status == "active":
            yield _term(each)


def _term(each: _Organization) -> VocabularyTerm:
    label = next((name.value for name in each.names if "ror_display" in name.types), None)
    names = [(rank, name.value) for kind, rank in _RANKS for name in each.names if kind in name.types]
    countries = [place.geonames_details.country_code for place in each.locations]
    parents = [relation.id for relation in each.relationships if relation.type == "parent"]
    return VocabularyTerm(
        each.id,
        label,
        tuple((rank, name) for rank, name in dict.fromkeys(names) if name != label),
        country=next((code for code in countries if code), None),
        parents=tuple(parents),
    )
