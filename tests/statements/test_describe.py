"""What a document says, area by area."""

from typing import Any

import pytest
from msgspec.structs import replace

from kg.ages import age_in_years
from kg.dates import PartialDate
from kg.iris import Minter, key
from kg.rdf.terms import XSD
from kg.record import (
    Arm,
    Design,
    Eligibility,
    Enrollment,
    EthicsReview,
    Identifier,
    Intervention,
    NationalCourse,
    Official,
    Organization,
    Origin,
    Outcome,
    Reference,
    RelatedStudy,
    Retraction,
    ReviewEvent,
    Site,
    Study,
    StudyDate,
    StudyDocument,
    Uncoded,
    ViolationEvent,
)
from kg.statements import describe
from kg.statements.placeholders import is_placeholder

ORIGIN = Origin(name="a.txt", sha256="00", format="test")


def document(leading: bool = True, **fields: Any) -> dict[str, Any]:
    return describe(Study(id="NCT1", publisher="ctgov", **fields), origin=ORIGIN, mint=Minter(), leading=leading)


def test_super_types_and_super_properties_are_written() -> None:
    said = document(study_type="INTERVENTIONAL", lead_sponsor=Organization(name="A", type="OTHER"), conditions=("X",))
    assert said["@type"] == ["ClinicalTrial", "Study", "schema:MedicalStudy", "schema:MedicalTrial"]
    assert said["sponsor"] == ["organization/a"]
    assert said["schemaSponsor"] == ["organization/a"]
    assert said["healthCondition"] == ["condition/x"]


def test_a_study_is_found_by_its_id_by_former_ones_and_under_bioregistry() -> None:
    study = Study(id="NCT00000002", publisher="ctgov", aliases=("NCT00000001", "N1", "NCT00000001"))
    said = describe(study, origin=ORIGIN, mint=Minter())
    assert said["identifier"] == ["NCT00000002", "NCT00000001", "N1"]
    assert said["sameAs"] == [f"https://bioregistry.io/clinicaltrials:NCT0000000{number}" for number in (2, 1)]
    assert said["record"]["identifier"] == ["NCT00000002"]
    assert said["record"]["formerIdentifier"] == ["NCT00000001", "N1"]
    assert said["record"]["page"] == "https://clinicaltrials.gov/study/NCT00000002"


def test_each_site_with_a_country_lies_in_it_with_a_city_or_without() -> None:
    sites = (Site(country="Norway", city="Oslo"), Site(country="Norway"), Site(city="Oslo"))
    said = document(sites=sites)
    assert [site.get("containedInPlace") for site in said["site"]] == ["country/NO", "country/NO", None]


def test_a_record_that_does_not_lead_has_one_id_and_no_page_at_another_publisher() -> None:
    study = Study(id="NCT00000002", publisher="meddatax", aliases=("NCT00000001",))
    said = describe(study, origin=ORIGIN, mint=Minter(), leading=False)
    assert said["identifier"] == ["NCT00000002"]
    assert "page" not in said
    assert "sameAs" not in said


def test_a_secondary_id_of_a_registry_has_its_code_its_normal_form_and_its_iri() -> None:
    ids = (
        Identifier(value="EudraCT 2007-004653-29"),
        Identifier(value="2024-519786-22", domain="EU CT number", type="OTHER"),
        Identifier(value="2041220019", domain="jRCT"),
        Identifier(value="PBTC-058", domain="CTEP"),
    )
    terms = ("identifierRegistry", "identifierNormalForm", "sameAs")
    assert [[each.get(term) for term in terms] for each in document(identifiers=ids)["secondaryIdentifier"]] == [
        ["euctr", "2007-004653-29", ["https://bioregistry.io/euclinicaltrials:2007-004653-29"]],
        ["ctis", "2024-519786-22", None],
        ["jrct", "jRCT2041220019", ["https://bioregistry.io/jrct:jRCT2041220019"]],
        [None, None, None],
    ]


def test_studies_that_texts_name_by_id_are_linked_and_the_study_itself_is_not() -> None:
    said = document(
        official_title="Extension of NCT00000003",
        brief_summary="Who completed NCT00000003 or EudraCT 2007-004653-29 (this is NCT00000002, DRKS00000005).",
        eligibility=Eligibility(criteria="No part in ISRCTN24791884"),
        identifiers=(Identifier(value="DRKS00000005"),),
        aliases=("NCT00000002",),
    )
    assert said["mentionedStudy"] == ["study/NCT00000003", "study/2007-004653-29", "study/ISRCTN24791884"]


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        (PartialDate(2012), "2012-01-01", "2012-12-31"),
        (PartialDate(2012, 2), "2012-02-01", "2012-02-29"),
        (PartialDate(2012, 2, 7), "2012-02-07", "2012-02-07"),
    ],
)
@pytest.mark.parametrize("name", ["start", "primary_completion", "completion"])
def test_a_date_of_a_study_stands_with_the_days_that_it_may_mean(
    name: str, date: PartialDate, earliest: str, latest: str
) -> None:
    stated: dict[str, Any] = {name: StudyDate(date=date)}
    said = document(**stated)
    first, *words = name.split("_")
    term = f"{first}{''.join(map(str.capitalize, words))}Date"
    assert (said[f"{term}Earliest"], said[f"{term}Latest"]) == (earliest, latest)


def test_an_unknown_code_keeps_its_text() -> None:
    said = document(
        status=Uncoded("Zombie"),
        study_type=Uncoded("Odd"),
        phases=("PHASE1", Uncoded("Phase 9")),
        arms=(Arm(label="a", type=Uncoded("?")),),
    )
    assert said["statusText"] == "Zombie"
    assert said["codeText"] == ["studyType: Odd", "phase: Phase 9"]
    assert said["phase"] == ["PHASE1"]
    assert said["arm"][0]["codeText"] == ["armType: ?"]
    assert said["@type"] == ["Study"]


def test_a_shared_node_stands_whole_once_with_all_its_names() -> None:
    said = document(
        lead_sponsor=Organization(name="ACME Inc", type="INDUSTRY"),
        collaborators=(Organization(name="Acme Inc."),),
        officials=(Official(name="Ann", affiliation="acme inc"),),
    )
    assert said["leadSponsor"] == {
        "@id": "organization/acme-inc",
        "@type": ["org:Organization", "schema:Organization"],
        "name": ["ACME Inc", "Acme Inc.", "acme inc"],
        "organizationClass": "INDUSTRY",
    }
    assert said["collaborator"] == ["organization/acme-inc"]
    assert said["official"][0]["affiliation"] == "organization/acme-inc"
    assert said["official"][0]["affiliationName"] == "acme inc"


def test_texts_of_unknown_codes_stand_together_once_where_the_first_was_met() -> None:
    said = document(
        phases=("PHASE1", Uncoded("V")),
        design=Design(masking=Uncoded("Triple Dummy"), allocation="RANDOMIZED"),
        status=Uncoded("Paused"),
        enrollment=Enrollment(count=5, type=Uncoded("Guessed")),
    )
    assert said["statusText"] == "Paused"
    assert said["codeText"] == ["enrollmentType: Guessed", "phase: V", "masking: Triple Dummy"]
    assert (said["phase"], said["allocation"]) == (["PHASE1"], "RANDOMIZED")
    assert said["phaseLabel"] == "Phase 1/V"
    terms = [term for term in said if term not in ("record", "schemaIdentifier", "phaseLabel")]
    assert terms == ["@id", "@type", "identifier", "statusText", "enrollment", "phase", "allocation", "codeText"]


def test_a_phase_in_words_is_that_of_the_codes() -> None:
    assert document(phases=("PHASE1", "PHASE2"))["phaseLabel"] == "Phase 1/Phase 2"
    assert document(phases=("NA",))["phaseLabel"] == "Not applicable"
    assert "phaseLabel" not in document()


def test_an_id_has_the_key_of_its_value_and_one_that_repeats_it_the_role_too() -> None:
    own = Identifier(value="A-1", role="ORG_STUDY_ID")
    again = Identifier(value="A-1", role="SECONDARY_ID", type="NIH")
    other = Identifier(value="B-2", role="SECONDARY_ID")
    said = document(identifiers=(own, again, other))["secondaryIdentifier"]
    nodes = [f"study/NCT1/identifier/{each}" for each in (key("A-1"), key("A-1", "SECONDARY_ID"), key("B-2"))]
    assert [each["@id"] for each in said] == nodes
    assert [each["identifierRole"] for each in said] == ["ORG_STUDY_ID", "SECONDARY_ID", "SECONDARY_ID"]
    plain = document(identifiers=(own, replace(again, type=None), other))["secondaryIdentifier"]
    assert [each["@id"] for each in plain] == nodes


def test_a_document_is_uploaded_at_a_time_or_on_a_day() -> None:
    at = document(documents=(StudyDocument(label="a", uploaded=PartialDate(2017, 9, 28, "12:56:00")),))["document"]
    assert at[0]["uploadedDate"] == {"@type": f"{XSD}dateTime", "@value": "2017-09-28T12:56:00"}
    on = document(documents=(StudyDocument(label="a", uploaded=PartialDate(2017, 9, 28)),))["document"]
    assert on[0]["uploadedDate"] == {"@type": f"{XSD}date", "@value": "2017-09-28"}


def test_a_paper_keeps_its_link_when_its_citation_is_written_anew() -> None:
    def link(citation: str) -> object:
        cited = Reference(citation=citation, pmid="123", type="RESULT")
        return document(references=(cited,))["publicationLink"][0]["@id"]

    assert (
        link("Doe J. A. 2016.")
        == link("Doe J, Roe R. A. 2016. doi: 10.5555/a.")
        == (f"study/NCT1/publication-link/{key('123', 'RESULT')}")
    )


def test_a_place_stands_whole_once_with_all_that_its_sites_say() -> None:
    oslo = Site(country="Norway", city="Oslo", latitude="59.9", longitude="10.7")
    said = document(sites=(oslo, replace(oslo, facility="A"), Site(country="Norway", city="OSLO"), oslo))
    assert said["country"] == [
        {"@id": "country/NO", "@type": ["Country", "schema:Country"], "name": ["Norway"], "countryCode": "NO"}
    ]
    assert [site["place"] for site in said["site"]] == [
        {
            "@id": "place/NO/_/oslo",
            "@type": ["Place", "geo:Feature", "schema:Place"],
            "name": ["Oslo", "OSLO"],
            "containedInPlace": "country/NO",
            "point": ["POINT(10.7 59.9)"],
        },
        "place/NO/_/oslo",
        "place/NO/_/oslo",
    ]


def test_a_record_that_does_not_lead_describes_itself() -> None:
    said = document(leading=False, title="T", arms=(Arm(label="a"),), study_type="INTERVENTIONAL")
    assert said["@id"] == "record/ctgov/NCT1"
    assert said["@type"] == ["RegistryRecord", "prov:Entity"]
    assert said["describes"] == "study/NCT1"
    assert said["arm"][0]["@id"] == f"record/ctgov/NCT1/arm/{key('a')}"


def test_arms_use_the_interventions_that_either_side_names() -> None:
    said = document(
        interventions=(
            Intervention(name="X", type="DIETARY_SUPPLEMENT"),
            Intervention(name="Y", type="DRUG", arm_labels=("B",)),
        ),
        arms=(Arm(label="A", interventions=("Dietary Supplement: X",)), Arm(label="B")),
    )
    x, y = (each["@id"] for each in said["intervention"])
    assert [arm["usesIntervention"] for arm in said["arm"]] == [[x], [y]]


def test_an_original_outcome_equal_to_the_current_is_the_same_node() -> None:
    same, new = Outcome(measure="m", time_frame="1 y"), Outcome(measure="n")
    said = document(primary_outcomes=(same,), original_primary_outcomes=(same, new))
    assert said["primaryOutcome"][0]["@id"] == f"study/NCT1/outcome/{key('PRIMARY', 'm', '1 y')}"
    assert said["originalPrimaryOutcome"][0] == said["primaryOutcome"][0]["@id"]
    assert said["originalPrimaryOutcome"][1]["measure"] == "n"


def test_one_doi_and_its_pubmed_id_are_one_paper() -> None:
    said = document(references=(Reference(citation="A. doi: 10.1000/X.", pmid="12", type="RESULT"),))
    [paper] = said["resultsPublication"]
    assert (paper["@id"], paper["sameAs"]) == ("https://doi.org/10.1000/x", ["https://pubmed.ncbi.nlm.nih.gov/12"])
    assert said["publication"] == said["subjectOf"] == ["https://doi.org/10.1000/x"]
    assert said["publicationLink"][0]["publicationRole"] == "RESULT"


def test_of_several_dois_none_is_said_to_be_the_pubmed_id() -> None:
    said = document(references=(Reference(citation="10.1000/a and 10.1000/b", pmid="12"),))
    assert [each["@id"] for each in said["publication"]] == [
        "https://doi.org/10.1000/a",
        "https://doi.org/10.1000/b",
        "https://pubmed.ncbi.nlm.nih.gov/12",
    ]
    assert not any("sameAs" in each for each in said["publication"])


def test_the_citation_of_one_paper_stands_on_the_paper_that_of_several_on_none() -> None:
    said = document(references=(Reference(citation="A. doi: 10.1000/x.", pmid="12"),))
    assert said["publication"][0]["citation"] == ["A. doi: 10.1000/x."]
    said = document(references=(Reference(citation="10.1000/a and 10.1000/b", pmid="12"),))
    assert not any("citation" in each for each in said["publication"])
    [own] = document(references=(Reference(citation="Unpublished."),))["publication"]
    assert (own["citation"], own["prefLabel"]) == (["Unpublished."], "Unpublished.")


@pytest.mark.parametrize(
    ("citation", "pmid", "in_journal"),
    [
        ("Doe J. A paper. J Ex. 2012 Jan 5;26(1):101-7. doi: 10.1000/x.", "12", True),
        ("Doe J. A paper. J Ex. 2020 Jan 5;3:e12.", "12", True),
        ("Doe J. A paper. J Ex. 2011 Sep;20 Suppl 5(Suppl 5):609-18.", "12", True),
        ("Doe J. A paper. J Ex. 2008 Jul 16;(3):CD005219.", "12", True),
        ("Doe J. A paper. J Ex, 26(1 Suppl): S12, 2004. PMID: 12", None, True),
        ("Doe J. A paper. J Ex. 2012 Jan 5;26(1):101-7. doi: 10.1000/x.", None, False),
        ("Doe J. A paper. J Ex. 2020 Jan 5. doi: 10.1000/x. Online ahead of print.", "12", False),
        ("Doe J. In: StatPearls [Internet]. Treasure Island (FL): StatPearls Publishing; 2024 Jan.", "12", False),
    ],
)
def test_a_publication_is_a_journal_article_where_pubmed_has_it_with_volume_and_page(
    citation: str, pmid: str | None, in_journal: bool
) -> None:
    [paper] = document(references=(Reference(citation=citation, pmid=pmid),))["publication"]
    assert ("fabio:JournalArticle" in paper["@type"]) is in_journal
    assert "fabio:Expression" in paper["@type"]


def test_a_publication_is_retracted_whichever_study_cites_it() -> None:
    notices = (Retraction(pmid="13", source="J Ex. 2013;2:2"), Retraction(source="A letter"))
    said = document(references=(Reference(citation="A. doi: 10.1000/x.", retractions=notices),))
    [paper], [link] = said["publication"], said["publicationLink"]
    assert [each["@id"] for each in paper["retractedBy"]] == ["https://pubmed.ncbi.nlm.nih.gov/13"]
    assert (paper["retractedBy"][0]["pmid"], paper["retractedBy"][0]["citation"]) == ("13", ["J Ex. 2013;2:2"])
    assert paper["retractionSource"] == ["A letter"]
    assert link["retractionNotice"] == ["https://pubmed.ncbi.nlm.nih.gov/13"]
    assert set(link["retractionSource"]) == {"J Ex. 2013;2:2", "A letter"}


def test_of_several_papers_the_one_with_the_stated_pubmed_id_is_retracted() -> None:
    reference = Reference(citation="10.1000/a and 10.1000/b", pmid="12", retractions=(Retraction(pmid="13"),))
    retracted = [each["@id"] for each in document(references=(reference,))["publication"] if "retractedBy" in each]
    assert retracted == ["https://pubmed.ncbi.nlm.nih.gov/12"]


@pytest.mark.parametrize(("role", "about"), [("RESULT", True), ("DERIVED", True), ("BACKGROUND", False), (None, False)])
def test_a_study_is_the_subject_of_its_results_and_of_papers_that_name_it(role: str | None, about: bool) -> None:
    said = document(references=(Reference(citation="A. doi: 10.1000/x.", type=role),))
    assert ("subjectOf" in said) is about
    assert "publication" in said


def test_a_study_is_not_related_to_itself_and_nothing_is_said_of_the_other() -> None:
    said = document(related_studies=(RelatedStudy(id="NCT1", title="me"), RelatedStudy(id="NCT2", title="other")))
    assert said["relatedStudy"] == ["study/NCT2"]
    assert said["relatedStudyLink"][0]["@id"] == "study/NCT1/related/NCT2"


def test_a_placeholder_makes_no_facility() -> None:
    said = document(sites=(Site(country="France", city="Lyon", facility="Research Site 12"),))
    assert "facility" not in said["site"][0]
    assert said["site"][0]["facilityName"] == "Research Site 12"
    assert said["site"][0]["place"]["@id"] == "place/FR/_/lyon"


@pytest.mark.parametrize(
    "name",
    [
        "Research Site",
        "Investigative Site",
        "Local Institution - 0012",
        "GSK Investigational Site",
        "Study Site #3",
        "Investigational Site Number 250001",
        "0042",
    ],
)
def test_placeholders(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name", ["Research Site Hospital", "Site Saint-Louis", "Local Institution of Cardiology", "CHU 12"]
)
def test_real_names_are_no_placeholders(name: str) -> None:
    assert not is_placeholder(name)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("18 Years", "18"),
        ("1 Year", "1"),
        ("6 Months", "0.5"),
        ("10 Months", "0.8333"),
        ("90 Weeks", "1.7249"),
        ("1 Day", "0.0027"),
        ("0 Years", "0"),
        ("100 Years", "100"),
        ("N/A", None),
        ("old", None),
        ("5 Fortnights", None),
        ("18 Years and older", "18"),
        ("18 years or above", "18"),
        ("65 Years and younger", "65"),
        ("up to 65 Years", "65"),
        ("\u2265 18 years of age", "18"),
        ("18 Years+", "18"),
        ("18 Yrs", "18"),
        ("6 Months and Older", "0.5"),
        ("Birth", "0"),
        (" birth ", "0"),
        ("18", None),
        ("", None),
        ("18 Years and fish", None),
        ("1" * 5_000 + " Years", None),
    ],
)
def test_ages(text: str, years: str | None) -> None:
    assert age_in_years(text) == years


def test_expanded_access_is_no_study_of_schema_org() -> None:
    assert document(study_type="EXPANDED_ACCESS")["@type"] == ["ExpandedAccess", "Study"]


@pytest.mark.parametrize(
    ("study_type", "class_name"),
    [("INTERVENTIONAL", "Arm"), ("OBSERVATIONAL", "Group"), ("EXPANDED_ACCESS", "Arm"), (None, "Arm")],
)
@pytest.mark.parametrize("leading", [True, False])
def test_what_an_observational_study_watches_are_groups(study_type: str | None, class_name: str, leading: bool) -> None:
    said = document(study_type=study_type, arms=(Arm(label="a"),), leading=leading)
    assert [each["@type"] for each in said["arm"]] == [[class_name]]
    assert said["arm"][0]["@id"].endswith(f"/arm/{key('a')}")


def test_any_outcome_stands_above_the_three_kinds_and_not_above_the_original_ones() -> None:
    first, second, third, before = (Outcome(measure=name) for name in ("one", "two", "three", "before"))
    said = document(
        primary_outcomes=(first,),
        secondary_outcomes=(second,),
        other_outcomes=(third,),
        original_primary_outcomes=(before, first),
    )
    [primary], [secondary], [other] = (said[f"{kind}Outcome"] for kind in ("primary", "secondary", "other"))
    assert said["outcome"] == [primary["@id"], secondary["@id"], other["@id"]]
    assert [isinstance(each, dict) and each["measure"] for each in said["originalPrimaryOutcome"]] == ["before", False]


def test_an_event_is_called_by_what_happened_and_when() -> None:
    said = document(
        review_events=(
            ReviewEvent(type="RESET", date=PartialDate(2020, 1, 3)),
            ReviewEvent(type=Uncoded("Lost"), date=PartialDate(2020, 2)),
            ReviewEvent(date_unknown=True),
        ),
        violations=(ViolationEvent(type="VIOLATION_IDENTIFIED", issued=PartialDate(2021, 4, 26)),),
    )
    assert [each.get("label") for each in said["reviewEvent"]] == [
        "Results returned after review, 2020-01-03",
        "Lost, 2020-02",
        None,
    ]
    assert [each["label"] for each in said["violationEvent"]] == ["Violation identified, 2021-04-26"]


def test_eligibility() -> None:
    said = document(eligibility=Eligibility(criteria="c", minimum_age="6 Months", sex="ALL", healthy_volunteers=False))[
        "eligibility"
    ]
    assert said == {
        "@id": "study/NCT1/eligibility",
        "@type": ["Eligibility"],
        "ofStudy": "study/NCT1",
        "label": "Eligibility of NCT1",
        "criteriaText": "c",
        "minimumAge": "6 Months",
        "minimumAgeYears": "0.5",
        "sex": "ALL",
        "healthyVolunteers": False,
    }


def test_who_pays_stands_beside_who_answers_and_all_are_sponsors() -> None:
    funder = Organization(name="Research Council", matches=("https://doi.org/10.13039/500000000000",))
    said = document(lead_sponsor=Organization(name="A"), funders=(funder, Organization(name="a")))
    assert said["funder"][0] == {
        "@id": "organization/research-council",
        "@type": ["org:Organization", "schema:Organization"],
        "name": ["Research Council"],
        "sameAs": ["https://doi.org/10.13039/500000000000"],
    }
    assert said["funder"][1] == "organization/a"
    assert said["funderName"] == ["Research Council", "a"]
    assert said["sponsor"] == ["organization/a", "organization/research-council"]


def test_ethics_reviews_are_parts_with_a_label_of_their_own() -> None:
    reviews = (
        EthicsReview(
            status="APPROVED", date=PartialDate(2021, 11, 30), committee="C", reference="21/1", description="D"
        ),
        EthicsReview(status=Uncoded("maybe")),
        EthicsReview(committee="Board of Examples", reference="21/2"),
        EthicsReview(reference="21/3"),
        EthicsReview(description="Asked in May\nand in June"),
    )
    first, second, *others = document(ethics_reviews=reviews)["ethicsReview"]
    assert [each["label"] for each in others] == ["Board of Examples", "21/3", "Asked in May"]
    assert (first["label"], first["ethicsReviewStatus"], first["ethicsCommitteeName"]) == (
        *("Approved, 2021-11-30", "APPROVED"),
        "C",
    )
    assert (first["ethicsReviewReference"], first["description"], first["position"]) == ("21/1", "D", 1)
    assert (second["label"], second["codeText"], second["position"]) == ("maybe", ["ethicsReviewStatus: maybe"], 2)


def test_the_course_in_each_country_is_a_part_that_leads_to_the_country() -> None:
    courses = (
        NationalCourse(
            country="Brazil",
            status="RECRUITING",
            target_enrollment=24,
            authorized=PartialDate(2021, 11, 30),
            start=PartialDate(2022, 1),
            recruitment_start=PartialDate(2022, 2),
            recruitment_end=PartialDate(2023),
            halted=PartialDate(2022, 5),
            restarted=PartialDate(2022, 6),
            end=PartialDate(2024),
        ),
        NationalCourse(country="Chile", status=Uncoded("maybe")),
    )
    first, second = document(national_courses=courses)["nationalCourse"]
    assert (first["countryName"], first["nationalStatus"], first["nationalTargetEnrollment"]) == (
        ["Brazil"],
        "RECRUITING",
        24,
    )
    dates = ("Authorization", "Start", "RecruitmentStart", "RecruitmentEnd", "Halt", "Restart", "End")
    assert [first[f"national{each}Date"]["@value"] for each in dates] == [
        *("2021-11-30", "2022-01", "2022-02", "2023", "2022-05", "2022-06", "2024"),
    ]
    assert first["containedInPlace"]["@id"] == "country/BR"
    assert (second["codeText"], second["position"]) == (["nationalStatus: maybe"], 2)


def test_titles_in_other_languages_stand_beside_the_title() -> None:
    said = document(title="Oranges", translated_titles=("Orangen", "Oranges sanguines"))
    assert (said["title"], said["translatedTitle"]) == ("Oranges", ["Orangen", "Oranges sanguines"])


def test_what_other_registries_state_of_a_study() -> None:
    said = document(
        recruitment_end=StudyDate(date=PartialDate(2023, 3), type="ESTIMATED"),
        target_enrollment=120,
        results_summary="It worked.",
        design=Design(purposes=("TREATMENT", "PREVENTION"), control_types=("PLACEBO", Uncoded("tea"))),
    )
    assert said["recruitmentEndDate"]["@value"] == "2023-03"
    assert (said["recruitmentEndDateEarliest"], said["recruitmentEndDateLatest"]) == ("2023-03-01", "2023-03-31")
    assert (said["recruitmentEndDateType"], said["recruitmentEndYear"]) == ("ESTIMATED", 2023)
    assert (said["targetEnrollment"], said["resultsSummary"]) == (120, "It worked.")
    assert (said["purpose"], said["controlType"]) == (["TREATMENT", "PREVENTION"], ["PLACEBO"])
    assert said["codeText"] == ["controlType: tea"]
