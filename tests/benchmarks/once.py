"""One run of the pipeline in a process of its own, measured: `python -m tests.benchmarks.once SOURCE TARGET ...`."""

import argparse
import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem
from kg.iris import BASE
from kg.pipeline.run.ingest import Output, Request, ingest
from kg.pipeline.run.recipe import Linking, Recipe
from kg.rdf import format_of

__all__ = ["Measured", "measured"]


class Measured(NamedTuple):
    """What one run took."""

    studies: int
    triples: int
    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of all processes together."""
    memory: int
    """Most megabytes that the largest worker held."""
    main: int
    """Most megabytes that the process held that gives the work out."""
    output: int
    """Bytes of the file written."""
    work: int
    """Bytes of the work folder when the file was put together."""


def measured(source: Path, *options: str, target: str = "graph.nq") -> Measured:
    """A run in a new process."""
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.once", str(source), f"{folder}/{target}", *options]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


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


def main() -> None:
    """Runs once, and prints what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--cluster")
    parser.add_argument("--checked", action="store_true")
    parser.add_argument("--lexicon")
    asked = parser.parse_args()
    request = Request(
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
        work=Path(asked.target).with_name("work"),
    )
    start = time.perf_counter()
    watch = _Watch(Path(asked.target).with_name("work"))
    result = ingest(request, listener=watch)
    wall = time.perf_counter() - start
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = Measured(
        result.totals.studies,
        result.totals.triples,
        wall,
        sum(each.ru_utime + each.ru_stime for each in (own, children)),
        (children.ru_maxrss or own.ru_maxrss) // 1024,
        own.ru_maxrss // 1024,
        Path(asked.target).stat().st_size,
        watch.size,
    )
    print(json.dumps(found._asdict()))


if __name__ == "__main__":
    main()
