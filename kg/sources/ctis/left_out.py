"""Takes from a record what its account leaves out, so that structs have only what is read."""

from collections.abc import Mapping
from typing import Any

from kg.sources.field_account import Field

__all__ = ["LeftOut", "left_out_of"]

_BENEATH = "**"


class LeftOut:
    """What becomes of the keys of one object: kept, left out, or looked into."""

    __slots__ = ("_dropped", "_drops_rest", "_kept", "_within")

    def __init__(self) -> None:
        self._within: dict[str, LeftOut] = {}
        self._dropped: set[str] = set()
        self._drops_rest = False
        self._kept: set[str] = set()

    def add(self, steps: list[str], *, keep: bool) -> None:
        """Takes note of a row of the account."""
        step, rest = steps[0], steps[1:]
        if step == _BENEATH:
            self._drops_rest = not keep
        elif rest:
            self._within.setdefault(step, LeftOut()).add(rest, keep=keep)
        else:
            (self._kept if keep else self._dropped).add(step)

    def settle(self) -> None:
        """Objects of which nothing is kept are left out whole."""
        for key, each in self._within.items():
            each.settle()
            if each._drops_rest and not each._kept:
                self._dropped.add(key)
        self._within = {key: each for key, each in self._within.items() if key not in self._dropped}
        self._kept |= self._within.keys()

    def take(self, value: Any) -> None:
        """Takes from an object, or from each of a list, what is left out of it."""
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict):
                self._take(each)

    def _take(self, value: dict[str, Any]) -> None:
        for key in [*value]:
            if key in self._dropped or (self._drops_rest and key not in self._kept):
                del value[key]
            elif (within := self._within.get(key)) is not None:
                within.take(value[key])


def left_out_of(fields: Mapping[str, Field]) -> LeftOut:
    """What the rows of an account leave out."""
    found = LeftOut()
    for path, field in fields.items():
        found.add(path.replace("[]", "").split("."), keep=field.left_out is None)
    found.settle()
    return found
