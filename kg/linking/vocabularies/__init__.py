"""The publishers' files -> terms: one module per publisher's format."""

from .catalogue import VOCABULARIES, InstallableVocabulary, terms_of

__all__ = ["VOCABULARIES", "InstallableVocabulary", "terms_of"]
