"""The description of the graph: its counts are those of the graph, and it breaks no rule of its own."""

from pathlib import Path

import pyoxigraph
import pytest

import kg
from kg.pipeline.validation import shipped_shapes
from kg.rdf import Triple
from kg.rdf.terms import RDF_TYPE
from kg.store import load
from kg.store.description import read_counts

from .making import graph_file

BUILD = pyoxigraph.NamedNode("https://w3id.org/kgbuild/id/graph/build")
OTHERS = "FILTER NOT EXISTS { GRAPH <https://w3id.org/kgbuild/id/graph/build> { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    return load([str(graph_file(tmp_path_factory.mktemp("graph") / "graph.nq", 30))])


def described(store: pyoxigraph.Store) -> list[Triple]:
    quads = store.quads_for_pattern(None, None, None, BUILD)
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]


def counted(store: pyoxigraph.Store, pattern: str) -> dict[str, int]:
    text = f"SELECT ?x (COUNT(*) AS ?n) {{ GRAPH ?g {{ {pattern} }} FILTER(?g != <{BUILD.value}>) }} GROUP BY ?x"
    answer = store.query(text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return {str(row["x"]): int(row["n"].value) for row in answer}


def test_counts_by_class_and_property(store: pyoxigraph.Store) -> None:
    counts = read_counts(described(store))
    properties = counted(store, "?s ?x ?o")
    assert dict(counts.classes) == counted(store, "?s a ?x")
    assert dict(counts.properties) == properties
    assert counts.triples == sum(properties.values())


def test_linksets(store: pyoxigraph.Store) -> None:
    links = read_counts(described(store)).links
    assert links["doi", "<https://w3id.org/kgbuild/ontology#publication>"] == 30
    assert links["codes", "<https://w3id.org/kgbuild/ontology#overallStatus>"] == 30


def test_the_description_breaks_no_rule_and_has_no_blank_nodes(store: pyoxigraph.Store) -> None:
    triples = described(store)
    assert shipped_shapes().check(triples) == []
    assert not [row for row in triples if "_:" in (row[0][:2], row[2][:2])]


SHAPES = Path(__file__).parent / "description.ttl"
MAY_BE_MISSING = {
    "<https://w3id.org/kgbuild/ontology#toolVersion>",
    "<https://w3id.org/kgbuild/ontology#studyCount>",
    "<http://www.w3.org/ns/prov#generatedAtTime>",
    "<http://purl.org/dc/terms/license>",
}
"""Checked by the shapes that ship, or not known of every vocabulary."""


def test_the_description_is_whole_as_void_and_dcat_ask(store: pyoxigraph.Store) -> None:
    """And to leave any of it out is noticed."""
    triples = described(store)
    assert kg.validate(triples, shapes=SHAPES).conforms
    catalogues = {row[0] for row in triples if row[2] == "<http://www.w3.org/ns/dcat#Catalog>"}
    unnoticed = set()
    for predicate in {row[1] for row in triples if row[0] not in catalogues} - MAY_BE_MISSING:
        without = [row for row in triples if row[1] != predicate]
        if predicate != RDF_TYPE and kg.validate(without, shapes=SHAPES).conforms:
            unnoticed.add(predicate)
    assert unnoticed == set()


@pytest.mark.parametrize(
    "triple",
    [
        '<build> dcat:version "2026-01-01"',
        "<build> dcterms:source <https://clinicaltrials.gov/>",
        "<build> prov:wasGeneratedBy <build/run>",
        "<build> void:vocabulary <https://w3id.org/kgbuild/ontology>",
        '<build/prefix/ct> sh:namespace "https://w3id.org/kgbuild/ontology#"^^xsd:anyURI',
        "<build/run> prov:wasAssociatedWith <build/tool>",
        "<build/target/codes> dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
    ],
)
def test_what_it_says(store: pyoxigraph.Store, triple: str, tmp_path: Path) -> None:
    names = {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "sh": "http://www.w3.org/ns/shacl#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    head = "".join(f"PREFIX {name}: <{namespace}> " for name, namespace in names.items())
    asked = store.query(
        f"BASE <https://w3id.org/kgbuild/id/> {head} ASK {{ {triple} }}", use_default_graph_as_union=True
    )
    assert bool(asked) is True
