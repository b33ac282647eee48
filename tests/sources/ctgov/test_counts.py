"""Counts taken straight from the sources, by plain json and ElementTree, equal those of the graph.

Parts of one study that are alike in everything are one node: sets count them so. White space is folded as in names.
"""

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run
from .graphs import Graph

Ingested = Callable[[str], Run]

NAMELESS = re.compile(r"site|cent(?:er|re)|institution|location|facilit|[0-9]{2}", re.IGNORECASE)
"""What a name that names no facility has: such a word, or the number of a site."""
COUNTRIES = {"Korea, Republic of": "South Korea", "Turkey (Türkiye)": "Turkey"}
"""Two spellings of one country, both in the data."""

DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+")
LOST_PAGE = re.compile(r":[0-9]+\.[0-9]\.co;")


def fold(text: str) -> str:
    return " ".join(text.split())


def alike(part: object) -> str:
    """A part as one text: two parts are alike if these are."""
    return json.dumps(part, sort_keys=True)


def folded(value: Any) -> Any:
    match value:
        case str():
            return fold(value)
        case list():
            return [folded(each) for each in value]
        case dict():
            return {name: folded(each) for name, each in value.items()}
    return value


def without(part: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in names}


def distinct(studies: Iterable[Iterable[Any]]) -> int:
    """How many different parts the studies have, each study by itself."""
    return sum(len({alike(part) for part in parts}) for parts in studies)


def listed_officials(graph: Graph) -> int:
    """How many persons and offices the studies list; those of sites have no place in a list."""
    return sum("/official/" in subject or "/office/" in subject for subject, _ in graph.pairs("schema:position"))


def name_form(name: str) -> str:
    """Names that are one facility: case, compatibility forms and end stops do not matter, nor hyphens among words."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split()).rstrip(".,;: ")
    words = re.fullmatch(r"[^\W_]+(?:[ \u2010-]+[^\W_]+)*", plain)
    return re.sub(r"[ \u2010-]+", "-", plain) if words and len(plain) <= 80 else plain


def dois(citations: Iterable[str]) -> set[str]:
    """DOIs by a simpler pattern than ours, without what closes a sentence, and without those of the 1990s that lost
    their middle, the page in angle brackets, at their source."""
    found = {each.rstrip(".,;:)]'").lower() for text in citations for each in DOI.findall(text)}
    return {each for each in found if not LOST_PAGE.search(each)}


# The API v2, by json


def members(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            yield archive.read(info)


@pytest.fixture(scope="module")
def v2(data: Path) -> list[dict[str, Any]]:
    return [folded(json.loads(content)) for content in members(data / "ctgov-v2.zip")]


def protocol(study: dict[str, Any], module: str, field: str) -> list[Any]:
    found: list[Any] = study["protocolSection"].get(module, {}).get(field, [])
    return found


@pytest.mark.slow
def test_v2_ledger_balances(run: Ingested, v2: list[dict[str, Any]]) -> None:
    result, graph = run("ctgov-v2.zip")
    assert result.ledger.counts() == {"written": 1084, "rejected": 0, "duplicate": 0}
    assert result.ledger.read == len(v2) == 1084
    assert list(result.problems) == []
    assert result.totals.studies == len(graph.of_class("ct:Study")) == 1084
    described = 21  # what the graph says of itself, which no total counts
    assert result.totals.triples == graph.quads - described


def test_v2_names(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    conditions = distinct(protocol(study, "conditionsModule", "conditions") for study in v2)
    keywords = distinct(protocol(study, "conditionsModule", "keywords") for study in v2)
    assert (graph.count("ct:conditionName"), graph.count("ct:keyword")) == (conditions, keywords) == (1941, 2936)
    phases = Counter(phase for study in v2 for phase in protocol(study, "designModule", "phases"))
    assert graph.codes("ct:phase") == phases
    assert sum(phases.values()) == 940


def test_v2_parts(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    module = "armsInterventionsModule"
    interventions = distinct(
        [without(each, "interventionMappedName") for each in protocol(study, module, "interventions")] for study in v2
    )
    arms = distinct(protocol(study, module, "armGroups") for study in v2)
    assert len(graph.of_class("ct:Intervention")) == interventions
    assert len(graph.of_class("ct:Arm") | graph.of_class("ct:Group")) == arms
    for kind in ("primary", "secondary", "other"):
        outcomes = distinct(protocol(study, "outcomesModule", f"{kind}Outcomes") for study in v2)
        assert graph.count(f"ct:{kind}Outcome") == outcomes > 500


def test_v2_sites(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    located = [
        [without(each, "contacts") for each in protocol(study, "contactsLocationsModule", "locations")] for study in v2
    ]
    assert graph.count("ct:site") == distinct(located) > 9_000
    with_name = distinct([each for each in sites if each.get("facility")] for sites in located)
    assert graph.count("ct:facilityName") == with_name
    check_facilities(graph, [each for sites in located for each in sites])


def check_facilities(graph: Any, sites: list[dict[str, str]]) -> None:
    """Each facility of the sources is one node of the graph, but for names that name none."""
    named = {site for site, _ in graph.pairs("ct:facility")}
    nameless = {value.strip('"') for site, value in graph.pairs("ct:facilityName") if site not in named}
    assert [name for name in nameless if not NAMELESS.search(name)] == []
    facilities = {
        tuple(
            name_form(COUNTRIES.get(each.get(part, ""), each.get(part, "")))
            for part in ("country", "state", "city", "facility")
        )
        for each in sites
        if each.get("facility") and each["facility"] not in nameless
    }
    assert len(graph.of_class("ct:Facility")) == len(facilities)


def test_v2_publications(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    cited = [protocol(study, "referencesModule", "references") for study in v2]
    by_type = Counter(kind for each in cited for kind in [json.loads(one)["type"] for one in {alike(r) for r in each}])
    assert graph.codes("ct:publicationRole") == by_type
    pmids = {each["pmid"].lstrip("0") for references in cited for each in references if "pmid" in each}
    assert set(graph.values("ct:pmid")) == pmids
    # Behind an erratum stands another paper.
    expected = dois(each["citation"].split("Erratum In:")[0] for references in cited for each in references)
    assert set(graph.values("ct:doi")) == expected
    assert len(expected) > 1_000


def test_v2_parties(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    module = "sponsorCollaboratorsModule"
    assert graph.count("ct:leadSponsorName") == sum("leadSponsor" in study["protocolSection"][module] for study in v2)
    names = distinct([each["name"] for each in protocol(study, module, "collaborators")] for study in v2)
    assert graph.count("ct:collaboratorName") == names == 655


def test_v2_officials(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    module = "contactsLocationsModule"
    listed = [protocol(study, module, "overallOfficials") for study in v2]
    named = [[each for each in officials if "1-877-CTLILLY" not in each["name"]] for officials in listed]
    assert (distinct(listed), distinct(named)) == (931, 927)
    at_sites = [
        [
            {"name": each["name"], "role": each["role"]}
            for site in protocol(study, module, "locations")
            for each in site.get("contacts", ())
            if each["role"] != "CONTACT"
        ]
        for study in v2
    ]
    also_listed = [[{"name": each["name"], "role": each["role"]} for each in officials] for officials in named]
    others = distinct(
        [each for each in some if each not in known] for some, known in zip(at_sites, also_listed, strict=True)
    )
    persons, offices = graph.of_class("ct:Official"), graph.of_class("ct:Office")
    answering = 168  # investigators who answer for a study that does not list them
    assert len(persons) + len(offices) == distinct(named) + others + answering == 1792
    assert len(offices) == 82
    by_site = [(subject, value) for name in ("ct:official", "ct:office") for subject, value in graph.pairs(name)]
    assert len([subject for subject, _ in by_site if "/site/" in subject]) == sum(map(len, at_sites)) == 1237
    kinds = Counter(re.sub(r".*/(\w+)/[^/]*>", r"\1", value) for _, value in graph.pairs("ct:responsibleParty"))
    types = Counter(
        study["protocolSection"]["sponsorCollaboratorsModule"].get("responsibleParty", {}).get("type") for study in v2
    )
    assert kinds == {"organization": types["SPONSOR"] + 2, "official": 365, "office": 3}
    assert types["PRINCIPAL_INVESTIGATOR"] + types["SPONSOR_INVESTIGATOR"] == 352


def test_v2_identifiers(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    roles = graph.codes("ct:identifierRole")
    assert roles["ORG_STUDY_ID"] == len(v2)
    assert roles["SECONDARY_ID"] == distinct(
        protocol(study, "identificationModule", "secondaryIdInfos") for study in v2
    )
    assert graph.count("ct:identifierValue") == roles.total()


def test_v2_mesh(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    for subject in ("condition", "intervention"):
        module = f"{subject}BrowseModule"
        for field, predicate in (("meshes", "Concept"), ("ancestors", "ConceptAncestor")):
            terms = [study["derivedSection"].get(module, {}).get(field, []) for study in v2]
            assert graph.count(f"ct:{subject}{predicate}") == distinct([each["term"] for each in one] for one in terms)
        leaves = distinct(study["derivedSection"].get(module, {}).get("browseLeaves", []) for study in v2)
        assert graph.count(f"ct:{subject}BrowseLeaf") == leaves > 500
        branches = distinct(study["derivedSection"].get(module, {}).get("browseBranches", []) for study in v2)
        assert graph.count(f"ct:{subject}BrowseBranch") == branches > 300


def test_v2_attachments(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    documents = [study.get("documentSection", {}).get("largeDocumentModule", {}).get("largeDocs", []) for study in v2]
    assert graph.count("ct:document") == distinct(documents) == 116
    annotations = [study.get("annotationSection", {}).get("annotationModule", {}) for study in v2]
    events = distinct(each.get("unpostedAnnotation", {}).get("unpostedEvents", []) for each in annotations)
    assert graph.count("ct:reviewEvent") >= events == 78
    assert graph.count("ct:violationEvent") == 2
    removed = distinct(study["derivedSection"]["miscInfoModule"].get("removedCountries", []) for study in v2)
    assert graph.count("ct:removedCountryName") == removed == 65


def test_v2_results_are_told_of_and_no_more(run: Ingested, v2: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v2.zip").graph
    assert graph.values("ct:hasResults")['true"^^<http://www.w3.org/2001/XMLSchema#boolean>'] == 106
    assert sum(study["hasResults"] for study in v2) == graph.count("ct:resultsFirstPostedDate") == 106


@pytest.mark.slow
def test_no_contact_is_written_unless_asked_for(run: Ingested) -> None:
    for name in ("ctgov-v2.zip", "ctgov-v1.zip", "ctgov-xml.zip"):
        graph = run(name).graph
        assert graph.of_class("ct:Contact") == set()
        assert graph.count("ct:contact") == graph.count("ct:phone") == graph.count("ct:email") == 0


# The legacy JSON, by json


@pytest.fixture(scope="module")
def v1(data: Path) -> list[dict[str, Any]]:
    return [folded(json.loads(content))["Study"] for content in members(data / "ctgov-v1.zip")]


def listed(study: dict[str, Any], module: str, name: str) -> list[Any]:
    """The list `NameList.Name` of a module; a list of one may stand bare."""
    section = study["ProtocolSection"] if module in study["ProtocolSection"] else study.get("DerivedSection", {})
    found = section.get(module, {}).get(f"{name}List", {}).get(name, [])
    return found if isinstance(found, list) else [found]


@pytest.mark.slow
def test_v1_counts(run: Ingested, v1: list[dict[str, Any]]) -> None:
    result, graph = run("ctgov-v1.zip")
    assert result.ledger.counts() == {"written": 176, "rejected": 0, "duplicate": 0}
    assert list(result.problems) == []

    def count(module: str, name: str, *fields: str) -> int:
        return distinct(
            [{field: each.get(field) for field in fields} if fields else each for each in listed(study, module, name)]
            for study in v1
        )

    assert len(graph.of_class("ct:Study")) == len(v1) == 176
    assert graph.count("ct:conditionName") == count("ConditionsModule", "Condition") == 282
    assert graph.count("ct:keyword") == count("ConditionsModule", "Keyword") == 424
    assert len(graph.of_class("ct:Arm") | graph.of_class("ct:Group")) == count("ArmsInterventionsModule", "ArmGroup")
    assert len(graph.of_class("ct:Intervention")) == count("ArmsInterventionsModule", "Intervention")
    for kind in ("Primary", "Secondary", "Other"):
        assert graph.count(f"ct:{kind.lower()}Outcome") == count("OutcomesModule", f"{kind}Outcome") > 0
    assert listed_officials(graph) == count("ContactsLocationsModule", "OverallOfficial") == 161
    assert graph.count("ct:leadSponsorName") == 176
    assert graph.count("ct:collaboratorName") == count("SponsorCollaboratorsModule", "Collaborator", "CollaboratorName")
    roles = graph.codes("ct:identifierRole")
    assert roles == {"ORG_STUDY_ID": 176, "SECONDARY_ID": count("IdentificationModule", "SecondaryIdInfo")}
    for subject in ("Condition", "Intervention"):
        terms = count(f"{subject}BrowseModule", f"{subject}Mesh", f"{subject}MeshId")
        assert graph.count(f"ct:{subject.lower()}Concept") == terms > 70
    phases = Counter(phase for study in v1 for phase in listed(study, "DesignModule", "Phase"))
    assert graph.count("ct:phase") == phases.total() == 115


def test_v1_sites(run: Ingested, v1: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v1.zip").graph
    located = [
        [without(each, "LocationContactList") for each in listed(study, "ContactsLocationsModule", "Location")]
        for study in v1
    ]
    assert graph.count("ct:site") == distinct(located) > 300
    check_facilities(
        graph, [{name.removeprefix("Location").lower(): v for name, v in each.items()} for s in located for each in s]
    )


def test_v1_publications(run: Ingested, v1: list[dict[str, Any]]) -> None:
    graph = run("ctgov-v1.zip").graph
    cited = [listed(study, "ReferencesModule", "Reference") for study in v1]
    by_type = Counter(
        json.loads(one)["ReferenceType"].upper() for each in cited for one in {alike(reference) for reference in each}
    )
    assert graph.codes("ct:publicationRole") == by_type
    pmids = {each["ReferencePMID"] for references in cited for each in references if "ReferencePMID" in each}
    assert set(graph.values("ct:pmid")) == pmids
    assert set(graph.values("ct:doi")) == dois(each["ReferenceCitation"] for one in cited for each in one)


# The XML, by ElementTree


@pytest.fixture(scope="module")
def xml(data: Path) -> list[ET.Element]:
    return [ET.fromstring(content) for content in members(data / "ctgov-xml.zip")]  # noqa: S314 (our own data)


def whole(element: ET.Element, *names: str) -> str:
    """An element as one text, without children of those names."""
    children = [whole(child, *names) for child in element if child.tag not in names]
    return alike([element.tag, fold(element.text or ""), *children])


def texts(study: ET.Element, path: str) -> list[str]:
    return [fold(each.text or "") for each in study.findall(path)]


@pytest.mark.slow
def test_xml_counts(run: Ingested, xml: list[ET.Element]) -> None:
    result, graph = run("ctgov-xml.zip")
    assert result.ledger.counts() == {"written": 2500, "rejected": 0, "duplicate": 0}
    rules = Counter(each.rule for each in result.problems)
    assert rules == {"CT-R025": 6, "CT-R106": 2}, "texts under a heading of both sides; adverse events without a term"

    def parts(path: str) -> int:
        return sum(len({whole(each) for each in study.findall(path)}) for study in xml)

    def names(path: str) -> int:
        return distinct(texts(study, path) for study in xml)

    assert len(graph.of_class("ct:Study")) == len(xml) == 2500
    assert graph.count("ct:conditionName") == names("condition") > 4_800
    assert graph.count("ct:keyword") == names("keyword") > 16_000
    assert len(graph.of_class("ct:Arm") | graph.of_class("ct:Group")) == parts("arm_group") == 898
    assert len(graph.of_class("ct:Intervention")) == parts("intervention")
    for kind in ("primary", "secondary", "other"):
        assert graph.count(f"ct:{kind}Outcome") == parts(f"{kind}_outcome") > 10
    assert listed_officials(graph) == parts("overall_official")
    assert graph.count("ct:leadSponsorName") == names("sponsors/lead_sponsor/agency") == 2500
    assert graph.count("ct:collaboratorName") == names("sponsors/collaborator/agency")
    roles = graph.codes("ct:identifierRole")
    assert roles == {"ORG_STUDY_ID": 2500, "SECONDARY_ID": names("id_info/secondary_id")}
    assert graph.count("ct:formerIdentifier") == names("id_info/nct_alias") == 49
    for subject in ("condition", "intervention"):
        assert graph.count(f"ct:{subject}ConceptName") == names(f"{subject}_browse/mesh_term") > 4_700
    assert graph.count("ct:document") == parts("provided_document_section/provided_document") == 13
    assert graph.count("ct:reviewEvent") == 6
    phases = Counter(
        part
        for study in xml
        for text in texts(study, "phase")
        for part in ([text] if "N/A" in text else text.split("/"))
    )
    assert graph.count("ct:phase") == phases.total()
    assert graph.codes("ct:phase")["NA"] == phases["N/A"]
    assert graph.codes("ct:phase")["PHASE2"] == phases["Phase 2"]


@pytest.mark.slow
def test_xml_sites(run: Ingested, xml: list[ET.Element]) -> None:
    graph = run("ctgov-xml.zip").graph
    people = ("contact", "contact_backup", "investigator")
    sites = sum(len({whole(each, *people) for each in study.findall("location")}) for study in xml)
    assert graph.count("ct:site") == sites > 30_000
    parts = {"country": "address/country", "state": "address/state", "city": "address/city", "facility": "name"}
    check_facilities(
        graph,
        [
            {name: fold(each.findtext(f"facility/{path}") or "") for name, path in parts.items()}
            for study in xml
            for each in study.findall("location")
        ],
    )


@pytest.mark.slow
def test_xml_publications(run: Ingested, xml: list[ET.Element]) -> None:
    graph = run("ctgov-xml.zip").graph
    background = sum(len({whole(each) for each in study.findall("reference")}) for study in xml)
    result = sum(len({whole(each) for each in study.findall("results_reference")}) for study in xml)
    assert graph.codes("ct:publicationRole") == {"BACKGROUND": background, "RESULT": result}
    cited = [each for study in xml for path in ("reference", "results_reference") for each in study.findall(path)]
    assert set(graph.values("ct:pmid")) == {each.findtext("PMID") for each in cited} - {None}
    assert set(graph.values("ct:doi")) == dois(fold(each.findtext("citation") or "") for each in cited)
