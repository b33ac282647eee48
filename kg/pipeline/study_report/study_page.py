"""What a page holds, whatever it is written as: sections of tables, whose cells are entries of text."""

from collections.abc import Sequence
from typing import NamedTuple

from .svg_elements import Picture

__all__ = ["CellEntry", "PageBlock", "PageCell", "PagePart", "PageRow", "PageSection", "PageTable", "StudyPage"]


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
    head: bool = False
    """Whether it begins something new: the title of the rows below it, if it has no cells."""


class PageTable(NamedTuple):
    """Rows under the heads of columns; the first column is the titles."""

    columns: Sequence[CellEntry]
    rows: Sequence[PageRow]
    corner: str = ""
    """The head of the titles."""


class PageBlock(NamedTuple):
    """A table, and the pictures of it."""

    table: PageTable
    title: str = ""
    pictures: Sequence[Picture] = ()
    note: str = ""
    """What the pictures leave out."""
    folded: str = ""
    """What stands in the place of the table until it is opened; empty where it stands open."""


class PagePart(NamedTuple):
    """Tables under a title of their own."""

    title: str
    notes: Sequence[CellEntry] = ()
    blocks: Sequence[PageBlock] = ()
    folded: bool = False
    """Whether all but the title is hidden until it is opened."""


class PageSection(NamedTuple):
    """A section of a page: one table, or parts."""

    title: str
    table: PageTable | None = None
    note: str = ""
    """A sentence that says what is to be known of it."""
    parts: Sequence[PagePart] = ()
    view_note: str = ""
    """What is to be known of its pictures, and of what is folded, where there are any."""


class StudyPage(NamedTuple):
    """A page on one study."""

    title: str
    ids: Sequence[CellEntry]
    """The canonical id first."""
    sections: Sequence[PageSection]
    note: str
