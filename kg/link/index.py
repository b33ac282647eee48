"""The names of the lexicon: which terms bear a name, and what is known of a term."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .fuzzy import blocks
from .term import Rank

__all__ = ["Hit", "TermIndex", "TermInfo"]


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


class TermIndex:
    """Terms in the files of a lexicon, taken together."""

    def __init__(self, files: Iterable[tuple[str, sqlite3.Connection]]) -> None:
        self._files = tuple(files)
        self._known: dict[str, TermInfo] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is installed."""
        return not self._files

    def hits(self, keys: Sequence[str]) -> dict[str, list[Hit]]:
        """Key -> the terms that bear it, best rank first."""
        found: dict[str, list[Hit]] = {}
        asked = json.dumps(list(dict.fromkeys(keys)))
        for source, connection in self._files:
            rows = connection.execute(
                "SELECT n.key, t.iri, n.rank, n.words, n.text FROM name n JOIN term t ON t.id = n.term "
                "WHERE n.key IN (SELECT value FROM json_each(?))",
                (asked,),
            )
            for key, iri, rank, words, text in rows:
                found.setdefault(key, []).append(Hit(iri, Rank(rank), words, text, source))
        for hits in found.values():
            hits.sort(key=lambda hit: (hit.rank, hit.iri, hit.source, hit.text))
        return found

    def similar(self, words: Sequence[str]) -> dict[str, str]:
        """The names worth comparing with one that was not found: their words -> their key."""
        asked = json.dumps(list(blocks(words)))
        question = "SELECT words, key FROM block WHERE block IN (SELECT value FROM json_each(?))"
        return {row[0]: row[1] for _, connection in self._files for row in connection.execute(question, (asked,))}

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
        question = "SELECT label, branches, country, parents FROM term WHERE iri = ?"
        for _, connection in self._files:
            for row in connection.execute(question, (iri,)):
                label = label or row[0]
                branches.update(row[1].split())
                country, parents = country or row[2], parents or tuple((row[3] or "").split())
        return TermInfo(label, frozenset(branches), country, parents)
