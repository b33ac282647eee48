"""How fast records become a graph, and beside what: `make bench`; `--full` adds a run over 200,000 studies.

Times are CPU seconds where one process works, and seconds on the clock where several do. Every run is a process of its
own, validated and linked unless it says otherwise; see `runs` for how often it is done and which round counts.
"""

import argparse
import math
import os
import platform
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.comparison import Compared, compared
from tests.benchmarks.once import Measured
from tests.benchmarks.page import PAGE, write_section
from tests.benchmarks.runs import LATEST, QUIET, ROUNDS, Run, Runs, measured_runs
from tests.benchmarks.timers import CHECKS, PARTS
from tests.docs.markdown import table

__all__ = ["section"]

_SIZE = 10_000
_FULL = 200_000
_REGISTRY = 650_000
_WORKERS = (1, 2, 8, 64)


class _Goal(NamedTuple):
    """What is wanted of a run, at most, or at least where `least`."""

    what: str
    wanted: float
    reached: float
    form: str
    least: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether it is."""
        return self.reached >= self.wanted if self.least else self.reached <= self.wanted


def main() -> None:
    """Measures, and writes the section of the page; with another size than that of the page prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=_SIZE, help="studies of a run; twice as many of a large one")
    parser.add_argument("--full", action="store_true", help=f"a run over {_FULL:,} studies, too")
    asked = parser.parse_args()
    runs = measured_runs(asked.size, full=_FULL if asked.full else None)
    text = section(runs, list(compared()))
    print(text)
    if asked.size == _SIZE:
        write_section("pipeline", text)


def section(runs: Runs, others: Sequence[Compared]) -> str:
    """The section of the page."""
    return "\n".join(_section(runs, others))


def _section(runs: Runs, others: Sequence[Compared]) -> Iterator[str]:
    yield "## From records to a graph\n"
    yield _paragraph(_what(runs))
    yield from _goal_lines(runs)
    yield from _run_lines(runs)
    yield from _part_lines(runs)
    yield from _worker_lines(runs)
    yield from _other_lines(others)
    yield from _registry_lines(runs)


def _paragraph(text: str) -> str:
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False) + "\n"


def _what(runs: Runs) -> str:
    taken = runs["large"].median.taken
    rounds = [each for run in runs.values() for each in run.rounds]
    loads = [load for each in rounds for load in (each.load_before, each.load_after)]
    text = (
        "`make bench`: the 1,084 real studies of API v2 again and again under new ids, with names of sites, sponsors, "
        "conditions and treatments of their own as a registry has them (`tests/benchmarks/corpus.py` says how many, "
        f"and why): {taken.triples / taken.studies:.0f} triples a study, and {taken.nodes / taken.studies:.1f} "
        f"distinct nodes that can be matched. Of these {100 * taken.matched / max(taken.nodes, 1):.0f} % are, to MeSH, "
        "DOID, MONDO, names learnt from the studies, and cities. A run goes from an archive to an N-Quads file, "
        "validated and linked, and is measured from the start of Python to its end. "
        f"Python {platform.python_version()}, {os.cpu_count()} cores. "
        f"Each run was done {ROUNDS} times, more often while something else kept more than {QUIET} of a core busy, but "
        f"not again once {LATEST} minutes were over; told is the median of the {ROUNDS} quietest rounds. The load "
        f"average before and after a run, its own work among it, was {min(loads):.1f} to {max(loads):.1f}."
    )
    busy = [run.name for key, run in runs.items() if not run.is_quiet and key != "full"]
    if not busy:
        return text
    others = max(each.others for run in runs.values() for each in run.quietest)
    return (
        f"{text} **The machine was busy**, with up to {others:.1f} cores at work on something else, so that times are "
        f"too long of: {'; '.join(busy)}."
    )


def _goals(runs: Runs) -> Iterator[_Goal]:
    one, large, parts = (runs[key].median.taken for key in ("one", "large", "parts"))
    checked = sum(parts.parts[key] for key in CHECKS) / parts.cpu
    two_at_once = runs["large"].median
    yield _Goal("CPU of one core a study, ms", 1.0, one.cpu / one.studies * 1e3, ".2f")
    yield _Goal("studies/s on two cores", 1_900, large.studies / two_at_once.wall, ",.0f", least=True)
    yield _Goal(f"minutes for {_REGISTRY:,} studies on two cores, computed", 6, _minutes(_largest(runs)), ".1f")
    yield _Goal("MB in a worker", 400, max(run.median.taken.memory for run in runs.values()), ",.0f")
    yield _Goal("validation, % of the whole", 10, checked * 100, ".1f")


def _goal_lines(runs: Runs) -> Iterator[str]:
    goals = list(_goals(runs))
    rows = [
        (
            goal.what,
            f"{'at least' if goal.least else 'at most'} {goal.wanted:{goal.form}}",
            f"{goal.reached:{goal.form}}",
            "reached" if goal.is_reached else f"missed by {100 * abs(goal.reached / goal.wanted - 1):.0f} %",
        )
        for goal in goals
    ]
    yield table(("of a run, validated and linked", "wanted", "measured", ""), rows)
    missed = sum(not goal.is_reached for goal in goals)
    if missed:
        yield _paragraph(f"{missed} of {len(goals)} are missed; where the time goes is told below.")


def _run_lines(runs: Runs) -> Iterator[str]:
    yield "Whole runs:\n"
    head = ("run", "seconds", "CPU s", "CPU ms/study", "studies/s", "triples/s", "MB in a worker", "MB in main")
    yield table((*head, "rounds", "load before, after"), [_cells(run) for run in runs.values()])
    one, two, large, dask = (runs[key].median for key in ("one", "two", "large", "dask"))
    yield _paragraph(
        f"Two workers are **{one.wall / two.wall:.2f} times** as fast as one. Dask takes {dask.wall / two.wall:.2f} "
        "times as long as two processes of the pool, its start counted in. With one worker it is the main process that "
        f"does the work. Twice as many studies take {large.taken.memory - two.taken.memory:+} MB in a worker, whose "
        "memories of terms are bounded."
    )


def _cells(run: Run) -> tuple[str, ...]:
    found, taken = run.median, run.median.taken
    return (
        run.name,
        f"{found.wall:.1f}",
        f"{taken.cpu:.1f}",
        f"{taken.cpu / taken.studies * 1e3:.2f}",
        f"{taken.studies / found.wall:,.0f}",
        f"{taken.triples / found.wall:,.0f}",
        f"{taken.memory}",
        f"{taken.main}",
        f"{len(run.rounds)}",
        f"{found.load_before:.1f}, {found.load_after:.1f}",
    )


def _part_lines(runs: Runs) -> Iterator[str]:
    taken, bare = (runs[key].median.taken for key in ("parts", "one"))
    parts = {**taken.parts, "main": taken.cpu - sum(each for key, each in taken.parts.items() if key != "main")}
    yield f"Where the CPU goes, one worker, {taken.studies:,} studies:\n"
    rows = [
        (name, f"{parts[key] / taken.studies * 1e6:,.0f}", f"{100 * parts[key] / taken.cpu:.1f} %")
        for key, name in PARTS.items()
    ]
    rows.append(("all", f"{taken.cpu / taken.studies * 1e6:,.0f}", "100 %"))
    yield table(("part", "us/study", "of all"), rows)
    longest = sorted((key for key in PARTS if key != "start"), key=lambda key: -parts[key])[:3]
    named = "; ".join(f"{PARTS[key]} ({100 * parts[key] / taken.cpu:.0f} %)" for key in longest)
    added = (taken.cpu - bare.cpu) / bare.studies * 1e6
    yield _paragraph(
        f"By timers in the run's own code, with which a study takes {added:+,.0f} us. Most goes to: {named}. The "
        f"start, {parts['start']:.1f} s, is paid once by each process, whatever the size."
    )


def _worker_lines(runs: Runs) -> Iterator[str]:
    large, start = runs["large"].median.taken, runs["start"].median.taken
    whole, main_process, serial = (
        max(getattr(large, name) - getattr(start, name), 0.0) / (large.studies - start.studies) * 1e6
        for name in ("cpu", "main_cpu", "serial")
    )
    yield _paragraph(
        f"Of {whole:,.0f} us a study with two workers, the start taken off ({start.cpu:.1f} s of CPU, "
        f"{runs['start'].median.wall:.1f} s on the clock), {main_process:,.0f} are the main process's, {serial:,.0f} "
        f"of these while no worker has work: a serial share of {100 * serial / whole:.1f} %. By Amdahl's law there "
        "come of it, on as many cores:"
    )
    most = 1e6 / main_process if main_process else math.inf
    computed = [1e6 / (serial + (whole - serial) / count) for count in _WORKERS]
    cells = [
        (f"{count}", f"{pace:,.0f}", f"{min(pace, most):,.0f}") for count, pace in zip(_WORKERS, computed, strict=True)
    ]
    yield table(("workers", "studies/s by the serial share", "by what the main process can do, too"), cells)


def _other_lines(others: Sequence[Compared]) -> Iterator[str]:
    yield "Others at the same work, one process, CPU time:\n"
    rows = []
    ours = others[0]
    for each in others:
        ours = each if each.name.startswith("kgbuild") else ours
        paces = [one.seconds / one.studies for one in (each, ours)]
        cells = (f"{each.studies:,}", f"{each.made / each.seconds:,.0f}", f"{paces[0] * 1e6:,.0f}")
        rows.append((each.name, *cells, f"{paces[0] / paces[1]:.1f}"))
    head = ("work", "studies", "triples or rows/s", "us/study", "times the time of kgbuild above it")
    yield table(head, rows)
    yield _paragraph(
        "rdflib and pyoxigraph are given the terms ready-made and only build and write; kgbuild makes them, of what "
        "was read before or of the JSON of each study, as its rows say. Morph-KGC is given tables, and its start "
        "counts, in seconds on the clock; DuckDB is given JSON lines and gives CSV without IRIs, its start not "
        "counted. Told are medians of three, of rdflib and Morph-KGC a single time. pySHACL stands under Validation. "
        + " ".join(each.note for each in others if each.note)
    )


def _registry_lines(runs: Runs) -> Iterator[str]:
    plain, packed = _largest(runs), runs["packed"].median
    triples = _REGISTRY * plain.taken.triples / plain.taken.studies
    text = (
        f"At the pace of the largest run with two workers ({plain.taken.studies:,} studies), {_REGISTRY:,} studies, a "
        f"whole registry, take **{_minutes(plain):.1f} minutes** as `.nq`, and {_minutes(packed):.1f} as `.nq.gz`. "
        f"They give {triples / 1e6:,.0f} million triples: {_scaled(plain, plain.taken.output):.0f} GB of N-Quads, "
        f"{_scaled(packed, packed.taken.output):.1f} GB packed, and while the run goes on "
        f"{_scaled(packed, packed.taken.work):.0f} GB more in the work folder for the packed one. This is computed: no "
        "run was as large."
    )
    if pace := _loading_pace():
        text += (
            f" `oxigraph load`, which loads fastest of what is measured under Stores, takes **"
            f"{triples / pace / 60:.0f} minutes** for them at its pace there, {pace:,.0f} triples/s: loading is "
            f"{'then the longest' if triples / pace / 60 > _minutes(plain) else 'the shorter part'}."
        )
    yield _paragraph(text)


def _largest(runs: Runs) -> Measured:
    return runs["full" if "full" in runs else "large"].median


def _minutes(run: Measured) -> float:
    return _REGISTRY / run.taken.studies * run.wall / 60


def _scaled(run: Measured, size: int) -> float:
    """Gigabytes of a whole registry."""
    return _REGISTRY * size / run.taken.studies / 1e9


def _loading_pace() -> float | None:
    """Triples a second of the fastest loader, by the page's section on stores."""
    page = PAGE.read_text(encoding="utf-8")
    triples = re.search(r"\| triples; bytes on disk \| ([\d,]+);", page)
    seconds = re.search(r"\| `oxigraph load`[^|]*\| ([\d.,]+) s", page)
    if not (triples and seconds):
        return None
    return float(triples[1].replace(",", "")) / float(seconds[1].replace(",", ""))


if __name__ == "__main__":
    main()
