"""The rows of an answer as a table on a terminal: IRIs and ids stay whole, texts give way."""

import io
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.cli.boundary import tell, tell_styled
from kg.terminal import for_terminal

from .screen import count_of

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
    if table := _table(shown, rows, console.width):
        console.print(table)
    else:
        drawn.writelines(_blocks(answer.variables, rows, console.width))
    tell_styled(drawn.getvalue(), end="")
    count = len(answer.rows)
    if len(shown.rows) < count:
        tell(f"the first {len(shown.rows):,} of {count:,} rows; --format csv shows all, or pipe it on")
    else:
        tell(count_of(count, "row"))


def _table(answer: "Answer", rows: Sequence[Sequence[str]], width: int) -> "Table | None":
    """The rows as a table; None where IRIs and ids would have to be cut for it to fit."""
    from rich.table import Table
    from rich.text import Text

    names = [for_terminal(name) for name in answer.variables]
    columns = _turned(rows, len(names))
    least = [max(map(_least, [name, *column])) for name, column in zip(names, columns, strict=True)]
    room = width - _BORDER * len(names) - 1
    if sum(least) > room:
        return None
    wanted = [max(map(len, [name, *column])) for name, column in zip(names, columns, strict=True)]
    table = Table()
    for name, values, size in zip(names, answer.columns().values(), _widths(least, wanted, room), strict=True):
        numbers = bool(values) and all(isinstance(value, int | float | Decimal | None) for value in values)
        table.add_column(Text(name), justify="right" if numbers else "left", width=size, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _widths(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """The width of each column: what it needs, and of what is left alike to all that want more."""
    found = list(least)
    while short := [place for place, size in enumerate(found) if size < wanted[place]]:
        if (left := room - sum(found)) <= 0:
            break
        for place in short[:left]:
            found[place] += 1
    return found


def _least(cell: str) -> int:
    """To so many characters a cell may give way: an IRI or id to none."""
    return min(len(cell), _NARROWEST) if " " in cell else len(cell)


def _blocks(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as lines of name and value; IRIs and ids stay whole though they are longer than a line."""
    column = max(map(len, names), default=0) + 2
    for row in rows:
        yield f"{'─' * min(width, 40)}\n"
        for name, cell in zip(names, row, strict=True):
            text = f"{for_terminal(name):{column}}{cell}"
            lines = textwrap.wrap(
                text, width, subsequent_indent=" " * column, break_long_words=False, break_on_hyphens=False
            )
            # A value that is longer than the line stands beside its name all the same, for both to be seen together.
            yield f"{text.rstrip() if ' ' not in cell else chr(10).join(lines)}\n"


def _turned(rows: Sequence[Sequence[str]], count: int) -> list[list[str]]:
    """The columns of rows, none of which may be there."""
    return [[row[place] for row in rows] for place in range(count)]
