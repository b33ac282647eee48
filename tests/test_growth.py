"""The measure of growth itself, by a clock that goes as far as the work says."""

import gc
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest

from . import growth
from .growth import assert_at_most, assert_linear


class Clock:
    """Processor time, of which work takes what it is told to."""

    now = 0.0

    def take(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(growth, "process_time", lambda: made.now)
    return made


@pytest.mark.parametrize(
    "cost", [lambda size: size, lambda size: size + 1e6, lambda size: size * size.bit_length(), lambda _: 1e6]
)
def test_what_grows_about_linearly_passes(clock: Clock, cost: Callable[[int], float]) -> None:
    assert_linear(lambda size: clock.take(cost(size) / 1e6), int, size=10)


@pytest.mark.parametrize("cost", [lambda size: size**2, lambda size: 100 * size + size**2, lambda size: size**3])
def test_what_grows_by_the_square_or_worse_fails(clock: Clock, cost: Callable[[int], float]) -> None:
    with pytest.raises(AssertionError, match=r"8 times a size of \d+ takes \d+, \d+, \d+, \d+ times as long"):
        assert_linear(lambda size: clock.take(cost(size) / 1e6), int, size=100)


def test_what_is_remembered_of_one_input_does_not_help_with_the_next(clock: Clock) -> None:
    seen: set[int] = set()

    def work(size: int) -> None:
        clock.take(1e-6 if size in seen else size**2 / 1e6)
        seen.add(size)

    with pytest.raises(AssertionError, match="times as long"):
        assert_linear(work, int, size=100)


def test_real_work_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_linear(lambda size: sum(range(size)), int, size=100_000)
    monkeypatch.setattr(growth, "_ROUNDS", 1)
    monkeypatch.setattr(growth, "_LEAST_SECONDS", 0.001)
    with pytest.raises(AssertionError, match="times as long, and may take 24 times"):
        assert_linear(lambda size: [sum(range(size)) for _ in range(size)], int, size=200)


def test_one_round_without_load_is_enough(clock: Clock) -> None:
    loads = iter((100, 100, 100, 1))
    assert_at_most(2, lambda: clock.take(next(loads)), of=lambda: clock.take(1))
    assert list(loads) == []


def test_other_work_counts_as_it_is_without_load(clock: Clock) -> None:
    other: Iterator[float] = cycle((50, 1, 50))
    with pytest.raises(AssertionError, match="it takes 5, 5, 5, 5 times as long, and may take 2 times"):
        assert_at_most(2, lambda: clock.take(5), of=lambda: clock.take(next(other)))


def test_garbage_is_collected_as_before() -> None:
    assert gc.isenabled()
    assert_at_most(1e9, gc.isenabled, of=lambda: sum(range(10_000)))
    assert gc.isenabled()
