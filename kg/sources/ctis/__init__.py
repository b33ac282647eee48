"""The Clinical Trials Information System of the European Union: JSON of a trial, before and since June 2024."""

from kg.sources.ctis.reader import CTIS

__all__ = ["CTIS"]
