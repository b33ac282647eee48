"""Which terms of the context are lists: those whose property may have several values, by shapes and graph."""

from collections import Counter
from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, URIRef

from kg.rdf import shipped_context
from tests.docs.term_model import properties
from tests.golden import INPUTS
from tests.vocabulary import CT, ROOT, context

GOLDEN = ROOT / "tests" / "golden"


def lists() -> set[str]:
    """The terms that are lists."""
    return {name for name, term in shipped_context().terms.items() if term.many}


def test_a_term_is_a_list_if_the_rules_allow_several_values_on_any_class() -> None:
    """`ct:countryName` stands once on a site, several times on a study; `ct:phase` has no limit anywhere."""
    assert lists() == {term.name for term in properties() if term.many}
    assert {"phase", "condition", "countryName", "relatedStudy", "name", "codeText", "identifier"} <= lists()
    once = {
        "masking",
        "title",
        "description",
        "eligibility",
        "leadSponsor",
        "treatment",
        "describes",
        "registry",
        "page",
    }
    assert not once & lists()
    assert 60 <= len(lists()) <= len(context()) / 2


def test_a_limit_on_a_wider_class_is_one_on_the_narrower() -> None:
    """`ct:masking` has its limit on `ct:Study`, and a rule of `ct:ClinicalTrial` that asks for it."""
    (masking,) = (term for term in properties() if term.name == "masking")
    assert CT.ClinicalTrial in masking.on
    assert not masking.many


@pytest.mark.parametrize("name", INPUTS)
def test_no_property_that_stands_twice_in_a_graph_is_a_single_term(name: str) -> None:
    graph = Graph().parse(GOLDEN / f"{name}.ttl")
    terms = {URIRef(term.predicate): term.name for term in shipped_context().terms.values()}
    twice = {terms[predicate] for predicate in _predicates_that_stand_twice(graph) if predicate in terms}
    assert twice <= lists()
    assert twice


def _predicates_that_stand_twice(graph: Graph) -> Iterator[URIRef]:
    counts = Counter((subject, predicate) for subject, predicate, _ in graph if predicate != RDF.type)
    yield from (URIRef(str(predicate)) for (_, predicate), count in counts.items() if count > 1)
