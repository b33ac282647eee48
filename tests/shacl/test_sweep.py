"""Shapes checked together find what each of them finds alone, node by node."""

from collections import Counter

import pytest
from hypothesis import given, settings

from kg.rdf.terms import Triple
from kg.shacl import compile_shapes, index
from kg.shacl.acceptance import acceptance
from kg.shacl.data import Data
from kg.shacl.shapes import Shapes
from tests.effort import examples

from .making import data_graphs, ex, shapes_graphs
from .turtle import turtle


def one_by_one(shapes: Shapes, triples: list[Triple]) -> Counter[tuple[str, ...]]:
    """What the definition of validation (section 3.4) gives, without any short cut."""
    data = Data(index(triples))
    return Counter(
        finding.order
        for each in shapes._targeted
        if each.shape
        for focus in each.targets.focus_nodes(data)
        for finding in each.shape.findings(data, focus)
    )


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(data_graphs(), shapes_graphs())
def test_together_as_one_by_one(data: list[Triple], triples: list[Triple]) -> None:
    shapes = compile_shapes(triples)
    assert Counter(finding.order for finding in shapes.check(data)) == one_by_one(shapes, data)


# Two node shapes with the same target, so that their property shapes stand at the same gates.
TOGETHER = """
ex:S sh:targetClass ex:C ; sh:property ex:Few, ex:Any, ex:Same .
ex:T sh:targetClass ex:C ; sh:property ex:Some, ex:Text .
ex:Few sh:path ex:p ; sh:maxCount 2 .
ex:Some sh:path ex:p ; sh:minCount 1 .
ex:Text sh:path ex:p ; sh:datatype xsd:string ; sh:minLength 2 .
ex:Any sh:path [ sh:alternativePath ( ex:q ex:r ) ] ; sh:minCount 1 .
ex:Same sh:path ex:p ; sh:equals ex:same .
"""
CASES = [
    ("ex:p 'ab' ; ex:same 'ab' ; ex:q 1", []),
    ("ex:p 'ab', 'cd' ; ex:same 'cd', 'ab' ; ex:r 1", []),
    ("ex:q 1", ["Some"]),
    ("ex:p 'ab' ; ex:same 'ab'", ["Any"]),
    ("ex:p 'ab' ; ex:q 1", ["Same"]),
    ("ex:same 'ab' ; ex:q 1", ["Same", "Some"]),
    ("ex:p 'ab', 'cd', 'ef' ; ex:same 'ab', 'cd', 'ef' ; ex:q 1", ["Few"]),
    ("ex:p 'a' ; ex:same 'a' ; ex:q 1", ["Text"]),
    ("ex:p 'ab', 5 ; ex:same 'ab', 5 ; ex:q 1", ["Text", "Text"]),  # datatype and length
]


@pytest.mark.parametrize(("said", "found"), CASES)
def test_shapes_at_one_gate_are_told_apart(said: str, found: list[str]) -> None:
    shapes = compile_shapes(turtle(TOGETHER))
    for _ in range(2):  # the second time values are known
        findings = shapes.check(turtle(f"ex:a a ex:C ; {said} ."))
        assert [finding.shape for finding in findings] == [ex(name) for name in found]


@pytest.mark.parametrize(
    ("value", "passes"),
    [
        ('"ab"', False),
        ('"abc"', True),
        (r'"\U0001F9EA\U0001F9EA"', False),
        (r'"\U0001F9EA\U0001F9EA\U0001F9EA"', True),
        ('"' + 40 * "a" + '"@en', False),
        ('"' + 40 * "a" + '"^^<http://example.org/long>', False),
        (f"<http://example.org/{40 * 'a'}>", False),
    ],
)
def test_a_plain_literal_is_long_enough_whatever_its_escapes(value: str, passes: bool) -> None:
    shapes = compile_shapes(
        turtle(
            "ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:datatype xsd:string ; sh:minLength 3 ] ."
        )
    )
    assert (shapes.check([(ex("a"), ex("p"), value)]) == []) is passes


def test_what_is_remembered_is_bounded() -> None:
    (targeted,) = compile_shapes(
        turtle("ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:datatype ex:d ] .")
    )._targeted
    assert targeted.shape
    (inner,) = targeted.shape.properties
    accepts, known, _ = acceptance(inner.constraints)
    values = [f'"{number}"^^{ex("d")}' for number in range(10_000)]
    assert accepts(Data({}), ex("a"), values)
    assert 0 < len(known) <= 4_096
    long = f'"{200 * "x"}"^^{ex("d")}'
    assert accepts(Data({}), ex("a"), [long])
    assert long not in known
