"""The values of a record of ISRCTN, each with its path: of its XML, and of JSON that was made of the XML."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from kg.sources.fields.xml_elements import Element
from kg.sources.isrctn.fields import FIELDS_XML, MOVES

__all__ = ["Found", "json_path", "of_json", "of_xml"]

_TRIAL = "trial"
_DEEPEST = 12
_LISTS = frozenset(path[: found.end()] for path in FIELDS_XML for found in re.finditer(r"\[\]", path))
"""Elements that may stand more than once, each path ending in `[]`."""
_OF_IMPORT = frozenset(path for path in MOVES if "/" not in path)
"""What a program adds beside the elements of the trial."""

_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
"""Older conversions keep what XML writes for five letters: `Weight &gt;1000 g`."""


class Found(NamedTuple):
    """A value where it stands."""

    path: str
    """With `/` between elements, and `[]` for each position of a list."""
    positions: tuple[int, ...]
    text: str


def of_xml(element: Element, path: str = "", positions: tuple[int, ...] = ()) -> Iterator[Found]:
    """Each text and attribute beneath an element; what is blank is none."""
    counts: dict[str, int] = {}
    for child in element.children:
        here, is_list = _step(path, child.tag)
        spots = positions
        if is_list:
            number = counts.get(child.tag, 0)
            counts[child.tag], spots = number + 1, (*positions, number)
        yield from (Found(f"{here}/@{name}", spots, text) for name, text in child.attributes.items() if text.strip())
        if child.children:
            yield from of_xml(child, here, spots)
        elif (text := child.text) and text.strip():
            yield Found(here, spots, text)


def of_json(value: Any, path: str = "", positions: tuple[int, ...] = ()) -> Iterator[Found]:
    """Each value of an object as the XML would have it; a list of one may stand as the one, and nothing as `[]`."""
    if f"{path}[]" in _LISTS:
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            yield from of_json(each, f"{path}[]", (*positions, number))
    elif isinstance(value, list):
        for each in value:
            yield from of_json(each, path, positions)
    elif path.count("/") > _DEEPEST:
        yield Found(path, positions, "what is nested too deeply")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from of_json(each, _below(path, key), positions)
    elif value is not None:
        text = _unescaped(value) if isinstance(value, str) else str(value).lower()
        if text.strip():
            yield Found(path, positions, text)


def json_path(path: str) -> str:
    """A path of the XML as it is in JSON: `trialDescription.title`."""
    return path.removeprefix(f"{_TRIAL}/").replace("/", ".")


def _unescaped(text: str) -> str:
    for escape, letter in _ESCAPES if "&" in text else ():
        text = text.replace(escape, letter)
    return text


def _below(path: str, key: str) -> str:
    if path:
        return f"{path}/{key}"
    return key if key in _OF_IMPORT else f"{_TRIAL}/{key}"


@lru_cache(maxsize=1_024)
def _step(path: str, tag: str) -> tuple[str, bool]:
    """The path of a child, and whether there may be several."""
    here = f"{path}/{tag}" if path else tag
    return (f"{here}[]", True) if f"{here}[]" in _LISTS else (here, False)
