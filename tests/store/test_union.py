"""An endpoint that does not unite its named graphs is told of where it answers nothing."""

from pathlib import Path

from tests.servers import oxigraph_server
from tests.store.making import graph_file
from tests.store.test_commands import kgbuild

QUESTION = "SELECT ?s { ?s a ct:Study }"


def test_an_empty_default_graph_is_said_and_a_union_is_not(tmp_path: Path) -> None:
    graph = graph_file(tmp_path / "g.nq", 3)
    for options, apart in (((), True), (("--union-default-graph",), False)):
        with oxigraph_server(*options) as address:
            loaded = kgbuild("load", graph, "--to", address, "--preset", "oxigraph")
            assert loaded.returncode == 0, loaded.stderr
            asked = kgbuild("query", f"{address}/query", QUESTION)
            assert [f"default graph of {address}/query is empty" in each.stderr for each in (loaded, asked)] == [
                apart
            ] * 2
            assert (len(asked.stdout.splitlines()) == 1) is apart
