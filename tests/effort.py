"""How much is tried: less in each `make test`, all of it in `make test-all` (HYPOTHESIS_PROFILE=thorough)."""

import os
from collections.abc import Container, Iterable, Sequence
from typing import TypeVar

import pytest

__all__ = ["THOROUGH", "daily", "examples", "sample"]

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
T = TypeVar("T")
_SHARE = 5
_LEAST = 10


def daily(cases: Iterable[T], chosen: Container[T]) -> list[object]:
    """Cases as parameters, of which those not chosen are slow; for cases that differ little from each other."""
    return [case if case in chosen else pytest.param(case, marks=pytest.mark.slow) for case in cases]


def examples(thorough: int) -> int:
    """So many examples of a property when all is tried, a fifth of them in daily work."""
    return thorough if THOROUGH else max(thorough // _SHARE, min(thorough, _LEAST))


def sample(cases: Sequence[T]) -> Sequence[T]:
    """All cases when all is tried, else each fifth; for what a faster test tries with every case in daily work."""
    return cases if THOROUGH else cases[::_SHARE]
