"""Terms for adverse events: matched as conditions are, and then asked whether what was found is the event.

They are mostly MedDRA's, which is not free, and MeSH files under one heading what MedDRA tells apart: "Gastritis
erosive" is an entry term of Gastritis, "Presyncope" of Syncope. So a term that says more than the heading is a broad
match. Investigations are another matter: "Libido decreased" is no libido, "Blood creatinine increased" no creatinine;
what is measured, an organ or an organism is no event. Of other vocabularies only what is called the same counts:
cross-references lead to what is only near, and MeSH's neoplasms are not all cancers.
"""

import re
from collections.abc import Iterator, Mapping

from kg.prefixes import MESH

from .agreement import are_equally_malignant, are_one_name
from .concept_matcher import Candidate, ConceptMatcher
from .event_names import event_name
from .index import TermIndex
from .match import Method, Predicate
from .names import readings, same_words, words
from .phrases import phrase_of
from .spelling import LEFT_OUT

__all__ = ["EVENT_KIND", "EventMatcher"]

EVENT_KIND = "adverse-event-term"
"""The kind of a shared node; also the segment of its IRI."""

_PHRASE = 0.7
"""Confidence in a curated phrase; a guess."""
_OF_A_KIND = 0.55
"""Confidence in the kind of event; that of one word inside a longer name."""
_WHOLE = frozenset({Method.PREFERRED_LABEL, Method.SYNONYM, Method.MAPPED_LABEL, Method.ACRONYM})
_LOOSE = frozenset({Method.SYNONYM, Method.ACRONYM})
_EVENTS = ("E02", "E04", "E06", "F01", "G08")
"""Beginnings of tree numbers of what is no disease and yet an event: treatments, operations, behaviour, pregnancy."""
_TISSUES = ("carcinoma", "sarcoma")
"""Endings of words for a kind of tumour, which are entered under its site: `Adenocarcinoma of colon`."""
_CHANGES = frozenset(
    words(
        "abnormal absent absence change changed decrease decreased elevated elevation high impaired increase increased"
        " low negative normal positive present prolonged reduced shortened"
    )
)
"""Words of a finding, which is not a case of what it is found of."""
_NOT_MEANT = _CHANGES | frozenset(
    words(
        "electrocardiogram examination exposure family fear feeling history immunisation inadequate insufficient like"
        " operation partner procedure prophylaxis risk screening sensation suspected test vaccination"
    )
)
"""Words of names in which a disease stands that nobody had: "Influenza like illness", "SARS-CoV-2 test positive"."""
_NO_NAME = frozenset(same_words(words("Multiple systems")))
"""Some records put what fits under no organ so; MeSH enters it under Multiple System Atrophy."""
_KINDS: Mapping[str, tuple[str, ...]] = {
    "D000075662": ("Injection Site", "Vaccination Site"),  # Injection Site Reaction
    "D010146": ("Pain",),  # Pain
    "D007239": ("Infection",),  # Infections
    "D014947": ("Injury",),  # Wounds and Injuries
    "D003288": ("Bruise", "Bruising"),  # Contusions
    "D011537": ("Itch",),  # Pruritus
    "D014456": ("Ulceration",),  # Ulcer
    "D016103": ("Vertebral Fracture",),  # Spinal Fractures
}
"""MeSH term -> words that say next to nothing inside the name of a condition, and tell the kind of an event."""
_KEYS = tuple((frozenset(same_words(words(name))), term, name) for term, names in _KINDS.items() for name in names)
_EITHER = re.compile(r"\s*/\s*|\s+or\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_PLAIN = re.compile(r"(?!.*\bwithout\b)[A-Za-z]{2,}(?: [A-Za-z]{2,}){0,2}", re.IGNORECASE)
"""A side of a few words: "Numbness/left side of face" does not name two events."""
_SHORTEST = 5
"""Letters of a word that another one may end with: `syncope` of `presyncope`."""


class EventMatcher:
    """Matches terms for adverse events."""

    def __init__(self, conditions: ConceptMatcher, index: TermIndex) -> None:
        self._conditions = conditions
        self._index = index

    def match(self, term: str) -> tuple[Candidate, ...]:
        """The terms of the vocabularies for a term, those that are the same, else near or wider."""
        name = event_name(term)
        said = _said(name.text)
        if not said or said == _NO_NAME:
            return ()
        found = {each.iri: each for each in self._kept(name.text, said)}
        if any(iri.startswith(MESH) for iri in found):  # what others call so beside it may be something near
            found = {iri: each for iri, each in found.items() if iri.startswith(MESH) or each.method not in _LOOSE}
        phrase = phrase_of(EVENT_KIND, words(name.text))
        if phrase:
            found = {iri: each for iri, each in found.items() if not iri.startswith(MESH)}
            found[phrase.iri] = Candidate(*phrase[:2], Method.PHRASE, _PHRASE, phrase.text, "phrases")
        if not found:
            found = {each.iri: each for each in self._of_a_kind(said)}
        return tuple(map(_wider, found.values()) if name.case else found.values())

    def _of_a_kind(self, said: frozenset[str]) -> Iterator[Candidate]:
        """The kind of event that a term says: a pain, an infection, what happens where an injection was given."""
        if said.isdisjoint(_NOT_MEANT):
            for telling, number, name in _KEYS:
                if telling <= said:
                    yield Candidate(f"{MESH}{number}", Predicate.BROAD, Method.PHRASE, _OF_A_KIND, name, "phrases")
                    return

    def _kept(self, name: str, said: frozenset[str]) -> Iterator[Candidate]:
        for each in self._conditions.match(name):
            if each.method in _WHOLE:
                yield from self._whole(name, said, each)
            elif each.method is Method.AMBIGUOUS:  # of several the one that the name is a case of
                if self._label(each) < said and self._is_event(each):
                    yield _wider(each)._replace(method=Method.CONTAINED, candidates=1)
            elif each.method is Method.LISTED:  # a fever with a rash is a case of each, "Fever/rash" is either
                yield each._replace(predicate=Predicate.BROAD) if " with " in name.casefold() else each
            elif self._conditions.fit(each.iri).right:
                if each.method is Method.FUZZY:
                    meant = phrase_of(EVENT_KIND, words(each.text or ""))
                    near = meant is None and not self._more(_said(each.text or ""), each)
                    yield each if near else _wider(each)
                elif each.method is Method.CONTAINED and said.isdisjoint(_NOT_MEANT):
                    yield _narrower(each) if _said(each.text or "") in _either(name) else each

    def _whole(self, name: str, said: frozenset[str], found: Candidate) -> Iterator[Candidate]:
        """What bears the name as a whole: itself, if it is an event; the heading of a case; or what is mapped to it."""
        if found.method is Method.MAPPED_LABEL and said != self._label(found):
            yield from self._own(name, found)
            yield from [_wider(found)] if self._label(found) < said else []
        elif self._is_event(found):
            bare = self._without_gloss(name, said, found)
            more = self._more(bare, found)
            if not more and bare <= _said(found.text or ""):
                yield found
            elif (more & _outside_brackets(name)).isdisjoint(_CHANGES):
                yield _wider(found)

    def _label(self, found: Candidate) -> frozenset[str]:
        return _said(self._index.info(found.iri).label or "")

    def _own(self, name: str, found: Candidate) -> Iterator[Candidate]:
        """The terms of other vocabularies that have the name by which they are mapped to one of MeSH as their label."""
        for tie in self._index.ties(found.iri):
            label = tie.label or ""
            if are_one_name(name, label) and are_equally_malignant(name, label):
                method = Method.PREFERRED_LABEL
                yield found._replace(
                    iri=tie.iri, predicate=Predicate.EXACT, method=method, text=label, source=tie.source
                )

    def _is_event(self, found: Candidate) -> bool:
        """Whether a term can be an event: of a right branch, else by its own name what befalls or is done."""
        if self._conditions.fit(found.iri).right:
            return True
        known = self._index.info(found.iri)
        befalls = not known.branches or any(number.startswith(_EVENTS) for number in known.trees)
        return found.method is Method.PREFERRED_LABEL and befalls

    def _without_gloss(self, name: str, said: frozenset[str], found: Candidate) -> frozenset[str]:
        """The words of a name without those in brackets, if these name the term too: "Myalgia (muscle pain)"."""
        _, *others = readings(name)
        if len(others) == 2 and any(each.iri == found.iri for each in self._conditions.whole(others[1])):
            return _said(others[0])
        return said

    def _more(self, said: frozenset[str], found: Candidate) -> frozenset[str]:
        """The words by which a name says more than the label of a term."""
        label = self._label(found)
        if label and label < said:
            return said - label - LEFT_OUT
        if len(said) == len(label) == 1:  # `presyncope`, `polyarthritis`
            one, other = next(iter(said)), next(iter(label))
            return said if one != other and len(other) >= _SHORTEST and one.endswith(other) else frozenset()
        return frozenset(word for word in said - label if word.endswith(_TISSUES))


def _said(name: str) -> frozenset[str]:
    """The words of a name but for an abbreviation in brackets, in the form in which the vocabularies are indexed."""
    whole, *others = readings(name)
    return frozenset(same_words(words(others[0] if len(others) == 1 else whole)))


def _outside_brackets(name: str) -> frozenset[str]:
    _, *others = readings(name)
    return frozenset(same_words(words(others[0] if others else name)))


def _either(name: str) -> tuple[frozenset[str], ...]:
    """What each side of a name says of which any may have happened; not those that may share a word of the first.

    The second side of `Cardiac ischemia/infarction` means the infarction of that organ, of `Rigors/chills` any chills.
    """
    first, *others = (side.split() for side in _EITHER.split(_BRACKETS.sub(" ", name)))
    if not others or not all(_PLAIN.fullmatch(" ".join(side)) for side in (first, *others)):
        return ()
    apart = (first, *others) if len(first) == 1 else (first,)
    return tuple(_said(" ".join(side)) for side in apart)


def _narrower(found: Candidate) -> Candidate:
    return found._replace(predicate=Predicate.NARROW)


def _wider(found: Candidate) -> Candidate:
    return found._replace(predicate=Predicate.BROAD) if found.predicate is not Predicate.NARROW else found
