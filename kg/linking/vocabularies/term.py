"""A term of a public vocabulary with its names, as the publishers' files give it."""

from enum import IntEnum
from typing import NamedTuple

from kg.vocabulary_list import Branch

__all__ = [
    "BRANCHES_OF_KIND",
    "Branch",
    "City",
    "Counterpart",
    "CountryDivision",
    "Dropped",
    "Rank",
    "VocabularyTerm",
]


class Rank(IntEnum):
    """What a name is to its term; a smaller rank is better evidence."""

    PREFERRED = 0
    SYNONYM = 1
    MAPPED = 2
    """A name of a term that another vocabulary or a curated table calls the same."""
    ACRONYM = 3


BRANCHES_OF_KIND = {
    "condition": frozenset({Branch.DISEASE}),
    "treatment": frozenset({Branch.CHEMICAL, Branch.PROCEDURE, Branch.CELL}),
}
"""The branches that rank first for a kind of node."""


class Counterpart(NamedTuple):
    """A term of another vocabulary that a source calls the same as one of MeSH."""

    iri: str
    label: str | None = None
    reference: bool = False
    """Whether it is tied by a cross-reference, which may be loose, and not by an exact match."""
    confidence: float = 1.0
    """How sure the source is of an exact match; 1 where it does not say."""


class Dropped(NamedTuple):
    """A term of a file that is not read."""

    reason: str
    """A sentence's end: `obsolete`, `without a label`."""


class VocabularyTerm(NamedTuple):
    """A term, or what one source says of it; several of one IRI are one term."""

    iri: str
    label: str | None = None
    """The preferred label, from the term's own vocabulary."""
    names: tuple[tuple[Rank, str], ...] = ()
    """Other names."""
    branches: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2 code, of an organization."""
    parents: tuple[str, ...] = ()
    """The IRIs of the organizations that this one is part of; of a supplementary disease of MeSH, of its headings."""
    trees: tuple[str, ...] = ()
    """The tree numbers of a descriptor of MeSH, such as `C15.378.071.085`."""
    called: str | None = None
    """The label that a table of mappings gives it, for want of the preferred one."""
    counterpart: Counterpart | None = None
    """The term of another vocabulary whose names the mapped names are."""


class CountryDivision(NamedTuple):
    """A division of a country, of the first level or the second."""

    country: str
    code: str
    """As GeoNames gives it: `27` of the first level, `ENG.G5` of the second."""
    name: str
    id: int = 0
    """0 where the file does not say it."""
    other_names: tuple[str, ...] = ()


class City(NamedTuple):
    """A populated place of GeoNames."""

    id: int
    name: str
    country: str
    division: str
    """The code of the first-level division, as GeoNames gives it."""
    latitude: float
    longitude: float
    population: int
    other_names: tuple[str, ...] = ()
