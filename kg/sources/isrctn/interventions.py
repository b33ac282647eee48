"""Interventions: what is done, and the drugs or devices that a list names."""

import re
from collections.abc import Iterator

from kg.record import Coded, Intervention
from kg.sources.fields.remarks import Remarks
from kg.sources.isrctn.structs import GivenIntervention, IsrctnTrial
from kg.sources.isrctn.words import codes_of, is_not_provided, stated

__all__ = ["interventions_of", "phases_of"]

_SEPARATOR = re.compile(r"\s*(?:[,;](?=\s)|\n)\s*(?:and (?=\S))?")
_NUMBER = re.compile(r"[0-9]{1,2}[.)]\s+")
_OPENING, _CLOSING = "([", ")]"


def interventions_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[Intervention, ...]:
    """One for each name that is listed; what is done stands with the first, since one text tells it of all."""
    found = [
        each for position, written in enumerate(trial.interventions) for each in _given(written, position, remarks)
    ]
    return tuple(found)


def phases_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[Coded, ...]:
    """The phases of all interventions."""
    phases = [
        phase
        for position, written in enumerate(trial.interventions)
        for phase in codes_of("phase", written.phase, remarks, "interventions[].phase", position)
    ]
    return tuple(dict.fromkeys(phases))


def _given(written: GivenIntervention, position: int, remarks: Remarks) -> Iterator[Intervention]:
    kind = next(iter(codes_of("intervention-type", written.type, remarks, "interventions[].type", position)), None)
    description = None if is_not_provided(written.description) else remarks.long(written.description)
    names = list(dict.fromkeys(_names(written.names or "")))
    if not names and (description or kind):
        yield Intervention(type=kind, description=description)
    for number, name in enumerate(names):
        yield Intervention(name=name, type=kind, description=None if number else description)


def _names(text: str) -> Iterator[str]:
    """The names of a list: its separators are those outside of brackets."""
    start = 0
    for found in _SEPARATOR.finditer(text):
        before = text[start : found.start()]
        if sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
            continue
        yield from _name(before)
        start = found.end()
    yield from _name(text[start:])


def _name(text: str) -> Iterator[str]:
    numbered = _NUMBER.match(text)
    if name := stated(text[numbered.end() :] if numbered else text):
        yield name
