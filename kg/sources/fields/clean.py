"""Texts of registry exports: short ones on one line, long ones with their paragraphs, both else as written."""

import re
from collections.abc import Iterable
from decimal import Decimal

__all__ = ["UNSPEAKABLE", "decimal", "long", "short", "shorts", "speakable", "unwrapped"]

# Escapes of control characters in JSON. The search is cheap, and may find too much: an escaped `\\` before a `b`.
UNSPEAKABLE = re.compile(rb"\\(?:u00[017]|[bf])")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Windows-1252 letters that were read as C1 controls are kept: they can still be mended.

_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def short(text: str | None) -> str | None:
    """A name or value on one line: white-space runs as one space, trimmed; None if nothing is left."""
    if text is None or (text.isprintable() and text and "  " not in text and text[0] != " " and text[-1] != " "):
        return text
    return " ".join(text.split()) or None


def shorts(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text on one line; those of which nothing is left are gone."""
    return tuple([each for text in texts if (each := short(text))])


def long(text: str | None) -> str | None:
    """A text of several lines, ended by LF, without white space around it; None if nothing is left."""
    if text is None:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip() or None


def decimal(number: float) -> str:
    """A number as the canonical form of a decimal: `37.80437`, `-2`."""
    text = repr(number)
    if "e" in text:
        text = f"{Decimal(text):f}"
    return text.removesuffix(".0")


def speakable(text: str) -> str:
    """The text without control characters (tabs and line ends stay) and without halves of surrogate pairs."""
    return _CONTROL.sub("", text)


def unwrapped(text: str) -> str:
    """A text block of the XML without its layout: lines of a paragraph joined, the common indentation gone.

    The registry breaks lines near column 100 and parts all paragraphs and bullets by blank lines.
    """
    blocks = [block for block in _BLANK_LINE.split(text.replace("\r", "")) if block.strip()]
    depths = [_depth(block) for block in blocks]
    margin = min(depths, default=0)
    texts = (" " * (depth - margin) + " ".join(block.split()) for block, depth in zip(blocks, depths, strict=True))
    return "\n\n".join(texts)


def _depth(block: str) -> int:
    line = block.strip("\n")
    return len(line) - len(line.lstrip())
