"""Keywords of studies: those that are, as a whole, a name of a disease.

What a keyword says is measured against the terms that ClinicalTrials.gov assigns, which reads keywords too since 2025:
of diseases that they name as a whole 158 of 159 are assigned, of names inside longer keywords 3 of 37, and hardly any
by words that are read as others ("allergic" as Hypersensitivity). So whole names alone count. Some records write a list
as one keyword, "erythema, tryptase, unpleasantness"; where the whole is no name, each entry is looked for.
"""

import re
from collections.abc import Iterator

from .concept_matcher import Candidate, ConceptMatcher
from .match import Method, Predicate

__all__ = ["KeywordMatcher"]

_BETWEEN = re.compile(r"\s*[,;]\s+|\s*;\s*|[,;]\s*$")
"""Between the entries of a list; chemical names and numbers have commas without a space."""

_LEAST = 0.6
"""Below this nothing is inferred; measured in docs/linking.md."""


class KeywordMatcher:
    """Matches keywords with terms for diseases."""

    def __init__(self, names: ConceptMatcher) -> None:
        """`names` matches conditions, by what was learnt of keywords."""
        self._names = names

    def match(self, keyword: str) -> tuple[Candidate, ...]:
        """The diseases that a keyword names; if it names none and is a list, those of its entries."""
        if found := tuple(self._named(keyword)):
            return found
        entries = [entry for entry in _BETWEEN.split(keyword) if entry]
        return tuple(each for entry in entries for each in self._named(entry)) if len(entries) > 1 else ()

    def _named(self, name: str) -> Iterator[Candidate]:
        for each in self._names.whole(name):
            sure = each.predicate is Predicate.EXACT or each.method is Method.LEARNT
            if sure and each.confidence >= _LEAST and self._names.fit(each.iri).right:
                yield each._replace(predicate=Predicate.INFERRED, method=Method.KEYWORD)
