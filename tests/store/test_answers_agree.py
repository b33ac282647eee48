"""All questions, asked of a file, a store, and real servers: the same answers, as multisets of canonical values."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from kg.linking.installation import build_vocabulary
from kg.store import (
    Answer,
    Credentials,
    Endpoint,
    Example,
    Journal,
    Limits,
    OpenStore,
    Transport,
    examples,
    load_into,
    open_dataset,
    open_files,
    open_folder,
    upload_request,
)
from kg.store.query.answer_values import value_of
from tests.servers import oxigraph_server

from .making import fill, graph_file, study
from .virtuoso import PROGRAM, isql, virtuoso_server

ROOT = Path(__file__).parent.parent.parent
STUDIES = 60
LIMITS = Limits(seconds=300, rows=0)
DBA = Credentials("digest", "dba", "dba")

MADE_UP = {
    "criteria-that-mention": {"word": "adult"},
    "facts-of-study": {"study": "NCT00000007"},
    "outcomes-that-mention": {"word": "measure 1"},
    "trials-of-condition": {"name": "condition 7"},
    "trials-of-drug": {"name": "drug 3"},
    "trials-in-country": {"country": "BR"},
    "trials-of-sponsor": {"name": "SPONSOR 7"},
    "trials-of-sponsor-group": {"name": "SPONSOR 7"},
    "trials-of-treatment": {"name": "drug 3"},
}
REAL = {
    "facts-of-study": {"study": "NCT00000410"},
    "trials-of-concept": {"concept": "D001249"},
    "trials-of-treatment": {"name": "placebo"},
}
"""Question -> values for its parameters that have an answer."""

_BUILT = "  OPTIONAL { ?build a ct:Build ; prov:generatedAtTime ?built }\n"
EMPTY = {"publishers-that-disagree", "retracted-publications"}
"""Questions to which the studies of one registry have no answer; `tests/test_queries.py` has one."""

every_question = pytest.mark.parametrize("question", examples(), ids=lambda each: each.name)
needs_virtuoso = pytest.mark.skipif(PROGRAM is None, reason="no virtuoso-t; tests/install-stores.sh installs it")


def asked(question: Example, values: Mapping[str, Mapping[str, str]]) -> str:
    """The question with those values, else with its examples; when a graph was built, no file says of itself."""
    examples_of_all = {each.name: each.example for each in question.parameters}
    return question.filled({**examples_of_all, **values.get(question.name, {})}).replace(_BUILT, "")


def canonical(answer: Answer) -> Counter[tuple[str, ...]]:
    """Values without the ways in which engines write them: 1.50 and 1.5, 1 and true, typed and plain strings."""
    rows = answer.rows if answer.triples is None else answer.triples
    return Counter(tuple(_plain(term) for term in row) for row in rows)


def _plain(term: str | None) -> str:
    value = value_of(term)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float | Decimal):
        return str(Decimal(str(value)).normalize())
    # GROUP_CONCAT joins in any order.
    return "" if value is None else " | ".join(sorted(str(value).split(" | ")))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_file(tmp_path_factory.mktemp("graph") / "graph.nq", STUDIES)


@pytest.fixture(scope="module")
def in_file(graph: Path) -> Iterator[OpenStore]:
    with open_files([str(graph)]) as opened:
        yield opened


@pytest.fixture(scope="module")
def in_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStore]:
    folder = tmp_path_factory.mktemp("store") / "s"
    fill(folder, *(study(number) for number in range(STUDIES // 2)))
    fill(folder, *(study(number) for number in range(STUDIES // 2, STUDIES)))
    with open_folder(str(folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def on_server(graph: Path) -> Iterator[Endpoint]:
    with oxigraph_server("--union-default-graph") as address:
        sent(graph, address, "oxigraph")
        with Endpoint(f"{address}/query") as endpoint:
            yield endpoint


@pytest.fixture(scope="module")
def on_virtuoso(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as (address, _):
        sent(graph, address, "virtuoso", DBA)
        with Endpoint(f"{address}/sparql") as endpoint:
            yield endpoint


def sent(source: Path, address: str, preset: str, credentials: Credentials | None = None) -> None:
    wanted = upload_request(preset, address, query=None, update=None, replace=True, one_graph=None)
    with open_dataset(str(source)) as dataset:
        transport = Transport(address, credentials=credentials)
        loaded = load_into(dataset, wanted, transport, journal=Journal(source.with_name(f"{preset}.journal")))
    assert loaded.differences == ()


@every_question
def test_file_store_and_server_agree(
    question: Example, in_file: OpenStore, in_folder: OpenStore, on_server: Endpoint
) -> None:
    text = asked(question, MADE_UP)
    expected = canonical(in_file.query(text, limits=LIMITS))
    assert canonical(in_folder.query(text, limits=LIMITS)) == expected
    assert canonical(on_server.query(text, limits=LIMITS)) == expected


@pytest.mark.slow
@needs_virtuoso
@every_question
def test_virtuoso_agrees(question: Example, in_file: OpenStore, on_virtuoso: Endpoint) -> None:
    text = asked(question, MADE_UP)
    expected = canonical(in_file.query(text, limits=LIMITS))
    assert canonical(on_virtuoso.query(text, limits=LIMITS)) == expected


@pytest.mark.slow
@needs_virtuoso
def test_the_native_bulk_loader_of_virtuoso_holds_the_same(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(graph.read_bytes())
    with virtuoso_server(tmp_path) as (address, port):
        isql(port, "ld_dir('.', '*.nq', 'http://unused.example/'); rdf_loader_run(); checkpoint;")
        with Endpoint(f"{address}/sparql") as endpoint, open_dataset(str(graph)) as dataset:
            ours = "STRSTARTS(STR(?g), 'https://w3id.org/kgbuild/')"
            text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({ours}) }}"
            assert value_of(endpoint.query(text).rows[0][0]) == len(dataset.store)


@pytest.fixture(scope="module")
def real(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The 1,084 real studies, linked to MeSH: as a file, and in a store."""
    folder = tmp_path_factory.mktemp("real")
    build_vocabulary(folder / "lexicon", "mesh", [data / "vocab" / "mesh-terms.tsv.gz"], built="2026-01-01")
    options = ("--lexicon", folder / "lexicon", "-q", "--fail-on", "none", "--as-of", "2026-01-01")
    targets = ("--store", folder / "s", "-o", folder / "graph.nq")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "kg", "ingest", data / "ctgov-v2.zip", *options, *targets],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder / "graph.nq", folder / "s"


@pytest.mark.slow
@needs_virtuoso
def test_the_real_studies_give_the_same_answers_everywhere(real: tuple[Path, Path], tmp_path: Path) -> None:
    file, folder = real
    with (
        virtuoso_server(tmp_path) as (virtuoso, _),
        oxigraph_server("--union-default-graph") as oxigraph,
        open_files([str(file)]) as in_memory,
        open_folder(str(folder)) as on_disk,
        Endpoint(f"{virtuoso}/sparql") as first,
        Endpoint(f"{oxigraph}/query") as second,
    ):
        sent(folder, virtuoso, "virtuoso", DBA)
        sent(folder, oxigraph, "oxigraph")
        differing: list[str] = []
        empty: set[str] = set()
        for question in examples():
            text = asked(question, REAL)
            expected = canonical(in_memory.query(text, limits=LIMITS))
            if not expected:
                empty.add(question.name)
            for place in (on_disk, first, second):
                found = canonical(place.query(text, limits=LIMITS))
                if found != expected:
                    differing.append(f"{question.name} {place} {list((found - expected) + (expected - found))[:3]}")
        assert differing == []
        assert empty == EMPTY
