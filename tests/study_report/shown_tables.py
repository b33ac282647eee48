"""The tables of a page as a reader sees them: under which headings they stand, their columns, rows and cells."""

import html.parser
from dataclasses import dataclass, field

__all__ = ["ShownCell", "ShownRow", "ShownTable", "shown_tables"]


@dataclass
class ShownCell:
    """What a cell says, and what is remarked there."""

    entries: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class ShownRow:
    """A row: `head` begins something new."""

    head: bool
    title: str = ""
    cells: list[ShownCell] = field(default_factory=list)


@dataclass
class ShownTable:
    """A table, by the headings above it."""

    section: str
    part: str
    block: str
    columns: list[str] = field(default_factory=list)
    rows: list[ShownRow] = field(default_factory=list)

    def column(self, name: str) -> dict[str, ShownCell]:
        """Title of a row -> its cell."""
        at = self.columns[1:].index(name)
        return {row.title: row.cells[at] for row in self.rows if row.cells}


class _Tables(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[ShownTable] = []
        self._headings = {"h2": "", "h3": "", "h4": ""}
        self._at: list[str] = []
        self._soft = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("class") or "").split()
        if tag in self._headings:
            below = list(self._headings)[list(self._headings).index(tag) :]
            self._headings |= dict.fromkeys(below, "")
        elif tag == "table":
            self.tables.append(ShownTable(self._headings["h2"], self._headings["h3"], self._headings["h4"]))
        elif tag == "tr" and "thead" not in self._at:
            self.tables[-1].rows.append(ShownRow("head" in kind))
        elif tag == "th" and "thead" in self._at:
            self.tables[-1].columns.append("")
        elif tag == "td":
            self.tables[-1].rows[-1].cells.append(ShownCell())
        elif tag == "span":
            self._soft = "soft" in kind
        self._at.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._at and self._at.pop() != tag:
            pass
        self._soft = False

    def handle_data(self, data: str) -> None:
        inner = next((tag for tag in reversed(self._at) if tag in (*self._headings, "th", "td")), None)
        if inner in self._headings:
            self._headings[inner] += data
        elif inner == "th" and "thead" in self._at:
            self.tables[-1].columns[-1] += data
        elif inner == "th":
            self.tables[-1].rows[-1].title += data
        elif inner == "td":
            cell = self.tables[-1].rows[-1].cells[-1]
            (cell.remarks if self._soft else cell.entries).append(data)


def shown_tables(page: str) -> list[ShownTable]:
    """All tables of a page in HTML."""
    seen = _Tables()
    seen.feed(page)
    return seen.tables
