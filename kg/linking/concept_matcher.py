"""Conditions and treatments: from a name to terms of MeSH and other vocabularies of concepts.

A name is first looked for whole, in each of its spellings. If MeSH does not know it, names are looked for inside it:
"Stage IV Breast Cancer, HER2 positive" holds "breast cancer". All windows of up to six words are fetched in one query,
and taken from the longest on, each word once, for the longest name is what is meant: in "lung cancer" neither "lung"
nor "cancer" by itself. A window that means next to nothing (`TOO_BROAD`: disease, syndrome) takes no words away from
others. A name found so says that the subject is something narrower: its match is broad, and its confidence is a
guess by how many words were found, which is corrected by what studies with such names were indexed with (`evidence`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.prefixes import MESH

from .agreement import TOKEN, stands_inside, written_so
from .confidence import LEAST, LEAST_TRUE, Fit, blended, contained_guess, first_guess, learnt_share
from .counterparts import namespace
from .evidence import Count, Evidence, Known
from .frame import Frame, WordRun
from .fuzzy import most_alike
from .index import Hit, TermIndex
from .listed_names import sides, sides_of_parts
from .match import Method, Predicate
from .name_forms import Spelling, spellings
from .names import acronym, key, said_windows, same_words, words
from .phrases import phrase_of
from .spelling import PRETENDED, TOO_BROAD
from .vocabularies.term import BRANCHES_OF_KIND, Branch, Rank

__all__ = ["LONGEST_NAME", "Candidate", "ConceptMatcher"]

_MAIN = MESH
"""The vocabulary in which records meet; terms of others are matched by their exact names only."""

_PLACEBO = "placebo"
_SELDOM_ASSIGNED = frozenset({f"{_MAIN}D010919"})
"""Placebos: an exact name in every fifth study, which registries index in next to none."""

_PHRASE = 0.5
"""Confidence in a curated phrase: what it says is true, but registries assign the term to few such studies."""

_MEANT = 0.6
"""Confidence in what an abbreviation means, before any evidence."""

_LISTED = 0.9
"""What a side of a list keeps of its own confidence."""

LONGEST_NAME = 6
"""Of how many words a name inside a longer one is at most."""

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


class _Facts(NamedTuple):
    """What the lexicon holds for the name at hand and its parts, fetched at once."""

    hits: dict[str, list[Hit]]
    known: dict[str, Known]

    def whole(self, name_key: str) -> Count | None:
        """The counts of a name alone."""
        known = self.known.get(name_key)
        return known.whole if known else None

    def inside(self, name_key: str) -> Count | None:
        """The counts of a name inside longer ones, else of the name alone."""
        known = self.known.get(name_key)
        return known.inside or known.whole if known else None

    def tell(self, name_key: str) -> bool:
        """Whether a key leads to any term."""
        count = self.inside(name_key)
        return name_key in self.hits or (count is not None and bool(count.together))


class ConceptMatcher:
    """Matches names of one kind, `condition` or `treatment`."""

    def __init__(self, kind: str, index: TermIndex, evidence: Evidence) -> None:
        self._index = index
        self._evidence = evidence
        self._branches = BRANCHES_OF_KIND[kind]
        self._kind = kind
        self._listed_as = Predicate.NARROW if kind == "condition" else Predicate.BROAD
        self._fits: dict[str, Fit] = {}

    def match(self, name: str) -> tuple[Candidate, ...]:
        """The terms of a name: exact, else learnt, else the longest names that it contains, else one much alike."""
        tried = spellings(name, self._kind)
        if not tried:
            return ()
        facts = self._fetch([spelling.key for spelling in tried])
        exact = self._abbreviated(name, facts) or self._exact(name, tried, facts)
        if exact and not any(self._fit(each.iri).right for each in exact):
            exact = self._phrase(tried) or exact
        learnt = self._learnt(tried, facts, {each.iri for each in exact})
        found = (*exact, *learnt)
        if not any(each.iri.startswith(_MAIN) for each in found):
            long = self._written_out(name)
            parts = self._phrase(tried) or (not found and self._listed(long)) or self._contained(long, words(long))
            return (*found, *(parts or self._alike(tried)))
        return (*found, *self._elsewhere(name, tried, facts, {each.iri for each in found}))

    def whole(self, name: str) -> tuple[Candidate, ...]:
        """The terms that bear a name as a whole, or that the registry mostly assigned to studies with it."""
        tried = spellings(name, self._kind)
        facts = self._fetch([spelling.key for spelling in tried])
        exact = self._abbreviated(name, facts) or self._exact(name, tried, facts)
        return (*exact, *self._learnt(tried, facts, {each.iri for each in exact}))

    def fit(self, iri: str) -> Fit:
        """Whether a term stands in a branch that names of this kind are looked for in."""
        return self._fit(iri)

    def inside(self, text: str) -> tuple[Candidate, ...]:
        """The terms of the right branch whose names a text contains, longest names first."""
        found = self._contained(text, words(text), surely=True)
        return tuple(each._replace(predicate=Predicate.INFERRED, method=Method.TITLE) for each in found)

    def _abbreviated(self, name: str, facts: _Facts) -> tuple[Candidate, ...]:
        """The term of what an abbreviation means in the studies; vocabularies map some to what was once the same."""
        long = self._evidence.long_form(name) if acronym(name) else None
        if long is None or _borne_by_mesh(name, facts):
            return ()
        tried = spellings(long, self._kind)
        found = self._exact(long, tried, self._fetch([spelling.key for spelling in tried]))
        count = facts.whole(key(same_words(words(name))))
        return tuple(
            each._replace(method=Method.ACRONYM, confidence=blended(_MEANT, count, each.iri, contained=False))
            for each in found
            if each.predicate is Predicate.EXACT and self._fit(each.iri).right
        )

    def _written_out(self, name: str) -> str:
        """A name with the abbreviations in it written out, as the studies explain them."""
        return TOKEN.sub(lambda found: (acronym(found[0]) and self._evidence.long_form(found[0])) or found[0], name)

    def _phrase(self, tried: Sequence[Spelling]) -> tuple[Candidate, ...]:
        """What the table of phrases says."""
        phrase = phrase_of(self._kind, tried[0].words)
        return (Candidate(*phrase[:2], Method.PHRASE, _PHRASE, phrase.text, "phrases"),) if phrase else ()

    def _fetch(self, keys: Sequence[str]) -> _Facts:
        hits, known = self._index.hits(keys), self._evidence.of(keys)
        for name_key, more in known.items():
            if more.hits:
                mine = hits.setdefault(name_key, [])
                mine += [hit for hit in more.hits if hit.iri not in {each.iri for each in mine}]
        return _Facts(hits, known)

    def _exact(self, name: str, tried: Sequence[Spelling], facts: _Facts) -> tuple[Candidate, ...]:
        others: tuple[Candidate, ...] = ()
        for spelling in tried:
            hits = [hit for hit in facts.hits.get(spelling.key, []) if written_so(hit, name)]
            main = [hit for hit in hits if hit.iri.startswith(_MAIN) and self._allowed(spelling, hit)]
            if main:
                return self._decided(spelling, main, facts.whole(spelling.key))
            others = others or self._others(spelling, hits)
        return others

    def _allowed(self, spelling: Spelling, hit: Hit) -> bool:
        """In brackets only a term of the right branch names the whole: "Rhinitis (Diagnosis)" is no diagnosis."""
        return not spelling.aside or (self._fit(hit.iri).right and spelling.key not in TOO_BROAD)

    def _decided(self, spelling: Spelling, hits: list[Hit], count: Count | None) -> tuple[Candidate, ...]:
        """The best of the terms that bear a name; all of the best, as candidates, if nothing decides among them."""
        best = min(self._order(spelling.words, hit) for hit in hits)
        level = list({hit.iri: hit for hit in reversed(hits) if self._order(spelling.words, hit) == best}.values())
        replaced, rank, fit = best
        method = Method.ACRONYM if spelling.short and rank > Rank.SYNONYM else _METHODS[rank]
        guess = first_guess(self._kind, method, fit, replaced=replaced)
        if level[0].iri in _SELDOM_ASSIGNED:
            guess = min(guess, LEAST)
        several = len(level) > 1
        return tuple(
            Candidate(
                hit.iri,
                Predicate.CLOSE if several or replaced else self._sameness(spelling, hit),
                Method.AMBIGUOUS if several else method,
                blended(guess / len(level), count, hit.iri, contained=False),
                hit.text,
                hit.source,
                len(level),
            )
            for hit in reversed(level[-_MOST:])
        )

    def _sameness(self, spelling: Spelling, hit: Hit) -> Predicate:
        """A tablet of a substance is that substance; a biopsy of the nose is not the same as a biopsy.

        A name that a mere cross-reference gives to a term is near it, if the two terms share no name.
        """
        if hit.reference and not self._index.confirms(hit.iri, hit.reference):
            return Predicate.CLOSE
        branches = self._index.info(hit.iri).branches
        if not spelling.elsewhere or Branch.CHEMICAL in branches:
            return Predicate.EXACT
        return Predicate.BROAD if branches else Predicate.CLOSE

    def _order(self, found: Sequence[str], hit: Hit) -> tuple[bool, Rank, Fit]:
        return sorted(hit.words.split()) != sorted(found), hit.rank, self._fit(hit.iri)

    def _others(self, spelling: Spelling, hits: list[Hit]) -> tuple[Candidate, ...]:
        """The one term of each other vocabulary that bears the name itself."""
        same = [hit for hit in hits if sorted(hit.words.split()) == sorted(spelling.words)]
        same = [hit for hit in same if not hit.iri.startswith(_MAIN)]
        spaces = dict.fromkeys(namespace(hit.iri) for hit in same)
        grouped = [[hit for hit in same if namespace(hit.iri) == space] for space in spaces]
        decided = [self._decided(spelling, group, None) for group in grouped]
        return tuple(each[0] for each in decided if len(each) == 1)

    def _elsewhere(self, name: str, tried: Sequence[Spelling], facts: _Facts, found: set[str]) -> tuple[Candidate, ...]:
        """The terms of other vocabularies that bear a name which MeSH knows too."""
        for spelling in tried:
            hits = [hit for hit in facts.hits.get(spelling.key, []) if written_so(hit, name) and hit.iri not in found]
            if others := self._others(spelling, hits):
                return others
        return ()

    def _fit(self, iri: str) -> Fit:
        if iri not in self._fits:
            branches = self._index.info(iri).branches
            less = bool(branches) and branches <= {Branch.PROCEDURE, Branch.CELL, Branch.ANATOMY, Branch.OTHER}
            right = branches & self._branches or self._evidence.label(iri)
            self._fits[iri] = (Fit.LESS if less else Fit.RIGHT) if right else Fit.OTHER if branches else Fit.UNKNOWN
        return self._fits[iri]

    def _learnt(self, tried: Sequence[Spelling], facts: _Facts, exact: set[str]) -> Iterator[Candidate]:
        """Terms that the registry itself mostly assigned to studies with this name."""
        for spelling in tried:
            count = facts.whole(spelling.key)
            if count is None:
                continue
            shares = {term: learnt_share(count, term) for term in count.together if term not in exact}
            for term, share in sorted(shares.items(), key=lambda each: (-each[1], each[0])):
                if share >= LEAST:
                    yield Candidate(term, self._width(term, spelling.words), Method.LEARNT, share, None, "learnt")
            return

    def _width(self, term: str, found: Sequence[str]) -> Predicate:
        """Broad if the words of the term's label are some of the name's: Back Pain of "low back pain"."""
        label = self._index.info(term).label or self._evidence.label(term) or ""
        return Predicate.BROAD if set(same_words(words(label))) < set(same_words(found)) else Predicate.CLOSE

    def _listed(self, name: str) -> tuple[Candidate, ...]:
        """The terms of the sides of a list; nothing unless each side is a name of the right branch."""
        parts = sides(name)
        chosen: dict[str, Candidate] = {}
        for place in range(len(parts)):
            side = next(filter(None, (self._side(text) for text in sides_of_parts(parts, place))), None)
            if side is None:
                return ()
            chosen.setdefault(side.iri, side)
        return tuple(chosen.values())

    def _side(self, text: str) -> Candidate | None:
        tried = spellings(text, self._kind)
        facts = self._fetch([spelling.key for spelling in tried])
        found = self._exact(text, tried, facts)
        if len(found) != 1 or not found[0].iri.startswith(_MAIN) or not self._fit(found[0].iri).right:
            return None
        listed = self._listed_as
        return found[0]._replace(predicate=listed, method=Method.LISTED, confidence=found[0].confidence * _LISTED)

    def _contained(self, name: str, found: Sequence[str], *, surely: bool = False) -> tuple[Candidate, ...]:
        """The longest names inside a longer one that do not overlap; `surely` only of the right branch."""
        read = same_words(found)
        taken: set[int] = set()
        chosen: dict[str, Candidate] = {}
        if len(read) != len(found):  # a word was dropped: the two run no longer side by side
            found = read
        spans = [(start, end, key(read[start:end])) for start, end in said_windows(read, longest=LONGEST_NAME)]
        facts = self._fetch([name_key for _, _, name_key in spans])
        if _given_in_name_only(found):
            spans = [span for span in spans if span[2] == _PLACEBO]
        frame = Frame(name, len(found))
        for start, end, name_key in spans:
            if facts.tell(name_key) and name_key not in TOO_BROAD and taken.isdisjoint(range(start, end)):
                run = frame.run(start, end, name_key)
                inside = self._window(name, found[start:end], run, facts, surely=surely)
                taken.update(range(start, end) if inside else ())
                for each in inside:
                    chosen.setdefault(each.iri, each)
        return tuple(chosen.values())

    def _window(self, name: str, found: Sequence[str], run: WordRun, facts: _Facts, *, surely: bool) -> list[Candidate]:
        count = facts.inside(run.key)
        hits = [hit for hit in facts.hits.get(run.key, ()) if hit.iri.startswith(_MAIN) and stands_inside(hit, name)]
        best = min((self._order(found, hit) for hit in hits), default=None)
        level = {hit.iri: hit for hit in hits if self._order(found, hit) == best}
        terms = dict.fromkeys([*level, *(count.together if count else ())])
        chosen = []
        for iri in terms:
            hit, fit = level.get(iri), self._fit(iri)
            if surely and not fit.right:
                continue
            replaced = best is not None and best[0]
            guess = contained_guess(self._kind, fit, run, replaced=replaced) / len(level) if hit else 0.05
            confidence = blended(guess, count, iri, contained=True)
            true = hit is not None and not surely and fit.right and run.head and not replaced and len(level) == 1
            if confidence >= (LEAST_TRUE if true else LEAST):
                text, source = (hit.text, hit.source) if hit else (None, "learnt")
                chosen.append(Candidate(iri, Predicate.BROAD, Method.CONTAINED, confidence, text, source))
        return sorted(chosen, key=lambda each: (-each.confidence, each.iri))

    def _alike(self, tried: Sequence[Spelling]) -> tuple[Candidate, ...]:
        """The one term with a name that differs by a slip; nothing if several have."""
        for spelling in (each for each in tried if not each.aside):
            alike = most_alike(" ".join(spelling.words), self._index.similar(spelling.words))
            hits = [hit for name, _ in alike for hit in self._hits(name)]
            if len({hit.iri for hit in hits}) == 1:
                hit, likeness = hits[0], alike[0][1] / 100
                return (Candidate(hit.iri, Predicate.CLOSE, Method.FUZZY, likeness * 0.9, hit.text, hit.source),)
        return ()

    def _hits(self, name: str) -> list[Hit]:
        name_key = key(same_words(name.split()))
        hits = self._index.hits([name_key]).get(name_key, [])
        return [hit for hit in hits if hit.words == name and hit.iri.startswith(_MAIN)]


def _borne_by_mesh(name: str, facts: _Facts) -> bool:
    """Whether MeSH itself has an abbreviation as a name."""
    hits = facts.hits.get(key(same_words(words(name))), ())
    return any(hit.iri.startswith(_MAIN) and hit.rank < Rank.MAPPED for hit in hits)


def _given_in_name_only(found: Sequence[str]) -> bool:
    """Whether a name is that of a placebo or a sham: what it is called after is not given."""
    return not PRETENDED.isdisjoint(found)
