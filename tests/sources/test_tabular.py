"""Rows of the classic tabular view that the seed does not show, and rows that are wrong."""

import pytest

from kg.dates import PartialDate
from kg.record import Design, Eligibility, Enrollment, Intervention, IpdSharing, Outcome, Oversight, StudyDate, Uncoded
from kg.record import Study as Record
from kg.sources import Reading
from kg.sources.ctgov_pages.header import HEADER
from kg.sources.ctgov_pages.tabular import TABULAR
from kg.sources.page.label_layout import LabelRow
from tests.sources.making import tabular_page
from tests.sources.pages import read, rules


def study(**rows: tuple[str, ...]) -> Record:
    reading = read(tabular_page(**rows))
    assert reading.study is not None
    return reading.study


def left(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if line.fate == "unrecognised"]


@pytest.mark.parametrize(
    ("label", "kind"), [("Study", None), ("Actual Study", "ACTUAL"), ("Estimated Study", "ESTIMATED")]
)
def test_labels_say_whether_a_date_has_come(label: str, kind: str | None) -> None:
    read_study = study(
        tracking=(f"{label} Start Date ICMJE May 2020",), recruitment=(f"{label} Completion Date ICMJE May 6, 2021",)
    )
    assert read_study.start == StudyDate(date=PartialDate(2020, 5), type=kind)
    assert read_study.completion == StudyDate(date=PartialDate(2021, 5, 6), type=kind)


def test_outcomes_with_descriptions_and_safety() -> None:
    rows = (
        "Current Secondary Outcome Measures ICMJE",
        "• Gums [ Time Frame: Day 1 to 14 ] [ Designated as safety issue: No ]",
        "Seen by two surgeons",
        "• Teeth",
        "• Nails [ Time Frame: weekly ] Counted",
        "Original Secondary Outcome Measures ICMJE",
        "(submitted: May 20, 2020)",
        "Gums",
    )
    read_study = study(tracking=rows)
    assert read_study.secondary_outcomes == (
        Outcome(measure="Gums", time_frame="Day 1 to 14", safety_issue=False, description="Seen by two surgeons"),
        Outcome(measure="Teeth"),
        Outcome(measure="Nails", time_frame="weekly", description="Counted"),
    )
    assert read_study.original_secondary_outcomes == (Outcome(measure="Gums"),)
    assert read_study.registration.original_secondary_outcomes_submitted == PartialDate(2020, 5, 20)


def test_same_as_current_needs_something_current() -> None:
    reading = read(tabular_page(tracking=("Original Primary Outcome Measures ICMJE Same as current",)))
    assert (3, "CT-R011") in rules(reading)
    numbers = read(tabular_page(recruitment=("Original Estimated Enrollment ICMJE Same as current",)))
    assert numbers.study is not None
    assert numbers.study.original_enrollment is None
    assert left(numbers) == ["Original Estimated Enrollment ICMJE Same as current"]


def test_design_with_who_is_masked() -> None:
    rows = (
        "Study Design ICMJE Allocation: Randomized",
        "Intervention Model: Crossover Assignment",
        "Masking: Double (Participant, Outcomes Assessor)",
        "Primary Purpose: Supportive Care",
        "Colour: Orange",
    )
    reading = read(tabular_page(descriptive=("Brief Title ICMJE Oranges", *rows)))
    assert reading.study is not None
    assert reading.study.design == Design(
        allocation="RANDOMIZED",
        intervention_model="CROSSOVER",
        masking="DOUBLE",
        who_masked=("PARTICIPANT", "OUTCOMES_ASSESSOR"),
        primary_purpose="SUPPORTIVE_CARE",
    )
    assert left(reading) == ["Colour: Orange"]


def test_a_spelling_that_no_table_knows_is_kept_and_said() -> None:
    reading = read(tabular_page(header=("ClinicalTrials.gov Identifier: NCT00000042", "Recruitment Status : At sea")))
    assert reading.study is not None
    assert reading.study.status == Uncoded("At sea")
    assert (2, "CT-R010") in rules(reading)


def test_interventions_of_several_types() -> None:
    rows = (
        "Brief Title ICMJE Oranges",
        "Intervention ICMJE",
        "• Drug: Oranges",
        "Two a day.",
        "Zzz: 42",
        "• Dietary Supplement: Cider: dry",
    )
    assert study(descriptive=rows).interventions == (
        Intervention(name="Oranges", type="DRUG", description="Two a day.\nZzz: 42"),
        Intervention(name="Cider: dry", type="DIETARY_SUPPLEMENT"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "18 Years to 65 Years (Adult)",
            Eligibility(minimum_age="18 Years", maximum_age="65 Years", age_groups=("ADULT",)),
        ),
        (
            "18 Years and older (Adult, Senior)",
            Eligibility(minimum_age="18 Years", age_groups=("ADULT", "OLDER_ADULT")),
        ),
        (
            "18 Years to N/A",
            Eligibility(minimum_age="18 Years"),
        ),
        (
            "N/A and older (Adult)",
            Eligibility(age_groups=("ADULT",)),
        ),
        ("up to 17 Years (Child)", Eligibility(maximum_age="17 Years", age_groups=("CHILD",))),
    ],
)
def test_ages(text: str, expected: Eligibility) -> None:
    assert study(recruitment=(f"Ages ICMJE {text}",)).eligibility == expected


@pytest.mark.parametrize(
    "row",
    [
        "Ages ICMJE grown up",
        "Ages ICMJE 18 Years to 65 Years (Adult, Sailor)",
        "Accepts Healthy Volunteers ICMJE Perhaps",
        "Estimated Enrollment ICMJE many",
        "Estimated Study Completion Date ICMJE soon",
    ],
)
def test_values_that_are_not_what_the_label_says(row: str) -> None:
    reading = read(tabular_page(recruitment=(row,)))
    assert (6, "CT-R011") in rules(reading)
    assert left(reading) == [row]


def test_numbers_of_participants() -> None:
    read_study = study(recruitment=("Actual Enrollment ICMJE", "1,200", "Original Estimated Enrollment ICMJE 90"))
    assert read_study.enrollment == Enrollment(count=1200, type="ACTUAL")
    assert read_study.original_enrollment == Enrollment(count=90, type="ESTIMATED")


def test_sharing_and_oversight() -> None:
    rows = (
        "Has Data Monitoring Committee No",
        "U.S. FDA-regulated Product",
        "Studies a U.S. FDA-regulated Drug Product: Yes",
        "Studies a U.S. FDA-regulated Device Product: No",
        "IPD Sharing Statement ICMJE Plan to Share IPD: Undecided",
        "Verification Date May 2020",
    )
    read_study = study(administrative=rows)
    assert read_study.oversight == Oversight(has_dmc=False, fda_regulated_drug=True, fda_regulated_device=False)
    assert read_study.ipd_sharing == IpdSharing(statement="UNDECIDED")


def test_two_places_that_disagree() -> None:
    header = ("ClinicalTrials.gov Identifier: NCT00000042", "First Posted : May 20, 2020", "Sponsor:", "The Army")
    reading = read(
        tabular_page(
            header=header,
            tracking=("First Posted Date ICMJE May 21, 2020",),
            administrative=("Study Sponsor ICMJE The Navy", "Verification Date May 2020"),
        )
    )
    assert reading.study is not None
    assert reading.study.lead_sponsor is not None
    assert reading.study.lead_sponsor.name == "The Navy"
    assert str(reading.study.registration.first_posted and reading.study.registration.first_posted.date) == "2020-05-21"
    assert [pair for pair in rules(reading) if pair[1] == "CT-R009"] == [(2, "CT-R009"), (4, "CT-R009")]


def test_a_label_in_free_text_is_text() -> None:
    rows = (
        "Brief Title ICMJE Oranges",
        "Brief Summary Limes were tried.",
        "Responsible Party members ate them.",
        "Detailed Description of the diet:",
        "Brief Summary of it all.",
        "Condition ICMJE Scurvy",
    )
    read_study = study(descriptive=rows)
    assert read_study.brief_summary == "Limes were tried.\nResponsible Party members ate them."
    assert read_study.detailed_description == "of the diet:\nBrief Summary of it all."
    assert read_study.conditions == ("Scurvy",)
    assert read_study.registration.responsible_party is None


def test_not_provided_is_said_of_the_property() -> None:
    rows = ("Brief Title ICMJE Oranges", "Condition ICMJE Not Provided", "Detailed Description", "Not Provided")
    read_study = study(descriptive=rows)
    assert read_study.registration.not_provided == ("condition", "detailedDescription")
    assert (read_study.conditions, read_study.detailed_description) == ((), None)


def test_every_label_stands_once_in_its_table() -> None:
    for rows in (HEADER, *TABULAR.tables.values()):
        labels = [row.label for row in rows]
        assert len(labels) == len(set(labels))


STATED = {"dcterms:identifier", "dcterms:title", "ct:verificationDate"}
"""What the made-up page states in other rows."""


@pytest.mark.parametrize("row", [row for rows in TABULAR.tables.values() for row in rows], ids=lambda row: row.label)
def test_every_label_without_a_value_is_an_empty_item(row: LabelRow) -> None:
    label = f"{row.label} ICMJE" if row.marked else row.label
    reading = read(tabular_page(tracking=(label,)))
    assert reading.lines[2].fate == "boilerplate"
    found = (3, "CT-R007" if row.who else "CT-R008") in rules(reading)
    assert found is not (row.empty or bool(STATED.intersection(row.properties)))


def test_an_empty_label_is_no_finding_where_another_states_its_value() -> None:
    header = ("ClinicalTrials.gov Identifier: NCT00000042", "Sponsor:", "Collaborators:")
    named = read(tabular_page(header=header, tracking=("Study Sponsor ICMJE Royal Navy",)))
    assert rules(named) == [(3, "CT-R008")]
    none = read(tabular_page(header=header, tracking=("Collaborators ICMJE Not Provided", "Study Sponsor ICMJE Navy")))
    assert rules(none) == [(3, "CT-R008")]
    assert rules(read(tabular_page(header=header))) == [(2, "CT-R008"), (3, "CT-R008")]


def test_what_one_part_states_is_not_known_of_another() -> None:
    reading = read(tabular_page(tracking=("Intervention ICMJE Drug: Limes", "Study Arms ICMJE")))
    assert (4, "CT-R008") in rules(reading)


@pytest.mark.parametrize("row", HEADER, ids=lambda row: row.label)
def test_every_label_of_the_header_without_a_value_is_an_empty_item(row: LabelRow) -> None:
    label = f"{row.label}:" if row.colon else row.label
    reading = read(tabular_page(header=("ClinicalTrials.gov Identifier: NCT00000042", label)))
    assert reading.lines[1].fate == "boilerplate"
    assert ((2, "CT-R008") in rules(reading)) is not bool(STATED.intersection(row.properties[:1]))


def test_a_row_of_nines_is_no_number_of_participants() -> None:
    reading = read(tabular_page(recruitment=("Estimated Enrollment ICMJE 99999999",)))
    assert reading.study
    assert reading.study.enrollment is None
    assert [problem.rule for problem in reading.problems] == ["CT-R134"]
