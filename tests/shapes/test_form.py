"""What every shape file and every rule must be, whatever it checks."""

import re
from collections import Counter

import pytest
from rdflib import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD, BNode, Literal, URIRef
from rdflib.collection import Collection

from kg.rdf import SHARED_CLASSES
from tests.vocabulary import CODES, CT, ROOT, terms

from .rules import CTS, EXAMPLES, EXPLAINED, FILES, Rule, graph, is_english, rules, vocabulary

SHACL = "http://www.w3.org/ns/shacl#"
LETTERS = {
    "activity": "AC",
    "adverse-event": "AE",
    "adverse-event-term": "AT",
    "agent": "AG",
    "arm": "A",
    "available-data": "AD",
    "baseline-measure": "BM",
    "browse-leaf": "BL",
    "build": "B",
    "cell": "CE",
    "checksum": "CK",
    "clinical-trial": "T",
    "concept": "CC",
    "condition": "C",
    "contact": "CN",
    "country": "CO",
    "criterion": "CR",
    "dataset-description": "DD",
    "discrepancy": "DY",
    "distribution": "DI",
    "eligibility": "E",
    "ethics-review": "ER",
    "expanded-access": "EA",
    "facility": "F",
    "flow-period": "FP",
    "group-arm": "GA",
    "intervention": "I",
    "linkset": "LS",
    "mapping": "M",
    "national-course": "NC",
    "medical-code": "MC",
    "name": "N",
    "observational-study": "OS",
    "office": "OC",
    "official": "OF",
    "organization": "OR",
    "outcome": "O",
    "outcome-result": "OT",
    "place": "P",
    "prefix-declaration": "PD",
    "publication": "PU",
    "publication-link": "PL",
    "registration-quality": "RQ",
    "registry-item": "RI",
    "registry-record": "RR",
    "related-study-link": "RS",
    "result-group": "RG",
    "results": "RT",
    "review-event": "RE",
    "secondary-identifier": "SI",
    "statistical-analysis": "SA",
    "study": "S",
    "study-date": "SD",
    "study-decision": "DE",
    "study-document": "D",
    "study-identity": "ID",
    "study-in-registries": "SR",
    "study-in-schema-org": "SO",
    "study-join": "SJ",
    "study-part": "SP",
    "study-site": "SS",
    "treatment": "TM",
    "treatment-role": "TR",
    "violation-event": "V",
    "web-link": "W",
}
SEVERITIES = {"0": SH.Violation, "1": SH.Warning, "2": SH.Info}
CORE = {
    *(
        "class",
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minInclusive",
        "maxInclusive",
        "minLength",
        "maxLength",
    ),
    *("pattern", "equals", "disjoint", "lessThanOrEquals", "and", "not", "or", "in", "hasValue"),
    *("qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount", "node"),
    *("path", "alternativePath", "inversePath", "name", "severity", "message", "property", "targetClass"),
}
EXTERNAL_CLASSES = {
    "http://purl.org/dc/terms/RightsStatement",
    "http://purl.org/spar/fabio/Expression",
    "http://www.opengis.net/ont/geosparql#Feature",
    "http://www.opengis.net/ont/geosparql#Geometry",
    "http://www.w3.org/2004/02/skos/core#Concept",
    "http://www.w3.org/2002/07/owl#Axiom",
    "http://www.w3.org/ns/dcat#Catalog",
    "http://spdx.org/rdf/terms#Checksum",
    "http://www.w3.org/ns/dcat#Dataset",
    "http://www.w3.org/ns/dcat#Distribution",
    "http://www.w3.org/ns/org#Organization",
    "http://www.w3.org/ns/prov#Activity",
    "http://www.w3.org/ns/prov#Entity",
    "http://www.w3.org/ns/prov#SoftwareAgent",
    "http://www.w3.org/ns/shacl#PrefixDeclaration",
    "http://rdfs.org/ns/void#Dataset",
    "http://rdfs.org/ns/void#DatasetDescription",
    "http://rdfs.org/ns/void#Linkset",
    "http://xmlns.com/foaf/0.1/Agent",
    "https://schema.org/Country",
    "https://schema.org/MedicalCode",
    "https://schema.org/MedicalCondition",
    "https://schema.org/MedicalEntity",
    "https://schema.org/MedicalObservationalStudy",
    "https://schema.org/MedicalStudy",
    "https://schema.org/MedicalTrial",
    "https://schema.org/Organization",
    "https://schema.org/Place",
}
DESCRIPTION = {
    *(DCTERMS.license, DCTERMS.rights, DCTERMS.source, URIRef(f"{DCAT}version"), RDFS.label),
    *(DCTERMS.issued, DCTERMS.publisher, FOAF.name, FOAF.primaryTopic),
    *(DCAT.byteSize, DCAT.compressFormat, DCAT.distribution, DCAT.mediaType),
    *(URIRef(f"http://spdx.org/rdf/terms#{name}") for name in ("algorithm", "checksum", "checksumValue")),
    *(PROV.startedAtTime, PROV.wasAssociatedWith, SH.declare, SH.namespace, SH.prefix),
    *(VOID[name] for name in ("classes", "properties", "propertyPartition", "uriSpace", "vocabulary")),
    *(VOID[name] for name in ("class", "entities", "property")),
    *(VOID[name] for name in ("subset", "linkPredicate", "objectsTarget", "subjectsTarget")),
}
"""Properties of the description of a graph, which no JSON-LD document of a record states: the context lacks them."""

NO_SHAPE = {"point"}
"""Properties that no shape looks at; `ct:point` exists before the merge alone, and none may."""

every_file = pytest.mark.parametrize("file", FILES)


def test_one_file_for_each_class() -> None:
    assert set(FILES) == set(LETTERS)
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_ids_are_unique_and_free_of_those_of_the_readers() -> None:
    counts = Counter(rule.id for rule in rules())
    assert [each for each, count in counts.items() if count > 1] == []
    assert [each for each in counts if re.fullmatch("CT-R[0-9]+", each)] == []


@every_file
def test_ids_have_the_letters_of_their_file_and_stand_in_order(file: str) -> None:
    text = (ROOT / "shapes" / f"{file}.ttl").read_text(encoding="utf-8")
    written = re.findall(r"^cts:(\S+) a sh:PropertyShape", text, re.MULTILINE)
    assert written == sorted(written) == [rule.id for rule in rules(file)]
    assert [each for each in written if not re.fullmatch(f"CT-{LETTERS[file]}[0-9]{{3}}", each)] == []


@every_file
def test_each_rule_explains_itself(file: str) -> None:
    for rule in rules(file):
        assert [name for name in EXPLAINED if not is_english(rule.value(name))] == [], rule.id
        assert [name for name in EXAMPLES if not rule.text(name).strip()] == [], rule.id
        assert re.fullmatch(rf"\[{rule.id}\] [A-Z].+\.", rule.text(SH.message)), rule.id
        assert rule.text(RDFS.comment).endswith("."), rule.id
        assert rule.text(SKOS.example) != rule.text(CTS.badExample), rule.id


@every_file
def test_the_first_digit_of_an_id_is_the_severity(file: str) -> None:
    assert [rule.id for rule in rules(file) if rule.value(SH.severity) != SEVERITIES[rule.id[-3]]] == []


@every_file
def test_a_rule_belongs_to_one_node_shape_with_targets(file: str) -> None:
    owners = {rule.id: len(list(graph(file).subjects(SH.property, rule.iri))) for rule in rules(file)}
    assert [each for each, count in owners.items() if count != 1] == []
    assert [rule.id for rule in rules(file) if not rule.targets] == []


@every_file
def test_rules_of_who_items_have_the_number_of_the_item(file: str) -> None:
    """Such a rule says that something is missing, and nothing else."""
    items = {rule: int(rule.id[-3:]) - 100 for rule in rules(file)}
    who = {rule: item for rule, item in items.items() if 1 <= item <= 24}
    assert [rule.id for rule, item in who.items() if not rule.text(SH.name).startswith(f"WHO {item}: ")] == []
    asking = [rule.id for rule in who if Literal(1) in (rule.value(SH.minCount), rule.value(SH.qualifiedMinCount))]
    assert asking == [rule.id for rule in who]


def test_the_who_items_that_are_checked() -> None:
    named = {int(found[1]) for rule in rules() if (found := re.match(r"WHO ([0-9]+): ", rule.text(SH.name)))}
    of_the_record = {1}  # its publisher and id: their absence breaks the structure
    not_checked = {3, 4, 6, 7, 21}  # see the header of shapes/study.ttl
    assert named | of_the_record | not_checked == set(range(1, 25))
    assert not named & not_checked


@every_file
def test_only_core_constraints(file: str) -> None:
    used = {str(each) for each in graph(file).predicates()}
    used = {each.removeprefix(SHACL) for each in used if each.startswith(SHACL)}
    assert used <= CORE


@every_file
def test_blank_nodes_are_lists_and_paths_alone(file: str) -> None:
    shapes = graph(file)
    structure = {RDF.first, RDF.rest, SH.alternativePath, SH.inversePath}
    assert [each for each in shapes if isinstance(each[0], BNode) and each[1] not in structure] == []


@every_file
def test_a_file_stands_alone(file: str) -> None:
    shapes = graph(file)
    named = {each for each in shapes.objects() if isinstance(each, URIRef) and each.startswith(CTS)}
    assert [each for each in named if (each, None, None) not in shapes] == []


@every_file
def test_patterns_mean_the_same_in_every_engine(file: str) -> None:
    """`\\d`, `\\w` and `\\s` differ between engines on letters outside ASCII; XPath has no `(?`."""
    patterns = [str(each) for each in graph(file).objects(None, SH.pattern)]
    assert [each for each in patterns if re.search(r"\\[A-Za-z]|\(\?", each)] == []


@every_file
def test_lists_and_fixed_values_hold_iris(file: str) -> None:
    """A store returns a plain string with a datatype, which then is not the same term."""
    shapes = graph(file)
    listed = [member for head in shapes.objects(None, SH["in"]) for member in Collection(shapes, head)]
    assert [each for each in [*listed, *shapes.objects(None, SH.hasValue)] if not isinstance(each, URIRef)] == []


@every_file
def test_codes_are_the_whole_code_list(file: str) -> None:
    listed = {rule: members for rule in rules(file) if (members := _listed(rule))}
    for rule, members in listed.items():
        missing, unknown = set(_codes(rule)) - set(members), set(members) - set(_codes(rule))
        assert (missing, unknown) == (set(), set()), f"`sh:in` of {rule.id} in `shapes/` lists the whole code list"
        assert len(members) == len(set(members)), rule.id


def _listed(rule: Rule) -> list[str]:
    head = rule.value(SH["in"])
    return [str(each) for each in Collection(graph(rule.file), head)] if head else []


def _codes(rule: Rule) -> list[str]:
    (predicate,) = rule.predicates
    if predicate == OWL.annotatedProperty:
        skos = (str(SKOS[name]) for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch"))
        return [*skos, "https://schema.org/sameAs", str(CT.inferredCondition)]
    (scheme,) = vocabulary().objects(predicate, CT.codeList)
    assert str(scheme).startswith(CODES)
    return [str(code) for code in vocabulary().subjects(SKOS.inScheme, scheme)]


def test_each_coded_property_has_its_list() -> None:
    coded = {each for each, scheme in vocabulary().subject_objects(CT.codeList) if str(scheme).startswith(CODES)}
    checked = {predicate for rule in rules() if rule.value(SH["in"]) for predicate in rule.predicates}
    assert coded == checked - {OWL.annotatedProperty}


def test_each_property_is_looked_at_by_a_rule() -> None:
    kinds = ("ObjectProperty", "DatatypeProperty")
    owl = "http://www.w3.org/2002/07/owl#"
    declared = {each for kind in kinds for each in vocabulary().subjects(RDF.type, URIRef(owl + kind))}
    looked_at = {predicate for rule in rules() for predicate in rule.predicates}
    unseen = {each for each in declared - looked_at if str(each).startswith(CT)}
    assert unseen == {CT[name] for name in NO_SHAPE}, "give each property a rule in the file of its class in `shapes/`"


@every_file
def test_only_declared_terms(file: str) -> None:
    shapes = graph(file)
    classes = {*shapes.objects(None, SH.targetClass), *shapes.objects(None, SH["class"])}
    of_types = [rule.iri for rule in rules(file) if rule.predicates == {RDF.type}]
    classes |= {each for rule in of_types for each in shapes.objects(rule, SH.hasValue)}
    declared = {str(each) for each in vocabulary().subjects()} | EXTERNAL_CLASSES
    assert {str(each) for each in classes} <= declared
    predicates = {str(predicate) for rule in rules(file) for predicate in rule.predicates}
    known = declared | {str(each) for each in {RDF.type, *DESCRIPTION, *terms().values()}}
    assert predicates <= known
    own = {str(each) for each in shapes.all_nodes() if str(each).startswith((CT, CODES))}
    assert own <= declared


@every_file
def test_a_property_with_one_value_has_no_sub_property(file: str) -> None:
    """Super-properties repeat the values of all their sub-properties, so they may have several."""
    single = [rule for rule in rules(file) if rule.value(SH.maxCount) is not None]
    assert [rule.id for rule in single if any(_sub_properties(rule))] == []


def _sub_properties(rule: Rule) -> list[object]:
    return [each for predicate in rule.predicates for each in vocabulary().subjects(RDFS.subPropertyOf, predicate)]


@every_file
def test_shared_and_owned_classes_have_shapes_of_their_own(file: str) -> None:
    shapes = graph(file)
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        shared = {str(each) in SHARED_CLASSES for each in shapes.objects(shape, SH.targetClass)}
        assert len(shared) <= 1


@every_file
def test_shapes_of_owned_classes_never_ask_what_the_merge_adds(file: str) -> None:
    added = {SKOS.prefLabel, URIRef("https://schema.org/latitude"), URIRef("https://schema.org/longitude")}
    added.add(URIRef("http://www.opengis.net/ont/geosparql#hasDefaultGeometry"))
    asking = [rule for rule in rules(file) if rule.predicates & added]
    merged = SHARED_CLASSES | {str(CT.Name)}  # of what is said of the nodes that bear a name
    assert [rule.id for rule in asking if not {str(each) for each in rule.targets} <= merged] == []


@every_file
def test_no_shape_is_closed_or_switched_off(file: str) -> None:
    shapes = graph(file)
    assert list(shapes.subject_objects(SH.closed)) == []
    assert list(shapes.subject_objects(SH.deactivated)) == []


def test_partial_dates_are_the_same_in_each_file() -> None:
    forms = {CTS.Day: XSD.date, CTS.Month: XSD.gYearMonth, CTS.Year: XSD.gYear}
    dated = [file for file in FILES if (CTS.Day, None, None) in graph(file)]
    assert dated == [
        *("ethics-review", "national-course", "outcome-result", "registry-record", "review-event", "study"),
        "study-document",
        *("study-in-registries", "violation-event"),
    ]
    for file in dated:
        assert {each: graph(file).value(each, SH.datatype) for each in forms} == forms


def test_the_header_stands_once() -> None:
    header = URIRef("https://w3id.org/kgbuild/shapes")
    assert [file for file in FILES if (header, None, None) in graph(file)] == ["study"]
    assert is_english(graph("study").value(header, RDFS.comment))
