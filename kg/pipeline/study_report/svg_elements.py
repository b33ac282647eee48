"""Pieces of SVG as text: elements, coordinates that are written alike everywhere, lines that fit into a width.

No font is at hand where a page is made. Widths are those of Arial or Verdana, whichever is wider, so that what is said
to fit does so with the fonts of most systems.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

__all__ = [
    "BOLD",
    "Picture",
    "coordinate",
    "element",
    "line",
    "picture",
    "rectangle",
    "shortened",
    "text",
    "text_width",
    "wrapped",
]

Point = tuple[float, float]
_NARROW, _WIDE = frozenset("iljtf.,:;'|!()[] I-"), frozenset("mwMW@%—…=<>≤≥+±")
BOLD = 1.15
"""How many times as wide bold letters are."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LATIN = 0x2E80
"""Letters from here on, such as Chinese ones, are as wide as they are high."""


class Picture(NamedTuple):
    """A picture, and what is said of it to whoever does not see it."""

    svg: str
    title: str
    description: str


def coordinate(number: float) -> str:
    """A number of pixels with one decimal at most: `12`, `12.5`, never `-0`."""
    written = f"{number:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, /, *inside: str, **attributes: str | float) -> str:
    """An element; what stands inside is SVG already. `_` at the end of a name is dropped, others become `-`."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(each if isinstance(each, str) else coordinate(each))}"'
        for key, each in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def text(words: str, at: Point, *, kind: str = "", anchor: str = "start", size: float | None = None) -> str:
    """A line of text that stands on a point."""
    more: dict[str, str | float] = {"class_": kind} if kind else {}
    if anchor != "start":
        more["text_anchor"] = anchor
    if size is not None:
        more["font_size"] = size
    return element("text", _letters(words), x=at[0], y=at[1], **more)


def line(start: Point, end: Point, kind: str) -> str:
    """A straight line."""
    return element("path", d=f"M{_point(start)}L{_point(end)}", class_=kind)


def rectangle(corner: Point, width: float, height: float, kind: str) -> str:
    """A box with round corners."""
    return element("rect", x=corner[0], y=corner[1], width=width, height=height, rx=4, class_=kind)


def picture(pieces: Iterable[str], *, width: float, height: float, key: str, title: str, description: str) -> Picture:
    """The whole picture. `key` tells it from others of its page."""
    size = f"0 0 {coordinate(width)} {coordinate(height)}"
    named = (
        element("title", _letters(title), id=f"{key}-title"),
        element("desc", _letters(description), id=f"{key}-about"),
    )
    svg = element(
        "svg",
        *("\n", *named, "\n", "\n".join(pieces), "\n"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=size,
        width=width,
        height=height,
        role="img",
        class_="picture",
        aria_labelledby=f"{key}-title {key}-about",
    )
    return Picture(svg, title, description)


def text_width(words: str, size: float) -> float:
    """How wide a line of text is at most, in pixels."""
    return size * sum(_width(letter) for letter in words)


def shortened(words: str, width: float, size: float) -> str:
    """The text, or as much of its beginning as fits, and an ellipsis."""
    words = " ".join(words.split())
    if text_width(words, size) <= width:
        return words
    left = width - text_width("…", size)
    kept = 0
    for letter in words:
        left -= size * _width(letter)
        if left < 0:
            break
        kept += 1
    return f"{words[:kept].rstrip()}…"


def wrapped(words: str, width: float, size: float, *, most: int) -> Sequence[str]:
    """The text in lines that fit, no more than `most`; the last one may be cut short."""
    lines = list(_lines(words, width, size))
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], shortened(rest, width, size)]


def _lines(words: str, width: float, size: float) -> Iterator[str]:
    begun = ""
    for word in words.split():
        longer = f"{begun} {word}" if begun else word
        if begun and text_width(longer, size) > width:
            yield shortened(begun, width, size)
            longer = word
        begun = longer
    yield shortened(begun, width, size)


def _letters(words: str) -> str:
    """What stands in an element: no letter that XML does not know."""
    return escape(_UNWRITABLE.sub("\ufffd", " ".join(words.split())), quote=False)


def _point(point: Point) -> str:
    return f"{coordinate(point[0])} {coordinate(point[1])}"


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE or ord(letter) >= _LATIN:
        return 1.0
    return 0.72 if letter.isupper() else 0.64 if letter.isdigit() else 0.61
