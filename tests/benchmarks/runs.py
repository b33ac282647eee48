"""The runs that are measured, each several times, and which of its rounds counts."""

import time
from collections.abc import Mapping
from operator import attrgetter
from statistics import median_low
from typing import NamedTuple

from .corpus import corpus
from .lexicon import lexicon
from .once import Measured, measured

__all__ = ["QUIET", "Run", "Runs", "measured_runs"]

ROUNDS, _MOST = 3, 6
LATEST = 8
"""Minutes after which nothing is done once more, so that the page is there in about ten."""
QUIET = 0.1
"""A round is quiet if the rest of the machine kept less than so much of a core busy meanwhile."""
_FEW = 20
"""Studies of a run that shows what a start takes."""


class Run(NamedTuple):
    """A run, and its rounds."""

    name: str
    rounds: list[Measured]

    @property
    def median(self) -> Measured:
        """The round with the median time of the quietest ones."""
        wall = median_low(each.wall for each in self.quietest)
        return next(each for each in self.quietest if each.wall == wall)

    @property
    def quietest(self) -> list[Measured]:
        """The rounds in which the rest of the machine did least."""
        return sorted(self.rounds, key=attrgetter("others"))[:ROUNDS]

    @property
    def is_quiet(self) -> bool:
        """Whether all of those were quiet."""
        return len(self.rounds) >= ROUNDS and all(each.others < QUIET for each in self.quietest)


Runs = Mapping[str, Run]
"""Key -> run: `one`, `two`, `large`, `parts`, `start`, `unchecked`, `unlinked`, `dask`, `packed`; `full` if wanted."""


class _Wanted(NamedTuple):
    name: str
    size: int
    options: tuple[str, ...]
    target: str = "graph.nq"


def measured_runs(size: int, *, full: int | None) -> Runs:
    """All runs, round by round, so that what else the machine does falls on all of them; `full` adds a large one."""
    links = ("--lexicon", str(lexicon()))
    wanted = _wanted(size, links)
    runs = {key: Run(each.name, []) for key, each in wanted.items()}
    begun = time.monotonic()
    for number in range(_MOST):
        for key, each in wanted.items():
            late = time.monotonic() - begun > 60 * LATEST
            if number == 0 or not (late or runs[key].is_quiet):
                runs[key].rounds.append(_measured(each))
    if full:
        large = _Wanted(_named(full, 2), full, ("--jobs", "2", "--checked", *links))
        runs["full"] = Run(large.name, [_measured(large)])
    return runs


def _measured(wanted: _Wanted) -> Measured:
    found = measured(corpus(wanted.size), *wanted.options, target=wanted.target)
    print(wanted.name, found, flush=True)
    return found


def _wanted(size: int, links: tuple[str, ...]) -> dict[str, _Wanted]:
    all_of_it, two = ("--checked", *links), ("--jobs", "2")
    return {
        "one": _Wanted(_named(size, 1), size, all_of_it),
        "two": _Wanted(_named(size, 2), size, (*two, *all_of_it)),
        "large": _Wanted(_named(2 * size, 2), 2 * size, (*two, *all_of_it)),
        "unchecked": _Wanted(_named(size, 1, "not validated"), size, links),
        "unlinked": _Wanted(_named(size, 1, "not linked"), size, ("--checked",)),
        "dask": _Wanted(_named(size, 2, "Dask"), size, (*two, "--cluster", "local", *all_of_it)),
        "packed": _Wanted(_named(2 * size, 2, "gzip"), 2 * size, (*two, *all_of_it), "graph.nq.gz"),
        "start": _Wanted(_named(_FEW, 2), _FEW, (*two, *all_of_it)),
        "parts": _Wanted(_named(size, 1, "with timers"), size, (*all_of_it, "--parts")),
    }


def _named(size: int, workers: int, *how: str) -> str:
    return ", ".join((f"{size:,} studies", f"{workers} worker{'s' * (workers > 1)}", *how))
