"""Phrases of registries that no vocabulary has, and what they mean: too broad by their words, but not by their meaning.

Read from the names that most studies have and no vocabulary knows. Keys are in the form of `kg.linking.names.key`.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.prefixes import MESH

from .match import Predicate
from .names import key, same_words, words

__all__ = ["PHRASES", "Phrase"]

_CASES: Mapping[str, tuple[str, ...]] = {
    "D009369": (  # Neoplasms
        "Solid Tumor",
        "Solid Tumor, Adult",
        "Solid Cancer",
        "Solid Malignancy",
        "Malignant Solid Tumor",
        "Advanced Solid Tumor",
        "Advanced Malignant Solid Tumor",
        "Advanced Cancer",
        "Locally Advanced Solid Tumor",
        "Locally Advanced Malignant Solid Neoplasm",
        "Unresectable Solid Tumor",
        "Refractory Solid Tumor",
        "Recurrent Solid Tumor",
        "Relapsed Solid Tumor",
        "Unspecified Adult Solid Tumor, Protocol Specific",
        "Unspecified Childhood Solid Tumor, Protocol Specific",
    ),
    "D009362": (  # Neoplasm Metastasis
        "Metastatic Cancer",
        "Metastatic Solid Tumor",
        "Advanced Metastatic Cancer",
    ),
    "D019337": ("Liquid Tumor", "Hematopoietic and Lymphoid Cell Neoplasm"),  # Hematologic Neoplasms
}
"""MeSH term -> phrases of which it is the broader term."""

_SAME: Mapping[str, tuple[str, ...]] = {
    "D064368": ("Healthy", "Healthy Adult", "Healthy Participant", "Healthy People", "Healthy Individual"),
}
"""MeSH term -> phrases that mean nearly the same: Healthy Volunteers."""


class Phrase(NamedTuple):
    """What a phrase means."""

    iri: str
    predicate: Predicate
    text: str


def _rows(table: Mapping[str, tuple[str, ...]], predicate: Predicate) -> Iterator[tuple[str, Phrase]]:
    for term, phrases in table.items():
        for text in phrases:
            yield key(same_words(words(text))), Phrase(MESH + term, predicate, text)


PHRASES: Mapping[str, Phrase] = dict((*_rows(_CASES, Predicate.BROAD), *_rows(_SAME, Predicate.CLOSE)))
"""Key of a phrase -> what it means."""
