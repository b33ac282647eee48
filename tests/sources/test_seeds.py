"""Both seeds, line by line and field by field, against tables written by hand from the pages."""

import hashlib
from pathlib import Path

import pytest

from kg.dates import PartialDate
from kg.errors import Severity
from kg.record import (
    Design,
    Eligibility,
    Enrollment,
    Identifier,
    Intervention,
    Official,
    Organization,
    Origin,
    Outcome,
    Oversight,
    PostedDate,
    Registration,
    RelatedStudy,
    ResponsibleParty,
    Site,
    Study,
    StudyDate,
)
from kg.sources import Reading, Use
from tests.sources import seed_000_lines, seed_004_lines
from tests.sources.pages import SEED_000, SEED_004, read, rules

HOSPITAL = "The Affiliated Nanjing Drum Tower Hospital of Nanjing University Medical School"


@pytest.fixture(scope="module")
def aplastic(seeds: Path) -> Reading:
    return read((seeds / SEED_000).read_bytes(), SEED_000)


@pytest.fixture(scope="module")
def sclerosis(seeds: Path) -> Reading:
    return read((seeds / SEED_004).read_bytes(), SEED_004)


def study_of(reading: Reading) -> Study:
    assert reading.study is not None
    return reading.study


def shown(uses: tuple[Use, ...], expected: seed_000_lines.Facts | str) -> seed_000_lines.Facts:
    """The facts of a line, a value cut short where the table gives its beginning alone."""
    facts = [(use.subject, use.property, use.value) for use in uses]
    for number, (fact, wanted) in enumerate(zip(facts, expected, strict=False)):
        begin = wanted[2].removesuffix("...")
        if begin != wanted[2] and fact[2].startswith(begin) and fact[2] != begin:
            facts[number] = (fact[0], fact[1], wanted[2])
    return tuple(facts)


def table_of(reading: Reading, expected: dict[int, seed_000_lines.Facts | str]) -> dict[int, object]:
    """Every line of a reading in the form of the tables."""
    return {
        line.number: shown(line.uses, expected.get(line.number, ())) if line.uses else line.fate.value
        for line in reading.lines
    }


def test_every_line_of_seed_000(aplastic: Reading) -> None:
    assert len(seed_000_lines.LINES) == 95
    assert table_of(aplastic, seed_000_lines.LINES) == seed_000_lines.LINES


def test_every_line_of_seed_004(sclerosis: Reading) -> None:
    assert len(seed_004_lines.LINES) == 109
    assert table_of(sclerosis, seed_004_lines.LINES) == seed_004_lines.LINES


def test_problems_of_seed_000(aplastic: Reading) -> None:
    assert rules(aplastic) == [(14, "CT-R008"), (32, "CT-R007"), (94, "CT-R008")]
    assert [problem.severity for problem in aplastic.problems] == [
        Severity.INFO,
        Severity.WARNING,
        Severity.INFO,
    ]
    assert {(problem.file, problem.record) for problem in aplastic.problems} == {(SEED_000, "NCT01297972")}
    assert [problem.message for problem in aplastic.problems] == [
        "the section `Brief Summary` is empty",
        "the section `Conditions` is empty",
        "the section `More Related Trials` is empty",
    ]


def test_problems_of_seed_004(sclerosis: Reading) -> None:
    assert rules(sclerosis) == [(60, "CT-R008")]
    assert {problem.severity for problem in sclerosis.problems} == {Severity.INFO}
    assert all(problem.hint for problem in sclerosis.problems)


def test_origin(seeds: Path, aplastic: Reading) -> None:
    content = (seeds / SEED_000).read_bytes()
    assert aplastic.origin == Origin(name=SEED_000, sha256=hashlib.sha256(content).hexdigest(), format="meddatax-page")


def test_study_of_seed_000(aplastic: Reading) -> None:
    study = study_of(aplastic)
    assert (study.id, study.publisher) == ("NCT01297972", "meddatax")
    assert study.title == (
        "Mesenchymal Stem Cells in the Treatment of Relapsed/Refractory Severe Acquired Aplastic Anemia"
    )
    assert study.registration == Registration(
        updated=PartialDate(2014, 2, 4), responsible_party=ResponsibleParty(name="Diego Villa Clé", title="MD")
    )
    assert (study.status, study.study_type, study.has_results) == ("COMPLETED", "INTERVENTIONAL", False)
    assert study.phases == ("PHASE1", "PHASE2")
    assert study.enrollment == Enrollment(count=9)
    assert study.start == StudyDate(date=PartialDate(2011, 2, 28))
    assert study.completion == StudyDate(date=PartialDate(2013, 11, 30))
    assert study.primary_completion is None
    assert study.design == Design(
        allocation="NA", intervention_model="SINGLE_GROUP", primary_purpose="TREATMENT", masking="NONE"
    )
    assert study.lead_sponsor == Organization(name="University of Sao Paulo", type="OTHER")
    assert study.identifiers == (Identifier(value="CONEP 16119", role="ORG_STUDY_ID"),)
    assert study.conditions == study.countries == ()
    assert study.collaborators == ()


def test_texts_of_seed_000(aplastic: Reading) -> None:
    study = study_of(aplastic)
    assert study.brief_summary is None
    description = (study.detailed_description or "").split("\n")
    assert [paragraph[-22:] for paragraph in description] == ["ate the immune system.", "esenchymal stem cells."]
    (intervention,) = study.interventions
    assert (intervention.name, intervention.type) == ("Intravenous bone marrow mesenchymal stem cells infusion", None)
    assert (intervention.description or "").endswith("between 150-250 mg/dl) up to 6 months will be added.")


def sides(eligibility: Eligibility) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of the criteria that let in, and of those that keep out."""
    found = [(each.side, each.text) for each in eligibility.listed_criteria]
    return tuple(text for side, text in found if side == "INCLUSION"), tuple(
        text for side, text in found if side == "EXCLUSION"
    )


def test_eligibility_of_seed_000(aplastic: Reading) -> None:
    eligibility = study_of(aplastic).eligibility
    assert isinstance(eligibility, Eligibility)
    assert len((eligibility.criteria or "").split("\n")) == 12
    assert (eligibility.criteria or "").startswith("Inclusion Criteria\n* Relapse/refractory to at least 1 ")
    inclusion, exclusion = sides(eligibility)
    assert inclusion == (
        "Relapse/refractory to at least 1 immunosuppressive first line treatment",
        "Not eligible to allogeneic bone marrow transplantation",
    )
    assert len(exclusion) == 8
    assert exclusion[0] == "Active or latent infectious disease"
    assert exclusion[-1] == "Severe psychiatric disorder"
    assert (eligibility.minimum_age, eligibility.maximum_age) == ("18 Years", "65 Years")
    assert (eligibility.sex, eligibility.healthy_volunteers, eligibility.age_groups) == ("ALL", False, ())


def test_people_places_and_references_of_seed_000(aplastic: Reading) -> None:
    study = study_of(aplastic)
    assert study.officials == (
        Official(
            name="Diego V Clé, MD",
            role="PRINCIPAL_INVESTIGATOR",
            degree="MD",
            affiliation="University of Sao Paulo",
        ),
        Official(name="Rodrigo T Calado, MD", role="STUDY_CHAIR", degree="MD", affiliation="University of Sao Paulo"),
    )
    assert study.sites == (
        Site(
            country="Brazil",
            state="São Paulo",
            city="Ribeirão Preto",
            facility="Hospital das Clínicas da Faculdade de Medicina de Ribeirão Preto da Universidade de São Paulo",
        ),
    )
    assert [reference.type for reference in study.references] == [None, None, None]
    assert [(reference.citation or "")[-22:] for reference in study.references] == [
        "777. Epub 2006 Jun 15.",
        "No abstract available.",
        "16/j.jcyt.2015.09.006.",
    ]


def test_related_studies_of_seed_000(aplastic: Reading) -> None:
    related = study_of(aplastic).related_studies
    assert [other.id for other in related] == [
        "NCT01305694",
        "NCT02218437",
        "NCT03055078",
        "NCT01182662",
        "NCT01028794",
    ]
    assert related[2] == RelatedStudy(
        id="NCT03055078", title="Umbilical Cord Derived Mesenchymal Stem Cells Therapy in Aplastic Anemia"
    )


def test_study_of_seed_004(sclerosis: Reading) -> None:
    study = study_of(sclerosis)
    assert (study.id, study.publisher) == ("NCT00962923", "ctgov")
    assert study.title == "Allogeneic Mesenchymal Stem Cells Transplantation for Systemic Sclerosis (SSc)"
    assert study.official_title is None
    assert (study.status, study.last_known_status) == ("UNKNOWN", "RECRUITING")
    assert (study.study_type, study.phases) == ("INTERVENTIONAL", ("PHASE1", "PHASE2"))
    assert study.start == StudyDate(date=PartialDate(2009, 8))
    assert study.primary_completion == StudyDate(date=PartialDate(2010, 12), type="ESTIMATED")
    assert study.completion == StudyDate(date=PartialDate(2011, 12), type="ESTIMATED")
    assert study.design == Design(
        allocation="NON_RANDOMIZED", intervention_model="SINGLE_GROUP", primary_purpose="TREATMENT", masking="NONE"
    )
    assert study.enrollment == study.original_enrollment == Enrollment(count=20, type="ESTIMATED")
    assert study.conditions == ("Systemic Sclerosis", "Mesenchymal Stem Cells")
    assert study.interventions == (
        Intervention(
            name="Allogeneic Mesenchymal Stem Cells (AlloMSC)",
            type="BIOLOGICAL",
            description="Allogeneic mesenchymal stem cells will be infused intravenously (single dose, 10^6 cells/kg "
            "body weight).",
        ),
    )
    assert study.countries == ("China",)
    assert study.identifiers == (Identifier(value="NJGLYY003"),)
    assert study.lead_sponsor == Organization(name=HOSPITAL)
    assert study.oversight == Oversight(has_dmc=True)


def test_registration_of_seed_004(sclerosis: Reading) -> None:
    assert study_of(sclerosis).registration == Registration(
        first_submitted=PartialDate(2009, 8, 19),
        first_posted=PostedDate(date=PartialDate(2009, 8, 20)),
        last_update_posted=PostedDate(date=PartialDate(2009, 8, 20)),
        verified=PartialDate(2009, 8),
        primary_outcomes_submitted=PartialDate(2009, 8, 19),
        secondary_outcomes_submitted=PartialDate(2009, 8, 19),
        enrollment_submitted=PartialDate(2009, 8, 19),
        responsible_party=ResponsibleParty(name=f"t{HOSPITAL[1:]}"),
        information_provider=HOSPITAL,
        verified_by=HOSPITAL,
        prs_account=HOSPITAL,
        change_history="No Changes Posted",
        not_provided=(
            "otherOutcome",
            "originalOtherOutcome",
            "officialTitle",
            "arm",
            "fdaRegulatedDrug",
            "fdaRegulatedDevice",
            "ipdSharing",
            "collaborator",
            "official",
        ),
    )


def test_outcomes_of_seed_004(sclerosis: Reading) -> None:
    study = study_of(sclerosis)
    assert study.primary_outcomes == (
        Outcome(measure="mRSS score,HRQOL score, SF-36 score for SSc patients", time_frame="monthly"),
    )
    assert [outcome.measure[:24] for outcome in study.secondary_outcomes] == [
        "Remission for organ func",
        "SSc Serology(ATA,ACA,ANA",
        "Change of peripheral blo",
    ]
    assert {outcome.time_frame for outcome in study.secondary_outcomes} == {"every three month"}
    assert study.original_primary_outcomes == study.primary_outcomes
    assert study.original_secondary_outcomes == study.secondary_outcomes
    assert study.other_outcomes == study.original_other_outcomes == ()


def test_eligibility_of_seed_004(sclerosis: Reading) -> None:
    eligibility = study_of(sclerosis).eligibility
    assert isinstance(eligibility, Eligibility)
    assert (eligibility.criteria or "").startswith("Inclusion Criteria:\n\n  • All patients fulfilled the American")
    assert "mmol/L\n\nExclusion Criteria:\n\n  • Uncontrolled arrhythmia" in (eligibility.criteria or "")
    inclusion, exclusion = sides(eligibility)
    assert (len(inclusion), len(exclusion)) == (5, 4)
    assert exclusion[1:3] == (
        "Creatinine clearance <20 ml/min",
        "Platelets<80 000/mm3, haemorrhagic cystitis",
    )
    assert exclusion[3].startswith("(4) HIV or HTLV1 seropositivity, ")
    assert (eligibility.minimum_age, eligibility.maximum_age) == ("15 Years", "65 Years")
    assert (eligibility.sex, eligibility.healthy_volunteers) == ("ALL", False)
    assert eligibility.age_groups == ("CHILD", "ADULT", "OLDER_ADULT")


def test_texts_of_seed_004(sclerosis: Reading) -> None:
    study = study_of(sclerosis)
    assert (study.brief_summary or "").startswith("This study will explore safety and efficacy of allogeneic")
    lines = (study.detailed_description or "").split("\n")
    assert [line[:12] for line in lines] == ["• To test a ", "• To determi", "• To assess ", "• To assess "]
