"""The closed shapes find what is misspelt, and nothing in any graph that kgbuild writes."""

from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg import assets
from kg.pipeline.graph.shape_checks import read_rdf, strict_triples
from kg.shacl import compile_shapes, from_rdflib
from tests.cli.test_manners import kgbuild
from tests.vocabulary import CODES, CT, LISTS, ROOT, codes, ontology

STRICT = ROOT / "shapes" / "strict.ttl"
VALID = ("build", "clinical-trial", "expanded-access", "observational-study")
STUDY = URIRef("https://w3id.org/kgbuild/id/study/NCT99990001")
ARM = URIRef(f"{STUDY}/arm/1f2e3d4c5b")

Triple = tuple[Node, Node, Node]

MISSPELT: dict[str, tuple[Triple, str]] = {
    "a property": ((STUDY, CT.overalStatus, URIRef(f"{CODES}overall-status/COMPLETED")), "StrictStudy"),
    "a British property": ((STUDY, CT.enrolment, Literal(20)), "StrictStudy"),
    "a property on another node": ((ARM, CT.overallStatus, URIRef(f"{CODES}overall-status/COMPLETED")), "StrictArm"),
    "a property of another vocabulary": (
        (ARM, URIRef("https://schema.org/nmae"), Literal("Placebo")),
        "StrictArm",
    ),
    "a class": ((ARM, RDF.type, CT.Arms), "StrictType"),
}


def valid(name: str) -> Graph:
    return Graph().parse(ROOT / "tests" / "shapes" / "valid" / f"{name}.ttl")


def findings(data: Graph) -> list[tuple[str, str]]:
    """The shape and the focus node of each finding, by this engine."""
    found = compile_shapes(strict_triples()).check(from_rdflib(data))
    return sorted((each.shape.rpartition("#")[2][:-1], each.focus[1:-1]) for each in found)


def by_pyshacl(data: Graph) -> list[tuple[str, str]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(STRICT), inference="none")
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    pairs = [(report.value(each, SH.sourceShape), report.value(each, SH.focusNode)) for each in results]
    return sorted((str(shape).rpartition("#")[2], str(focus)) for shape, focus in pairs)


def union(graphs: Iterable[Graph]) -> Graph:
    found = Graph()
    for each in graphs:
        found += each
    return found


def test_the_default_shapes_are_without_them() -> None:
    assert assets.STRICT_SHAPES not in assets.shapes()
    assert (ROOT / assets.STRICT_SHAPES) == STRICT


@pytest.mark.slow
@pytest.mark.parametrize("name", VALID)
def test_valid_data_conforms(name: str) -> None:
    assert findings(valid(name)) == by_pyshacl(valid(name)) == []


def test_the_ontology_and_the_code_lists_beside_the_data_conform() -> None:
    assert findings(union([valid("clinical-trial"), ontology(), *map(codes, LISTS)])) == []


@pytest.mark.slow
@pytest.mark.parametrize(("triple", "shape"), MISSPELT.values(), ids=MISSPELT)
def test_what_is_misspelt_is_found_once(triple: Triple, shape: str) -> None:
    data = valid("clinical-trial")
    assert (triple[0], RDF.type, None) in data
    data.add(triple)
    assert findings(data) == by_pyshacl(data) == [(shape, str(triple[0]))]


def test_validate_looks_for_it_where_it_is_asked_to(tmp_path: Path) -> None:
    data = valid("clinical-trial")
    data.add(MISSPELT["a property"][0])
    written = tmp_path / "misspelt.ttl"
    data.serialize(written)
    assert kgbuild("validate", written).returncode == 0
    asked = kgbuild("validate", written, "--strict-shapes")
    assert (asked.returncode, asked.stdout.count("no such property on this class")) == (1, 1)
    assert (
        kgbuild("validate", written, "--shapes", STRICT).stdout.splitlines()[-1]
        == "does not conform: 1 violation, 0 warnings, 0 info"
    )
    both = kgbuild("validate", written, "--shapes", STRICT, "--strict-shapes")
    assert (both.returncode, "shapes/strict.ttl" in both.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ctgov-v1.zip", "ctgov-v2.zip", "ctgov-xml-results.zip", "ctgov-xml.zip", "seeds"])
def test_all_real_records_conform(name: str, data: Path, tmp_path: Path) -> None:
    written = tmp_path / "graph.nq"
    kgbuild("ingest", data / name, "-o", written, "--as-of", "2026-01-01", "-q")
    assert compile_shapes(strict_triples()).check(read_rdf([str(written)])[str(written)]) == []
