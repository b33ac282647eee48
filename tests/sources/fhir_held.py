"""What FHIR holds of a record, by the table of its fields and the limits that it names: flat paths and values."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kg.record import Study
from kg.sources.fhir.writing import HELD, Held
from kg.sources.fhir.writing.group import age_parts

__all__ = ["held_facts", "row_of"]

_DATE = {"year", "month", "day", "time"}
_FLAGS = ("has_protocol", "has_analysis_plan", "has_consent_form")


def row_of(path: str) -> Held | None:
    """The row of a field, by its path without positions."""
    if path in HELD:
        return HELD[path]
    ends = [name for name in HELD if name.endswith(".**") and path.startswith(f"{name.removesuffix('.**')}")]
    return HELD[ends[0]] if ends else None


def held_facts(study: Study) -> Mapping[str, Any]:
    """Path with positions -> value, of what FHIR holds of a record."""
    tree = _plain(msgspec.to_builtins(study))
    _limited(tree)
    return dict(_flat(_held(tree, ""), ""))


def _plain(part: Any) -> Any:
    """Dates to the day as one text, unknown codes as one text, lists for tuples."""
    if isinstance(part, dict):
        if part.get("type") == "uncoded":
            return f"uncoded {part['text']}"
        if "year" in part and set(part) <= _DATE:
            return "-".join(str(part[name]) for name in ("year", "month", "day") if name in part)
        return {name: _plain(each) for name, each in part.items()}
    return [_plain(each) for each in part] if isinstance(part, list | tuple) else part


def _limited(tree: dict[str, Any]) -> None:
    """Leaves out what the limits in the table say."""
    if not tree.get("has_results"):
        tree.pop("has_results", None)
    tree.pop("contacts", None)  # asked for by an option of its own
    enrollment = tree.get("enrollment", {})
    if enrollment.get("type") != "ACTUAL":
        tree.pop("target_enrollment", None)
    if enrollment.get("type") not in {"ACTUAL", "ESTIMATED"}:
        tree.pop("enrollment", None)
    if tree.get("ipd_sharing", {}).get("statement") == "UNDECIDED":
        tree.pop("ipd_sharing")
    for document in tree.get("documents", ()):
        for name in _FLAGS:
            if not document.get(name):
                document.pop(name, None)
    eligibility = tree.get("eligibility", {})
    for name in ("minimum_age", "maximum_age"):
        if age_parts(eligibility.get(name)) is None:
            eligibility.pop(name, None)
    _of_lists(tree)


def _of_lists(tree: dict[str, Any]) -> None:
    places = {arm["label"]: place for place, arm in enumerate(tree.get("arms", ()))}
    for each in tree.get("interventions", ()):
        labels = {label for label in each.get("arm_labels", ()) if label in places}
        each["arm_labels"] = sorted(labels, key=lambda label: places[label])
    names = set(tree.get("conditions", ()))
    indexing = tree.get("condition_indexing", {})
    leaves = indexing.get("leaves", ())
    indexing["leaves"] = [each for each in leaves if ":" in each.get("id", "") and each.get("name") in names]


def _held(part: Any, path: str) -> Any:
    if isinstance(part, dict):
        found = {name: _held(each, f"{path}.{name}" if path else name) for name, each in part.items()}
        return {name: each for name, each in found.items() if each not in (None, {}, [])}
    if isinstance(part, list):
        return [each for one in part if (each := _held(one, f"{path}[]")) not in (None, {}, [])]
    row = row_of(path)
    assert row, f"the table of what FHIR holds has no row for {path}"
    return part if row.where else None


def _flat(part: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, each in part.items():
            yield from _flat(each, f"{path}.{name}" if path else name)
    elif isinstance(part, list):
        for position, each in enumerate(part):
            yield from _flat(each, f"{path}[{position}]")
    else:
        yield path, part
