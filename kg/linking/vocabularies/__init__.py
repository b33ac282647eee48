"""The publishers' files -> terms: one module per publisher's format."""

from .catalogue import VOCABULARIES, Vocabulary, terms_of

__all__ = ["VOCABULARIES", "Vocabulary", "terms_of"]
