"""The cells of a record that is a row below its heading: those that are surely in their place."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.sources.fields.remarks import Remarks
from kg.sources.table_rows import Heading, row_in

__all__ = ["SHOWN", "HeadedRow", "headed_row", "note_cut", "sure_cells"]

SHOWN = 60
"""Characters of a cell that a message shows."""
_CUT = 32_767
"""Characters that a cell of a spreadsheet holds at most."""


class HeadedRow(NamedTuple):
    """A heading, and the cells of the row below it."""

    heading: Heading
    cells: list[str]


def headed_row(content: bytes, remarks: Remarks) -> HeadedRow | None:
    """The row of a record in UTF-8; None, with a remark, if it is none. Further rows are noted."""
    found = row_in(content)
    if found is None or not found[1]:
        remarks.note("CT-R105", "there is no row of a table below a heading")
        return None
    heading, row, rest = found
    if rest.strip():
        remarks.note("CT-R104", "more than one row stands below the heading; the first is read")
    return HeadedRow(heading, heading.layout.cells(row))


def note_cut(cell: str, name: str, remarks: Remarks) -> None:
    """Notes a cell, in the column of this name, that is as long as a spreadsheet keeps."""
    if len(cell) == _CUT:
        remarks.note("CT-R152", f"the cell ends after {_CUT:,} characters, the most that a spreadsheet keeps", name)


def sure_cells(
    cells: list[str], fits: Mapping[int, Callable[[str], bool]], *, width: int, remarks: Remarks
) -> list[str]:
    """The cells that are in the columns where they belong; of a row of another length all up to where that is sure.

    `fits` has the columns, by their numbers in order, whose texts have a form of their own.
    """
    count = len(cells)
    if count == width:
        return cells
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    sure, misfit = 0, False
    for number, fit in fits.items():
        if number < len(cells) and (text := cells[number].strip()):
            if not fit(text):
                misfit = True
                break
            sure = number + 1
    if len(cells) <= width and not misfit:
        sure = len(cells)
    if sure == width:
        return cells
    left = [f"`{text[:SHOWN]}`" for text in cells[sure:] if text.strip()]
    what = f"the row has {count} cells where the table has {width} columns"
    more = f"{len(left)} are left out, from the cell {sure + 1} on: {left[0]}" if left else "all that it has are read"
    remarks.note("CT-R150", f"{what}; {more}")
    return cells[:sure]
