"""What stands in a cell of the site's tables: lists by `|`, values behind labels, ages with their groups."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.ages import NO_LIMIT
from kg.sources.codes import CLASSIC, NOTATIONS

__all__ = ["Ages", "ages_in", "design_in", "documents_in", "interventions_in", "listed", "phases_in", "study_type_in"]

_TYPES = {*CLASSIC["intervention-type"], *(each.casefold() for each in NOTATIONS["intervention-type"])}
_DESIGN_LABELS = {
    "allocation": "allocation",
    "intervention model": "intervention model",
    "masking": "masking",
    "primary purpose": "primary purpose",
    "observational model": "observational model",
    "time perspective": "time perspective",
    "endpoint classification": "endpoint classification",
}
_TWO_PHASES = re.compile(r"\||/(?=\s*phase)", re.IGNORECASE)
_GROUPS = re.compile(r"(.*?)\s*\(([^()]*)\)")
_PARTS = re.compile(r"[|,]")
_AND_OLDER, _UP_TO, _TO = " and older", "up to ", " to "
_DOCUMENT = re.compile(r"(?:\"?(.*?)\"?,\s*)?(https?://\S+)", re.DOTALL)
_REGISTRY = re.compile(r"(.*?)\s*\[(.*)\]")


def listed(text: str) -> list[str]:
    """The items of a list, without those of which nothing is left."""
    return [item for each in text.split("|") if (item := each.strip())]


def phases_in(text: str) -> list[str]:
    """The phases of `Phase 1|Phase 2`, `PHASE1|PHASE2` or `Phase 1/Phase 2`."""
    return [phase for each in _TWO_PHASES.split(text) if (phase := each.strip())]


def interventions_in(text: str) -> Iterator[tuple[str | None, str]]:
    """Type and name of each intervention. An item that begins with no type goes on with the name before it."""
    held: tuple[str | None, str] | None = None
    for item in text.split("|"):
        kind, colon, name = item.partition(":")
        if colon and kind.strip().casefold() in _TYPES:
            if held:
                yield held
            held = kind.strip(), name.strip()
        elif held:
            held = held[0], f"{held[1]}|{item}"
        elif item.strip():
            held = None, item.strip()
    if held:
        yield held


class Ages(NamedTuple):
    """The ages of a cell, as written."""

    minimum: str | None
    maximum: str | None
    groups: tuple[str, ...]


def ages_in(text: str) -> Ages:
    """The ages of `18 Years to 65 Years (Adult, Older Adult)`, `18 Years and older`, `ADULT, OLDER_ADULT`.

    What is neither limits nor groups comes as a group, which no code list knows.
    """
    text = " ".join(text.split())
    found = _GROUPS.fullmatch(text)
    limits, groups = (found[1], found[2]) if found else (text, "")
    low, to, high = limits.partition(_TO)
    if limits.casefold().startswith(_UP_TO):
        low, high = "", limits[len(_UP_TO) :]
    elif limits.endswith(_AND_OLDER):
        low, high = limits.removesuffix(_AND_OLDER), ""
    elif not to:
        low, high, groups = "", "", f"{limits},{groups}"
    named = [group for each in _PARTS.split(groups) if (group := each.strip())]
    return Ages(_limit(low), _limit(high), tuple(named))


def _limit(text: str) -> str | None:
    text = text.strip()
    return text if text and text not in NO_LIMIT else None


def design_in(text: str) -> Iterator[tuple[str | None, str]]:
    """What is stated behind each label of a design, by its name in the table of columns; None of an unknown one."""
    for part in listed(text):
        label, colon, value = part.partition(":")
        name, value = _DESIGN_LABELS.get(" ".join(label.split()).casefold()), value.strip()
        if not colon or name is None:
            yield None, part
        elif name == "masking" and value.casefold() not in CLASSIC["masking"]:
            level, _, parties = value.partition("(")
            yield from [(name, level.strip())] if level.strip() else []
            yield from (
                ("masked parties[]", party) for each in parties.rstrip(") ").split(",") if (party := each.strip())
            )
        elif value:
            yield name, value


def documents_in(text: str) -> Iterator[tuple[str | None, str | None]]:
    """Label and address of each document; a text without an address is a label."""
    for item in listed(text):
        found = _DOCUMENT.fullmatch(item)
        yield (found[1] or None, found[2]) if found else (item, None)


def study_type_in(text: str) -> tuple[str, str | None, list[str]]:
    """The type of a study, and what stands in brackets or behind a colon: `Observational [Patient Registry]`."""
    found = _REGISTRY.fullmatch(text.strip())
    if found:
        return found[1], found[2].strip(), []
    kind, _, access = text.partition(":")
    return kind.strip(), None, listed(access)
