"""Markdown as GitHub reads it."""

import re
from collections.abc import Sequence

__all__ = ["code", "fenced", "table", "text"]

_SPECIAL = re.compile(r"([\\*_<>\[\]|~])")
_CODE = re.compile(r"(`[^`]*`)")


def text(plain: str) -> str:
    """Plain text that Markdown shows as it is; what stands between back quotes stays code."""
    parts = _CODE.split(plain)
    return "".join(part if part.startswith("`") else _SPECIAL.sub(r"\\\1", part) for part in parts)


def code(plain: str) -> str:
    """Code inside a line, in a table cell too."""
    marks = "``" if "`" in plain else "`"
    return f"{marks}{plain}{marks}"


def fenced(language: str, plain: str) -> str:
    """Code on lines of its own."""
    return f"```{language}\n{plain}\n```"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, with an empty line after it."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(content: str) -> str:
    return content.replace("\\|", "|").replace("|", "\\|")
