"""Conditions that a source ties to a catalogue of diseases: the name, and the term with its code."""

import re

from kg.record import BrowseLeaf

__all__ = ["term_of"]

_CODED = re.compile(
    r"(?P<catalogue>ORPHA|ICD-?10|MONDO|OMIM)\s*[:\s]\s*(?P<code>[A-Z]?[0-9][0-9.]{1,9})\s*[-:,]?\s+(?P<name>\S.*)"
)


def term_of(name: str, *, catalogue: str | None = None, code: str | None = None) -> tuple[str, BrowseLeaf | None]:
    """The name without a code that stands before it, `ORPHA:647823 ...`, and the term, if there is a code."""
    if code:
        return name, BrowseLeaf(id=f"{catalogue}:{code}" if catalogue else code, name=name)
    found = _CODED.fullmatch(name)
    if found is None:
        return name, None
    return found["name"], BrowseLeaf(id=f"{found['catalogue'].replace('-', '')}:{found['code']}", name=found["name"])
