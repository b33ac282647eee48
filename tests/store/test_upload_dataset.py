"""What is loaded from where: blank nodes, the default graph, and what is said while a store does not answer."""

from pathlib import Path

import pytest

from kg.errors import FileError, RemoteError, UsageError
from kg.store import Endpoint, Journal, Loaded, Transport, load_into, open_dataset, upload_request
from kg.store import load as load_files
from kg.store.loading import load as loading_module
from kg.store.loading import upload_dataset as cargo_module
from kg.store.loading.upload_dataset import DEFAULT
from tests.servers import oxigraph_server

from .faults import Reply, empty_count, serving

BLANKS = "@prefix a: <http://a/> . a:s a:p [ a:q 1 ], [ a:q 2 ], ( a:x a:y ) ."


def load(source: Path, to: str, *, preset: str = "oxigraph", replace: bool = True) -> Loaded:
    query = f"{to.removesuffix('/update')}/query" if preset == "update" else None
    requested = upload_request(preset, to, query=query, update=None, replace=replace, one_graph=None)
    with open_dataset(str(source)) as dataset:
        return load_into(dataset, requested, Transport(to), journal=Journal(source.with_suffix(".journal")))


def lines(source: Path) -> list[str]:
    with open_dataset(str(source)) as dataset:
        return sorted(line for graph in dataset.graphs() for line in dataset.lines(graph))


@pytest.mark.parametrize("large", [0, 10**9])
def test_blank_nodes_are_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    """Else a load that goes on, or is merged once more, would double them."""
    monkeypatch.setattr(cargo_module, "_LARGE", large)
    (tmp_path / "x.ttl").write_text(BLANKS)
    first = lines(tmp_path / "x.ttl")
    assert lines(tmp_path / "x.ttl") == first
    assert len(first) == 9
    assert not [line for line in first if "_:" in line]


def test_merging_twice_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(BLANKS)
    with oxigraph_server() as address:
        for _ in range(2):
            load(tmp_path / "x.ttl", address, replace=False)
        with Endpoint(f"{address}/query") as endpoint:
            assert len(endpoint.query("SELECT * { ?s ?p ?o }").rows) == 9


def test_a_label_in_two_files_means_two_nodes(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.nt").write_text(f'_:x <http://a/p> "{name}" .\n')
    store = load_files([str(tmp_path / "a.nt"), str(tmp_path / "b.nt")])
    assert len({str(quad.subject) for quad in store}) == 2
    assert not set(lines(tmp_path / "a.nt")) & set(lines(tmp_path / "b.nt"))


@pytest.mark.parametrize("options", [("--union-default-graph",), ()])
@pytest.mark.parametrize("preset", ["oxigraph", "update"])
def test_the_default_graph_is_counted_apart_from_the_others(
    tmp_path: Path, options: tuple[str, ...], preset: str
) -> None:
    """A server that asks all graphs as one counts them all where the default graph is meant."""
    (tmp_path / "named.nq").write_text("<http://a/1> <http://a/p> <http://a/1> <http://a/g> .\n")
    (tmp_path / "x.nt").write_text("<http://a/2> <http://a/p> <http://a/1> .\n")
    with oxigraph_server(*options) as address:
        assert load(tmp_path / "named.nq", address).differences == ()
        to = address if preset == "oxigraph" else f"{address}/update"
        assert load(tmp_path / "x.nt", to, preset=preset).differences == ()


def test_a_default_graph_that_was_not_kept_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text("<http://a/2> <http://a/p> <http://a/1> .\n")
    nothing = Reply(200, b"", (("Content-Type", "application/n-triples"),))
    with serving(lambda heard: nothing if heard.method == "GET" else Reply(204)) as (address, _):
        assert [(each.graph, each.found) for each in load(tmp_path / "x.nt", address).differences] == [(DEFAULT, 0)]


def test_a_server_that_was_never_there_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text("<http://a/2> <http://a/p> <http://a/1> .\n")
    with pytest.raises(RemoteError, match=r"^http://127\.0\.0\.1:9 cannot be reached: connection refused$"):
        load(tmp_path / "x.nt", "http://127.0.0.1:9")


def test_another_try_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading_module, "_FIRST_WAIT", 0.25)
    (tmp_path / "x.nq").write_text("<http://a/1> <http://a/p> <http://a/1> <http://a/g> .\n")
    replies = iter([Reply(503, b"busy"), *[Reply(204)] * 5])
    said: list[str] = []
    with serving(lambda heard: empty_count() if heard.path == "/query" else next(replies)) as (address, _):
        requested = upload_request("oxigraph", address, query=None, update=None, replace=True, one_graph=None)
        with open_dataset(str(tmp_path / "x.nq")) as dataset:
            load_into(dataset, requested, Transport(address), journal=Journal(tmp_path / "j"), notice=said.append)
    assert said == [f"{address}/update answers 503 to POST: busy; trying again in 0.25 s"]


def test_a_file_that_is_cut_short_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.nq.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b")
    with pytest.raises(FileError, match="cut short"):
        lines(tmp_path / "x.nq.gz")


def test_user_and_password_are_for_one_host() -> None:
    with pytest.raises(UsageError, match="another host"):
        upload_request("gsp", "http://a.example/", query="http://b.example/", update=None, replace=True, one_graph=None)
