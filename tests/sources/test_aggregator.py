"""Variants of the aggregator's page: groups, glued words, chips, lists cut short, texts without a label."""

import pytest

from kg.record import Arm, Intervention, RelatedStudy, Study
from kg.sources import Reading
from tests.sources.making import BASIC, aggregator_page
from tests.sources.pages import read, rules, stated


def section(heading: str, *rows: str) -> tuple[Study, list[str]]:
    reading = read(aggregator_page({heading: rows}))
    assert reading.study is not None
    return reading.study, left(reading)


def left(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if line.fate == "unrecognised"]


def test_groups_and_their_interventions() -> None:
    study, doubted = section(
        "Study Groups",
        *("Fruit", "Fresh fruit.", "Group Type EXPERIMENTAL"),
        *("Oranges", "Intervention Type DRUG", "Two a day.", "For a week."),
        *("Limes", "Intervention Type DIETARY_SUPPLEMENT", "One a day."),
        *("Water", "Nothing else.", "Group Type NO_INTERVENTION"),
        *("Cider", "A pint.", "Group Type OTHER", "Oranges", "Intervention Type DRUG", "Two a day."),
    )
    assert study.arms == (
        Arm(label="Fruit", type="EXPERIMENTAL", description="Fresh fruit.", interventions=("Oranges", "Limes")),
        Arm(label="Water", type="NO_INTERVENTION", description="Nothing else."),
        Arm(label="Cider", type="OTHER", description="A pint.", interventions=("Oranges",)),
    )
    assert study.interventions == (
        Intervention(name="Oranges", type="DRUG", description="Two a day.\nFor a week."),
        Intervention(name="Limes", type="DIETARY_SUPPLEMENT", description="One a day."),
    )
    assert doubted == []


def test_lines_between_two_types_that_have_two_readings() -> None:
    rows = ("Fruit", "Group Type OTHER", "Oranges", "Intervention Type DRUG", "two", "three", "Group Type OTHER")
    study, doubted = section("Study Groups", *rows)
    assert [arm.label for arm in study.arms] == ["Fruit"]
    assert study.interventions == (Intervention(name="Oranges", type="DRUG"),)
    assert doubted == ["two", "three", "Group Type OTHER"]


def test_a_foreign_line_among_groups() -> None:
    study, doubted = section(
        "Study Groups", "Fruit", "Zzz: 42", "Group Type OTHER", "Oranges", "Zzz: 42", "Intervention Type DRUG"
    )
    assert study.arms == (Arm(label="Fruit", type="OTHER", interventions=("Oranges",)),)
    assert doubted == ["Zzz: 42", "Zzz: 42"]


def test_an_intervention_that_stands_twice_is_one() -> None:
    sections = {
        "Study Groups": ("Fruit", "Group Type OTHER", "Oranges", "Intervention Type DRUG", "Two a day."),
        "Interventions": ("Oranges", "Two a day."),
    }
    reading = read(aggregator_page(sections))
    assert reading.study is not None
    assert reading.study.interventions == (Intervention(name="Oranges", type="DRUG", description="Two a day."),)
    assert left(reading) == []


def test_a_link_glued_to_a_heading() -> None:
    page = aggregator_page({"Basic Information": BASIC}).replace(
        b"\nBasic Information\n", b"\nView full resultsBasic Information\n"
    )
    reading = read(page)
    assert reading.study is not None
    assert (reading.study.has_results, reading.study.status) == (True, "COMPLETED")
    assert left(reading) == []


def test_chips_in_the_header_are_of_the_study() -> None:
    header = ("Oranges Against Scurvy", "RECRUITING PHASE1/PHASE2", "NCT ID: NCT00000042")
    reading = read(aggregator_page({}, header=header))
    assert reading.study is not None
    assert (reading.study.status, reading.study.phases) == ("RECRUITING", ("PHASE1", "PHASE2"))
    assert reading.study.title == "Oranges Against Scurvy"


def test_chips_under_a_related_study_are_left_out() -> None:
    rows = ("Lemons Against Scurvy", "NCT00000043", "RECRUITING PHASE2")
    reading = read(aggregator_page({"Related Clinical Trials": rows}))
    assert reading.study is not None
    assert reading.study.related_studies == (RelatedStudy(id="NCT00000043", title="Lemons Against Scurvy"),)
    assert (reading.study.status, reading.study.phases) == (None, ())
    (chips,) = [line for line in reading.lines if line.text == "RECRUITING PHASE2"]
    assert (chips.fate, chips.reason) == ("left out", "said of the related study, whose own record states it")


@pytest.mark.parametrize("rows", [("Scurvy", "+8 more"), ("Scurvy +8 more",)])
def test_a_list_that_is_cut_short(rows: tuple[str, ...]) -> None:
    reading = read(aggregator_page({"Conditions": rows}))
    assert reading.study is not None
    assert reading.study.conditions == ("Scurvy",)
    (said,) = [problem for problem in reading.problems if problem.rule == "CT-R017"]
    assert said.message == "the page does not show 8 more under `Conditions`"


def test_texts_of_the_design_without_a_label() -> None:
    rows = ("Intervention Model", "PARALLEL", "Side by side", "Blinding Strategy", "NONE", "Nobody is blind")
    study, doubted = section("Study Design", *rows)
    assert study.design.intervention_model_description == "Side by side"
    assert study.design.masking_description == "Nobody is blind"
    assert doubted == []
    lost, doubted = section("Study Design", "RANDOMIZED", "PARALLEL", "Side by side.", "TREATMENT", "NONE", "None is.")
    assert lost.design.intervention_model_description == "Side by side."
    assert lost.design.masking_description == "None is."
    assert doubted == []


def test_an_unknown_heading_is_reported_once() -> None:
    rows = ("Scurvy", *(f"Unknown {word}" for word in ("one", "two", "three", "four", "five")))
    reading = read(aggregator_page({"Provided Documents": rows}))
    assert [rule for _, rule in rules(reading)].count("CT-R005") == 1
    assert left(reading) == list(rows)


def test_the_id_in_the_title_of_a_page_of_results() -> None:
    page = (
        b"Trial Outcomes & Findings for Oranges (NCT NCT00000042)\nResults Overview\nCOMPLETED\nParticipant Flow\nten"
    )
    reading = read(page)
    assert reading.study is not None
    assert (reading.study.id, reading.study.title, reading.study.status) == ("NCT00000042", "Oranges", "COMPLETED")
    other = read(page + b"\nNCT ID: NCT00000043")
    assert stated(other, "record", "dcterms:identifier") == ["NCT00000042"]
    two = read(page.replace(b"Results Overview", b"NCT ID: NCT00000043\nResults Overview"))
    assert two.study is None
    assert (None, "CT-R003") in rules(two)


def test_an_empty_section_is_no_finding_where_another_states_its_content() -> None:
    groups = ("Fruit", "Group Type OTHER", "Oranges", "Intervention Type DRUG", "Two a day.")
    sections = {"Study Groups": groups, "Locations": ("Royal Hospital", "Lyon, Rhône, France")}
    empty = {problem.message for problem in read(aggregator_page(sections)).problems if problem.rule == "CT-R007"}
    assert "the section `Sponsors` is empty" in empty
    assert empty.isdisjoint({"the section `Countries` is empty", "the section `Interventions` is empty"})
