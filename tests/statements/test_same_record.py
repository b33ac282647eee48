"""One record in two formats gives one graph, triple by triple; a table lists what a format does not say."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import kg
from kg.iris import BASE, Minter
from kg.rdf.curies import compact
from kg.sources import READERS
from kg.sources.reading import Reading
from kg.statements import Teller

Triple = tuple[str, str, str]

PROVENANCE = "where the record was read"
NO_FIELD = "the XML has no such field"
IDS_ALONE = "the XML has ids of the study alone, without type, domain and link"
NO_MESH_IDS = "the XML names MeSH terms, and has neither their ids nor the terms above them"
OTHER_DAY = "the two copies are of different days"
NO_DERIVED = "the XML has no publications that the registry found by itself"
NO_LISTS = "the legacy JSON has lost the marks and indents of lists, so that nothing is nested in them"
BEFORE_2017 = "the XML of before 2017 has no dates of posting, and says whether an outcome is one of safety"
FEWER_CLASSES = "the XML of 2016 and 2018 knew fewer classes of organizations"
REWRITTEN = "the registry wrote citations anew, and found publications, between the two copies"
TAKEN_OUT = "tests of another project use this copy of the XML, from which they took parts"

Pair = tuple[str, str]

V2_XML: tuple[Pair, ...] = tuple(
    (f"ctgov-v2.zip/{nct}.json", f"ctgov-xml.zip/{nct}.xml") for nct in ("NCT00000410", "NCT00001908", "NCT00001909")
)
V1_XML: tuple[Pair, ...] = (
    ("ctgov-v1.zip/NCT00023673.json", "ctgov-xml-results.zip/NCT00023673.xml"),
    ("ctgov-v1.zip/NCT02028676.json", "ctgov-xml-results.zip/NCT02028676_modified.xml"),
)

INDEX = {
    "browse-branch": NO_FIELD,
    "browse-leaf": NO_FIELD,
    "mesh": NO_MESH_IDS,
    "study ct:conditionBrowseBranch": NO_FIELD,
    "study ct:conditionBrowseLeaf": NO_FIELD,
    "study ct:conditionConcept": NO_MESH_IDS,
    "study ct:conditionConceptAncestor": NO_MESH_IDS,
}
FOUND = {
    "publication": NO_DERIVED,
    "publication-link": NO_DERIVED,
    "study ct:derivedPublication": NO_DERIVED,
    "study ct:publication": NO_DERIVED,
    "study ct:publicationLink": NO_DERIVED,
    "study schema:subjectOf": NO_DERIVED,
}
JSON_ALONE = {
    **INDEX,
    **FOUND,
    "eligibility ct:ageGroup": NO_FIELD,
    "identifier ct:identifierType": IDS_ALONE,
    "record ct:prsAccountClass": NO_FIELD,
}
"""What the JSON formats say and the XML does not: kind of node, and property or any -> why."""

V2_ALONE = {
    **JSON_ALONE,
    "condition skos:exactMatch": NO_MESH_IDS,
    "identifier ct:identifierLink": IDS_ALONE,
    "place ct:point": NO_FIELD,
    "study ct:conditionConceptName": OTHER_DAY,
}
V1_ALONE = {
    **JSON_ALONE,
    "identifier": TAKEN_OUT,
    "link": TAKEN_OUT,
    "organization": TAKEN_OUT,
    "record ct:firstPostedDate": BEFORE_2017,
    "record ct:firstPostedDateType": BEFORE_2017,
    "record ct:firstSubmittedQcDate": BEFORE_2017,
    "record ct:lastUpdatePostedDate": BEFORE_2017,
    "record ct:lastUpdatePostedDateType": BEFORE_2017,
    "record ct:resultsFirstPostedDate": BEFORE_2017,
    "record ct:resultsFirstPostedDateType": BEFORE_2017,
    "record ct:resultsFirstSubmittedQcDate": BEFORE_2017,
    "record dcterms:issued": BEFORE_2017,
    "record dcterms:modified": BEFORE_2017,
    "study ct:collaborator": TAKEN_OUT,
    "study ct:collaboratorName": TAKEN_OUT,
    "study ct:interventionBrowseBranch": NO_FIELD,
    "study ct:interventionBrowseLeaf": NO_FIELD,
    "study ct:interventionConcept": NO_MESH_IDS,
    "study ct:interventionConceptAncestor": NO_MESH_IDS,
    "study ct:secondaryIdentifier": TAKEN_OUT,
    "study ct:sponsor": TAKEN_OUT,
    "study ct:webLink": TAKEN_OUT,
    "study schema:sponsor": TAKEN_OUT,
    "treatment skos:exactMatch": NO_MESH_IDS,
}
XML_ALONE = {
    "outcome ct:safetyIssue": BEFORE_2017,
    "study ct:conditionConceptName": OTHER_DAY,
    "study ct:interventionConceptName": OTHER_DAY,
}
"""What the XML of the two studies says and the legacy JSON does not."""

EITHER = {
    "record ct:registryVersionDate": OTHER_DAY,
    "record ct:sourceFormat": PROVENANCE,
    "record ct:sourceName": PROVENANCE,
    "record prov:wasDerivedFrom": PROVENANCE,
}
"""What differs."""

EITHER_V1 = {
    **EITHER,
    "criterion": NO_LISTS,
    "eligibility ct:criteriaText": NO_LISTS,
    "eligibility ct:criterion": NO_LISTS,
    "identifier schema:position": TAKEN_OUT,
    "official ct:affiliation": OTHER_DAY,
    "official ct:affiliationName": OTHER_DAY,
    "organization": f"{FEWER_CLASSES}; {OTHER_DAY}",
    "publication ct:citation": REWRITTEN,
    "publication-link ct:citation": REWRITTEN,
    "study ct:briefSummary": NO_LISTS,
    "study schema:description": NO_LISTS,
    "study ct:detailedDescription": NO_LISTS,
}


def read(place: str, data: Path) -> Reading:
    archive, _, member = place.partition("/")
    with zipfile.ZipFile(data / archive) as packed:
        content = packed.read(member)
    (reader,) = [each for each in READERS if each.accepts(content[: 1 << 16])]
    return reader.read(content, name=place)


def graph(place: str, data: Path) -> set[Triple]:
    reading = read(place, data)
    assert reading.study
    told = Teller(Minter())(reading.study, origin=reading.origin)
    return {*told.triples(), *told.shared_triples()}


def row(triple: Triple) -> str:
    """What a triple says, of which kind of node: `outcome ct:measure`, `place ct:point`."""
    subject = triple[0][1:-1]
    steps = subject.removeprefix(BASE).split("/")
    if subject == "/".join(steps):
        kind = "mesh" if "/mesh/" in subject else "publication"
    else:
        kind = steps[2] if steps[0] == "study" and len(steps) > 2 else steps[0]
    return f"{kind} {compact(triple[1][1:-1])}"


def rows_of(triples: set[Triple], table: Mapping[str, str]) -> set[str]:
    """The rows of a table that speak of the triples; any other triple fails."""
    found = {triple: {row(triple), row(triple).partition(" ")[0]} & table.keys() for triple in triples}
    assert sorted(" ".join(triple) for triple, rows in found.items() if not rows) == []
    return {each for rows in found.values() for each in rows}


@pytest.mark.parametrize(
    ("pairs", "one_alone", "two_alone", "either"),
    [(V2_XML, V2_ALONE, {}, EITHER), (V1_XML, V1_ALONE, XML_ALONE, EITHER_V1)],
    ids=["API and XML", "legacy JSON and XML"],
)
def test_each_difference_of_two_formats_is_explained_and_each_explanation_needed(
    data: Path,
    pairs: tuple[Pair, ...],
    one_alone: Mapping[str, str],
    two_alone: Mapping[str, str],
    either: Mapping[str, str],
) -> None:
    met: tuple[set[str], set[str]] = (set(), set())
    for place, other in pairs:
        one, two = graph(place, data), graph(other, data)
        assert len(one & two) > 170
        met[0].update(rows_of(one - two, {**one_alone, **either}))
        met[1].update(rows_of(two - one, {**two_alone, **either}))
    assert met[0] == one_alone.keys() | either.keys()
    assert met[1] == two_alone.keys() | either.keys()


def test_criteria_of_the_legacy_json_read_as_those_of_the_xml(data: Path) -> None:
    """They are not nested, and otherwise the same."""
    place, other = V1_XML[0]
    one, two = read(place, data).study, read(other, data).study
    assert one
    assert two
    assert one.eligibility
    assert two.eligibility
    assert [(each.text, each.side) for each in one.eligibility.listed_criteria] == [
        (each.text, each.side) for each in two.eligibility.listed_criteria
    ]


@pytest.mark.slow
def test_no_other_record_stands_in_two_formats(data: Path) -> None:
    formats: dict[str, set[str]] = {}
    places = ("ctgov-v1.zip", "ctgov-v2-list.json", "ctgov-v2-results.zip", "ctgov-v2.zip", "seeds")
    for name in (*places, "ctgov-xml-results.zip", "ctgov-xml.zip"):
        for reading in kg.read(data / name):
            if isinstance(reading, Reading) and reading.study:
                formats.setdefault(reading.study.id, set()).add(reading.origin.format)
    both = sorted(id for id, found in formats.items() if len(found) > 1)
    assert both == sorted(place.rpartition("/")[2][:11] for place, _ in (*V2_XML, *V1_XML))
