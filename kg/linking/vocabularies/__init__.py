"""The publishers' files -> terms: one module per publisher's format."""

from .catalogue import VOCABULARIES, Vocabulary, terms_of
from .prefixes import expand_curie

__all__ = ["VOCABULARIES", "Vocabulary", "expand_curie", "terms_of"]
