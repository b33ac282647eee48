"""One run of the pipeline in a process of its own, measured: `python -m tests.benchmarks.once SOURCE TARGET ...`."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from kg.errors import Problem
from kg.iris import BASE
from kg.pipeline.run import ingest as ingesting
from kg.pipeline.run.executors import TaskExecutor, task_executor
from kg.pipeline.run.ingest import Output, Request, ingest
from kg.pipeline.run.recipe import Linking, Recipe
from kg.pipeline.run.request import Result
from kg.pipeline.run.tasks import Facts, Task
from kg.rdf import format_of

from .machine import busy_seconds
from .timers import timers

__all__ = ["Measured", "Taken", "measured"]


class Taken(NamedTuple):
    """What one run took, as its own process saw it."""

    studies: int
    triples: int
    nodes: int
    """Shared nodes of kinds that can be matched; 0 without linking."""
    matched: int
    cpu: float
    """Seconds of all processes together."""
    main_cpu: float
    """Of the process that gives the work out; with one worker it does the work."""
    serial: float
    """Of that process in the run while no task was at work."""
    memory: int
    """Most megabytes that the largest worker held."""
    main: int
    """Most megabytes that the process held that gives the work out."""
    output: int
    """Bytes of the file written."""
    work: int
    """Bytes of the work folder when the file was put together."""
    parts: dict[str, float]
    """Seconds of CPU of each part, where that was asked for."""


class Measured(NamedTuple):
    """A run, and the machine meanwhile."""

    taken: Taken
    wall: float
    """Seconds on the clock, from the start of Python to its end."""
    load_before: float
    """The load average of one minute."""
    load_after: float
    others: float
    """Cores that were busy with something else meanwhile."""


def measured(source: Path, *options: str, target: str = "graph.nq") -> Measured:
    """A run in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.once", str(source), f"{folder}/{target}", *options]
        load, busy, start = os.getloadavg()[0], busy_seconds(), time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        wall = time.perf_counter() - start
        taken = Taken(**json.loads(done.stdout.splitlines()[-1]))
        others = max(busy_seconds() - busy - taken.cpu, 0.0) / wall
    return Measured(taken, wall, load, os.getloadavg()[0], others)


class _Watch:
    """Sees how large the work folder is before the output is put together."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.size = 0

    def stage(self, name: str, total: int) -> None:
        if name == "writing":
            self.size = sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def done(self, size: int) -> None: ...
    def file(self, name: str) -> None: ...
    def unreadable(self, path: str, reason: str) -> None:
        """A missing path is of no interest."""

    def problem(self, problem: Problem) -> None: ...
    def note(self, text: str, *, aside: bool = False) -> None: ...


class _Occupied:
    """Sums up the CPU time of this process while workers have tasks."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def executor(self, **chosen: Any) -> Iterator[TaskExecutor]:
        """The executor of a run, watched."""
        with task_executor(**chosen) as inner:
            yield _Watched(inner, self)


class _Watched:
    def __init__(self, inner: TaskExecutor, occupied: _Occupied) -> None:
        self._inner = inner
        self._occupied = occupied

    def run(self, work: Callable[[Task[Facts]], None], tasks: Iterable[Task[Facts]]) -> Iterator[Task[Facts]]:
        begun = time.process_time()
        yield from self._inner.run(work, tasks)
        self._occupied.seconds += time.process_time() - begun


def main() -> None:
    """Runs once, and prints what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--cluster")
    parser.add_argument("--checked", action="store_true")
    parser.add_argument("--lexicon")
    parser.add_argument("--parts", action="store_true")
    asked = parser.parse_args()
    watch, occupied = _Watch(_work(asked)), _Occupied()
    timing: AbstractContextManager[dict[str, float]] = timers() if asked.parts else nullcontext({})
    before = time.process_time()
    with timing as parts, patch.object(ingesting, "task_executor", occupied.executor):
        result = ingest(_request(asked), listener=watch)
    serial = time.process_time() - before - occupied.seconds
    if parts:
        parts["start"] += before
    print(json.dumps(_taken(asked, result, serial, watch.size, dict(parts))._asdict()))


def _request(asked: argparse.Namespace) -> Request:
    return Request(
        paths=[asked.source],
        outputs=lambda _: [Output(asked.target, format_of(asked.target))],
        recipe=Recipe(
            BASE,
            checked=asked.checked,
            max_findings=1_000,
            linking=Linking.of(Path(asked.lexicon)) if asked.lexicon else None,
        ),
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
        versions=("kgbuild",),
        jobs=asked.jobs,
        cluster=asked.cluster,
        work=_work(asked),
    )


def _work(asked: argparse.Namespace) -> Path:
    return Path(asked.target).with_name("work")


def _taken(asked: argparse.Namespace, result: Result, serial: float, work: int, parts: dict[str, float]) -> Taken:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own_cpu, children_cpu = (each.ru_utime + each.ru_stime for each in (own, children))
    totals = result.totals
    return Taken(
        studies=totals.studies,
        triples=totals.triples,
        nodes=totals.nodes.total(),
        matched=totals.matched.total(),
        cpu=own_cpu + children_cpu,
        main_cpu=own_cpu,
        serial=serial,
        memory=(children.ru_maxrss or own.ru_maxrss) // 1024,
        main=own.ru_maxrss // 1024,
        output=Path(asked.target).stat().st_size,
        work=work,
        parts=parts,
    )


if __name__ == "__main__":
    main()
