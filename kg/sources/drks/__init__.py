"""The German Clinical Trials Register: JSON by its schema."""

from kg.sources.drks.reader import DRKS

__all__ = ["DRKS"]
