"""Loads and asks five million triples: the embedded store, the Oxigraph server. `make bench-stores`.

python -m tests.benchmarks.stores [STUDIES]

The studies are real ones (KGBUILD_DATA), as often as needed, each time under new ids.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import msgspec

import kg
from kg.iris import BASE, Minter
from kg.pipeline.graph.build import GraphBuilder
from kg.pipeline.run.precedence import leads
from kg.rdf import Format, open_writer, shipped_context, shipped_definitions
from kg.record import Origin, Study
from kg.store import (
    Endpoint,
    Journal,
    Limits,
    OpenStore,
    StoredRun,
    Transport,
    example,
    load_into,
    open_dataset,
    open_folder,
    reading,
    store_writer,
    upload_request,
)
from tests.benchmarks.page import write_section
from tests.conftest import DATA
from tests.servers import oxigraph_server
from tests.store.making import AS_OF, IntoStore

_STUDIES = 15_500
_REPLACED = 200
_FIRST_ID = 90_000_000
_LIMITS = Limits(seconds=600, rows=0)
_STUDY = f"<https://w3id.org/kgbuild/id/study/NCT{_FIRST_ID + 1234}>"
_QUESTIONS = {
    "one study, all its triples": f"SELECT ?p ?o {{ {_STUDY} ?p ?o }}",
    "one study by its id": f'SELECT ?s {{ ?r dcterms:identifier "NCT{_FIRST_ID + 4242}" ; ct:describes ?s }}',
    "facts-of-study": example("facts-of-study").filled({"study": f"NCT{_FIRST_ID + 77}"}),
    "trials-of-concept, asthma": example("trials-of-concept").filled({"concept": "D001249"}),
    "trials-by-condition": example("trials-by-condition").text,
    "count all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}

_ROWS: list[str] = []


def _say(line: str) -> None:
    _ROWS.append(line)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start, used = time.perf_counter(), time.process_time()
    yield
    _say(f"| {what} | {time.perf_counter() - start:,.1f} s | {time.process_time() - used:,.1f} s |")


def _real() -> list[tuple[Study, Origin]]:
    return [(each.study, each.origin) for each in kg.read(DATA / "ctgov-v2.zip") if each.study]


def _renamed(held: Sequence[tuple[Study, Origin]], numbers: range) -> Iterator[tuple[Study, Origin]]:
    """So many studies, each with an id of its own."""
    for number, (study, origin) in zip(numbers, islice(cycle(held), numbers.start, numbers.stop), strict=True):
        yield msgspec.structs.replace(study, id=f"NCT{_FIRST_ID + number}", aliases=()), origin


def _fill(folder: Path, file: Path, studies: Iterator[tuple[Study, Origin]], described: str, loaded: str) -> None:
    """Takes studies into a store, and writes them to a file as N-Quads."""
    run = StoredRun(Minter(), AS_OF, ("kgbuild benchmark",), leads)
    context, definitions = shipped_context(), shipped_definitions()
    with store_writer(str(folder), run) as writer, file.open("wb") as stream:
        quads = open_writer(Format.NQUADS, stream, context=context, base=BASE, definitions=definitions)
        builder = GraphBuilder(mint=run.mint, writers=(IntoStore(writer), quads))
        with _timed(described):
            for study, origin in studies:
                builder.add(study, origin, leading=True)
        with _timed(loaded):
            builder.finish(as_of=AS_OF, versions=run.versions, stored=True)
            writer.close()


def _changed(studies: Iterator[tuple[Study, Origin]]) -> Iterator[tuple[Study, Origin]]:
    for study, origin in studies:
        changed = msgspec.structs.replace(origin, sha256=origin.sha256[::-1])
        yield msgspec.structs.replace(study, title=f"{study.title} (changed)"), changed


def _ask(name: str, opened: OpenStore | Endpoint) -> None:
    opened.query("ASK {}")
    for title, text in _QUESTIONS.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            opened.query(text, limits=_LIMITS)
            times.append(time.perf_counter() - start)
        _say(f"| {name}: {title} | {min(times) * 1000:,.1f} ms | |")


def _send(folder: Path, address: str) -> int:
    wanted = upload_request("oxigraph", address, query=None, update=None, replace=True, one_graph=None)
    with open_dataset(str(folder)) as dataset:
        loaded = load_into(dataset, wanted, Transport(address), journal=Journal(folder.parent / "journal"))
    if loaded.differences:
        raise SystemExit(f"{len(loaded.differences)} graphs differ")
    return loaded.requests


def _load_offline(file: Path, folder: Path) -> None:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        raise SystemExit("the package oxigraph is not installed beside this Python")
    command = [program, "load", "--location", str(folder), "--file", str(file)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603


def _embedded(top: Path, count: int) -> None:
    held = _real()
    _fill(
        top / "s",
        top / "graph.nq",
        _renamed(held, range(count)),
        f"tell {count:,} studies, write them as N-Quads",
        "merge the shared nodes, load all in bulk into a new store",
    )
    with reading(str(top / "s")) as store:
        size = sum(path.stat().st_size for path in (top / "s").rglob("*") if path.is_file())
        _say(f"| triples; bytes on disk | {len(store):,}; {size / 1e6:,.0f} MB | |")
    with open_folder(str(top / "s")) as opened:
        _ask("embedded", opened)
    _fill(
        top / "s",
        top / "changed.nq",
        _changed(_renamed(held, range(_REPLACED))),
        f"tell {_REPLACED} changed studies",
        f"replace those {_REPLACED} records, one update each",
    )


def _server(top: Path) -> None:
    with _timed("`oxigraph load`, the server's own bulk loader, of that file, on disk"):
        _load_offline(top / "graph.nq", top / "o")
    with oxigraph_server("--union-default-graph") as address:
        with _timed("`kgbuild load` into an Oxigraph server in memory, every graph counted there"):
            requests = _send(top / "s", address)
        _say(f"| requests for that | {requests:,} | |")
        with Endpoint(f"{address}/query") as endpoint:
            _ask("Oxigraph server", endpoint)


def main(count: int) -> None:
    """Runs everything once, in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory() as place:
        _embedded(Path(place), count)
        _server(Path(place))


_TEXT = """## Stores

`make bench-stores`: {count:,} studies, which are the 1,084 real ones again and again under new ids. Wall time on two
cores, one run of each load, the best of three of each query with what it takes to hand over the rows.

| what | measured | CPU of the own process |
|---|---|---|
{rows}
"""


if __name__ == "__main__":
    studies = int(sys.argv[1]) if len(sys.argv) > 1 else _STUDIES
    main(studies)
    if studies == _STUDIES:
        write_section("stores", _TEXT.format(count=studies, rows="\n".join(_ROWS)))
