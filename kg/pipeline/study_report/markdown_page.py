"""The page as Markdown: tables that hold whatever a record states, `|` and line ends too."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from .study_page import CellEntry, PageCell, PagePart, PageSection, PageTable, StudyPage

__all__ = ["markdown_page"]

_MARKS = re.compile(r"([\\`*_\[\]|~$])")
"""What Markdown would read as more than a letter, in a table or in a line."""
_ADDRESS = re.compile(r"https?://[^\s<>\"|]+")


def markdown_page(page: StudyPage) -> str:
    """The page as text."""
    return "".join(_page(page))


def _page(page: StudyPage) -> Iterator[str]:
    first, *others = page.ids
    yield f"# {_text(page.title)}\n\n"
    also = f" (also {', '.join(map(_entry, others))})" if others else ""
    yield f"{_entry(first)}{also}\n"
    for section in page.sections:
        yield from _section(section)
    yield f"\n{_text(page.note)}\n"


def _section(section: PageSection) -> Iterator[str]:
    yield f"\n## {_text(section.title)}\n\n"
    if section.note:
        yield f"{_text(section.note)}\n\n"
    if section.table:
        yield from _table(section.table)
    for number, part in enumerate(section.parts):
        yield from _part(part, first=not number)


def _part(part: PagePart, *, first: bool) -> Iterator[str]:
    """Its tables, be they folded or not; pictures are for the page in HTML."""
    if part.title:
        yield f"### {_text(part.title)}\n\n" if first else f"\n### {_text(part.title)}\n\n"
    for note in part.notes:
        yield f"{_text(note.text)}\n\n"
    for number, block in enumerate(part.blocks):
        yield "\n" if number else ""
        yield f"#### {_text(block.title)}\n\n" if block.title else ""
        yield from _table(block.table)


def _table(table: PageTable) -> Iterator[str]:
    yield _line([_text(table.corner), *map(_entry, table.columns)])
    yield _line(["---"] * (len(table.columns) + 1))
    for row in table.rows:
        title = f"{_text(row.title)} **differs**" if row.differs else _text(row.title)
        cells = [*map(_cell, row.cells)] if row.cells else [""] * len(table.columns)
        yield _line([f"**{title}**" if row.head else title, *cells])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(cell: PageCell) -> str:
    return "<br>".join(map(_entry, cell))


def _entry(entry: CellEntry) -> str:
    text = f"*{_text(entry.text)}*" if entry.soft else _text(entry.text)
    if entry.address and _ADDRESS.fullmatch(entry.address):
        return f"[{text}](<{entry.address}>)"
    return text


def _text(text: str) -> str:
    """A text that means itself: on one line, without marks and tags."""
    lines = [_MARKS.sub(r"\\\1", escape(line.strip(), quote=False)) for line in text.splitlines()]
    return "<br>".join(line for line in lines if line)
