"""Organizations: from a sponsor's name to the Research Organization Registry."""

import re
from collections.abc import Iterator

from .concept_matcher import Candidate
from .index import Hit, TermIndex
from .match import Method, Predicate
from .names import acronym, key, readings, same_words, words
from .vocabularies.term import Rank

__all__ = ["OrganizationMatcher"]

_MOST = 5
_PART = re.compile(
    r"^(?:the )?(?:department|division|school|college|faculty|institute|centre|center|section|unit|hospital|clinic)\b"
    r".*?\b(?:of|at) (?=(?:the )?universi)",
    re.IGNORECASE,
)
"""`School of Medicine of University Y`: what stands before the name of the whole."""

_LEGAL = frozenset(
    {
        "ab", "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited", "llc",
        "ltd", "nv", "oy", "plc", "pty", "pvt", "sa", "sarl", "sas", "spa", "srl",
    }
)  # fmt: skip
"""Legal forms, which ROR leaves out of most names."""

_GUESS = {Rank.PREFERRED: 0.97, Rank.SYNONYM: 0.93, Rank.MAPPED: 0.9, Rank.ACRONYM: 0.7}
_METHOD = {
    Rank.PREFERRED: Method.PREFERRED_LABEL,
    Rank.SYNONYM: Method.SYNONYM,
    Rank.MAPPED: Method.SYNONYM,
    Rank.ACRONYM: Method.ACRONYM,
}
_PARENT = 0.75


class OrganizationMatcher:
    """Matches names of organizations."""

    def __init__(self, index: TermIndex) -> None:
        self._index = index

    def match(self, name: str) -> tuple[Candidate, ...]:
        """The organization of that name, alias or acronym; else the one that it says to be part of."""
        return () if self._index.empty else self._named(name) or self._whole(name)

    def _named(self, name: str) -> tuple[Candidate, ...]:
        for reading in readings(name):
            found = words(reading)
            short = acronym(reading)
            for tried in dict.fromkeys([found, tuple(word for word in found if word not in _LEGAL)]):
                hits = [hit for hit in self._hits(tried) if hit.rank < Rank.ACRONYM or short]
                # An abbreviation in brackets alone decides nothing: "Institute of Y (MIT)".
                if hits and (reading == name or not short):
                    return _decided(hits)
        return ()

    def _whole(self, name: str) -> tuple[Candidate, ...]:
        """The organization that the name says its own to be part of, as a broad match."""
        for text in _wholes(name):
            found = self._named(text)
            if len(found) == 1 and found[0].method is not Method.ACRONYM:
                best = found[0]
                confidence = min(_PARENT, best.confidence)
                return (best._replace(predicate=Predicate.BROAD, method=Method.PARENT, confidence=confidence),)
        return ()

    def _hits(self, found: tuple[str, ...]) -> list[Hit]:
        if not found:
            return []
        name_key = key(same_words(found))
        hits = self._index.hits([name_key]).get(name_key, [])
        return [hit for hit in hits if sorted(hit.words.split()) == sorted(found)]


def _decided(hits: list[Hit]) -> tuple[Candidate, ...]:
    best = min(hit.rank for hit in hits)
    level = list({hit.iri: hit for hit in reversed(hits) if hit.rank == best}.values())[::-1]
    several = len(level) > 1
    return tuple(
        Candidate(
            hit.iri,
            Predicate.CLOSE if several else Predicate.SAME,
            Method.AMBIGUOUS if several else _METHOD[best],
            _GUESS[best] / len(level),
            hit.text,
            hit.source,
            len(level),
        )
        for hit in level[:_MOST]
    )


def _wholes(name: str) -> Iterator[str]:
    """What may name the whole: the text before and behind a comma or a dash, and behind `of` before a university."""
    parts = [part.strip() for part in re.split(r",|;|\s[-\u2013]\s", name) if part.strip()]
    if len(parts) > 1:
        yield from parts
        yield from (", ".join(parts[start:]) for start in range(1, len(parts)))
    if found := _PART.match(name):
        yield name[found.end() :]
