"""What is said of a query that names what its graph does not know, and what is asked beside the graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.rdf.curies import known_prefixes
from kg.store import Limits, OpenStore, open_files, undeclared_terms, unused_terms
from kg.store.query.query_syntax import named_iris, reads_labels
from tests.program import ended

CT = "https://w3id.org/kgbuild/ontology#"
PHASE = "https://w3id.org/kgbuild/code/phase/"
GRAPH = f"""
@prefix ct: <{CT}> . @prefix phase: <{PHASE}> . @prefix d: <https://example.org/data/> .
d:build a ct:Build .
<https://example.org/data/study/X> a ct:Study ; ct:phase phase:PHASE2 ; <https://example.org/own> "text" .
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(GRAPH)
    return path


@pytest.fixture(scope="module")
def store(file: Path) -> Iterator[OpenStore]:
    with open_files([str(file)]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "iris"),
    [
        ("SELECT * { ?s ct:phase phase:PHASE2 }", (f"{CT}phase", f"{PHASE}PHASE2")),
        ("PREFIX x: <urn:x:> SELECT * { ?s x:a/^x:b ?o }", ("urn:x:a", "urn:x:b")),
        ('SELECT * { ?s ct:x "1"^^xsd:integer FILTER(xsd:integer(?s) > 1) }', (f"{CT}x",)),
        ("CONSTRUCT { ?s ct:made ?o } WHERE { ?s ct:phase ?o }", (f"{CT}phase",)),
        ("CONSTRUCT WHERE { ?s ct:phase ?o }", (f"{CT}phase",)),
        ("BASE <https://example.org/> SELECT * { <a> ?p <urn:b> }", ("urn:b",)),
        ('SELECT * { ?s ?p "ct:phase" } # ct:phase', ()),
    ],
)
def test_the_iris_by_which_a_query_looks_into_a_graph(query: str, iris: tuple[str, ...]) -> None:
    assert named_iris(query, known_prefixes()) == iris


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "SELECT * { ?s ct:overalStatus ?o }",
            ["`ct:overalStatus` is no term of the ontology; is it `ct:overallStatus`?"],
        ),
        ("SELECT * { ?s ct:zzz ?o }", ["`ct:zzz` is no term of the ontology"]),
        ("SELECT * { ?s ct:phase phase:phase2 }", ["`phase:phase2` is no term of the ontology; is it `phase:PHASE2`?"]),
        ("SELECT * { ?s ct:phase phase:PHASE2 }", []),
    ],
)
def test_a_term_that_is_not_declared_is_named_with_near_ones(query: str, said: list[str]) -> None:
    found = [str(each) for each in undeclared_terms(query)]
    assert [each.split(" or ")[0].rstrip("?") for each in found] == [each.rstrip("?") for each in said]


def test_what_occurs_nowhere_in_the_graph_is_named_and_nothing_else(store: OpenStore) -> None:
    query = "SELECT * { ?s ct:phase phase:PHASE2 ; ct:sex ?sex ; dcterms:titel ?t ; <https://example.org/own> ?o }"
    found = {str(each) for each in unused_terms(store, query, limits=Limits())}
    assert found == {
        "`ct:sex` does not occur in this graph",
        "`dcterms:titel` does not occur in this graph; is it `dcterms:title`?",
    }


def test_labels_of_codes_answer_and_other_counts_stay(store: OpenStore) -> None:
    labels = "SELECT ?l { ?s ct:phase/skos:prefLabel ?l }"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert reads_labels(labels)
    assert not reads_labels(count)
    before = store.query(count).columns()["n"]
    assert store.query(labels).columns()["l"] == ["Phase 2"]
    assert store.query(labels, ontology=False).rows == ()
    assert store.query(count).columns()["n"] == before == [4]
    (with_ontology,) = store.query(count, ontology=True).columns()["n"]
    assert isinstance(with_ontology, int)
    assert with_ontology > 1_000


def test_relative_iris_stand_below_the_base_of_the_graph(store: OpenStore) -> None:
    answer = store.query("SELECT ?p { <study/X> ?p 'text' }")
    assert answer.columns()["p"] == ["https://example.org/own"]
    assert answer.base == "https://example.org/data/"


def test_a_table_shows_what_can_be_asked_again(file: Path) -> None:
    done = ended("query", file, "SELECT ?s ?p { ?s ct:phase ?p }", "--format", "table", environment={})
    assert "│ <study/X> │ phase:PHASE2 │" in done.stdout.decode()
    assert not done.stderr


def test_the_command_says_what_it_does_not_know(file: Path) -> None:
    done = ended("query", file, "SELECT ?s { ?s ct:fase ?p ; skos:prefLabel ?l }", environment={})
    assert done.stderr.decode().splitlines() == [
        "`ct:fase` is no term of the ontology; is it `ct:phase`?",
        "ontology and code lists are asked too, since the query reads labels or codes (--no-ontology)",
    ]
