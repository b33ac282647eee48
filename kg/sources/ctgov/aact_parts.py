"""Structs of the API filled with the columns of a row: the table of columns says which field each of them is."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from kg.sources.ctgov.aact_columns import MOVES_AACT
from kg.sources.ctgov.aact_rows import Row, StudyRows

__all__ = ["filled_part"]

_Part = TypeVar("_Part", bound=msgspec.Struct)
_NOTHING: Mapping[str, Any] = {}


class _Column(NamedTuple):
    """A column that is a field of a struct."""

    name: str
    attribute: str
    kind: object
    """The type of the field."""


def filled_part(
    kind: type[_Part], rows: StudyRows, table: str, row: Row, at: str, own: Mapping[str, Any] = _NOTHING
) -> _Part:
    """A struct with what the row states of its fields; of several columns of one field the last that is not empty.

    `at` is how the path of the struct in the API ends; `own` has the fields that no single column is.
    """
    given = dict[str, Any]()
    for column in _columns(kind, table, at):
        if column.name in row and column.attribute not in own:
            given[column.attribute] = _value(rows, table, row, column)
    return kind(**given, **own)


def _value(rows: StudyRows, table: str, row: Row, column: _Column) -> object:
    """The text of a cell; what it says where the field is true or false, or else a number."""
    if column.kind == bool | None:
        return rows.flag(table, row, column.name)
    return row[column.name] if column.kind == str | None else rows.number(table, row, column.name)


@cache
def _columns(kind: type[msgspec.Struct], table: str, at: str) -> tuple[_Column, ...]:
    fields = {each.encode_name: each for each in msgspec.structs.fields(kind)}
    found = list[_Column]()
    for path, field in MOVES_AACT.items():
        of, _, column = path.partition("[].")
        parent, _, name = field.rpartition(".")
        if of == table and name in fields and f".{parent}".endswith(f".{at}"):
            found.append(_Column(column, fields[name].name, fields[name].type))
    return tuple(found)
