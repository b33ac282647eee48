"""Numbers of participants: `200`, or a number for each group, `survival group:200;died:200;`."""

import re
from typing import NamedTuple

__all__ = ["Size", "size_of"]

_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.0+)?")
_END = re.compile(r":\s{0,8}([0-9]{1,9})\s{0,8}(?:;|\Z)")
"""The number of a group and what ends it; before it stands the name, which may hold a `;` or a `:` of its own."""


class Size(NamedTuple):
    """How many participants there are to be."""

    total: int
    groups: tuple[str, ...] = ()
    """The names of the groups, in order."""


def size_of(text: str) -> Size | None:
    """The number that a text states, of groups that of all together; None of any other text."""
    if found := _NUMBER.fullmatch(text):
        return Size(int(found[1].replace(",", "")))
    names, total, at = list[str](), 0, 0
    for found in _END.finditer(text):
        names.append(" ".join(text[at : found.start()].split()))
        total += int(found[1])
        at = found.end()
    return Size(total, tuple(names)) if names and all(names) and not text[at:].strip(" ;") else None
