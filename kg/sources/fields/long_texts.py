"""Long texts laid out in one way, however a format lays them out: by lines, marks of lists, indents and blank lines.

The API v2 writes Markdown: a paragraph is a line, marks are `*` and `1.`, what stands below an item is indented to its
text, and blank lines part all but the items of a list. The XML breaks lines near column 100, marks with `-`, indents by
steps of five and parts everything by blank lines. Both come out as the API has it, without the escapes of Markdown.
"""

import re

from kg.sources.fields.clean import long

__all__ = ["by_lines", "from_markdown", "laid_out", "unescaped"]

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash before a sign that Markdown could take for its own; before anything else it stands for itself."""

_SEPARATOR = "<!-- -->"
"""What Markdown has between two lists that would else be one."""

_MARK = re.compile(r"([-*]|[0-9]{1,3}[.)])\s+(?=\S)")
_BEGINS_MARK = frozenset("-*0123456789")


def by_lines(text: str | None) -> str | None:
    """A text line by line, white-space runs as one space; None if nothing is left."""
    text = long(text)
    if text is None or (text.isprintable() and "  " not in text):
        return text
    return "\n".join([" ".join(line.split()) for line in text.split("\n")])


def unescaped(text: str) -> str:
    """A text in Markdown with its escapes undone, and all else as written."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def from_markdown(text: str | None) -> str | None:
    """A text in Markdown as it reads: escapes undone, nothing between lists; None if nothing is left."""
    if text:
        text = unescaped(text)
    if text and _SEPARATOR in text:
        text = text.replace(_SEPARATOR, "")
    return laid_out(text)


def laid_out(text: str | None) -> str | None:
    """A text of several lines, each a paragraph or an item of a list; None if nothing is left."""
    if not text:
        return None
    if "\n" not in text and text.isprintable() and "  " not in text and text[0] not in " -" and text[-1] != " ":
        return text
    lines: list[str] = []
    above: list[tuple[int, int]] = []  # the items that a line may stand below: indent as written, indent of their text
    below = False  # the line before is a paragraph below an item
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        body = line.strip()
        if not body:
            continue
        depth = 0 if line[0] == body[0] else len(line) - len(line.lstrip())
        goes_on = below
        while above and above[-1][0] >= depth:
            above.pop()
            goes_on = True
        indent = above[-1][1] if above else 0
        marked = _MARK.match(body) if body[0] in _BEGINS_MARK else None
        if "  " in body or not body.isprintable():
            body = " ".join(body.split())
        if marked:
            mark = "*" if marked[1] == "-" else marked[1]
            body = f"{mark} {body[len(marked[1]) + 1 :]}"
            above.append((depth, indent + len(mark) + 1))
        if lines and not (marked and goes_on):
            lines.append("")
        lines.append(f"{' ' * indent}{body}" if indent else body)
        below = bool(indent) and not marked
    return "\n".join(lines) or None
