"""Compiled shapes: targets, parts of targets, order, memory."""

import pickle
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf.terms import Triple
from kg.shacl import compile_shapes, index
from tests.effort import examples

from .making import CLASSES, data_graphs, ex, shapes_graphs
from .turtle import turtle

DATA = turtle("""
ex:a a ex:C ; ex:p ex:b . ex:b a ex:D . ex:c a ex:E ; ex:q "x" .
ex:D rdfs:subClassOf ex:C . ex:E rdfs:subClassOf ex:D . ex:D rdfs:subClassOf ex:E .
""")

TARGETS = [
    ("ex:S sh:targetNode ex:z, 5 .", [ex("z"), '"5"^^<http://www.w3.org/2001/XMLSchema#integer>']),
    ("ex:S sh:targetClass ex:C .", [ex("a"), ex("b"), ex("c")]),
    ("ex:S sh:targetClass ex:D .", [ex("b"), ex("c")]),
    ("ex:S sh:targetClass ex:C, ex:D, ex:None .", [ex("a"), ex("b"), ex("c")]),
    ("ex:S sh:targetSubjectsOf ex:p, ex:q .", [ex("a"), ex("c")]),
    ("ex:S sh:targetObjectsOf ex:p, ex:q .", [ex("b"), '"x"']),
    ("ex:S sh:targetNode ex:a ; sh:targetClass ex:E ; sh:targetSubjectsOf ex:p .", [ex("a"), ex("b"), ex("c")]),
    ("ex:E a rdfs:Class, sh:NodeShape .", [ex("b"), ex("c")]),
    ("ex:E a owl:Class, sh:NodeShape .", [ex("b"), ex("c")]),
    ("ex:E a ex:Meta, sh:NodeShape . ex:Meta rdfs:subClassOf rdfs:Class .", [ex("b"), ex("c")]),
    ("ex:E a rdfs:Class .", []),
    ("ex:S sh:targetClass ex:Super . ex:C rdfs:subClassOf ex:Super .", []),  # subclasses count in the data graph alone
]


@pytest.mark.parametrize(("declared", "focus"), TARGETS)
def test_targets(declared: str, focus: list[str]) -> None:
    shapes = compile_shapes(turtle(f"{declared} ex:S sh:in ( ) . ex:E sh:in ( ) ."))
    assert [finding.focus for finding in shapes.check(DATA)] == sorted(focus)


PARTS = turtle("""
ex:S a sh:NodeShape ; sh:targetClass ex:C, ex:D ; sh:targetNode ex:n ; sh:in ( ) .
ex:T a sh:PropertyShape ; sh:targetClass ex:E ; sh:path ex:p ; sh:minCount 1 .
ex:U a sh:NodeShape ; sh:targetSubjectsOf ex:q ; sh:in ( ) .
""")
PLAIN = turtle("ex:c a ex:C . ex:d a ex:D . ex:e a ex:E ; ex:q 1 .")


def test_select() -> None:
    shapes = compile_shapes(PARTS)
    assert shapes.target_classes == (ex("C"), ex("D"), ex("E"))
    some = shapes.select([ex("D"), ex("E")])
    assert some.target_classes == (ex("D"), ex("E"))
    assert [(each.focus, each.shape) for each in some.check(PLAIN)] == [(ex("d"), ex("S")), (ex("e"), ex("T"))]
    rest = shapes.select(exclude=[ex("D"), ex("E")])
    assert [(each.focus, each.shape) for each in rest.check(PLAIN)] == [
        (ex("c"), ex("S")),
        (ex("e"), ex("U")),
        (ex("n"), ex("S")),
    ]
    assert shapes.select([ex("D"), ex("E")], exclude=[ex("E")]).target_classes == (ex("D"),)


def test_select_takes_terms() -> None:
    with pytest.raises(ValueError, match=r"a class is a term, <iri>: http://example\.org/C"):
        compile_shapes(PARTS).select(["http://example.org/C"])


@settings(max_examples=examples(100))
@given(data_graphs(), shapes_graphs(), st.sets(st.sampled_from(CLASSES)))
def test_parts_make_the_whole(data: list[Triple], triples: list[Triple], classes: set[str]) -> None:
    """For one shape a node that is in two of its targets is one focus node, but of two parts."""
    shapes = compile_shapes(triples)
    parts = [*shapes.select(classes).check(data), *shapes.select(exclude=classes).check(data)]
    assert sorted(parts, key=lambda each: each.order) == shapes.check(data)


@settings(max_examples=examples(100))
@given(data_graphs(), shapes_graphs(), st.randoms())
def test_order_and_repetition_of_triples_do_not_matter(
    data: list[Triple], triples: list[Triple], random: Random
) -> None:
    shapes = compile_shapes(triples)
    other = data * 2
    random.shuffle(other)
    assert [each.order for each in shapes.check(other)] == [each.order for each in shapes.check(data)]
    assert shapes.check(index(data)) == shapes.check(data)


def test_pickle() -> None:
    shapes = compile_shapes(PARTS).select([ex("D"), ex("E")])
    again = pickle.loads(pickle.dumps(shapes))  # noqa: S301  our own bytes
    assert again.target_classes == shapes.target_classes
    assert again.check(PLAIN) == shapes.check(PLAIN) != []
