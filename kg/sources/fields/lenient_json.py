"""JSON as it should not be, read for what it has: NaN, keys that stand twice, endless numbers, no UTF-8."""

import json
from typing import Any

from kg.sources.fields.fit import Twice
from kg.sources.fields.remarks import Remarks

__all__ = ["BOM", "lenient_object"]

BOM = b"\xef\xbb\xbf"
_MOST_DIGITS = 300


def lenient_object(content: bytes, remarks: Remarks) -> dict[str, Any] | None:
    """The object that a text holds; None, with a remark, if it is no JSON or no object."""
    text = remarks.utf8(content).decode()
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_int=_number, strict=False)
    except RecursionError:
        remarks.note("CT-R105", "the record is nested too deeply to be read")
        return None
    except ValueError as error:
        remarks.note("CT-R105", f"the record is not valid JSON: {error}")
        return None
    if not isinstance(found, dict):
        remarks.note("CT-R105", "the record is no JSON object")
        return None
    return found


class LongNumber:
    """A number with more digits than any field has; what it should be a value of finds that it is none."""

    def __init__(self, digits: str) -> None:
        self._digits = digits

    def __repr__(self) -> str:
        return f"a number of {len(self._digits):,} digits"


def _number(text: str) -> int | LongNumber:
    """The number; Python refuses to read one of more than 4,300 digits."""
    return int(text) if len(text) <= _MOST_DIGITS else LongNumber(text.removeprefix("-"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    seen: set[str] = set()
    twice.keys_twice = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return twice
