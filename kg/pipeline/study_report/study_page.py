"""What a page holds, whatever it is written as: sections of tables, whose cells are entries of text."""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["CellEntry", "PageCell", "PageRow", "PageSection", "PageTable", "StudyPage"]


class CellEntry(NamedTuple):
    """A text in a cell, and the address that it leads to."""

    text: str
    address: str | None = None
    soft: bool = False
    """Whether it is a remark, and not what a register states."""


PageCell = Sequence[CellEntry]
"""What one cell says; nothing where the register is silent."""


class PageRow(NamedTuple):
    """What stands beside one title, column by column."""

    title: str
    cells: Sequence[PageCell]
    differs: bool = False
    """Whether the columns contradict each other."""


class PageTable(NamedTuple):
    """Rows under the heads of columns; the first column is the titles."""

    columns: Sequence[CellEntry]
    rows: Sequence[PageRow]
    corner: str = ""
    """The head of the titles."""


class PageSection(NamedTuple):
    """A part of a page."""

    title: str
    table: PageTable
    note: str = ""
    """A sentence that says what is to be known of it."""


class StudyPage(NamedTuple):
    """A page on one study."""

    title: str
    ids: Sequence[CellEntry]
    """The canonical id first."""
    sections: Sequence[PageSection]
    note: str
