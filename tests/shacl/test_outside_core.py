"""Shapes outside SHACL Core: named when compiled, and they alone run on pySHACL."""

from collections.abc import Mapping

import pytest

from kg.shacl import Finding, Graph, ReferenceFailure, compile_shapes, reference, validate
from kg.shacl.targets import Targets

from .making import ex
from .turtle import turtle

SPARQL = """
ex:Core a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 .
ex:Query a sh:NodeShape, rdfs:Class ; sh:targetClass ex:C, ex:D ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] ;
    sh:sparql ex:sparql .
ex:sparql sh:message "{$this} has {?value}" ; sh:prefixes ex: ; sh:select
    "SELECT $this ?value WHERE { $this e:p ?value . FILTER(?value > 5) }" .
ex: sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
DATA = turtle("ex:c a ex:C . ex:d a ex:D ; ex:p 5, 6 . ex:q a ex:Query ; ex:p 7 .")
SEVEN = '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_named_when_compiled() -> None:
    (reason,) = compile_shapes(turtle(SPARQL)).not_compiled
    assert (reason.shape, reason.component) == (ex("Query"), "sh:SPARQLConstraintComponent")
    assert str(reason) == f"{ex('Query')}: sh:SPARQLConstraintComponent is outside SHACL Core and is not compiled"


def test_both_engines_work_together() -> None:
    ours, theirs = (validate(DATA, turtle(SPARQL), engine=engine).findings for engine in ("kgbuild", "pyshacl"))
    assert [(each.focus, each.shape, each.value, each.source) for each in ours if each.shape != "_:anonymous0"] == [
        (ex("c"), ex("P"), None, None),
        (ex("d"), ex("Query"), SEVEN.replace("7", "6"), ex("sparql")),
        (ex("q"), ex("Query"), SEVEN, ex("sparql")),
    ]
    assert ours[-1].messages == ('"http://example.org/q has 7"',)
    assert [(each.focus, each.component) for each in ours] == [(each.focus, each.component) for each in theirs]


def test_the_report_says_what_was_handed_over() -> None:
    (reason,) = compile_shapes(turtle(SPARQL)).not_compiled
    assert validate(DATA, turtle(SPARQL)).handed_over == (str(reason),)
    assert validate(DATA, turtle(SPARQL), engine="pyshacl").handed_over == ()


def test_only_what_is_not_compiled_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[Mapping[str, Targets]] = []

    def check_shapes(data: Graph, shapes: Graph, targets: Mapping[str, Targets]) -> list[Finding]:
        handed.append(targets)
        return []

    monkeypatch.setattr(reference, "check_shapes", check_shapes)
    shapes = compile_shapes(turtle(SPARQL))
    shapes.check(DATA)
    shapes.select([ex("D")]).check(DATA)
    shapes.select([ex("None")]).check(DATA)
    assert handed == [
        {ex("Query"): Targets(classes=(ex("C"), ex("D"), ex("Query")))},
        {ex("Query"): Targets(classes=(ex("D"),))},
    ]


def test_parts_run_on_the_reference_too() -> None:
    part = compile_shapes(turtle(SPARQL)).select([ex("Query")])
    assert [(each.focus, each.value) for each in part.check(DATA)] == [(ex("q"), SEVEN)]


def test_custom_component() -> None:
    shapes = turtle("""
    ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ], [ sh:path ex:extra ; sh:optional true ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value <= $most) }" ] .
    ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; ex:most 5 ] .
    ex:T sh:targetClass ex:C ; ex:extra 5 .
    """)
    compiled = compile_shapes(shapes)
    assert [each.component for each in compiled.not_compiled] == [ex("Component")]
    assert [each.focus for each in compiled.check(turtle("ex:c a ex:C ; ex:p 5 . ex:d a ex:C ; ex:p 7 ."))] == [ex("d")]


def test_advanced_target() -> None:
    shapes = turtle("""
    ex:S a sh:NodeShape ; sh:in ( ) ; sh:target [ a sh:SPARQLTarget ; sh:select
        "SELECT ?this WHERE { ?this <http://example.org/p> 7 }" ] .
    """)
    assert [each.focus for each in compile_shapes(shapes).check(DATA)] == [ex("q")]


def test_deactivated_needs_no_reference() -> None:
    assert compile_shapes(turtle(f"{SPARQL} ex:Query sh:deactivated true .")).not_compiled == ()


def test_failure() -> None:
    broken = "ex:S sh:targetNode ex:c ; sh:sparql [ sh:select 'SELECT $this WHERE { $this what:is ?this' ] ."
    with pytest.raises(ReferenceFailure, match=r"^pySHACL: "):
        validate(DATA, turtle(broken))


def test_the_reference_keeps_lexical_forms_and_blank_nodes() -> None:
    """rdflib would write 01 as 1, and name blank nodes anew."""
    shapes = turtle("ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:in ( ex:x ) ] .")
    findings = validate(turtle("ex:a ex:p 01, _:b, 'a'@EN-gb, 'x'^^xsd:integer ."), shapes, engine="pyshacl").findings
    xsd = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert [each.value for each in findings] == [f'"01"{xsd}', '"a"@en-gb', f'"x"{xsd}', "_:b"]
