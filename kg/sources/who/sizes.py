"""Numbers of participants: `200`, or a number for each group, `survival group:200;died:200;`."""

import re
from typing import NamedTuple

__all__ = ["Size", "size_of"]

_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.0+)?")
_GROUP = re.compile(r"\s*([^:]+?(?::[^:;]*[^:;0-9\s])*?)\s*:\s*([0-9]{1,9})\s*(?:;|\Z)", re.DOTALL)


class Size(NamedTuple):
    """How many participants there are to be."""

    total: int
    groups: tuple[str, ...] = ()
    """The names of the groups, in order."""


def size_of(text: str) -> Size | None:
    """The number that a text states, of groups that of all together; None of any other text."""
    if found := _NUMBER.fullmatch(text):
        return Size(int(found[1].replace(",", "")))
    names, total, at = [], 0, 0
    while at < len(text):
        found = _GROUP.match(text, at)
        if found is None:
            return None
        names.append(" ".join(found[1].split()))
        total += int(found[2])
        at = found.end()
    return Size(total, tuple(names)) if names else None
