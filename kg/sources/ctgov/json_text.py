"""JSON as it should not be, read for what it has: NaN, keys that stand twice, halves of surrogate pairs, bad UTF-8."""

import json
from typing import Any

from kg.sources.ctgov.fitting import Twice
from kg.sources.ctgov.remarks import Remarks

__all__ = ["BOM", "lenient_object"]

BOM = b"\xef\xbb\xbf"


def lenient_object(content: bytes, remarks: Remarks) -> dict[str, Any] | None:
    """The object that a text holds; None, with a remark, if it is no JSON or no object."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        remarks.note("CT-R012", f"byte {error.start + 1} and perhaps more are no UTF-8; read as U+FFFD")
        text = content.decode(errors="replace")
    try:
        found = json.loads(text, object_pairs_hook=_object, strict=False)
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


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    seen: set[str] = set()
    twice.keys_twice = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return twice
