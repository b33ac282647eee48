"""Learning from studies whose MeSH terms the registry assigned itself: which names go with which terms.

The registry never says which name a term came from. A term that one name of a study bears already (by the vocabularies
at hand, by the label of the term, or because the registry says what it found) is counted with that name, and with the
runs of words around it, alone; any other term with the names that bear none of the study's terms.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.batches import batched

from .compilation import LearntEvidence, compile_evidence
from .concept_matcher import LONGEST_NAME
from .index import Hit, TermIndex
from .name_forms import spellings
from .names import key, said_windows, same_words, words

__all__ = ["Lesson", "Teacher"]

_PRUNE_EVERY = 100_000
"""After so many studies, names seen once are forgotten: memory stays bounded, and one study teaches little."""

_LEAST_SHARES = {True: 0.1, False: 0.3}
"""Of the studies with a name, alone or inside another, so many must have a term: fewer never make a match."""

_RULES_LAST = 2
"""Years: the registry changes the rules of its index; what is older than the newest data by more is of other rules."""

_OLD_WORTH = 3.0
"""As so many studies at most count those of older rules for one name, all together."""

_BATCH = 1_000

_Name = tuple[str, bool]
"""Key of a name, and whether it stands alone."""

_Pair = tuple[str, bool, str]
"""The same, and the IRI of a term."""


class Lesson(NamedTuple):
    """What one study teaches about one kind of name."""

    names: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    """IRI and label of each term that the registry assigned."""
    wider: tuple[tuple[str, str], ...] = ()
    """The same of each term that the registry's tree has above those."""
    found: tuple[tuple[str, str], ...] = ()
    """A text of the record that led the registry to a term, and the IRI of the term."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """Abbreviations that the study explains, each with its long form."""
    vintage: int = 0
    """The year of the registry's data; 0 if it is not known, which counts as the oldest."""


class _Run(NamedTuple):
    """A run of words in a name."""

    start: int
    end: int
    key: str
    whole: bool

    def holds(self, other: "_Run") -> bool:
        return self.start <= other.start and other.end <= self.end


class _Counts(NamedTuple):
    """In how many studies a name was seen, and in how many a name and a term."""

    seen: Counter[_Name]
    together: Counter[_Pair]

    def forget(self, names: Collection[_Name]) -> None:
        for name in names:
            self.seen.pop(name, None)
        for pair in [each for each in self.together if each[:2] in names]:
            del self.together[pair]


class _Shares(NamedTuple):
    """The same of all vintages together, in parts of studies."""

    seen: dict[_Name, float]
    together: dict[_Pair, float]


_Spelt = list[list[_Run]]
"""The runs of words in each spelling of a name."""


class Teacher:
    """Counts names and terms of one kind."""

    def __init__(self, kind: str, index: TermIndex) -> None:
        self._kind = kind
        self._index = index
        self._vintages: dict[int, _Counts] = {}
        self._labels: dict[str, str] = {}
        self._explained: Counter[tuple[str, str]] = Counter()
        self._longs: dict[str, str] = {}
        self.studies = 0

    def learn(self, lesson: Lesson) -> None:
        """Counts one study."""
        names = [list(_runs(name, self._kind)) for name in dict.fromkeys(lesson.names)]
        hits = self._index.hits([run.key for runs in chain.from_iterable(names) for run in runs])
        terms = dict(lesson.terms)
        bearers = _bearers(lesson, hits)
        counted: dict[_Name, set[str]] = {}
        for spelt, free in zip(names, _free(names, terms.keys(), bearers), strict=True):
            for runs in spelt:
                bearing = [run for run in runs if bearers.get(run.key)]
                for run in _outer(runs, hits.keys()):
                    mine = counted.setdefault((run.key, run.whole), set())
                    mine.update(free, *(bearers[other.key] for other in bearing if run.holds(other)))
        counts = self._vintages.setdefault(lesson.vintage, _Counts(Counter(), Counter()))
        counts.seen.update(counted.keys())
        counts.together.update((*name, term) for name, mine in counted.items() for term in mine)
        self._labels |= dict(lesson.wider) | terms
        self._explain(lesson.abbreviations)
        self.studies += 1
        if self.studies % _PRUNE_EVERY == 0:
            self._prune()

    def _explain(self, abbreviations: Iterable[tuple[str, str]]) -> None:
        """Counts long forms by their keys, and keeps the first in the order of letters of each to be shown."""
        pairs = {(short, key(same_words(words(long)))): long for short, long in abbreviations}
        self._explained.update(pairs.keys())
        for (_, long_key), long in pairs.items():
            self._longs[long_key] = min(self._longs.get(long_key, long), long)

    def save(self, folder: Path, *, built: str, sources: str) -> None:
        """Writes the counts into the lexicon, in place of what was learnt before."""
        counts = _newest_first(self._vintages)
        shares = {pair: n / counts.seen[pair[:2]] for pair, n in counts.together.items() if n}
        together = {pair: counts.together[pair] for pair, share in shares.items() if share >= _LEAST_SHARES[pair[1]]}
        telling = {pair[0] for pair in together} | self._borne(counts)
        seen = {name: studies for name, studies in counts.seen.items() if studies and name[0] in telling}
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
        explained = {(short, self._longs[long]): n for (short, long), n in self._explained.items() if n > 1}
        evidence = LearntEvidence(seen, together, self._labels, explained)
        compile_evidence(folder, f"learnt-{self._kind}", evidence, meta=meta)

    def _borne(self, counts: _Shares) -> set[str]:
        """The keys that a term bears, by vocabulary or label: that the registry does not assign it there tells, too."""
        keys = dict.fromkeys(found for found, _ in counts.seen)
        found = {key(same_words(words(label))) for label in self._labels.values()}
        for batch in batched(keys, _BATCH):
            found |= self._index.hits(batch).keys()
        return found

    def _prune(self) -> None:
        times: Counter[_Name] = Counter()
        for counts in self._vintages.values():
            times.update(counts.seen)
        once = {name for name, count in times.items() if count == 1}
        self._explained = Counter({pair: count for pair, count in self._explained.items() if count > 1})
        for counts in self._vintages.values():
            counts.forget(once)


def _newest_first(vintages: Mapping[int, _Counts]) -> _Shares:
    """The counts of the newest vintages, and what older ones may add where the newest know little of a name."""
    newest = max(vintages, default=0) - _RULES_LAST
    seen: dict[_Name, float] = {}
    together: dict[_Pair, float] = {}
    for vintage in sorted(vintages, reverse=True):
        counts = vintages[vintage]
        weights = {
            name: 1.0 if vintage >= newest else min(1.0, max(_OLD_WORTH - seen.get(name, 0), 0) / n)
            for name, n in counts.seen.items()
        }
        for name, n in counts.seen.items():
            seen[name] = seen.get(name, 0) + n * weights[name]
        for pair, n in counts.together.items():
            together[pair] = together.get(pair, 0) + n * weights[pair[:2]]
    return _Shares(seen, together)


def _bearers(lesson: Lesson, hits: Mapping[str, Sequence[Hit]]) -> dict[str, set[str]]:
    """Key -> those of the study's terms that bear it: by the vocabularies, by their labels, by the registry."""
    terms = dict(lesson.terms)
    bearers = {found: {hit.iri for hit in of_key} & terms.keys() for found, of_key in hits.items()}
    for text, term in (*lesson.found, *((label, iri) for iri, label in lesson.terms)):
        bearers.setdefault(key(same_words(words(text))), set()).add(term)
    return bearers


def _outer(runs: Sequence[_Run], known: Collection[str]) -> list[_Run]:
    """The runs without those inside a longer known name: `small cell` is not what `non-small cell` says.

    Nothing looks for them either: the longest names are taken first, each word once.
    """
    longest: list[_Run] = []
    for run in runs:
        if run.key in known and not any(other.holds(run) for other in longest):
            longest.append(run)
    return [run for run in runs if not any(other is not run and other.holds(run) for other in longest)]


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
        inner = [span for span in said_windows(read, longest=LONGEST_NAME) if span != (0, len(read))]
        whole = _Run(0, len(read), key(read), whole=True)
        yield [whole, *(_Run(*span, key(read[slice(*span)]), whole=False) for span in inner)]
