"""The page as one self-contained HTML file: without scripts, light and dark, to be read on paper too."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from .study_page import CellEntry, PageBlock, PageCell, PagePart, PageRow, PageSection, PageTable, StudyPage

__all__ = ["html_page"]

_HERE = Path(__file__).parent
_STYLES = (_HERE.parent / "reports" / "report.css", _HERE / "study.css")
_RESULT_STYLE = _HERE / "results.css"
"""Of pages with parts alone."""
_RESULT = "result"
"""The class of tables of results."""
_WIDTHS = ((120, "text"), (20, "long"))
"""Letters of an entry -> the class of cells with more, which may be on several lines."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page loads nothing from anywhere."""


def html_page(page: StudyPage) -> str:
    """The page as text."""
    return "".join(_page(page))


def _page(page: StudyPage) -> Iterator[str]:
    first, *others = page.ids
    styles = (*_STYLES, _RESULT_STYLE) if any(section.parts for section in page.sections) else _STYLES
    style = "".join(path.read_text(encoding="utf-8") for path in styles)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield f"<title>{escape(first.text)}: {escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    yield f"<h1>{escape(page.title)}</h1>\n"
    also = f" <span class='soft'>also {', '.join(map(_entry, others))}</span>" if others else ""
    yield f'<p class="ids"><b>{_entry(first)}</b>{also}</p>\n'
    listed = styles != _STYLES
    if listed:
        yield _contents(page.sections)
    for number, section in enumerate(page.sections, 1):
        yield from _section(section, f' id="section-{number}"' if listed else "")
    yield f'<p class="soft">{escape(page.note)}</p>\n</body>\n</html>\n'


def _contents(sections: Sequence[PageSection]) -> str:
    """Links to the sections, of a page that is long."""
    links = (f'<li><a href="#section-{at}">{escape(each.title)}</a></li>' for at, each in enumerate(sections, 1))
    return f'<nav aria-label="Sections"><ul>{"".join(links)}</ul></nav>\n'


def _section(section: PageSection, id: str) -> Iterator[str]:
    yield f"<section{id}>\n<h2>{escape(section.title)}</h2>\n"
    if note := " ".join(filter(None, (section.note, section.view_note))):
        yield f'<p class="soft">{escape(note)}</p>\n'
    if section.table:
        yield from _table(section.table, "study")
    for part in section.parts:
        yield from _part(part)
    yield "</section>\n"


def _part(part: PagePart) -> Iterator[str]:
    if part.folded:
        yield f'<details class="part">\n<summary><h3>{escape(part.title)}</h3></summary>\n'
    else:
        yield '<div class="part">\n'
        yield f"<h3>{escape(part.title)}</h3>\n" if part.title else ""
    for note in part.notes:
        yield f'<p class="note">{_entry(note)}</p>\n'
    for block in part.blocks:
        yield from _block(block)
    yield "</details>\n" if part.folded else "</div>\n"


def _block(block: PageBlock) -> Iterator[str]:
    if block.title:
        yield f"<h4>{escape(block.title)}</h4>\n"
    for picture in block.pictures:
        yield f'<div class="scroll" tabindex="0">{picture.svg}</div>\n'
    if block.note:
        yield f'<p class="soft">{escape(block.note)}</p>\n'
    if block.folded:
        yield f'<details class="fold">\n<summary>{escape(block.folded)}</summary>\n'
    yield from _table(block.table, _RESULT)
    if block.folded:
        yield "</details>\n"


def _table(table: PageTable, kind: str) -> Iterator[str]:
    yield f'<div class="scroll" tabindex="0"><table class="{kind}">\n'
    heads = "".join(f'<th scope="col">{_entry(each)}</th>' for each in table.columns)
    yield f'<thead><tr><th scope="col">{escape(table.corner)}</th>{heads}</tr></thead>\n<tbody>\n'
    for row in table.rows:
        yield _row(row, kind) if row.cells else _head(row, len(table.columns) + 1)
    yield "</tbody>\n</table></div>\n"


def _head(row: PageRow, columns: int) -> str:
    return f'<tr class="head"><th scope="colgroup" colspan="{columns}">{escape(row.title)}</th></tr>\n'


def _row(row: PageRow, table: str) -> str:
    mark = ' <span class="badge warning">differs</span>' if row.differs else ""
    widths = map(_width, row.cells) if table == _RESULT else [""] * len(row.cells)
    cells = "".join(f"<td{width}>{_cell(cell)}</td>" for cell, width in zip(row.cells, widths, strict=True))
    kind = ' class="differs"' if row.differs else ' class="head"' if row.head else ""
    return f'<tr{kind}><th scope="row">{escape(row.title)}{mark}</th>{cells}</tr>\n'


def _width(cell: PageCell) -> str:
    letters = max((len(entry.text) for entry in cell), default=0)
    return next((f' class="{kind}"' for most, kind in _WIDTHS if letters > most), "")


def _cell(cell: PageCell) -> str:
    if len(cell) > 1:
        return f"<ul>{''.join(f'<li>{_entry(each)}</li>' for each in cell)}</ul>"
    return "".join(map(_entry, cell)) or '<span class="soft" aria-label="nothing">&ndash;</span>'


def _entry(entry: CellEntry) -> str:
    text = escape(entry.text)
    if entry.soft:
        text = f'<span class="soft">{text}</span>'
    if entry.address and urlsplit(entry.address).scheme in ("http", "https"):
        return f'<a href="{escape(entry.address)}" rel="noreferrer">{text}</a>'
    return text
