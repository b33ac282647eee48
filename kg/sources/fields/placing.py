"""Values of one format put where another has them: flat paths in, one tree out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kg.sources.fields.fit import Many
from kg.sources.fields.remarks import Locate, Remarks, filled

__all__ = ["Placing", "locator", "moves_of"]


_LONGEST_SHOWN = 60


class _Move(NamedTuple):
    steps: tuple[tuple[str, bool], ...]
    """Names on the way to the target; True for a list."""
    lists: tuple[str, ...]
    """The path in the source up to each of its lists."""


class Placing:
    """Puts the values of one record where the structs have them, by the table of the format."""

    def __init__(self, moves: Mapping[str, "_Move"], remarks: Remarks) -> None:
        self.tree: dict[str, Any] = {}
        self._moves = moves
        self._remarks = remarks

    def put(self, source: str, positions: tuple[int, ...], value: Any) -> None:
        """Puts a value from a path with `[]` for each position; the second value of a place is noted and left out."""
        move = self._moves[source]
        node, level = self.tree, 0
        name, many = move.steps[-1]
        for step, is_list in move.steps[:-1]:
            if is_list:
                node = node.setdefault(step, Many()).setdefault((move.lists[level], positions[level]), {})
                level += 1
            else:
                node = node.setdefault(step, {})
        if many:
            node.setdefault(name, Many())[move.lists[level], positions[level]] = value
        elif name in node and node[name] != value:
            what = f"a second value of this field is left out: {_shown(value)}; {_shown(node[name])} is kept"
            self._remarks.note_at("CT-R104", what, filled(source.partition("#")[0], positions))
        else:
            node[name] = value


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return f"`{text}`" if len(text) <= _LONGEST_SHOWN else f"`{text[:_LONGEST_SHOWN]}...`"


def moves_of(table: Mapping[str, str]) -> Mapping[str, _Move]:
    """The table of a format, source path -> target path, made ready."""
    return {source: _move(source, target) for source, target in table.items()}


def _move(source: str, target: str) -> _Move:
    pieces = source.split("[]")
    lists = tuple("[]".join(pieces[: count + 1]) for count in range(len(pieces) - 1))
    steps = tuple((step.removesuffix("[]"), step.endswith("[]")) for step in target.split("."))
    return _Move(steps, lists)


def locator(table: Mapping[str, str]) -> Locate:
    """Where a path of the structs stands in the source, told from the table of the source's format.

    What follows a `#` in the table is no part of a path: it marks a second fact in one value.
    """
    sources: dict[str, str] = {}
    for source, target in table.items():
        sources.setdefault(target, source.partition("#")[0].rstrip("/"))

    def locate(path: str, positions: tuple[int, ...]) -> str:
        return filled(sources.get(path, path), positions)

    return locate
