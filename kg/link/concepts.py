"""Conditions and treatments: from a name to terms of MeSH and other vocabularies of concepts."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from .confidence import LEAST, Fit, blended, contained_guess, first_guess, learnt_share
from .evidence import Count, Evidence
from .fuzzy import most_alike
from .index import Hit, TermIndex
from .match import Method, Predicate
from .names import acronym, form_free, key, readings, same_words, windows, words
from .spelling import TOO_BROAD
from .term import BRANCHES_OF_KIND, Rank

__all__ = ["Candidate", "ConceptMatcher"]

_MAIN = "http://id.nlm.nih.gov/mesh/"
"""The vocabulary in which records meet; terms of others are matched by their exact names only."""

_LONGEST = 6
_MOST = 5
"""So many terms are named where a name is ambiguous."""

_METHODS = {
    Rank.PREFERRED: Method.PREFERRED_LABEL,
    Rank.SYNONYM: Method.SYNONYM,
    Rank.MAPPED: Method.MAPPED_LABEL,
    Rank.ACRONYM: Method.ACRONYM,
}


class Candidate(NamedTuple):
    """A term that a name was matched to."""

    iri: str
    predicate: Predicate
    method: Method
    confidence: float
    text: str | None
    source: str | None
    candidates: int = 1


class _Known(NamedTuple):
    """What the lexicon holds for the name at hand, fetched at once."""

    hits: dict[str, list[Hit]]
    counts: dict[str, Count]


class ConceptMatcher:
    """Matches names of one kind, `condition` or `treatment`."""

    def __init__(
        self, kind: str, index: TermIndex, evidence: Evidence, *, methods: frozenset[Method] | None = None
    ) -> None:
        self._index = index
        self._evidence = evidence
        self._branches = BRANCHES_OF_KIND[kind]
        self._strip: Callable[[Sequence[str]], tuple[str, ...]] = form_free if kind == "treatment" else tuple
        self._methods = methods

    @property
    def empty(self) -> bool:
        """Whether there is nothing to match with."""
        return self._index.empty and self._evidence.empty

    def match(self, name: str) -> tuple[Candidate, ...]:
        """The terms of a name: exact, else learnt, else the longest names that it contains, else one much alike."""
        whole = [words(reading) for reading in readings(name)]
        tried = list(dict.fromkeys(each for found in whole for each in (found, self._strip(found)) if each))
        if not tried:
            return ()
        known = self._fetch(tried)
        exact = self._exact(name, tried, known)
        learnt = self._learnt(tried, known, {each.iri for each in exact})
        found = (*exact, *learnt)
        if not any(each.iri.startswith(_MAIN) for each in found):
            found = (*found, *(self._contained(tried[0], known) or self._alike(tried)))
        return tuple(each for each in found if self._methods is None or each.method in self._methods)

    def inside(self, text: str) -> tuple[Candidate, ...]:
        """The terms of the right branch whose names a text contains, longest names first."""
        found = words(text)
        known = self._fetch([found])
        return tuple(
            each._replace(predicate=Predicate.INFERRED, method=Method.TITLE)
            for each in self._contained(found, known, surely=True)
        )

    def _fetch(self, tried: Sequence[tuple[str, ...]]) -> _Known:
        spans = [key(same_words(found)) for found in tried]
        first = same_words(tried[0])
        spans += [key(first[start:end]) for start, end in windows(first, longest=_LONGEST)]
        return _Known(self._index.hits(spans), self._evidence.counts(spans))

    def _exact(self, name: str, tried: Sequence[tuple[str, ...]], known: _Known) -> tuple[Candidate, ...]:
        others: tuple[Candidate, ...] = ()
        for found in tried:
            found_key = key(same_words(found))
            hits = known.hits.get(found_key, [])
            if main := [hit for hit in hits if hit.iri.startswith(_MAIN)]:
                return self._decided(name, found, main, known.counts.get(found_key))
            others = others or self._others(name, found, hits)
        return others

    def _decided(self, name: str, found: Sequence[str], hits: list[Hit], count: Count | None) -> tuple[Candidate, ...]:
        """The best of the terms that bear a name; all of the best, as candidates, if nothing decides among them."""
        best = min(self._order(found, hit) for hit in hits)
        level = list({hit.iri: hit for hit in reversed(hits) if self._order(found, hit) == best}.values())[::-1]
        replaced, rank, fit = best
        method = Method.ACRONYM if acronym(name) and rank > Rank.SYNONYM else _METHODS[rank]
        guess = first_guess(method, fit, replaced=replaced)
        several = len(level) > 1
        predicate = Predicate.CLOSE if several or replaced else Predicate.EXACT
        return tuple(
            Candidate(
                hit.iri,
                predicate,
                Method.AMBIGUOUS if several else method,
                blended(guess / len(level), count, hit.iri, contained=False),
                hit.text,
                hit.source,
                len(level),
            )
            for hit in level[:_MOST]
        )

    def _order(self, found: Sequence[str], hit: Hit) -> tuple[bool, Rank, Fit]:
        return sorted(hit.words.split()) != sorted(found), hit.rank, self._fit(hit.iri)

    def _others(self, name: str, found: Sequence[str], hits: list[Hit]) -> tuple[Candidate, ...]:
        """The one term of each other vocabulary that bears the name itself."""
        same = [hit for hit in hits if sorted(hit.words.split()) == sorted(found)]
        spaces = dict.fromkeys(_namespace(hit.iri) for hit in same)
        grouped = [[hit for hit in same if _namespace(hit.iri) == space] for space in spaces]
        decided = [self._decided(name, found, group, None) for group in grouped]
        return tuple(each[0] for each in decided if len(each) == 1)

    def _fit(self, iri: str) -> Fit:
        branches = self._index.info(iri).branches
        if branches & self._branches:
            return Fit.RIGHT
        if self._evidence.label(iri):
            return Fit.RIGHT
        return Fit.OTHER if branches else Fit.UNKNOWN

    def _learnt(self, tried: Sequence[tuple[str, ...]], known: _Known, exact: set[str]) -> Iterator[Candidate]:
        """Terms that the registry itself mostly assigned to studies with this name."""
        for found in tried:
            count = known.counts.get(key(same_words(found)))
            if count is None:
                continue
            shares = {term: learnt_share(count, term) for term in count.together if term not in exact}
            for term, share in sorted(shares.items(), key=lambda each: (-each[1], each[0])):
                if share >= LEAST:
                    yield Candidate(term, Predicate.CLOSE, Method.LEARNT, share, None, "learnt")
            return

    def _contained(self, found: Sequence[str], known: _Known, *, surely: bool = False) -> tuple[Candidate, ...]:
        """The longest names inside a longer one that do not overlap; `surely` only of the right branch."""
        read = same_words(found)
        taken: set[int] = set()
        chosen: dict[str, Candidate] = {}
        if len(read) != len(found):  # a word was dropped: the two run no longer side by side
            found = read
        for start, end in windows(read, longest=_LONGEST):
            if taken.isdisjoint(range(start, end)) and key(read[start:end]) not in TOO_BROAD:
                inside = self._window(found[start:end], key(read[start:end]), known, surely=surely)
                taken.update(range(start, end) if inside else ())
                for each in inside:
                    chosen.setdefault(each.iri, each)
        return tuple(chosen.values())

    def _window(self, found: Sequence[str], window: str, known: _Known, *, surely: bool) -> list[Candidate]:
        count = known.counts.get(window)
        hits = [hit for hit in known.hits.get(window, ()) if hit.iri.startswith(_MAIN)]
        best = min((self._order(found, hit) for hit in hits), default=None)
        level = {hit.iri: hit for hit in hits if self._order(found, hit) == best}
        terms = dict.fromkeys([*level, *(count.together if count else ())])
        chosen = []
        for iri in terms:
            hit, fit = level.get(iri), self._fit(iri)
            if surely and fit is not Fit.RIGHT:
                continue
            replaced = best is not None and best[0]
            guess = contained_guess(fit, size=len(found), replaced=replaced) / len(level) if hit else 0.05
            confidence = blended(guess, count, iri, contained=True)
            if confidence >= LEAST:
                text, source = (hit.text, hit.source) if hit else (None, "learnt")
                chosen.append(Candidate(iri, Predicate.BROAD, Method.CONTAINED, confidence, text, source))
        return sorted(chosen, key=lambda each: (-each.confidence, each.iri))

    def _alike(self, tried: Sequence[tuple[str, ...]]) -> tuple[Candidate, ...]:
        """The one term with a name that differs by a slip; nothing if several have."""
        for found in tried:
            similar = self._index.similar(found)
            alike = most_alike(" ".join(found), similar)
            hits = [hit for name, _ in alike for hit in self._hits(name, similar[name])]
            if len({hit.iri for hit in hits}) == 1:
                hit, likeness = hits[0], alike[0][1] / 100
                return (Candidate(hit.iri, Predicate.CLOSE, Method.FUZZY, likeness * 0.9, hit.text, hit.source),)
        return ()

    def _hits(self, name: str, name_key: str) -> list[Hit]:
        hits = self._index.hits([name_key]).get(name_key, [])
        return [hit for hit in hits if hit.words == name and hit.iri.startswith(_MAIN)]


def _namespace(iri: str) -> str:
    return iri.rstrip("0123456789")
