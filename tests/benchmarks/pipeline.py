"""How fast records become a graph, and beside what: `make bench`; `--full` adds a run over 200,000 studies.

Times are CPU seconds where one process works, so that other work on the machine counts little, and seconds on the
clock where several do.
"""

import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from kg.iris import Minter
from kg.rdf import Triple
from kg.sources.ctgov import CTGOV_V2
from kg.statements import Teller
from tests.benchmarks.corpus import corpus, records
from tests.benchmarks.once import Measured, measured
from tests.benchmarks.page import write_section
from tests.benchmarks.peers import FLAT, PEERS, by_morph_kgc, by_pyoxigraph, by_rdflib
from tests.benchmarks.stages import Stages, floor, stages
from tests.docs.markdown import table

_STUDIES = 20_000
_SIZES = (1_000, 20_000)
_FULL = 200_000
_SAMPLE = 300
"""Studies that rdflib is given."""
_REGISTRY = 600_000

_WANTED_TRIPLES, _WANTED_STUDIES, _WANTED_FLOOR, _WANTED_CHECKED = 500_000, 1_000, 5, 280_000

_TRIED = (
    "The time goes into the making of small objects, for the record, the document and the triples; no function stands "
    "out. Tried and kept, a third faster together: tables of setters, memories of terms and of shared nodes, texts "
    "escaped by a JSON encoder, lines joined and encoded in blocks, no search for cyclic garbage. Tried and left: "
    "walking by C-level map and zip (slower), mypyc on describe and walk (15 to 25 % on these two, for a compiler at "
    "installation)."
)


def main() -> None:
    """Measures, and writes the section of the page."""
    archive = corpus(_STUDIES)
    lowest = floor(archive)
    print(f"floor: {lowest:.1f} s", flush=True)
    found = stages(archive)
    print(found, flush=True)
    runs = [*_runs(), *([_packed(_FULL)] if "--full" in sys.argv else [])]
    peers = list(_peers())
    write_section("pipeline", "\n".join(_page(found, lowest, runs, peers)))


_Run = tuple[str, Measured]


def _runs() -> Iterator[_Run]:
    for size in _SIZES:
        for jobs in (1, 2):
            yield _said(f"{size:,} studies, {jobs} worker{'s' * (jobs > 1)}", size, "--jobs", str(jobs), "--checked")
        dask = ("--jobs", "2", "--checked", "--cluster", "local")
        yield _said(f"{size:,} studies, Dask, 2 workers", size, *dask)
    yield _said(f"{_STUDIES:,} studies, 1 worker, not validated", _STUDIES)
    yield _packed(_STUDIES)


def _packed(size: int) -> _Run:
    return _said(f"{size:,} studies, 2 workers, gzip", size, "--jobs", "2", "--checked", target="graph.nq.gz")


def _said(name: str, size: int, *options: str, target: str = "graph.nq") -> _Run:
    run = measured(corpus(size), *options, target=target)
    print(name, run, flush=True)
    return name, run


def _peers() -> Iterator[tuple[str, int, float]]:
    contents = [content for _, content in records(_SAMPLE)]
    triples = [triple for content in contents for triple in _triples(content)]
    for form in ("nquads", "turtle"):
        built, written = by_rdflib(triples, form)
        name = {"nquads": "N-Quads", "turtle": "Turtle"}[form]
        yield f"rdflib {version('rdflib')}: build the graph", built.triples, built.seconds
        yield f"rdflib {version('rdflib')}: serialise it as {name}", written.triples, written.seconds
    made = by_pyoxigraph(triples)
    yield f"pyoxigraph {version('pyoxigraph')}: objects, and N-Quads", made.triples, made.seconds
    if PEERS.exists():
        yield _morph_kgc()


def _morph_kgc() -> tuple[str, int, float]:
    """Morph-KGC on flat facts of 1,084 studies; the triples must be ours, texts that are cleaned up apart."""
    contents = [content for _, content in records(1_084)]
    made, lines = by_morph_kgc(contents)
    ours = {line for content in contents for line in _flat_lines(content)}
    same = len(
        {" ".join(line.split()) for line in ours} & {" ".join(line.removesuffix(" .").split()) for line in lines}
    )
    return f"Morph-KGC 2.10, seven flat properties ({same:,} of {len(ours):,} as ours)", made.triples, made.seconds


def _flat_lines(content: bytes) -> Iterator[str]:
    properties = {"<http://purl.org/dc/terms/title>", *(f"<https://w3id.org/kgbuild/ontology#{name}>" for name in FLAT)}
    rows = _triples(content)
    study = rows[0][0]
    for subject, predicate, term in rows:
        if predicate in properties and subject == study:
            yield f"{subject} {predicate} {term}"


def _triples(content: bytes) -> list[Triple]:
    reading = CTGOV_V2.read(content, name="a")
    if reading.study is None:
        return []
    return list(Teller(Minter())(reading.study, origin=reading.origin).triples())


def _page(found: Stages, lowest: float, runs: Sequence[_Run], peers: Sequence[tuple[str, int, float]]) -> Iterator[str]:
    yield from _stage_lines(found, lowest)
    yield from _run_lines(runs, found)
    yield from _peer_lines(found, peers)
    yield from _registry_lines(runs)


def _stage_lines(found: Stages, lowest: float) -> Iterator[str]:
    each = found.triples / found.studies
    yield "## From records to triples"
    yield ""
    yield (
        f"`make bench`: {found.studies:,} studies of API v2, the real ones again and again with new ids. A study has "
        f"**{each:.0f} triples** in its own graph, which alone are counted here; "
        f"{found.shared / found.studies:.0f} more, of shared nodes, are made and merged. "
        f"Python {platform.python_version()}, CPU time of one process."
    )
    yield ""
    unzip = found.unzip
    rows = [("floor: unzip, and decode the JSON to Python values", lowest)]
    rows += [("unzip", unzip), ("read", found.read), ("tell", found.tell)]
    rows += [("write N-Quads", found.write), ("count", found.counts), ("read + tell + N-Quads", found.mapping)]
    rows += [("the same with unzip", found.mapping + unzip), ("validate", found.validate)]
    rows += [("all with validation", found.mapping + found.validate)]
    cells = [
        (
            name,
            f"{seconds / found.studies * 1e6:,.0f}",
            f"{found.studies / seconds:,.0f}",
            f"{found.triples / seconds:,.0f}",
            f"{seconds / lowest:.1f}",
        )
        for name, seconds in rows
    ]
    yield table(("stage", "us/study", "studies/s", "triples/s", "of the floor"), cells)
    yield ""
    pace = found.triples / found.mapping
    reached = pace >= _WANTED_TRIPLES and found.mapping <= _WANTED_FLOOR * lowest
    yield (
        f"Wanted{'' if reached else ', and not reached'}: {_WANTED_TRIPLES:,} triples/s and {_WANTED_STUDIES:,} "
        f"studies/s to read, tell and write, at most {_WANTED_FLOOR} times the floor; {_WANTED_CHECKED:,} "
        "triples/s with validation."
    )
    yield ""
    yield _TRIED


def _run_lines(runs: Sequence[_Run], found: Stages) -> Iterator[str]:
    yield ""
    yield "Whole runs, from an archive to a file, shared nodes merged, validated:"
    yield ""
    cells = [
        (
            name,
            f"{run.wall:.1f}",
            f"{run.cpu:.1f}",
            f"{run.studies / run.wall:,.0f}",
            f"{run.triples / run.wall:,.0f}",
            f"{run.memory}",
            f"{run.main}",
        )
        for name, run in runs
    ]
    yield table(("run", "seconds", "CPU s", "studies/s", "triples/s", "MB in a worker", "MB in main"), cells)
    named = dict(runs)
    one, two = named["20,000 studies, 1 worker"], named["20,000 studies, 2 workers"]
    dask = named["20,000 studies, Dask, 2 workers"]
    yield ""
    yield (
        f"Two workers are **{one.wall / two.wall:.2f} times** as fast as one (wanted: 1.6). Dask takes "
        f"{dask.wall / two.wall:.2f} times as long as two processes of the pool, its start counted in."
    )


def _peer_lines(found: Stages, peers: Sequence[tuple[str, int, float]]) -> Iterator[str]:
    yield ""
    yield "Beside it, for the same triples, or as many of the same input as are comparable:"
    yield ""
    ours = found.triples / found.mapping
    rows = [("kgbuild: read + tell + N-Quads", f"{ours:,.0f}", "1")]
    rows += [(name, f"{count / seconds:,.0f}", f"{ours * seconds / count:.1f}") for name, count, seconds in peers]
    yield table(("work", "triples/s", "times slower"), rows)
    yield ""
    yield (
        "rdflib and pyoxigraph are given the terms ready-made and only build and write; Morph-KGC is given tables and "
        "its start counts. pySHACL stands under Validation."
    )


def _registry_lines(runs: Sequence[_Run]) -> Iterator[str]:
    plain = dict(runs)[f"{_STUDIES:,} studies, 2 workers"]
    packed = [run for name, run in runs if name.endswith("gzip")][-1]
    minutes = _REGISTRY / plain.studies * plain.wall / 60
    packing = _REGISTRY / packed.studies * packed.wall / 60
    yield ""
    yield (
        f"At the pace of the largest runs with two workers, the {_REGISTRY:,} studies of a whole registry take "
        f"**{minutes:.0f} minutes** as `.nq`, {packing:.0f} minutes as `.nq.gz`, and give "
        f"{_REGISTRY * plain.triples / plain.studies / 1e6:,.0f} million triples: "
        f"{_REGISTRY * plain.output / plain.studies / 1e9:.0f} GB of N-Quads, "
        f"{_REGISTRY * packed.output / packed.studies / 1e9:.1f} GB packed, and while the run goes on "
        f"{_REGISTRY * packed.work / packed.studies / 1e9:.0f} GB more in the work folder for the packed one."
    )


if __name__ == "__main__":
    main()
