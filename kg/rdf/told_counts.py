"""What is told of many records, counted while it is bytes."""

from collections import Counter

from .encoders import TYPE, in_line
from .told import Told
from .void_counts import LINK_PREDICATES, Counts, vocabulary_of

__all__ = ["ToldCounts"]

_LINKS = frozenset(map(in_line, LINK_PREDICATES))
_CITED = b"<https://w3id.org/kgbuild/ontology#citedPublication> "
_DOI = b"<https://doi.org/"
_LOOKED_AT = _LINKS | {TYPE, _CITED}


class ToldCounts:
    """Counts the predicates, classes and links of records."""

    def __init__(self) -> None:
        self._predicates: Counter[bytes] = Counter()
        self._classes: Counter[bytes] = Counter()
        self._links: Counter[tuple[str, bytes]] = Counter()
        self.dois = 0
        """Publications that are cited by their DOI."""

    def add(self, told: Told) -> None:
        """Counts one record in."""
        for each in told.graphs:
            self._add(each)

    def _add(self, told: Told) -> None:
        predicates = told.pieces[1::3]
        self._predicates.update(predicates)
        for predicate, term in zip(predicates, told.pieces[2::3], strict=True):
            if predicate in _LOOKED_AT:
                if predicate is TYPE:
                    self._classes[term] += 1
                elif predicate == _CITED:
                    self.dois += term.startswith(_DOI)
                elif vocabulary := vocabulary_of(term):
                    self._links[vocabulary, predicate] += 1

    def of(self, predicate: bytes) -> int:
        """How many lines have a predicate."""
        return self._predicates[predicate]

    def nodes(self, class_: bytes) -> int:
        """How many nodes are of a class."""
        return self._classes[class_]

    def counts(self) -> Counts:
        """All that was counted."""
        return Counts(
            self._predicates.total(),
            Counter({term.decode(): count for term, count in self._classes.items()}),
            Counter({predicate[:-1].decode(): count for predicate, count in self._predicates.items()}),
            Counter({(name, predicate[:-1].decode()): count for (name, predicate), count in self._links.items()}),
        )
