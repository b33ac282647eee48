"""Bytes -> the ids of trials in them, by registry, and the marks that only records have."""

import re
from collections.abc import Iterator, Mapping

from kg.registries import REGISTRIES

__all__ = ["counted", "ids_in", "mark_in", "studies_way"]

_PATTERNS = {
    each.name: (each.begin.encode(), re.compile(rf"(?<![0-9A-Za-z]){each.id}(?![0-9A-Za-z])".encode()))
    for each in REGISTRIES
}
_MARKS = (b"protocolSection", b"ProtocolSection", b"<clinical_study")
_SHOWN = 5
_API = "https://clinicaltrials.gov/api/v2/studies"


def ids_in(content: bytes) -> dict[str, tuple[str, ...]]:
    """Registry -> the different ids of its trials that stand in the bytes, in their order."""
    return {registry: found for registry in _PATTERNS if (found := tuple(dict.fromkeys(_ids(registry, content))))}


def _ids(registry: str, content: bytes) -> Iterator[str]:
    start, pattern = _PATTERNS[registry]
    if start in content:
        yield from (found.decode() for found in pattern.findall(content))


def mark_in(content: bytes) -> str | None:
    """The mark of a record of ClinicalTrials.gov that stands in the bytes."""
    return next((mark.decode() for mark in _MARKS if mark in content), None)


def counted(ids: Mapping[str, tuple[str, ...]]) -> str:
    """The ids as a person counts them: `3 NCT numbers, 1 id of DRKS (DRKS00000001)`; empty without any."""
    return ", ".join(_count(registry, found) for registry, found in ids.items())


def _count(registry: str, found: tuple[str, ...]) -> str:
    only = f" ({found[0]})" if len(found) == 1 else ""
    many = "" if len(found) == 1 else "s"
    if registry in {"NCT", "EudraCT"}:
        return f"{len(found):,} {registry} number{many}{only}"
    return f"{len(found):,} id{many} of {registry}{only}"


def studies_way(ids: Mapping[str, tuple[str, ...]]) -> str:
    """Where the studies can be had in a form that is read."""
    found = ids.get("NCT", ())
    if len(found) == 1:
        return f"download the JSON of this study from {_API}/{found[0]}"
    if not found:
        return "if its trials are registered at ClinicalTrials.gov too, download their JSON from there"
    more = "" if len(found) <= _SHOWN else "... (a few hundred numbers at a time)"
    return f"download the JSON of these studies from {_API}?pageSize=1000&filter.ids={','.join(found[:_SHOWN])}{more}"
