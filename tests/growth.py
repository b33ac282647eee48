"""How long work takes beside other work: ratios of processor times, which neither load nor a slow machine changes."""

from collections.abc import Callable
from itertools import count
from time import process_time
from typing import TypeVar

from kg.garbage import uncollected

__all__ = ["assert_at_most", "assert_linear"]

T = TypeVar("T")
_FACTOR = 8
_MOST = 3 * _FACTOR
"""Times as long for 8 times the size: linear work takes 8 to 12, the square 64."""
_ROUNDS = 4
_TRIES = 3
_LEAST_SECONDS = 0.005
"""What takes less is not measured well."""


def assert_linear(work: Callable[[T], object], make: Callable[[int], T], *, size: int) -> None:
    """Raises AssertionError if work on the input of 8 times a size takes far more than 8 times as long.

    `make` gives the input of a size, and is not measured. The size is doubled till the work can be measured. Each time
    the input is one larger, so that what is remembered of the last saves nothing.
    """
    more = count()

    def seconds(size: int) -> float:
        made = make(size + next(more))
        return _seconds(lambda: work(made))

    with uncollected():
        while min(seconds(size) for _ in range(2)) < _LEAST_SECONDS:
            size *= 2
        _assert_ratio(
            lambda: seconds(_FACTOR * size),
            of=lambda: seconds(size),
            most=_MOST,
            said=f"{_FACTOR} times a size of {size} takes",
        )


def assert_at_most(times: float, work: Callable[[], object], *, of: Callable[[], object]) -> None:
    """Raises AssertionError if work takes more than so many times as long as other work."""
    with uncollected():
        _assert_ratio(lambda: _seconds(work), of=lambda: _seconds(of), most=times, said="it takes")


def _assert_ratio(large: Callable[[], float], *, of: Callable[[], float], most: float, said: str) -> None:
    """Raises AssertionError if one time is more than so many times the other in each round: load may spoil a few."""
    ratios: list[float] = []
    while len(ratios) < _ROUNDS:
        small = min(of() for _ in range(_TRIES))
        ratios.append(large() / small)
        if ratios[-1] <= most:
            return
    told = ", ".join(f"{each:.0f}" for each in ratios)
    raise AssertionError(f"{said} {told} times as long, and may take {most:.0f} times")


def _seconds(work: Callable[[], object]) -> float:
    """The processor time of work."""
    begun = process_time()
    work()
    return process_time() - begun
