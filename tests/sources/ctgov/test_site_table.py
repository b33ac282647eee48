"""The tables of ClinicalTrials.gov's own site: every cell of every column, whichever its users chose."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import Unread, readings
from kg.record import Enrollment, Identifier, Intervention, Organization, Site, Study, StudyDate, Uncoded
from kg.sources import READERS, detect
from kg.sources.ctgov import CTGOV_TABLE
from kg.sources.ctgov.site_columns import COLUMNS
from kg.sources.reading import Reading, key_of

SINCE_2023 = {
    "NCT Number": "NCT99990131",
    "Study Title": 'Tablets "X", a Trial',
    "Study URL": "https://clinicaltrials.gov/study/NCT99990131",
    "Acronym": "TAB",
    "Study Status": "ACTIVE_NOT_RECRUITING",
    "Brief Summary": "A first \\[line\\].\n\n* one\n* two",
    "Study Results": "YES",
    "Conditions": "Asthma|COPD",
    "Interventions": "DRUG: X|DEVICE: Y: a|b|DIAGNOSTIC_TEST: Z",
    "Primary Outcome Measures": "Change, \\>5 points, 12 weeks|Death",
    "Secondary Outcome Measures": "",
    "Other Outcome Measures": "Weight, 1 year",
    "Sponsor": "Example University",
    "Collaborators": "Other Org|Third, Inc.",
    "Sex": "ALL",
    "Age": "ADULT, OLDER_ADULT",
    "Phases": "PHASE1|PHASE2",
    "Enrollment": "1200",
    "Funder Type": "OTHER_GOV",
    "Study Type": "INTERVENTIONAL",
    "Study Design": "Allocation: RANDOMIZED|Intervention Model: PARALLEL|Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)"
    "|Primary Purpose: TREATMENT",
    "Other IDs": "ORG-1|2019-001234-12",
    "Start Date": "2024-01-15",
    "Primary Completion Date": "2025-01",
    "Completion Date": "2025-06",
    "First Posted": "2023-12-05",
    "Results First Posted": "2025-11-02",
    "Last Update Posted": "2025-12-01",
    "Locations": "Clinic A, Ward 2, Springfield, Illinois, 62701, United States|Clinic B, Praha, 120 00, Czechia",
    "Study Documents": "Study Protocol: A, and B, https://cdn.example.org/31/NCT99990131/Prot_SAP_000.pdf",
}
BEFORE_2023 = {
    "Rank": "1",
    "NCT Number": "NCT99990132",
    "Title": "Tablets",
    "Acronym": "",
    "Status": "Active, not recruiting",
    "Study Results": "No Results Available",
    "Conditions": "Asthma",
    "Interventions": "Drug: X|Diagnostic Test: Y",
    "Outcome Measures": "FEV1, litres|Death",
    "Sponsor/Collaborators": "Example University|Other Org",
    "Gender": "Female",
    "Age": "18 Years to 65 Years \xa0 (Adult, Older Adult)",
    "Phases": "Phase 2|Phase 3",
    "Enrollment": "20",
    "Funded Bys": "Other|NIH",
    "Study Type": "Observational [Patient Registry]",
    "Study Designs": "Observational Model: Cohort|Time Perspective: Prospective",
    "Other IDs": "ORG-2",
    "Start Date": "January 15, 2019",
    "Primary Completion Date": "June 2020",
    "Completion Date": "",
    "First Posted": "December 5, 2018",
    "Results First Posted": "null",
    "Last Update Posted": "January 1, 2020",
    "Locations": "Clinic A, Springfield, Illinois, United States|Clinic, Seoul, Korea, Republic of",
    "Study Documents": "",
    "URL": "https://ClinicalTrials.gov/show/NCT99990132",
}


def table(
    *rows: Sequence[str], columns: Sequence[str], delimiter: str = ",", line_end: str = "\r\n", quoting: int = 0
) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows([columns, *rows])  # type: ignore[arg-type]
    return out.getvalue()


def row(cells: dict[str, str]) -> bytes:
    """A table of one row."""
    return table(list(cells.values()), columns=list(cells)).encode()


def read(content: bytes) -> Reading:
    return CTGOV_TABLE.read(content, name="a.csv", position="#2")


def studied(content: bytes) -> Study:
    study = read(content).study
    assert study
    return study


def noted(content: bytes) -> list[tuple[str, str | None]]:
    """Rule and place of each problem but of that which columns there are."""
    return [(each.rule, each.path) for each in read(content).problems if each.rule != "CT-R153"]


def of(**cells: str) -> bytes:
    """A row with an id and these cells, of columns named with `_` for a space."""
    return row({"NCT Number": "NCT99990131", **{name.replace("_", " "): text for name, text in cells.items()}})


def test_each_column_of_the_present_site_is_read() -> None:
    study = studied(row(SINCE_2023))
    assert noted(row(SINCE_2023)) == []
    assert (study.id, study.title, study.acronym) == ("NCT99990131", 'Tablets "X", a Trial', "TAB")
    assert study.brief_summary == "A first [line].\n\n* one\n* two"
    assert (study.status, study.has_results, study.study_type) == ("ACTIVE_NOT_RECRUITING", True, "INTERVENTIONAL")
    assert study.phases == ("PHASE1", "PHASE2")
    assert study.conditions == ("Asthma", "COPD")
    assert study.interventions == (
        Intervention(type="DRUG", name="X"),
        Intervention(type="DEVICE", name="Y: a|b"),
        Intervention(type="DIAGNOSTIC_TEST", name="Z"),
    )
    assert [each.measure for each in study.primary_outcomes] == ["Change, >5 points, 12 weeks", "Death"]
    assert study.secondary_outcomes == ()
    assert [each.measure for each in study.other_outcomes] == ["Weight, 1 year"]
    assert study.lead_sponsor == Organization(name="Example University", type="OTHER_GOV")
    assert [each.name for each in study.collaborators] == ["Other Org", "Third, Inc."]
    assert study.eligibility
    assert (study.eligibility.sex, study.eligibility.age_groups) == ("ALL", ("ADULT", "OLDER_ADULT"))
    assert study.enrollment == Enrollment(count=1200)
    assert (study.design.allocation, study.design.masking) == ("RANDOMIZED", "DOUBLE")
    assert study.design.who_masked == ("PARTICIPANT", "INVESTIGATOR")
    assert (study.design.intervention_model, study.design.primary_purpose) == ("PARALLEL", "TREATMENT")
    assert study.identifiers == (Identifier(value="ORG-1"), Identifier(value="2019-001234-12"))
    record = study.registration
    stated = (record.first_posted, record.results_first_posted, record.last_update_posted)
    assert [str(each and each.date) for each in stated] == ["2023-12-05", "2025-11-02", "2025-12-01"]
    course = (study.start, study.primary_completion, study.completion)
    assert [str(each and each.date) for each in course] == ["2024-01-15", "2025-01", "2025-06"]
    first, second = study.sites
    assert (first.facility, first.city, first.state) == ("Clinic A, Ward 2", "Springfield", "Illinois")
    assert (first.postal_code, first.country) == ("62701", "United States")
    assert second == Site(text="Clinic B, Praha, 120 00, Czechia", country="Czechia")
    (document,) = study.documents
    assert (document.label, document.type) == ("Study Protocol: A, and B", "Prot_SAP")
    assert (document.filename, document.has_consent_form) == ("Prot_SAP_000.pdf", False)


def test_each_column_of_the_site_before_2023_is_read() -> None:
    study = studied(row(BEFORE_2023))
    assert noted(row(BEFORE_2023)) == []
    assert (study.title, study.acronym, study.status) == ("Tablets", None, "ACTIVE_NOT_RECRUITING")
    assert (study.has_results, study.study_type) == (False, "OBSERVATIONAL")
    assert study.phases == ("PHASE2", "PHASE3")
    assert study.interventions[1] == Intervention(type="DIAGNOSTIC_TEST", name="Y")
    assert [each.measure for each in study.unspecified_outcomes] == ["FEV1, litres", "Death"]
    assert (study.primary_outcomes, study.secondary_outcomes) == ((), ())
    assert study.lead_sponsor == Organization(name="Example University")
    assert study.collaborators == (Organization(name="Other Org"),)
    assert study.funder_classes == ("OTHER", "NIH")
    assert study.eligibility
    assert (study.eligibility.minimum_age, study.eligibility.maximum_age) == ("18 Years", "65 Years")
    assert (study.eligibility.sex, study.eligibility.age_groups) == ("FEMALE", ("ADULT", "OLDER_ADULT"))
    assert (study.design.observational_model, study.design.time_perspective) == ("COHORT", "PROSPECTIVE")
    assert study.design.patient_registry is True
    assert (study.registration.results_first_posted, study.completion) == (None, None)
    assert str(study.primary_completion and study.primary_completion.date) == "2020-06"
    assert [(each.state, each.country) for each in study.sites] == [
        ("Illinois", "United States"),
        (None, "Korea, Republic of"),
    ]


def test_the_columns_of_the_site_until_2017_are_read() -> None:
    study = studied(
        of(
            Recruitment="Recruiting",
            Age_Groups="Child|Adult|Senior",
            Study_Types="Interventional",
            Study_Designs="Endpoint Classification: Safety Study|Masking: Double Blind (Subject, Caregiver)",
            First_Received="April 22, 2016",
            Last_Updated="May 2, 2016",
            Last_Verified="April 2016",
            Results_First_Received="No Study Results Posted",
        )
    )
    assert (study.status, study.study_type) == ("RECRUITING", "INTERVENTIONAL")
    assert study.eligibility
    assert study.eligibility.age_groups == ("CHILD", "ADULT", "OLDER_ADULT")
    assert (study.design.endpoint_classification, study.design.masking) == ("Safety Study", "DOUBLE")
    assert study.design.who_masked == ("PARTICIPANT", "CARE_PROVIDER")
    record = study.registration
    assert [str(each) for each in (record.first_submitted, record.updated, record.verified)] == [
        "2016-04-22",
        "2016-05-02",
        "2016-04",
    ]
    assert record.results_first_submitted is None


def test_columns_in_any_order_and_spelling_give_the_same() -> None:
    names = list(SINCE_2023)
    turned = {name.replace(" ", ".").upper(): SINCE_2023[name] for name in reversed(names)}
    assert studied(row(turned)) == studied(row(SINCE_2023))


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_separator_and_encoding_gives_the_same(delimiter: str, encoding: str, tmp_path: Path) -> None:
    columns = list(SINCE_2023)
    path = tmp_path / "a.csv"
    path.write_bytes(table(list(SINCE_2023.values()), columns=columns, delimiter=delimiter, quoting=1).encode(encoding))
    (reading,) = readings(input_files([str(path)]))
    assert isinstance(reading, Reading)
    assert reading.study == studied(row(SINCE_2023))


def test_a_table_in_windows_1252_is_read_and_said() -> None:
    content = "NCT Number;Study Title\nNCT99990131;Café".encode("cp1252")
    assert studied(content).title == "Café"
    assert ("CT-R019", None) in noted(content)


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ("NCT Number,Study Title", True),
        ("Phases,NCT Number", True),
        ("NCT Number,My notes", False),
        ("Rank,NCT Number", False),
        ("Study Title,Study Status", False),
        ("nct_id,brief_title", False),
    ],
)
def test_a_table_is_known_by_its_ids_and_one_other_column(columns: str, *, taken: bool) -> None:
    assert CTGOV_TABLE.accepts(f"{columns}\n".encode()) is taken
    assert (detect(f"{columns}\nx,y\n".encode()) is CTGOV_TABLE) is taken


def test_no_two_columns_have_one_name_and_each_goes_somewhere() -> None:
    names = [name for column in COLUMNS.values() for name in column.names]
    assert len(names) == len(set(names))
    assert set(SINCE_2023) | set(BEFORE_2023) <= set(names)


# What is not there


def test_what_the_table_has_no_column_for_is_not_supported_and_the_rest_is() -> None:
    lacks = studied(of(Sex="ALL", Study_Title="x")).registration.not_supported
    assert {"sex", "eligibility", "title"}.isdisjoint(lacks)
    assert {"masking", "criteriaText", "startDate", "timeFrame", "officialTitle", "primaryOutcome"} <= set(lacks)
    full = {"officialTitle", "official", "timeFrame", "criteriaText", "ipdSharing", "armType"}
    assert set(studied(row(SINCE_2023)).registration.not_supported) == full
    before = {"briefSummary", "primaryOutcome", "secondaryOutcome"}
    assert set(studied(row(BEFORE_2023)).registration.not_supported) == full | before


def test_the_columns_are_named_and_those_that_are_not_the_sites_too() -> None:
    content = of(Study_Title="x", My_notes="see letter", Reviewer="")
    said = [each for each in read(content).problems if each.rule == "CT-R153"]
    assert [each.message.partition("; none")[0] for each in said] == [
        "the table has the columns NCT Number, Study Title; not the site's and not read: `My notes`, `Reviewer`"
    ]
    assert noted(content) == [("CT-R101", "My notes")]
    assert list(CTGOV_TABLE.account.unaccounted(content)) == ["My notes"]


@pytest.mark.parametrize("nothing", ["", " ", "null", "\xa0"])
def test_an_empty_cell_states_nothing(nothing: str) -> None:
    empty = dict.fromkeys(SINCE_2023, nothing) | {"NCT Number": "NCT99990131"}
    study = studied(row(empty))
    assert study == Study(id="NCT99990131", publisher="ctgov", registration=study.registration)
    assert noted(row(empty)) == []


# What is wrong


@pytest.mark.parametrize("identity", ["", "Total: 43 studies", "12345678", "NCT"])
def test_a_row_without_an_id_is_rejected(identity: str) -> None:
    reading = read(row({"NCT Number": identity, "Study Title": "x"}))
    assert reading.study is None
    assert ("CT-R002", "NCT Number") in [(each.rule, each.path) for each in reading.problems]
    assert CTGOV_TABLE.key(row({"NCT Number": identity, "Study Title": "x"})) is None


def test_an_id_that_has_not_its_form_is_kept_and_said() -> None:
    content = row({"NCT Number": "NCT9999013", "Study Title": "x"})
    assert studied(content).id == "NCT9999013"
    assert noted(content) == [("CT-R130", "NCT Number")]


def test_the_address_of_another_study_is_said() -> None:
    assert noted(of(Study_URL="https://clinicaltrials.gov/study/NCT99990132")) == [("CT-R009", "Study URL")]


def test_values_that_no_code_list_knows_are_kept_and_said() -> None:
    content = of(Study_Status="Paused", Sex="any", Phases="Phase 9", Study_Results="maybe", Age="grown up")
    study = studied(content)
    assert (study.status, study.phases) == (Uncoded("Paused"), (Uncoded("Phase 9"),))
    assert study.has_results is None
    assert sorted(noted(content)) == [
        ("CT-R010", "Age"),
        ("CT-R010", "Phases"),
        ("CT-R010", "Sex"),
        ("CT-R010", "Study Status"),
        ("CT-R011", "Study Results"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 Years and older \xa0 (Adult, Older Adult)", ("18 Years", None, ("ADULT", "OLDER_ADULT"))),
        ("up to 18 Years \xa0 (Child, Adult)", (None, "18 Years", ("CHILD", "ADULT"))),
        ("12 Months to 16 Years (Child)", ("12 Months", "16 Years", ("CHILD",))),
        ("Child, Adult, Older Adult", (None, None, ("CHILD", "ADULT", "OLDER_ADULT"))),
        ("CHILD", (None, None, ("CHILD",))),
        ("N/A and older", (None, None, ())),
        ("6 Months and older", ("6 Months", None, ())),
    ],
)
def test_ages(text: str, expected: tuple[str | None, str | None, tuple[str, ...]]) -> None:
    found = studied(of(Age=text)).eligibility
    assert (found and found.minimum_age, found and found.maximum_age, found.age_groups if found else ()) == expected


@pytest.mark.parametrize(
    ("text", "count", "rule"),
    [
        ("1517", 1517, None),
        ("1,517", 1517, None),
        ("52.0", 52, None),
        ("0", 0, None),
        ("99999999", None, "CT-R134"),
        ("1.2E+04", None, "CT-R152"),
        ("some", None, "CT-R011"),
        ("-1", None, "CT-R011"),
    ],
)
def test_numbers_of_participants(text: str, count: int | None, rule: str | None) -> None:
    content = of(Enrollment=text)
    assert studied(content).enrollment == (None if count is None else Enrollment(count=count))
    assert noted(content) == ([(rule, "Enrollment")] if rule else [])


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Phase 1|Phase 2", ("PHASE1", "PHASE2")),
        ("PHASE1|PHASE2", ("PHASE1", "PHASE2")),
        ("Phase 1/Phase 2", ("PHASE1", "PHASE2")),
        ("Early Phase 1", ("EARLY_PHASE1",)),
        ("Not Applicable", ("NA",)),
        ("N/A", ("NA",)),
        ("NA", ("NA",)),
    ],
)
def test_phases(text: str, types: tuple[str, ...]) -> None:
    assert studied(of(Phases=text)).phases == types
    assert noted(of(Phases=text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drug: A|B: c", [("DRUG", "A|B: c")]),
        ("Combination Product: A + B", [("COMBINATION_PRODUCT", "A + B")]),
        ("DIETARY_SUPPLEMENT: A|Behavioral: B", [("DIETARY_SUPPLEMENT", "A"), ("BEHAVIORAL", "B")]),
        ("Talks", [(None, "Talks")]),
        ("Drug: ", [("DRUG", None)]),
    ],
)
def test_interventions(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(each.type, each.name) for each in studied(of(Interventions=text)).interventions] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Expanded Access", ("EXPANDED_ACCESS", ())),
        (
            "Expanded Access:Individual Patients|Treatment IND/Protocol",
            ("EXPANDED_ACCESS", ("INDIVIDUAL", "TREATMENT")),
        ),
        ("EXPANDED_ACCESS", ("EXPANDED_ACCESS", ())),
    ],
)
def test_study_types(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    study = studied(of(Study_Type=text))
    assert (study.study_type, study.expanded_access.types if study.expanded_access else ()) == expected


@pytest.mark.parametrize(
    ("masking", "level", "parties"),
    [
        ("None (Open Label)", "NONE", ()),
        ("NONE", "NONE", ()),
        (
            "Triple (Participant, Investigator, Outcomes Assessor)",
            "TRIPLE",
            ("PARTICIPANT", "INVESTIGATOR", "OUTCOMES_ASSESSOR"),
        ),
        ("SINGLE (CARE_PROVIDER)", "SINGLE", ("CARE_PROVIDER",)),
        ("Double", "DOUBLE", ()),
    ],
)
def test_masking(masking: str, level: str, parties: tuple[str, ...]) -> None:
    content = of(Study_Design=f"Allocation: N/A|Masking: {masking}")
    assert (studied(content).design.masking, studied(content).design.who_masked) == (level, parties)
    assert noted(content) == []


def test_a_part_of_the_design_that_nobody_knows_is_said() -> None:
    assert noted(of(Study_Design="Allocation: RANDOMIZED|Colour: blue")) == [("CT-R020", "Study Design")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clinic, Omaha, NE, Omaha, Nebraska, United States", [("Clinic, Omaha, NE", "Omaha", "United States")]),
        ("Omaha, Nebraska, 68130, United States", [(None, "Omaha", "United States")]),
        ("Clinic, Baltimore, MD, Maryland, 21205, United States", [(None, None, "United States")]),
        ("Clinic, San Juan, Puerto Rico", [(None, None, "Puerto Rico")]),
        (
            "Clinic, Kinshasa, Congo, The Democratic Republic of the",
            [(None, None, "Congo, The Democratic Republic of the")],
        ),
        ("Clinic, Belgrade, Former Serbia and Montenegro", [(None, None, None)]),
        ("Clinic | Ward 2, Córdoba, Argentina|B, Paris, France", [(None, None, "Argentina"), (None, None, "France")]),
        ("France", [(None, None, "France")]),
    ],
)
def test_places_are_kept_as_written_and_read_where_they_are_beyond_doubt(
    text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    sites = studied(of(Locations=text)).sites
    assert [(each.facility, each.city, each.country) for each in sites] == expected
    assert "|".join(each.text or "" for each in sites) == text


def test_documents_go_on_in_columns_without_a_name() -> None:
    cells = ["NCT99990131", "Protocol, https://x.org/Prot_000.pdf", "Consent, https://x.org/ICF_001.pdf", "", "a note"]
    content = table(cells, columns=["NCT Number", "Study Documents", "", "", ""]).encode()
    assert [(each.label, each.type) for each in studied(content).documents] == [
        ("Protocol", "Prot"),
        ("Consent", "ICF"),
    ]
    assert noted(content) == [("CT-R101", "(column without a name)")]


# Rows of another length


def cut(cells: Sequence[str], columns: Sequence[str]) -> bytes:
    return f"{','.join(columns)}\n{','.join(cells)}".encode()


LENGTHS = ("NCT Number", "Study Title", "Study Status", "Conditions", "Enrollment", "Start Date", "Locations")


@pytest.mark.parametrize(
    ("cells", "read_up_to"),
    [
        (["NCT99990131", "A", "COMPLETED", "B", "5"], "Enrollment"),
        (["NCT99990131", "A"], "Study Title"),
        (["NCT99990131", "A", "COMPLETED", "B", "5", "2020-01", "Clinic", "France"], "Start Date"),
        (["NCT99990131", "A", "and more", "COMPLETED", "B", "5", "2020-01", "Clinic"], "NCT Number"),
        (["NCT99990131", "A", "COMPLETED", "B", "2020-01", "Clinic"], "Study Status"),
    ],
)
def test_a_row_of_another_length_is_read_as_far_as_that_is_beyond_doubt(cells: list[str], read_up_to: str) -> None:
    content = cut(cells, LENGTHS)
    study = studied(content)
    stated = {
        "NCT Number": True,
        "Study Title": study.title is not None,
        "Study Status": study.status is not None,
        "Conditions": bool(study.conditions),
        "Enrollment": study.enrollment is not None,
        "Start Date": study.start is not None,
        "Locations": bool(study.sites),
    }
    at = LENGTHS.index(read_up_to)
    assert stated == {name: number <= at for number, name in enumerate(LENGTHS)}
    assert noted(content) == [("CT-R150", None)]


def test_empty_cells_behind_the_last_column_are_no_fault() -> None:
    assert noted(cut(["NCT99990131", "A", "COMPLETED", "", "", "", "", "", ""], LENGTHS)) == []


def test_a_message_says_what_of_a_row_is_left_out() -> None:
    (said,) = [
        each.message
        for each in read(cut(["NCT99990131", "A", "b", "COMPLETED", "", "", "", "x"], LENGTHS)).problems
        if each.rule == "CT-R150"
    ]
    assert said == "the row has 8 cells where the table has 7 columns; 4 are left out, from the cell 2 on: `A`"


# What spreadsheets do


def test_dates_that_a_spreadsheet_wrote_anew_are_read_by_the_others_of_their_row() -> None:
    content = of(Start_Date="4/11/2022", Completion_Date="8/8/2023", First_Posted="2/21/2022")
    study = studied(content)
    assert (str(study.start and study.start.date), str(study.completion and study.completion.date)) == (
        "2022-04-11",
        "2023-08-08",
    )
    assert noted(content) == [("CT-R151", "Start Date")]


def test_where_nothing_tells_the_month_the_year_is_read() -> None:
    content = of(Start_Date="4/11/2022")
    assert studied(content).start == StudyDate(date=studied(of(Start_Date="2022")).start.date)  # type: ignore[union-attr]
    assert noted(content) == [("CT-R152", "Start Date")]


def test_a_cell_as_long_as_a_spreadsheet_allows_is_said_to_be_cut() -> None:
    assert noted(of(Brief_Summary="a" * 32_767)) == [("CT-R152", "Brief Summary")]
    assert noted(of(Brief_Summary="a" * 32_768)) == []


def test_an_id_that_became_a_number_is_left_out_and_said() -> None:
    content = of(Other_IDs="2.02011E+09|ORG-1")
    assert studied(content).identifiers == (Identifier(value="ORG-1"),)
    assert noted(content) == [("CT-R152", "Other IDs")]


def test_control_characters_are_removed_and_said() -> None:
    content = of(Study_Title="a\x00b\x07c")
    assert studied(content).title == "abc"
    assert noted(content) == [("CT-R103", "Study Title")]


# The key, and the cases


@pytest.mark.parametrize("cells", [SINCE_2023, BEFORE_2023], ids=["since", "before"])
def test_the_quick_key_is_that_of_the_record(cells: dict[str, str]) -> None:
    content = row(cells)
    reading = read(content)
    assert reading.study
    assert CTGOV_TABLE.key(content) == key_of(reading.study, reading.origin)


def test_the_made_up_tables_of_both_generations_are_read(cases: Path) -> None:
    for name, identity in (("15a_ctgov_export_2023.csv", "NCT99980131"), ("15b_ctgov_export_2019.csv", "NCT99980132")):
        (reading,) = readings(input_files([str(cases / "files" / name)]))
        assert isinstance(reading, Reading)
        assert reading.study
        assert reading.study.id == identity
        assert [each.rule for each in reading.problems] == ["CT-R153"]


@pytest.mark.parametrize(
    ("content", "rule", "beginning"),
    [
        (b"<!DOCTYPE html><html><head><title>ClinicalTrials.gov</title></head></html>", "CT-R0", ""),
        (
            b"Study Title,Study Status\nA,COMPLETED\n",
            "CT-R154",
            "a table of ClinicalTrials.gov, its site since 2023, without",
        ),
        (b"NCT Number,Notes\nNCT99990131,x\n", "CT-R030", "a table of ClinicalTrials.gov, with the ids of studies"),
        (b'NCT Number,Study Title\nNCT99990131,"cut\n\noff', "CT-R108", "the file ends within record 2"),
        (b"NCT Number,Study Title\n", "CT-R001", "there is no record in it"),
        (b"NCT Number,Study Title\n" + b"x" * (65 << 20) + b",y\n", "CT-R110", "the record is passed over"),
        (b"\x00\x00\x00\x00", "CT-R0", "a file that is no text"),
    ],
    ids=["html", "no ids", "ids alone", "cut", "empty", "a long line", "zeros"],
)
def test_a_wrong_file_ends_in_a_clear_message(content: bytes, rule: str, beginning: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    found = [each for each in readings(input_files([str(path)])) if not isinstance(each, Reading)]
    assert len(found) == 1
    (unread,) = found
    assert isinstance(unread, Unread)
    assert unread.problem.rule.startswith(rule)
    assert unread.problem.message.startswith(beginning)
    assert unread.problem.hint


def test_only_one_reader_takes_a_row() -> None:
    for cells in (SINCE_2023, BEFORE_2023):
        assert [reader.name for reader in READERS if reader.accepts(row(cells))] == ["ctgov-table"]
