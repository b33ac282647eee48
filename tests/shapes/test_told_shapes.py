"""Whatever shapes ask, checks of what a record says find what the shapes find: shapes of all kinds, made up."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from kg.iris import Minter
from kg.pipeline.graph.shape_checks import ShapeChecker
from kg.rdf import Told, Triple
from kg.rdf.told import SaidNode
from kg.record import Arm, Reference, Study
from kg.shacl import Shapes, compile_shapes
from kg.shacl.told_checks import ToldChecks
from kg.shacl.vocabulary import SUBCLASS_OF, sh
from kg.statements import Teller
from tests.effort import examples
from tests.growth import assert_linear
from tests.shacl.making import CLASSES, data_graphs, ex, shapes_graphs
from tests.shacl.turtle import turtle

from .test_told_checks import ORIGIN, by_shapes, ordered, told_of

_OTHER_TARGETS = [sh(name) for name in ("targetNode", "targetSubjectsOf", "targetObjectsOf")]


def agreed(shapes: Shapes, *records: Told) -> int:
    """How much one checker finds in records, one after the other: what the shapes find in the graph of each."""
    checks, count = ToldChecks(shapes), 0
    for told in records:
        nodes = {node.decode() for node, _ in told.nodes}
        found = ordered(each for each in checks.findings(told) if each.focus in nodes)
        assert found == by_shapes(told, shapes)
        count += len(found)
    return count


def of_classes(shapes: list[Triple]) -> list[Triple]:
    """The same shapes, all of whose targets are classes."""
    classes = [
        (subject, sh("targetClass"), CLASSES[number % len(CLASSES)])
        if predicate in _OTHER_TARGETS
        else (subject, predicate, term)
        for number, (subject, predicate, term) in enumerate(shapes)
    ]
    return list(dict.fromkeys(classes))


@settings(max_examples=examples(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data_graphs(), data_graphs(), shapes_graphs())
def test_of_any_shapes_the_same_is_found(one: list[Triple], other: list[Triple], shapes: list[Triple]) -> None:
    graphs = [[row for row in graph if row[1] != SUBCLASS_OF] for graph in (one, other)]
    agreed(compile_shapes(of_classes(shapes)), *(told_of(graph) for graph in graphs if graph))


_LED = "sh:path [ sh:inversePath ex:p ]"
_ANSWER = "sh:qualifiedValueShape [ sh:or ([ sh:path ex:p ; sh:maxCount 0 ] [ sh:path ex:q ; sh:hasValue 1 ]) ]"

SHAPES = {
    "a text that is long enough may still be of no class": (
        "sh:path ex:p ; sh:minLength 1 ; sh:class ex:D",
        "ex:a a ex:C ; ex:p 'a long text', ex:b, ex:e . ex:b a ex:D . ex:e a ex:D .",
        1,
    ),
    "what is missing is found once, also where it is compared": (
        "sh:path ex:p ; sh:minCount 1 ; sh:lessThan ex:q",
        "ex:a a ex:C ; ex:q 1 .",
        1,
    ),
    "a value that is missing is found once, also where another property is compared": (
        "sh:path ex:p ; sh:hasValue 1 ; sh:disjoint ex:q",
        "ex:a a ex:C ; ex:q 1 .",
        1,
    ),
    "the class of values that are compared is looked up in the record": (
        "sh:path ex:p ; sh:class ex:D ; sh:disjoint ex:q",
        "ex:a a ex:C ; ex:p ex:b ; ex:q ex:c . ex:b a ex:D .",
        0,
    ),
    "no node of another class may lead here": (
        "sh:path [ sh:inversePath ex:p ] ; sh:class ex:D ; sh:minCount 1",
        "ex:a a ex:C . ex:b a ex:D ; ex:p ex:a . ex:c a ex:E ; ex:p ex:a .",
        1,
    ),
    "of all nodes that a property leads to each must have another": (
        "sh:path ex:p ; sh:node [ sh:property [ sh:path [ sh:alternativePath (ex:q ex:r) ] ; sh:minCount 1 ] ]",
        "ex:a a ex:C ; ex:p ex:b, ex:c . ex:b ex:q 1 . ex:c ex:s 1 . ex:d a ex:C ; ex:p ex:b .",
        1,
    ),
    "a node that leads here has a value, or this one has another": (
        f"{_LED} ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:or ("
        "[ sh:path ex:q ; sh:hasValue 1 ] [ sh:path (ex:p ex:r) ; sh:in (2) ; sh:minCount 1 ]) ]",
        "ex:a a ex:C ; ex:r 3 . ex:b ex:p ex:a ; ex:q 2 . ex:c a ex:C ; ex:r 2 . ex:d ex:p ex:c .",
        1,
    ),
    "a node that leads here must not have a value while this one has several": (
        f"{_LED} ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ "
        "sh:property [ sh:path ex:q ; sh:hasValue 1 ], [ sh:path (ex:p ex:r) ; sh:minCount 2 ] ]",
        "ex:a a ex:C ; ex:r 3, 4 . ex:b ex:p ex:a ; ex:q 1 . ex:c a ex:C ; ex:r 2 . ex:d ex:p ex:c ; ex:q 1 .",
        1,
    ),
    "a value is an answer, if it is not the node that leads here": (
        f"sh:path [ sh:alternativePath (ex:r [ sh:inversePath ex:p ]) ] ; sh:qualifiedMinCount 1 ; {_ANSWER}",
        "ex:a a ex:C ; ex:r ex:b . ex:b ex:p ex:a . ex:c a ex:C ; ex:r 1 . ex:d ex:p ex:c .",
        1,
    ),
    "a node that leads to several says of each what the paths from it reach": (
        f"{_LED} ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ sh:path (ex:p ex:r) ; sh:minCount 1 ]",
        "ex:a a ex:C . ex:b ex:p ex:a, ex:c . ex:c a ex:C ; ex:r 1 .",
        2,
    ),
    "where nobody leads here one must, and none need not": (
        f"{_LED} ; sh:qualifiedMinCount 1 ; {_ANSWER}",
        "ex:a a ex:C ; ex:r 1 .",
        1,
    ),
    "a node of the class must lead here": (
        "sh:path [ sh:inversePath ex:p ] ; sh:class ex:D ; sh:minCount 1",
        "ex:a a ex:C . ex:b a ex:D ; ex:q ex:a . ex:d a ex:C . ex:e a ex:D ; ex:p ex:d .",
        1,
    ),
}


@pytest.mark.parametrize(("asked", "said", "count"), SHAPES.values(), ids=SHAPES)
def test_what_one_property_is_asked_in_two_ways_is_found_once(asked: str, said: str, count: int) -> None:
    shapes = compile_shapes(turtle(f"ex:Shape a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ {asked} ] ."))
    assert agreed(shapes, told_of(turtle(said))) == count


@pytest.mark.parametrize(
    "of_parts",
    [
        lambda count: Study(
            id="NCT1",
            publisher="ctgov",
            study_type="INTERVENTIONAL",
            arms=tuple(Arm(label=str(number)) for number in range(count)),
        ),
        lambda count: Study(
            id="NCT1", publisher="ctgov", references=tuple(Reference(pmid=str(at)) for at in range(1, count + 1))
        ),
    ],
    ids=["a finding on each arm", "a link from each citation"],
)
def test_a_record_of_thousands_of_parts_is_checked_in_one_pass(of_parts: Callable[[int], Study]) -> None:
    tell, checker = Teller(Minter()), ShapeChecker()

    def check(told: Told) -> None:
        before = checker.findings.tally.count
        checker.note(checker.found(told), told)
        assert checker.findings.tally.count > before

    assert_linear(check, lambda count: tell(of_parts(count), origin=ORIGIN), size=250)


def test_nodes_alike_in_predicates_and_first_class_are_told_apart_by_the_second() -> None:
    shapes = compile_shapes(
        turtle("""
        ex:Left a sh:NodeShape ; sh:targetClass ex:D ; sh:closed true .
        ex:Right a sh:NodeShape ; sh:targetClass ex:E ; sh:property [ sh:path ex:p ; sh:minCount 2 ] .
        """)
    )
    records = [told_of(turtle(f"ex:a a ex:C, ex:{name} ; ex:p 1 .")) for name in "DE"]
    assert [agreed(shapes, each) for each in records] == [3, 1]
    assert agreed(shapes, *records) == 4


def test_a_shared_node_that_a_record_names_in_two_ways_has_what_either_says() -> None:
    shapes = compile_shapes(
        turtle("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path (ex:p ex:q) ; sh:minCount 1 ] .")
    )
    told = told_of(turtle("ex:a a ex:C ; ex:p ex:shared ."))
    node, q = ex("shared").encode(), f"{ex('q')} ".encode()
    said = (SaidNode(node, b'%b %b"1"\n' % (node, q), (), frozenset({q})), SaidNode(node, b"", (), frozenset()))
    assert agreed(shapes, told._replace(shared=said)) == agreed(shapes, told._replace(shared=said[::-1])) == 0
    assert agreed(shapes, told._replace(shared=said[1:])) == 1
