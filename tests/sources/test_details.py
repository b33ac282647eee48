"""The page of ClinicalTrials.gov's present site: tables however they are flattened, head, glossary, print, results."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.errors import Severity
from kg.record import Arm, Intervention, Official, Outcome, Site, Study
from kg.sources import READERS, LineFate, Reading
from kg.sources.ctgov_pages.details import DETAILS
from kg.sources.ctgov_pages.details_words import GLOSSARY_TERMS
from tests.sources.pages import FOREIGN, read, reported, rows_of, rules

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "pages" / "ginger-on-ferries.txt"
HEAD = (
    "Recruiting",
    "Oranges Against Scurvy",
    "ClinicalTrials.gov ID NCT00000042",
    "Sponsor The Navy",
    "Information provided by The Navy (Responsible Party)",
    "Last Update Posted 2024-03-11",
    "Study Details",
    "Researcher View",
    "No Results Posted",
    "Record History",
)
LISTED = ("Intervention / Treatment", "Drug: Orange", "Drug: Lemon")
LAST = ("Study Record Dates", "Last Verified", "2024-03")


def page(*rows: str, head: Sequence[str] = HEAD, listed: Sequence[str] = LISTED) -> Reading:
    """A page with these rows between the overview and the dates."""
    lines = [*head, "Study Overview", "Brief Summary", "Do oranges help?", *listed, *rows, *LAST]
    return read("\n".join(lines).encode())


def study(*rows: str, head: Sequence[str] = HEAD) -> Study:
    reading = page(*rows, head=head)
    assert reading.study is not None, reading.problems
    assert [problem for problem in reading.problems if problem.rule != "CT-R006"] == []
    return reading.study


def left(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines if line.fate == LineFate.UNRECOGNISED]


def test_every_line_of_the_example_is_accounted_for() -> None:
    reading = read(EXAMPLE.read_bytes(), EXAMPLE.name)
    assert reading.problems == ()
    assert left(reading) == []
    assert reading.study is not None
    assert (reading.study.title, reading.study.acronym) == ("Ginger Against Sickness on Ferries", "GINGER-FERRY")
    assert reading.study.registration.not_supported == ()


@pytest.mark.slow
def test_a_foreign_line_after_each_line_of_the_example() -> None:
    rows = rows_of(EXAMPLE)
    whole = read(b"\n".join(rows))
    fates = [line.fate for line in whole.lines]
    texts = {"ct:briefSummary", "ct:detailedDescription", "dcterms:description", "ct:criteriaText", "ct:criterion"}
    texts |= {"ct:ipdSharingDescription"}
    for after in range(1, len(rows) + 1):
        reading = read(b"\n".join([*rows[:after], FOREIGN, *rows[after:]]))
        lines = list(reading.lines)
        line = lines.pop(after)
        assert line.text == "Zzz: 42"
        assert [each.fate for each in lines] == fates, after
        if line.fate == LineFate.USED:
            assert {use.property for use in line.uses} <= texts, after
        else:
            assert line.fate == LineFate.UNRECOGNISED, after
            assert after + 1 in reported(reading), after
            assert reading.study == whole.study, after


def test_the_head_with_labels_behind_or_above() -> None:
    behind = study()
    above = study(head=[line for row in HEAD for line in re.split(r"(?<=ID) |(?<=^Sponsor) |(?<=Posted) (?=2)", row)])
    assert behind == above
    assert (behind.title, behind.status, behind.has_results) == ("Oranges Against Scurvy", "RECRUITING", False)
    assert behind.lead_sponsor is not None
    assert behind.lead_sponsor.name == "The Navy"
    assert behind.registration.information_provider == "The Navy"


def test_a_study_that_was_stopped_says_why() -> None:
    found = study(head=("Terminated (No fruit)", *HEAD[1:]))
    assert (found.status, found.why_stopped) == ("TERMINATED", "No fruit")


@pytest.mark.parametrize(
    ("window", "title", "acronym"),
    [
        ("Study Details | Oranges Against Scurvy | ClinicalTrials.gov", "Oranges Against Scurvy", "OAS"),
        ("Study Details | NCT00000042 | Oranges Against Scurvy | ClinicalTrials.gov", "Oranges Against Scurvy", "OAS"),
        ("Title: Study Details | Oranges Against Scurvy | ClinicalTrials.gov", "Oranges Against Scurvy", "OAS"),
        ("Skip to main content", "Oranges Against Scurvy (OAS)", None),
    ],
)
def test_what_the_title_of_the_window_lacks_is_the_acronym(window: str, title: str, acronym: str | None) -> None:
    found = study(head=(window, HEAD[0], "Oranges Against Scurvy (OAS)", *HEAD[2:]))
    assert (found.title, found.acronym) == (title, acronym)


def test_a_window_of_another_study_is_no_id_of_this_one() -> None:
    reading = page(head=("Study Details | NCT00000043 | Lemons | ClinicalTrials.gov", *HEAD))
    assert reading.study is None
    assert [problem.rule for problem in reading.problems if problem.severity is Severity.VIOLATION] == ["CT-R003"]


GLOSSARY = (
    "Hide glossary",
    "GLOSSARY",
    "Study record managers: refer to the Data Element Definitions if submitting registration or results information.",
    "Allocation",
    "How participants are assigned to the arms of a study.",
    "Completed",
    "The study has ended, and participants are no longer examined or treated.",
)


def test_the_glossary_is_boilerplate_in_lines_and_joined() -> None:
    plain = study()
    assert study(head=(*GLOSSARY, *HEAD)) == plain
    assert study(head=(" * ".join(GLOSSARY), *HEAD)) == plain


def test_a_line_of_the_glossary_that_it_does_not_have_is_reported() -> None:
    reading = page(head=(*GLOSSARY[:5], "Call me", *GLOSSARY[5:], "Skip to main content", *HEAD))
    assert left(reading) == ["Call me"]


def test_terms_of_the_glossary_are_short_and_in_lower_case() -> None:
    assert {term for term in GLOSSARY_TERMS if term != " ".join(term.casefold().split())} == set()
    assert {"phase 1", "sponsor", "arm type"} <= GLOSSARY_TERMS


def test_the_list_of_sections_is_boilerplate_wherever_it_stands() -> None:
    sections = tuple(name for name in DETAILS.tables if name != "Results")
    assert study(head=(*HEAD, "On this page", *sections)) == study(head=(*sections, *HEAD)) == study()


COLUMNS = ("Outcome Measure", "Measure Description", "Time Frame")
GUMS = Outcome(measure="Gums", description="Seen by a surgeon.\nTwice a day.", time_frame="Up to 6 days")
TEETH = Outcome(measure="Teeth", time_frame="Week 12")


@pytest.mark.parametrize(
    "rows",
    [
        ("\t".join(COLUMNS), "Gums\tSeen by a surgeon.", "Twice a day.\tUp to 6 days", "Teeth\t\tWeek 12"),
        (" | ".join(COLUMNS), "Gums | Seen by a surgeon.", "Twice a day. | Up to 6 days", "Teeth | | Week 12"),
        (
            f"| {' | '.join(COLUMNS)} |",
            "| --- | --- | --- |",
            "| Gums | Seen by a surgeon.<br>Twice a day. | Up to 6 days |",
            "| Teeth |  | Week 12 |",
        ),
        (
            "\t".join(COLUMNS),
            *("Gums", "\t", "Seen by a surgeon.", "Twice a day.", "\tUp to 6 days", "Teeth", "\t\tWeek 12"),
        ),
        (
            "|".join(COLUMNS) + "|",
            "Gums |",
            "Seen by a surgeon.",
            "Twice a day. |",
            "Up to 6 days |",
            "Teeth | | Week 12 |",
        ),
        (*COLUMNS, "Gums", "Seen by a surgeon.", "Twice a day.", "Up to 6 days", "Teeth", "Week 12"),
    ],
    ids=["tabs", "bars", "Markdown", "tabs before cells", "bars behind each cell", "lines"],
)
def test_outcomes_are_the_same_however_the_table_is_flattened(rows: Sequence[str]) -> None:
    found = study("Study Plan", "What is the study measuring?", "Primary Outcome Measures", *rows)
    assert found.primary_outcomes == (GUMS, TEETH)
    assert found.secondary_outcomes == ()


def test_lines_of_outcomes_that_may_be_divided_otherwise_are_doubted() -> None:
    rows = ("Gums", "Teeth", "Bones", "Skin")
    reading = page("Study Plan", "Primary Outcome Measures", *COLUMNS, *rows)
    assert reading.study is not None
    assert reading.study.primary_outcomes == ()
    assert left(reading) == list(rows)
    assert {rule for _, rule in rules(reading)} == {"CT-R006"}


def test_a_measure_and_its_time_frame_alone_are_an_outcome() -> None:
    found = study("Study Plan", "Secondary Outcome Measures", *COLUMNS, "Rate of sailors who can work", "6 weeks")
    assert found.secondary_outcomes == (Outcome(measure="Rate of sailors who can work", time_frame="6 weeks"),)


ARMS = (
    Arm(label="Fruit", type="EXPERIMENTAL", description="One a day.", interventions=("Drug: Orange", "Drug: Lemon")),
    Arm(label="None", type="NO_INTERVENTION"),
    Arm(label="Lemon", type="ACTIVE_COMPARATOR", interventions=("Drug: Lemon",)),
)
FRUIT = (
    Intervention(type="DRUG", name="Orange", description="Peeled.\nFresh."),
    Intervention(type="DRUG", name="Lemon", other_names=("Citron", "Limon")),
)
ARM_COLUMNS = ("Participant Group/Arm", "Intervention/Treatment")
LEMON = ("Drug: Lemon", "Other Names:", "Citron", "Limon")
FLATTENED = {
    "tabs": (
        "\t".join(ARM_COLUMNS),
        "Experimental: Fruit",
        "One a day.\tDrug: Orange",
        *("Peeled.", "Fresh.", *LEMON, "No Intervention: None\t", "Active Comparator: Lemon\tDrug: Lemon", *LEMON[1:]),
    ),
    "bars": (
        " | ".join(ARM_COLUMNS),
        "Experimental: Fruit",
        "One a day. | Drug: Orange",
        *("Peeled.", "Fresh.", *LEMON, "No Intervention: None |", "Active Comparator: Lemon | Drug: Lemon", *LEMON[1:]),
    ),
    "Markdown": (
        f"| {' | '.join(ARM_COLUMNS)} |",
        "| --- | --- |",
        f"| Experimental: Fruit<br>One a day. | Drug: Orange<br>Peeled.<br>Fresh.<br>{'<br>'.join(LEMON)} |",
        "| No Intervention: None | |",
        f"| Active Comparator: Lemon | {'<br>'.join(LEMON)} |",
    ),
    "lines": (
        *ARM_COLUMNS,
        *("Experimental: Fruit", "One a day.", "Drug: Orange", "Peeled.", "Fresh.", *LEMON),
        *("No Intervention: None", "Active Comparator: Lemon", *LEMON),
    ),
}


@pytest.mark.parametrize("form", FLATTENED)
def test_arms_are_the_same_however_the_table_is_flattened(form: str) -> None:
    found = study("Study Plan", "Arms and Interventions", *FLATTENED[form])
    assert (found.arms, found.interventions) == (ARMS, FRUIT)


def test_cells_whose_lines_were_joined_by_spaces_are_parted_where_the_list_tells() -> None:
    rows = (
        f"| {' | '.join(ARM_COLUMNS)} |",
        "| --- | --- |",
        "| Experimental: Fruit One a day. | Drug: Orange Peeled. Fresh. Drug: Lemon Other Names: Citron Limon |",
        "| Active Comparator: Lemon | Drug: Lemon |",
    )
    reading = page("Study Plan", "Arms and Interventions", *rows)
    assert reading.study is not None
    assert reading.study.interventions == (
        Intervention(type="DRUG", name="Orange", description="Peeled. Fresh."),
        Intervention(type="DRUG", name="Lemon", other_names=("Citron Limon",)),
    )
    assert reading.study.arms == ()
    assert sorted(rule for _, rule in rules(reading)) == ["CT-R006", "CT-R006", "CT-R018"]


def groups(*rows: str) -> Reading:
    return page("Study Plan", "Arms and Interventions", *ARM_COLUMNS, *rows)


def test_groups_without_types_are_told_by_what_comes_again() -> None:
    reading = groups(
        "Sailors", "Drug: Orange", "Peeled, fresh", "Officers", "They had it before", "Drug: Orange", "Peeled, fresh"
    )
    assert reading.study is not None
    assert [(arm.label, arm.description, arm.interventions) for arm in reading.study.arms] == [
        ("Sailors", None, ("Drug: Orange",)),
        ("Officers", "They had it before", ("Drug: Orange",)),
    ]
    assert reading.study.interventions[0].description == "Peeled, fresh"
    assert left(reading) == []


def test_what_may_be_a_group_or_a_description_is_doubted() -> None:
    reading = groups("Sailors", "Drug: Orange", "Officers", "Drug: Lemon")
    assert reading.study is not None
    assert [arm.label for arm in reading.study.arms] == ["Sailors"]
    assert reading.study.arms[0].interventions == ("Drug: Orange",)
    assert left(reading) == ["Officers"]


def test_sentences_behind_an_intervention_describe_it() -> None:
    reading = groups("Sailors", "Drug: Orange", "It was peeled.", "Drug: Lemon")
    assert reading.study is not None
    assert reading.study.interventions[0].description == "It was peeled."
    assert reading.study.arms[0].interventions == ("Drug: Orange", "Drug: Lemon")


def test_an_arm_and_an_intervention_of_one_name() -> None:
    listed = ("Intervention / Treatment", "Other: Usual care")
    rows = ("Other: Usual care", "As before.", "Other: Usual care", "What the ship has.")
    reading = page("Study Plan", "Arms and Interventions", *ARM_COLUMNS, *rows, listed=listed)
    assert reading.study is not None
    assert reading.study.arms == (
        Arm(label="Usual care", type="OTHER", description="As before.", interventions=("Other: Usual care",)),
    )
    assert reading.study.interventions[0].description == "What the ship has."


def test_sites_below_their_places() -> None:
    found = study(
        *("Contacts and Locations", "Study Locations", "This study has 3 locations", "Belgium", "Gent, Belgium, 9000"),
        *("Recruiting", "Hospital, Gent, Belgium", "Contact:", "Ada Example", "555-010-0199"),
        *("United Kingdom", "London, London, City of, United Kingdom, SE1 9RT", "Site Number: 17"),
        *("United States", "California Locations", "Los Angeles, California, United States", "Completed"),
        "Principal Investigator: Ben Example, MD",
    )
    ben = Official(name="Ben Example, MD", role="PRINCIPAL_INVESTIGATOR", degree="MD")
    assert found.sites == (
        Site(
            city="Gent", country="Belgium", postal_code="9000", status="RECRUITING", facility="Hospital, Gent, Belgium"
        ),
        Site(
            city="London",
            state="London, City of",
            country="United Kingdom",
            postal_code="SE1 9RT",
            facility="Site Number: 17",
        ),
        Site(city="Los Angeles", state="California", country="United States", status="COMPLETED", officials=(ben,)),
    )


def test_a_place_of_which_the_end_of_the_city_is_not_sure_keeps_its_country() -> None:
    reading = page("Contacts and Locations", "Study Locations", "Ey, Bee, Cee, France, 67000", "Clinic")
    assert reading.study is not None
    assert reading.study.sites == (Site(country="France", postal_code="67000", facility="Clinic"),)
    assert [rule for _, rule in rules(reading)] == ["CT-R006"]


@pytest.mark.parametrize(
    ("line", "name", "affiliation"),
    [
        ("Ada Example, MD, PhD, The Fleet", "Ada Example, MD, PhD", "The Fleet"),
        ("Ada Example, MD,PhD, The Fleet, Portsmouth", "Ada Example, MD,PhD", "The Fleet, Portsmouth"),
        ("Ada Example, Prof. Dr., The Fleet", "Ada Example, Prof. Dr.", "The Fleet"),
        ("Ada Example, The Fleet", "Ada Example", "The Fleet"),
        ("Ada Example", "Ada Example", None),
        ("Novartis, Novartis Pharmaceuticals", "Novartis", "Novartis Pharmaceuticals"),
    ],
)
def test_a_name_ends_with_its_degrees(line: str, name: str, affiliation: str | None) -> None:
    (found,) = study("Collaborators and Investigators", "Investigators", f"Study Chair: {line}").officials
    assert (found.name, found.affiliation, found.role) == (name, affiliation, "STUDY_CHAIR")


def test_a_name_that_may_go_on_behind_its_comma_is_doubted() -> None:
    reading = page("Collaborators and Investigators", "Investigators", "Study Chair: Example, Ada, The Fleet")
    assert reading.study is not None
    assert reading.study.officials == ()
    assert [rule for _, rule in rules(reading)] == ["CT-R006"]


PRINTED = (
    "11/29/23, 10:13 AM Study Details | Oranges Against Scurvy | ClinicalTrials.gov",
    *HEAD,
    "Study Overview",
    "Brief Summary",
    "Do oranges help, and if they do, how many of them does a sailor need who has been at sea for",
    "longer than two months? Nobody has asked so before; the Navy wants to know it before the next",
    "ship leaves.",
    "https://clinicaltrials.gov/study/NCT00000042 1/2",
    "",
    "11/29/23, 10:13 AM Study Details | Oranges Against Scurvy | ClinicalTrials.gov",
    "Official Title",
    "A Comparison of Oranges and Lemons and of Cider, Vinegar, Sea Water, Garlic and Mustard in",
    "Sailors With Scurvy on His Majesty's Ship Salisbury",
    "Conditions",
    "Scurvy",
    *LAST,
    "https://clinicaltrials.gov/study/NCT00000042 2/2",
)


def test_a_print_is_read_without_what_printing_adds() -> None:
    reading = read("\n".join(PRINTED).encode())
    assert reading.study is not None
    assert reading.problems == ()
    assert reading.study.conditions == ("Scurvy",)
    assert reading.study.official_title == (
        "A Comparison of Oranges and Lemons and of Cider, Vinegar, Sea Water, Garlic and Mustard in Sailors With "
        "Scurvy on His Majesty's Ship Salisbury"
    )
    assert reading.study.brief_summary is not None
    assert "\n" not in reading.study.brief_summary
    joined = [line for line in reading.lines if line.text.startswith(("longer than", "ship leaves", "Sailors With"))]
    assert [line.fate for line in joined] == [LineFate.USED] * 3


def test_lines_of_a_page_that_was_not_printed_are_not_joined() -> None:
    found = study("Official Title", PRINTED[-10])
    assert found.official_title == PRINTED[-10]


def test_the_address_of_a_sheet_is_text_where_nothing_was_printed() -> None:
    reading = page("Conditions", "Scurvy", "https://clinicaltrials.gov/study/NCT00000042 1/2")
    assert reading.study is not None
    assert reading.study.conditions[0] == "Scurvy"


RESULTS = (
    *(row if row != "No Results Posted" else "Results Posted" for row in HEAD),
    "Participant Flow",
    "Recruitment Details",
    "Sailors of one ship were asked.",
    "Sponsor",
    "Outcome Measures",
    "1. Primary: Gums",
    "Adverse Events",
    "None",
    "More Information",
    "Certain Agreements",
    "None",
)


def test_the_tab_of_results_is_left_out_with_a_reason() -> None:
    reading = read("\n".join(RESULTS).encode())
    assert reading.study is not None
    assert (reading.study.has_results, reading.study.lead_sponsor is not None) == (True, True)
    assert reading.problems == ()
    reasons = {line.text: line.reason for line in reading.lines if line.fate == LineFate.LEFT_OUT}
    assert set(reasons) == {"Sailors of one ship were asked.", "Sponsor", "1. Primary: Gums", "None"}
    assert set(reasons.values()) == {"results of the study, which are not read from pages"}


def test_the_tab_of_results_says_what_it_cannot_state() -> None:
    reading = read("\n".join(RESULTS).encode())
    assert reading.study is not None
    lacks = reading.study.registration.not_supported
    assert {"briefSummary", "primaryOutcome", "criteriaText"} <= set(lacks)
    assert not {"title", "overallStatus", "leadSponsor", "hasResults", "lastUpdatePostedDate"} & set(lacks)


def test_each_tab_has_one_reader() -> None:
    details, results = EXAMPLE.read_bytes(), "\n".join(RESULTS).encode()
    window = b"Study Details | Oranges Against Scurvy | ClinicalTrials.gov\n"
    pages = (details, results, window + results, details + b"Participant Flow\n")
    found = [[each.name for each in READERS if each.accepts(content)] for content in pages]
    assert found == [["ctgov-details"], ["ctgov-details-results"], ["ctgov-details-results"], ["ctgov-details"]]


def test_a_page_that_begins_late_is_known_by_the_title_of_its_window() -> None:
    styles = "<style>p { color: red }</style>" * 3000
    title = "<title>Study Details | Oranges Against Scurvy | ClinicalTrials.gov</title>"
    rows = "".join(f"<p>{row}</p>" for row in (*HEAD, "Study Overview", "Brief Summary", "Do they help?", *LAST))
    content = f"<!DOCTYPE html><html><head>{title}{styles}</head><body><h1>{HEAD[1]}</h1>{rows}</body></html>".encode()
    assert len(content) > 65536
    reading = read(content)
    assert reading.study is not None
    assert (reading.study.title, reading.study.brief_summary) == ("Oranges Against Scurvy", "Do they help?")


def test_markdown_is_read_without_its_marks() -> None:
    marked = (
        *("Title: Study Details | Oranges Against Scurvy | ClinicalTrials.gov", "", "Markdown Content:"),
        *("[Skip to main content](https://clinicaltrials.gov/#main)", "", "Recruiting", "", "# Oranges Against Scurvy"),
        *HEAD[2:],
        *("Study Overview", "---------", "### Brief Summary", "", "Do [oranges](https://example.org/a) help?"),
        *("### Intervention / Treatment", "", "**Drug: Orange**", "", "Drug: Lemon", "## Study Record Dates"),
        *("### Last Verified", "", "2024-03"),
    )
    reading = read("\n".join(marked).encode())
    assert (reading.study, left(reading)) == (study(), [])


def test_a_page_that_breaks_off_is_said_to() -> None:
    rows = rows_of(EXAMPLE)[:150]
    reading = read(b"\n".join(rows))
    assert reading.study is not None
    assert "CT-R013" in {rule for _, rule in rules(reading)}


def test_a_label_of_a_section_that_is_still_to_come_is_text() -> None:
    people = ("Collaborators and Investigators", "Sponsor", "The Navy", "Investigators", "Study Chair: Ada Example")
    found = study(
        "Detailed Description", "Fruit.", "Investigators", "All were surgeons.", "Conditions", "Scurvy", *people
    )
    assert found.detailed_description == "Fruit.\nInvestigators\nAll were surgeons."
    assert found.conditions == ("Scurvy",)
    assert [official.name for official in found.officials] == ["Ada Example"]


def test_a_page_that_lost_the_heading_of_a_section_has_its_labels() -> None:
    found = study("Detailed Description", "Fruit.", "Investigators", "Study Chair: Ada Example")
    assert found.detailed_description == "Fruit."
    assert [official.name for official in found.officials] == ["Ada Example"]


def test_an_address_at_pubmed_is_of_the_citation_above_it() -> None:
    cited = (
        "Lind J. A treatise of the scurvy. 1753.",
        "https://pubmed.ncbi.nlm.nih.gov/12345/",
        "Blane G. Letters. 1785.",
    )
    found = study("Publications", "General Publications", *cited, "From PubMed", "Cook J. Voyages. 1776.")
    assert [(each.citation, each.pmid, each.type) for each in found.references] == [
        (cited[0], "12345", None),
        (cited[2], None, None),
        ("Cook J. Voyages. 1776.", None, "DERIVED"),
    ]
