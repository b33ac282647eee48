"""Conditions in one text: names, codes and keywords, put together by the portal in the way of each register.

What stands before the first line end is what the register calls the condition; behind it the portal has codes and
keywords, with `;` between them. ClinicalTrials.gov lists its conditions; the EU's register adds terms of MedDRA.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.record import BrowseLeaf

from .spellings import NOT_STATED
from .texts import lines_of, split_list

__all__ = ["Conditions", "conditions_of"]

_CODE = re.compile(
    r"[A-Z][0-9]{2,4}(?:\.[0-9]{1,2})?(?:-[A-Z]?[0-9]{2,4}(?:\.[0-9]{1,2})?)?|[A-Z][0-9]{2}(?:\.[0-9]{3})+|[0-9]{3,8}"
)
_NUMBERED = re.compile(
    r"Health Condition [0-9]{1,2}:\s*(?:([A-Z][0-9]{2,3}[0-9A-Z]?(?:-[A-Z][0-9]{2})?)\s?-\s*)?(\S.*)"
)
_NAMED_CODE = re.compile(
    r"(?:\[generalization )?([A-Z][0-9]{2}(?:\.[0-9]{1,2})?(?:-[A-Z][0-9]{2}(?:\.[0-9]{1,2})?)?) - (\S.*)"
)
_COUNTED = re.compile(r"(?:\A|(?<=\. ))Condition ([0-9]{1,2}): ")
_MEDDRA = re.compile(
    r"MedDRA version: [^\n]*\nLevel: [^\n]*\nClassification code ([0-9]+)\nTerm: ([^\n]+)"
    r"(?:\nSystem Organ Class: *([0-9]*)(?: - ([^\n]+))?[^\n]*)?"
)
_AREA = re.compile(r"^\s*;?\s*Therapeutic area: ([^\n;]+)", re.MULTILINE)


class Conditions(NamedTuple):
    """What a text says of the conditions."""

    names: tuple[str, ...]
    leaves: tuple[BrowseLeaf, ...] = ()
    """Terms of catalogues, with their codes."""
    keywords: tuple[str, ...] = ()


def conditions_of(text: str, *, is_list: bool) -> Conditions:
    """The conditions of a text; of a register whose conditions stand in a list, each by itself."""
    if is_list:
        return Conditions(tuple(filter(_says_something, split_list(text.replace("\n", " ")))))
    if "MedDRA version:" in text or "Therapeutic area:" in text:
        return _european(text)
    lines = lines_of(text)
    if lines and all(_NUMBERED.fullmatch(line) for line in lines):
        return _numbered(lines)
    head, _, rest = text.partition("\n") if text.partition("\n")[0].strip() or "\n" not in text else ("", "", text)
    return _put_together(head, rest)


def _european(text: str) -> Conditions:
    """The name, terms of MedDRA, and therapeutic areas, which are branches of MeSH."""
    lines = "\n".join(lines_of(text))
    leaves = [
        BrowseLeaf(id=f"MedDRA:{number}", name=name.strip())
        for code, term, above, organ in _MEDDRA.findall(lines)
        for number, name in ((code, term), (above, organ))
        if name
    ]
    areas = [" ".join(each.split()) for each in _AREA.findall(lines.replace(";Therapeutic", "\n;Therapeutic"))]
    bare = _AREA.sub("\n", _MEDDRA.sub("\n", lines.replace(";Therapeutic", "\n;Therapeutic")))
    name = " ".join(" ".join(lines_of(bare)).strip(" ;").split())
    named = (name,) if _says_something(name) else tuple(leaf.name for leaf in leaves[:1] if leaf.name)
    return Conditions(named, tuple(dict.fromkeys(leaves)), tuple(dict.fromkeys(areas)))


def _numbered(lines: list[str]) -> Conditions:
    """`Health Condition 1: B972- Coronavirus as the cause ...`, a line each."""
    found = [_NUMBERED.fullmatch(line) for line in lines]
    told = [(each[1], each[2].strip()) for each in found if each]
    leaves = [BrowseLeaf(id=f"ICD10:{code}", name=name) for code, name in told if code]
    return Conditions(tuple(dict.fromkeys(name for _, name in told)), tuple(dict.fromkeys(leaves)))


def _put_together(head: str, rest: str) -> Conditions:
    """What the register calls the condition, and what the portal put behind it."""
    behind = [item for line in rest.split("\n") for item in split_list(line)]
    items = split_list(head)
    names, leaves, keywords = [], list[BrowseLeaf](), list[str]()
    if len(items) > 1 and (coded := [_NAMED_CODE.fullmatch(each) for each in items[1:]]) and all(coded):
        behind = [*items[1:], *behind]
        items = items[:1]
    elif items and _NAMED_CODE.fullmatch(items[0]):
        behind, items = [*items, *behind], []
    known = {each.casefold() for each in behind}
    whole = items[0] if len(items) == 1 else " ".join(head.split()).strip(" ;")
    if whole.rstrip(".").casefold() in known:
        whole = whole.rstrip(".")
    if items:
        names = items if len(items) > 1 and all(each.casefold() in known for each in items) else _counted(whole)
    for each in _told(behind):
        if isinstance(each, BrowseLeaf):
            leaves.append(each)
        elif each.casefold() not in {name.casefold().rstrip(".") for name in names}:
            keywords.append(each)
    names = [name for name in names if _says_something(name)]
    if not names:
        names = keywords or [leaf.name for leaf in leaves if leaf.name]
        keywords = []
    return Conditions(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(leaves)), _once(keywords))


def _counted(text: str) -> list[str]:
    """The conditions of a text that counts them from 1; else the text."""
    parts = _COUNTED.split(text)
    if parts[0] or [int(number) for number in parts[1::2]] != list(range(1, len(parts) // 2 + 1)) or len(parts) < 2:
        return [text]
    return [part.strip().removesuffix(".") for part in parts[2::2]]


def _told(items: list[str]) -> Iterator[BrowseLeaf | str]:
    for each in items:
        if found := _NAMED_CODE.fullmatch(each):
            yield BrowseLeaf(id=f"ICD10:{found[1]}", name=found[2].rstrip("]"))
        elif _CODE.fullmatch(each):
            yield BrowseLeaf(id=each)
        elif _says_something(each):
            yield each


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple({each.casefold(): each for each in reversed(texts)}.values())[::-1]


def _says_something(text: str) -> bool:
    return text.casefold().rstrip(".") not in NOT_STATED
