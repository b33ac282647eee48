"""The ontology, the context and the code speak of the same terms."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef
from rdflib.term import Node

from kg import properties
from kg.linking.match import Predicate
from kg.pipeline.graph.ontology import ontology_triples
from kg.properties import Property
from kg.statements.supers import SUPER_CLASSES, SUPER_PROPERTIES
from kg.version import __version__

from .vocabulary import (
    CODES,
    CT,
    KINDS,
    LISTS,
    ROOT,
    SCHEMA,
    codes,
    context,
    declared,
    english,
    expanded,
    ontology,
    planned,
    prefixes,
    terms,
)

BIBO = Namespace("http://purl.org/ontology/bibo/")
VANN = Namespace("http://purl.org/vocab/vann/")


def test_the_context_names_each_declared_term_and_no_other() -> None:
    of_the_context = {iri for iri in terms().values() if iri.startswith(CT)}
    assert {str(each) for each in declared() ^ of_the_context} == set()


def test_each_term_of_ours_has_its_local_name_in_the_context() -> None:
    own = {name: iri for name, iri in terms().items() if iri.startswith(CT)}
    assert {name: iri for name, iri in own.items() if iri != CT[name]} == {}


def test_no_two_terms_of_the_context_have_one_iri() -> None:
    assert len(set(terms().values())) == len(terms())


def test_the_context_holds_no_base() -> None:
    assert "@base" not in (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")


def test_each_term_has_one_kind_one_label_and_one_definition() -> None:
    for term in declared():
        assert len([kind for kind in KINDS if (term, RDF.type, kind) in ontology()]) == 1, term
        assert english(ontology(), term, RDFS.label), term
        assert (english(ontology(), term, SKOS.definition) or "").endswith("."), term


def test_no_two_terms_have_one_label_or_one_definition() -> None:
    for predicate in (RDFS.label, SKOS.definition):
        texts = Counter((english(ontology(), each, predicate) or "").casefold() for each in declared())
        assert [text for text, count in texts.items() if count > 1] == []


def test_each_term_has_an_example_and_says_what_defines_it() -> None:
    """In `kgbuild ontology`, which takes examples from the shapes."""
    said = {(subject[1:-1], predicate[1:-1]) for subject, predicate, _ in ontology_triples()}
    terms_of_ours = {*declared(), CT.codeList}
    for predicate in (RDFS.isDefinedBy, SKOS.example):
        assert {str(each) for each in terms_of_ours if (str(each), str(predicate)) not in said} == set()


def test_each_property_documents_its_domain_and_range() -> None:
    properties = declared(OWL.ObjectProperty, OWL.DatatypeProperty)
    for predicate in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        assert {str(each) for each in properties if (each, predicate, None) not in ontology()} == set()


def test_domains_and_ranges_are_declared_or_not_ours() -> None:
    named = {*ontology().objects(None, SCHEMA.domainIncludes), *ontology().objects(None, SCHEMA.rangeIncludes)}
    assert {each for each in named if str(each).startswith(CT)} <= declared(OWL.Class)


def test_links_are_object_properties_and_values_are_datatype_properties() -> None:
    definitions = {terms()[name]: context()[name] for name in terms()}
    typed = {iri: value.get("@type", "") for iri, value in definitions.items() if not isinstance(value, str)}
    links = {iri for iri, datatype in typed.items() if datatype.startswith("@")}
    assert {str(each) for each in declared(OWL.ObjectProperty) - links} == set()
    assert {str(each) for each in declared(OWL.DatatypeProperty) & links} == set()


def test_a_datatype_of_the_context_is_the_range() -> None:
    for name, iri in terms().items():
        value = context()[name]
        if iri in declared(OWL.DatatypeProperty) and "@type" in value and not isinstance(value, str):
            assert list(ontology().objects(iri, SCHEMA.rangeIncludes)) == [expanded(value["@type"])], name


def test_coded_terms_have_the_code_list_that_the_ontology_names() -> None:
    coded = {
        str(iri): context()[name]["@context"]["@vocab"]
        for name, iri in terms().items()
        if not isinstance(context()[name], str) and "@context" in context()[name]
    }
    named = {str(each): f"{scheme}/" for each, scheme in ontology().subject_objects(CT.codeList)}
    assert coded == named
    assert set(coded.values()) == {f"{CODES}{name}/" for name in LISTS}


def test_coded_terms_range_over_concepts() -> None:
    coded = set(ontology().subjects(CT.codeList))
    assert {each for each in coded if (each, SCHEMA.rangeIncludes, SKOS.Concept) not in ontology()} == set()


# Super-classes and super-properties


def above(term: Node, predicate: URIRef) -> set[Node]:
    """All that stands above a term."""
    return {each for each in ontology().transitive_objects(term, predicate) if each is not None} - {term}


@pytest.mark.slow
def test_the_table_of_super_classes_is_the_closure_of_the_ontology() -> None:
    by_term = {name: {terms().get(each) or expanded(each) for each in named} for name, named in SUPER_CLASSES.items()}
    classes = [name for name, iri in terms().items() if iri in declared(OWL.Class) - planned()]
    expected = {name: above(terms()[name], RDFS.subClassOf) for name in classes}
    assert by_term == {name: found for name, found in expected.items() if found}
    assert [name for name, named in SUPER_CLASSES.items() if len({name, *named}) != 1 + len(named)] == []


def test_the_table_of_super_properties_is_the_closure_of_the_ontology() -> None:
    by_term = {name: {terms()[each] for each in named} for name, named in SUPER_PROPERTIES.items()}
    expected = {name: above(iri, RDFS.subPropertyOf) for name, iri in terms().items()}
    assert by_term == {name: found for name, found in expected.items() if found}


def test_nothing_is_declared_the_same_as_anything() -> None:
    """Alignments are matches: what other ontologies commit to must not leak in."""
    alike = (OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty)
    graphs = [ontology(), *(codes(name) for name in LISTS)]
    assert [
        triple for graph in graphs for predicate in alike for triple in graph.triples((None, predicate, None))
    ] == []


# The code


@cache
def trees(where: str) -> tuple[tuple[str, ast.Module], ...]:
    """The syntax trees of a module, or of all modules of a folder."""
    place = ROOT / "kg" / where
    found = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    return tuple((path.name, ast.parse(path.read_text(encoding="utf-8"))) for path in found)


def strings(where: str) -> Iterator[tuple[str, str]]:
    """Each module with each of its string literals, docstrings aside."""
    for name, tree in trees(where):
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr):
                    yield name, child.value


def endings(where: str) -> set[str]:
    """What the code adds to a name: `Date` of `f"{stem}Date"`."""
    joined = [node.values for _, tree in trees(where) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    tails = [values[1] for values in joined if len(values) == 2 and isinstance(values[0], ast.FormattedValue)]
    found = {str(tail.value) for tail in tails if isinstance(tail, ast.Constant)}
    return {each for each in found if re.fullmatch("[A-Z][a-z]+", each)}


def keywords(where: str) -> set[str]:
    """The names of arguments: shared nodes get their terms so."""
    calls = [node for _, tree in trees(where) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {each.arg for call in calls for each in call.keywords if each.arg}


def test_the_code_uses_only_declared_terms_of_ours() -> None:
    named = re.compile(rf"(?:{re.escape(CT)}|\bct:)([A-Za-z][A-Za-z0-9]*)")
    used = {(path, CT[local]) for path, text in strings("") for local in named.findall(text)}
    undeclared = {(path, str(term)) for path, term in used if term not in declared()}
    assert undeclared == set(), "declare the property in `ontology/kgbuild.ttl`, or name one that `docs/model.md` has"
    assert used, "the code names no term: the test looks for the wrong thing"


def test_the_code_uses_only_declared_codes() -> None:
    known = {str(code) for name in LISTS for code in codes(name).subjects()}
    named = re.compile(rf"{re.escape(CODES)}[a-z-]+/\w+")
    used = {(path, code) for path, text in strings("") for code in named.findall(text)}
    assert {(path, code) for path, code in used if code not in known} == set()


@pytest.mark.slow
def test_each_declared_term_is_used_or_planned() -> None:
    """Properties stand in their table and in `statements` by their terms, some in modules of their own."""
    places = ("statements", "rdf/derived_terms.py", "rdf/spelled_names.py", "pipeline/graph/build_node.py")
    written = {text for where in places for _, text in strings(where)}
    names = {text for text in written if re.fullmatch("[A-Za-z][A-Za-z0-9]*", text)}
    names |= keywords("statements") | {row.term for row in rows_of_properties()}
    names |= {name.removesuffix("Date") for name in names}
    tails = endings("statements")
    for _ in range(2):  # `start`, `startDate`, `startDateType`
        names |= {name + ending for name in names for ending in tails}
    used = {CT[name] for name in names} | {URIRef(each) for each in Predicate}
    assert {str(each) for each in declared() - planned() - used} == set()
    assert {str(each) for each in planned() & used} == set()


def test_the_names_of_dates_are_composed_as_expected() -> None:
    assert {"Type", "Year", "Earliest", "Latest"} <= endings("statements")


def rows_of_properties() -> Iterator[Property]:
    for value in vars(properties).values():
        if isinstance(value, Property):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, Property))


def terms_of_reverse() -> Mapping[str, URIRef]:
    found = {name: value for name, value in context().items() if not isinstance(value, str) and "@reverse" in value}
    return {name: expanded(value["@reverse"]) for name, value in found.items()}


def test_the_only_reverse_term_is_the_record() -> None:
    assert terms_of_reverse() == {"record": CT.describes}


HEADER = URIRef("https://w3id.org/kgbuild/ontology")


def test_the_ontology_says_what_it_is() -> None:
    assert list(ontology().subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert english(ontology(), HEADER, DCTERMS.title) == "kgbuild ontology of clinical-study records"
    assert ontology().value(HEADER, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    (creator,) = ontology().objects(HEADER, DCTERMS.creator)
    assert english(ontology(), creator, RDFS.label) == "The kgbuild authors"
    assert ontology().value(HEADER, BIBO.status) in {BIBO["status/draft"], BIBO["status/published"]}


def test_the_ontology_has_the_version_of_the_program() -> None:
    assert ontology().value(HEADER, OWL.versionIRI) == URIRef(f"{HEADER}/{__version__}")
    assert str(ontology().value(HEADER, OWL.versionInfo)) == __version__


def test_the_ontology_says_under_which_prefix_it_is_known() -> None:
    assert str(ontology().value(HEADER, VANN.preferredNamespacePrefix)) == "ct"
    assert str(ontology().value(HEADER, VANN.preferredNamespaceUri)) == CT == prefixes()["ct"]


def test_the_ontology_was_modified_after_it_was_created() -> None:
    created, modified = (ontology().value(HEADER, each) for each in (DCTERMS.created, DCTERMS.modified))
    assert isinstance(created, Literal)
    assert isinstance(modified, Literal)
    assert created.datatype == modified.datatype == XSD.dateTime
    assert created.value < modified.value


def test_a_deprecated_term_names_what_takes_its_place_or_why_nothing_does() -> None:
    """As `docs/ontology-policy.md` says."""
    for term in ontology().subjects(OWL.deprecated):
        assert (term, DCTERMS.isReplacedBy, None) in ontology() or (term, SKOS.editorialNote, None) in ontology(), term
