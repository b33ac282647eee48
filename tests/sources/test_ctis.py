"""Records of CTIS: two forms, numbers of its own code lists, the course in each country, and what is irregular."""

import csv
import json
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, found
from kg.record import NationalCourse, Study, Uncoded
from kg.sources.ctis import CTIS
from kg.sources.ctis.course import statuses_in
from kg.sources.ctis.fields import FIELDS
from kg.sources.ctis.left_out import left_out_of
from kg.sources.ctis.spellings import NOT_CODED, SPELLINGS
from kg.sources.field_account import account_of
from kg.sources.reading import Reading
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "golden"
RECORD = (FOLDER / "ginger-for-sea-sickness.json").read_text(encoding="utf-8")
BEFORE = (FOLDER / "ginger-before-june-2024.json").read_text(encoding="utf-8")


def changed(change: Callable[[dict[str, Any]], object], text: str = RECORD) -> Reading:
    record = json.loads(text)
    change(record)
    return CTIS.read(json.dumps(record).encode(), name="x.json")


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


def part_i(record: dict[str, Any]) -> dict[str, Any]:
    part = record.get("authorizedApplication", record)["authorizedPartI"]
    assert isinstance(part, dict)
    return part


def about(record: dict[str, Any]) -> dict[str, Any]:
    information = part_i(record)["trialDetails"]["trialInformation"]
    assert isinstance(information, dict)
    return information


def course(held: Study, country: str) -> NationalCourse:
    (course,) = [each for each in held.national_courses if each.country == country]
    return course


@pytest.mark.parametrize("text", [RECORD, BEFORE])
def test_the_made_up_records_are_read_without_a_remark(text: str) -> None:
    assert rules(changed(lambda _: None, text)) == []
    assert [*CTIS.account.unaccounted(text.encode())] == []


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("2024-599999-42-00", "2024-599999-42"),
        ("2024-599999-42-03", "2024-599999-42"),
        ("CTIS2024-599999-42-00", "2024-599999-42"),
        (" EU CT: 2024-599999-42-00 ", "2024-599999-42"),
        ("2024-599999-42", "2024-599999-42"),
    ],
)
def test_the_id_is_the_number_without_its_count_of_resubmissions(written: str, id: str) -> None:
    reading = changed(partial(dict.update, ctNumber=written))
    assert (study(reading).id, rules(reading)) == (id, [])


def test_the_number_with_its_count_stays_an_id_of_the_record() -> None:
    ids = {each.value: (each.type, each.role) for each in study(changed(lambda _: None)).identifiers}
    assert ids["2024-599999-42-01"] == ("CTIS", "SECONDARY_ID")
    assert ids["GINGER-FERRY"] == ("OTHER", "ORG_STUDY_ID")
    assert ids["2020-009999-42"] == ("EUDRACT_NUMBER", "SECONDARY_ID")


def test_an_id_without_the_form_of_the_registry_is_named_and_none_is_refused() -> None:
    reading = changed(partial(dict.update, ctNumber="2020-009999-42"))
    assert (study(reading).id, rules(reading)) == ("2020-009999-42", [("CT-R130", "ctNumber")])
    for missing in (None, "", " "):
        reading = changed(partial(dict.update, ctNumber=missing))
        assert (reading.study, [rule for rule, _ in rules(reading)]) == (None, ["CT-R002"])


@pytest.mark.parametrize(
    ("number", "status"),
    [
        *((1, "NOT_YET_RECRUITING"), (2, "NOT_YET_RECRUITING"), (3, "RECRUITING"), (4, "RECRUITING")),
        *((5, "ACTIVE_NOT_RECRUITING"), (6, "SUSPENDED"), (7, "SUSPENDED"), (8, "COMPLETED"), (9, "WITHDRAWN")),
        *((10, "TERMINATED"), (11, "WITHDRAWN"), (12, "WITHDRAWN"), (99, Uncoded("99"))),
    ],
)
def test_the_public_status_is_a_number(number: int, status: object) -> None:
    assert study(changed(partial(dict.update, ctPublicStatusCode=number))).status == status


def test_the_status_of_the_application_is_not_that_of_the_trial() -> None:
    def without(record: dict[str, Any]) -> None:
        del record["ctPublicStatusCode"]

    reading = changed(without)
    assert (study(reading).status, rules(reading)) == (None, [])


def test_a_trial_that_ended_early_is_not_completed() -> None:
    def ended(record: dict[str, Any], kind: str) -> None:
        record["ctPublicStatusCode"] = 8
        events = record["events"]["trialEvents"][0]
        events["events"].append({"notificationType": kind, "date": "2024-11-01"})
        events["earlyTerminationReason"] = {"code": "1", "name": "Lack of funding"}

    early, planned = (study(changed(partial(ended, kind=kind))) for kind in ("EARLY_TERMINATION", "END_OF_TRIAL"))
    assert (early.status, planned.status) == ("TERMINATED", "COMPLETED")
    assert (early.why_stopped, str(course(early, "Netherlands").end)) == ("Lack of funding; Storm season", "2024-11-01")


def test_both_forms_give_the_course_in_each_country() -> None:
    new, old = study(changed(lambda _: None)), study(changed(lambda _: None, BEFORE))
    netherlands, norway, spain, italy = (
        *(course(new, each) for each in ("Netherlands", "Norway")),
        *(course(old, each) for each in ("Spain", "Italy")),
    )
    assert (netherlands.status, netherlands.target_enrollment) == ("SUSPENDED", 60)
    dates = (netherlands.authorized, netherlands.start, netherlands.recruitment_start, netherlands.recruitment_end)
    assert [*map(str, dates)] == ["2024-04-02", "2024-05-04", "2024-05-10", "2024-09-30"]
    assert str(netherlands.halted) == "2024-10-01"
    assert (norway.status, norway.target_enrollment, norway.start) == ("NOT_YET_RECRUITING", 40, None)
    assert (spain.status, str(spain.authorized), str(spain.start), str(spain.recruitment_start)) == (
        *("RECRUITING", "2023-02-01"),
        *("2023-03-01", "2023-03-05"),
    )
    assert (italy.status, italy.target_enrollment, italy.authorized) == ("NOT_YET_RECRUITING", 3, None)


def test_the_size_is_that_of_all_countries() -> None:
    new, old = study(changed(lambda _: None)), study(changed(lambda _: None, BEFORE))
    assert (new.target_enrollment, old.target_enrollment) == (60 + 40 + 20, 12 + 3)
    assert new.countries == ("Netherlands", "Norway", "South Korea")


def test_recruitment_has_ended_when_it_has_everywhere() -> None:
    def ended(record: dict[str, Any]) -> None:
        part_i(record)["rowCountriesInfo"] = []
        record["events"]["trialEvents"].append(
            {"mscName": "Norway", "events": [{"notificationType": "END_OF_RECRUITMENT", "date": "2024-12-01"}]}
        )

    held = study(changed(ended))
    assert study(changed(lambda _: None)).recruitment_end is None
    assert held.recruitment_end is not None
    assert (str(held.recruitment_end.date), held.recruitment_end.type) == ("2024-12-01", "ACTUAL")


def test_a_date_on_which_it_happened_leads_before_the_planned_one() -> None:
    def planned(record: dict[str, Any]) -> None:
        del record["startDateEU"]
        record["events"] = {"trialGlobalEndDate": "2025-10-01"}
        record["authorizedApplication"]["authorizedPartsII"][0]["mscInfo"].pop("trialPeriod")

    held = study(changed(planned))
    assert held.start is not None
    assert held.completion is not None
    assert (str(held.start.date), held.start.type) == ("2024-05-01", "ESTIMATED")
    assert (str(held.completion.date), held.completion.type) == ("2025-10-01", "ACTUAL")


def test_the_end_in_the_eu_is_the_end_where_there_are_no_other_countries() -> None:
    def ended(record: dict[str, Any], countries: list[dict[str, str]]) -> None:
        record["endDateEU"] = "2025-03-01"
        part_i(record)["rowCountriesInfo"] = countries

    for countries, end in (([], ("2025-03-01", "ACTUAL")), ([{"name": "Japan"}], ("2025-11-01", "ESTIMATED"))):
        completion = study(changed(partial(ended, countries=countries))).completion
        assert completion is not None
        assert (str(completion.date), completion.type) == end


def test_items_are_in_the_order_of_their_numbers() -> None:
    eligibility = study(changed(lambda _: None)).eligibility
    assert eligibility is not None
    assert [each.text.partition("\n")[0] for each in eligibility.listed_criteria] == [
        *("Age of 18 years or more", "Travels for three days", "Was sea-sick on:"),
        "Allergy to ginger",
    ]


@pytest.mark.parametrize(
    ("women", "men", "sex"), [(True, True, "ALL"), (True, False, "FEMALE"), (False, True, "MALE"), (None, None, None)]
)
def test_the_sexes_are_two_flags(women: bool | None, men: bool | None, sex: str | None) -> None:
    def flagged(record: dict[str, Any]) -> None:
        about(record)["populationOfTrialSubjects"].update(isFemaleSubjects=women, isMaleSubjects=men)

    eligibility = study(changed(flagged)).eligibility
    assert eligibility is not None
    assert eligibility.sex == sex


def test_results_and_documents_are_listed() -> None:
    def posted(record: dict[str, Any]) -> None:
        summary = {"id": 1, "title": "Ginger helped", "submissionDate": "2026-01-02", "versionType": "final"}
        record["results"]["summaryResults"] = [summary]
        record["results"]["laypersonResults"] = [{"id": 2, "submissionDate": "2026-01-05"}]

    held = study(changed(posted))
    assert held.has_results is True
    assert str(held.registration.results_first_submitted) == "2026-01-02"
    assert [(each.label, each.type, str(each.uploaded)) for each in held.documents] == [
        ("Protocol for publication", "Protocol (for publication)", "None"),
        ("Ginger helped", "Summary of results", "2026-01-02"),
        ("Summary of results for laypersons", "Summary of results for laypersons", "2026-01-05"),
    ]


def test_codes_fields_and_notifications_that_are_not_known_are_named() -> None:
    def strange(record: dict[str, Any]) -> None:
        about(record)["trialCategory"]["trialPhase"] = "12"
        about(record)["moonPhase"] = "full"
        record["events"]["trialEvents"][0]["events"].append({"notificationType": "LUNCH", "date": "2024-05-05"})

    reading = changed(strange)
    assert study(reading).phases == (Uncoded("12"),)
    path = "authorizedApplication.authorizedPartI.trialDetails.trialInformation.moonPhase"
    assert sorted(rules(reading)) == [
        ("CT-R010", "events.trialEvents.events"),
        ("CT-R010", "trialCategory.trialPhase"),
        ("CT-R101", path),
    ]


def test_part_i_of_the_last_application_is_read_where_none_is_authorised() -> None:
    def refused(record: dict[str, Any]) -> None:
        record["applications"] = [{"partI": {}}, {"partI": record.pop("authorizedPartI")}]

    assert study(changed(refused, BEFORE)).title == "Ginger for sea sickness"


def test_what_only_one_form_can_state_is_said() -> None:
    new, old = study(changed(lambda _: None)), study(changed(lambda _: None, BEFORE))
    assert {*old.registration.not_supported} - {*new.registration.not_supported} == {
        "hasResults",
        "lastUpdatePostedDate",
    }
    assert {"firstPostedDate", "timePerspective"} <= {*new.registration.not_supported}


def test_time_frames_and_officials_that_a_record_states_are_not_said_to_be_beyond_its_source() -> None:
    def untimed(record: dict[str, Any]) -> None:
        ends = part_i(record)["trialDetails"]["trialInformation"]["endPoint"]
        for each in (*ends["primaryEndPoints"], *ends["secondaryEndPoints"]):
            each["endPoint"] = "Nausea"

    timed, bare = study(changed(lambda _: None)), study(changed(untimed))
    assert {*bare.registration.not_supported} - {*timed.registration.not_supported} == {"timeFrame"}
    assert any(each.officials for each in timed.sites)
    assert "official" not in timed.registration.not_supported


def test_contacts_whose_address_was_removed_have_none() -> None:
    def removed(record: dict[str, Any]) -> None:
        part_i(record)["sponsors"][0]["publicContacts"][0]["functionalEmailAddress"] = "removed"

    assert [each.email for each in study(changed(removed)).contacts] == [None]


def test_a_list_of_countries_and_states_is_parted_though_states_have_commas() -> None:
    assert [*statuses_in("CZ:Authorised, not started, DE:Ongoing, recruiting, IT: Under evaluation")] == [
        ("CZ", "Authorised, not started"),
        ("DE", "Ongoing, recruiting"),
        ("IT", "Under evaluation"),
    ]


def test_what_has_a_place_in_the_graph_is_not_taken_away_with_what_is_left_out() -> None:
    left_out = left_out_of(FIELDS)
    for path, field in FIELDS.items():
        tree: dict[str, Any] = {}
        node = tree
        *steps, last = path.replace("[]", "").split(".")
        for step in steps:
            node = node.setdefault(step, {})
        node[last] = "kept?"
        left_out.take(tree)
        assert ("kept?" in str(tree)) == (field.left_out is None), path


def test_no_spelling_is_both_known_and_known_to_name_none() -> None:
    assert [name for name, none in NOT_CODED.items() if none & SPELLINGS[name].keys()] == []


# In files


def as_the_site_gave_it(record: dict[str, Any]) -> dict[str, Any]:
    """A record without the line of the search that a program added: before June 2024 a number comes first."""
    keys = [*record]
    return {key: record[key] for key in keys[keys.index("id") :]} if "id" in keys else record


@pytest.mark.parametrize("layout", ["list", "indented list", "lines", "zip"])
@pytest.mark.parametrize("of_site", [True, False])
def test_each_record_of_a_file_is_found(layout: str, of_site: bool, tmp_path: Path) -> None:
    both = [json.loads(RECORD), json.loads(BEFORE)]
    if of_site:
        both = [as_the_site_gave_it(each) for each in both]
    several = [{**both[number % 2], "ctNumber": f"2024-5{number:05}-42-00"} for number in range(9)]
    path = tmp_path / ("ctis.zip" if layout == "zip" else "ctis.json")
    if layout == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for each in several:
                archive.writestr(f"{each['ctNumber']}.json", json.dumps(each))
    elif layout == "lines":
        path.write_text("".join(f"{json.dumps(each)}\n" for each in several))
    else:
        path.write_text(json.dumps(several, indent=1 if layout == "indented list" else None))
    read = [each for each in found(input_files([str(path)])) if isinstance(each, FoundRecord)]
    assert [each.reader.name for each in read] == ["ctis-json"] * 9
    ids = [study(each.reading()).id for each in read]
    assert ids == [f"2024-5{number:05}-42" for number in range(9)]


def test_a_record_that_is_cut_costs_no_other(tmp_path: Path) -> None:
    whole = json.dumps(json.loads(BEFORE))
    path = tmp_path / "ctis.json"
    for cut in range(200, len(whole) - 1, 997):
        path.write_text(f"[{whole}, {whole[:cut]}, {whole}]")
        read = [each for each in found(input_files([str(path)])) if isinstance(each, FoundRecord)]
        held = [each.reading().study for each in read]
        assert [each.id for each in held if each] == ["2022-599998-41"] * 2, cut


# Real records


def test_each_path_of_the_inventory_is_accounted_for(data: Path) -> None:
    with (data / "other" / "ctis-more" / "fields-of-five-records.csv").open(encoding="utf-8") as rows:
        paths = [row["path"] for row in csv.DictReader(rows)]
    assert len(paths) > 2_400
    assert [path for path in paths if account_of(path, FIELDS) is None] == []


def test_real_records_are_accounted_for_and_read_without_a_remark(data: Path) -> None:
    files = sorted((data / "other" / "ctis").glob("*.json"))
    assert len(files) == 5
    for path in files:
        content = path.read_bytes()
        assert CTIS.accepts(content[: 64 << 10]), path.name
        assert [*CTIS.account.unaccounted(content)] == [], path.name
        assert rules(CTIS.read(content, name=path.name)) == [], path.name


def test_an_answer_of_the_search_is_no_record(data: Path) -> None:
    (path,) = (data / "other" / "ctis-more").glob("search-answer-*.json")
    content = path.read_bytes()
    assert not CTIS.accepts(content)
    assert not CTIS.accepts(json.dumps(json.loads(content)["data"][0]).encode())
