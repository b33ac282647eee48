"""Phrases of registries that no vocabulary has, and what they mean: too broad by their words, but not by their meaning.

Read from the names that most studies have and no vocabulary knows. Keys are in the form of `kg.linking.names.key`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.prefixes import MESH

from .match import Predicate
from .names import key, same_words, words

__all__ = ["Phrase", "phrase_of"]

_CASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "condition": {
        "D009369": ("Solid Tumor", "Solid Tumor Cancer", "Solid Tumor, Protocol Specific", "Cancer"),  # Neoplasms
        "D009362": ("Metastatic Cancer", "Metastatic Solid Tumor"),  # Neoplasm Metastasis
        "D019337": ("Liquid Tumor", "Hematopoietic and Lymphoid Cell Neoplasm"),  # Hematologic Neoplasms
    },
    "treatment": {
        "D013514": ("Conventional Surgery", "Therapeutic Conventional Surgery"),  # Surgical Procedures, Operative
        "D011878": (  # Radiotherapy
            "Low-LET Photon Therapy",
            "Low-LET Electron Therapy",
            "Low-LET Cobalt-60 Gamma Ray Therapy",
        ),
    },
}
"""Kind, MeSH term -> phrases of which it is the broader term."""

_SAME: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "condition": {  # Healthy Volunteers
        "D064368": ("Healthy", "Healthy Adult", "Healthy Participant", "Healthy People", "Healthy Individual"),
    },
    "treatment": {
        "D013514": ("Surgery",),  # Surgical Procedures, Operative; General Surgery is the discipline
        "D026741": ("Physical Therapy",),  # Physical Therapy Modalities
        "D008279": ("MRI",),  # Magnetic Resonance Imaging
        "D001800": ("Blood Draw", "Blood Drawing", "Blood Sampling", "Blood Sample", "Blood Collection"),
        "D013048": ("Biospecimen Collection",),  # Specimen Handling
        "D011795": ("Questionnaire", "Questionnaire Administration"),  # Surveys and Questionnaires
    },
}
"""Kind, MeSH term -> phrases that mean nearly the same."""


class Phrase(NamedTuple):
    """What a phrase means."""

    iri: str
    predicate: Predicate
    text: str


def _rows(table: Mapping[str, tuple[str, ...]], predicate: Predicate) -> Iterator[tuple[str, Phrase]]:
    for term, phrases in table.items():
        for text in phrases:
            yield key(same_words(words(text))), Phrase(MESH + term, predicate, text)


_PHRASES: Mapping[str, Mapping[str, Phrase]] = {
    kind: dict((*_rows(_CASES[kind], Predicate.BROAD), *_rows(_SAME[kind], Predicate.CLOSE))) for kind in _CASES
}
"""Kind, key of a phrase -> what it means."""

_MODIFIERS = frozenset(
    words(
        "adult advanced child childhood locally malignant metastatic pediatric progressive recurrent refractory "
        "relapsed resistant unresectable unspecified"
    )
)
"""Words that tell cases of a phrase apart."""


def phrase_of(kind: str, found: Sequence[str]) -> Phrase | None:
    """What the words of a name mean as a phrase, as they stand or without those that tell cases of one apart.

    A metastatic one is looked for first: `Metastatic Solid Tumor`, `Locally Advanced or Metastatic Solid Tumors`.
    """
    known, read = _PHRASES[kind], same_words(found)
    bare = tuple(word for word in read if word not in _MODIFIERS)
    tried = (read, ("metastatic", *bare) if "metastatic" in read else read, bare)
    return next((known[name_key] for name_key in map(key, tried) if name_key in known), None)
