"""What follows from a match: the terms of other vocabularies that its term is called the same as, and its headings.

"Aspirin" is D001241 of MeSH, and a table of mappings calls that the same as CHEBI:15365: so the treatment is that too.
Only exact matches are followed, one step. Exact and exact is exact; a cross-reference is exact only if the two terms
share a name, since it may lead to what is only near, and of several terms of one vocabulary none is more than close.
A supplementary disease of MeSH leads to the headings that NLM files it under, which are wider. Confidences multiply.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.prefixes import VOCABULARIES

from .index import TermIndex, Tie
from .match import JUSTIFICATIONS, Match, Method, Predicate

__all__ = ["namespace", "with_counterparts"]

_CONFIRMED = 0.9
"""Confidence in a cross-reference between two terms that share a name; a guess."""

_UNCONFIRMED = 0.7
"""The same of two that share none."""

_HEADING = 0.9
"""How sure it is that a study on a supplementary disease is on its heading; a guess, no file here has such headings."""


def namespace(iri: str) -> str:
    """The vocabulary of a term: its prefix if that is known, else how its IRI begins."""
    curie = VOCABULARIES.compact(iri)
    return curie.partition(":")[0] if curie else iri.rstrip("0123456789")


def with_counterparts(matches: Sequence[Match], index: TermIndex) -> list[Match]:
    """The matches, and what follows from those that are exact."""
    found = {each.object: each for each in matches}
    for match in matches:
        if match.predicate is Predicate.EXACT:
            for further in (*_ties(match, index), *_headings(match, index)):
                found.setdefault(further.object, further)
    return list(found.values())


def _ties(match: Match, index: TermIndex) -> Iterator[Match]:
    ties = [(tie, _sureness(match.object, tie, index)) for tie in index.ties(match.object)]
    spaces = Counter(namespace(tie.iri) for tie, sure in ties if sure > _UNCONFIRMED)
    for tie, sure in ties:
        alone = sure > _UNCONFIRMED and spaces[namespace(tie.iri)] == 1
        predicate = Predicate.EXACT if alone else Predicate.CLOSE
        yield _further(match, tie.iri, tie.label, predicate, sure, source=tie.source)


def _sureness(iri: str, tie: Tie, index: TermIndex) -> float:
    if not tie.reference:
        return tie.confidence
    return _CONFIRMED if index.confirms(iri, tie.iri) else _UNCONFIRMED


def _headings(match: Match, index: TermIndex) -> Iterator[Match]:
    for heading in index.info(match.object).parents:
        yield _further(match, heading, index.info(heading).label, Predicate.BROAD, _HEADING, source=match.source)


def _further(
    match: Match, iri: str, label: str | None, predicate: Predicate, sure: float, *, source: str | None
) -> Match:
    return replace(
        match,
        predicate=predicate,
        object=iri,
        object_label=label,
        method=Method.COUNTERPART,
        justification=JUSTIFICATIONS[Method.COUNTERPART],
        confidence=round(match.confidence * sure, 2),
        source=source,
    )
