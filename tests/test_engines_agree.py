"""One condition in 200 records is counted 200 times, never 200 x 200, whatever engine counts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

import kg
from kg.record import Organization, Origin, Study
from kg.sources.reading import Reading
from kg.store import example, load
from tests.servers import oxigraph_server

COUNT = 200
SPELLINGS = ("Systemic Sclerosis", "systemic sclerosis", "SYSTEMIC SCLEROSIS")


def records() -> list[Reading]:
    return [
        Reading(
            origin=Origin(name=f"{number}.txt", sha256=f"{number:064x}", format="made-up"),
            study=Study(
                id=f"NCT{number:08d}",
                publisher="ctgov",
                title=f"Trial {number}",
                study_type="INTERVENTIONAL",
                conditions=(SPELLINGS[number % 3],),
                lead_sponsor=Organization(name="One Sponsor", type="OTHER"),
            ),
        )
        for number in range(COUNT)
    ]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(records(), path, as_of=datetime(2026, 1, 1, tzinfo=UTC))
    return path


QUERY = example("trials-by-condition").text


def test_rdflib() -> None:
    answer: Any = kg.to_rdflib(records()).query(QUERY)
    rows = [(str(row[0]), int(row[1])) for row in answer]
    assert rows == [("Systemic Sclerosis", COUNT)]


def test_pyoxigraph(graph: Path) -> None:
    answer: Any = kg.query(load([str(graph)]), QUERY)
    rows = [(row["condition"].value, int(row["trials"].value)) for row in answer]
    assert rows == [("Systemic Sclerosis", COUNT)]


def test_oxigraph_server(graph: Path) -> None:
    with oxigraph_server("--union-default-graph") as address:
        loaded = requests.post(
            f"{address}/store", data=graph.read_bytes(), headers={"Content-Type": "application/n-quads"}, timeout=600
        )
        assert loaded.status_code == 204
        answer = requests.post(
            f"{address}/query",
            data={"query": QUERY},
            headers={"Accept": "application/sparql-results+json"},
            timeout=600,
        ).json()
    rows = [(row["condition"]["value"], int(row["trials"]["value"])) for row in answer["results"]["bindings"]]
    assert rows == [("Systemic Sclerosis", COUNT)]


def test_three_patterns_on_the_shared_node_do_not_multiply(graph: Path) -> None:
    text = """SELECT (COUNT(*) AS ?rows) { ?study ct:condition ?c . ?c skos:prefLabel ?label . ?c a ct:Condition .
              ?study ct:leadSponsor ?s . ?s skos:prefLabel ?name }"""
    answer: Any = kg.query(load([str(graph)]), text)
    [row] = answer
    assert int(row["rows"].value) == COUNT
