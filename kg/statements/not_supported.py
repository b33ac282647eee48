"""What the form of a source cannot state, such as a property whose column a table lacks.

The record says it for all that rules ask of it and of its study. A part says it of its own properties, since a rule on
a part sees no further than the part.
"""

from collections.abc import Container

from kg.rdf.encoders import encoder, predicate
from kg.record import Registration

from .draft import More

__all__ = ["not_supported_by"]

_NOT_SUPPORTED = predicate("notSupported")
_property = encoder("notSupported")


def not_supported_by(record: Registration, asked: Container[str]) -> More | None:
    """What adds to the node of a part which of the properties that are asked of it the source cannot state."""
    if not record.not_supported:
        return None
    terms = [_property(name) for name in dict.fromkeys(record.not_supported) if name in asked]

    def more(_: object, lead: bytes, out: list[bytes]) -> None:
        for term in terms:
            out += (lead, _NOT_SUPPORTED, term)

    return more if terms else None
