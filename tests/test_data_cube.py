"""Results as RDF Data Cube: two engines make the same, and it is a well-formed cube.

The constraints are those of the W3C's recommendation of 16 January 2014, section 11.1, each an ASK that is true where
the constraint is broken, after the two phases of normalization of its section 10.
"""

import json
import math
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, QueryBoolean, QueryTriples, Store

import kg
from kg.store import load

from .test_queries import AS_OF, by_pyoxigraph, by_rdflib, question
from .test_result_questions import EXAMPLE

NAME = "results-as-data-cube"
QB = "http://purl.org/linked-data/cube#"
CUBE = "https://w3id.org/kgbuild/cube/"
CT = "https://w3id.org/kgbuild/ontology#"
PREFIXES = f"""\
PREFIX qb: <{QB}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

NORMALIZATION = """\
INSERT { ?o a qb:Observation } WHERE { ?any qb:observation ?o } ;
INSERT { ?o a qb:Observation . ?d a qb:DataSet } WHERE { ?o qb:dataSet ?d } ;
INSERT { ?s a qb:Slice } WHERE { ?any qb:slice ?s } ;
INSERT { ?c qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?c qb:dimension ?p } ;
INSERT { ?c qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?c qb:measure ?p } ;
INSERT { ?c qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?c qb:attribute ?p } ;
INSERT { ?o ?p ?v } WHERE {
  ?part qb:componentProperty ?p ; qb:componentAttachment qb:DataSet .
  ?d qb:structure ?s ; ?p ?v .
  ?s qb:component ?part .
  ?o qb:dataSet ?d .
}
"""

CONSTRAINTS = {
    "IC-1 one data set": """
        { ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d } } UNION
        { ?o a qb:Observation ; qb:dataSet ?d, ?e FILTER(?d != ?e) }""",
    "IC-2 one structure": """
        { ?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s } } UNION
        { ?d a qb:DataSet ; qb:structure ?s, ?t FILTER(?s != ?t) }""",
    "IC-3 a measure": """
        ?s a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?s qb:component ?c . ?c qb:componentProperty ?m . ?m a qb:MeasureProperty }""",
    "IC-4 a range": "?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range ?r }",
    "IC-5 a code list of concepts": """
        ?p a qb:DimensionProperty ; rdfs:range skos:Concept FILTER NOT EXISTS { ?p qb:codeList ?l }""",
    "IC-6 attributes alone are optional": """
        ?s qb:component ?c . ?c qb:componentRequired false ; qb:componentProperty ?p
        FILTER NOT EXISTS { ?p a qb:AttributeProperty }""",
    "IC-7 slice keys are declared": """
        ?k a qb:SliceKey FILTER NOT EXISTS { ?s a qb:DataStructureDefinition ; qb:sliceKey ?k }""",
    "IC-8 slice keys fit the structure": """
        ?k a qb:SliceKey ; qb:componentProperty ?p . ?s qb:sliceKey ?k
        FILTER NOT EXISTS { ?s qb:component ?c . ?c qb:componentProperty ?p }""",
    "IC-9 one structure of a slice": """
        { ?x a qb:Slice FILTER NOT EXISTS { ?x qb:sliceStructure ?k } } UNION
        { ?x a qb:Slice ; qb:sliceStructure ?k, ?j FILTER(?k != ?j) }""",
    "IC-10 slices have their dimensions": """
        ?x qb:sliceStructure ?k . ?k qb:componentProperty ?p FILTER NOT EXISTS { ?x ?p ?v }""",
    "IC-11 all dimensions": """
        ?s qb:component ?c . ?c qb:componentProperty ?p . ?p a qb:DimensionProperty .
        ?d qb:structure ?s . ?o qb:dataSet ?d FILTER NOT EXISTS { ?o ?p ?v }""",
    "IC-12 no duplicates": """
        { SELECT (MIN(?equal) AS ?all) WHERE {
            ?o qb:dataSet ?d . ?x qb:dataSet ?d FILTER(?o != ?x)
            ?d qb:structure ?s . ?s qb:component ?c . ?c qb:componentProperty ?p . ?p a qb:DimensionProperty .
            ?o ?p ?v . ?x ?p ?w BIND(?v = ?w AS ?equal)
        } GROUP BY ?o ?x } FILTER(?all)""",
    "IC-13 required attributes": """
        ?s qb:component ?c . ?c qb:componentRequired true ; qb:componentProperty ?p .
        ?d qb:structure ?s . ?o qb:dataSet ?d FILTER NOT EXISTS { ?o ?p ?v }""",
    "IC-14 all measures": """
        ?s qb:component ?c . ?c qb:componentProperty ?p . ?p a qb:MeasureProperty .
        ?d qb:structure ?s . ?o qb:dataSet ?d
        FILTER NOT EXISTS { ?s qb:component ?m . ?m qb:componentProperty qb:measureType }
        FILTER NOT EXISTS { ?o ?p ?v }""",
    "IC-15 the measure of a measure dimension": """
        ?o qb:dataSet ?d ; qb:measureType ?m . ?d qb:structure ?s .
        ?s qb:component ?c . ?c qb:componentProperty qb:measureType FILTER NOT EXISTS { ?o ?m ?v }""",
    "IC-16 one measure of a measure dimension": """
        ?o qb:dataSet ?d ; qb:measureType ?m ; ?n ?v . ?d qb:structure ?s . ?s qb:component ?c, ?e .
        ?c qb:componentProperty qb:measureType . ?e qb:componentProperty ?n .
        ?n a qb:MeasureProperty FILTER(?n != ?m)""",
    "IC-17 each measure of a measure dimension": """
        { SELECT ?n (COUNT(DISTINCT ?m) AS ?found) WHERE {
            { SELECT ?s (COUNT(?m) AS ?n) WHERE {
                ?s qb:component ?c, ?e . ?c qb:componentProperty qb:measureType .
                ?e qb:componentProperty ?m . ?m a qb:MeasureProperty } GROUP BY ?s }
            ?d qb:structure ?s . ?o qb:dataSet ?d . ?x qb:dataSet ?d ; qb:measureType ?m
            FILTER NOT EXISTS { ?s qb:component ?b . ?b qb:componentProperty ?p . ?p a qb:DimensionProperty
                FILTER(?p != qb:measureType) ?o ?p ?v . ?x ?p ?w FILTER(?v != ?w) }
        } GROUP BY ?o ?n HAVING(COUNT(DISTINCT ?m) != ?n) }""",
    "IC-18 links of slices": """
        ?d qb:slice ?x . ?x qb:observation ?o FILTER NOT EXISTS { ?o qb:dataSet ?d }""",
    "IC-19 codes of their list": """
        ?s qb:component ?c . ?c qb:componentProperty ?p . ?p a qb:DimensionProperty ; qb:codeList ?l .
        ?d qb:structure ?s . ?o qb:dataSet ?d ; ?p ?v
        FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?l }
        FILTER NOT EXISTS { ?l skos:member+ ?v }""",
    "IC-20 and IC-21 codes of their hierarchy": """
        ?p a qb:DimensionProperty ; qb:codeList ?l . ?l a qb:HierarchicalCodeList ; qb:parentChildProperty ?any .""",
}
"""Constraint -> what is there where it is broken. Hierarchies, of which the last two speak, may not be used at all."""


def cube_of(store: Store) -> Store:
    """The cube of a graph, normalized."""
    cube = Store()
    answer = store.query(question(NAME), use_default_graph_as_union=True)
    assert isinstance(answer, QueryTriples)
    cube.extend(pyoxigraph.Quad(*triple) for triple in answer)
    cube.update(PREFIXES + NORMALIZATION)
    return cube


def broken(cube: Store, *, without: str = "") -> list[str]:
    found = []
    for name, pattern in CONSTRAINTS.items():
        if name != without:
            answer = cube.query(f"{PREFIXES}ASK {{ {pattern} }}")
            assert isinstance(answer, QueryBoolean)
            found += [name] if bool(answer) else []
    return found


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(kg.read(EXAMPLE), path, as_of=AS_OF)
    return load([str(path)])


def test_two_engines_make_the_same_cube(graph: Store) -> None:
    dataset: rdflib.Dataset = kg.to_rdflib(kg.read(EXAMPLE), as_of=AS_OF)
    made = set(by_pyoxigraph(graph, question(NAME)))
    assert set(by_rdflib(dataset, question(NAME))) == made
    assert len(made) == 492


def test_the_cube_is_well_formed(graph: Store) -> None:
    assert broken(cube_of(graph)) == []


CELL = "https://w3id.org/kgbuild/id/study/NCT99999905/cell/56fe6a5057"

LIKE = f"qb:dataSet ?d ; <{CT}group> ?g ; <{CT}resultClass> ?r"

FAULTS: dict[str, tuple[str, ...]] = {
    "IC-1 one data set": ("DELETE", "?o qb:dataSet ?d"),
    "IC-2 one structure": ("DELETE", "?d qb:structure ?s"),
    "IC-3 a measure": ("DELETE", "?p a qb:MeasureProperty"),
    "IC-4 a range": ("DELETE", "?p rdfs:range ?r"),
    "IC-6 attributes alone are optional": ("DELETE", "?p a qb:AttributeProperty"),
    "IC-11 all dimensions": ("DELETE", f"?o <{CT}group> ?g"),
    "IC-12 no duplicates": ("INSERT", f"<urn:x> {LIKE}", f"<{CELL}> {LIKE}"),
    "IC-13 required attributes": ("INSERT", "?c qb:componentRequired true", f"?c qb:attribute <{CT}events>"),
    "IC-14 all measures": ("DELETE", f"?o <{CT}value> ?v"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_constraint_finds_what_breaks_it(name: str, graph: Store) -> None:
    cube = cube_of(graph)
    what, pattern, *where = FAULTS[name]
    cube.update(f"{PREFIXES}{what} {{ {pattern} }} WHERE {{ {where[0] if where else pattern} }}")
    assert name in broken(cube)


def test_cells_are_the_observations_and_tables_the_data_sets(graph: Store) -> None:
    cube = cube_of(graph)
    cell = NamedNode(CELL)
    said = {quad.predicate.value: quad.object.value for quad in cube.quads_for_pattern(cell, None, None, None)}  # type: ignore[union-attr]
    assert said.pop(f"{QB}dataSet").endswith("/outcome-result/cc9c28eb25")
    assert said.pop(f"{CT}group").endswith("/result-group/76e3868a28")
    assert {name.rpartition("#")[2]: value for name, value in said.items()} == {
        "type": f"{QB}Observation",
        "resultClass": "First dose",
        "value": "-1.5",
        "lower": "-2.4",
        "upper": "-0.6",
        "analyzed": "37",
        "unit": "units on a scale",
        "statistic": "https://w3id.org/kgbuild/code/result-statistic/LEAST_SQUARES_MEAN",
    }
    structures = Counter(quad.object.value for quad in cube.quads_for_pattern(None, NamedNode(f"{QB}structure"), None))  # type: ignore[union-attr]
    assert {name.removeprefix(CUBE): count for name, count in structures.items()} == {
        "values": 3,
        "valuesByCategory": 1,
        "valuesByClass": 1,
        "milestones": 1,
        "reasons": 1,
        "adverseEvents": 1,
    }


def test_a_group_in_which_nobody_had_an_event_is_an_observation_of_none(graph: Store) -> None:
    rows = by_pyoxigraph(
        cube_of(graph),
        f"SELECT ?o ?n {{ ?o <{CT}affected> 0 ; <{CT}atRisk> ?n FILTER(CONTAINS(STR(?o), '/none-in/')) }} ORDER BY ?n",
    )
    assert [at_risk for _, at_risk in rows] == ["38", "39"]


# Real records


def listed(node: Any, key: str) -> Iterator[dict[str, Any]]:
    """What stands in the lists of that name, anywhere in a section."""
    match node:
        case dict():
            yield from node.get(key, ())
            for each in node.values():
                yield from listed(each, key)
        case list():
            for each in node:
                yield from listed(each, key)


def is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text.replace(",", "")))
    except ValueError:
        return False


def numbers(section: dict[str, Any]) -> int:
    """How many numbers a record states: values, counts of the flow, counts of who had an adverse event."""
    values = sum(is_number(each.get("value", "")) for each in listed(section, "measurements"))
    flow = sum(1 for name in ("achievements", "reasons") for _ in listed(section, name))
    return values + flow + sum("numAffected" in each for each in listed(section, "stats"))


@pytest.mark.slow
def test_the_cube_of_real_records_is_well_formed_and_has_each_number(data: Path, tmp_path: Path) -> None:
    """Observations are compared by what they say, since the constraint on duplicates looks at each pair of them."""
    archive = "ctgov-v2-results.zip"
    kg.write(kg.read(data / archive), tmp_path / "graph.nq", as_of=AS_OF)
    cube = cube_of(load([str(tmp_path / "graph.nq")]))
    assert broken(cube, without="IC-12 no duplicates") == []
    dimensions = [f"{CT}{name}" for name in ("group", "resultClass", "category")]
    dimensions += [f"{CUBE}{name}" for name in ("milestone", "reason", "adverseEvent")]
    text = " ".join(f"OPTIONAL {{ ?o <{iri}> ?v{place} }}" for place, iri in enumerate(dimensions))
    named = " ".join(f"?v{place}" for place, _ in enumerate(dimensions))
    rows = by_pyoxigraph(cube, f"{PREFIXES}SELECT ?d {named} {{ ?o qb:dataSet ?d {text} }}")
    assert [row for row, count in Counter(rows).items() if count > 1] == []
    with zipfile.ZipFile(data / archive) as entries:
        records = [json.loads(entries.read(name)) for name in entries.namelist() if name.endswith(".json")]
    assert len(rows) == sum(numbers(each.get("resultsSection", {})) for each in records)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(5))
def test_no_two_observations_of_a_real_study_are_alike(number: int, data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(data / "ctgov-v2-results.zip") as entries:
        sizes = sorted(
            (each.file_size, each.filename) for each in entries.infolist() if each.filename.endswith(".json")
        )
        _, name = sizes[number * 5]
        (tmp_path / "record.json").write_bytes(entries.read(name))
    kg.write(kg.read(tmp_path / "record.json"), tmp_path / "graph.nq", as_of=AS_OF)
    assert broken(cube_of(load([str(tmp_path / "graph.nq")]))) == []
