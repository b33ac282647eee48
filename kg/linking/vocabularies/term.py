"""A term of a public vocabulary with its names, as the publishers' files give it."""

from enum import IntEnum
from typing import NamedTuple

__all__ = ["BRANCHES_OF_KIND", "Branch", "City", "CountryDivision", "Rank", "VocabularyTerm"]


class Rank(IntEnum):
    """What a name is to its term; a smaller rank is better evidence."""

    PREFERRED = 0
    SYNONYM = 1
    MAPPED = 2
    """A name of a term that another vocabulary or a curated table calls the same."""
    ACRONYM = 3


class Branch:
    """Where in its vocabulary a term stands, in the words that all vocabularies are read in."""

    DISEASE = "disease"
    CHEMICAL = "chemical"
    PROCEDURE = "procedure"
    CELL = "cell"
    ANATOMY = "anatomy"
    ORGANISM = "organism"
    OTHER = "other"


BRANCHES_OF_KIND = {
    "condition": frozenset({Branch.DISEASE}),
    "treatment": frozenset({Branch.CHEMICAL, Branch.PROCEDURE, Branch.CELL}),
}
"""The branches that rank first for a kind of node."""


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
    """The IRIs of the organizations that this one is part of."""
    trees: tuple[str, ...] = ()
    """The tree numbers of a descriptor of MeSH, such as `C15.378.071.085`."""


class CountryDivision(NamedTuple):
    """The name of a first-level division of a country."""

    country: str
    code: str
    name: str


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
