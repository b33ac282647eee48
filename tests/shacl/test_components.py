"""Each constraint component on values that pass and values that do not."""

import pytest

from kg.rdf.terms import XSD
from kg.shacl import validate
from kg.shacl.components import COMPONENTS
from kg.shacl.vocabulary import sh

from .turtle import turtle

I = f"^^<{XSD}integer>"  # noqa: E741
E = "http://example.org/"

# The constraint on ex:p of ex:a; the values; the component; the values of the results, "" for none.
CASES = [
    ("sh:class ex:C", "ex:c, ex:d, ex:e, 1, _:b", "Class", ['"1"' + I, f"<{E}e>", "_:b"]),
    ("sh:class ex:C, ex:D", "ex:c, ex:d", "Class", [f"<{E}c>"]),
    ("sh:datatype xsd:string", '"a", "a"^^xsd:string, "a"@en, ex:c', "Datatype", ['"a"@en', f"<{E}c>"]),
    ("sh:datatype xsd:integer", '1, 01, "x"^^xsd:integer, 1.0', "Datatype", [f'"1.0"^^<{XSD}decimal>', '"x"' + I]),
    ("sh:datatype rdf:langString", '"a"@en, "a"', "Datatype", ['"a"']),
    ("sh:datatype ex:T", '"a"^^ex:T, "a"^^ex:U', "Datatype", [f'"a"^^<{E}U>']),
    ("sh:nodeKind sh:IRI", 'ex:c, _:b, "a"', "NodeKind", ['"a"', "_:b"]),
    ("sh:nodeKind sh:BlankNode", 'ex:c, _:b, "a"', "NodeKind", ['"a"', f"<{E}c>"]),
    ("sh:nodeKind sh:Literal", 'ex:c, _:b, "a"', "NodeKind", [f"<{E}c>", "_:b"]),
    ("sh:nodeKind sh:BlankNodeOrIRI", 'ex:c, _:b, "a"', "NodeKind", ['"a"']),
    ("sh:nodeKind sh:BlankNodeOrLiteral", 'ex:c, _:b, "a"', "NodeKind", [f"<{E}c>"]),
    ("sh:nodeKind sh:IRIOrLiteral", 'ex:c, _:b, "a"', "NodeKind", ["_:b"]),
    ("sh:minCount 2", "1", "MinCount", [""]),
    ("sh:minCount 2", "1, 2", "MinCount", []),
    ("sh:maxCount 1", "1, 2", "MaxCount", [""]),
    ("sh:maxCount 2", "1, 2", "MaxCount", []),
    ("sh:minExclusive 2", '2, 3, 2.5, "3", ex:c', "MinExclusive", ['"2"' + I, '"3"', f"<{E}c>"]),
    ("sh:minInclusive 2", "1, 2, 3", "MinInclusive", ['"1"' + I]),
    ("sh:maxExclusive 2", "1, 2, 3", "MaxExclusive", ['"2"' + I, '"3"' + I]),
    ("sh:maxInclusive 2", "1, 2, 3", "MaxInclusive", ['"3"' + I]),
    ("sh:minLength 2", '"a", "ab", 5, "\\n\\n", ex:c, _:b', "MinLength", ['"5"' + I, '"a"', "_:b"]),
    ("sh:maxLength 1", '"a", "ab", 5, "\\n", ex:c, _:b', "MaxLength", ['"ab"', f"<{E}c>", "_:b"]),
    ('sh:pattern "^a"', '"abc", "cba", "ABC", _:b', "Pattern", ['"ABC"', '"cba"', "_:b"]),
    ('sh:pattern "^a" ; sh:flags "i"', '"abc", "cba", "ABC"', "Pattern", ['"cba"']),
    ('sh:pattern "^http"', "ex:c, 1", "Pattern", ['"1"' + I]),
    ('sh:languageIn ( "en" "de-ch" )', '"a"@en-GB, "b"@DE-CH, "c"@de, "d"', "LanguageIn", ['"c"@de', '"d"']),
    ('sh:languageIn ( "*" )', '"a"@en, "d"', "LanguageIn", ['"d"']),
    ("sh:uniqueLang true", '"a"@en, "b"@EN, "c"@en, "d"@de, "e", "f"', "UniqueLang", [""]),
    ("sh:uniqueLang false", '"a"@en, "b"@en', "UniqueLang", []),
    ("sh:equals ex:q", "1, 3", "Equals", ['"2"' + I, '"3"' + I]),
    ("sh:disjoint ex:q", "1, 3", "Disjoint", ['"1"' + I]),
    ("sh:lessThan ex:q", '0, 1, 2, "a"', "LessThan", ['"1"' + I, '"2"' + I, '"2"' + I, '"a"', '"a"']),
    ("sh:lessThanOrEquals ex:q", "0, 1, 2", "LessThanOrEquals", ['"2"' + I]),
    ("sh:not [ sh:datatype xsd:integer ]", '1, "a"', "Not", ['"1"' + I]),
    ("sh:not [ sh:class ex:C ]", "ex:c, ex:e", "Not", [f"<{E}c>"]),
    ('sh:and ( [ sh:minLength 2 ] [ sh:pattern "a" ] )', '"a", "ba", "bb"', "And", ['"a"', '"bb"']),
    ("sh:or ( [ sh:datatype xsd:gYear ] [ sh:in ( ex:c ) ] )", '"2009"^^xsd:gYear, "a", ex:c', "Or", ['"a"']),
    ('sh:xone ( [ sh:minLength 2 ] [ sh:pattern "a" ] )', '"a", "ba", "bb", "c"', "Xone", ['"ba"', '"c"']),
    ("sh:xone ( ex:Long ex:Long )", '"abc"', "Xone", ['"abc"']),
    ("sh:node ex:Long", '"a", "abc"', "Node", ['"a"']),
    ("sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ]", "ex:a, ex:c", "Node", [f"<{E}c>"]),
    ("sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 2", "ex:c, ex:e", "QualifiedMinCount", [""]),
    ("sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMaxCount 1", "ex:c, ex:d", "QualifiedMaxCount", [""]),
    ("sh:hasValue 1, ex:c, 3", "1", "HasValue", ["", ""]),
    ('sh:in ( 1 "a" ex:c )', '1, 01, "a", "a"@en, ex:c, ex:d', "In", ['"01"' + I, '"a"@en', f"<{E}d>"]),
    ("sh:in ( )", "1", "In", ['"1"' + I]),
    ("sh:closed true ; sh:ignoredProperties ( rdf:type ex:p )", "ex:c, ex:a", "Closed", ['"1"' + I, '"2"' + I]),
]  # fmt: skip

DATA = """
ex:a ex:p %s ; ex:q 1, 2 . ex:c a ex:C . ex:d a ex:SubC . ex:SubC rdfs:subClassOf ex:C, ex:D . ex:e a ex:E .
"""
SHAPES = """
ex:Shape a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; %s ] . ex:Long sh:minLength 3 .
"""


@pytest.mark.parametrize(("constraint", "values", "component", "expected"), CASES)
def test_component(constraint: str, values: str, component: str, expected: list[str]) -> None:
    report = validate(turtle(DATA % values), turtle(SHAPES % constraint))
    assert sorted(finding.value or "" for finding in report.findings) == sorted(expected)
    assert {finding.component for finding in report.findings} <= {sh(f"{component}ConstraintComponent")}


def test_every_component_has_a_case() -> None:
    used = {parameter for parameter in COMPONENTS for constraint, *_ in CASES if f"sh:{parameter} " in constraint}
    assert used == set(COMPONENTS)


def test_closed_names_the_property() -> None:
    shapes = turtle("ex:S sh:targetNode ex:a ; sh:closed true ; sh:property [ sh:path ex:p ] .")
    findings = validate(turtle("ex:a ex:p 1 ; ex:q 2 ."), shapes).findings
    assert [(finding.path, finding.value) for finding in findings] == [(f"<{E}q>", '"2"' + I)]


def test_qualified_siblings() -> None:
    """A node that is of both classes counts for neither of two disjoint shapes."""
    hand = """
    ex:Hand a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:thumbs, ex:fingers .
    ex:thumbs sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShapesDisjoint true .
    ex:fingers sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:D ] ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShapesDisjoint true .
    """
    findings = validate(turtle(DATA % "ex:c, ex:d"), turtle(hand)).findings
    assert [finding.shape for finding in findings] == [f"<{E}fingers>"]


def test_node_tells_what_is_wrong_inside() -> None:
    shapes = turtle("""
    ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:node ex:T ; sh:message "outside" .
    ex:T sh:property [ sh:path ex:q ; sh:maxCount 1 ; sh:message "inside"@en ] .
    """)
    (finding,) = validate(turtle(DATA % 1), shapes).findings
    assert (finding.messages, [detail.messages for detail in finding.details]) == (('"outside"',), [('"inside"@en',)])


def test_a_shape_reached_twice_is_reported_twice() -> None:
    """As the W3C test `validation-reports/shared` has it."""
    shapes = turtle("""
    ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:property ex:T ], [ sh:path ex:r ; sh:property ex:T ] .
    ex:T sh:path ex:q ; sh:minCount 1 .
    """)
    assert validate(turtle("ex:a ex:p ex:c ; ex:r ex:c ."), shapes).count == 2


def test_deactivated() -> None:
    inner = "[ sh:path ex:p ; sh:minCount 9 ; sh:deactivated true ]"
    shapes = turtle(
        f"ex:S sh:targetNode ex:a ; sh:property {inner} . ex:T sh:targetNode ex:a ; sh:deactivated true ; sh:in ( ) ."
    )
    assert validate(turtle(DATA % 1), shapes).conforms


def test_remembered_values_stay_right() -> None:
    """The memory of values that passed is emptied when it is full, and holds no value that failed."""
    shapes = turtle("ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:maxLength 5 ] .")
    data = [(f"<{E}{number}>", f"<{E}p>", f'"{number:0{5 + number % 2}d}"') for number in range(10_000)]
    assert validate(data, shapes).count == 5_000
    assert validate(data * 2, shapes).count == 5_000
