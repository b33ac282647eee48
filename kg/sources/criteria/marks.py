"""The marks of the items of a list: bullets, numbers, letters; and the items of a line that has several."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

__all__ = ["BULLETS", "COUNTED", "MARK", "counted", "items", "listed", "parted", "unescaped"]

# A bullet, or a number or letter that is followed by a dot or bracket: `*`, `•`, `1.`, `1\.` (Markdown), `a)`, `(4).`.
BULLETS = "•●◦▪■□◆►➢➤✓✔‣∙·"
MARK = re.compile(
    rf"(?:\\?[*+–-]|[{BULLETS}]|o(?=\s)|\(?(?:[0-9]{{1,3}}|[A-Za-z])\\?(?:\)\.|[.)]))\s+|[•●■□►➢➤✓✔]"  # noqa: RUF001
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


COUNTED = frozenset({"1.", "1)", "(1)", "1).", "(1).", "a)", "(a)", "A)", "(A)"})
"""Kinds of marks that may count on within a line. Behind a letter with a dot stand initials too often."""
_FIRST = re.compile(r"(?P<before>\(?)(?P<count>[1aA])(?P<after>\\?(?:\)\.|[.)]))\s")
_ENDS = ".;,)"
_FEWEST_WITH_DOTS = 3


def counted(text: str) -> tuple[str, ...]:
    """The items of a line that begins with the first mark of a list, `a) rum b) port`; else the line itself.

    A number with a dot may be the end of a sentence, so that such a list has three items or more, and each ends as
    sentences and items do.
    """
    if not (first := _FIRST.match(text)):
        return (text,)
    before, count, after = first["before"], first["count"], first["after"]
    cuts, at = [0], first.end()
    while mark := _next(before, count, after).search(text, at):
        count = mark["count"]
        cuts.append(mark.start())
        at = mark.end()
    found = tuple([text[a:b].rstrip() for a, b in pairwise([*cuts, len(text)])])
    if ")" in after:
        sure = all(_is_whole(each) for each in found)
    else:
        sure = len(found) >= _FEWEST_WITH_DOTS and all(each[-1] in _ENDS for each in found[:-1])
    return found if sure else (text,)


def _is_whole(item: str) -> bool:
    """Whether no bracket is open in an item: `1) grade 1 2) tall` has two marks, `1) (grade 1 or 2) tall` has one."""
    _, _, body = item.partition(" ")
    return body.count("(") == body.count(")")


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
