"""The names of the lexicon: which terms bear a name, and what is known of a term."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from .fuzzy import blocks
from .lexicon import Shelf
from .vocabularies.term import Rank

__all__ = ["MOST_REMEMBERED", "Hit", "TermIndex", "TermInfo"]

MOST_REMEMBERED = 200_000
"""Names share most of their parts; so many keys are kept before all are forgotten."""

# The join is written so that SQLite goes from the keys to the names, and builds no table of the keys.
_HITS = """
SELECT n.key, t.iri, n.rank, n.words, n.text, {name}
FROM json_each(:keys) k CROSS JOIN {schema}.name n CROSS JOIN {schema}.term t WHERE n.key = k.value AND t.id = n.term
"""
_SIMILAR = "SELECT b.words FROM json_each(:blocks) k CROSS JOIN {schema}.block b WHERE b.block = k.value"
_INFO = "SELECT label, branches, country, parents, trees FROM {schema}.term WHERE iri = :iri"
_TREES = "SELECT trees FROM {schema}.term WHERE trees <> ''"


class Hit(NamedTuple):
    """A term that bears a name of the key looked for."""

    iri: str
    rank: Rank
    words: str
    """The name's words in their order."""
    text: str
    """The name as the vocabulary writes it."""
    source: str
    """The vocabulary."""


class TermInfo(NamedTuple):
    """What is known of a term."""

    label: str | None
    branches: frozenset[str]
    country: str | None
    parents: tuple[str, ...]
    trees: tuple[str, ...] = ()
    """The tree numbers of a descriptor of MeSH."""


class TermIndex:
    """Terms in the files of a lexicon, taken together."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self._shelves = tuple(shelves)
        self._known: dict[str, TermInfo] = {}
        self._found: dict[str, tuple[Hit, ...]] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is installed."""
        return not self._shelves

    def hits(self, keys: Sequence[str]) -> dict[str, list[Hit]]:
        """Key -> the terms that bear it, best rank first."""
        if len(self._found) > MOST_REMEMBERED:
            self._found.clear()
        if new := [key for key in dict.fromkeys(keys) if key not in self._found]:
            self._look_up(new)
        return {key: list(found) for key in keys if (found := self._found[key])}

    def _look_up(self, keys: Sequence[str]) -> None:
        found: dict[str, list[Hit]] = {}
        asked = json.dumps(keys)
        for shelf in self._shelves:
            for key, iri, rank, words, text, source in shelf.rows(_HITS, {"keys": asked}):
                found.setdefault(key, []).append(Hit(iri, Rank(rank), words, text, source))
        for key in keys:
            hits = sorted(found.get(key, ()), key=lambda hit: (hit.rank, hit.iri, hit.source, hit.text))
            self._found[key] = tuple(hits)

    def similar(self, words: Sequence[str]) -> set[str]:
        """The names worth comparing with one that was not found, as their words."""
        asked = json.dumps(list(blocks(words)))
        return {row[0] for shelf in self._shelves for row in shelf.rows(_SIMILAR, {"blocks": asked})}

    def is_above(self, wider: str, narrower: str) -> bool:
        """Whether a term stands above another one in the tree of MeSH."""
        below = self.info(narrower).trees
        return any(number.startswith(f"{tree}.") for tree in self.info(wider).trees for number in below)

    def has_narrower(self, iri: str) -> bool:
        """Whether any term stands below a term in the tree of MeSH."""
        return not self._numbers_above.isdisjoint(self.info(iri).trees)

    @cached_property
    def _numbers_above(self) -> frozenset[str]:
        """The tree numbers with others below them: some twelve thousand, looked through once."""
        rows = (row for shelf in self._shelves for row in shelf.rows(_TREES, {}))
        return frozenset(number.rpartition(".")[0] for (trees,) in rows for number in trees.split())

    def info(self, iri: str) -> TermInfo:
        """What all files know of a term."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._info(iri)
        return known

    def _info(self, iri: str) -> TermInfo:
        label: str | None = None
        branches: set[str] = set()
        country: str | None = None
        parents: tuple[str, ...] = ()
        trees: tuple[str, ...] = ()
        for shelf in self._shelves:
            for row in shelf.rows(_INFO, {"iri": iri}):
                label = label or row[0]
                branches.update(row[1].split())
                country, parents = country or row[2], parents or tuple((row[3] or "").split())
                trees = trees or tuple(row[4].split())
        return TermInfo(label, frozenset(branches), country, parents, trees)
