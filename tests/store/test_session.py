"""Queries are stopped at their limits, and the next is answered at once."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import FileError, RemoteError, UsageError
from kg.store import LimitError, Limits, OpenStore, open_files, render
from kg.store.query.answer_values import value_of
from kg.store.query.answers import Answer

from .making import graph_file

ROOT = Path(__file__).parent.parent.parent
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NUMBERS = "VALUES ?{0} {{ " + " ".join(map(str, range(2000))) + " }}"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStore]:
    with open_files([str(graph_file(tmp_path_factory.mktemp("graph") / "graph.nq", 100))]) as opened:
        opened.query("ASK {}")
        yield opened


def test_an_endless_query_is_stopped_and_the_next_answered(store: OpenStore) -> None:
    before = time.monotonic()
    with pytest.raises(LimitError, match="longer than 1 seconds"):
        store.query(FOREVER, limits=Limits(seconds=1))
    assert store.query("ASK { ?s a ct:Study }").boolean is True
    assert time.monotonic() - before < 60


def test_a_hundred_million_rows_are_cut_and_the_next_answered(store: OpenStore) -> None:
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    assert int(str(value_of(rows[0][0]))) ** 2 > 100_000_000
    answer = store.query(HUGE, limits=Limits(rows=1000, seconds=60))
    assert (len(answer.rows), answer.capped) == (1000, True)
    assert store.query("ASK {}").boolean is True


def test_an_answer_of_exactly_the_cap_is_whole(store: OpenStore) -> None:
    text = "SELECT ?s { ?s a ct:Study }"
    assert store.query(text, limits=Limits(rows=100)).capped is False
    assert store.query(text, limits=Limits(rows=99)).capped is True
    assert len(store.query(text, limits=Limits(rows=0)).rows) == 100


def test_a_fault_leaves_the_store_open(store: OpenStore) -> None:
    process = store._process
    with pytest.raises(UsageError):
        store.query("SELECT")
    assert store.query("ASK {}").boolean is True
    assert store._process is process


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text("from kg.store import open_files\ns = open_files([])\ns.query('ASK {}')\nprint(s._process.pid)\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], capture_output=True, check=True, text=True, env=environment)  # noqa: S603
    assert done.stderr == ""
    assert not Path(f"/proc/{done.stdout.strip()}").exists()


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"missing\.nq"), open_files([str(tmp_path / "missing.nq")]) as opened:
        opened.query("ASK {}")
    (tmp_path / "bad.nq").write_text("nonsense")
    with (
        pytest.raises(FileError, match=r"bad\.nq is no valid N-Quads"),
        open_files([str(tmp_path / "bad.nq")]) as opened,
    ):
        opened.query("ASK {}")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
def test_a_query_that_needs_too_much_memory_is_stopped(store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGBUILD_QUERY_MEMORY", "0.3")
    with open_files([]) as other, pytest.raises(LimitError, match=r"a query may take 0\.3 GB \(KGBUILD_QUERY_MEMORY\)"):
        other.query(f"SELECT * {{ {NUMBERS.format('a')} {NUMBERS.format('b')} }} ORDER BY ?a ?b", limits=Limits(rows=1))
    assert store.query("ASK {}").boolean is True
    monkeypatch.setenv("KGBUILD_QUERY_MEMORY", "much")
    with pytest.raises(UsageError, match="expected a number of gigabytes"), open_files([]) as other:
        other.query("ASK {}")


def test_a_server_that_a_query_calls_and_that_fails_is_no_fault_of_the_query(store: OpenStore) -> None:
    text = "SELECT * { SERVICE <http://127.0.0.1:9999/> { ?s ?p ?o } }"
    with pytest.raises(RemoteError, match="SERVICE"):
        store.query(text, service=True)


def test_a_star_means_the_variables_in_the_order_of_the_query(store: OpenStore) -> None:
    assert store.query("SELECT * { ?zebra a ?ape } LIMIT 1").variables == ("zebra", "ape")
    assert store.query("SELECT DISTINCT * { ?zebra a ?ape } LIMIT 1").variables == ("zebra", "ape")
    assert store.query("SELECT ?ape ?zebra { ?zebra a ?ape } LIMIT 1").variables == ("ape", "zebra")


def test_turtle_is_the_same_each_time_and_declares_what_it_uses(store: OpenStore) -> None:
    text = "CONSTRUCT { ?s a ct:Study } { ?s a ct:Study FILTER(STRENDS(STR(?s), '7')) }"
    turtle = render(store.query(text), "ttl")
    assert turtle.startswith("@prefix ct: <https://w3id.org/kgbuild/ontology#> .\n<")
    assert render(store.query(text), "ttl") == turtle


def test_construct_and_describe(store: OpenStore) -> None:
    answer = store.query("CONSTRUCT { ?s a ct:Study } { ?s a ct:Study }", limits=Limits(rows=10))
    assert answer.triples is not None
    assert (len(answer.triples), answer.capped) == (10, True)
    assert "a ct:Study" in render(answer, "ttl")


ANSWER = Answer(
    ("iri", "text", "number", "none"),
    (
        (
            "<https://w3id.org/kgbuild/id/study/X>",
            '"a, \\"b\\" | \\t<c>"@en',
            '"18"^^<http://www.w3.org/2001/XMLSchema#integer>',
            None,
        ),
    ),
)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("csv", 'iri,text,number,none\r\nhttps://w3id.org/kgbuild/id/study/X,"a, ""b"" | \t<c>",18,\r\n'),
        (
            "tsv",
            "?iri\t?text\t?number\t?none\n<https://w3id.org/kgbuild/id/study/X>\t"
            '"a, \\"b\\" | \\t<c>"@en\t"18"^^<http://www.w3.org/2001/XMLSchema#integer>\t\n',
        ),
        (
            "json",
            '{"head": {"vars": ["iri", "text", "number", "none"]}, "results": {"bindings": [{"iri": {"type": "uri", '
            '"value": "https://w3id.org/kgbuild/id/study/X"}, "text": {"type": "literal", '
            '"value": "a, \\"b\\" | \\t<c>", "xml:lang": "en"}, "number": {"type": "literal", "value": "18", '
            '"datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}\n',
        ),
        ("md", '| iri | text | number | none |\n| --- | --- | --- | --- |\n| study/X | a, "b" \\| <c> | 18 |  |\n'),
    ],
)
def test_formats(form: str, text: str) -> None:
    assert render(ANSWER, form) == text


def test_an_answer_as_python_values_and_as_a_page() -> None:
    assert list(ANSWER.records()) == [
        {"iri": "https://w3id.org/kgbuild/id/study/X", "text": 'a, "b" | \t<c>', "number": 18, "none": None}
    ]
    page = ANSWER._repr_html_()
    assert '<td style="text-align:right">18</td><td></td>' in page
    assert "&lt;c&gt;" in page


def test_an_answer_as_a_data_frame() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = ANSWER.to_pandas()
    assert list(frame.columns) == ["iri", "text", "number", "none"]
    assert frame["number"].sum() == 18
