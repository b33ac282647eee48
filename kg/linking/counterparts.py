"""What follows from a match: the terms of other vocabularies that its term is called the same as, and its headings.

"Aspirin" is D001241 of MeSH, and a table of mappings calls that the same as CHEBI:15365: so the treatment is that too.
Only exact matches are followed, one step. Exact and exact is exact; a cross-reference is exact only if the two terms
share a name, since it may lead to what is only near. Of several terms of one vocabulary the one that bears the name
itself is meant, else none is more than close, and none is likely. A supplementary disease of MeSH leads to the headings
that NLM files it under, which are wider. Confidences multiply.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.prefixes import VOCABULARIES
from kg.vocabulary_list import Branch, vocabulary_of_prefix

from .agreement import are_equally_malignant, are_one_name
from .index import TermIndex, Tie
from .match import JUSTIFICATIONS, Match, Method, Predicate
from .names import key, words

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


def with_counterparts(matches: Sequence[Match], index: TermIndex, *, by_name: bool = False) -> list[Match]:
    """The matches, and what follows from those that are exact; `by_name` only the terms that are called the same."""
    found = {each.object: each for each in matches}
    for match in matches:
        if match.predicate is Predicate.EXACT:
            for further in (*_ties(match, index, by_name=by_name), *_headings(match, index)):
                found.setdefault(further.object, further)
    return list(found.values())


def _ties(match: Match, index: TermIndex, *, by_name: bool) -> Iterator[Match]:
    spaces: dict[str, list[Tie]] = {}
    for tie in index.ties(match.object):
        spaces.setdefault(namespace(tie.iri), []).append(tie)
    for ties in spaces.values():
        if by_name:
            chosen = [tie for tie in ties if _is_called_so(match, tie)]
        else:
            chosen = ties if len(ties) == 1 else _meant(match, ties, index) or ties
        for tie in chosen:
            sure = _sureness(match.object, tie, index)
            predicate = Predicate.EXACT if len(chosen) == 1 and sure > _UNCONFIRMED else Predicate.CLOSE
            yield _further(match, tie.iri, tie.label, predicate, sure / len(chosen), source=tie.source)


def _meant(match: Match, ties: Sequence[Tie], index: TermIndex) -> list[Tie]:
    """Of several terms of one vocabulary those that bear the name that was found: Melanoma, and not a kind of it."""
    texts = {key(words(text)) for text in (match.subject_label, match.match_string) if text}
    return [tie for tie in ties if texts & {key(words(tie.label or "")), *index.tied_names(match.object, tie.iri)}]


def _is_called_so(match: Match, tie: Tie) -> bool:
    """Whether a term for a disease is called as the node is, or as the term that the node is matched to."""
    label, name, vocabulary = tie.label, match.subject_label, vocabulary_of_prefix(namespace(tie.iri))
    if vocabulary and vocabulary.branch not in (None, Branch.DISEASE):
        return False
    if not label or not name or not are_equally_malignant(name, label):
        return False
    return are_one_name(name, label) or (match.object_label is not None and are_one_name(match.object_label, label))


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
