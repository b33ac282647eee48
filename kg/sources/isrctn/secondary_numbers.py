"""Ids besides the record's own: typed ones, and those of older elements that say the same again."""

import re

from kg.record import Identifier
from kg.sources.fields.further_ids import ORG_STUDY_ID, further_id
from kg.sources.isrctn.structs import IsrctnTrial, SecondaryNumber
from kg.sources.isrctn.words import stated

__all__ = ["identifiers_of"]

_SERIAL = "protocol serial number"
_DOMAINS = {
    "nct": "ClinicalTrials.gov",
    "ctis": "CTIS",
    "eudract": "EudraCT",
    "iras": "IRAS",
    "cpms": "CPMS",
    "isrctn": "ISRCTN",
}
"""Type of a number -> who gave it; any other type is the name of a funder or an office."""
_PREFIX = re.compile(r"(?:eudract|eu ?ct|iras|cpms|nct)(?: (?:number|no\.?|id))?\s*:?\s*(?=\S)", re.IGNORECASE)


def identifiers_of(trial: IsrctnTrial) -> tuple[Identifier, ...]:
    """The ids in order, each once; what stands for none is left out."""
    found = {each.value: each for number in trial.secondary_numbers if (each := _typed(number))}
    for value, domain in ((trial.eudract, "EudraCT"), (trial.nct, "ClinicalTrials.gov"), (trial.iras, "IRAS")):
        if written := stated(value):
            found[written] = further_id(written, domain=domain)
    serial = stated(trial.protocol_number)
    # JSON has lost of what type a number is; the older element still says which is the sponsor's own.
    is_untyped = serial in found and not any(each.type for each in trial.secondary_numbers)
    if serial and (is_untyped or any(_bare(part) not in found for part in serial.split(", "))):
        found[serial] = further_id(serial, role=ORG_STUDY_ID)
    return tuple(found.values())


def _typed(number: SecondaryNumber) -> Identifier | None:
    value, kind = stated(number.value), stated(number.type)
    if value is None:
        return None
    if kind and kind.casefold() == _SERIAL:
        return further_id(value, role=ORG_STUDY_ID)
    return further_id(value, domain=kind and _DOMAINS.get(kind.casefold(), kind))


def _bare(text: str) -> str:
    """An id without the name that stands before it: `CPMS: 49816`."""
    return _PREFIX.sub("", text.strip(), count=1)
