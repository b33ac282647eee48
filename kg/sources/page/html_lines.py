"""An HTML page -> the lines of its text: a block is a line, a row of a table is a line with bars between its cells.

What a browser does not show is left out: scripts, styles, hidden elements, comments. A nested table stands in lines
of its own, between the first and the last line of the cell that holds it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["HtmlRows", "html_rows", "is_html"]

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"\s+")

_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "svg",
        "button",
        "select",
        "option",
        "input",
        "textarea",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_DEEPEST = 500
# Elements without an end tag, or whose end another tag implies.
_UNCLOSED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "caption",
        "html",
        "head",
        "body",
    ]
)
_BULLET = "• "
_BAR = " | "


def is_html(content: bytes) -> bool:
    """Whether a file begins as an HTML page does."""
    return _OPENING.match(content[:8192]) is not None


class HtmlRows(NamedTuple):
    """The text of an HTML page."""

    rows: Sequence[str]
    damaged: Sequence[int]
    """The numbers of the lines that are damaged."""
    window: str
    """The title of its window; empty if it has none."""


def html_rows(content: bytes) -> HtmlRows:
    """The lines of the text of an HTML page in UTF-8.

    Of a page without a heading of its own the title of its window is the first line.
    """
    parser = LexborHTMLParser(_shallow(content.decode(errors="replace")))
    title = parser.css_first("title")
    window = _SPACES.sub(" ", title.text()).strip() if title else ""
    heading = "" if parser.css_first("h1") else window
    writer = _Writer()
    if parser.body:
        writer.write(parser.body)
    rows = [heading, ""] * bool(heading) + writer.rows()
    return HtmlRows(rows, [number for number, row in enumerate(rows, 1) if "\ufffd" in row], window)


def _shallow(text: str) -> str:
    """The page with no more than so many elements inside one another; deeper ones become line breaks.

    The time that a parser takes grows with the square of the depth; browsers stop at 512.
    """
    depth = deepest = 0

    def bounded(tag: re.Match[str]) -> str:
        nonlocal depth, deepest
        if tag[2].casefold() in _UNCLOSED:
            return tag[0]
        depth = max(0, depth + (-1 if tag[1] else 1))
        deepest = max(deepest, depth)
        return tag[0] if depth + bool(tag[1]) <= _DEEPEST else "<br>"

    shallow = _TAG.sub(bounded, text)
    return shallow if deepest > _DEEPEST else text


class _Writer:
    """Walks over the elements of a page and writes lines."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._line: list[str] = []
        self._depth = 0

    def rows(self) -> list[str]:
        """All lines written."""
        self._break()
        return self._rows

    def write(self, body: LexborNode) -> None:
        """Write an element and all that is in it; a stack of our own, since pages may nest without end."""
        stack: list[tuple[LexborNode, bool]] = [(body, False)]
        while stack:
            node, done = stack.pop()
            if done:
                self._close(node)
            elif node.tag == "-text":
                self._line.append((node.text_content or "").replace("|", "\\|"))
            elif _is_shown(node):
                self._open(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(_children(node))))

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS or tag == "br":
            self._break()
        if tag in {"ul", "ol"}:
            self._depth += 1
        if tag == "li":
            self._line.append("  " * self._depth + _BULLET)

    def _close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _CELLS:
            self._line.append(_BAR)
        elif tag in _BLOCKS:
            self._break()
        if tag in {"ul", "ol"}:
            self._depth -= 1
        if tag in {"p", "table"} or (tag in {"ul", "ol"} and not self._depth):
            self._blank()

    def _break(self) -> None:
        text = "".join(self._line)
        indent = " " * (2 * self._depth) if text.lstrip().startswith(_BULLET) else ""
        text = _SPACES.sub(" ", text).strip()
        self._line.clear()
        if text and text != _BULLET.strip():
            self._rows.extend(indent + row for row in _rows_of_cell(text))

    def _blank(self) -> None:
        if self._rows and self._rows[-1]:
            self._rows.append("")


def _rows_of_cell(text: str) -> list[str]:
    """The line; if a cell goes on behind it, the cells that are complete on a line of their own."""
    if text.endswith(_BAR.rstrip()):
        return [text]
    complete, bar, rest = text.rpartition(_BAR)
    return [complete + _BAR.rstrip(), rest] if bar and rest else [text]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _is_shown(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag.startswith(("-", "_", "!")) or tag in _UNSEEN:
        return False
    attributes = node.attributes
    if not attributes:
        return True
    style = attributes.get("style") or ""
    return not ("hidden" in attributes or attributes.get("aria-hidden") == "true" or _HIDDEN.search(style))
