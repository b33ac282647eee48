"""Two records of one study, told apart fact by fact."""

from collections.abc import Iterator
from typing import Any

import msgspec

from kg.record import Study

__all__ = ["differences", "facts"]


def facts(study: Study) -> dict[str, Any]:
    """Each field of a record by its path, lists as they are: `registration.verified`, `sites[].city`.

    Tables of results are compared number by number, in `test_results`.
    """
    return dict(_facts(msgspec.to_builtins(msgspec.structs.replace(study, results=None))))


def _facts(value: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        path = f"{above}{name}"
        if isinstance(each, dict) and not _is_date(each):
            yield from _facts(each, f"{path}.")
        elif isinstance(each, list | tuple) and each and isinstance(each[0], dict):
            names = dict.fromkeys(key for part in each for key in part)
            for key in names:
                yield f"{path}[].{key}", [part.get(key) for part in each]
        else:
            yield path, each


def _is_date(value: dict[str, Any]) -> bool:
    return "year" in value


def differences(first: Study, second: Study) -> dict[str, tuple[Any, Any]]:
    """Path -> what each says, where they differ."""
    one, two = facts(first), facts(second)
    return {path: (one.get(path), two.get(path)) for path in one.keys() | two.keys() if one.get(path) != two.get(path)}
