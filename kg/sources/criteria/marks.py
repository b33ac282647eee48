"""The marks of the items of a list: bullets, numbers, letters; and the items of a line that has several."""

import re
from collections.abc import Iterator

__all__ = ["BULLETS", "MARK", "items", "unmarked"]

# A bullet, or a number or letter that is followed by a dot or bracket: `*`, `•`, `1.`, `1\.` (Markdown), `a)`, `(4)`.
BULLETS = "•●◦▪■□◆►➢➤✓✔‣∙·"
MARK = re.compile(
    rf"(?:\\?[*+–-]|[{BULLETS}]|o(?=\s)|\(?(?:[0-9]{{1,3}}|[A-Za-z])\\?[.)])\s+|[•●■□►➢➤✓✔]"  # noqa: RUF001
)
_COUNT = re.compile(r"\(?1\\?[.)]\s")


def items(text: str) -> tuple[str, ...]:
    """The items of a line that has several within it: bullets of one kind, or numbers that count up."""
    if text[0] in BULLETS or text[:2] in {"* ", "- "}:
        parted = [each.strip() for each in f" {text}".split(f" {text[0]}" if text[0] in BULLETS else f" {text[0]} ")]
        return tuple(f"{text[0]} {each}" for each in parted if each)
    return tuple(_counted(text)) if _COUNT.match(text) else (text,)


def _counted(text: str) -> Iterator[str]:
    """The items of `1. Adult 2. Able to walk`: each number one more than the last, written alike."""
    begin, number = 0, 1
    while found := re.compile(rf"(?<=\s)\(?{number + 1}\\?[.)](?=\s)").search(text, begin + 1):
        yield text[begin : found.start()].rstrip()
        begin, number = found.start(), number + 1
    yield text[begin:]


def unmarked(text: str) -> str:
    """The text of an item without its mark."""
    if text.startswith("* "):  # half of all lines of ClinicalTrials.gov
        return text[2:].lstrip()
    marked = MARK.match(text)
    return text[marked.end() :] if marked else text
