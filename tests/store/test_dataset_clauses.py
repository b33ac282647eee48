"""FROM and FROM NAMED mean what SPARQL says (SPARQL 1.1, 13.2), wherever the query is asked."""

from collections.abc import Iterator

import pyoxigraph
import pytest
import requests

from kg.store import Endpoint, OpenStore, ask, open_files, open_folder
from tests.servers import oxigraph_server

GRAPHS = """
<http://a/1> <http://b> "1" <http://g/1> .
<http://a/2> <http://b> "2" <http://g/2> .
<http://a/3> <http://b> "3" .
"""
DATASETS = {
    "": "123",
    "FROM <http://g/1>": "1",
    "from <http://g/1> FROM <http://g/2>": "12",
    "FROM <http://g/none>": "",
    "FROM NAMED <http://g/1>": "",
    "FROM <http://g/2> FROM NAMED <http://g/1>": "2",
}
NAMED = {
    "": "12",
    "FROM <http://g/1>": "",
    "FROM NAMED <http://g/1>": "1",
    "FROM <http://g/1> FROM NAMED <http://g/2>": "2",
}


@pytest.fixture(scope="module", params=["a file", "a store", "an endpoint"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStore | Endpoint]:
    folder = tmp_path_factory.mktemp("graphs")
    if request.param == "a file":
        (folder / "g.nq").write_text(GRAPHS)
        with open_files([str(folder / "g.nq")]) as opened:
            yield opened
    elif request.param == "a store":
        (folder / "lock").touch()
        for name in ("graph", "said"):
            pyoxigraph.Store(str(folder / name)).bulk_load(GRAPHS, format=pyoxigraph.RdfFormat.N_QUADS)
        with open_folder(str(folder)) as opened:
            yield opened
    else:
        with oxigraph_server() as address:
            headers = {"Content-Type": "application/n-quads"}
            requests.post(f"{address}/store", data=GRAPHS, headers=headers, timeout=300).raise_for_status()
            with Endpoint(f"{address}/query") as endpoint:
                yield endpoint


def found(store: OpenStore | Endpoint, text: str) -> str:
    return "".join(sorted(str(row[0]).strip('"') for row in store.query(text).rows))


@pytest.mark.parametrize("clause", DATASETS)
def test_the_default_graph_is_what_from_names(store: OpenStore | Endpoint, clause: str) -> None:
    if isinstance(store, Endpoint) and not clause:
        pytest.skip("which graphs an endpoint unites is its own affair")
    assert found(store, f"SELECT ?o {clause} {{ ?s ?p ?o }}") == DATASETS[clause]
    assert store.query(f"ASK {clause} {{ ?s ?p ?o }}").boolean is bool(DATASETS[clause])
    triples = store.query(f"CONSTRUCT {{ ?s ?p ?o }} {clause} WHERE {{ ?s ?p ?o }}").triples
    assert "".join(sorted(row[2].strip('"') for row in triples or ())) == DATASETS[clause]


@pytest.mark.parametrize("clause", NAMED)
def test_the_named_graphs_are_those_that_from_named_names(store: OpenStore | Endpoint, clause: str) -> None:
    assert found(store, f"SELECT ?o {clause} {{ GRAPH ?g {{ ?s ?p ?o }} }}") == NAMED[clause]


def test_the_word_alone_is_no_clause() -> None:
    store = pyoxigraph.Store()
    store.bulk_load(GRAPHS, format=pyoxigraph.RdfFormat.N_QUADS)
    text = (
        "PREFIX from: <http://from/> SELECT ?from { ?from ?p ?o FILTER(?o != 'FROM <http://g/1>' && ?p != from:FROM) }"
    )
    assert len(list(ask(store, f"{text} # FROM <http://g/1>"))) == 3  # type: ignore[arg-type]
