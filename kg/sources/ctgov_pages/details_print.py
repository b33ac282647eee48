"""What printing adds to a page: day, address and number on each sheet, and breaks at the margin."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from kg.sources.ctgov_pages.details_words import SECTIONS
from kg.sources.ctgov_pages.people import is_region, place_of
from kg.sources.page.lines import PageLine
from kg.sources.page.text import unbulleted

__all__ = ["joins_of", "printed", "unbroken"]

_DAY = re.compile(
    r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4},? [0-9]{1,2}[:.][0-9]{2}(?: ?[AP]M)?(?: (?P<title>Study Details \| .*))?"
)
_ADDRESS = re.compile(r"https?://(?:www\.|beta\.)?clinicaltrials\.gov/\S*(?: [0-9]{1,3}/[0-9]{1,3})?")
_SHEET = re.compile(r"(?P<number>[0-9]{1,3})/(?P<last>[0-9]{1,3})")
_LISTED = re.compile(r"(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,4})[.)] ")
_HEAD = re.compile(r"[A-Z][A-Za-z /,.()?'-]{1,60}: ?\S?")
_FULL = 0.9
"""How much of the widest line a broken one fills with the word that did not fit: letters are not of one width."""
_ARMS = "Arms and Interventions"
_TITLE = "Official Title"
_KEYWORDS = "Keywords Provided by "
_AND = frozenset({"and", "or", "to"})
_STOPS = (".", ":", ";")
_NEARLY_ALL = 0.98
_HEADS = ("ClinicalTrials.gov ID ", "Sponsor ", "Information provided by ", "Last Update Posted ")
"""The labels of the head, which have what they say behind them."""
_SHORTEST = 20
"""Lines of a column narrower than this are not joined."""


def printed(lines: Sequence[PageLine]) -> dict[int, PageLine]:
    """The lines that printing added, by number, without what is of the print; none if the page was not printed."""
    days = [line for line in lines if _DAY.fullmatch(line.text)]
    addresses = [line for line in lines if _ADDRESS.fullmatch(line.text)]
    if not days or not addresses:
        return {}
    sheets = {line.text.rpartition(" ")[2] for line in addresses if _SHEET.search(line.text)}
    found = {line.number: line.saying(_title(line.text)) for line in days}
    found |= {line.number: line.saying("") for line in addresses}
    return found | {line.number: line.saying("") for line in _numbers(lines, sheets)}


def _title(text: str) -> str:
    day = _DAY.fullmatch(text)
    return (day and day["title"]) or ""


def _numbers(lines: Sequence[PageLine], sheets: Container[str]) -> Iterator[PageLine]:
    """Lines `1/7`, `2/7`, up to `7/7`, in order."""
    known = [(line, found) for line in lines if (found := _SHEET.fullmatch(line.text)) and line.text not in sheets]
    if [int(found["number"]) for _, found in known] == list(range(1, len(known) + 1)):
        yield from (line for line, _ in known)


def joins_of(
    lines: Sequence[PageLine], prints: Mapping[int, PageLine], whole: frozenset[str], tables: Sequence[str]
) -> dict[int, int]:
    """The lines that are the rest of one above them -> that one.

    A line was broken at the margin if the first word of the next one did not fit behind it. `whole` are lines that are
    no rests, nor what begins with them. The columns of a table, which is below one of the headings `tables`, have
    margins of their own; a capital begins something new there below the label of an arm, and on another sheet.
    """
    joins: dict[int, int] = {}
    for table, region in groupby(_regions(_without(lines, prints), tables), lambda pair: pair[0]):
        known = [line for _, line in region]
        width = _width(known)
        listed = titled = False
        for line, rest in pairwise(known):
            listed = unbulleted(line.text) != line.text or (listed and line.number in joins)
            titled = line.text == _TITLE or (titled and line.text not in whole)
            if line.text and rest.text and width >= _SHORTEST and _is_full(line.text, rest.text, width, whole):
                cut = table == _ARMS or (table and rest.number > line.number + 1)
                ended = cut or line.text.endswith(_STOPS) or _HEAD.match(rest.text)
                if listed or titled or rest.text[:1].islower() or not ended:
                    joins[rest.number] = joins.get(line.number, line.number)
    return joins


def unbroken(texts: Sequence[str]) -> str:
    """The text of several lines; a line ends in a hyphen where a word has one, since browsers add none."""
    whole = ""
    for text in texts:
        hyphened = whole.endswith("-") and whole[-2:-1].isalnum() and text.split(" ", 1)[0] not in _AND
        whole += text if hyphened or not whole else f" {text}"
    return whole


def _without(lines: Sequence[PageLine], prints: Container[int]) -> list[PageLine]:
    """The lines without those of the print, and without blank ones beside these."""
    kept: list[PageLine] = []
    beside = False
    for line in lines:
        if line.number in prints:
            beside = True
            while kept and not kept[-1].text:
                kept.pop()
        elif line.text or not beside:
            kept.append(line)
            beside = False
    return kept


def _regions(lines: Sequence[PageLine], tables: Sequence[str]) -> Iterator[tuple[str, PageLine]]:
    """Each line with the heading of the table that it is in; empty if it is in none."""
    table = ""
    for line in lines:
        if line.text in tables or line.text in SECTIONS:
            table = line.text if line.text in tables else ""
            yield "", line
        else:
            yield table, line


def _width(lines: Sequence[PageLine]) -> int:
    """How long a full line is; a few words too long for a line may be longer."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(len(lengths) * _NEARLY_ALL)] if lengths else 0


def _is_full(text: str, rest: str, width: int, whole: frozenset[str]) -> bool:
    """Whether no word of the rest fits behind the text, and the rest begins nothing new."""
    if len(text) + 1 + len(rest.split(" ", 1)[0]) <= _FULL * width or text in whole or rest in whole:
        return False
    if is_region(rest) or place_of(rest, None) or text.startswith(_KEYWORDS):
        return False
    return unbulleted(rest) == rest and not _LISTED.match(rest) and not rest.startswith(_HEADS)
