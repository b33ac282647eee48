"""Validation in one call, and RDF from elsewhere."""

import subprocess
import sys
from typing import Any

import pytest
import rdflib

from kg.rdf import Format, parse
from kg.shacl import Report, compile_shapes, from_rdflib, index, number_blank_nodes, to_rdflib, validate

from .making import LITERALS, ex
from .turtle import turtle

SHAPES = turtle("ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:datatype xsd:integer ] .")
DATA = turtle("ex:a ex:p 1 . ex:b ex:p 'x' . ex:c ex:p _:z . ex:d ex:p 'x'^^xsd:integer .")


@pytest.mark.parametrize("engine", ["kgbuild", "pyshacl"])
def test_every_kind_of_source(engine: str) -> None:
    dataset = rdflib.Dataset()
    for number, triple in enumerate(to_rdflib(DATA)):
        dataset.graph(rdflib.URIRef(ex(f"g{number % 2}")[1:-1])).add(triple)
    shapes: list[Any] = [SHAPES, index(SHAPES), to_rdflib(SHAPES), compile_shapes(SHAPES)]
    reports = [validate(DATA, each, engine=engine) for each in shapes]
    reports += [validate(each, SHAPES, engine=engine) for each in (iter(DATA), index(DATA), to_rdflib(DATA), dataset)]
    assert [each.focus for each in reports[0].findings] == [ex("b"), ex("c"), ex("d")]
    assert [_rows(each) for each in reports] == [_rows(reports[0])] * 8


def _rows(report: Report) -> list[tuple[str, str | None]]:
    return [(finding.focus, finding.value) for finding in report.findings]


def test_limit() -> None:
    report = validate(DATA, SHAPES, max_findings=2)
    assert (report.conforms, report.count, len(report.findings), report.omitted) == (False, 3, 2, 1)
    assert [rule.count for rule in report.rules] == [3]
    assert validate([], SHAPES) == Report(conforms=True, count=0, findings=(), rules=())


def test_unknown_engine() -> None:
    with pytest.raises(ValueError, match="'jena' is not a valid Engine"):
        validate(DATA, SHAPES, engine="jena")


def test_data_and_shapes_in_one_graph() -> None:
    both = [*DATA, *SHAPES]
    assert validate(both, both).count == 3


def test_blank_nodes_get_numbers_and_keep_labels() -> None:
    quads = list(parse(b"<a:a> <a:p> _:x, [ <a:p> _:x, [ ] ] .", Format.TURTLE, name="a test", definitions={}))
    assert sorted(number_blank_nodes(quads)) == [
        ("<a:a>", "<a:p>", "_:anonymous0"),
        ("<a:a>", "<a:p>", "_:x"),
        ("_:anonymous0", "<a:p>", "_:anonymous1"),
        ("_:anonymous0", "<a:p>", "_:x"),
    ]
    assert {term for _, _, term in number_blank_nodes(quads, prefix="f1.")} == {
        *("_:f1.anonymous0", "_:f1.anonymous1", "_:f1.x")
    }


def test_to_rdflib_and_back() -> None:
    triples = [(ex("a"), ex("p"), term) for term in [*LITERALS, ex("b"), "_:b", '"\\t\\n\\\\\\" \\u0001"']]
    assert sorted(from_rdflib(to_rdflib(triples))) == sorted(triples)


def test_literals_of_rdflib_in_their_normal_form() -> None:
    graph = rdflib.Graph()
    graph.add(
        (rdflib.URIRef("http://e/a"), rdflib.URIRef("http://e/p"), rdflib.Literal("x", datatype=rdflib.XSD.string))
    )
    graph.add((rdflib.URIRef("http://e/a"), rdflib.URIRef("http://e/p"), rdflib.Literal("x", lang="en-GB")))
    assert sorted(term for _, _, term in from_rdflib(graph)) == ['"x"', '"x"@en-gb']


def test_checking_loads_no_other_engine() -> None:
    code = (
        "import sys; from kg.shacl import compile_shapes, index; "
        "compile_shapes([('<http://e/S>', '<http://www.w3.org/ns/shacl#targetNode>', '<http://e/a>')]).check([]); "
        "sys.exit(', '.join({'pyshacl', 'rdflib'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603
    assert (run.returncode, run.stderr) == (0, "")
