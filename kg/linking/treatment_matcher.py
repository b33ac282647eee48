"""Treatments: by their own name and, where that leads to no one term of MeSH, by the other names that records give.

What else a record calls an intervention is often just that: "QGE031" is ligelizumab, "Conmana" icotinib. Some write a
class there, a part, the comparator, or an abbreviation that means another thing elsewhere (CAT, MAD). So whole names
alone count, and those of several things not at all. All other names of a treatment are taken together, from whatever
study. The one term that they lead to is it, of terms above and below each other the lowest; several are ambiguous.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.prefixes import MESH

from .concept_matcher import Candidate, ConceptMatcher
from .confidence import Fit
from .index import TermIndex
from .match import Method, Predicate
from .names import LONGEST_LABEL
from .vocabularies.term import Branch

__all__ = ["TreatmentMatcher"]

_PLACEBOS = f"{MESH}D010919"
"""What a record calls a placebo, too, is one by its role there."""
_SEVERAL = re.compile(r"[+&/]|\b(?:and|or|plus|with|vs|versus)\b", re.IGNORECASE)
"""Stands in a name of several things: "Genolar + Symbicort", "RT plus Cisplatin"."""
_ABBREVIATION = re.compile(r"[A-Z]{1,5}")
_UNDECIDED = frozenset({Method.LEARNT, Method.CONTAINED, Method.AMBIGUOUS})
"""The methods by which a name leads to no one term for sure."""
_WHOLE = frozenset({Method.PREFERRED_LABEL, Method.SYNONYM, Method.MAPPED_LABEL})
_WORTH = {Predicate.EXACT: 0.85, Predicate.CLOSE: 0.8}
"""Predicate -> what the confidence in another name is worth for the treatment; measured in docs/linking.md."""
_MOST = 5
"""So many terms are named where other names lead to several."""


class TreatmentMatcher:
    """Matches treatments."""

    def __init__(self, names: ConceptMatcher, index: TermIndex) -> None:
        self._names = names
        self._index = index

    def match(self, name: str, others: Sequence[str] = ()) -> tuple[Candidate, ...]:
        """The terms of a name, and those of the other names where it leads to no one term."""
        own = self._names.match(name)
        main = {each.iri: each.method for each in own if each.iri.startswith(MESH)}
        if not others or _SEVERAL.search(name) or not _UNDECIDED.issuperset(main.values()):
            return own
        found = self._lowest(others)
        if len(found) == 1:
            return self._decided(own, main, found[0])
        return own if main else (*own, *_ambiguous(found))

    def _decided(self, own: Sequence[Candidate], main: Mapping[str, Method], one: Candidate) -> tuple[Candidate, ...]:
        """The terms of the own name, with the one of the others in the place of namesakes and of parts.

        A part that is akin to it stays: a wash with a substance is no more than that, whatever else it is called.
        """
        methods = frozenset(main.values())
        if Method.AMBIGUOUS in methods and one.iri not in main:
            return tuple(own)
        if Method.CONTAINED in methods and any(self._are_akin(one.iri, iri) for iri in main):
            return tuple(own)
        predicate = Predicate.CLOSE if methods & {Method.AMBIGUOUS, Method.CONTAINED} else one.predicate
        kept = [each for each in own if main.get(each.iri, Method.LEARNT) is Method.LEARNT]
        learnt = max((each.confidence for each in kept if each.iri == one.iri), default=0.0)
        confidence = max(one.confidence * _WORTH[predicate], learnt)
        rest = (each for each in kept if each.iri != one.iri)
        return (*rest, one._replace(predicate=predicate, method=Method.OTHER_NAME, confidence=confidence))

    def _are_akin(self, one: str, other: str) -> bool:
        return one == other or self._index.is_above(one, other) or self._index.is_above(other, one)

    def _lowest(self, names: Sequence[str]) -> list[Candidate]:
        """The terms that names bear, sorted by IRI; of those above and below each other the lowest."""
        found: dict[str, Candidate] = {}
        named = (each for name in sorted(names) for each in self._named(name))
        for each in sorted(named, key=lambda each: -each.confidence):
            found.setdefault(each.iri, each)
        return [found[iri] for iri in sorted(found) if not any(self._index.is_above(iri, other) for other in found)]

    def _named(self, name: str) -> Iterator[Candidate]:
        """The terms for treatments that bear a name as a whole: as that if it is a substance, a class is only close."""
        if len(name) > LONGEST_LABEL or _SEVERAL.search(name) or _ABBREVIATION.fullmatch(name):
            return
        for each in self._names.whole(name):
            whole = each.method in _WHOLE and each.predicate is Predicate.EXACT and each.iri.startswith(MESH)
            if whole and each.iri != _PLACEBOS and self._names.fit(each.iri) is not Fit.OTHER:
                yield each if self._is_substance(each.iri) else each._replace(predicate=Predicate.CLOSE)

    def _is_substance(self, iri: str) -> bool:
        return Branch.CHEMICAL in self._index.info(iri).branches and not self._index.has_narrower(iri)


def _ambiguous(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Several terms, as such."""
    for each in found[:_MOST]:
        confidence = each.confidence * _WORTH[Predicate.CLOSE] / len(found)
        yield Candidate(
            each.iri, Predicate.CLOSE, Method.AMBIGUOUS, confidence, each.text, each.source, candidates=len(found)
        )
