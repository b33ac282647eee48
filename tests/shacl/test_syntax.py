"""Shapes that break a syntax rule are refused, by name of shape and parameter."""

from pathlib import Path

import pytest

from kg.shacl import IllFormedShape, RecursiveShape, ShapesError, compile_shapes, validate

from .turtle import parse_turtle, turtle

# What is written in the property shape ex:P on ex:p; the parameter; whether the W3C's shapes for shapes see it too.
ILL_FORMED = [
    ("sh:class 5", "sh:class", True),
    ("sh:datatype xsd:date, xsd:gYear", "sh:datatype", True),
    ('sh:datatype "x"', "sh:datatype", True),
    ("sh:nodeKind sh:Iri", "sh:nodeKind", True),
    ("sh:minCount 1, 2", "sh:minCount", True),
    ('sh:minCount "1"', "sh:minCount", True),
    ('sh:maxCount "x"^^xsd:integer', "sh:maxCount", True),
    ("sh:maxCount 1.0", "sh:maxCount", True),
    ("sh:minInclusive ex:a", "sh:minInclusive", True),
    ("sh:maxExclusive 1, 2", "sh:maxExclusive", True),
    ("sh:minLength -1.5", "sh:minLength", True),
    ("sh:pattern ex:a", "sh:pattern", True),
    ('sh:pattern "a", "b"', "sh:pattern", True),
    ('sh:pattern "("', "sh:pattern", False),
    ('sh:pattern "a" ; sh:flags "y"', "sh:pattern", False),
    ('sh:pattern "\\\\p{IsGreek}"', "sh:pattern", False),
    ("sh:languageIn ( 1 )", "sh:languageIn", True),
    ("sh:languageIn ex:a", "rdf:first", True),
    ("sh:uniqueLang 1", "sh:uniqueLang", True),
    ('sh:equals "a"', "sh:equals", True),
    ("sh:lessThan 1", "sh:lessThan", True),
    ("sh:or ( 1 )", "sh:or", False),
    ("sh:and [ rdf:first ex:T ]", "rdf:rest", True),
    ("sh:node ex:Q", "sh:node", True),
    ("sh:property ex:T", "sh:property", True),
    ("sh:property 1", "sh:property", True),
    ("sh:qualifiedValueShape ex:T, ex:U ; sh:qualifiedMinCount 1", "sh:qualifiedValueShape", True),
    ('sh:closed "yes"', "sh:closed", True),
    ('sh:closed true ; sh:ignoredProperties ( "a" )', "sh:ignoredProperties", True),
    ("sh:in ( 1 ), ( 2 )", "sh:in", True),
    ('sh:severity "Warning"', "sh:severity", True),
    ("sh:message 1", "sh:message", True),
    ("sh:deactivated 1", "sh:deactivated", True),
    ("sh:targetClass 1", "sh:targetClass", True),
    ("sh:targetNode [ ]", "sh:targetNode", True),
    ("sh:path ex:q", "sh:path", True),
    ("a sh:NodeShape", "sh:path", False),
]
PATHS = [
    "1",
    "[ ]",
    "( ex:p )",
    "[ sh:alternativePath ( ex:p ) ]",
    "[ sh:inversePath ex:p, ex:q ]",
    "_:b . _:b sh:inversePath _:b",
]
IN_NODE_SHAPES = [
    "minCount 1",
    "maxCount 1",
    "uniqueLang true",
    "lessThan ex:p",
    "lessThanOrEquals ex:p",
    "qualifiedValueShape ex:T",
]
SHAPES = """
ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:P . ex:T sh:minLength 1 . ex:Q sh:path ex:q .
ex:P sh:path ex:p ; %s .
"""


@pytest.mark.parametrize(("text", "parameter", "seen"), ILL_FORMED)
def test_ill_formed(text: str, parameter: str, seen: bool) -> None:
    with pytest.raises(IllFormedShape) as raised:
        compile_shapes(turtle(SHAPES % text))
    assert raised.value.parameter == parameter
    assert str(raised.value).startswith(f"{raised.value.shape}: {parameter} ")


@pytest.mark.parametrize("path", PATHS)
def test_ill_formed_path(path: str) -> None:
    with pytest.raises(IllFormedShape, match=r"path|Path"):
        compile_shapes(turtle(f"ex:S sh:targetNode ex:a ; sh:minCount 1 ; sh:path {path} ."))


@pytest.mark.parametrize("parameter", IN_NODE_SHAPES)
def test_only_in_property_shapes(parameter: str) -> None:
    with pytest.raises(IllFormedShape, match="stands in a node shape"):
        compile_shapes(turtle(f"ex:S sh:targetNode ex:a ; sh:{parameter} ."))


def test_shapes_without_target_are_checked_too() -> None:
    with pytest.raises(IllFormedShape, match="is missing in a property shape"):
        compile_shapes(turtle("ex:P a sh:PropertyShape ; sh:minCount 1 ."))


def test_the_shapes_for_shapes_agree(w3c: Path) -> None:
    """What SHACL for SHACL reports is refused, and the other way round, but for what its authors leave out."""
    content = (w3c / "tests/core/complex/shacl-shacl-data-shapes.ttl").read_bytes()
    shapes_for_shapes = compile_shapes(parse_turtle(content))
    reported = [(text, bool(shapes_for_shapes.check(turtle(SHAPES % text)))) for text, *_ in ILL_FORMED]
    assert reported == [(text, seen) for text, _, seen in ILL_FORMED]
    assert shapes_for_shapes.check(turtle(SHAPES % "sh:minCount 1")) == []


RECURSIVE = [
    ("ex:S sh:targetNode ex:a ; sh:node ex:S .", "<http://example.org/S> -> <http://example.org/S>"),
    (
        "ex:S sh:targetNode ex:a ; sh:or ( ex:T ) . ex:T sh:not ex:S .",
        "<http://example.org/S> -> <http://example.org/T> -> <http://example.org/S>",
    ),
    (
        "ex:S sh:targetNode ex:a ; sh:property ex:P . ex:P sh:path ex:p ; sh:property ex:P .",
        "<http://example.org/P> -> <http://example.org/P>",
    ),
]


@pytest.mark.parametrize(("text", "cycle"), RECURSIVE)
def test_recursion_is_refused(text: str, cycle: str) -> None:
    with pytest.raises(RecursiveShape, match=f"^recursive shape: {cycle}$"):
        compile_shapes(turtle(text))


@pytest.mark.parametrize("text", ["ex:G sh:entailment ex:E .", "ex:S sh:targetNode ex:a ; sh:js ex:J ."])
def test_what_must_not_be_ignored_is_refused(text: str) -> None:
    with pytest.raises(ShapesError, match="is not supported"):
        compile_shapes(turtle(text))


def test_what_is_no_shape_may_be_anything() -> None:
    """Path nodes that no shape uses, and the SHACL vocabulary in data (W3C test path-unused-001)."""
    text = "_:p sh:inversePath _:p . ex:x sh:minCount 1, 2 . ex:S sh:targetNode ex:a ; sh:class ex:C ."
    assert validate(turtle("ex:a a ex:C ."), turtle(text)).conforms
