"""Texts of the portal as they were: tags for line ends, what a spreadsheet writes for control characters, entities.

A text went through the register, the portal and often a spreadsheet. `<br>` ends a line, as does `_x000D_`, which a
spreadsheet writes for a carriage return; some have both. That `≥` was lost as `=` cannot be mended.
"""

import re
from functools import lru_cache
from html import unescape

import ftfy

__all__ = ["lines_of", "plain", "split_list"]

_ESCAPED = re.compile(r"_x000([9AD])_", re.IGNORECASE)
_WHITE = {"9": "\t", "A": "\n", "D": "\r"}
_BREAK = re.compile(r"(?:\r\n?|\n)?<br\s{0,4}/?\s{0,4}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_LETTERS = re.compile(r"[^\x00-\x7f]{2,}")
_LEADS = frozenset("\u00ac\u221a\u0192\u2248\u0152\u0153\u201a\u201e")
"""How MacRoman reads the first bytes of letters in UTF-8: C2, C3, C4, C5, CE, CF, E2, E3."""
_TWICE = re.compile("[\xc2\xc3][\x80-\xbf]|\xe2\u20ac")


def plain(text: str) -> tuple[str, bool]:
    """A text with its line ends and letters as they were meant, and whether mangled letters were mended."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: _WHITE[found[1].upper()], text)
    if "<" in text:
        text = _BREAK.sub("\n", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() or _LEADS.isdisjoint(text):
        return text, False
    mended = _LETTERS.sub(lambda found: _mended(found[0]), text)
    return mended, mended != text


@lru_cache(maxsize=4_096)
def _mended(letters: str) -> str:
    """Letters that are UTF-8 read as MacRoman, `√£` for `ã`; all others as they are."""
    if letters[0] not in _LEADS:
        return letters
    try:
        read = letters.encode("mac_roman").decode()
    except UnicodeError:
        return letters
    return ftfy.fix_encoding(read) if _TWICE.search(read) else read


def lines_of(text: str) -> list[str]:
    """The lines of a text on which something stands, each with single spaces."""
    return [line for each in text.split("\n") if (line := " ".join(each.split()))]


def split_list(text: str) -> list[str]:
    """The items of a list with `;` between them, each once; a `;` in brackets parts nothing."""
    items, start, depth = [], 0, 0
    if "(" not in text and "[" not in text:
        items = text.split(";")
    else:
        for at, letter in enumerate(text):
            depth = max(0, depth + (letter in "([") - (letter in ")]"))
            if letter == ";" and not depth:
                items.append(text[start:at])
                start = at + 1
        items.append(text[start:])
    return list(dict.fromkeys(item for each in items if (item := " ".join(each.split()))))
