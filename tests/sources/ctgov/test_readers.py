"""What the readers make of single fields, each format in its own words."""

import json
from typing import Any

import pytest

from kg.dates import PartialDate
from kg.record import (
    BrowseBranch,
    BrowseLeaf,
    Concept,
    Contact,
    Official,
    PostedDate,
    Reference,
    ResponsibleParty,
    Retraction,
    ReviewEvent,
    Study,
    StudyDocument,
)
from kg.sources import detect
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.fields.clean import decimal, long, short, unwrapped
from kg.sources.reading import place

IDENTITY = {"identificationModule": {"nctId": "NCT99990001"}}


def api(*, derived: Any = None, annotation: Any = None, document: Any = None, **modules: Any) -> Study:
    content = {
        "protocolSection": {**IDENTITY, **modules},
        "derivedSection": derived or {},
        "annotationSection": {"annotationModule": annotation or {}},
        "documentSection": {"largeDocumentModule": document or {}},
    }
    return only(CTGOV_V2, json.dumps(content))


def xml(inside: str) -> Study:
    return only(CTGOV_XML, f"<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info>{inside}</clinical_study>")


def legacy(**modules: Any) -> Study:
    section = {"IdentificationModule": {"NCTId": "NCT99990001"}, **modules}
    return only(CTGOV_V1, json.dumps({"FullStudy": {"Rank": 1, "Study": {"ProtocolSection": section}}}))


def only(reader: Any, content: str) -> Study:
    reading = reader.read(content.encode(), name="x")
    assert reading.problems == ()
    study: Study = reading.study
    return study


# Detection


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('{"protocolSection":{}}', "ctgov-v2"),
        ('\ufeff {"hasResults": true}', "ctgov-v2"),
        ('{"_id": 1, "protocolSection": {}}', "ctgov-v2"),
        ('{"Study":{"ProtocolSection":{}}}', "ctgov-v1"),
        ('{"FullStudy":{"Rank":1,"Study":{"ProtocolSection":{}}}}', "ctgov-v1"),
        ("<clinical_study>", "ctgov-xml"),
        ('\ufeff<?xml version="1.0"?>\n<!-- x --><clinical_study rank="1">', "ctgov-xml"),
        ('{"protocol": "protocolSection"}', None),
        ("a page about <clinical_study>", None),
        ("[]", None),
    ],
)
def test_records_are_known_by_what_they_hold(content: str, name: str | None) -> None:
    found = detect(content.encode())
    assert (found.name if found else None) == name


def test_the_place_of_a_record() -> None:
    assert place("a.json", None) == "a.json"
    assert place("a.json", "#12") == "a.json#12"
    assert place("a.zip", "b/c.json#3") == "a.zip/b/c.json#3"


# Texts


def test_short_texts_stand_on_one_line_and_long_ones_keep_their_paragraphs() -> None:
    assert [short(text) for text in ("a b", " a\n b\u00a0c ", "  ", "", None)] == ["a b", "a b c", None, None, None]
    assert [long(text) for text in (" a\r\n\r\n  b \n", " ", None)] == ["a\n\n  b", None, None]


def test_numbers_are_written_in_full() -> None:
    assert [decimal(number) for number in (37.80437, -2.0, 1e-07, 101.0)] == ["37.80437", "-2", "0.0000001", "101"]


def test_a_text_block_is_read_without_its_layout() -> None:
    block = (
        "\n        Inclusion Criteria:\r\n\r\n          -  Treatments tried: anti-inflammatory\r\n"
        "             therapy.\r\n\r\n               -  MRI\r\n\r\n        Other text\r\n        goes on.\r\n      "
    )
    assert unwrapped(block) == "Inclusion Criteria:\n\n  - Treatments tried: anti-inflammatory therapy.\n\n" + (
        " " * 7 + "- MRI\n\nOther text goes on."
    )
    study = xml(f"<eligibility><criteria><textblock>{block}</textblock></criteria></eligibility>")
    assert study.eligibility
    assert study.eligibility.listed_criteria[0].text.startswith("Treatments tried: anti-inflammatory therapy.")


def test_characters_of_another_code_page_are_left_for_the_clean_up() -> None:
    assert api(conditionsModule={"conditions": ["Ryoncil\u0099"]}).conditions == ("Ryoncil\u0099",)


# Design


@pytest.mark.parametrize(
    ("text", "masking", "parties"),
    [
        ("Double (Participant, Investigator)", "DOUBLE", ("PARTICIPANT", "INVESTIGATOR")),
        ("None (Open Label)", "NONE", ()),
        ("Single Blind", "SINGLE", ()),
        ("Open Label", "NONE", ()),
        ("Double-Blind", "DOUBLE", ()),
        ("Single Blind (Subject)", "SINGLE", ("PARTICIPANT",)),
    ],
)
def test_masking_of_the_xml(text: str, masking: str, parties: tuple[str, ...]) -> None:
    design = xml(f"<study_design_info><masking>{text}</masking></study_design_info>").design
    assert (design.masking, design.who_masked) == (masking, parties)


@pytest.mark.parametrize(
    ("text", "phases"),
    [("Phase 1/Phase 2", ("PHASE1", "PHASE2")), ("N/A", ("NA",)), ("Early Phase 1", ("EARLY_PHASE1",))],
)
def test_phases_of_the_xml(text: str, phases: tuple[str, ...]) -> None:
    study = xml(f"<phase>{text}</phase>")
    assert study.phases == phases


def test_a_patient_registry_of_the_xml() -> None:
    study = xml("<study_type>Observational [Patient Registry]</study_type>")
    assert (study.study_type, study.design.patient_registry) == ("OBSERVATIONAL", True)
    assert xml("<study_type>Observational</study_type>").design.patient_registry is None


def test_ages_are_kept_as_written_and_no_limit_is_nothing() -> None:
    study = xml("<eligibility><minimum_age>6 Months</minimum_age><maximum_age>N/A</maximum_age></eligibility>")
    assert study.eligibility
    assert (study.eligibility.minimum_age, study.eligibility.maximum_age) == ("6 Months", None)


def test_lists_of_one_may_stand_bare_in_the_legacy_json() -> None:
    study = legacy(
        ConditionsModule={"ConditionList": {"Condition": "Asthma"}},
        DesignModule={"DesignInfo": {"DesignObservationalModelList": {"DesignObservationalModel": ["Case-Only"]}}},
    )
    assert study.conditions == ("Asthma",)
    assert study.design.observational_model == "CASE_ONLY"


def test_results_are_told_by_their_section_where_nothing_says_so() -> None:
    assert (
        xml("<clinical_results><limitations_and_caveats>1</limitations_and_caveats></clinical_results>").has_results
        is True
    )
    assert xml("").has_results is False
    assert legacy().has_results is False
    assert api().has_results is None


# People


def test_a_degree_is_told_from_the_name() -> None:
    study = api(contactsLocationsModule={"overallOfficials": [{"name": "Ann Lee, MD, PhD", "affiliation": "X"}]})
    assert study.officials == (Official(name="Ann Lee, MD, PhD", degree="MD, PhD", affiliation="X"),)


def test_names_in_parts_are_put_together() -> None:
    study = xml(
        "<overall_official><first_name>Ann</first_name><middle_name>B</middle_name><last_name>Lee</last_name>"
        "<degrees>MD</degrees><role>Study Chair</role></overall_official>"
    )
    assert study.officials == (Official(name="Ann B Lee, MD", role="STUDY_CHAIR", degree="MD"),)


def test_contacts_of_the_xml_have_their_role_by_their_element() -> None:
    study = xml(
        "<overall_contact><last_name>A</last_name><phone>1</phone><phone_ext>2</phone_ext><email>a@b.org</email>"
        "</overall_contact><overall_contact_backup><last_name>B</last_name></overall_contact_backup>"
        "<location><facility><address><city>Bern</city></address></facility><contact><last_name>C</last_name></contact>"
        "<investigator><last_name>D</last_name><role>Sub-Investigator</role></investigator></location>"
    )
    assert study.contacts == (
        Contact(name="A", role="CONTACT", phone="1", phone_extension="2", email="a@b.org"),
        Contact(name="B", role="CONTACT"),
    )
    assert study.sites[0].contacts == (Contact(name="C", role="CONTACT"),)
    assert study.sites[0].officials == (Official(name="D", role="SUB_INVESTIGATOR"),)


def test_who_leads_a_site_and_can_be_reached_is_a_contact_too() -> None:
    person = {"name": "Ann Lee, MD", "role": "PRINCIPAL_INVESTIGATOR", "phone": "555-0100"}
    [site] = api(contactsLocationsModule={"locations": [{"city": "Bern", "contacts": [person]}]}).sites
    assert site.officials == (Official(name="Ann Lee, MD", role="PRINCIPAL_INVESTIGATOR", degree="MD"),)
    assert site.contacts == (Contact(name="Ann Lee, MD", role="PRINCIPAL_INVESTIGATOR", phone="555-0100"),)


def test_a_number_that_stands_as_a_name_is_a_contact() -> None:
    call = "Call 1-877-555-0100 or 1-317-555-0100 Mon - Fri 9 AM - 5 PM"
    study = api(
        contactsLocationsModule={
            "centralContacts": [{"name": "1-877-CTEX (1-877-555-0100) or", "role": "CONTACT", "phone": "317-555-0100"}],
            "overallOfficials": [
                {"name": call, "role": "STUDY_DIRECTOR", "affiliation": "Acme"},
                {"name": "Acme Cares", "role": "STUDY_DIRECTOR", "affiliation": "1-844-555-0100 (Acme)"},
            ],
            "locations": [{"city": "Bern", "contacts": [{"name": "ann@example.org", "role": "SUB_INVESTIGATOR"}]}],
        },
        sponsorCollaboratorsModule={"responsibleParty": {"oldNameTitle": call, "oldOrganization": "Acme"}},
    )
    assert study.officials == (Official(name="Acme Cares", role="STUDY_DIRECTOR"),)
    assert study.contacts == (
        Contact(role="CONTACT", phone="1-877-CTEX (1-877-555-0100) or 317-555-0100"),
        Contact(phone=call),
        Contact(phone="1-844-555-0100 (Acme)"),
    )
    assert study.sites[0].contacts == (Contact(role="SUB_INVESTIGATOR", email="ann@example.org"),)
    assert study.registration.responsible_party == ResponsibleParty(organization="Acme")


# What the registry adds


def test_references_with_type_and_retractions() -> None:
    study = api(
        referencesModule={
            "references": [
                {
                    "pmid": "12",
                    "type": "DERIVED",
                    "citation": "Some  paper.",
                    "retractions": [{"pmid": "13", "source": "J. 2020"}],
                }
            ]
        }
    )
    retraction = Retraction(pmid="13", source="J. 2020")
    assert study.references == (
        Reference(citation="Some paper.", pmid="12", type="DERIVED", retractions=(retraction,)),
    )


def test_references_of_the_xml_have_their_type_by_their_element() -> None:
    study = xml(
        "<results_reference><citation>R</citation><PMID>2</PMID></results_reference><reference><citation>B</citation></reference>"
    )
    assert study.references == (
        Reference(citation="R", pmid="2", type="RESULT"),
        Reference(citation="B", type="BACKGROUND"),
    )


def test_index_terms() -> None:
    browse = {
        "meshes": [{"id": "D001249", "term": "Asthma"}],
        "ancestors": [{"id": "D012140", "term": "Respiratory Tract Diseases"}],
        "browseLeaves": [{"id": "M4", "name": "Asthma", "asFound": "asthma", "relevance": "HIGH"}],
        "browseBranches": [{"abbrev": "BC08", "name": "Respiratory Tract Diseases"}],
    }
    indexing = api(derived={"conditionBrowseModule": browse}).condition_indexing
    assert indexing.concepts == (Concept(id="D001249", term="Asthma"),)
    assert indexing.ancestors == (Concept(id="D012140", term="Respiratory Tract Diseases"),)
    assert indexing.leaves == (BrowseLeaf(id="M4", name="Asthma", found="asthma", relevance="HIGH"),)
    assert indexing.branches == (BrowseBranch(id="BC08", name="Respiratory Tract Diseases"),)
    terms = "<condition_browse><!-- x --><mesh_term>Asthma</mesh_term></condition_browse>"
    assert xml(terms).condition_indexing.concepts == (Concept(term="Asthma"),)


def test_the_steps_of_a_review_are_told_once() -> None:
    annotation = {
        "unpostedAnnotation": {
            "unpostedResponsibleParty": "X",
            "unpostedEvents": [
                {"type": "RELEASE", "date": "2014-11-12"},
                {"type": "UNRELEASE", "dateUnknown": True},
            ],
        }
    }
    rounds = [
        {"releaseDate": "2014-11-12", "unreleaseDateUnknown": True},
        {"releaseDate": "2015-01-02", "resetDate": "2015-02-03", "mcpReleaseN": 4},
    ]
    study = api(annotation=annotation, derived={"miscInfoModule": {"submissionTracking": {"submissionInfos": rounds}}})
    assert study.review_events == (
        ReviewEvent(type="RELEASE", date=PartialDate(2014, 11, 12)),
        ReviewEvent(type="UNRELEASE", date_unknown=True),
        ReviewEvent(type="RELEASE", date=PartialDate(2015, 1, 2)),
        ReviewEvent(type="RESET", date=PartialDate(2015, 2, 3)),
    )
    assert study.registration.commented_releases == (4,)
    assert study.registration.unposted_responsible_party == "X"
    steps = xml(
        "<pending_results><submitted>June 7, 2018</submitted><submission_canceled>Unknown</submission_canceled>"
        "<submitted>June 9, 2018</submitted></pending_results>"
    )
    assert [(event.type, str(event.date), event.date_unknown) for event in steps.review_events] == [
        ("RELEASE", "2018-06-07", None),
        ("UNRELEASE", "None", True),
        ("RELEASE", "2018-06-09", None),
    ]


def test_documents_and_the_time_of_their_upload() -> None:
    document = {"noSap": True, "largeDocs": [{"label": "Plan", "filename": "a.pdf", "uploadDate": "2021-08-13T11:54"}]}
    study = api(document=document)
    uploaded = PartialDate(2021, 8, 13, "11:54:00")
    assert study.documents == (StudyDocument(label="Plan", filename="a.pdf", uploaded=uploaded),)
    assert study.no_analysis_plan is True
    content = {
        "Study": {
            "ProtocolSection": {"IdentificationModule": {"NCTId": "NCT99990001"}},
            "DocumentSection": {
                "LargeDocumentModule": {
                    "LargeDocList": {"LargeDoc": [{"LargeDocUploadDate": "08/13/2021 11:54", "LargeDocHasSAP": "Yes"}]}
                }
            },
        }
    }
    documents = only(CTGOV_V1, json.dumps(content)).documents
    assert documents == (StudyDocument(uploaded=PartialDate(2021, 8, 13), has_analysis_plan=True),)


def test_limits_that_a_model_did_not_find_are_nothing() -> None:
    def limits(low: float, high: float) -> tuple[str | None, str | None]:
        study = api(
            derived={"miscInfoModule": {"modelPredictions": {"bmiLimits": {"minBmi": low, "maxBmi": high}}}},
            eligibilityModule={"sex": "ALL"},
        )
        assert study.eligibility
        return study.eligibility.predicted_minimum_bmi, study.eligibility.predicted_maximum_bmi

    assert limits(0, 101) == (None, None)
    assert limits(18.5, 101) == ("18.5", None)
    assert limits(0, 30) == (None, "30")


def test_the_day_of_the_data_is_that_of_the_record() -> None:
    day = PartialDate(2023, 2, 3)
    sentence = "ClinicalTrials.gov processed this data on February 03, 2023"
    header = f"<required_header><download_date>{sentence}</download_date></required_header>"
    assert xml(header).registration.version == day
    assert api(derived={"miscInfoModule": {"versionHolder": "2023-02-03"}}).registration.version == day


def test_a_posted_date_has_its_type() -> None:
    study = xml('<last_update_posted type="Estimate">March 4, 2008</last_update_posted>')
    assert study.registration.last_update_posted == PostedDate(date=PartialDate(2008, 3, 4), type="ESTIMATED")


def test_ids_and_aliases() -> None:
    study = api(
        identificationModule={
            "nctId": "NCT99990001",
            "nctIdAliases": ["NCT99990002"],
            "orgStudyIdInfo": {"id": "A-1", "type": "NIH", "link": "https://x.org"},
            "secondaryIdInfos": [{"id": "ISRCTN12345678", "type": "REGISTRY", "domain": "ISRCTN"}, {"type": "OTHER"}],
        }
    )
    assert study.aliases == ("NCT99990002",)
    assert [(each.value, each.type, each.domain, each.link, each.role) for each in study.identifiers] == [
        ("A-1", "NIH", None, "https://x.org", "ORG_STUDY_ID"),
        ("ISRCTN12345678", "REGISTRY", "ISRCTN", None, "SECONDARY_ID"),
    ]
