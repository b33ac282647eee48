"""Whether constraints accept value nodes: yes or no, as fast as can be, since of nearly all data the answer is yes."""

from collections.abc import Callable, Sequence
from typing import AnyStr, NamedTuple, TypeAlias

from .constraint import Check, Constraint
from .data import Data

__all__ = ["Acceptance", "Accepts", "Conforms", "acceptance", "remember"]

Accepts: TypeAlias = Callable[[Data, str, Sequence[str]], bool]
"""Whether the value nodes of a focus node give no result."""

Conforms: TypeAlias = Callable[[Data, str], bool]
"""Whether a value node conforms to a property shape."""

_REMEMBERED = 4_096
_REMEMBERED_LENGTH = 120


class Acceptance(NamedTuple):
    """Constraints on the same value nodes, decided together."""

    accepts: Accepts
    known: set[str] | frozenset[str]
    """Value nodes, at least one and at most `most`, that are all in this set are accepted. It grows."""
    most: float


def acceptance(constraints: Sequence[Constraint], properties: Sequence[Conforms] = ()) -> Acceptance:
    """Counts first, then the tests of single values, then what needs the data graph."""
    least = max((each.least for each in constraints), default=0)
    most = min((each.most for each in constraints), default=float("inf"))
    checks = [each.check for each in constraints if not each.test and not each.counts_only]
    tested = [each for each in constraints if each.test]
    known: set[str] = set()
    by_value = _by_value(tested, known, least, most) if tested else _by_count(least, most)
    if checks or properties:
        return Acceptance(_with_data(by_value, checks, properties), frozenset(), most)
    return Acceptance(by_value, known if least < 2 else frozenset(), most)


def _by_count(least: int, most: float) -> Accepts:
    return lambda data, focus, values: least <= len(values) <= most


def _by_value(constraints: Sequence[Constraint], known: set[str], least: int, most: float) -> Accepts:
    """Short values that pass the tests become known, since codes and dates come again."""
    tests = list(dict.fromkeys(each.test for each in constraints if each.test))
    plain = max(each.plain for each in constraints)

    def accepts(data: Data, focus: str, values: Sequence[str]) -> bool:
        if not least <= len(values) <= most:
            return False
        for value in values:
            if value in known or (len(value) >= plain and value[-1] == '"'):
                continue
            for test in tests:
                if not test(value):
                    return False
            remember(known, value, most=_REMEMBERED)
        return True

    return accepts


def remember(known: set[AnyStr], value: AnyStr, *, most: int) -> None:
    """Keeps a value if it is short, among so many; when there are too many, all others are forgotten."""
    if len(value) <= _REMEMBERED_LENGTH:
        if len(known) >= most:
            known.clear()
        known.add(value)


def _with_data(by_value: Accepts, checks: Sequence[Check], properties: Sequence[Conforms]) -> Accepts:
    def accepts(data: Data, focus: str, values: Sequence[str]) -> bool:
        if not by_value(data, focus, values):
            return False
        for check in checks:
            if check(data, focus, values):
                return False
        for conforms in properties:
            for value in values:
                if not conforms(data, value):
                    return False
        return True

    return accepts
