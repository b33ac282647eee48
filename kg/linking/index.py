"""The names of the lexicon: which terms bear a name, and what is known of a term."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from .fuzzy import blocks
from .lexicon import Shelf
from .names import key
from .vocabularies.term import Rank

__all__ = ["MOST_REMEMBERED", "Hit", "TermIndex", "TermInfo", "Tie"]

MOST_REMEMBERED = 200_000
"""Names share most of their parts; so many keys are kept before all are forgotten."""

# The join is written so that SQLite goes from the keys to the names, and builds no table of the keys.
_HITS = """
SELECT n.key, t.iri, n.rank, n.words, n.text, {name}, c.iri
FROM json_each(:keys) k CROSS JOIN {schema}.name n CROSS JOIN {schema}.term t
LEFT JOIN {schema}.counterpart c ON c.id = n.counterpart AND c.reference WHERE n.key = k.value AND t.id = n.term
"""
_TIED_NAMES = """
SELECT n.key, n.words FROM {schema}.term t CROSS JOIN {schema}.counterpart c CROSS JOIN {schema}.name n
WHERE t.iri = :iri AND c.term = t.id AND c.iri = :other AND n.counterpart = c.id
"""
_TIES = """
SELECT c.iri, c.label, c.reference, c.confidence, {name} FROM {schema}.term t CROSS JOIN {schema}.counterpart c
WHERE t.iri = :iri AND c.term = t.id
"""
_SIMILAR = "SELECT b.words FROM json_each(:blocks) k CROSS JOIN {schema}.block b WHERE b.block = k.value"
_TREES = "SELECT trees FROM {schema}.term WHERE trees <> ''"
_INFO = "SELECT label, branches, country, parents, trees, called FROM {schema}.term WHERE iri = :iri"


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
    reference: str | None = None
    """The IRI of the term whose name it is, where nothing but a cross-reference ties that one to this."""


class Tie(NamedTuple):
    """A term of another vocabulary that a term is called the same as."""

    iri: str
    label: str | None
    reference: bool
    """Whether nothing but a cross-reference says so."""
    confidence: float
    source: str
    """The vocabulary in the lexicon that says so."""


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
        self._confirmed: dict[tuple[str, str], bool] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is installed."""
        return not self._shelves

    def hits(self, keys: Sequence[str]) -> dict[str, list[Hit]]:
        """Key -> the terms that bear it, best rank first."""
        if len(self._found) > MOST_REMEMBERED:
            self._found.clear()
        if new := [each for each in dict.fromkeys(keys) if each not in self._found]:
            self._look_up(new)
        return {each: list(found) for each in keys if (found := self._found[each])}

    def _look_up(self, keys: Sequence[str]) -> None:
        found: dict[str, list[Hit]] = {}
        asked = json.dumps(keys)
        for shelf in self._shelves:
            for name_key, iri, rank, words, text, source, reference in shelf.rows(_HITS, {"keys": asked}):
                found.setdefault(name_key, []).append(Hit(iri, Rank(rank), words, text, source, reference))
        for each in keys:
            self._found[each] = tuple(sorted(found.get(each, ()), key=_order))

    def confirms(self, iri: str, reference: str) -> bool:
        """Whether a term that is cross-referenced to another shares a name with it, in whatever order of words.

        Cross-references also lead to what is only near; one that no name confirms is a close match at most.
        """
        pair = iri, reference
        known = self._confirmed.get(pair)
        if known is None:
            known = self._confirmed[pair] = self._shares(iri, reference)
        return known

    def _shares(self, iri: str, reference: str) -> bool:
        names = self.tied_names(iri, reference)
        hits = self.hits(sorted(set(names.values())))
        own = (hit for found in hits.values() for hit in found if hit.iri == iri and hit.rank <= Rank.SYNONYM)
        return any(key(hit.words.split()) in names for hit in own)

    def tied_names(self, iri: str, other: str) -> dict[str, str]:
        """The names that a term has from another one that is tied to it: words in a fixed order -> key."""
        asked = {"iri": iri, "other": other}
        rows = (row for shelf in self._shelves for row in shelf.rows(_TIED_NAMES, asked))
        return {key(words.split()): name_key for name_key, words in rows}

    def ties(self, iri: str) -> list[Tie]:
        """The terms of other vocabularies that files call the same as a term; of what several say the surest stands."""
        found: dict[str, Tie] = {}
        for shelf in self._shelves:
            for row in shelf.rows(_TIES, {"iri": iri}):
                tie = Tie(row[0], row[1], bool(row[2]), row[3], row[4])
                found[tie.iri] = min(found.get(tie.iri, tie), tie, key=lambda each: (each.reference, -each.confidence))
        return [found[each] for each in sorted(found)]

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
        called: str | None = None
        branches: set[str] = set()
        country: str | None = None
        parents: tuple[str, ...] = ()
        trees: tuple[str, ...] = ()
        for shelf in self._shelves:
            for row in shelf.rows(_INFO, {"iri": iri}):
                label, called = label or row[0], called or row[5]
                branches.update(row[1].split())
                country, parents = country or row[2], parents or tuple((row[3] or "").split())
                trees = trees or tuple(row[4].split())
        return TermInfo(label or called, frozenset(branches), country, parents, trees)


def _order(hit: Hit) -> tuple[Rank, str, bool, str, str]:
    """Best rank first; of one name of a term that of the source that does not merely cross-reference it."""
    return hit.rank, hit.iri, hit.reference is not None, hit.source, hit.text
