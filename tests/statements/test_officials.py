"""Who leads a study and its sites, and who answers for it."""

from typing import Any

import pytest
from msgspec.structs import replace

from kg.iris import Minter, key
from kg.record import Contact, Official, Organization, Origin, Registration, ResponsibleParty, Site, Study
from kg.statements import describe
from kg.statements.offices import is_office
from kg.statements.persons import is_same_person

ORIGIN = Origin(name="a.txt", sha256="00", format="test")
COMPANY = Organization(name="BeiGene", type="INDUSTRY")
LEADS = "PRINCIPAL_INVESTIGATOR"


def document(contacts: bool = False, **fields: Any) -> dict[str, Any]:
    return describe(Study(id="NCT1", publisher="ctgov", **fields), origin=ORIGIN, mint=Minter(), contacts=contacts)


def party(**fields: Any) -> Registration:
    return Registration(responsible_party=ResponsibleParty(**fields))


@pytest.mark.parametrize("contacts", [False, True])
def test_who_leads_a_site_is_an_official_of_the_site_whether_or_not_contacts_are_written(contacts: bool) -> None:
    lead = Official(name="Ann Lee, MD", role="SUB_INVESTIGATOR", degree="MD")
    reached = Contact(name="Ann Lee, MD", role="SUB_INVESTIGATOR", phone="555-0100")
    said = document(contacts, sites=(Site(city="Bern", country="Switzerland", officials=(lead,), contacts=(reached,)),))
    [site] = said["site"]
    [official] = site["official"]
    assert official == {
        "@id": f"study/NCT1/official/{key('Ann Lee, MD', 'SUB_INVESTIGATOR')}",
        "@type": ["Official"],
        "ofStudy": "study/NCT1",
        "name": ["Ann Lee, MD"],
        "officialRole": "SUB_INVESTIGATOR",
        "degree": "MD",
    }
    assert ("contact" in site) is contacts
    assert "official" not in said


def test_an_official_of_several_sites_and_of_the_study_is_one_node() -> None:
    lead = Official(name="Ann Lee", role=LEADS)
    sites = tuple(Site(city=city, country="Switzerland", officials=(lead, lead)) for city in ("Bern", "Chur"))
    said = document(officials=(Official(name="Ann Lee", role=LEADS, affiliation="Acme"),), sites=sites)
    node = said["official"][0]["@id"]
    assert [site["official"] for site in said["site"]] == [[node], [node]]
    assert said["official"][0]["affiliationName"] == "Acme"


def test_who_leads_a_site_does_not_tell_it_from_others() -> None:
    bare = Site(city="Bern", country="Switzerland", facility="The Spa")
    led = replace(bare, officials=(Official(name="Ann Lee", role=LEADS),))
    assert document(sites=(led,))["site"][0]["@id"] == document(sites=(bare,))["site"][0]["@id"]
    [site] = document(sites=(bare, led))["site"]
    assert [each["name"] for each in site["official"]] == [["Ann Lee"]]


def test_offices_stand_apart_and_all_keep_their_place_in_the_list() -> None:
    names = ("Ann Lee, MD", "Medical Director", "BeiGene", "Bo Roe")
    said = document(lead_sponsor=COMPANY, officials=tuple(Official(name=name, role="STUDY_CHAIR") for name in names))
    assert [(each["name"], each["position"]) for each in said["official"]] == [(["Ann Lee, MD"], 1), (["Bo Roe"], 4)]
    assert [(each["name"], each["position"]) for each in said["office"]] == [
        (["Medical Director"], 2),
        (["BeiGene"], 3),
    ]
    assert [each["@type"] for each in said["office"]] == [["Office"], ["Office"]]
    assert said["office"][0]["@id"] == f"study/NCT1/office/{key('Medical Director', 'STUDY_CHAIR')}"


def test_a_sponsor_that_answers_is_its_organization() -> None:
    said = document(lead_sponsor=COMPANY, registration=party(type="SPONSOR"))
    assert (said["leadSponsor"]["@id"], said["responsibleParty"]) == ("organization/beigene", "organization/beigene")
    old = document(lead_sponsor=COMPANY, registration=party(organization="BEIGENE"))
    assert "responsibleParty" in old
    assert "responsibleParty" not in document(lead_sponsor=COMPANY, registration=party(organization="Acme"))


def test_an_investigator_who_answers_is_the_official_of_that_name() -> None:
    officials = (Official(name="Bo Roe", role="STUDY_CHAIR"), Official(name="Ann B. Lee, MD, PhD", role=LEADS))
    said = document(officials=officials, registration=party(type=LEADS, name="LEE Ann", title="Professor"))
    assert said["responsibleParty"] == said["official"][1]["@id"]
    assert len(said["official"]) == 2
    # Of old records that have no type too.
    old = document(officials=officials, registration=party(name="Bo Roe, M.D./Some Institute"))
    assert old["responsibleParty"] == old["official"][0]["@id"]


@pytest.mark.parametrize("kind", ["PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR"])
def test_an_investigator_whom_the_study_does_not_list_is_made_an_official(kind: str) -> None:
    said = document(registration=party(type=kind, name="Ann Lee", affiliation="Acme"))
    [node] = said["official"]
    assert said["responsibleParty"] == node["@id"]
    assert (node["name"], node["officialRole"], node["affiliationName"]) == (["Ann Lee"], LEADS, "Acme")
    assert "position" not in node
    assert "official" not in document(registration=party(name="Ann Lee"))


def test_an_office_that_answers_is_no_official() -> None:
    said = document(registration=party(type=LEADS, name="vghtpe user"))
    assert "official" not in said
    assert "office" in said


@pytest.mark.parametrize(
    ("name", "role", "affiliation"),
    [
        ("Medical Director", "STUDY_DIRECTOR", "Acme"),
        ("Pfizer CT.gov Call Center", "STUDY_DIRECTOR", "Pfizer"),
        ("Clinical Transparency (dept. 2834)", "STUDY_DIRECTOR", "Novo Nordisk A/S"),
        ("4968 Clinical Trial Leader", None, None),
        ("Teva Medical Expert, MD", "STUDY_DIRECTOR", "Teva"),
        ("Janssen Research & Development, LLC Clinical Trial", None, None),
        ("UCB Cares", None, None),
        ("Novartis", LEADS, "Novartis investigative site"),
        ("ABBVIE INC.", "STUDY_DIRECTOR", "AbbVie"),
        ("Bristol-Myers Squibb", "STUDY_DIRECTOR", "Bristol-Myers Squibb"),
        ("BeiGene", "STUDY_DIRECTOR", "Study Director"),
        ("MD", "STUDY_DIRECTOR", "Amgen"),
        (". ., .", LEADS, None),
    ],
)
def test_names_of_offices(name: str, role: str | None, affiliation: str | None) -> None:
    assert is_office(Official(name=name, role=role, affiliation=affiliation), {"beigene"})


@pytest.mark.parametrize(
    ("name", "role", "affiliation"),
    [
        ("Ann Lee", LEADS, None),
        ("Tacket CO", "STUDY_CHAIR", None),
        ("BUREAU", LEADS, None),
        ("David Jackson Professor", LEADS, None),
        ("Benedetto Vitiello, NIMH Coordinator", LEADS, None),
        ("Cedric Gollion, Medical Doctor", LEADS, None),
        ("Pilar Rico Nieto - Medical Department", None, None),
        ("Olivier de Beaumont/Medical Director", None, None),
        ("MD, Ph.d.-student Nunu Lund", LEADS, None),
        ("Aaron Hansen, Site 0054", LEADS, None),
        ("Kari Nadeau", LEADS, "Kari Nadeau"),
    ],
)
def test_names_of_persons(name: str, role: str | None, affiliation: str | None) -> None:
    assert not is_office(Official(name=name, role=role, affiliation=affiliation), {"beigene"})


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Deborah Zucker, MD, PhD", "deborah r. zucker"),
        ("Zhou Chengzhi", "Chengzhi Zhou, MD"),
        ("wang, jianxiang", "Jianxiang Wang, Dr."),
        ("Stone, John H, M.D., M.P.H", "John H Stone, MD"),
        ("Kari Christine Nadeau, MD PhD", "Kari Nadeau"),
        ("Prof. Dr. Gerold Ebenbichler", "Gerold Ebenbichler, MD"),
        ("Fábio Fernandes", "Fabio Fernandes"),
        ("Lars Olaf Cardell", "Lars-Olaf Cardell, Prof"),
        ("RolfFronczek", "Rolf Fronczek, MD"),
    ],
)
def test_names_of_one_person(name: str, other: str) -> None:
    assert is_same_person(name, other)
    assert is_same_person(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann Lee", "Bo Lee"),
        ("Ann Lee", "Ann Roe"),
        ("Ann", "Ann Lee"),
        ("MD", "PhD"),
        ("A. Lee", "B. Lee, PhD"),
        ("Ann Lee", "A. Lee"),
    ],
)
def test_names_of_two_persons_or_of_none(name: str, other: str) -> None:
    assert not is_same_person(name, other)


@pytest.mark.parametrize(
    "text",
    [
        "Associate Professor",
        "Assistant Clinical Professor (Volunteer)",
        "Head of the Department",
        "Head-Deputy Dept. of Pulmonary medicine",
        "Lecturer of chest medicine Faculty of medicine Mansoura university",
        "Medical Director, ALK-Abello, S.A.",
        "Assiut university- professor",
        "Study principal Investigator Toulouse University Hospital",
        "academic staff, MD",
        "Employee",
        "ENT Specialist",
    ],
)
def test_a_title_is_no_organization(text: str) -> None:
    said = document(officials=(Official(name="Ann Lee", role=LEADS, affiliation=text),))
    [official] = said["official"]
    assert official["affiliationName"] == text
    assert "affiliation" not in official


@pytest.mark.parametrize(
    "text",
    [
        "Prof. Dr. Cemil Tascıoglu Education and Research Hospital Organization",
        "Department of Otorhinolaryngology, Head and Neck Surgery and Audiology, Rigshospitalet, Denmark",
        "NIH, Office of the Director",
        "Rohr and Columbo Asthma, Allergy and Immunology Specialists",
        "Novartis investigator site",
        "Royal College of Physicians",
        "headache specialist clinic of the Second Affiliated Hospital of Zhejiang Medical University",
    ],
)
def test_an_organization_may_hold_such_a_word(text: str) -> None:
    said = document(officials=(Official(name="Ann Lee", role=LEADS, affiliation=text),))
    assert said["official"][0]["affiliation"]["name"] == [text]
