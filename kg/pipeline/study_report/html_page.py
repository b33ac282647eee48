"""The page as one self-contained HTML file: without scripts, light and dark, to be read on paper too."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from .study_page import CellEntry, PageCell, PageRow, PageSection, StudyPage

__all__ = ["html_page"]

_HERE = Path(__file__).parent
_STYLES = (_HERE.parent / "reports" / "report.css", _HERE / "study.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page loads nothing from anywhere."""


def html_page(page: StudyPage) -> str:
    """The page as text."""
    return "".join(_page(page))


def _page(page: StudyPage) -> Iterator[str]:
    first, *others = page.ids
    style = "".join(path.read_text(encoding="utf-8") for path in _STYLES)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield f"<title>{escape(first.text)}: {escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    yield f"<h1>{escape(page.title)}</h1>\n"
    also = f" <span class='soft'>also {', '.join(map(_entry, others))}</span>" if others else ""
    yield f'<p class="ids"><b>{_entry(first)}</b>{also}</p>\n'
    for section in page.sections:
        yield from _section(section)
    yield f'<p class="soft">{escape(page.note)}</p>\n</body>\n</html>\n'


def _section(section: PageSection) -> Iterator[str]:
    table = section.table
    yield f"<section>\n<h2>{escape(section.title)}</h2>\n"
    if section.note:
        yield f'<p class="soft">{escape(section.note)}</p>\n'
    yield '<div class="scroll" tabindex="0"><table class="study">\n'
    heads = "".join(f'<th scope="col">{_entry(each)}</th>' for each in table.columns)
    yield f'<thead><tr><th scope="col">{escape(table.corner)}</th>{heads}</tr></thead>\n<tbody>\n'
    for row in table.rows:
        yield _row(row)
    yield "</tbody>\n</table></div>\n</section>\n"


def _row(row: PageRow) -> str:
    mark = ' <span class="badge warning">differs</span>' if row.differs else ""
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in row.cells)
    kind = ' class="differs"' if row.differs else ""
    return f'<tr{kind}><th scope="row">{escape(row.title)}{mark}</th>{cells}</tr>\n'


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
