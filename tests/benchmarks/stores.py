"""Loads and asks five million triples: the embedded store, the Oxigraph server. `make bench-stores`.

python -m tests.benchmarks.stores [STUDIES]
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.iris import BASE, Minter
from kg.pipeline.build import GraphBuilder
from kg.pipeline.precedence import leads
from kg.rdf import Format, open_writer, shipped_context, shipped_definitions
from kg.store import (
    Endpoint,
    Journal,
    Limits,
    OpenStore,
    Run,
    Transport,
    example,
    intake,
    load_into,
    open_cargo,
    open_folder,
    wanted_load,
)
from tests.benchmarks.page import write_section
from tests.servers import oxigraph_server
from tests.store.making import AS_OF, origin, study

_STUDIES = 47_000
_LIMITS = Limits(seconds=600, rows=0)
_QUESTIONS = {
    "one study, all its triples": "SELECT ?p ?o { <https://w3id.org/kgbuild/id/study/NCT00012345> ?p ?o }",
    "studies of one rare condition": (
        'SELECT ?s { ?c skos:prefLabel "Rare Condition 4321" . ?s ct:condition ?c ; a ct:Study }'
    ),
    "one study by its id": 'SELECT ?s { ?r dcterms:identifier "NCT00004242" ; ct:describes ?s }',
    "trials by condition": example("trials-by-condition").text,
    "count all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    _say(f"| {what} | {time.perf_counter() - start:,.1f} s |")


_ROWS: list[str] = []


def _say(line: str) -> None:
    _ROWS.append(line)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fill(folder: Path, numbers: range, *, version: int = 0) -> None:
    run = Run(Minter(), AS_OF, ("kgbuild benchmark",), leads)
    with intake(str(folder), run) as writer:
        builder = GraphBuilder(mint=run.mint, writers=(writer,))
        for number in numbers:
            builder.add(study(number, version=version), origin(number), leading=True)
        builder.finish(as_of=AS_OF, versions=run.versions)


def _write(path: Path, count: int) -> None:
    with path.open("wb") as stream:
        context, definitions = shipped_context(), shipped_definitions()
        writer = open_writer(Format.NQUADS, stream, context=context, base=BASE, definitions=definitions)
        builder = GraphBuilder(mint=Minter(), writers=(writer,))
        for number in range(count):
            builder.add(study(number), origin(number), leading=True)
        builder.finish(as_of=AS_OF, versions=("kgbuild benchmark",))


def _ask(name: str, opened: OpenStore | Endpoint) -> None:
    opened.query("ASK {}")
    for title, text in _QUESTIONS.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            opened.query(text, limits=_LIMITS)
            times.append(time.perf_counter() - start)
        _say(f"| {name}: {title} | {min(times) * 1000:,.1f} ms |")


def _send(folder: Path, address: str) -> int:
    wanted = wanted_load("oxigraph", address, query=None, update=None, replace=True, one_graph=None)
    with open_cargo(str(folder)) as cargo:
        loaded = load_into(cargo, wanted, Transport(address), journal=Journal(folder.parent / "journal"))
    if loaded.differences:
        raise SystemExit(f"{len(loaded.differences)} graphs differ")
    return loaded.requests


def main(count: int) -> None:
    """Runs everything once, in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        with _timed(f"write {count:,} studies as N-Quads"):
            _write(top / "graph.nq", count)
        with _timed("the same into a new store (written, loaded in bulk, put in place)"):
            _fill(top / "s", range(count))
        with open_cargo(str(top / "s")) as cargo:
            size = sum(path.stat().st_size for path in (top / "s").rglob("*") if path.is_file())
            _say(f"| triples; bytes on disk | {len(cargo.store):,}; {size / 1e6:,.0f} MB |")
        with _timed("replace 1,000 records in it, one by one"):
            _fill(top / "s", range(1_000), version=1)
        with open_folder(str(top / "s")) as opened:
            _ask("embedded", opened)
        with oxigraph_server("--location", str(top / "o"), "--union-default-graph") as address:
            with _timed("load the store into an Oxigraph server on disk, and count every graph there"):
                requests = _send(top / "s", address)
            _say(f"| requests for that | {requests:,} |")
            with Endpoint(f"{address}/query") as endpoint:
                _ask("Oxigraph server", endpoint)


_TEXT = """## Stores

`make bench-stores`: {count:,} made-up studies, wall time, one run of each load, the best of three of each query.

| what | measured |
|---|---|
{rows}
"""


if __name__ == "__main__":
    studies = int(sys.argv[1]) if len(sys.argv) > 1 else _STUDIES
    main(studies)
    if studies == _STUDIES:
        write_section("stores", _TEXT.format(count=studies, rows="\n".join(_ROWS)))
