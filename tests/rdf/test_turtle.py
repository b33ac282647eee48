"""Turtle as text: short where it may be, and always what was meant."""

import pyoxigraph
import pytest

from kg.prefixes import Prefixes
from kg.rdf import shipped_context
from kg.rdf.terms import RDF_TYPE, XSD
from kg.rdf.turtle_text import TurtleText

BASE = "https://example.org/id/"
TEXT = TurtleText(shipped_context().declared, BASE)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("<https://example.org/id/study/NCT1>", "<study/NCT1>"),
        ("<https://w3id.org/kgbuild/ontology#phase>", "ct:phase"),
        ("<https://w3id.org/kgbuild/code/phase/PHASE1>", "phase:PHASE1"),
        ("<https://doi.org/10.1/x>", "<https://doi.org/10.1/x>"),
        (RDF_TYPE, RDF_TYPE),
        (f'"18"^^<{XSD}integer>', "18"),
        (f'"018"^^<{XSD}integer>', "018"),
        (f'"x"^^<{XSD}integer>', '"x"^^xsd:integer'),
        (f'"true"^^<{XSD}boolean>', "true"),
        (f'"18.5"^^<{XSD}decimal>', "18.5"),
        (f'"18"^^<{XSD}decimal>', '"18"^^xsd:decimal'),
        ('"a \\"b\\""', '"a \\"b\\""'),
        ('"a\\nb"', '"""a\nb"""'),
        ('"a\\\\nb"', '"a\\\\nb"'),
        ('"x"@en', '"x"@en'),
        ("_:b0", "_:b0"),
    ],
)
def test_a_term_and_what_is_read_again(term: str, written: str) -> None:
    assert TEXT.term(term) == written
    text = f"{TEXT.header()}<s> <p> {written} ."
    [quad] = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    assert str(quad.object) == term or term.startswith("_:")


def test_rdf_type_is_short_as_a_predicate_alone() -> None:
    [block] = TEXT.subjects([("<x:s>", RDF_TYPE, RDF_TYPE)])
    assert block == f"\n<x:s> a {RDF_TYPE} .\n"


@pytest.mark.parametrize("local", ["study/..", "study/../x", "/x", "a:b", "x?y", "x#y", "./x"])
def test_an_iri_that_would_resolve_to_another_is_not_shortened_by_the_base(local: str) -> None:
    assert TEXT.term(f"<{BASE}{local}>") == f"<{BASE}{local}>"
    assert TEXT.term(f"<{BASE}study/NCT01297972>") == "<study/NCT01297972>"


def test_a_prefix_below_the_base_is_used_before_the_base() -> None:
    text = TurtleText(Prefixes({"e": "http://e/x/"}), "http://e/")
    assert [text.term("<http://e/x/y>"), text.term("<http://e/z>")] == ["e:y", "<z>"]
    assert text.used_header() == "@base <http://e/> .\n@prefix e: <http://e/x/> .\n"
