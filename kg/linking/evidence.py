"""What studies with terms assigned by their registry taught: how often a name and a term stand together."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .index import MOST_REMEMBERED, Hit
from .lexicon import Shelf
from .vocabularies.term import Rank

__all__ = ["Count", "Evidence", "Known"]

_COUNTS = """
SELECT s.key, s.whole, s.studies, NULL, NULL FROM json_each(:keys) k CROSS JOIN {schema}.seen s WHERE s.key = k.value
UNION ALL
SELECT t.key, t.whole, NULL, t.term, t.studies FROM json_each(:keys) k CROSS JOIN {schema}.together t
WHERE t.key = k.value
"""
_LABELS = """
SELECT t.key, t.iri, t.words, t.label, {name} FROM json_each(:keys) k CROSS JOIN {schema}.term t WHERE t.key = k.value
"""
_LABEL = "SELECT label FROM {schema}.term WHERE iri = :iri"


_LONG = "SELECT long, studies FROM {schema}.abbreviation WHERE short = :short"

_SURE, _LEAST_STUDIES = 0.8, 2
"""An abbreviation means what so many of the studies that explain it say, and no fewer than so many."""


class Count(NamedTuple):
    """How often a name was seen, and with which terms; of older data in parts of studies."""

    studies: float
    together: dict[str, float]
    """Term -> how many of these studies have it."""


class Known(NamedTuple):
    """What is known of a name, by its key."""

    whole: Count | None
    """Of the name alone."""
    inside: Count | None
    """Of the name inside longer ones."""
    hits: tuple[Hit, ...]
    """The terms whose label, as the registry writes it, is the name."""


class Evidence:
    """The counts of one kind of name, in the files of a lexicon; files add up."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self._shelves = tuple(shelves)
        self._known: dict[str, Known | None] = {}
        self._labels: dict[str, str | None] = {}
        self._long_forms: dict[str, str | None] = {}

    def of(self, keys: Sequence[str]) -> dict[str, Known]:
        """What is known of those of the keys that were seen."""
        if not self._shelves:
            return {}
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        if new := [key for key in dict.fromkeys(keys) if key not in self._known]:
            self._look_up(new)
        return {key: known for key in keys if (known := self._known[key])}

    def _look_up(self, keys: Sequence[str]) -> None:
        asked = json.dumps(keys)
        counts: dict[tuple[str, bool], Count] = {}
        hits: dict[str, list[Hit]] = {}
        for shelf in self._shelves:
            for key, whole, studies, term, together in shelf.rows(_COUNTS, {"keys": asked}):
                before = counts.get((key, whole), Count(0, {}))
                if term is None:
                    counts[key, whole] = Count(before.studies + studies, before.together)
                else:
                    before.together[term] = before.together.get(term, 0) + together
            for key, iri, words, label, source in shelf.rows(_LABELS, {"keys": asked}):
                hits.setdefault(key, []).append(Hit(iri, Rank.PREFERRED, words, label, source))
        self._known.update(dict.fromkeys(keys))
        for key in {*hits, *(key for key, _ in counts)}:
            labels = tuple(sorted(hits.get(key, ())))
            self._known[key] = Known(counts.get((key, True)), counts.get((key, False)), labels)

    def long_form(self, short: str) -> str | None:
        """What an abbreviation means in the studies, if they agree."""
        if short not in self._long_forms:
            counts: Counter[str] = Counter()
            for shelf in self._shelves:
                counts.update(dict(shelf.rows(_LONG, {"short": short}).fetchall()))
            best, studies = min(counts.items(), key=lambda each: (-each[1], each[0]), default=(None, 0))
            agreed = studies >= max(_LEAST_STUDIES, _SURE * counts.total())
            self._long_forms[short] = best if agreed else None
        return self._long_forms[short]

    def label(self, iri: str) -> str | None:
        """The label of a term as the registry writes it."""
        if iri not in self._labels:
            rows = (row for shelf in self._shelves for row in shelf.rows(_LABEL, {"iri": iri}))
            self._labels[iri] = next((str(row[0]) for row in rows), None)
        return self._labels[iri]
