"""Loading over HTTP: into the real Oxigraph server, into servers that fail, and what is never sent."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import RemoteError, UsageError
from kg.store import (
    Endpoint,
    Journal,
    Limits,
    Loaded,
    Transport,
    load_into,
    open_dataset,
    plan,
    upload_request,
)
from kg.store.loading import load as loading_module
from kg.store.loading.upload_dataset import DEFAULT
from kg.store.query.answer_values import value_of
from tests.effort import daily
from tests.program import ended
from tests.servers import oxigraph_server

from .faults import Heard, Reply, empty_count, serving
from .making import fill, graph_file, study

ROOT = Path(__file__).parent.parent.parent
ROADS = {"oxigraph": "", "gsp": "/store", "update": "/update"}
"""Preset -> the path of its address at an Oxigraph server."""
COUNT = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_file(tmp_path_factory.mktemp("graph") / "graph.nq", 40)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph_server() as address:
        yield address


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading_module, "_FIRST_WAIT", 0.01)


def load(
    source: Path,
    to: str,
    *,
    preset: str = "oxigraph",
    journal: Path | None = None,
    stall: float = 20,
    replace: bool = True,
    one_graph: str | None = None,
    batch: int | None = None,
    query: str | None = None,
) -> Loaded:
    requested = upload_request(preset, to, query=query, update=None, replace=replace, one_graph=one_graph)
    if batch:
        requested = requested._replace(preset=requested.preset._replace(batch=batch))
    with open_dataset(str(source)) as dataset:
        transport = Transport(to, stall=stall)
        return load_into(dataset, requested, transport, journal=Journal(journal or source.with_suffix(".journal")))


def counts(address: str) -> dict[str, int]:
    with Endpoint(f"{address}/query") as endpoint:
        return {str(graph): int(str(value_of(count))) for graph, count in endpoint.query(COUNT).rows}


def held(source: Path) -> dict[str, int]:
    with open_dataset(str(source)) as dataset:
        return {graph: sum(1 for _ in dataset.lines(graph)) for graph in dataset.graphs()}


@pytest.mark.parametrize("batch", daily([50, 1000, 50_000], {1000}))
@pytest.mark.parametrize("preset", ["oxigraph", "gsp", "update"])
def test_every_road_brings_every_graph(graph: Path, preset: str, batch: int) -> None:
    with oxigraph_server() as address:
        loaded = load(graph, f"{address}{ROADS[preset]}", preset=preset, batch=batch, query=f"{address}/query")
        assert loaded.differences == ()
        assert counts(address) == held(graph)
        assert loaded.triples == sum(held(graph).values())


def test_a_graph_store_alone_is_counted_by_reading_it_back(graph: Path, server: str) -> None:
    assert load(graph, f"{server}/store", preset="gsp").differences == ()


def test_a_store_in_a_folder_is_loaded_like_a_file(tmp_path: Path, server: str) -> None:
    fill(tmp_path / "s", study(500), study(501))
    loaded = load(tmp_path / "s", server, journal=tmp_path / "j")
    assert (loaded.graphs, loaded.differences) == (5, ())


def test_replace_takes_away_and_merge_adds(tmp_path: Path) -> None:
    old, new = tmp_path / "old.nq", tmp_path / "new.nq"
    old.write_text("<http://a/1> <http://a/p> <http://a/1> <http://a/g> .\n")
    new.write_text("<http://a/2> <http://a/p> <http://a/2> <http://a/g> .\n")
    with oxigraph_server() as address:
        for replace, expected in ((True, 1), (True, 1), (False, 2)):
            load(old, address, replace=True)
            load(new, address, replace=replace)
            assert counts(address) == {"<http://a/g>": expected}


@pytest.mark.parametrize("preset", ["oxigraph", "gsp", "update"])
def test_results_that_are_gone_are_dropped_with_the_record_that_is_replaced(tmp_path: Path, preset: str) -> None:
    record, other = "http://a/record/ctgov/NCT1", "http://a/record/ctgov/NCT2"
    old, new = tmp_path / "old.nq", tmp_path / "new.nq"
    named = (record, f"{record}/results", other, f"{other}/results", "http://a/g", "http://a/g/results")
    old.write_text("".join(f"<http://a/1> <http://a/p> <http://a/1> <{graph}> .\n" for graph in named))
    new.write_text("".join(f"<http://a/2> <http://a/p> <http://a/2> <{graph}> .\n" for graph in (record, "http://a/g")))
    with oxigraph_server() as address:
        to = f"{address}{ROADS[preset]}"
        query = f"{address}/query" if preset == "update" else None
        load(old, to, preset=preset, query=query)
        assert load(new, to, preset=preset, query=query, replace=False).dropped == 0
        assert load(new, to, preset=preset, query=query).dropped == 1
        assert set(counts(address)) == {f"<{graph}>" for graph in named if graph != f"{record}/results"}


def test_the_union_in_one_graph(graph: Path) -> None:
    with oxigraph_server() as address:
        loaded = load(graph, address, one_graph="https://example.org/all", batch=500)
        assert counts(address) == {"<https://example.org/all>": sum(held(graph).values())}
        assert loaded.graphs == 1


def test_triples_without_a_graph_and_blank_nodes(tmp_path: Path) -> None:
    turtle = tmp_path / "x.ttl"
    turtle.write_text("@prefix a: <http://a/> . a:s a:p [ a:q 1 ], [ a:q 2 ], ( a:x a:y ) .")
    with oxigraph_server() as address:
        for batch in (1, 100):
            assert load(turtle, address, batch=batch).triples == 9
            with Endpoint(f"{address}/query") as endpoint:
                assert len(endpoint.query("SELECT * { <http://a/s> <http://a/p>/<http://a/q> ?n }").rows) == 2
    requested = upload_request("virtuoso", "http://a/", query=None, update=None, replace=True, one_graph=None)
    with open_dataset(str(turtle)) as dataset, pytest.raises(UsageError, match="--one-graph"):
        plan(dataset, requested)


def test_a_dry_run_sends_nothing(graph: Path) -> None:
    done = command(graph, "http://127.0.0.1:9", "--dry-run")
    assert done.returncode == 0
    assert f"would send {sum(held(graph).values()):,} triples in {len(held(graph))} graphs" in done.stdout


def command(graph: Path, to: str, *options: str, state: Path | None = None) -> "subprocess.CompletedProcess[str]":
    words = ("load", str(graph), "--to", to, "--preset", "oxigraph", *options)
    done = ended(*words, environment={"XDG_STATE_HOME": str(state or graph.parent)})
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.slow
def test_a_load_interrupted_at_twenty_points_ends_like_one_that_was_not(graph: Path, tmp_path: Path) -> None:
    """The break comes after a random number of requests, of which the last may or may not have been heard."""
    chance = random.Random(20)  # noqa: S311
    with oxigraph_server() as address:
        requested = upload_request("oxigraph", address, query=None, update=None, replace=True, one_graph=None)
        requested = requested._replace(preset=requested.preset._replace(batch=300))
        with open_dataset(str(graph)) as dataset:
            total = plan(dataset, requested).requests
            for turn in range(20):
                requests = 0
                for _ in range(200):
                    transport = _Breaking(address, chance.randint(1, total // 2), heard=chance.random() < 0.5)
                    try:
                        loaded = load_into(dataset, requested, transport, journal=Journal(tmp_path / f"j{turn}"))
                    except KeyboardInterrupt:
                        requests += transport.sent
                    else:
                        assert loaded.differences == ()
                        assert loaded.skipped or requests == 0
                        break
                assert counts(address) == held(graph)
                emptied(address)


class _Breaking(Transport):
    """Is interrupted at the n-th request, before or after the server hears it."""

    def __init__(self, address: str, point: int, *, heard: bool) -> None:
        super().__init__(address)
        self.sent = 0
        self._point = point
        self._heard = heard

    def send(self, method, address, *, data=None, headers, seconds=None):  # type: ignore[no-untyped-def]
        self.sent += 1
        if self.sent == self._point and not self._heard:
            raise KeyboardInterrupt
        response = super().send(method, address, data=data, headers=headers, seconds=seconds)
        if self.sent == self._point:
            raise KeyboardInterrupt
        return response


def emptied(address: str) -> None:
    transport = Transport(address)
    headers = {"Content-Type": "application/sparql-update"}
    assert transport.send("POST", f"{address}/update", data=b"DROP ALL", headers=headers).status_code == 204
    transport.close()


@pytest.mark.slow
def test_a_killed_load_goes_on(tmp_path: Path) -> None:
    source = graph_file(tmp_path / "big.nq", 1000)
    with oxigraph_server() as address:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "kg", "load", str(source), "--to", address, "--preset", "oxigraph", "-q"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path)},
        )
        while not list(tmp_path.glob("kgbuild/loads/*")):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        done = command(source, address, state=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "sent earlier" in done.stdout
        assert counts(address) == held(source)
        assert list(tmp_path.glob("kgbuild/loads/*")) == []


FAILURES = {
    "drops": Reply(None),
    "stalls": Reply(204, stall=2),
    "breaks": Reply(500, b"out of order"),
    "is busy": Reply(503, b"busy", (("Retry-After", "0"),)),
    "drips": Reply(200, drip=True),
}


@pytest.mark.parametrize("name", daily(FAILURES, {"drops", "is busy"}))
def test_a_server_that_fails_is_noticed(graph: Path, tmp_path: Path, name: str) -> None:
    with serving(lambda _: FAILURES[name]) as (address, heard), pytest.raises(RemoteError, match="5 times"):
        load(graph, address, journal=tmp_path / "j", stall=0.3)
    assert len(heard) == 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 415])
def test_a_server_that_refuses_is_not_asked_again(graph: Path, tmp_path: Path, status: int) -> None:
    with serving(lambda _: Reply(status, b"no")) as (address, heard), pytest.raises(RemoteError, match=f"{status} to"):
        load(graph, address, journal=tmp_path / "j")
    assert len(heard) == 1


@pytest.mark.parametrize("place", ["http://other.example/", "http://[::1", "/again"])
def test_a_redirect_that_is_refused_is_not_asked_for_again(graph: Path, tmp_path: Path, place: str) -> None:
    reply = Reply(307, headers=(("Location", place),))
    with serving(lambda _: reply) as (address, heard), pytest.raises(RemoteError, match=r"sends elsewhere|redirects"):
        load(graph, address, journal=tmp_path / "j")
    assert len(heard) == (5 if place == "/again" else 1)


def test_a_passing_failure_passes(graph: Path, tmp_path: Path) -> None:
    replies = iter([Reply(500), Reply(None), *[Reply(204)] * 100])
    with serving(lambda heard: empty_count() if heard.path == "/query" else next(replies)) as (address, heard):
        loaded = load(graph, address, journal=tmp_path / "j")
    assert [each.path for each in heard][:5] == ["/update", "/update", "/update", "/store", "/query"]
    assert len(loaded.differences) == len(held(graph))


def test_a_server_that_accepts_and_stores_nothing_is_noticed(graph: Path, tmp_path: Path) -> None:
    def answer(heard: Heard) -> Reply:
        return empty_count() if heard.path == "/query" else Reply(201)

    with serving(answer) as (address, _):
        done = command(graph, address, state=tmp_path)
    assert done.returncode == 3
    assert "triples sent, 0 found" in done.stderr
    count = len(held(graph))
    assert f"accepted everything, and does not hold it: {count} of {count} graphs differ" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("reply", [Reply(None), Reply(500)])
def test_a_failing_server_is_exit_code_3(graph: Path, tmp_path: Path, reply: Reply) -> None:
    with serving(lambda _: reply) as (address, _):
        done = command(graph, address, state=tmp_path)
    assert done.returncode == 3
    assert "the same command goes on from here" in done.stderr


def test_no_chunks_no_compression_no_put_to_the_bare_store(graph: Path, tmp_path: Path) -> None:
    with serving(lambda heard: empty_count() if heard.path == "/query" else Reply(204)) as (address, heard):
        for preset in ("oxigraph", "gsp"):
            load(graph, address, preset=preset, journal=tmp_path / preset, query=f"{address}/query", batch=200)
    for each in heard:
        assert "Transfer-Encoding" not in each.headers
        assert "Content-Encoding" not in each.headers
        assert int(each.headers["Content-Length"]) == len(each.body)
        assert each.method != "PUT" or "?graph=" in each.path


def test_an_endpoint_answers_like_a_file(graph: Path) -> None:
    with oxigraph_server("--union-default-graph") as address, Endpoint(f"{address}/query") as endpoint:
        load(graph, address)
        assert endpoint.query("ASK { ?s a ct:Study }").boolean is True
        answer = endpoint.query("SELECT ?s { ?s a ct:Study }", limits=Limits(rows=5))
        assert (len(answer.rows), answer.capped) == (5, True)
        built = endpoint.query("CONSTRUCT { ?s a ct:Study } { ?s a ct:Study }")
        assert len(built.triples or ()) == 40
        with pytest.raises(UsageError, match="refuses the query"):
            endpoint.query("SELECT nonsense")


def test_the_default_graph_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text("<http://a/1> <http://a/p> <http://a/1> .\n")
    assert held(tmp_path / "x.nt") == {DEFAULT: 1}
