"""A match: a node, a term of a public vocabulary, and the evidence, in the columns of SSSOM."""

from enum import StrEnum
from itertools import filterfalse

import msgspec

__all__ = ["JUSTIFICATIONS", "SEMAPV", "Match", "Method", "Predicate"]

SEMAPV = "https://w3id.org/semapv/vocab/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


class Predicate(StrEnum):
    """What a match says of its two ends."""

    EXACT = f"{_SKOS}exactMatch"
    SAME = "https://schema.org/sameAs"
    """Of places, countries and organizations: `skos:exactMatch` would say that they are concepts."""
    CLOSE = f"{_SKOS}closeMatch"
    BROAD = f"{_SKOS}broadMatch"
    NARROW = f"{_SKOS}narrowMatch"
    """Of a name that lists several conditions: each of them is narrower."""
    INFERRED = "https://w3id.org/kgbuild/ontology#inferredCondition"
    """Of a study: a keyword of it names one, or its title where it states none."""


class Method(StrEnum):
    """How a match was found, in the order in which the methods are tried."""

    CURATED = "CURATED"
    REGISTRY = "REGISTRY"
    PREFERRED_LABEL = "PREFERRED_LABEL"
    SYNONYM = "SYNONYM"
    MAPPED_LABEL = "MAPPED_LABEL"
    COUNTERPART = "COUNTERPART"
    LEARNT = "LEARNT"
    PHRASE = "PHRASE"
    LISTED = "LISTED"
    OTHER_NAME = "OTHER_NAME"
    CONTAINED = "CONTAINED"
    FUZZY = "FUZZY"
    AMBIGUOUS = "AMBIGUOUS"
    CODE = "CODE"
    POINT = "POINT"
    ACRONYM = "ACRONYM"
    PARENT = "PARENT"
    KEYWORD = "KEYWORD"
    TITLE = "TITLE"


JUSTIFICATIONS = {
    Method.CURATED: f"{SEMAPV}ManualMappingCuration",
    Method.REGISTRY: f"{SEMAPV}UnspecifiedMatching",
    Method.PREFERRED_LABEL: f"{SEMAPV}LexicalMatching",
    Method.SYNONYM: f"{SEMAPV}LexicalMatching",
    Method.MAPPED_LABEL: f"{SEMAPV}MappingChaining",
    Method.COUNTERPART: f"{SEMAPV}MappingChaining",
    Method.LEARNT: f"{SEMAPV}InstanceBasedMatching",
    Method.PHRASE: f"{SEMAPV}LexicalMatching",
    Method.LISTED: f"{SEMAPV}LexicalMatching",
    Method.OTHER_NAME: f"{SEMAPV}LexicalMatching",
    Method.CONTAINED: f"{SEMAPV}LexicalMatching",
    Method.FUZZY: f"{SEMAPV}LexicalSimilarityThresholdMatching",
    Method.AMBIGUOUS: f"{SEMAPV}LexicalMatching",
    Method.CODE: f"{SEMAPV}LexicalMatching",
    Method.POINT: f"{SEMAPV}CompositeMatching",
    Method.ACRONYM: f"{SEMAPV}LexicalMatching",
    Method.PARENT: f"{SEMAPV}LexicalMatching",
    Method.KEYWORD: f"{SEMAPV}LexicalMatching",
    Method.TITLE: f"{SEMAPV}LexicalMatching",
}
"""Method -> the term of the Semantic Mapping Vocabulary that SSSOM asks for."""


class Match(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One match of one node."""

    subject: str
    """The IRI of the node."""
    predicate: Predicate
    object: str
    """The IRI of the term."""
    method: Method
    confidence: float
    """How sure, from 0 to 1, to two decimals."""
    object_label: str | None = None
    subject_label: str | None = None
    match_string: str | None = None
    """The text of the vocabulary that the name agreed with."""
    source: str | None = None
    """The vocabulary that holds that text."""
    candidates: int = 1
    """Among how many terms the name could not, or could only by more than itself, be decided."""
    justification: str = ""
    authors: tuple[str, ...] = ()
    """Who curated it: IRIs, such as ORCIDs, or names."""
    reviewers: tuple[str, ...] = ()
    """Who confirmed it; likewise."""
    comment: str | None = None
    """What a curator says of it."""
    rejected: bool = False
    """Whether a curator says that it is not true."""

    def __post_init__(self) -> None:
        if not self.justification:
            msgspec.structs.force_setattr(self, "justification", JUSTIFICATIONS[self.method])

    @property
    def sureness(self) -> tuple[float, bool]:
        """What sorts matches, the surest highest: the confidence, then whether the name itself led there."""
        return self.confidence, self.method is not Method.COUNTERPART

    @property
    def author_iris(self) -> tuple[str, ...]:
        """Who curated it, as far as an identifier names them."""
        return tuple(filter(_is_iri, self.authors))

    @property
    def author_labels(self) -> tuple[str, ...]:
        """Who curated it, as far as a name does."""
        return tuple(filterfalse(_is_iri, self.authors))

    @property
    def reviewer_iris(self) -> tuple[str, ...]:
        """Who confirmed it, as far as an identifier names them."""
        return tuple(filter(_is_iri, self.reviewers))

    @property
    def reviewer_labels(self) -> tuple[str, ...]:
        """Who confirmed it, as far as a name does."""
        return tuple(filterfalse(_is_iri, self.reviewers))

    @property
    def confidence_text(self) -> str:
        """The confidence to two decimals at most: `0.9`, `1.0`."""
        text = f"{self.confidence:.2f}".rstrip("0")
        return f"{text}0" if text.endswith(".") else text


def _is_iri(person: str) -> bool:
    return "://" in person
