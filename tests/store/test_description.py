"""The description of the graph: its counts are those of the graph, and it breaks no rule of its own."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest

from kg.iris import Minter
from kg.packings import Packing
from kg.pipeline.graph.build_node import BuildFacts, build_triples
from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.rdf import Format, Triple
from kg.rdf.publishing import DataFile, Publishing, distribution_triples, publishing_triples
from kg.rdf.terms import RDF_TYPE
from kg.rdf.void import read_counts
from kg.rdf.void_counts import Counts
from kg.registries import PUBLISHERS
from kg.store import reading

from .making import AS_OF, fill, study

NODE = "<https://w3id.org/kgbuild/id/build>"
BUILD = pyoxigraph.NamedNode("https://w3id.org/kgbuild/id/graph/build")
OTHERS = "FILTER NOT EXISTS { GRAPH <https://w3id.org/kgbuild/id/graph/build> { ?s ?p ?o } }"


FILES = (
    DataFile("graph.ttl", Format.TURTLE, packing=None, size=4096, sha256="0f" * 32),
    DataFile("graph.nq.gz", Format.NQUADS, packing=Packing.GZIP, size=512, sha256="1e" * 32),
)
PUBLISHING = Publishing.of(
    "https://creativecommons.org/licenses/by/4.0/", "Example University https://ror.org/00example"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pyoxigraph.Store]:
    folder = tmp_path_factory.mktemp("graph") / "store"
    fill(folder, *map(study, range(30)))
    with reading(str(folder)) as opened:
        yield opened


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


MAY_BE_MISSING = {
    "<http://purl.org/dc/terms/license>",
    "<http://purl.org/dc/terms/publisher>",
    "<http://www.w3.org/ns/dcat#compressFormat>",
    "<http://xmlns.com/foaf/0.1/name>",
}
"""Licences are not known of every vocabulary, and what the user states is not asked for."""


def published(store: pyoxigraph.Store) -> list[Triple]:
    """The description of a store with what the user and the files add to it."""
    added = [*publishing_triples(PUBLISHING, NODE), *distribution_triples(FILES, NODE, publishing=PUBLISHING)]
    return [*described(store), *added]


def test_what_is_said_of_files_and_publisher_breaks_no_rule(store: pyoxigraph.Store) -> None:
    assert shipped_shapes().check(published(store)) == []


def test_to_leave_out_any_property_is_noticed(store: pyoxigraph.Store) -> None:
    triples = published(store)
    catalogues = {row[0] for row in triples if row[2] == "<http://www.w3.org/ns/dcat#Catalog>"}
    properties = {row[1] for row in triples if row[0] not in catalogues} - {RDF_TYPE}
    missed = {each for each in properties if not noticed(row for row in triples if row[1] != each)}
    assert missed == MAY_BE_MISSING


def test_to_leave_out_any_class_is_noticed(store: pyoxigraph.Store) -> None:
    triples = published(store)
    classes = {row[2] for row in triples if row[1] == RDF_TYPE}
    assert len(classes) == 14
    missed = {each for each in classes if not noticed(row for row in triples if row[1:] != (RDF_TYPE, each))}
    assert missed == {"<http://rdfs.org/ns/void#DatasetDescription>"}, "without it there is no description to check"


def noticed(triples: Iterable[Triple]) -> bool:
    """Whether the shapes that ship find anything."""
    return shipped_shapes().check(list(triples)) != []


def description(counts: Counts, *publishers: str) -> list[Triple]:
    """The description of a graph with so many triples, of a study for each publisher."""
    facts = BuildFacts(AS_OF, ("kgbuild 0.1.0",), len(publishers), frozenset(publishers))
    return list(build_triples(facts, counts, mint=Minter()))


def test_an_empty_graph_breaks_no_rule() -> None:
    triples = description(Counts())
    assert not noticed(triples)
    assert not {"<http://purl.org/dc/terms/source>", "<http://rdfs.org/ns/void#subset>"} & {row[1] for row in triples}


@pytest.mark.parametrize("publisher", sorted(each.notation for each in PUBLISHERS))
def test_a_graph_without_links_breaks_no_rule(publisher: str) -> None:
    counts = Counts()
    counts.add([("<s>", RDF_TYPE, "<https://w3id.org/kgbuild/ontology#Study>"), ("<s>", "<title>", '"A study"')])
    triples = description(counts, publisher)
    assert not noticed(triples)
    assert "<http://rdfs.org/ns/void#subset>" not in {row[1] for row in triples}


def test_a_store_that_is_described_anew_breaks_no_rule(tmp_path: Path) -> None:
    for number in range(2):
        fill(tmp_path / "store", study(number))
    with reading(str(tmp_path / "store")) as opened:
        assert not noticed(described(opened))


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
