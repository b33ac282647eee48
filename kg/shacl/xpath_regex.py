r"""Regular expressions of XPath (`sh:pattern`) as Python's.

They differ in what `$`, `.`, `\s` and `\w` mean, in `\i`, `\c` and `\p{...}`, and in the subtraction of character
classes. What XPath does not have, such as look-ahead, is taken as Python's, as pySHACL does.
Sources: XQuery and XPath Functions, section 5.6.1; XML Schema 1.1 part 2, appendix G.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache

__all__ = ["RegexError", "compile_regex"]

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.NOFLAG, "q": re.NOFLAG}
_SPACE_RANGES = ((9, 10), (13, 13), (32, 32))
# NameStartChar and the rest of NameChar of XML 1.0, fifth edition.
_INITIAL = (
    *((0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF)),
    *((0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF)),
    *((0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
)
_NAME = (*_INITIAL, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))
_PROPERTY = re.compile(r"\{([A-Za-z0-9-]+)\}")

_Ranges = tuple[tuple[int, int], ...]


class RegexError(ValueError):
    """A regular expression that cannot be used; says why."""


def compile_regex(pattern: str, flags: str | None = None) -> re.Pattern[str]:
    """The Python expression that finds in a text what the XPath expression finds."""
    flags = flags or ""
    unknown = set(flags) - set(_FLAGS)
    if unknown:
        raise RegexError(f"unknown flags {''.join(sorted(unknown))}")
    python_flags = re.NOFLAG
    for flag in flags:
        python_flags |= _FLAGS[flag]
    translated = re.escape(pattern) if "q" in flags else _Translation(pattern, flags).whole()
    try:
        return re.compile(translated, python_flags)
    except (re.error, OverflowError) as error:
        raise RegexError(str(error)) from error


class _Translation:
    """One pass over a pattern, from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._pattern = pattern
        self._flags = flags
        self._position = 0

    def whole(self) -> str:
        parts = []
        while self._position < len(self._pattern):
            parts.append(self._atom(self._next()))
        return "".join(parts)

    def _next(self) -> str:
        if self._position >= len(self._pattern):
            raise RegexError("ends too early")
        self._position += 1
        return self._pattern[self._position - 1]

    def _peek(self) -> str:
        return self._pattern[self._position : self._position + 1]

    def _atom(self, character: str) -> str:
        match character:
            case "\\":
                many = self._class_escape()
                return f"[{many}]" if many else f"\\{self._next()}"
            case "[":
                return self._class()
            case "$" if "m" not in self._flags:
                return r"\Z"  # XPath: the end of the text; Python's `$` also matches before a final newline
            case "." if "s" not in self._flags:
                return r"[^\n\r]"
            case " " | "\t" | "\n" | "\r" if "x" in self._flags:
                return ""
            case _:
                return character

    def _class_escape(self) -> str:
        """The inside of a character class for an escape that stands for many characters, or "", and nothing is read."""
        letter = self._peek()
        if not letter or letter not in "sSiIcCwWdDpP":
            return ""
        self._position += 1
        if letter in "dD":
            return f"\\{letter}"  # Python's is the category Nd too
        name = self._category_name() if letter in "pP" else ""
        ranges = _many(letter.lower(), name)
        return _written(_complement(ranges) if letter.isupper() else ranges)

    def _category_name(self) -> str:
        found = _PROPERTY.match(self._pattern, self._position)
        if found is None:
            raise RegexError("\\p without the name of a category")
        self._position = found.end()
        return found[1]

    def _class(self) -> str:
        """A character class after its bracket, with what is subtracted from it as a look-ahead."""
        negated = self._peek() == "^"
        if negated:
            self._position += 1
        members: list[str] = []
        while True:
            character = self._next()
            if character == "]" and members:
                return f"[{'^' if negated else ''}{''.join(members)}]"
            if character == "-" and self._peek() == "[":
                self._position += 1
                subtracted = self._class()
                if self._next() != "]":
                    raise RegexError("a subtraction must end its character class")
                return f"(?:(?!{subtracted})[{'^' if negated else ''}{''.join(members)}])"
            members.append(self._member(character))

    def _member(self, character: str) -> str:
        if character != "\\":
            return f"\\{character}" if character in "[]&|~" else character
        return self._class_escape() or f"\\{self._next()}"


def _many(letter: str, name: str) -> _Ranges:
    match letter:
        case "s":
            return _SPACE_RANGES
        case "i":
            return _INITIAL
        case "c":
            return _NAME
        case "w":
            return _categories(("L", "M", "N", "S"))  # all but punctuation, separators and others
        case _ if name.startswith("Is"):
            raise RegexError(f"Unicode blocks are not known here: {name}")
        case _:
            return _categories((name,))


@cache
def _categories(prefixes: tuple[str, ...]) -> _Ranges:
    """The characters whose general category begins with one of the prefixes."""
    codes = (code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)).startswith(prefixes))
    ranges = tuple(_runs(codes))
    if not ranges:
        raise RegexError(f"no such category: {prefixes[0]}")
    return ranges


def _runs(codes: Iterable[int]) -> Iterable[tuple[int, int]]:
    first = last = -2
    for code in codes:
        if code != last + 1:
            if first >= 0:
                yield first, last
            first = code
        last = code
    if first >= 0:
        yield first, last


def _complement(ranges: _Ranges) -> _Ranges:
    edges = [-1, *(edge for pair in sorted(ranges) for edge in pair), sys.maxunicode + 1]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in gaps if low + 1 <= high - 1)


def _written(ranges: _Ranges) -> str:
    return "".join(f"\\U{low:08x}-\\U{high:08x}" if low != high else f"\\U{low:08x}" for low, high in ranges)
