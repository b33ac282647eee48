"""What one record states, the same for the portal's exports and for the form of the WHO."""

from collections.abc import Mapping

import msgspec

from kg.registries import registered

from .spellings import REGISTERS

__all__ = ["LISTING", "TrialRecord", "register_of"]

LISTING = frozenset({"ctgov", "chictr"})
"""Registers whose outcomes are lists with `;` between the items."""


class TrialRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The texts of a record, cleaned, by what they state."""

    texts: Mapping[str, str]
    """Key -> what is stated once."""
    lists: Mapping[str, tuple[str, ...]] = {}
    """Key -> what is stated several times."""
    parts: Mapping[str, tuple[Mapping[str, str], ...]] = {}
    """`identifiers`, `contacts` and `ethics` -> the texts of each."""
    names: Mapping[str, str] = {}
    """Key -> what the source calls it, for messages."""
    not_supported: tuple[str, ...] = ()

    def name(self, key: str) -> str:
        """What the source calls it."""
        return self.names.get(key, key)


def register_of(id: str, named: str | None) -> str | None:
    """The register that gave an id: by its form, else by the name that stands beside it."""
    known = registered(id)
    return known.publisher if known else REGISTERS.get(" ".join((named or "").split()).casefold())
