"""Each rule finds its bad example, and nothing else does; the good examples are part of data without a finding."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import pyshacl
import pytest
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.prefixes import STANDARD
from kg.shacl import validate
from tests.effort import daily, sample
from tests.vocabulary import CODES, CT, LISTS, ROOT, prefixes

from .rules import BASE, CTS, FILES, Rule, rules, vocabulary

VALID = ROOT / "tests" / "shapes" / "valid"
STUDIES = ("expanded-access", "observational-study", "clinical-trial", "build")
DOI = "https://doi.org/10.5555/"
"""DOIs of the examples, the only absolute IRIs of nodes that examples change."""

Triple = tuple[Node, Node, Node]


def namespaces() -> dict[str, str]:
    """The prefixes of the context, those of standards that no record uses and, for each code list, its name."""
    return {**prefixes(), **STANDARD, **{name: f"{CODES}{name}/" for name in LISTS}}


def example(text: str) -> Graph:
    """The triples of an example."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in namespaces().items())
    return Graph().parse(data=f"@base <{BASE}> .\n{head}{text}", format="turtle")


@cache
def valid(name: str) -> Graph:
    """Made-up data that no rule finds anything in."""
    return Graph().parse(VALID / f"{name}.ttl")


@cache
def shapes() -> Graph:
    """All shapes."""
    found = Graph()
    for file in FILES:
        found.parse(ROOT / "shapes" / f"{file}.ttl")
    return found


def broken(rule: Rule) -> Iterator[Triple]:
    """Valid data with the bad example of a rule: what it says of a property takes the place of what was said.

    A comment `# no ct:term` takes a property away.
    """
    text = rule.text(CTS.badExample)
    said = example(text)
    subjects = set(said.subjects())
    replaced = set(rule.predicates) | (set(said.predicates()) - {RDF.type}) | set(absent(text))
    for triple in surroundings(valid(home(subjects)), said, rule):
        if triple[0] not in subjects or triple[1] not in replaced:
            yield triple
    yield from said


def absent(text: str) -> Iterator[URIRef]:
    """The properties that the comments of an example say to be missing."""
    for comment in re.findall("# no (.*)", text):
        for name, local in re.findall(r"([a-z]+):(\w+)", comment):
            yield URIRef(namespaces()[name] + local)


def home(subjects: set[Node]) -> str:
    """The file that describes these nodes; those that an example makes up are described in none."""
    described = [each for each in subjects if any((each, None, None) in valid(name) for name in STUDIES)]
    (name,) = [each for each in STUDIES if all((subject, None, None) in valid(each) for subject in described)][-1:]
    return name


def surroundings(data: Graph, said: Graph, rule: Rule) -> Iterable[Triple]:
    """All of the data where a study's node is concerned, which checks hundreds of things, or a build; else the near."""
    subjects = set(said.subjects())
    classes = {str(each).rpartition("#")[2] for subject in subjects for each in data.objects(subject, RDF.type)}
    if "Study" in classes or rule.id == "CT-S002" or data is valid("build"):
        return data
    roots = {each for name in ("Study", "RegistryRecord") for each in data.subjects(RDF.type, CT[name])}
    near = subjects | {each for subject in subjects for each in data.subjects(None, subject)} - roots
    near |= set(said.objects()) - roots
    waiting = list(near)
    while waiting:
        linked = set(data.objects(waiting.pop())) - near - roots
        near |= linked
        waiting.extend(linked)
    return [triple for triple in data if triple[0] in near]


def moved(triples: Iterable[Triple], case: str) -> Iterator[Triple]:
    """The triples with their nodes under a base of the case's own, so that many cases stand in one graph."""
    for subject, predicate, value in triples:
        yield renamed(subject, case), predicate, renamed(value, case)


def renamed(term: Node, case: str) -> Node:
    """A node under the base of a case; other terms as they are."""
    if not isinstance(term, URIRef):
        return term
    return URIRef(term.replace(BASE, f"https://example.org/{case}/").replace(DOI, f"{DOI}{case.lower()}."))


def findings(data: Graph) -> list[tuple[str, Node]]:
    """Rule and focus node of each result of pySHACL."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes())
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    pairs = [(report.value(each, SH.sourceShape), report.value(each, SH.focusNode)) for each in results]
    return [(str(shape).removeprefix(CTS), focus) for shape, focus in pairs if focus is not None]


@pytest.mark.parametrize("name", STUDIES)
def test_valid_data_has_no_finding_of_any_severity(name: str) -> None:
    assert findings(valid(name)) == []


def test_the_ontology_beside_the_data_changes_nothing() -> None:
    """Then sub-classes are known, and codes are nodes too."""
    assert findings(valid("clinical-trial") + vocabulary()) == []


@pytest.mark.parametrize("file", FILES)
def test_a_good_example_shows_its_property_and_is_part_of_valid_data(file: str) -> None:
    for rule in rules(file):
        said = example(rule.text(SKOS.example))
        known = valid(home(set(said.subjects())))
        assert rule.predicates.intersection(said.predicates()), rule.id
        assert [triple for triple in said if triple not in known] == [], rule.id


@pytest.mark.parametrize("file", daily(FILES, FILES[::4]))
def test_a_bad_example_breaks_its_rule_and_no_other(file: str) -> None:
    found = validate(cases(rules(file)), shipped_shapes()).findings
    pairs = [(each.rule or "", URIRef(each.focus[1:-1])) for each in found]
    assert by_case(pairs) == {rule.id: {rule.id} for rule in rules(file)}


@pytest.mark.slow
@pytest.mark.parametrize("file", sample(FILES))
def test_pyshacl_finds_the_same(file: str) -> None:
    """It is slow, and tried with a sample; `tests/shacl` compares the two on shapes, data and studies of all kinds."""
    tried = sample(rules(file))
    assert by_case(findings(cases(tried))) == {rule.id: {rule.id} for rule in tried}


def cases(tried: Iterable[Rule]) -> Graph:
    """Valid data once for each rule, each time with the bad example of the rule."""
    found = Graph()
    for rule in tried:
        for triple in moved(broken(rule), rule.id):
            found.add(triple)
    return found


def by_case(found: Iterable[tuple[str, Node]]) -> dict[str, set[str]]:
    """The rules that find something, for each case."""
    rules_of: dict[str, set[str]] = defaultdict(set)
    for rule, focus in found:
        case = re.search(f"(?:https://example.org/|{DOI})(CT-[A-Z]+[0-9]+)", str(focus), re.IGNORECASE)
        assert case, f"{rule} finds {focus}, which belongs to no case"
        rules_of[case[1].upper()].add(rule)
    return dict(rules_of)


def test_each_rule_sees_a_value_in_the_valid_data() -> None:
    """A rule that finds nothing because nothing is there would pass too."""
    seen = {predicate for name in STUDIES for predicate in valid(name).predicates()}
    assert {rule.id for rule in rules() if not rule.predicates & seen} == set()


def test_a_second_value_breaks_each_rule_that_allows_one() -> None:
    """Where one text is allowed, two are found, whatever the example of the rule shows."""
    data = Graph()
    for triple in valid("clinical-trial"):
        data.add(triple)
    expected = set()
    for rule in rules():
        for subject, predicate, value in single_texts(rule):
            data.add((subject, predicate, Literal(f"{value} and more")))
            expected.add(rule.id)
    assert len(expected) > 60
    assert expected <= {rule_id for rule_id, _ in findings(data)}


def single_texts(rule: Rule) -> Iterator[Triple]:
    """The texts of the valid trial that a rule allows one of."""
    data = valid("clinical-trial")
    path = rule.value(SH.path)
    if rule.value(SH.maxCount) == Literal(1) and isinstance(path, URIRef):
        for subject, value in data.subject_objects(path):
            targeted = rule.targets.intersection(data.objects(subject, RDF.type))
            if targeted and isinstance(value, Literal) and value.datatype is None:
                yield subject, path, value
