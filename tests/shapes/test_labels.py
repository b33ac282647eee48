"""Each class names its label property in its shape, and each node of a graph has a label by it."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from rdflib import OWL, RDFS, SH, SKOS, Namespace, URIRef
from rdflib.collection import Collection

from kg.iris import Minter
from kg.pipeline.graph.shape_checks import labels_of
from kg.rdf import Triple, merge
from kg.rdf.labels import LabelProperties, code_label, label_properties, shipped_labels
from kg.rdf.terms import RDF_TYPE
from kg.record import Origin, Study
from kg.shacl import Finding
from kg.statements import Teller
from tests.effort import examples
from tests.strategies import origins, studies
from tests.vocabulary import CT, declared, ontology

from .rules import CTS, FILES, Rule, graph, rules

DASH = Namespace("http://datashapes.org/dash#")
BORROWED = {
    "http://purl.org/spar/fabio/Expression",
    "http://www.w3.org/2004/02/skos/core#Concept",
    "http://www.w3.org/ns/org#Organization",
}
MAY_LACK = {
    "<http://purl.org/spar/fabio/Expression>",
    *(
        f"<{CT}{name}>"
        for name in (
            *("AvailableData", "StudySite", "Intervention", "Contact", "EthicsReview", "ReviewEvent", "ViolationEvent"),
            *("Results", "StatisticalAnalysis", "Cell"),
        )
    ),
}
"""Classes of which a record may state a node without any text; and those of links to what is all but a text."""


def labelled() -> list[Rule]:
    return [rule for rule in rules() if rule.value(DASH.propertyRole) == DASH.LabelRole]


def test_each_class_has_one_label_property() -> None:
    named = [str(each) for rule in labelled() for each in rule.targets]
    assert len(named) == len(set(named))
    studies = set(ontology().subjects(RDFS.subClassOf, CT.Study))
    assert set(named) == {str(each) for each in declared(OWL.Class) - studies} | BORROWED


@pytest.mark.slow
def test_a_label_property_is_a_text_of_one_value() -> None:
    for rule in labelled():
        [predicate] = rule.predicates
        same = [each for each in rules() if each.predicates == {predicate} and rule.targets & each.targets]
        assert any(each.value(SH.maxCount) for each in [*same, *values_of_study(predicate)]), rule.id


def values_of_study(predicate: URIRef) -> list[Rule]:
    """Rules of what stands on a study or on its record."""
    return [each for each in rules("study") if each.predicates == {predicate} and CT.Study in each.targets]


def test_what_stands_in_for_a_label_is_a_property_of_the_class() -> None:
    for rule in labelled():
        head = rule.value(CTS.labelOtherwise)
        instead = list(Collection(graph(rule.file), head)) if head else []
        known = {each for other in rules() if other.targets & rule.targets for each in other.predicates}
        assert set(instead) <= known, rule.id


def test_the_code_reads_what_the_shapes_say() -> None:
    expected = {
        f"<{target}>": f"<{predicate}>"
        for rule in labelled()
        for target in rule.targets
        for predicate in rule.predicates
    }
    assert {name: found[0] for name, found in shipped_labels().of_class.items()} == expected
    assert shipped_labels().of_class[f"<{CT}StudySite>"] == tuple(
        f"<{CT}{name}>" for name in ("facilityName", "locationText", "cityName", "stateName", "countryName")
    )
    assert set(shipped_labels().of_any) == set(expected.values())


def called(*triples: Triple) -> str | None:
    """What node `x` is called."""
    classes = [term for _, predicate, term in triples if predicate == RDF_TYPE]
    values = {predicate: [row[2] for row in triples if row[1] == predicate] for _, predicate, _ in triples}
    return shipped_labels().label(classes, lambda each: values.get(each, ()))


def test_a_node_is_called_by_the_label_property_of_its_class_alone() -> None:
    name, text = ("x", f"<{RDFS.label}>", '"name"'), ("x", f"<{CT}text>", '"Adults"@en')
    assert called(("x", RDF_TYPE, f"<{CT}Criterion>"), name, text) == "Adults"
    assert called(("x", RDF_TYPE, f"<{CT}Eligibility>"), name, text) == "name"
    assert called(("x", RDF_TYPE, f"<{CT}Criterion>"), name) is None


def test_what_stands_in_for_a_label_is_taken_in_order() -> None:
    site = ("x", RDF_TYPE, f"<{CT}StudySite>")
    country, city = ("x", f"<{CT}countryName>", '"Peru"'), ("x", f"<{CT}cityName>", '"Lima"')
    assert called(site, country, city) == "Lima"
    assert called(site, country) == "Peru"
    link = ("x", RDF_TYPE, f"<{CT}PublicationLink>")
    assert called(link, ("x", f"<{CT}citedPublication>", "<https://doi.org/10.5555/x>")) == "https://doi.org/10.5555/x"


def test_a_node_of_no_such_class_is_called_by_any_label_property() -> None:
    assert called(("x", f"<{SKOS.prefLabel}>", '"b"'), ("x", f"<{SKOS.prefLabel}>", '"a"')) == "a"
    assert called(("x", f"<{SKOS.note}>", '"b"')) is None
    assert LabelProperties({}, ()).label([], lambda _: ["never asked"]) is None


def test_shapes_without_the_role_name_no_label() -> None:
    shape = [("<s>", f"<{SH.targetClass}>", "<C>"), ("<s>", f"<{SH.property}>", "<p>"), ("<p>", f"<{SH.path}>", "<q>")]
    assert label_properties(shape) == LabelProperties({}, ())
    role = ("<p>", f"<{DASH.propertyRole}>", f"<{DASH.LabelRole}>")
    assert label_properties([*shape, role]) == LabelProperties({"<C>": ("<q>",)}, ("<q>",))


def test_codes_are_called_as_their_list_says() -> None:
    assert code_label("reviewEventType", "RELEASE") == "Results submitted"
    assert code_label("reviewEventType", "GONE") is None
    assert code_label("measure", "GONE") is None


def unlabelled(triples: Iterable[Triple]) -> set[str]:
    """The classes of the nodes that have no label though their class names a label property."""
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term in triples:
        said.setdefault(subject, {}).setdefault(predicate, []).append(term)
    found: set[str] = set()
    for facts in said.values():
        classes = [each for each in facts[RDF_TYPE] if each in shipped_labels().of_class]
        if classes and not shipped_labels().label(classes, lambda each, facts=facts: facts.get(each, ())):  # type: ignore[misc]
            found.update(classes)
    return found


@settings(max_examples=examples(40), deadline=None)
@given(studies, origins)
def test_each_node_of_a_record_has_a_label_if_the_record_states_any_text_of_it(study: Study, origin: Origin) -> None:
    told = Teller(Minter())(study, origin=origin, contacts=True)
    for each in told.graphs:
        assert unlabelled(each.triples()) <= MAY_LACK
    assert unlabelled(merge(sorted(set(told.shared_triples())))) <= {f"<{SKOS.Concept}>"}


@pytest.mark.parametrize("file", FILES)
def test_the_role_is_the_only_word_of_dash(file: str) -> None:
    terms = {str(each) for each in {*graph(file).all_nodes(), *graph(file).predicates()}}
    words = {each for each in terms if each.startswith(DASH)}
    assert words <= {str(DASH.propertyRole), str(DASH.LabelRole)}


def test_findings_are_called_by_the_label_of_their_node() -> None:
    node = "<https://w3id.org/kgbuild/id/study/NCT1/eligibility/1>"
    triples = [(node, RDF_TYPE, f"<{CT}Eligibility>"), (node, f"<{RDFS.label}>", '"Eligibility of NCT1"')]
    finding = Finding(focus=node, shape="<s>", component="<c>", severity="<v>", messages=())
    assert labels_of([finding], triples) == {node: "Eligibility of NCT1"}
