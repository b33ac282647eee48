"""How fast studies are validated: `make bench-shacl`.

Everything is CPU time of one process, so that it holds for one core and other work on the machine counts little.
"""

import gc
import io
import logging
import platform
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pyshacl

from kg.iris import Minter
from kg.pipeline.build import GraphBuilder
from kg.pipeline.validation import ShapeChecker, shipped_shapes, shipped_triples
from kg.rdf import Format, open_writer, shipped_context, shipped_definitions
from kg.rdf.terms import Triple
from kg.shacl import to_rdflib
from tests.benchmarks.page import write_section
from tests.conftest import DATA
from tests.docs.markdown import table
from tests.shacl.real import pages, readings_of, studies
from tests.shacl.rudof import Rudof, lines

_ARCHIVE = DATA / "ctgov-v2.zip"
_ROUNDS = 3
_SAMPLE_STEP = 27
"""pySHACL is measured on one study of so many."""
_BATCH = 50
"""pyrudof is at its best with about so many studies in a graph."""


class Pipeline(NamedTuple):
    """Seconds that the studies take."""

    mapping: float
    """To read, describe and write them."""
    validation: float


class _TimedChecker:
    """Checks like the pipeline's, and knows how long that took."""

    def __init__(self) -> None:
        self._checker = ShapeChecker(1_000)
        self.seconds = 0.0

    def record(self, owned: Sequence[Triple], shared: Sequence[Triple]) -> None:
        self._timed(lambda: self._checker.record(owned, shared))

    def shared(self, triples: Sequence[Triple], *, support: Iterable[Triple] = ()) -> None:
        self._timed(lambda: self._checker.shared(triples, support=support))

    def links(self, triples: Sequence[Triple]) -> None:
        self._timed(lambda: self._checker.links(triples))

    def build(self, triples: Sequence[Triple]) -> None:
        self._timed(lambda: self._checker.build(triples))

    def _timed(self, check: Callable[[], None]) -> None:
        self.seconds += seconds(check)


def seconds(work: Callable[[], object]) -> float:
    """The CPU time that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def pipeline(archive: Path) -> Pipeline:
    """One run over all studies, from the bytes in memory to N-Quads in memory."""
    checker, mint = _TimedChecker(), Minter()
    found = pages(archive)

    def run() -> None:
        writer = open_writer(
            Format.NQUADS, io.BytesIO(), context=shipped_context(), base=mint.base, definitions=shipped_definitions()
        )
        builder = GraphBuilder(mint=mint, writers=(writer,), checker=checker)
        for page in found:
            for reading in readings_of(*page):
                if reading.study:
                    builder.add(reading.study, reading.origin, leading=True)
        builder.finish(as_of=datetime(2026, 1, 1, tzinfo=UTC), versions=("kgbuild",))

    whole = seconds(run)
    return Pipeline(whole - checker.seconds, checker.seconds)


def by_kgbuild(graphs: Sequence[list[Triple]]) -> float:
    """Seconds to check each graph by all shapes, its index counted in."""
    shapes = shipped_shapes()
    return median(seconds(lambda: [shapes.check(graph) for graph in graphs]) for _ in range(_ROUNDS))


def by_pyshacl(graphs: Sequence[list[Triple]]) -> float:
    """Seconds for all graphs as one, which spares it from taking in the shapes again and again; no graph is built."""
    data = to_rdflib(triple for graph in graphs for triple in graph)
    shapes = to_rdflib(shipped_triples())
    return seconds(lambda: pyshacl.validate(data, shacl_graph=shapes))


def by_rudof(graphs: Sequence[list[Triple]]) -> tuple[float, float]:
    """Seconds to load the graphs in batches, and to validate them."""
    engine = Rudof(shipped_triples())
    loading = validating = 0.0
    for start in range(0, len(graphs), _BATCH):
        text = lines(triple for graph in graphs[start : start + _BATCH] for triple in graph)
        loading += seconds(lambda text=text: engine.load(text))  # type: ignore[misc]
        validating += seconds(engine.validate)
    return loading, validating


def measure() -> str:
    """The section of the page."""
    graphs = list(studies(_ARCHIVE, 0, len(pages(_ARCHIVE))))
    sample = graphs[::_SAMPLE_STEP]
    gc.collect()
    gc.freeze()
    count = len(graphs)
    runs = [pipeline(_ARCHIVE) for _ in range(_ROUNDS)]
    mapping, validation = (median(each) for each in zip(*runs, strict=True))
    ours, ours_on_sample, reference = by_kgbuild(graphs), by_kgbuild(sample), by_pyshacl(sample)
    loading, validating = by_rudof(graphs)
    ratio = (reference / len(sample)) / (ours_on_sample / len(sample))
    rows = [
        ("kgbuild, in the pipeline", f"{count:,}", _rate(count, validation), _milliseconds(count, validation)),
        ("kgbuild, each study alone", f"{count:,}", _rate(count, ours), _milliseconds(count, ours)),
        ("kgbuild, the sample", str(len(sample)), _rate(len(sample), ours_on_sample),
         _milliseconds(len(sample), ours_on_sample)),
        (f"pySHACL {version('pyshacl')}, the sample as one graph", str(len(sample)), _rate(len(sample), reference),
         _milliseconds(len(sample), reference)),
        (f"pyrudof {version('pyrudof')}, {_BATCH} studies a graph", f"{count:,}", _rate(count, validating),
         _milliseconds(count, validating)),
        ("pyrudof with loading", f"{count:,}", _rate(count, loading + validating),
         _milliseconds(count, loading + validating)),
    ]  # fmt: skip
    return _SECTION.format(
        count=count,
        triples=sum(map(len, graphs)) / count,
        sample=sum(map(len, sample)) / len(sample),
        step=_SAMPLE_STEP,
        rules=sum(1 for _, predicate, _ in shipped_triples() if predicate.endswith("shacl#path>")),
        python=platform.python_version(),
        table=table(("engine", "studies", "studies/s/core", "ms/study"), rows),
        ratio=ratio,
        mapping=_milliseconds(count, mapping),
        validation=_milliseconds(count, validation),
        microseconds=1e6 * validation / sum(map(len, graphs)),
        share=100 * validation / mapping,
    )


_SECTION = """## Validation

`make bench-shacl`: {count:,} real studies of {triples:.0f} triples each, against our own {rules} property shapes; CPU
time of one process, Python {python}. pySHACL is measured on every {step}th study ({sample:.0f} triples each).

{table}
On the sample kgbuild is **{ratio:.0f} times** as fast as pySHACL (wanted: 30).

In the pipeline a study takes {mapping} ms to read, describe and write as N-Quads, and {validation} ms to validate,
{microseconds:.2f} us for each triple: validation adds **{share:.0f} %** (wanted: at most 60).

Not like for like: pySHACL and pyrudof build a graph first, which kgbuild, checking the triples that the mapping made,
does not; for pySHACL that is left out, for pyrudof it is a row of its own. pyrudof 0.3 takes an ill-typed
`"2009-02-30"^^xsd:date` for a date.
"""


def _rate(count: int, taken: float) -> str:
    return f"{count / taken:,.0f}"


def _milliseconds(count: int, taken: float) -> str:
    return f"{1_000 * taken / count:.2f}"


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    section = measure()
    sys.stdout.write(section)
    write_section("shacl", section)
