"""Free-text eligibility criteria -> inclusion and exclusion items.

The text is what registries keep: headings of either kind, bullets or numbers under them, nested bullets, paragraphs.
Text before the first heading is neither inclusion nor exclusion: nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

import msgspec

__all__ = ["CriteriaPart", "Side", "criteria_parts", "split_criteria"]


class Side(StrEnum):
    """Which side of the criteria a text belongs to."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"


_INCLUSION = Side.INCLUSION


class CriteriaPart(msgspec.Struct, frozen=True):
    """What one line adds to an item."""

    index: int
    """Position of the line in the text, from 0."""
    side: Side
    text: str
    """Without the mark if the line begins an item, with it if it is a nested line of the item above."""
    begins: bool


# A bullet, or a number or letter that is followed by a dot or bracket: `*`, `•`, `1.`, `1\.` (Markdown), `a)`, `(4)`.
_MARK = re.compile(r"(?:[*•◦▪‣·+–-]|o(?=\s)|\(?(?:[0-9]{1,3}|[A-Za-z])\\?[.)])\s+")  # noqa: RUF001
# Emphasis and marks of headings around a line; stripped as characters, since a pattern would take the square of the
# time that a line of stars is long.
_EMPHASIS = "*_ \t\n\r\f\v\u00a0"
_NON_INCLUSION = re.compile(r"\bno[nt]?[- ]inclusion", re.IGNORECASE)

_KIND = r"(?P<kind>inclusion|exclusion)"
_QUALIFIERS = (
    "key|main|major|general|primary|secondary|additional|other|specific|core|common|abbreviated|study|patients?|"
    "subjects?|participants?|donors?|recipients?|siblings?|criteria for|phase [0-9][ab]?|(?:part|group|cohort) [0-9a-z]"
)
# `Key Inclusion Criteria`, `Exclusion Criteria (healthy control group)`, `Inclusion criteria for all participants.`
_PLAIN = re.compile(
    rf"(?:(?:{_QUALIFIERS}) ){{0,3}}{_KIND}s?(?: criteri(?:a|on))?"
    r"(?P<about> ?(?:\(|- |– |for |to |in |of |at ).{1,80})?\s?[-.:]*",  # noqa: RUF001
    re.IGNORECASE,
)
# `Sibling Inclusion Criteria for Genetic Testing:` and the like: any few words around, but a colon at the end.
_INTRODUCED = re.compile(rf"(?:[\w'/&-]+ ){{0,6}}{_KIND}(?:s| criteri(?:a|on))\b[^:]{{0,80}}:+", re.IGNORECASE)
# `Inclusion criteria: atopic patients`, `Exclusion Criteria:1.`
_INLINE = re.compile(rf"(?:(?:key|main) )?{_KIND} criteria ?: ?(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
# Lead-ins that say the side in a sentence: `Subjects will be excluded if they:`.
_EXCLUDING = re.compile(
    r"\b(?:excluded|disqualified)\b|\bnot (?:be )?(?:eligible|included|enrolled)\b|\bineligible\b", re.IGNORECASE
)
_INCLUDING = re.compile(r"\b(?:eligible|included|inclusion)\b", re.IGNORECASE)
_LONGEST_HEADING = 160


def split_criteria(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The inclusion and the exclusion items of a text, without their marks; nested lines stay with their item."""
    inclusion: list[str] = []
    exclusion: list[str] = []
    for part in criteria_parts(text.split("\n")):
        found = inclusion if part.side is _INCLUSION else exclusion
        if part.begins:
            found.append(part.text)
        else:
            found[-1] = f"{found[-1]}\n{part.text}"
    return tuple(inclusion), tuple(exclusion)


def criteria_parts(lines: Iterable[str]) -> Iterator[CriteriaPart]:
    """What each line adds to the items; nothing for headings, lead-ins (`Patients with:`) and blank lines."""
    side: Side | None = None
    depth: int | None = None  # of the mark of the item that is open to nested lines
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        indent = 0 if line[0] == text[0] else len(line) - len(line.lstrip())
        nested = depth is not None and indent > depth
        # Each way to open a side needs one or the other; most lines have neither.
        if (":" in text or "clusion" in text.casefold()) and (
            opening := _opening(text, first=side is None, nested=nested)
        ):
            (side, text), depth, nested = opening, None, False
        if side is None or not text:
            continue
        if nested:
            yield CriteriaPart(index, side, text, begins=False)
            continue
        body = _unmarked(text)
        depth = indent if body != text else None
        if body and (body != text or not text.endswith(":")):
            yield CriteriaPart(index, side, body, begins=True)


def _unmarked(text: str) -> str:
    if text.startswith("* "):  # half of all lines of ClinicalTrials.gov
        return text[2:].lstrip()
    marked = _MARK.match(text)
    return text[marked.end() :] if marked else text


@lru_cache(maxsize=4_096)  # `Inclusion Criteria:` and some others are nearly all that is asked
def _opening(text: str, *, first: bool, nested: bool) -> tuple[Side, str] | None:
    """The side that a line opens and what stands behind its colon; None for a line that opens none.

    `first` if no line has opened a side yet.
    """
    marked = _MARK.match(text)
    plain = (text[marked.end() :] if marked else text).lstrip(f"#{_EMPHASIS}").rstrip(_EMPHASIS)
    plain = _NON_INCLUSION.sub("exclusion", plain)
    if found := _title(plain, marked=marked is not None):
        return _side(found), ""
    if marked or nested:
        return None
    if found := _INLINE.match(plain):
        return _side(found), found["rest"]
    return _lead_in(plain, first=first) if plain.endswith(":") else None


def _title(plain: str, *, marked: bool) -> re.Match[str] | None:
    """The match of a heading that stands alone; under a mark it must be the bare words or end with a colon."""
    if len(plain) > _LONGEST_HEADING or _names_both(plain.casefold()):
        return None
    found = _PLAIN.fullmatch(plain)
    if marked:
        return found if found and (not found["about"] or plain.endswith(":")) else None
    return found or _INTRODUCED.fullmatch(plain)


def _names_both(plain: str) -> bool:
    """Whether a line speaks of both sides: `Other inclusion/exclusion criteria may apply:`."""
    return "inclusion" in plain and "exclusion" in plain


def _lead_in(plain: str, *, first: bool) -> tuple[Side, str] | None:
    if _EXCLUDING.search(plain):
        return Side.EXCLUSION, ""
    return (Side.INCLUSION, "") if first and _INCLUDING.search(plain) else None


def _side(found: re.Match[str]) -> Side:
    return Side(found["kind"].casefold())
