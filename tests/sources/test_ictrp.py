"""Records of the WHO portal and of the form of the WHO: what is irregular about them, each case made up."""

import csv
import io
import re
from pathlib import Path

import pytest

from kg.ages import age_in_years
from kg.dates import PartialDate
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, found
from kg.record import BrowseLeaf, Outcome, Study, Uncoded
from kg.sources.codes import NOTATIONS
from kg.sources.reading import Reading
from kg.sources.who import CHICTR_XML, ICTRP_CSV, ICTRP_XML, WHO_XML
from kg.sources.who.age_limits import limit_of
from kg.sources.who.columns import COLUMNS, WEEKLY
from kg.sources.who.designs import stated_in
from kg.sources.who.endpoints import endpoints_of
from kg.sources.who.named_conditions import conditions_of
from kg.sources.who.phases import phases_of
from kg.sources.who.row_dates import dates_of, export_date
from kg.sources.who.sizes import size_of
from kg.sources.who.spellings import SPELLINGS
from kg.sources.who.texts import plain, split_list
from kg.sources.who.treatments import Treatment, treatments_of
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "golden"
TRIAL = (FOLDER / "ginger-for-seasickness.xml").read_text(encoding="utf-8")
FORM = (FOLDER / "warm-feet-and-sleep.xml").read_text(encoding="utf-8")
(HEADING, ROW) = csv.reader(
    io.StringIO((FOLDER / "moss-tea-for-hay-fever.csv").read_text(encoding="utf-8-sig"), newline="")
)
REGISTER = {"id": "NCT99999901", "register": "ClinicalTrials.gov", "registered": "27/01/2020"}
"""A record of ClinicalTrials.gov in the portal."""


def table(cells: list[str], *, delimiter: str = ",", heading: list[str] = HEADING) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows([heading, cells])
    return stream.getvalue().encode("utf-8-sig")


def changed(*, delimiter: str = ",", **texts: str) -> Reading:
    """The made-up row with other texts, by what their columns state."""
    cells = dict(zip(HEADING, ROW, strict=True)) | {COLUMNS[key].names[0]: text for key, text in texts.items()}
    return ICTRP_CSV.read(table(list(cells.values()), delimiter=delimiter), name="x.csv")


def in_xml(**texts: str) -> Reading:
    """The made-up trial with other texts, by what their elements state."""
    content = TRIAL
    for key, text in texts.items():
        name = COLUMNS[key].names[0].replace(" ", "_")
        content = re.sub(rf"<{name}(?:/>|>.*?</{name}>)", f"<{name}>{text}\n    </{name}>", content, flags=re.DOTALL)
        if f"<{name}>" not in content:
            content = content.replace("</Trial>", f"<{name}>{text}</{name}>\n  </Trial>")
    return ICTRP_XML.read(content.encode(), name="x.xml")


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phase 2/Phase 3", ("PHASE2", "PHASE3")),
        ("Phase 3/ Phase 4", ("PHASE3", "PHASE4")),
        ("Phase II/III", ("PHASE2", "PHASE3")),
        ("II-III", ("PHASE2", "PHASE3")),
        ("1-2", ("PHASE1", "PHASE2")),
        ("Phase-3", ("PHASE3",)),
        ("IV", ("PHASE4",)),
        ("IIb", ("PHASE2",)),
        ("0", ("EARLY_PHASE1",)),
        ("0 (exploratory trials)", ("EARLY_PHASE1",)),
        ("II (Phase II study)", ("PHASE2",)),
        ("Early Phase 1", ("EARLY_PHASE1",)),
        ("N/A", ("NA",)),
        ("02/03/2020", ("PHASE2", "PHASE3")),
        ("2-Mar", ("PHASE2", "PHASE3")),
        ("03-Feb", ("PHASE2", "PHASE3")),
        ("2020-02-01 00:00:00", ("PHASE1", "PHASE2")),
        (
            "Human pharmacology (Phase I): yes\nTherapeutic exploratory (Phase II): yes\n"
            "Therapeutic confirmatory - (Phase III): \nTherapeutic use (Phase IV): no\n",
            ("PHASE1", "PHASE2"),
        ),
        ("Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): no", ()),
    ],
)
def test_a_phase_in_the_words_of_any_register(text: str, expected: tuple[str, ...]) -> None:
    phases = phases_of(text)
    assert phases is not None
    assert phases.notations == expected


@pytest.mark.parametrize("text", ["Retrospective study", "Phase 5", "04/02/2020", "1/1/2020", "2-3 weeks", "Phase", ""])
def test_what_is_no_phase_is_none(text: str) -> None:
    assert phases_of(text) is None


def test_a_phase_that_a_spreadsheet_made_a_date_is_read_and_said() -> None:
    reading = changed(phase="02/03/2020")
    assert study(reading).phases == ("PHASE2", "PHASE3")
    assert rules(reading) == [("CT-R152", "Phase")]


def test_a_phase_that_is_none_keeps_its_text_and_says_which_way_the_study_looks() -> None:
    reading = changed(phase="Retrospective study")
    assert study(reading).phases == (Uncoded("Retrospective study"),)
    assert study(reading).design.time_perspective == "RETROSPECTIVE"
    assert rules(reading) == []
    assert rules(changed(phase="Phase 5")) == [("CT-R010", "Phase")]
    assert study(changed(phase="Not selected")).phases == ()


@pytest.mark.parametrize(
    ("text", "count", "groups"),
    [
        ("200", 200, ()),
        ("1,200", 1200, ()),
        ("60.0", 60, ()),
        ("survival group:200;died:200;", 400, ("survival group", "died")),
        ("2019 Y:2418;2020 Y:821;", 3239, ("2019 Y", "2020 Y")),
        ("experimental group :100;control group : 100 ;", 200, ("experimental group", "control group")),
        ("Medical students; others:1300;", 1300, ("Medical students; others",)),
    ],
)
def test_a_size_is_the_sum_of_its_groups(text: str, count: int, groups: tuple[str, ...]) -> None:
    size = size_of(text)
    assert size is not None
    assert (size.total, size.groups) == (count, groups)


@pytest.mark.parametrize("text", ["many", "a:1;b", "a:1;b:", ":5;", "12 patients", ""])
def test_what_is_no_size_is_none(text: str) -> None:
    assert size_of(text) is None


def test_a_size_of_nothing_is_not_known_but_of_clinicaltrials_gov() -> None:
    assert study(changed(size="0")).enrollment is None
    assert rules(changed(size="0")) == [("CT-R134", "Target size")]
    own = study(changed(size="0", **REGISTER)).enrollment
    assert own is not None
    assert own.count == 0
    assert rules(changed(size="a:1;b")) == [("CT-R011", "Target size")]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("18 Years", "18"),
        ("20years-old", "20"),
        (">= 16age old", "16"),
        ("18Y", "18"),
        ("13 Year(s)", "13"),
        ("65 years.", "65"),
        ("6 Months", "0.5"),
        ("0", "0"),
        ("18", None),
        ("a", None),
    ],
)
def test_an_age_in_the_words_of_any_register(text: str, years: str | None) -> None:
    assert age_in_years(limit_of(text, in_years=False)) == years


def test_ages_of_chictr_are_years_and_an_upper_limit_of_nothing_is_none() -> None:
    reading = in_xml(agemax="75")
    eligibility = study(reading).eligibility
    assert eligibility is not None
    assert (eligibility.minimum_age, eligibility.maximum_age) == ("18 Years", "75 Years")
    none = study(in_xml()).eligibility
    assert none is not None
    assert none.maximum_age is None
    assert rules(in_xml()) == [("CT-R011", "Inclusion_agemax")]
    assert rules(changed(agemin="18")) == [("CT-R131", "Inclusion agemin")]


@pytest.mark.parametrize("text", ["no limit", "No limit", "no minimum age", "N/A", "0 N/A (No limit)", "-", "??", "ND"])
def test_no_limit_of_age_is_none(text: str) -> None:
    eligibility = study(changed(agemin=text)).eligibility
    assert eligibility is not None
    assert (eligibility.minimum_age, rules(changed(agemin=text))) == (None, [])


def test_dates_with_slashes_have_the_day_first_unless_the_day_of_registration_tells_otherwise() -> None:
    texts = {"registered": "03/02/2020", "start": "05/04/2020", "completed": "2021-06"}
    usual = dates_of(texts, registered="03/02/2020", again="20200203")
    assert [str(usual.dates[key]) for key in texts] == ["2020-02-03", "2020-04-05", "2021-06"]
    turned = dates_of(texts, registered="03/02/2020", again="20200302")
    assert [str(turned.dates[key]) for key in texts] == ["2020-03-02", "2020-05-04", "2021-06"]
    assert turned.turned
    reading = changed(registered="03/02/2020", registered_again="20200302", start="05/04/2020")
    assert [each.rule for each in reading.problems] == ["CT-R151"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020/03/01", "2020-03-01"),
        ("17 February 2020", "2020-02-17"),
        ("February 3, 2020", "2020-02-03"),
        ("February 2020", "2020-02"),
        ("2020-05-25 00:00:00", "2020-05-25"),
        ("05/25/2020", "2020-05-25"),
        ("1900-01-01", None),
        ("43863", None),
        ("soon", None),
    ],
)
def test_a_date_in_any_of_the_styles_of_a_column(text: str, date: str | None) -> None:
    found = dates_of({"start": text}, registered=None, again=None).dates.get("start")
    assert (str(found) if found else None) == date


@pytest.mark.parametrize(
    ("text", "refreshed", "date"),
    [
        ("4/15/2020 4:11:24 PM", PartialDate(2020, 4, 14), "2020-04-15"),
        ("07/06/2020", PartialDate(2020, 6, 30), "2020-07-06"),
        ("06/07/2020", PartialDate(2020, 6, 30), "2020-07-06"),
        ("10/04/2026 04:51:51", None, "2026-10-04"),
        ("2026-10-04", None, "2026-10-04"),
    ],
)
def test_the_day_of_the_export_has_the_month_first_and_is_never_before_the_refresh(
    text: str, refreshed: PartialDate | None, date: str
) -> None:
    assert str(export_date(text, refreshed=refreshed)) == date


def test_line_ends_entities_and_mangled_letters_are_what_they_were() -> None:
    assert plain("a_x000D_<br>b\r<br>c\n<br/ >d<br>e &#8805;&#32;5 &lt;br") == ("a\nb\nc\nd\ne ≥ 5 <br", False)
    assert plain("S\u221a\u00a3o Paulo, 37 \u00ac\u221eC") == ("São Paulo, 37 °C", True)
    assert plain("\u221a2 and \u00acp, caf\u00e9") == ("\u221a2 and \u00acp, caf\u00e9", False)
    reading = changed(sponsor="Universidade de S\u221a\u00a3o Paulo")
    sponsor = study(reading).lead_sponsor
    assert sponsor is not None
    assert sponsor.name == "Universidade de São Paulo"
    assert rules(reading) == [("CT-R015", "Primary sponsor")]


def test_a_separator_in_brackets_parts_no_list() -> None:
    assert split_list("Adverse events (rash; heartburn);Vomiting;;Vomiting") == [
        "Adverse events (rash; heartburn)",
        "Vomiting",
    ]
    assert split_list("a (b; c") == ["a (b; c"]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("Both males and females", "ALL"),
        ("<br> Female: yes<br> Male: yes<br>", "ALL"),
        ("<br>Female: no<br>Male: yes<br>", "MALE"),
        ("Females", "FEMALE"),
        ("-", None),
        ("", None),
    ],
)
def test_a_sex_in_the_words_of_any_register(text: str, notation: str | None) -> None:
    eligibility = study(changed(sex=text)).eligibility
    assert eligibility is not None
    assert eligibility.sex == notation


def test_a_type_that_does_not_say_whether_interventions_are_assigned_is_kept_and_names_a_purpose() -> None:
    found = study(changed(study_type="Diagnostic test", design="Parallel"))
    assert (found.study_type, found.design.primary_purpose) == (Uncoded("Diagnostic test"), "DIAGNOSTIC")
    registry = study(changed(study_type="Observational [Patient Registry]"))
    assert (registry.study_type, registry.design.patient_registry) == ("OBSERVATIONAL", True)


@pytest.mark.parametrize(
    ("text", "features"),
    [
        (
            "Allocation: Randomized. Intervention model: Parallel Assignment. Primary purpose: Treatment. "
            "Masking: Double (Participant, Investigator). ",
            {"RANDOMIZED", "PARALLEL", "TREATMENT", "DOUBLE", "PARTICIPANT", "INVESTIGATOR"},
        ),
        (
            "Purpose: Treatment; Allocation: Randomised controlled trial; Masking: Open (masking not used);"
            "Assignment: Factorial;Type of endpoint: Efficacy;",
            {"TREATMENT", "RANDOMIZED", "NONE", "FACTORIAL"},
        ),
        (
            "randomized controlled trial, open(masking not used), no treatment control, parallel assignment, "
            "treatment purpose",
            {"RANDOMIZED", "NONE", "NO_TREATMENT", "PARALLEL", "TREATMENT"},
        ),
        (
            "Randomized, Parallel Group, Placebo Controlled Trial\nMethod of generating randomization sequence:Other",
            {"RANDOMIZED", "PARALLEL", "PLACEBO"},
        ),
        ("Controlled: no\nRandomised: no\nOpen: yes\nSingle blind: no", {"UNCONTROLLED", "NONE"}),
        ("Purpose: Natural history;Duration: Longitudinal;Timing: Both;", {"NATURAL_HISTORY", "OTHER"}),
        ("Single arm", {"NA", "SINGLE_GROUP"}),
        ("Masking: None, Masking: Double", set()),
        ("Pragmatic randomised trial", set()),
        ("Open: yes", set()),
    ],
)
def test_a_design_is_read_where_a_table_has_the_value(text: str, features: set[str]) -> None:
    assert {each.notation for each in stated_in(text)} == features


def test_the_text_of_a_design_is_kept_where_it_says_more() -> None:
    known = study(changed(design="Allocation: Randomized. Masking: None (Open Label). ")).design
    assert (known.allocation, known.intervention_model_description) == ("RANDOMIZED", None)
    more = study(changed(design="Allocation: Randomized. Masking: by hats. ")).design
    assert more.intervention_model_description == "Allocation: Randomized. Masking: by hats."


def test_conditions_are_told_from_codes_and_keywords() -> None:
    listed = conditions_of("Virus; Pneumonia;Virus", is_list=True)
    assert listed.names == ("Virus", "Pneumonia")
    joined = conditions_of("Seasickness. \nseasickness;T75.3;Nausea", is_list=False)
    assert joined == (("Seasickness",), (BrowseLeaf(id="T75.3"),), ("Nausea",))
    several = conditions_of("A;B; \nA \nB;Eyes - other", is_list=False)
    assert (several.names, several.keywords) == (("A", "B"), ("Eyes - other",))
    counted = conditions_of("Condition 1: Cold. Condition 2: Cough. \nJ00", is_list=False)
    assert counted.names == ("Cold", "Cough")
    indian = conditions_of("Health Condition 1: B972- Coronavirus\nHealth Condition 2: Fear", is_list=False)
    assert indian == (("Coronavirus", "Fear"), (BrowseLeaf(id="ICD10:B972", name="Coronavirus"),), ())
    german = conditions_of("pain;G60-G64 - Polyneuropathies", is_list=False)
    assert german == (("pain",), (BrowseLeaf(id="ICD10:G60-G64", name="Polyneuropathies"),), ())
    only_codes = conditions_of(";J12.8 - Other viral pneumonia", is_list=False)
    assert only_codes.names == ("Other viral pneumonia",)
    behind = conditions_of(" \nCovid-19;Covid-19", is_list=False)
    assert behind == (("Covid-19",), (), ())
    assert conditions_of("", is_list=False) == ((), (), ())


def test_conditions_of_the_register_of_the_eu_have_terms_of_meddra() -> None:
    found = study(changed())
    assert found.conditions == ("Hay fever",)
    assert found.condition_indexing.leaves == (BrowseLeaf(id="MedDRA:10019170", name="Hay fever"),)
    assert found.keywords == ("Diseases [C] - Respiratory Tract Diseases [C08]",)


def test_interventions_are_parted_only_where_it_is_beyond_doubt() -> None:
    typed = treatments_of("Drug: A;Other: B; no C;Drug: D", ())
    assert [(each.type, each.name) for each in typed] == [("Drug", "A"), ("Other", "B; no C"), ("Drug", "D")]
    grouped = treatments_of("survival group:none;died: care;", ("survival group", "died"))
    assert grouped == [Treatment(description="care", group="died")]
    other_groups = treatments_of("a:x;b:y;", ("a", "c"))
    assert other_groups == [Treatment(description="a:x;b:y;")]
    counted = treatments_of("Intervention 1: Tea: green. Intervention 2: Water", ())
    assert [each.description for each in counted] == ["Tea: green.", "Water"]
    indian = treatments_of("Intervention1: Tea: two cups\nControl Intervention1: Nil: Nil", ())
    assert indian == [Treatment(name="Tea", description="two cups")]
    miscounted = treatments_of("Intervention 1: Tea Intervention 3: Water", ())
    assert len(miscounted) == 1
    assert treatments_of("Not applicable", ()) == []


def test_groups_of_a_size_are_arms_with_what_is_done_in_each() -> None:
    found = study(in_xml())
    assert [(each.label, each.description) for each in found.arms] == [
        ("ginger group", "Ginger 1 g, one hour before the crossing"),
        ("placebo group", "Maize starch 1 g"),
    ]
    assert [each.arm_labels for each in found.interventions] == [("ginger group",), ("placebo group",)]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Death[28 days];Pain (0; 10)[a week]", [("Death", "28 days"), ("Pain (0; 10)", "a week")]),
        (
            "A. Timepoint: Daily. Method of measurement: Scale.;B. Timepoint: Once. Method of measurement: Eye.",
            [("A", "Daily"), ("B", "Once")],
        ),
        ("InfectedTimepoint: a month", [("Infected", "a month")]),
        ("Name: Fear;Timepoints: one month;Measure: DASS-21; SCOFF", [("Fear", "one month")]),
        ("Outcome name:Death\nMeasure:All causes\nTimepoints:5 months", [("Death", "5 months")]),
        ("1. Rate\n2. Pulse", [("Rate", None), ("Pulse", None)]),
        ("Rate; pulse", [("Rate; pulse", None)]),
        ("none", []),
    ],
)
def test_outcomes_are_parted_by_the_times_behind_them(text: str, outcomes: list[tuple[str, str | None]]) -> None:
    found = endpoints_of(text, is_list=False).outcomes
    assert [(each.measure, each.time_frame) for each in found] == outcomes


def test_outcomes_of_the_register_of_the_eu_stand_behind_labels_in_any_order() -> None:
    one = "Main Objective: X;Secondary Objective: Not applicable;Primary end point(s): Y;Timepoint(s) of evaluation of "
    found = endpoints_of(f"{one}this end point: 4 weeks", is_list=False)
    assert found == ((Outcome(measure="Y", time_frame="4 weeks"),), "Main Objective:\nX")
    other = endpoints_of("Primary end point(s): ;Secondary Objective: ;Main Objective: ", is_list=False)
    assert other == ((), None)


def test_criteria_stand_on_their_sides_and_the_ages_of_the_eu_behind_them_are_ages() -> None:
    eligibility = study(changed()).eligibility
    assert eligibility is not None
    assert [(each.side, each.text) for each in eligibility.listed_criteria] == [
        ("INCLUSION", "Women with hay fever"),
        ("INCLUSION", "Age =18 years"),
        ("EXCLUSION", "Allergy to moss"),
        ("EXCLUSION", "Pregnancy"),
    ]
    assert eligibility.age_groups == ("ADULT", "OLDER_ADULT")
    assert "trial subjects" not in (eligibility.criteria or "")


def test_criteria_of_clinicaltrials_gov_are_laid_out_as_in_its_own_xml() -> None:
    text = (
        "\r<br>        Inclusion Criteria:\r<br>\r<br>          -  Adults who\r<br>             hear well\r<br>\r<br>"
    )
    more = "        Exclusion Criteria:\r<br>\r<br>          -  Musicians\r<br>      "
    eligibility = study(changed(inclusion=text + more, exclusion="", **REGISTER)).eligibility
    assert eligibility is not None
    assert eligibility.criteria == "Inclusion Criteria:\n\n* Adults who hear well\n\nExclusion Criteria:\n\n* Musicians"


def test_ids_are_in_the_normal_form_of_their_register_which_the_record_names() -> None:
    for written, id, register in (
        ("EUCTR2098-999999-42-DE", "2098-999999-42", "euctr"),
        ("JPRN-UMIN000099999", "UMIN000099999", "uminctr"),
        ("JPRN-jRCTs099999999", "jRCTs099999999", "jrct"),
        ("CTIS2098-599999-42-00", "2098-599999-42-00", "ctis"),
        ("CTRI/2099/01/999999", "CTRI/2099/01/999999", "ctri"),
        ("ACTRN12699999999999", "ACTRN12699999999999", "anzctr"),
    ):
        found = study(changed(id=written, register=""))
        assert (found.id, found.publisher, found.registration.source_registry) == (id, "ictrp", register)
    japanese = changed(id="JPRN-JapicCTI-999999", register="JPRN")
    assert study(japanese).registration.source_registry == Uncoded("JPRN")
    assert rules(japanese) == []
    assert rules(changed(id="X-99", register="Narnia")) == [("CT-R130", "TrialID"), ("CT-R010", "Source Register")]


def test_the_day_of_a_record_of_clinicaltrials_gov_is_that_of_its_submission() -> None:
    own = study(changed(**REGISTER)).registration
    assert (str(own.first_submitted), own.first_posted) == ("2020-01-27", None)
    other = study(changed()).registration
    assert other.first_submitted is None
    assert other.first_posted is not None
    assert (str(other.version), str(other.retrieved)) == ("2020-06-29", "2020-07-06")


def test_ids_of_other_records_stand_in_three_places_and_a_flag_is_none() -> None:
    found = study(in_xml(bridging="EUCTR2098-999999-42-DE", children="ISRCTN99999901;NCT99999942"))
    assert [each.value for each in found.identifiers] == [
        *("NCT99999942", "EudraCT 2098-999999-42", "GINGER-1", "EUCTR2098-999999-42-DE", "ISRCTN99999901"),
    ]
    assert [each.value for each in study(in_xml(bridging="True ", identifiers="None")).identifiers] == []


def test_a_link_to_results_that_is_none_is_kept_as_words() -> None:
    words = study(changed(results_url="Will be available upon commencement of the study"))
    assert (words.links, words.results_summary) == ((), "Will be available upon commencement of the study")
    link = study(changed(results_url="https://example.org/results"))
    assert [each.url for each in link.links] == ["https://example.org/results"]


def test_parts_of_the_world_that_a_japanese_register_lists_are_parted_and_names_with_a_comma_are_not() -> None:
    assert study(changed(countries="Japan,Asia(except Japan),Australia,Europe")).countries == (
        *("Japan", "Asia(except Japan)", "Australia", "Europe"),
    )
    assert study(changed(countries="Korea, Republic of;Taiwan, Province Of China;Wuhan")).countries == (
        *("Korea, Republic of", "Taiwan, Province Of China", "Wuhan"),
    )


def test_contacts_are_the_persons_of_several_columns_or_the_office_in_their_place() -> None:
    several = study(in_xml()).contacts
    assert [(each.name, each.email) for each in several] == [
        ("Ada Example", "ada@example.org"),
        ("Ben Sample", "ben@example.org"),
    ]
    repeated = study(changed(contact_firstname=" ; ", contact_lastname="A, MD;A, MD", contact_affiliation="X; Y"))
    assert [each.name for each in repeated.contacts] == ["A, MD"]
    office = study(changed(contact_firstname="", contact_lastname="", contact_affiliation="Clinic A; Clinic B"))
    assert [each.name for each in office.contacts] == ["Clinic A; Clinic B"]


def test_a_person_at_an_ethics_committee_is_not_named() -> None:
    reviews = study(in_xml()).ethics_reviews
    assert [each.committee for each in reviews] == ["Ethics Committee of the University of Examples", None]
    assert [str(each.date) if each.date else None for each in reviews] == ["2026-01-15", None]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_may_have_any_separator(delimiter: str) -> None:
    assert ICTRP_CSV.accepts(table(ROW, delimiter=delimiter))
    assert study(changed(delimiter=delimiter)) == study(changed())
    assert rules(changed(delimiter=delimiter)) == []


def test_the_names_of_columns_may_be_those_of_the_xml_or_of_the_weekly_list() -> None:
    weekly = {"TrialID": "TrialID", "Public title": "public_title", "Inclusion gender": "Gender", "web address": "url"}
    heading = [weekly.get(name, name.replace(" ", "_")) for name in HEADING]
    content = table(ROW, heading=heading)
    assert ICTRP_CSV.accepts(content)
    assert ICTRP_CSV.read(content, name="x").study == study(changed())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_weekly_list_names_no_columns_and_has_words_for_nothing(delimiter: str, tmp_path: Path) -> None:
    names = dict(zip(HEADING, ROW, strict=True))
    cells = [f'"{text}"' if (text := names.get(name, "")) else "NULL" for name in WEEKLY]
    cells[WEEKLY.index("Secondary ID")] = "MOSS-1;MOSS-2"
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(
        [cells, [cells[0].replace("99-42", "98-42"), *cells[1:]], cells[:30]]
    )
    path = tmp_path / "ICTRPWeek1January2024.csv"
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))
    records = [each for each in found(input_files([str(path)])) if isinstance(each, FoundRecord)]
    assert [(each.reader.name, each.piece.position) for each in records] == [
        ("ictrp-csv", f"#{at}") for at in (1, 2, 3)
    ]
    first, second, cut = (each.reading() for each in records)
    assert [rules(each) for each in (first, second, cut)] == [[], [], [("CT-R150", None)]]
    assert study(first).id != study(second).id
    assert [each.value for each in study(first).identifiers] == ["MOSS-1", "MOSS-2"]
    whole = study(changed(exported="", register="", registered_again=""))
    for name in (
        "title",
        "official_title",
        "status",
        "phases",
        "conditions",
        "interventions",
        "eligibility",
        "countries",
    ):
        assert getattr(study(first), name) == getattr(whole, name), name
    assert study(first).registration.source_registry == whole.registration.source_registry
    assert study(first).registration.version == whole.registration.version


def test_a_row_that_is_too_short_or_too_long_is_read_as_far_as_that_is_sure() -> None:
    short = ICTRP_CSV.read(table(ROW[:20]), name="x")
    assert study(short).countries == ()
    assert rules(short) == [("CT-R150", None)]
    shifted = ICTRP_CSV.read(table([*ROW[:2], "more", *ROW[2:]]), name="x")
    assert study(shifted).title is None
    assert rules(shifted) == [("CT-R150", None)]


def test_a_column_of_someone_s_own_is_named_and_not_read() -> None:
    reading = ICTRP_CSV.read(table([*ROW, "mine"], heading=[*HEADING, "My notes"]), name="x")
    assert rules(reading) == [("CT-R101", "My notes")]
    assert list(ICTRP_CSV.account.unaccounted(table([*ROW, "mine"], heading=[*HEADING, "My notes"]))) == ["My notes"]


def test_the_old_form_does_not_ask_for_what_it_has_no_column_for_and_the_new_one_does() -> None:
    assert "secondaryOutcome" in study(changed()).registration.not_supported
    assert "secondaryOutcome" not in study(in_xml()).registration.not_supported
    assert "title" not in study(changed()).registration.not_supported


def test_a_list_may_lack_its_closing_root_tag_and_each_record_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<?xml version='1.0' ?>\n<Trials_downloaded_from_ICTRP>\n{TRIAL}{TRIAL.replace('9901', '9902')}")
    pieces = [each for each in found(input_files([str(path)])) if isinstance(each, FoundRecord)]
    assert [(each.reader.name, each.piece.position) for each in pieces] == [("ictrp-xml", "#1"), ("ictrp-xml", "#2")]
    assert [study(each.reading()).id for each in pieces] == ["ChiCTR2099999901", "ChiCTR2099999902"]


def test_the_publisher_of_a_record_in_the_form_of_the_who_is_the_registry_that_reports_it() -> None:
    chinese = CHICTR_XML.read(FORM.encode(), name="x")
    assert (study(chinese).publisher, chinese.problems) == ("chictr", ())
    assert study(chinese).registration.source_registry is None
    for id, publisher in (("RBR-9zzz99", "rebec"), ("PACTR209999999999999", "pactr"), ("SLCTR/2099/999", "slctr")):
        content = FORM.replace("Triall", "trial").replace("ChiCTR2099999902", id).replace(">65<", ">65Y<")
        other = WHO_XML.read(content.encode(), name="x")
        assert (study(other).id, study(other).publisher, other.problems) == (id, publisher, ())
    unknown = WHO_XML.read(
        FORM.replace("Triall", "trial").replace("ChiCTR2099999902", "X-1").replace(">ChiCTR<", ">Narnia<").encode(),
        name="x",
    )
    assert unknown.study is None
    assert rules(unknown) == [("CT-R130", "main/trial_id"), ("CT-R002", "main/reg_name")]


def test_the_form_of_the_who_states_what_the_portal_does_not() -> None:
    found = study(CHICTR_XML.read(FORM.encode(), name="x"))
    assert [(each.value, each.domain) for each in found.identifiers] == [
        ("U1111-9999-9901", "UTN"),
        ("NCT99999943", "ClinicalTrials.gov"),
    ]
    assert found.enrollment is not None
    assert (found.enrollment.count, found.enrollment.type, found.target_enrollment) == (190, "ACTUAL", 200)
    assert found.start is not None
    assert found.start.type == "ACTUAL"
    assert [each.measure for each in found.secondary_outcomes] == ["Hours of sleep", "Dreams"]
    assert (found.conditions, found.keywords) == (("Insomnia",), ("Sleep", "footbath"))
    assert [each.url for each in found.documents] == ["https://example.org/protocol.pdf"]
    assert found.countries == ("China", "Mongolia")


def test_every_spelling_is_in_lower_case_and_leads_to_a_notation() -> None:
    for code_list, spellings in SPELLINGS.items():
        for spelling, notation in spellings.items():
            assert spelling == spelling.casefold()
            assert notation in NOTATIONS[code_list], spelling
