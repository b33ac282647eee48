"""The public names in `docs/python.md`, from `kg.__all__`; mkdocstrings fills in what each of them says."""

from collections.abc import Iterator

import kg

__all__ = ["names"]


def names() -> str:
    """A directive for each public name: functions first, then what they take and give, then errors."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    public = [name for name in kg.__all__ if not name.startswith("__")]
    for title, members in (
        ("Functions", [name for name in public if not isinstance(getattr(kg, name), type)]),
        ("Types", [name for name in public if isinstance(getattr(kg, name), type) and not _is_error(name)]),
        ("Errors", [name for name in public if _is_error(name)]),
    ):
        yield f"## {title}\n"
        yield from (f"::: kg.{name}\n" for name in members)


def _is_error(name: str) -> bool:
    each = getattr(kg, name)
    return isinstance(each, type) and issubclass(each, Exception)
