"""The XML before 2017: the design in one text, the day of the download, the names and words of that time."""

from pathlib import Path

import pytest

from kg.dates import PartialDate
from kg.record import Design, Study, Uncoded
from kg.sources.codes import BEFORE_2017, CLASSIC, NOTATIONS
from kg.sources.ctgov import CTGOV_XML
from kg.sources.ctgov.design_text import stated
from kg.sources.field_account import FieldCounts
from kg.sources.reading import Reading


def read(inside: str) -> Reading:
    text = f"<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info>{inside}</clinical_study>"
    reading = CTGOV_XML.read(text.encode(), name="x")
    return reading


def study(inside: str) -> Study:
    reading = read(inside)
    assert reading.problems == ()
    assert reading.study
    return reading.study


def design(text: str) -> Design:
    return study(f"<study_design>{text}</study_design>").design


def problems(reading: Reading) -> list[tuple[str, str | None]]:
    return [(problem.rule, problem.path) for problem in reading.problems]


TRIAL = Design(
    allocation="RANDOMIZED",
    intervention_model="PARALLEL",
    masking="DOUBLE",
    who_masked=("PARTICIPANT", "INVESTIGATOR"),
    primary_purpose="TREATMENT",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Allocation:  Randomized, Endpoint Classification:  Efficacy Study, "
            "Intervention Model:  Parallel Assignment, Masking:  Double Blind (Subject, Investigator), "
            "Primary Purpose:  Treatment",
            TRIAL,
        ),
        (
            "Allocation: Randomized, Control: Placebo Control, Endpoint Classification: Safety/Efficacy Study,\n"
            "   Intervention Model: Parallel Assignment, Masking: Double-Blind (Subject, Investigator), "
            "Primary Purpose: Treatment",
            TRIAL,
        ),
        (
            "Treatment, Randomized, Double-Blind, Placebo Control, Parallel Assignment, Safety/Efficacy Study",
            Design(
                allocation="RANDOMIZED", intervention_model="PARALLEL", masking="DOUBLE", primary_purpose="TREATMENT"
            ),
        ),
        (
            "Prevention, Non-Randomized, Open Label, Uncontrolled, Single Group Assignment, Pharmacokinetics Study",
            Design(
                allocation="NON_RANDOMIZED",
                intervention_model="SINGLE_GROUP",
                masking="NONE",
                primary_purpose="PREVENTION",
            ),
        ),
        (
            "Educational/Counseling/Training, Randomized, Single Blind, Active Control, Cross-Over Assignment",
            Design(
                allocation="RANDOMIZED", intervention_model="CROSSOVER", masking="SINGLE", primary_purpose="ECT"
            ),
        ),
        (
            "Observational Model: Cohort, Time Perspective: Prospective",
            Design(observational_model="COHORT", time_perspective="PROSPECTIVE"),
        ),
        (
            "Observational Model: Case Control, Time Perspective: Retrospective",
            Design(observational_model="CASE_CONTROL", time_perspective="RETROSPECTIVE"),
        ),
        (
            "Observational Model: Family-Based, Time Perspective: Longitudinal, Time Perspective: Prospective",
            Design(observational_model="FAMILY_BASED", time_perspective="PROSPECTIVE"),
        ),
        (
            "Longitudinal, Defined Population, Prospective Study",
            Design(observational_model="DEFINED_POPULATION", time_perspective="PROSPECTIVE"),
        ),
        (
            "Screening, Cross-Sectional, Case Control",
            Design(primary_purpose="SCREENING", observational_model="CASE_CONTROL", time_perspective="CROSS_SECTIONAL"),
        ),
        ("Natural History, Longitudinal, Retrospective Study", Design(
            observational_model="NATURAL_HISTORY", time_perspective="RETROSPECTIVE"
        )),
        ("Masking: Participant, Care Provider, Primary Purpose: Other", Design(
            who_masked=("PARTICIPANT", "CARE_PROVIDER"), primary_purpose="OTHER"
        )),
        ("Masking: Open Label", Design(masking="NONE")),
        ("Masking: Single Blind (Outcomes Assessor)", Design(masking="SINGLE", who_masked=("OUTCOMES_ASSESSOR",))),
        ("Primary Purpose: Treatment", Design(primary_purpose="TREATMENT")),
    ],
)  # fmt: skip
def test_the_design_is_read_from_its_text(text: str, expected: Design) -> None:
    assert design(text) == expected


@pytest.mark.parametrize(
    ("words", "method"),
    [("Convenience Sample", "NON_PROBABILITY_SAMPLE"), ("Random Sample", "PROBABILITY_SAMPLE")],
)
def test_how_participants_were_sampled_stood_in_the_design(words: str, method: str) -> None:
    eligibility = study(f"<study_design>Longitudinal, {words}, Prospective Study</study_design>").eligibility
    assert eligibility
    assert eligibility.sampling_method == method


def test_what_is_not_understood_is_said_and_all_else_is_read() -> None:
    text = "Allocation: Randomized, Colour: Blue, something else, Masking: Blindfold, Primary Purpose: Fun"
    reading = read(f"<study_design>{text}</study_design>")
    assert reading.study
    assert reading.study.design == Design(
        allocation="RANDOMIZED", masking=Uncoded("Blindfold"), primary_purpose=Uncoded("Fun")
    )
    assert sorted(problems(reading)) == [("CT-R010", "study_design")] * 2 + [("CT-R020", "study_design")] * 2
    assert "`Colour: Blue`" in " ".join(problem.message for problem in reading.problems)


def test_two_models_are_one_and_a_problem() -> None:
    reading = read("<study_design>Natural History, Longitudinal, Defined Population, Prospective Study</study_design>")
    assert reading.study
    assert reading.study.design.observational_model == "NATURAL_HISTORY"
    assert problems(reading) == [("CT-R104", "study_design")]
    assert "left out: `defined population`; `natural history` is kept" in reading.problems[0].message


def test_a_text_without_end_is_no_danger() -> None:
    assert [each.name for each in stated("a, (" * 1_000_000)] == [None]


def test_the_parts_of_the_text_are_counted_as_fields() -> None:
    counts = FieldCounts(CTGOV_XML.account)
    text = "Allocation: Randomized, Endpoint Classification: Safety Study, Masking: Double Blind (Subject), Nonsense"
    counts.add([f"<clinical_study><study_design>{text}</study_design></clinical_study>".encode()])
    assert dict(counts.seen) == {
        "study_design#allocation": 1,
        "study_design#endpoint_classification": 1,
        "study_design#masking": 1,
    }
    assert counts.unaccounted == {"study_design": 1}
    codes = [(text, notation) for _, _, text, notation, _ in counts.codes()]
    assert codes == [("Randomized", "RANDOMIZED"), ("Double Blind (Subject)", "DOUBLE")]
    assert (CTGOV_XML.account.fields["study_design#endpoint_classification"].left_out or "").startswith(
        "whether safety"
    )


def test_the_day_of_the_download_is_no_day_of_the_data() -> None:
    header = "<required_header><download_date>{} January 31, 2013</download_date></required_header>"
    registration = study(header.format("Information obtained from ClinicalTrials.gov on")).registration
    assert (registration.retrieved, registration.version) == (PartialDate(2013, 1, 31), None)
    registration = study(header.format("ClinicalTrials.gov processed this data on")).registration
    assert (registration.retrieved, registration.version) == (None, PartialDate(2013, 1, 31))
    assert problems(read(header.format("Somebody said so on"))) == [("CT-R011", "required_header/download_date")]


def test_old_names_of_elements() -> None:
    registration = study(
        "<firstreceived_date>May 1, 2008</firstreceived_date><lastchanged_date>May 2, 2012</lastchanged_date>"
        "<firstreceived_results_date>May 3, 2012</firstreceived_results_date>"
        "<firstreceived_results_disposition_date>May 4, 2012</firstreceived_results_disposition_date>"
    ).registration
    assert registration.first_submitted == PartialDate(2008, 5, 1)
    assert registration.last_update_submitted == PartialDate(2012, 5, 2)
    assert registration.results_first_submitted == PartialDate(2012, 5, 3)
    assert registration.disposition_first_submitted == PartialDate(2012, 5, 4)
    ended = study('<end_date type="Anticipated">May 2009</end_date>').completion
    assert ended
    assert (ended.date, ended.type) == (PartialDate(2009, 5), "ESTIMATED")


@pytest.mark.parametrize(
    ("code_list", "spelling", "expected"),
    [(name, spelling, code) for name, spellings in BEFORE_2017.items() for spelling, code in spellings.items()],
)
def test_each_old_spelling(code_list: str, spelling: str, expected: str) -> None:
    assert spelling == spelling.casefold()
    assert spelling not in CLASSIC[code_list]
    assert expected in NOTATIONS[code_list]
    assert CTGOV_XML.account.notation(code_list, spelling.title()) == expected


def test_the_old_words_of_a_record() -> None:
    old = study(
        "<overall_status>No longer recruiting</overall_status><phase>Phase I/Phase II</phase>"
        "<intervention><intervention_type>Gene Transfer</intervention_type><intervention_name>G</intervention_name>"
        "</intervention><eligibility><gender>Both</gender></eligibility>"
    )
    assert (old.status, old.phases) == ("ACTIVE_NOT_RECRUITING", ("PHASE1", "PHASE2"))
    assert old.interventions[0].type == "GENETIC"
    assert old.eligibility
    assert old.eligibility.sex == "ALL"


def test_the_case_of_2013(cases: Path) -> None:
    content = (cases / "files" / "02_study_design_before_2017.xml").read_bytes()
    reading = CTGOV_XML.read(content, name="x")
    assert reading.problems == ()
    assert reading.study
    assert reading.study.design == TRIAL
    assert reading.study.registration.retrieved == PartialDate(2013, 1, 31)
