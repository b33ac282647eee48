"""The rows of an answer as a table on a terminal: IRIs and ids stay whole, texts give way."""

import io
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.cli.boundary import tell, tell_styled
from kg.terminal import for_terminal

if TYPE_CHECKING:
    from rich.table import Table

    from kg.store import Answer

__all__ = ["print_table"]

_SCREENFUL = 200
"""So many rows are shown on a terminal."""
_BORDER = 3
"""Characters that a column takes besides its text."""
_NARROWEST = 12
"""Characters to which a column of texts gives way."""


def print_table(answer: "Answer") -> None:
    """Prints the rows, and how many there are; on a terminal the first ones of many."""
    from rich.console import Console

    from kg.store import cells

    on_terminal = sys.stdout.isatty()
    shown = replace(answer, rows=answer.rows[:_SCREENFUL]) if on_terminal else answer
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=on_terminal)
    rows = [[for_terminal(cell) for cell in row] for row in cells(shown)]
    console.print(_table(shown, rows, console.width))
    tell_styled(drawn.getvalue(), end="")
    count = len(answer.rows)
    if len(shown.rows) < count:
        tell(f"the first {len(shown.rows):,} of {count:,} rows; --format csv shows all, or pipe it on")
    else:
        tell(f"{count:,} row{'' if count == 1 else 's'}")


def _table(answer: "Answer", rows: Sequence[Sequence[str]], width: int) -> "Table":
    from rich.table import Table
    from rich.text import Text

    names = [for_terminal(name) for name in answer.variables]
    widths = [max(map(len, [name, *column])) for name, column in zip(names, _turned(rows, len(names)), strict=True)]
    whole = [not any(" " in cell for cell in column) for column in _turned(rows, len(names))]
    least = sum(size if firm else min(size, _NARROWEST) for size, firm in zip(widths, whole, strict=True))
    fits = least + _BORDER * len(names) + 1 <= width
    table = Table()
    for name, values, firm in zip(names, answer.columns().values(), whole, strict=True):
        numbers = bool(values) and all(isinstance(value, int | float | Decimal | None) for value in values)
        table.add_column(Text(name), justify="right" if numbers else "left", no_wrap=firm and fits, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _turned(rows: Sequence[Sequence[str]], count: int) -> list[list[str]]:
    """The columns of rows, none of which may be there."""
    return [[row[place] for row in rows] for place in range(count)]
