"""A protocol page of the register, saved as HTML, as Markdown or as text -> the lines of the text download.

Each item is a row of a table: number, label, answer, in one line with bars or tabs between them; an answer of several
lines stands on lines of its own. What the site writes around the record, its search form and its footer, is cut off.
"""

import re

from kg.sources.page.html_lines import html_rows, is_html

__all__ = ["downloaded_on", "is_page", "page_text"]

_NUMBER = re.compile(r"EudraCT Number:", re.IGNORECASE)
_BEGINS = re.compile(r"^[#|\s*]*(?:Summary|EudraCT Number:)", re.MULTILINE | re.IGNORECASE)
_ENDS = re.compile(
    r"^.{0,20}(?:EU Clinical Trials Register Service Desk|European Medicines Agency \u00a9)", re.MULTILINE
)
_PROTOCOL = re.compile(rb"A\.\s*Protocol Information", re.IGNORECASE)
_SITE = (b"EU Clinical Trials Register", b"Clinical trials for", b"ctr-search")
_FRAME = re.compile(r"^[\s|#*:_-]*(?:Index|Expand All.*|Collapse All)?[\s|#*:_-]*$", re.IGNORECASE)
_MARKS = re.compile(r"^[\s|#*]+|(?<!\\)[\s|]+$")
_DAY = re.compile(r"European Medicines Agency \u00a9 1995-\w{3} (\w{3}) ([0-9]{1,2}) [0-9:]+ \w+ ([0-9]{4})")


def is_page(head: bytes) -> bool:
    """Whether a file begins as a protocol page of the register does."""
    return (
        b"EudraCT Number:" in head
        and any(mark in head for mark in _SITE)
        and _PROTOCOL.search(head) is not None
        and b"\0" not in head
    )


def page_text(content: bytes) -> str:
    """The record of a page in UTF-8 as lines that begin with the number and the label of their item."""
    text = _body("\n".join(html_rows(content)[0]) if is_html(content) else content.decode(errors="replace"))
    return "\n".join([_line(line) for line in text.split("\n") if line.strip() in ("", "|") or not _FRAME.match(line)])


def _body(text: str) -> str:
    """The text from the head of the record to the footer of the site."""
    number = _NUMBER.search(text)
    if number is None:
        return ""
    begins = [found.start() for found in _BEGINS.finditer(text, 0, number.end())]
    footer = _ENDS.search(text, number.end())
    return text[begins[-1] if begins else number.start() : footer.start() if footer else len(text)]


def _line(line: str) -> str:
    """A line without the marks of a table or a heading around it, and with its own bars."""
    return _MARKS.sub("", line).replace("\\|", "|")


def downloaded_on(content: bytes) -> str | None:
    """The day on which the site made the page, as its footer says: `Nov 30, 2016`."""
    text = "\n".join(html_rows(content)[0]) if is_html(content) else content.decode(errors="replace")
    found = _DAY.search(text)
    return f"{found[1]} {found[2]}, {found[3]}" if found else None
