"""The organizations of the lexicon: what tells each from its namesakes."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .lexicon import Shelf
from .name_filter import NameFilter
from .vocabularies.term import OrganizationFacts, OrganizationLocation

__all__ = ["KnownOrganization", "OrganizationIndex"]

_FACTS = """
SELECT t.label, o.types, o.locations, o.parents, o.children
FROM {schema}.term t JOIN {schema}.organization o ON o.term = t.id WHERE t.iri = :iri
"""
_FILTER = "SELECT checksums FROM {schema}.name_filter"


class KnownOrganization(NamedTuple):
    """What the lexicon knows of an organization."""

    label: str | None
    facts: OrganizationFacts

    @property
    def countries(self) -> frozenset[str]:
        """The countries in which it has a seat."""
        return frozenset(place.country for place in self.facts.locations if place.country)


_UNKNOWN = KnownOrganization(None, OrganizationFacts())


class OrganizationIndex:
    """Organizations in the files of a lexicon; of one that several hold, the first tells."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self._shelves = tuple(shelves)
        self._known: dict[str, KnownOrganization] = {}

    @cached_property
    def bears(self) -> NameFilter:
        """Whether some organization may bear a name of these words."""
        return NameFilter(row[0] for shelf in self._shelves for row in shelf.rows(_FILTER, {}))

    def of(self, iri: str) -> KnownOrganization:
        """What is known of an organization; nothing of one that is not installed."""
        if iri not in self._known:
            self._known[iri] = next(self._read(iri), _UNKNOWN)
        return self._known[iri]

    def _read(self, iri: str) -> Iterator[KnownOrganization]:
        for shelf in self._shelves:
            for label, types, locations, parents, children in shelf.rows(_FACTS, {"iri": iri}):
                places = tuple(OrganizationLocation(*each) for each in json.loads(locations))
                yield KnownOrganization(
                    label, OrganizationFacts(tuple(types.split()), places, tuple(parents.split()), children)
                )

    def above(self, iri: str) -> tuple[str, ...]:
        """All organizations that one is part of, the nearest first; each once, should the registry go in a circle."""
        found: dict[str, None] = {}
        waiting = list(self.of(iri).facts.parents)
        while waiting:
            each = waiting.pop(0)
            if each not in found and each != iri:
                found[each] = None
                waiting += self.of(each).facts.parents
        return tuple(found)
