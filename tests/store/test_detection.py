"""What stands behind an address: the real Oxigraph server, others as their documentation has them, and no store."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import RemoteError, UsageError
from kg.store import Endpoint, FoundStore, find_store
from kg.store.query.answer_values import value_of
from tests.program import ended
from tests.servers import oxigraph_server

from .faults import Heard, Reply, serving
from .making import graph_file

JSON = (("Content-Type", "application/json"),)
RESULTS = (("Content-Type", "application/sparql-results+json"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
Answer = Callable[[Heard], Reply]


@pytest.mark.parametrize("path", ["", "/", "/query", "/update", "/store", "/sparql"])
def test_an_oxigraph_server_is_known_by_any_of_its_addresses(path: str) -> None:
    with oxigraph_server() as address:
        found = find_store(address + path)
        assert (found.preset, found.to) == ("oxigraph", address)
        assert found.title.startswith("an Oxigraph server 0.")


@pytest.mark.parametrize("path", ["", "/store", "/sparql"])
def test_a_graph_is_loaded_without_a_preset(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    graph = graph_file(tmp_path / "x.nq", 5)
    with oxigraph_server() as address:
        done = ended("load", graph, "--to", address + path, environment={"XDG_STATE_HOME": str(tmp_path)})
        assert done.returncode == 0, done.stderr
        assert f" stands there; loading with --preset oxigraph --to {address}\n" in done.stderr.decode()
        assert b"counted in the store, no difference" in done.stdout
        assert kg.load(graph, address + path).differences == ()
        with Endpoint(f"{address}/query") as endpoint:
            count = endpoint.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a ct:Study } }")
            assert value_of(count.rows[0][0]) == 5


def virtuoso(heard: Heard) -> Reply:
    server = ("Server", "Virtuoso/07.20.3230 (Linux) x86_64-pc-linux-gnu  VDB")
    return Reply(200 if heard.path.startswith("/sparql") else 404, b"<html>", (server, *HTML))


def fuseki(*names: str) -> Answer:
    listed = json.dumps({"datasets": [{"ds.name": f"/{name}", "ds.state": True} for name in names]}).encode()

    def answer(heard: Heard) -> Reply:
        headers = (("Fuseki-Request-ID", "7"), *JSON)
        if heard.path == "/$/datasets":
            return Reply(200, listed, headers)
        return Reply(200, b"", (*headers[:1], *HTML))

    return answer


def rdf4j(*names: str, below: str = "") -> Answer:
    rows = [{"id": {"type": "literal", "value": name}} for name in names]
    listed = json.dumps({"head": {"vars": ["id"]}, "results": {"bindings": rows}}).encode()

    def answer(heard: Heard) -> Reply:
        if heard.path == f"{below}/repositories":
            return Reply(200, listed, RESULTS)
        if heard.path in {f"{below}/repositories/{name}/size" for name in names}:
            return Reply(200, b"12", (("Content-Type", "text/plain"),))
        return Reply(200, b"<html>", HTML) if heard.path == f"{below}/" else Reply(404, b"Unknown", HTML)

    return answer


def qlever(heard: Heard) -> Reply:
    if heard.path.endswith("?cmd=stats"):
        return Reply(200, b'{"name-index": "trials", "num-triples-normal": 5}', JSON)
    return Reply(400, b"no query", JSON)


def blazegraph(heard: Heard) -> Reply:
    return Reply(200, b"<html>", HTML) if heard.path.startswith("/bigdata") else Reply(404)


def bare_graph_store(heard: Heard) -> Reply:
    return Reply(200, b"", (("Content-Type", "application/n-triples"),)) if "default" in heard.path else Reply(400)


REPOSITORY = "{0}/repositories/t"
DATASET = "{0}/ds"
KNOWN: list[tuple[Answer, str, FoundStore]] = [
    (virtuoso, "/sparql", FoundStore("Virtuoso 07.20.3230", "virtuoso", "{0}")),
    (virtuoso, "", FoundStore("Virtuoso 07.20.3230", "virtuoso", "{0}")),
    *[
        (
            fuseki("ds"),
            path,
            FoundStore("a dataset of Fuseki", "gsp", f"{DATASET}/data", f"{DATASET}/query", f"{DATASET}/update"),
        )
        for path in ("", "/ds", "/ds/", "/ds/sparql", "/ds/data")
    ],
    *[
        (
            rdf4j("t"),
            path,
            FoundStore(
                "a repository of RDF4J or GraphDB",
                "gsp",
                f"{REPOSITORY}/rdf-graphs/service",
                REPOSITORY,
                f"{REPOSITORY}/statements",
            ),
        )
        for path in ("/", "/repositories/t", "/repositories/t/statements")
    ],
    (qlever, "", FoundStore("QLever", "update", "{0}", "{0}")),
    (
        blazegraph,
        "/bigdata/",
        FoundStore("Blazegraph", "update", *["{0}/bigdata/namespace/kb/sparql"] * 2),
    ),
    (
        blazegraph,
        "/bigdata/namespace/x/sparql",
        FoundStore("Blazegraph", "update", *["{0}/bigdata/namespace/x/sparql"] * 2),
    ),
    (bare_graph_store, "/graphs", FoundStore("a SPARQL graph store", "gsp", "{0}/graphs")),
]


@pytest.mark.parametrize(("answer", "path", "expected"), KNOWN, ids=lambda each: each if isinstance(each, str) else "")
def test_each_kind_of_store_is_known_by_its_answers(answer: Answer, path: str, expected: FoundStore) -> None:
    with serving(answer) as (address, heard):
        places = [each and each.format(address) for each in expected[2:]]
        assert list(find_store(address + path)) == [*expected[:2], *places]
    assert {each.method for each in heard} == {"GET"}
    assert not any("Authorization" in each.headers for each in heard)


def page(_: Heard) -> Reply:
    return Reply(200, b"<html>Welcome", HTML)


def endpoint_alone(heard: Heard) -> Reply:
    return Reply(200, b'{"head": {}, "boolean": true}', RESULTS) if "query=" in heard.path else Reply(400, b"?")


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        (page, RemoteError, r"answers with a web page, and no triple store is known by that; --preset names"),
        (lambda _: Reply(404), RemoteError, r"nothing stands at http://127.*/x \(404\): is the address right\?"),
        (lambda _: Reply(401), RemoteError, r"wants to know who asks, .*: --preset and --auth do"),
        (lambda _: Reply(500, b"no"), RemoteError, r"answers 500 to GET"),
        (endpoint_alone, RemoteError, r"answers SPARQL queries, .* --preset update with --query-url http://127"),
    ],
)
def test_where_no_store_is_known_it_is_said_what_is_there(answer: Answer, error: type[Exception], message: str) -> None:
    with serving(answer) as (address, _), pytest.raises(error, match=message):
        find_store(f"{address}/x")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (fuseki("a", "b"), r"is a server of Fuseki; --to names the dataset too: it has a, b"),
        (fuseki(), r"is a server of Fuseki; --to names the dataset too: it lists no dataset"),
        (rdf4j("a", "b"), r"is a server of RDF4J or GraphDB; --to names the repository too: it has a, b"),
    ],
)
def test_of_several_datasets_one_is_to_be_named(answer: Answer, message: str) -> None:
    with serving(answer) as (address, _), pytest.raises(UsageError, match=message):
        find_store(address)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = ended("load", graph_file(tmp_path / "x.nq", 1), "--to", "http://127.0.0.1:9", environment={})
    assert (done.returncode, done.stderr) == (3, b"error: http://127.0.0.1:9 cannot be reached: connection refused\n")


def test_a_graph_store_is_not_read_to_its_end() -> None:
    endless = Reply(200, headers=(("Content-Type", "application/n-triples"),), endless=b"<a:a> <a:b> <a:c> .\n")
    with serving(lambda _: endless) as (address, _):
        assert find_store(address).preset == "gsp"
