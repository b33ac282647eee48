"""Clean-up of texts: what is not part of a name or a paragraph goes, what was damaged on the way is mended.

All functions are pure, and quick on a text that needs nothing, so that readers of every format can use them.
"""

import re
from html import unescape
from html.entities import html5

import ftfy

__all__ = ["clean", "clean_long", "is_foreign", "mended", "unbulleted", "visible"]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"\s+")
_BULLET = re.compile(r"[*•◦▪‣·–-]\s+")  # noqa: RUF001 (the dash that pages write)
_FOREIGN = re.compile(r"[^:]+:\s*[0-9]+")

# The registry's texts are Markdown since its API v2; of 3,200 escapes in 600 studies all but 5 are of these marks.
_ESCAPE = re.compile(r"\\([][<>*_^~&.#)(+-])")

# C0 and C1 controls but white space, soft hyphen, zero-width space, byte-order mark: none is part of any text.
_INVISIBLE = dict.fromkeys(
    [code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()] + [0xAD, 0x200B, 0xFEFF]
)

# UTF-8 that was read as Windows-1252 or Latin-1: `Ã©`, `Â±`, `â€™`, `â‰¥`, `Î¼`.
_MOJIBAKE = re.compile("[\xc3\xc2\xce\xcf][\x80-\xbf\u20ac\u2122\u0152-\u0178\u02c6\u02dc]|\xe2[\u20ac\u2030\x80-\x89]")
_LONGEST_MENDED = 100_000


def clean(text: str) -> str:
    """A short text, on one line, without entities, escapes, invisible characters and runs of white space."""
    return _SPACES.sub(" ", visible(mended(text))).strip()


def clean_long(text: str) -> str:
    """A text of several lines without the same; its lines, its indentation and its blank lines stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.rstrip().replace("\xa0", " ") for line in visible(mended(text), keep="\n").split("\n"))
    return "\n".join(lines).strip("\n")


def mended(text: str) -> str:
    """The text with mojibake of a known pattern undone: `UniversitÃ©` as `Université`."""
    if text.isascii() or len(text) > _LONGEST_MENDED or not _MOJIBAKE.search(text):
        return text
    return ftfy.fix_encoding(text)


def visible(text: str, *, keep: str = "") -> str:
    """The text without entities, escapes and invisible characters; white space as it is."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: _character(found, keep), text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text if text.isascii() and text.isprintable() else text.translate(_INVISIBLE)


def _character(entity: re.Match[str], keep: str) -> str:
    """The character of an entity; an unknown name stays as it is (`unescape` would read `&notit;` as a sign)."""
    name = entity[0][1:]
    known = unescape(entity[0]) if name.startswith("#") or name in html5 else entity[0]
    return known if known not in {"\n", "\r"} or known in keep else " "


def is_foreign(text: str) -> bool:
    """Whether a line has the form of a stray label and number, `Zzz: 42`: never a name or a value of one line."""
    return _FOREIGN.fullmatch(text) is not None


def unbulleted(text: str) -> str:
    """The text without the bullet mark at its beginning."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
