"""Learning from studies whose MeSH terms the registry assigned itself: which names go with which terms.

The registry never says which name a term came from. A term that one name of a study bears already (by the vocabularies
at hand, by the label of the term, or because the registry says what it found) is counted with that name, and with the
runs of words around it, alone; any other term with the names that bear none of the study's terms.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.batches import batched

from .compilation import compile_evidence
from .concept_matcher import LONGEST_NAME, spellings
from .index import TermIndex
from .names import key, same_words, windows, words

__all__ = ["Lesson", "Teacher"]

_PRUNE_EVERY = 100_000
"""After so many studies, names seen once are forgotten: memory stays bounded, and one study teaches little."""

_LEAST_SHARES = {True: 0.1, False: 0.3}
"""Of the studies with a name, alone or inside another, so many must have a term: fewer never make a match."""

_BATCH = 1_000

_Name = tuple[str, bool]
"""Key of a name, and whether it stands alone."""


class Lesson(NamedTuple):
    """What one study teaches about one kind of name."""

    names: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    """IRI and label of each term that the registry assigned."""
    wider: tuple[tuple[str, str], ...] = ()
    """The same of each term that the registry's tree has above those."""
    found: tuple[tuple[str, str], ...] = ()
    """A text of the record that led the registry to a term, and the IRI of the term."""


class _Run(NamedTuple):
    """A run of words in a name."""

    start: int
    end: int
    key: str
    whole: bool

    def holds(self, other: "_Run") -> bool:
        return self.start <= other.start and other.end <= self.end


_Spelt = list[list[_Run]]
"""The runs of words in each spelling of a name."""


class Teacher:
    """Counts names and terms of one kind."""

    def __init__(self, kind: str, index: TermIndex) -> None:
        self._kind = kind
        self._index = index
        self._seen: Counter[_Name] = Counter()
        self._together: Counter[tuple[str, bool, str]] = Counter()
        self._labels: dict[str, str] = {}
        self.studies = 0

    def learn(self, lesson: Lesson) -> None:
        """Counts one study."""
        names = [list(_runs(name, self._kind)) for name in dict.fromkeys(lesson.names)]
        terms = dict(lesson.terms)
        bearers = self._bearers(lesson, names)
        counted: dict[_Name, set[str]] = {}
        for spelt, free in zip(names, _free(names, terms.keys(), bearers), strict=True):
            for runs in spelt:
                bearing = [run for run in runs if bearers.get(run.key)]
                for run in runs:
                    mine = counted.setdefault((run.key, run.whole), set())
                    mine.update(free, *(bearers[other.key] for other in bearing if run.holds(other)))
        self._seen.update(counted.keys())
        self._together.update((*name, term) for name, mine in counted.items() for term in mine)
        self._labels |= dict(lesson.wider) | terms
        self.studies += 1
        if self.studies % _PRUNE_EVERY == 0:
            self._prune()

    def _bearers(self, lesson: Lesson, names: list[_Spelt]) -> dict[str, set[str]]:
        """Key -> those of the study's terms that bear it: by the vocabularies, by their labels, by the registry."""
        hits = self._index.hits([run.key for spelt in names for runs in spelt for run in runs])
        terms = dict(lesson.terms)
        bearers = {found: {hit.iri for hit in of_key} & terms.keys() for found, of_key in hits.items()}
        for text, term in (*lesson.found, *((label, iri) for iri, label in lesson.terms)):
            bearers.setdefault(key(same_words(words(text))), set()).add(term)
        return bearers

    def save(self, folder: Path, *, built: str, sources: str) -> None:
        """Writes the counts into the lexicon, in place of what was learnt before."""
        together = {pair: n for pair, n in self._together.items() if n >= _LEAST_SHARES[pair[1]] * self._seen[pair[:2]]}
        telling = {pair[0] for pair in together} | self._borne()
        seen = {name: studies for name, studies in self._seen.items() if name[0] in telling}
        meta = {
            "kind": f"learnt-{self._kind}",
            "title": f"names of {self._kind}s with the terms of {self.studies} studies",
            "licence": "as the records",
            "version": built,
            "built": built,
            "sources": sources,
            "terms": str(len(self._labels)),
            "names": str(len({name for name, _ in seen})),
        }
        compile_evidence(folder, f"learnt-{self._kind}", seen=seen, together=together, labels=self._labels, meta=meta)

    def _borne(self) -> set[str]:
        """The keys that a term bears, by vocabulary or label: that the registry does not assign it there tells, too."""
        keys = dict.fromkeys(found for found, _ in self._seen)
        found = {key(same_words(words(label))) for label in self._labels.values()}
        for batch in batched(keys, _BATCH):
            found |= self._index.hits(batch).keys()
        return found

    def _prune(self) -> None:
        self._seen = Counter({name: count for name, count in self._seen.items() if count > 1})
        self._together = Counter({pair: count for pair, count in self._together.items() if pair[:2] in self._seen})


def _free(names: list[_Spelt], terms: Collection[str], bearers: Mapping[str, set[str]]) -> Iterator[Collection[str]]:
    """For each name the terms that no name bears: they go to the names that bear none, or to all if each bears one."""
    borne = [{term for runs in spelt for run in runs for term in bearers.get(run.key, ())} for spelt in names]
    free = set(terms).difference(*borne)
    for mine in borne:
        yield () if mine and not all(borne) else free


def _runs(name: str, kind: str) -> Iterator[list[_Run]]:
    """The runs of words in each spelling of a name: the whole of it, and all shorter ones."""
    for spelling in spellings(name, kind):
        read = same_words(spelling.words)
        inner = [span for span in windows(read, longest=LONGEST_NAME) if span != (0, len(read))]
        whole = _Run(0, len(read), key(read), whole=True)
        yield [whole, *(_Run(*span, key(read[slice(*span)]), whole=False) for span in inner)]
