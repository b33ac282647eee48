"""Bytes -> the ids of trials in them, by registry, and the marks that only records have."""

import re
from collections.abc import Iterator, Mapping

__all__ = ["counted", "ids_in", "mark_in", "studies_way"]

# Registry -> (what its ids begin with, the whole id). The beginning is looked for first: that costs next to nothing.
_FORMS: Mapping[str, tuple[bytes, bytes]] = {
    "NCT": (b"NCT", rb"NCT[0-9]{8}"),
    "ISRCTN": (b"ISRCTN", rb"ISRCTN[0-9]{8}"),
    "DRKS": (b"DRKS", rb"DRKS[0-9]{8}"),
    "ANZCTR": (b"ACTRN", rb"ACTRN[0-9]{14}"),
    "ChiCTR": (b"ChiCTR", rb"ChiCTR(?:-[A-Za-z]{2,5}-)?[0-9]{8,10}"),
    "jRCT": (b"jRCT", rb"jRCT[a-z]{0,2}[0-9]{9,10}"),
    "UMIN": (b"UMIN", rb"UMIN[0-9]{9}"),
    "JapicCTI": (b"JapicCTI", rb"JapicCTI-[0-9]{6}"),
    "CTRI": (b"CTRI/", rb"CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}"),
    "IRCT": (b"IRCT", rb"IRCT[0-9]{11,14}(?:N[0-9]{1,3})?"),
    "CRIS": (b"KCT", rb"KCT[0-9]{7}"),
    "PACTR": (b"PACTR", rb"PACTR[0-9]{15,16}"),
    "TCTR": (b"TCTR", rb"TCTR[0-9]{11}"),
    "ReBEC": (b"RBR-", rb"RBR-[0-9a-z]{6,9}"),
    "RPCEC": (b"RPCEC", rb"RPCEC[0-9]{8}"),
    "SLCTR": (b"SLCTR/", rb"SLCTR/[0-9]{4}/[0-9]{3}"),
    "LBCTR": (b"LBCTR", rb"LBCTR[0-9]{10}"),
    "CTIS": (b"-5", rb"20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?"),
    "EudraCT": (b"20", rb"20[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2}"),
}
_PATTERNS = {
    registry: (start, re.compile(rb"(?<![0-9A-Za-z])" + form + rb"(?![0-9A-Za-z])"))
    for registry, (start, form) in _FORMS.items()
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
