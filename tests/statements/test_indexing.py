"""What the registry adds to a record, as the graph has it: concepts, matches, attachments; and whom to ask."""

from typing import Any

import pytest

from kg.iris import Minter, mesh_iri
from kg.rdf import merge
from kg.record import (
    BrowseBranch,
    BrowseLeaf,
    Concept,
    Contact,
    Indexing,
    Intervention,
    Origin,
    ReviewEvent,
    Site,
    Study,
    StudyDocument,
)
from kg.statements import Teller, describe

ORIGIN = Origin(name="x", sha256="0" * 64, format="ctgov-v2")
MESH = "http://id.nlm.nih.gov/mesh/"


def document(**facts: Any) -> dict[str, Any]:
    return describe(Study(id="NCT99990001", publisher="ctgov", **facts), origin=ORIGIN, mint=Minter())


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("D006547", f"{MESH}D006547"),
        ("D000006547", f"{MESH}D006547"),
        ("D000066331", f"{MESH}D066331"),
        ("D000066450", f"{MESH}D000066450"),
        ("D000086382", f"{MESH}D000086382"),
        ("C000004648", f"{MESH}C004648"),
        ("C000587979", f"{MESH}C587979"),
        ("C000588428", f"{MESH}C000588428"),
        (" c117479 ", f"{MESH}C117479"),
        ("M6475", None),
        ("D12", None),
        ("", None),
    ],
)
def test_mesh_ids_have_one_form(written: str, iri: str | None) -> None:
    assert mesh_iri(written) == iri


def test_concepts_are_shared_and_labelled() -> None:
    indexing = Indexing(
        concepts=(Concept(id="D001249", term="Asthma"), Concept(term="Hay Fever")),
        ancestors=(Concept(id="D000012140", term="Respiratory Tract Diseases"),),
    )
    node = document(condition_indexing=indexing)
    assert node["conditionConcept"] == [{"@id": f"{MESH}D001249", "@type": ["skos:Concept"], "prefLabel": "Asthma"}]
    assert node["conditionConceptName"] == ["Asthma", "Hay Fever"]
    assert [each["@id"] for each in node["conditionConceptAncestor"]] == [f"{MESH}D012140"]
    assert "conditionConceptAncestorName" not in node


def test_a_name_that_is_the_term_itself_is_matched_to_it() -> None:
    indexing = Indexing(
        concepts=(Concept(id="D001249", term="Asthma"), Concept(id="D006255", term="Rhinitis, Allergic"))
    )
    node = document(conditions=("ASTHMA.", "Allergic rhinitis"), condition_indexing=indexing)
    assert [each.get("exactMatch") for each in node["condition"]] == [[f"{MESH}D001249"], None]
    drug = Indexing(concepts=(Concept(id="D003520", term="Cyclophosphamide"),))
    interventions = (Intervention(name="cyclophosphamide", type="DRUG"), Intervention(name="Asthma", type="OTHER"))
    node = document(interventions=interventions, intervention_indexing=drug, condition_indexing=indexing)
    assert [each["treatment"].get("exactMatch") for each in node["intervention"]] == [[f"{MESH}D003520"], None]


def test_the_matches_of_all_records_are_merged_once() -> None:
    indexing = Indexing(concepts=(Concept(id="D001249", term="Asthma"),))
    tell = Teller(Minter())
    studies = [
        Study(id="NCT99990001", publisher="ctgov", conditions=(name,), condition_indexing=indexing)
        for name in ("Asthma", "asthma")
    ]
    rows = {row for study in studies for row in tell(study, origin=ORIGIN).shared_triples()}
    merged = list(merge(sorted(rows)))
    exact = [row for row in merged if row[1].endswith("core#exactMatch>")]
    assert exact == [
        (
            "<https://w3id.org/kgbuild/id/condition/asthma>",
            "<http://www.w3.org/2004/02/skos/core#exactMatch>",
            f"<{MESH}D001249>",
        )
    ]


def test_leaves_are_of_the_study_and_branches_of_all() -> None:
    leaf = BrowseLeaf(id="M4", name="Asthma", found="asthma", relevance="HIGH")
    indexing = Indexing(leaves=(leaf, leaf), branches=(BrowseBranch(id="BC08", name="Respiratory Tract Diseases"),))
    node = document(intervention_indexing=indexing)
    (found,) = node["interventionBrowseLeaf"]
    assert found["@id"].startswith("study/NCT99990001/browse-leaf/")
    assert (found["name"], found["identifier"], found["foundText"], found["relevance"]) == (
        ["Asthma"],
        ["M4"],
        "asthma",
        "HIGH",
    )
    (branch,) = node["interventionBrowseBranch"]
    assert (branch["@id"], branch["prefLabel"]) == ("browse-branch/BC08", "Respiratory Tract Diseases")


def test_documents_and_steps() -> None:
    node = document(
        documents=(StudyDocument(filename="a.pdf", size=12), StudyDocument(filename="a.pdf", size=13)),
        review_events=(ReviewEvent(type="UNRELEASE", date_unknown=True),),
        no_analysis_plan=False,
    )
    assert len({each["@id"] for each in node["document"]}) == 2
    assert [each["fileSize"] for each in node["document"]] == [12, 13]
    assert node["reviewEvent"][0]["eventDateUnknown"] is True
    assert node["noAnalysisPlan"] is False


ANN = Contact(name="Ann", role="CONTACT", phone="1", email="a@b.org")
BEN = Contact(name="Ben", role="CONTACT")


def test_whom_to_ask_is_left_out_unless_asked_for() -> None:
    sites = (Site(country="Peru", city="Lima", contacts=(ANN,)), Site(country="Peru", city="Lima", contacts=(BEN,)))
    without = document(contacts=(ANN,), sites=sites)
    assert "contact" not in without
    assert all("contact" not in site for site in without["site"])


def test_whom_to_ask_stands_once_and_does_not_tell_sites_apart() -> None:
    sites = (Site(country="Peru", city="Lima", contacts=(ANN,)), Site(country="Peru", city="Lima", contacts=(BEN,)))
    study = Study(id="NCT99990001", publisher="ctgov", contacts=(ANN,), sites=sites)
    plain = describe(study, origin=ORIGIN, mint=Minter())
    full = describe(study, origin=ORIGIN, mint=Minter(), contacts=True)
    assert [site["@id"] for site in full["site"]] == [site["@id"] for site in plain["site"]]
    assert len(full["site"]) == 1
    (central,) = full["contact"]
    assert (central["name"], central["contactRole"], central["phone"]) == (["Ann"], "CONTACT", "1")
    assert central["email"] == "a@b.org"
    first, second = full["site"][0]["contact"]
    assert first == central["@id"]
    assert second["name"] == ["Ben"]
