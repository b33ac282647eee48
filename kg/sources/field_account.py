"""Accounts of a format's fields: where each path goes, or why it is left out; and counts of both in real files."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kg.sources.codes import NOTATIONS

__all__ = ["Field", "FieldAccount", "FieldCounts", "Leaf", "account_of", "into", "json_leaves", "left_out"]

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


class FieldAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of each field of a structured format: a table with a row for each path, and what reads the paths."""

    fields: Mapping[str, Field]
    """Path -> where its values go; `x.**` stands for all that is beneath `x`."""
    leaves: Callable[[bytes], Iterable[Leaf]]
    """Each path of a record at which a value stands."""
    notation: Callable[[str, str], str | None]
    """Code list and spelling -> the notation that the spelling is taken for."""
    spellings: Mapping[str, Mapping[str, str]] | None = None
    """Code list -> each spelling that is known, and its notation; None if the source writes the notations alone."""
    not_coded: Mapping[str, frozenset[str]] = {}
    """Code list -> spellings, in small letters, that are known to name none of it."""

    def names_none(self, code_list: str, spelling: str) -> bool:
        """Whether a spelling is known to name none of the list, so that no notation is missed."""
        return spelling.strip().casefold() in self.not_coded.get(code_list, ())

    def unaccounted(self, content: bytes) -> Iterator[str]:
        """The paths of a record of which the table says nothing."""
        for path, text in self.leaves(content):
            if account_of(path, self.fields) is None and not self.is_empty(path, text):
                yield path

    def codes(self) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        """Each spelling that is known: code list, spelling, notation, paths of the fields that have the list."""
        paths: dict[str, list[str]] = {}
        for path, field in self.fields.items():
            if field.code_list:
                paths.setdefault(field.code_list, []).append(path)
        for code_list, named in paths.items():
            known = (self.spellings or {}).get(code_list) or {each: each for each in NOTATIONS[code_list]}
            yield from ((code_list, text, notation, tuple(named)) for text, notation in known.items())

    def is_empty(self, path: str, text: str | None) -> bool:
        """Whether it is an empty list or object in which only fields would stand that have rows of their own."""
        return text is None and any(row.startswith((f"{path}.", f"{path}[]")) for row in self.fields)


def account_of(path: str, fields: Mapping[str, Field]) -> tuple[str, Field] | None:
    """The row that accounts for a path: its own, or one for all beneath a path that it begins with."""
    if found := fields.get(path):
        return path, found
    for step in _STEP.finditer(f"{path}."):
        for row in (f"{path[: step.start()]}{_BENEATH}", f"{path[: step.start()]}/**"):
            if found := fields.get(row):
                return row, found
    return None


def json_leaves(value: Any, path: str = "") -> Iterator[Leaf]:
    """Each path of a JSON value at which a text, number, flag or empty list or object stands."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from json_leaves(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for each in value:
            yield from json_leaves(each, f"{path}[]")
    else:
        yield path, None if isinstance(value, dict | list) else value if isinstance(value, str) else str(value)


class FieldCounts:
    """How often each field, and each spelling of each coded field, was seen."""

    def __init__(self, account: FieldAccount) -> None:
        self._account = account
        self.seen: Counter[str] = Counter()
        """Row of the table -> how many values."""
        self.unaccounted: Counter[str] = Counter()
        """Path that no row accounts for -> how many values."""
        self.spellings: dict[str, Counter[str]] = {
            path: Counter() for path, field in account.fields.items() if field.code_list
        }
        """Row of a coded field -> spelling -> how many."""
        self.records = 0

    def add(self, contents: Iterable[bytes]) -> None:
        """Counts the fields of records."""
        for content in contents:
            self.records += 1
            for path, text in self._account.leaves(content):
                self._count(path, text)

    def _count(self, path: str, text: str | None) -> None:
        found = account_of(path, self._account.fields)
        if found is None:
            if not self._account.is_empty(path, text):
                self.unaccounted[path] += 1
            return
        row, field = found
        self.seen[row] += 1
        if field.code_list and text is not None:
            self.spellings[row][text] += 1

    def codes(self) -> Iterator[tuple[str, str, str, str | None, int]]:
        """Path, code list, spelling, its notation if it has one, and how often it was seen; by path and spelling."""
        for path, spellings in self.spellings.items():
            code_list = self._account.fields[path].code_list or ""
            for text, count in sorted(spellings.items()):
                yield path, code_list, text, self._account.notation(code_list, text), count
