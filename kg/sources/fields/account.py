"""Accounts of a format's fields: where each path goes, or why it is left out; and counts of both in real files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, runtime_checkable

import msgspec

__all__ = ["Accounted", "Field", "FieldCounts", "Leaf", "account_of", "into", "left_out"]

Leaf = tuple[str, str | None]
"""A path without positions (`conditions[]`) and the text of its value; None for an empty list or object."""

_BENEATH = ".**"
_STEP = re.compile(r"[./]|\[\]")


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """Where the values of one path go."""

    into: tuple[str, ...] = ()
    """Properties of the graph, as CURIEs."""
    code_list: str | None = None
    left_out: str | None = None
    """Why the values go nowhere."""


def into(*properties: str, codes: str | None = None) -> Field:
    """A field whose values go into these properties, as notations of a code list if one is named."""
    return Field(into=properties, code_list=codes)


def left_out(reason: str) -> Field:
    """A field whose values go nowhere, for that reason."""
    return Field(left_out=reason)


@runtime_checkable
class Accounted(Protocol):
    """A reader whose every path is accounted for."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """Path -> where its values go; `x.**` stands for all that is beneath `x`."""

    def leaves(self, content: bytes) -> Iterator[Leaf]:
        """Each path of a record at which a value stands."""

    def notation(self, code_list: str, text: str) -> str | None:
        """The notation that the reader takes a spelling for."""


def account_of(path: str, fields: Mapping[str, Field]) -> tuple[str, Field] | None:
    """The row that accounts for a path: its own, or one for all beneath a path that it begins with."""
    if found := fields.get(path):
        return path, found
    for step in _STEP.finditer(f"{path}."):
        for row in (f"{path[: step.start()]}{_BENEATH}", f"{path[: step.start()]}/**"):
            if found := fields.get(row):
                return row, found
    return None


class FieldCounts:
    """How often each field, and each spelling of each coded field, was seen."""

    def __init__(self, reader: Accounted) -> None:
        self._reader = reader
        self.seen: Counter[str] = Counter()
        """Row of the table -> how many values."""
        self.unaccounted: Counter[str] = Counter()
        """Path that no row accounts for -> how many values."""
        self.spellings: dict[str, Counter[str]] = {
            path: Counter() for path, field in reader.fields.items() if field.code_list
        }
        """Row of a coded field -> spelling -> how many."""
        self.records = 0

    def add(self, contents: Iterable[bytes]) -> None:
        """Counts the fields of records."""
        for content in contents:
            self.records += 1
            for path, text in self._reader.leaves(content):
                self._count(path, text)

    def _count(self, path: str, text: str | None) -> None:
        account = account_of(path, self._reader.fields)
        if account is None:
            if text is not None or not self._is_above(path):
                self.unaccounted[path] += 1
            return
        row, field = account
        self.seen[row] += 1
        if field.code_list and text is not None:
            self.spellings[row][text] += 1

    def _is_above(self, path: str) -> bool:
        return any(row.startswith((f"{path}.", f"{path}[]")) for row in self._reader.fields)

    def codes(self) -> Iterator[tuple[str, str, str, str | None, int]]:
        """Path, code list, spelling, its notation if it is known, and how often it was seen; by path and spelling."""
        for path, spellings in self.spellings.items():
            code_list = self._reader.fields[path].code_list or ""
            for text, count in sorted(spellings.items()):
                yield path, code_list, text, self._reader.notation(code_list, text), count
