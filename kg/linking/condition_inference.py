"""What is inferred of the conditions of a study: by its keywords, and by its title where it states no condition.

A term is not said again that a condition of the study itself is matched to, or that stands above such a one. Keywords
and conditions come again and again in a registry, so what they name is remembered.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from .concept_matcher import Candidate, ConceptMatcher
from .confidence import LEAST
from .index import TermIndex
from .keyword_matcher import KeywordMatcher
from .match import Method
from .names import LONGEST_LABEL

__all__ = ["ConditionInference", "StudyNames"]

_REMEMBERED = 65_536


class StudyNames(NamedTuple):
    """What a study says by which its conditions are inferred."""

    iri: str
    title: str | None = None
    conditions: tuple[str, ...] = ()
    """As its record writes them."""
    keywords: tuple[str, ...] = ()


class ConditionInference:
    """Infers conditions of studies."""

    def __init__(self, keywords: KeywordMatcher, conditions: ConceptMatcher, index: TermIndex) -> None:
        self._conditions = conditions
        self._index = index
        self._keyword = lru_cache(_REMEMBERED)(keywords.match)
        self._own = lru_cache(_REMEMBERED)(partial(_matched, conditions))

    def of(self, study: StudyNames) -> Iterator[tuple[str, Candidate]]:
        """Each term once, with the keyword or title that names it most surely."""
        best: dict[str, tuple[str, Candidate]] = {}
        for name, candidate in sorted(self._named(study), key=lambda each: (-each[1].confidence, each[0])):
            best.setdefault(candidate.iri, (name, candidate))
        if best:
            own = frozenset[str]().union(*map(self._own, _short(study.conditions)))
            yield from (each for iri, each in best.items() if iri not in own)

    def _named(self, study: StudyNames) -> Iterator[tuple[str, Candidate]]:
        for keyword in _short(study.keywords):
            yield from ((keyword, each) for each in self._keyword(keyword))
        if study.title and not study.conditions:
            yield from ((study.title, each) for each in self._conditions.inside(study.title[:LONGEST_LABEL]))


def _matched(conditions: ConceptMatcher, name: str) -> frozenset[str]:
    """The terms that a condition is matched to; of several among which it could not be decided none."""
    decided = (each for each in conditions.match(name) if each.method is not Method.AMBIGUOUS)
    return frozenset(each.iri for each in decided if each.confidence >= LEAST)


def _short(names: Iterable[str]) -> Iterator[str]:
    """Those of names that can be names."""
    return (name for name in names if len(name) <= LONGEST_LABEL)
