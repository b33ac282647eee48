"""Values without labels: place decides in a complete block, else form if it is sure, else nothing is guessed."""

import pytest

from kg.record import Identifier, Intervention, Official, Organization, RelatedStudy, ResponsibleParty, Site, Study
from kg.sources import Reading
from tests.sources.making import BASIC, DESIGN, aggregator_page
from tests.sources.pages import read


def section(heading: str, *rows: str) -> tuple[Study, list[str]]:
    """The study of a page with that section alone filled, and the rows that were doubted or not recognised."""
    reading = read(aggregator_page({heading: rows}))
    assert reading.study is not None
    return reading.study, left(reading)


def left(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if line.fate == "unrecognised"]


def rule_of(reading: Reading, text: str) -> str:
    numbers = {line.number for line in reading.lines if line.text == text}
    (rule,) = {problem.rule for problem in reading.problems if problem.line in numbers}
    return rule


def test_one_date_where_two_are_expected() -> None:
    study, doubted = section("Basic Information", *BASIC[:5])
    assert (study.start, study.completion, doubted) == (None, None, ["2020-01-01"])
    assert (study.status, study.phases) == ("COMPLETED", ("PHASE2",))
    reading = read(aggregator_page({"Basic Information": BASIC[:5]}))
    assert rule_of(reading, "2020-01-01") == "CT-R006"


def test_three_dates_where_two_are_expected() -> None:
    study, doubted = section("Basic Information", *BASIC, "2022-02-02")
    assert (study.start, study.completion) == (None, None)
    assert doubted == ["2020-01-01", "2021-02-03", "2022-02-02"]


def test_two_dates_are_enough_by_their_order() -> None:
    study, doubted = section("Basic Information", "2020-01-01", "2021-02-03")
    assert study.start is not None
    assert study.completion is not None
    assert (str(study.start.date), str(study.completion.date), doubted) == ("2020-01-01", "2021-02-03", [])


@pytest.mark.parametrize("lost", range(6))
def test_na_is_a_phase_in_a_complete_block_alone(lost: int) -> None:
    rows = ["COMPLETED", "NA", *BASIC[2:]]
    assert section("Basic Information", *rows)[0].phases == ("NA",)
    if lost != 1:
        study, doubted = section("Basic Information", *rows[:lost], *rows[lost + 1 :])
        assert study.phases == ()
        assert "NA" in doubted


def test_a_stray_line_leaves_a_block_complete() -> None:
    study, doubted = section("Study Design", "NA", "Zzz: 42", "SINGLE_GROUP", "Something else", "OTHER", "NONE")
    assert (study.design.allocation, study.design.primary_purpose) == ("NA", "OTHER")
    assert doubted == ["Zzz: 42", "Something else"]


@pytest.mark.parametrize("lost", range(4))
def test_the_four_lines_of_the_design(lost: int) -> None:
    rows = ["NA", "SINGLE_GROUP", "OTHER", "NONE"]
    whole, doubted = section("Study Design", *rows)
    assert (whole.design.allocation, whole.design.primary_purpose, doubted) == ("NA", "OTHER", [])
    study, doubted = section("Study Design", *rows[:lost], *rows[lost + 1 :])
    assert (study.design.allocation, study.design.primary_purpose) == (None, None)
    assert study.design.intervention_model == (None if lost == 1 else "SINGLE_GROUP")
    assert study.design.masking == (None if lost == 3 else "NONE")
    assert doubted == [row for row in ("NA", "OTHER") if row != rows[lost]]


def test_values_of_one_form_that_differ_are_not_chosen_from() -> None:
    study, doubted = section("Basic Information", "COMPLETED", "WITHDRAWN", *BASIC[1:])
    assert (study.status, doubted) == (None, ["COMPLETED", "WITHDRAWN"])


def test_a_value_that_stands_twice_is_used_twice() -> None:
    study, doubted = section("Basic Information", "COMPLETED", *BASIC)
    assert (study.status, doubted) == ("COMPLETED", [])


def test_labels_where_they_are_kept() -> None:
    rows = ("Clinical Phase", "NA", "Study Completion Date", "2021-02-03", "Recruitment Status", "Zzz: 42", "UNKNOWN")
    study, doubted = section("Basic Information", *rows)
    assert (study.phases, study.status, study.start) == (("NA",), "UNKNOWN", None)
    assert study.completion is not None
    assert (str(study.completion.date), doubted) == ("2021-02-03", ["Zzz: 42"])


def test_who_is_masked() -> None:
    study, doubted = section("Study Design", *DESIGN[:3], "DOUBLE", "Participants Outcome Assessors")
    assert (study.design.masking, study.design.who_masked, doubted) == (
        "DOUBLE",
        ("PARTICIPANT", "OUTCOMES_ASSESSOR"),
        [],
    )


def test_one_age_is_neither_the_lowest_nor_the_highest() -> None:
    study, doubted = section("Eligibility Criteria", "Inclusion Criteria", "* Sailors", "18 Years", "ALL", "No")
    assert study.eligibility is not None
    assert (study.eligibility.minimum_age, study.eligibility.maximum_age, doubted) == (None, None, ["18 Years"])
    assert (study.eligibility.sex, study.eligibility.healthy_volunteers) == ("ALL", False)


def test_an_age_that_is_no_limit_has_its_place_and_states_nothing() -> None:
    study, doubted = section("Eligibility Criteria", "Inclusion Criteria", "* Sailors", "18 Years", "N/A", "ALL", "No")
    assert study.eligibility
    assert (study.eligibility.minimum_age, study.eligibility.maximum_age) == ("18 Years", None)
    assert (study.eligibility.sex, doubted) == ("ALL", [])
    alone, doubted = section("Eligibility Criteria", "Inclusion Criteria", "* Sailors", "N/A", "ALL", "No")
    assert alone.eligibility
    assert (alone.eligibility.minimum_age, alone.eligibility.maximum_age, doubted) == (None, None, ["N/A"])


def test_a_value_amid_the_criteria_is_not_taken_for_text() -> None:
    study, doubted = section("Eligibility Criteria", "Inclusion Criteria", "18 Years", "* Sailors", "65 Years", "ALL")
    assert study.eligibility is not None
    assert study.eligibility.criteria == "Inclusion Criteria\n* Sailors"
    assert doubted == ["18 Years", "65 Years"]


def test_sponsor_and_collaborators_with_their_classes() -> None:
    study, doubted = section("Sponsors", "The Navy", "OTHER_GOV", "The Fruit Trust", "A Grocer", "INDUSTRY")
    assert study.lead_sponsor == Organization(name="The Navy", type="OTHER_GOV")
    assert study.collaborators == (
        Organization(name="The Fruit Trust"),
        Organization(name="A Grocer", type="INDUSTRY"),
    )
    assert doubted == []


@pytest.mark.parametrize("rows", [("OTHER",), ("OTHER", "The Navy"), ("Zzz: 42", "OTHER", "The Navy")])
def test_a_class_needs_a_name_above_it(rows: tuple[str, ...]) -> None:
    study, doubted = section("Sponsors", *rows)
    assert "OTHER" in doubted
    assert study.lead_sponsor == (Organization(name="The Navy") if "The Navy" in rows else None)


def test_a_collaborator_that_stands_twice_is_one() -> None:
    study, _ = section("Sponsors", "The Navy", "OTHER_GOV", "Trust", "Trust", "OTHER", "Grocer", "INDUSTRY")
    assert study.collaborators == (
        Organization(name="Trust", type="OTHER"),
        Organization(name="Grocer", type="INDUSTRY"),
    )


def test_the_responsible_party_has_two_lines() -> None:
    study, _ = section("Responsible Party", "James Lind", "Ship's surgeon")
    assert study.registration.responsible_party == ResponsibleParty(name="James Lind", title="Ship's surgeon")
    for rows in (("MD",), ("James Lind",), ("MD", "James Lind"), ("James Lind", "MD", "The Navy")):
        study, doubted = section("Responsible Party", *rows)
        assert (study.registration.responsible_party, doubted) == (None, list(rows))


LIND = Official(name="James Lind, MD", role="STUDY_CHAIR", degree="MD", affiliation="The Navy")
BLANE = Official(name="Gilbert Blane", role="STUDY_DIRECTOR")


@pytest.mark.parametrize(
    ("rows", "officials", "doubted"),
    [
        (("James Lind, MD", "Role: STUDY_CHAIR", "The Navy"), (LIND,), []),
        (
            ("James Lind, MD", "Role: STUDY_CHAIR", "The Navy", "Gilbert Blane", "Role: STUDY_DIRECTOR"),
            (LIND, BLANE),
            [],
        ),
        (
            ("James Lind, MD", "Role: STUDY_CHAIR", "Gilbert Blane", "Role: STUDY_DIRECTOR"),
            (Official(name="James Lind, MD", role="STUDY_CHAIR", degree="MD"),),
            ["Gilbert Blane", "Role: STUDY_DIRECTOR"],
        ),
        (
            ("Gilbert Blane", "Role: STUDY_DIRECTOR", "James Lind, MD", "Role: STUDY_CHAIR", "The Navy"),
            (BLANE, LIND),
            [],
        ),
        (("Role: STUDY_CHAIR", "The Navy"), (), ["Role: STUDY_CHAIR", "The Navy"]),
        (("James Lind, MD", "The Navy", "Role: STUDY_CHAIR"), (), ["James Lind, MD", "The Navy", "Role: STUDY_CHAIR"]),
        (("Gilbert Blane", "Role: STUDY_DIRECTOR", "James Lind, MD"), (BLANE,), ["James Lind, MD"]),
    ],
)
def test_officials(rows: tuple[str, ...], officials: tuple[Official, ...], doubted: list[str]) -> None:
    study, rest = section("Principal Investigators", *rows)
    assert (study.officials, rest) == (officials, doubted)


@pytest.mark.parametrize(
    ("place", "site"),
    [
        ("Bath, Somerset, United Kingdom", Site(city="Bath", state="Somerset", country="United Kingdom")),
        ("Bath, United Kingdom", Site(city="Bath", country="United Kingdom")),
        ("Seoul, Korea, Republic of", Site(city="Seoul", country="Korea, Republic of")),
        ("Skopje, Centar, Macedonia, The Former Yugoslav Republic of", None),
        ("United Kingdom", None),
        ("Bath, , United Kingdom", None),
        ("A, B, C, United Kingdom", None),
    ],
)
def test_places(place: str, site: Site | None) -> None:
    if place.startswith("Skopje"):
        site = Site(city="Skopje", state="Centar", country="Macedonia, The Former Yugoslav Republic of")
    study, doubted = section("Locations", "The Spa", place)
    if site is None:
        assert (study.sites, doubted) == ((), ["The Spa", place])
    else:
        expected = Site(facility="The Spa", city=site.city, state=site.state, country=site.country)
        assert (study.sites, doubted) == ((expected,), [])


def test_a_missing_line_leaves_no_pair_of_facility_and_place_sure() -> None:
    rows = ("The Spa", "Bath, United Kingdom", "The Pier")
    study, doubted = section("Locations", *rows)
    assert (study.sites, doubted) == ((), list(rows))


def test_related_trials_are_pairs() -> None:
    study, doubted = section(
        "Related Clinical Trials", "One", "NCT00000043", "NCT00000044", "Two", "Three", "NCT00000045"
    )
    assert study.related_studies == (
        RelatedStudy(id="NCT00000043", title="One"),
        RelatedStudy(id="NCT00000044"),
        RelatedStudy(id="NCT00000045"),
    )
    assert doubted == ["Two", "Three"]


def test_a_study_is_not_related_to_itself() -> None:
    reading = read(aggregator_page({"More Related Trials": ("Oranges Again", "NCT00000042")}))
    assert reading.study is not None
    assert (reading.study.id, reading.study.related_studies) == ("NCT00000042", ())
    numbers = {line.text: line.number for line in reading.lines}
    assert (numbers["NCT00000042"], "CT-R014") in [(problem.line, problem.rule) for problem in reading.problems]


def test_interventions_have_a_name_and_sentences() -> None:
    study, doubted = section("Interventions", "Oranges", "Two a day.", "For a week.", "Lemons", "One a day.", "Zzz: 42")
    assert study.interventions == (
        Intervention(name="Oranges", description="Two a day.\nFor a week."),
        Intervention(name="Lemons", description="One a day.\nZzz: 42"),
    )
    assert doubted == []


def test_a_second_short_line_is_a_description_or_another_intervention() -> None:
    study, doubted = section("Interventions", "Oranges", "Two a day")
    assert (study.interventions, doubted) == ((Intervention(name="Oranges"),), ["Two a day"])


def test_identifiers_with_type_and_source() -> None:
    rows = ("R01-42", "Identifier Type: NIH", "Identifier Source: secondary_id", "X9", "Identifier Type: -")
    study, doubted = section("Other Identifiers", *rows)
    assert study.identifiers == (Identifier(value="R01-42", type="NIH", role="SECONDARY_ID"), Identifier(value="X9"))
    assert doubted == []
    assert section("Other Identifiers", "Identifier Type: NIH")[1] == ["Identifier Type: NIH"]


def test_a_heading_without_its_sentence_in_a_text() -> None:
    page = aggregator_page({"Detailed Description": ("Limes were tried.", "References", "See Lind.")})
    reading = read(page)
    assert reading.study is not None
    assert reading.study.detailed_description == "Limes were tried.\nReferences\nSee Lind."
    sentence = b"Explore related publications, articles, or registry entries linked to this study.\n"
    doubtful = read(page.replace(b"References\n" + sentence, b""))
    assert doubtful.study is not None
    assert doubtful.study.detailed_description == "Limes were tried."
    assert rule_of(doubtful, "References") == "CT-R006"
    assert left(doubtful) == ["References", "See Lind."]


def test_lines_between_a_heading_and_its_sentence_are_no_content() -> None:
    page = aggregator_page({}).replace(b"Brief Summary\n", b"Brief Summary\nHome page\n")
    reading = read(page)
    assert reading.study is not None
    assert reading.study.brief_summary is None
    assert left(reading) == ["Home page"]
