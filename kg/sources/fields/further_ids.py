"""Ids besides the record's own: of what type each is, as its form says, else who gave it."""

from kg.record import Identifier
from kg.registries import secondary

__all__ = ["ORG_STUDY_ID", "SECONDARY_ID", "further_id"]

ORG_STUDY_ID, SECONDARY_ID = "ORG_STUDY_ID", "SECONDARY_ID"

_OF_THE_EU = {"euctr": "EUDRACT_NUMBER", "ctis": "CTIS"}
_NAMES = {"EUDRACT_NUMBER": "EudraCT", "CTIS": "CTIS"}


def further_id(value: str, *, domain: str | None = None, role: str = SECONDARY_ID) -> Identifier:
    """An id. Registries list EudraCT numbers under CTIS and the other way round: there the form says who gave it."""
    known = secondary(value, domain=domain, type=None)
    kind = _OF_THE_EU.get(known.publisher, "REGISTRY") if known else "OTHER"
    if known and known.id and kind in _NAMES:
        domain = _NAMES[kind]
    return Identifier(value=value, type=kind, domain=domain, role=role)
