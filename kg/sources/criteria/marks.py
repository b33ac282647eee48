"""The marks of the items of a list: bullets, numbers, letters; and the items of a line that has several."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

__all__ = ["BULLETS", "MARK", "items", "listed", "parted", "unescaped"]

# A bullet, or a number or letter that is followed by a dot or bracket: `*`, `•`, `1.`, `1\.` (Markdown), `a)`, `(4)`.
BULLETS = "•●◦▪■□◆►➢➤✓✔‣∙·"
MARK = re.compile(
    rf"(?:\\?[*+–-]|[{BULLETS}]|o(?=\s)|\(?(?:[0-9]{{1,3}}|[A-Za-z])\\?[.)])\s+|[•●■□►➢➤✓✔]"  # noqa: RUF001
)
_BEGINS_LIST = re.compile(r":\s+(?P<mark>(?P<before>\(?)(?P<count>[1aA])(?P<after>\\?[.)]))(?=\s)")
_FEWEST_ITEMS = 2
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
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


def parted(text: str) -> tuple[str | None, str]:
    """The kind of the mark of an item, such as `*`, `1.` or `a)`, None for a text without mark; and what it marks."""
    if text.startswith("* "):  # half of all lines of ClinicalTrials.gov
        return "*", text[2:].lstrip()
    marked = MARK.match(text)
    if not marked:
        return None, text
    return _kind(marked[0]), text[marked.end() :]


@lru_cache(maxsize=4_096)
def _kind(mark: str) -> str:
    """Marks of one list are of one kind: `1.` and `12.`, `a)` and `b)`."""
    mark = mark.strip().replace("\\", "")
    if len(mark) == 1:
        return mark
    return re.sub("[0-9]+", "1", re.sub("[A-Z]", "A", re.sub("[a-z]", "a", mark)))


def listed(text: str) -> tuple[str, ...]:
    """The lead-in and the items of `One of: A) rum B) port`; nothing for a text with no list that counts up in it."""
    if not (found := _BEGINS_LIST.search(text)):
        return ()
    cuts, at = [found.start("mark")], found.end("mark")
    before, count, after = found["before"], found["count"], found["after"]
    while next_one := _next(before, count, after).search(text, at):
        count = next_one["count"]
        cuts.append(next_one.start())
        at = next_one.end()
    if len(cuts) < _FEWEST_ITEMS:
        return ()
    return (text[: cuts[0]].rstrip(), *[text[a:b].rstrip() for a, b in pairwise([*cuts, len(text)])])


@cache
def _next(before: str, count: str, after: str) -> re.Pattern[str]:
    """What finds the mark that counts on."""
    then = str(int(count) + 1) if count.isdigit() else chr(ord(count) + 1)
    return re.compile(rf"(?<=\s){re.escape(before)}(?P<count>{re.escape(then)}){re.escape(after)}(?=\s)")


def unescaped(text: str) -> str:
    """The text without the backslashes that Markdown sets before `<`, `[` and other signs."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
