"""How fast studies are validated: `make bench-shacl`.

Everything is CPU time of one process, so that it holds for one core and other work on the machine counts little.
"""

import gc
import logging
import platform
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import median

import pyshacl

from kg.pipeline.graph.shape_checks import shipped_shapes, shipped_triples
from kg.rdf.terms import Triple
from kg.shacl import to_rdflib
from tests.benchmarks.once import measured
from tests.benchmarks.page import write_section
from tests.conftest import DATA
from tests.docs.markdown import table
from tests.shacl.real import pages, studies
from tests.shacl.rudof import Rudof, lines

_ARCHIVE = DATA / "ctgov-v2.zip"
_ROUNDS = 3
_SAMPLE_STEP = 27
"""pySHACL is measured on one study of so many."""
_BATCH = 50
"""pyrudof is at its best with about so many studies in a graph."""


def seconds(work: Callable[[], object]) -> float:
    """The CPU time that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


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
    runs = [measured(_ARCHIVE, "--checked", "--parts").taken.parts for _ in range(_ROUNDS)]
    mapping = median(run["read"] + run["tell"] + run["write"] for run in runs)
    validation = median(run["check"] for run in runs)
    graphs = list(studies(_ARCHIVE, 0, len(pages(_ARCHIVE))))
    sample = graphs[::_SAMPLE_STEP]
    gc.collect()
    gc.freeze()
    count = len(graphs)
    ours, ours_on_sample, reference = by_kgbuild(graphs), by_kgbuild(sample), by_pyshacl(sample)
    loading, validating = by_rudof(graphs)
    ratio = (reference / len(sample)) / (ours_on_sample / len(sample))
    rows = [
        ("kgbuild, as a run does it", f"{count:,}", _rate(count, validation), _milliseconds(count, validation)),
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

Stage by stage as a run does it, a study takes {mapping} ms to read, tell and write as N-Quads, and {validation} ms
to validate, {microseconds:.2f} us for each triple: validation adds **{share:.0f} %** (wanted: at most 60).

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
