"""The publishers' files -> terms: one module per publisher's format."""

from .catalogue import terms_of

__all__ = ["terms_of"]
