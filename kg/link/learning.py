"""Learning from studies whose MeSH terms the registry assigned itself: which names go with which terms.

The registry never says which name a term came from. A term that one name of a study bears already (by the vocabularies
at hand) is counted with that name alone; any other term is counted with every name.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .compilation import compile_evidence
from .concepts import ConceptMatcher
from .evidence import Evidence
from .index import TermIndex
from .names import key, same_words, windows, words

__all__ = ["Lesson", "Teacher"]

_LONGEST = 6
_PRUNE_EVERY = 100_000
"""After so many studies, names seen once are forgotten: memory stays bounded, and one study teaches little."""


class Lesson(NamedTuple):
    """What one study teaches about one kind of name."""

    names: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    """IRI and label of each term that the registry assigned."""


class Teacher:
    """Counts names and terms of one kind."""

    def __init__(self, kind: str, index: TermIndex) -> None:
        self._kind = kind
        self._matcher = ConceptMatcher(kind, index, Evidence(()))
        self._seen: Counter[str] = Counter()
        self._together: Counter[tuple[str, str]] = Counter()
        self._labels: dict[str, str] = {}
        self._explained: dict[str, frozenset[str]] = {}
        self.studies = 0

    def learn(self, lesson: Lesson) -> None:
        """Counts one study."""
        names = tuple(dict.fromkeys(lesson.names))
        terms = dict(lesson.terms)
        bearers = {name: self._bears(name) & terms.keys() for name in names}
        borne = {term for mine in bearers.values() for term in mine}
        counted: set[str] = set()
        for name in names:
            free = [term for term in terms if term not in borne or term in bearers[name]]
            for each in _spans(name):
                if each not in counted:
                    counted.add(each)
                    self._seen[each] += 1
                    self._together.update((each, term) for term in free)
        self._labels |= terms
        self.studies += 1
        if self.studies % _PRUNE_EVERY == 0:
            self._prune()

    def save(self, folder: Path, *, built: str, sources: str) -> None:
        """Writes the counts into the lexicon, in place of what was learnt before."""
        meta = {
            "kind": f"learnt-{self._kind}",
            "title": f"names of {self._kind}s with the terms of {self.studies} studies",
            "licence": "as the records",
            "version": built,
            "built": built,
            "sources": sources,
            "terms": str(len(self._labels)),
            "names": str(len(self._seen)),
        }
        compile_evidence(
            folder, f"learnt-{self._kind}", seen=self._seen, together=self._together, labels=self._labels, meta=meta
        )

    def _bears(self, name: str) -> frozenset[str]:
        found = self._explained.get(name)
        if found is None:
            found = self._explained[name] = frozenset(each.iri for each in self._matcher.match(name))
        return found

    def _prune(self) -> None:
        self._seen = Counter({each: count for each, count in self._seen.items() if count > 1})
        self._together = Counter({pair: count for pair, count in self._together.items() if pair[0] in self._seen})
        self._explained.clear()


def _spans(name: str) -> Iterator[str]:
    """The key of the whole name, and of every run of words in it."""
    read = same_words(words(name))
    if read:
        yield key(read)
    for start, end in windows(read, longest=_LONGEST):
        yield key(read[start:end])
