"""What all structs of the record share: how they are made, and what a coded field holds."""

import msgspec

__all__ = ["Coded", "RecordPart", "Uncoded"]


class RecordPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What all parts of a record share: frozen, compared by value, written as compact JSON, never part of a cycle."""


class Uncoded(msgspec.Struct, frozen=True, tag="uncoded", gc=False):
    """The text of a coded field whose spelling no table knows."""

    text: str


Coded = str | Uncoded
