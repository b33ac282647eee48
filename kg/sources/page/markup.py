"""Markup that stands between the texts of a line: the cells of a Markdown table, words glued to what follows them."""

import re
from collections.abc import Iterable, Iterator

import msgspec

__all__ = ["Glue", "cells_of", "is_table", "unglued"]

_PIPE = re.compile(r"(?<!\\)\|")
_IMAGE = "![]()"
_RULE = frozenset("-: ")


class Glue(msgspec.Struct, frozen=True, kw_only=True):
    """A fixed text that pages write without a break before another."""

    text: str
    before: frozenset[str] | None = None
    """The texts that may follow it; None for any."""


def is_table(rows: Iterable[str]) -> bool:
    """Whether the lines of a page hold a row of a Markdown table: one that ends in a bar, or a rule of hyphens."""
    return any("|" in row and (row.rstrip().endswith("|") or _is_rule(row)) for row in rows)


def cells_of(text: str) -> list[str]:
    """The cells of a row of a table, empty ones and rules left out; a line that is no row is one cell."""
    if text == _IMAGE:
        return []
    if not _is_row(text):
        return [text.replace("\\|", "|")]
    cells = (cell.replace("\\|", "|").strip() for cell in _PIPE.split(text))
    return [cell for cell in cells if cell and cell != _IMAGE and not _is_rule(cell)]


def _is_row(text: str) -> bool:
    return text.startswith("|") or (text.endswith("|") and not text.endswith("\\|")) or _is_rule(text)


def _is_rule(text: str) -> bool:
    """Whether a row or a cell is a rule between the head of a table and its body: `---|:---:|---`."""
    return "---" in text and not text.strip("-:| ") and set(text) - {"|"} <= _RULE


def unglued(text: str, glues: Iterable[Glue]) -> Iterator[str]:
    """The texts of a line, a glued one apart from what follows it."""
    for glue in glues:
        rest = text.removeprefix(glue.text)
        if rest and rest != text and (glue.before is None or rest.strip() in glue.before):
            yield glue.text
            yield rest.strip()
            return
    yield text
