"""Where this engine and pySHACL 0.40.1 differ: each case says what the specification says, and so who is wrong.

pySHACL is wrong in all of them; on recursion the specification leaves the choice.
"""

import re
from typing import NamedTuple

import pytest

from kg.shacl import Engine, ShapesError, validate

from .turtle import turtle


class Deviation(NamedTuple):
    """Shapes on `ex:p` of `ex:a`, and the values that each engine reports; a text is a failure."""

    why: str
    constraint: str
    values: str
    ours: list[str] | str
    theirs: list[str] | str


INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
DATE = '"2009-08-19"^^<http://www.w3.org/2001/XMLSchema#date>'

DEVIATIONS = {
    "range-incomparable-above": Deviation(
        "4.3.3: a result where `$maxExclusive > v` is not true; a date cannot be compared with a number",
        "sh:maxExclusive 5",
        '1, "2009-08-19"^^xsd:date',
        [DATE],
        [],
    ),
    "range-ill-typed": Deviation(
        "4.3.2: an ill-typed literal has no value, so the comparison is an error, not true",
        "sh:minInclusive 5.0",
        '"abc"^^xsd:integer',
        [f'"abc"{INTEGER}'],
        [],
    ),
    "min-length-zero": Deviation(
        "4.4.1: a blank node violates sh:minLength, whatever the number",
        "sh:minLength 0",
        "_:b",
        ["_:b"],
        [],
    ),
    "language-range-of-two-parts": Deviation(
        "4.4.4: as SPARQL langMatches, where the range de-ch holds the tag de-CH-1996",
        'sh:languageIn ( "de-ch" )',
        '"x"@de-CH-1996',
        [],
        ['"x"@de-ch-1996'],
    ),
    "less-than-blank-node": Deviation(
        "4.5.3: values that cannot be compared give a result, not a failure",
        "sh:lessThan ex:q",
        "_:b",
        ["_:b"],
        "Cannot use sh:lessThan to compare a BlankNode",
    ),
    "less-than-iri": Deviation(
        "4.5.3: SPARQL has no < for IRIs",
        "sh:lessThan ex:r",
        "ex:a",
        ["<http://example.org/a>"],
        [],
    ),
    "less-than-or-equals-incomparable": Deviation(
        "4.5.4: values that cannot be compared give a result, not a failure",
        "sh:lessThanOrEquals ex:q",
        '"x"^^xsd:integer',
        [f'"x"{INTEGER}'],
        "'<=' not supported between instances of 'Literal' and 'Literal'",
    ),
    "pattern-end": Deviation(
        "4.4.3: `$` of XPath is the end of the text; Python's also matches before a final newline",
        'sh:pattern "^a$"',
        '"a\\n"',
        ['"a\\n"'],
        [],
    ),
    "pattern-dot": Deviation(
        "4.4.3: `.` of XPath does not match a carriage return",
        'sh:pattern "^a.b$"',
        '"a\\rb"',
        ['"a\\rb"'],
        [],
    ),
    "pattern-word": Deviation(
        "4.4.3: `\\w` of XPath is all but punctuation, separators and others: not `_`, but `+`",
        'sh:pattern "^\\\\w+$"',
        '"a_b", "a+b"',
        ['"a_b"'],
        ['"a+b"'],
    ),
    "pattern-flag-s": Deviation(
        "4.4.3: with the flag s, `.` matches a newline",
        'sh:pattern "^a.b$" ; sh:flags "s"',
        '"a\\nb"',
        [],
        ['"a\\nb"'],
    ),
    "pattern-flag-q": Deviation(
        "4.4.3: with the flag q, every character stands for itself",
        'sh:pattern "a.b" ; sh:flags "q"',
        '"axb", "a.b"',
        ['"axb"'],
        [],
    ),
    "pattern-category": Deviation(
        "4.4.3: XPath knows the categories of Unicode",
        'sh:pattern "^\\\\p{Lu}"',
        '"Zu", "zu"',
        ['"zu"'],
        "bad escape",
    ),
    "datatype-literal": Deviation(
        "4.1.2: the datatype must have the same IRI; no literal has the datatype rdfs:Literal",
        "sh:datatype rdfs:Literal",
        '"a"',
        ['"a"'],
        [],
    ),
    "datatype-underscore": Deviation(
        "4.1.2: 1_000 is in no lexical space of XML Schema; Python's int() takes it",
        "sh:datatype xsd:integer",
        '"1_000"^^xsd:integer',
        [f'"1_000"{INTEGER}'],
        [],
    ),
    "datatype-exponent": Deviation(
        "4.1.2: xsd:decimal has no exponent; Python's Decimal takes one",
        "sh:datatype xsd:decimal",
        '"1E5"^^xsd:decimal',
        ['"1E5"^^<http://www.w3.org/2001/XMLSchema#decimal>'],
        [],
    ),
    "datatype-year": Deviation(
        "4.1.2: a year of five digits is in the lexical space of xsd:date; Python's dates end with 9999",
        "sh:datatype xsd:date",
        '"12009-01-01"^^xsd:date',
        [],
        ['"12009-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'],
    ),
    "inverse-of-a-sequence": Deviation(
        "2.3.1.4: the inverse of a sequence goes its steps in reverse order",
        "sh:property [ sh:path [ sh:inversePath ( ex:r ex:p ) ] ; sh:class ex:C ]",
        "ex:b",
        ["<http://example.org/z>"],
        [],
    ),
    "closed-resource": Deviation(
        "4.8.1: only sh:ignoredProperties are exempt; `a rdfs:Resource` is not",
        "sh:closed true",
        "ex:b",
        ["<http://www.w3.org/2000/01/rdf-schema#Resource>"],
        [],
    ),
    "qualified-without-counts": Deviation(
        "4.7.3: without sh:qualifiedMinCount and sh:qualifiedMaxCount there is no constraint",
        "sh:qualifiedValueShape [ sh:class ex:C ]",
        "ex:b",
        [],
        "must have at lease one",
    ),
    "two-patterns": Deviation(
        "2.1.1: of a component with several parameters none may have two values; the shape is ill-formed",
        'sh:pattern "a", "b"',
        '"a"',
        "sh:pattern has more than one value",
        ['"a"'],
    ),
    "recursion": Deviation(
        "3.4.3: undefined for recursive shapes; refused here, cut off with a warning there",
        "sh:node ex:N",
        "ex:b",
        "recursive shape: <http://example.org/N> -> _:anonymous1 -> <http://example.org/N>",
        [],
    ),
    "range-boolean": Deviation(
        "SPARQL 1.1, 17.3: an integer and a boolean cannot be compared; rdflib takes true for 1",
        "sh:minInclusive false",
        "1",
        [f'"1"{INTEGER}'],
        [],
    ),
}

SHAPES = """
ex:Shape a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; %s ] .
ex:N a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:node %s ] .
ex:M a sh:NodeShape .
"""
DATA = "ex:a ex:p %s ; ex:q 1 ; ex:r ex:b . ex:z ex:r ex:a . ex:b a rdfs:Resource ."


@pytest.mark.parametrize("name", DEVIATIONS)
@pytest.mark.filterwarnings("ignore::pyshacl.errors.ShapeRecursionWarning")
def test_deviation(name: str) -> None:
    case = DEVIATIONS[name]
    data = turtle(DATA % case.values)
    shapes = turtle(SHAPES % (case.constraint, "ex:N" if name == "recursion" else "ex:M"))
    for engine, expected in ((Engine.KGBUILD, case.ours), (Engine.PYSHACL, case.theirs)):
        if isinstance(expected, str):
            with pytest.raises(ShapesError, match=re.escape(expected)):
                validate(data, shapes, engine=engine)
        else:
            assert [finding.value for finding in validate(data, shapes, engine=engine).findings] == expected
