"""How groups are told apart in pictures: by shape and by colour, so that nobody needs to see colours.

A title has one mark on the whole page, unless two groups of one table would have one shape.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from .svg_elements import coordinate, element, shortened, text, text_width

__all__ = ["COLOURS", "drawn_estimate", "drawn_legend", "drawn_mark", "marks_of", "usual_marks"]

COLOURS = 8
"""So many classes `g1`, `g2`, ... has the style sheet."""
_GAP, _SIZE, _LINE, _BELOW = 18.0, 12.0, 19.0, 6.0


def _polygon(corners: Sequence[tuple[float, float]], x: float, y: float) -> str:
    points = "L".join(f"{coordinate(x + right)} {coordinate(y + down)}" for right, down in corners)
    return f"M{points}Z"


def _circle(x: float, y: float) -> str:
    return f"M{coordinate(x - 4.5)} {coordinate(y)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z"


_PLUS = (-1.6, -5), (1.6, -5), (1.6, -1.6), (5, -1.6), (5, 1.6), (1.6, 1.6), (1.6, 5), (-1.6, 5), (-1.6, 1.6), (-5, 1.6)
_CROSS = (-4.6, -2.4), (-2.4, -4.6), (0, -2.2), (2.4, -4.6), (4.6, -2.4), (2.2, 0), (4.6, 2.4), (2.4, 4.6), (0, 2.2)
_SHAPES: Sequence[Callable[[float, float], str]] = (
    _circle,
    partial(_polygon, ((-4, -4), (4, -4), (4, 4), (-4, 4))),
    partial(_polygon, ((0, -5.2), (5, 4), (-5, 4))),
    partial(_polygon, ((0, -5.8), (5.2, 0), (0, 5.8), (-5.2, 0))),
    partial(_polygon, ((0, 5.2), (5, -4), (-5, -4))),
    partial(_polygon, (*_PLUS, (-5, -1.6), (-1.6, -1.6))),
    partial(_polygon, (*_CROSS, (-2.4, 4.6), (-4.6, 2.4), (-2.2, 0))),
    partial(_polygon, ((0, -5.4), (5.2, -1.5), (3.2, 4.6), (-3.2, 4.6), (-5.2, -1.5))),
)


def usual_marks(titles: Sequence[str], order: Iterable[int]) -> list[int]:
    """The mark of each group by its title; `order` names groups, from 1, the first of which have the first marks."""
    found: dict[str, int] = {}
    for group in (*order, *range(1, len(titles) + 1)):
        found.setdefault(titles[group - 1].casefold(), len(found))
    return [found[title.casefold()] for title in titles]


def marks_of(groups: Iterable[int], usual: Sequence[int]) -> dict[int, int]:
    """Group -> its mark in one table: its usual one, unless another group of the table has that shape or mark."""
    found: dict[int, int] = {}
    for group in groups:
        shapes = {mark % len(_SHAPES) for mark in found.values()}
        free = shapes if len(shapes) < len(_SHAPES) else set[int]()
        mark = usual[group - 1]
        while mark in found.values() or mark % len(_SHAPES) in free:
            mark += 1
        found[group] = mark
    return found


def drawn_mark(number: int, x: float, y: float) -> str:
    """The mark of that number, from 0: every eighth has the same shape, none of the first 64 shape and colour."""
    colour = (number + number // len(_SHAPES)) % COLOURS
    return element("path", d=_SHAPES[number % len(_SHAPES)](x, y), class_=f"mark g{colour + 1}")


def drawn_estimate(x: float, y: float) -> str:
    """The mark of what is of no one group."""
    return element("path", d=_SHAPES[1](x, y), class_="mark estimate")


def drawn_legend(names: Sequence[tuple[int, str]], left: float, top: float, width: float) -> tuple[list[str], float]:
    """Mark and name of each group, in as many lines as they need, and where these end."""
    pieces, x, y = list[str](), left, top
    for mark, name in names:
        words = shortened(name, width - _GAP, _SIZE)
        needed = _GAP + text_width(words, _SIZE) + _GAP
        if x > left and x + needed > left + width:
            x, y = left, y + _LINE
        pieces += [drawn_mark(mark, x + 6, y + 6), text(words, (x + _GAP, y + 10))]
        x += needed
    return pieces, y + _LINE + _BELOW if names else top
