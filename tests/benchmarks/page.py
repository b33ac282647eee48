"""The page of measurements, `docs/benchmarks.md`: each benchmark writes the section between its own two marks."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["PAGE", "prose", "table", "with_section", "write_section"]

PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"
_HEAD = """# Benchmarks

Each section is written by the command that it names, from what it measured; run it to see your machine's numbers.
"""


def with_section(page: str, name: str, text: str) -> str:
    """A page with a section new or replaced; the others stay as they are."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n\n{text.strip()}\n\n{end}"
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if found.search(page):
        return found.sub(lambda _: section, page)
    return f"{page.rstrip()}\n\n{section}\n"


def write_section(name: str, text: str) -> None:
    """Writes a section of the page."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else _HEAD
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(with_section(page, name, text), encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def prose(text: str) -> str:
    """A paragraph in lines of 120 characters."""
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)
