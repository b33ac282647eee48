"""AACT: real records of the API as tables of a dump give the same records; what is wrong with a dump costs little."""

import csv
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest

import kg
from kg.pipeline.input import joined_tables
from kg.pipeline.input.files import InputFile, PassedOver, entries
from kg.pipeline.input.joined_tables import TablesPath
from kg.pipeline.run.options import IngestOptions
from kg.pipeline.verbs.ingest import ingest, unchanged
from kg.record import Study
from kg.result_record import Results
from kg.sources.ctgov.aact_columns import FIELDS_AACT, FORMER, READ, UNREAD
from kg.sources.field_account import account_of
from tests.conftest import ROOT
from tests.sources.ctgov.aact_dump import TABLES, Dump

STUDIES = "studies.txt"


def records(data: Path) -> Iterator[dict[str, Any]]:
    met = set[str]()
    for path in (data / "ctgov-v2.zip", data / "ctgov-v2-results.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if not name.endswith("/") and name.rpartition("/")[2] not in met:
                    met.add(name.rpartition("/")[2])
                    yield json.loads(archive.read(name))


@pytest.fixture(scope="session")
def dump(data: Path) -> Dump:
    """All real records as tables."""
    made = Dump()
    for each in records(data):
        made.add(each)
    return made


def made_up(count: int = 3) -> Dump:
    dump = Dump()
    for number in range(count):
        dump.add(
            {
                "protocolSection": {
                    "identificationModule": {"nctId": f"NCT9999900{number}", "briefTitle": f'Tea "{number}" | sleep'},
                    "statusModule": {
                        "overallStatus": "COMPLETED",
                        "startDateStruct": {"date": "2020-03", "type": "ACTUAL"},
                    },
                    "conditionsModule": {"conditions": ["Insomnia", "Thirst"]},
                    "descriptionModule": {"briefSummary": 'First line.\n\nSecond, with a | and a ".'},
                    "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE1", "PHASE2"]},
                },
                "hasResults": False,
            }
        )
    return dump


def studies(path: Path) -> list[Study]:
    return [each.study for each in kg.read(path) if each.study]


def flat(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, each in part.items():
            yield from flat(each, f"{path}.{name}" if path else name)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from flat(each, f"{path}[]")
    else:
        yield path, part


# Columns


def test_every_table_and_column_of_the_published_list_is_accounted_for(data: Path) -> None:
    with (data / "other" / "aact" / "tables-columns.csv").open(encoding="utf-8", newline="") as stream:
        columns = [(row["table"], row["column"].strip('"')) for row in csv.DictReader(stream)]
    assert len({table for table, _ in columns}) == 51
    lacking = [
        f"{table}.{column}"
        for table, column in columns
        if column != "nct_id" and account_of(f"{table}[].{column}", FIELDS_AACT) is None
    ]
    assert lacking == []
    published = {f"{table}[].{column}" for table, column in columns}
    ours = {path for path in FIELDS_AACT if "[]." in path and not path.endswith("**")}
    later = {"result_groups[].outcome_id"}
    assert ours - published == {f"studies[].{name}" for name in FORMER} | later
    assert {table for table, _ in columns} == READ | set(UNREAD)


# Real records by way of the tables

NOT_IN_AACT = {
    "sites[].latitude": "AACT keeps no points",
    "sites[].longitude": "AACT keeps no points",
    "condition_indexing": "terms by name, without their ids; no index of the registry's own",
    "intervention_indexing": "terms by name, without their ids; no index of the registry's own",
    "documents[].uploaded": "no column",
    "documents[].size": "no column",
    "documents[].type": "the short form has no column",
    "documents[].url": "the API has no address",
    "interventions[].arm_labels[]": "in the order of the arms",
    "arms[].interventions[]": "one table for what arms list and what interventions list: eleven records contradict",
    "registration.results_expected": "no column",
    "registration.unposted_responsible_party": "no column",
    "registration.results_comments_first_posted": "no column",
    "registration.commented_releases[]": "no column",
    "review_events[]": "only those of results that are not posted yet",
    "eligibility.predicted_": "no column",
    "violations[]": "no column",
    "no_analysis_plan": "no column",
    "results.outcomes[].reporting_status": "no column",
    "results.outcomes[].percentage_calculated": "no column",
    "results.outcomes[].denominator_units": "no column",
    "results.outcomes[].denominators[]": "only those of the whole outcome",
    "results.outcomes[].measurements[].analyzed": "only those of the whole outcome",
    "results.outcomes[].analyses[].non_inferiority_tested": "no column",
    "results.measures[].title": "a measure without values has no row",
    "results.measures[].unit": "a measure without values has no row",
    "results.measures[].statistic": "a measure without values has no row",
    "results.measures[].population": "a measure without values has no row",
    "results.measures[].measurements[].analyzed": "not told apart from those of the whole baseline",
    "results.measures[].denominators[]": "a measure without values has no row",
    "results.events[].term": "an event without numbers has no row",
    "results.events[].serious": "an event without numbers has no row",
    "results.events[].organ_system": "an event without numbers has no row",
    "results.events[].assessment": "an event without numbers has no row",
    "results.events[].notes": "no column",
    "results.event_time_frame": "stands in rows of events alone",
    "results.event_description": "stands in rows of events alone",
    "results.frequency_threshold": "stands in rows of events alone",
}
"""What of a record the tables hold otherwise, or have no column for -> why."""


ORDER = {f"results.measures[].measurements[].{name}" for name in ("category", "value")}
"""In another order: measures that their rows alone tell apart are one."""


def told(study: Study) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for path, value in flat(msgspec.to_builtins(study)):
        if not any(path.startswith(each) for each in NOT_IN_AACT):
            found.setdefault(path, []).append(value)
    return {path: sorted(values) if path in ORDER else values for path, values in found.items()}


@pytest.mark.slow
def test_the_records_are_those_of_the_api(data: Path, dump: Dump, tmp_path: Path) -> None:
    archives = (data / "ctgov-v2.zip", data / "ctgov-v2-results.zip")
    theirs = {each.id: each for path in archives for each in studies(path)}
    read = list(kg.read(dump.to_folder(tmp_path / "dump")))
    assert [problem for each in read for problem in each.problems if problem.rule != "CT-R025"] == []
    ours = {each.study.id: each.study for each in read if each.study}
    assert list(ours) == list(theirs)
    for id, study in ours.items():
        assert told(study) == told(theirs[id]), id
    met = {
        name
        for id, study in ours.items()
        for name in NOT_IN_AACT
        for one, other in [
            [
                [pair for pair in flat(msgspec.to_builtins(each)) if pair[0].startswith(name)]
                for each in (study, theirs[id])
            ]
        ]
        if one != other
    }
    assert met == set(NOT_IN_AACT)
    terms = [[concept.term for concept in each.condition_indexing.concepts] for each in ours.values()]
    assert terms == [[concept.term for concept in theirs[id].condition_indexing.concepts] for id in ours]
    assert {each.registration.not_supported for each in ours.values()} == {()}


REPORTED = ROOT / "tests" / "golden" / "mint-oil-crossover.json"


def reported(change: Callable[[Dump], None], folder: Path) -> Results:
    """The results of a made-up study by way of the tables, after a change of their rows."""
    dump = Dump()
    dump.add(json.loads(REPORTED.read_bytes()))
    change(dump)
    (study,) = studies(dump.to_folder(folder))
    assert study.results is not None
    return study.results


def without_results_ids(dump: Dump) -> None:
    for rows in dump.rows.values():
        for row in rows:
            row.pop("result_group_id", None)


def in_former_sentences(dump: Dump) -> None:
    (row,) = dump.rows["result_agreements"]
    assert row.pop("restrictive_agreement") is True
    kind = row.pop("restriction_type")
    assert kind == "LTE60"
    row["pi_employee"] = "Principal Investigators are NOT employed by the organization sponsoring the study."
    row["agreement"] = (
        "The only disclosure restriction on the PI is that the sponsor can review results communications prior to "
        "public release and can embargo communications regarding trial results for a period that is less than or equal "
        "to 60 days."
    )


def test_results_are_those_of_the_api(tmp_path: Path) -> None:
    """But for the comment on deaths, which has no column."""
    (theirs,) = studies(REPORTED)
    assert theirs.results is not None
    expected = msgspec.structs.replace(theirs.results, mortality_comment=None)
    ours = reported(lambda _: None, tmp_path / "dump")
    assert told(msgspec.structs.replace(theirs, results=ours)) == told(
        msgspec.structs.replace(theirs, results=expected)
    )
    assert (ours.groups, ours.periods) == (expected.groups, expected.periods)
    assert [(each.term, each.counts) for each in ours.events] == [(each.term, each.counts) for each in expected.events]


def named(results: Results) -> list[tuple[str, int | None]]:
    """The title of the group of each number of the flow and of events, with the number."""
    flow = ((each.group, each.count) for period in results.periods for each in period.counts)
    events = ((each.group, each.affected) for event in results.events for each in event.counts)
    return [(results.groups[group - 1].title, count) for group, count in (*flow, *events)]


def test_groups_are_found_by_their_code_where_a_dump_has_no_ids(tmp_path: Path) -> None:
    """But for those of outcomes, where one code is of several groups: of these the code is kept as a name."""
    whole, found = reported(lambda _: None, tmp_path / "whole"), reported(without_results_ids, tmp_path / "dump")
    assert named(found) == named(whole) != []
    assert {each.title for each in found.groups} - {each.title for each in whole.groups} == {"OG000"}


def test_agreements_are_read_of_the_sentences_of_older_dumps(tmp_path: Path) -> None:
    found = reported(in_former_sentences, tmp_path / "dump")
    assert (found.investigator_is_employee, found.restrictive_agreement, found.agreement_restriction) == (
        False,
        True,
        "LTE60",
    )


@pytest.mark.slow
def test_rows_in_any_order_and_shards_of_any_size_give_the_same(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = Dump()
    for each in islice(records(data), 0, None, 10):
        dump.add(each)
    assert dump.rows["reported_events"]
    ordered = kg.read(dump.to_folder(tmp_path / "ordered"))
    expected = [each.study for each in ordered]
    mixed = dump.to_folder(tmp_path / "mixed")
    shuffle = random.Random(7).shuffle  # noqa: S311
    for table in TABLES:
        with (mixed / f"{table}.txt").open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream, delimiter="|")
        if table != "studies":
            shuffle(rows)
        with (mixed / f"{table}.txt").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter="|", lineterminator="\n").writerows([head, *rows])
    monkeypatch.setattr(joined_tables, "_SHARD", 7)
    assert [each.study for each in kg.read(mixed)] == expected


# What is read as a dump


def given(path: Path) -> list[InputFile | PassedOver]:
    return [each for each in entries([str(path)]) if isinstance(each, InputFile | PassedOver)]


def test_a_folder_is_one_file_of_records_and_its_other_files_are_read_as_ever(tmp_path: Path) -> None:
    folder = made_up().to_folder(tmp_path / "dump")
    (folder / "mesh_headings.txt").write_text("id|nct_id\n", encoding="utf-8")
    (folder / "notes.txt").write_text("nothing to see", encoding="utf-8")
    found = given(folder)
    assert [(each.name, isinstance(each, PassedOver)) for each in found] == [
        (STUDIES, False),
        ("mesh_headings.txt", True),
        ("notes.txt", False),
    ]
    assert [each.problem.rule for each in found if isinstance(each, PassedOver)] == ["CT-R156"]
    origins = [each.origin for each in kg.read(folder)]
    assert [(each.name, each.position) for each in origins] == [(STUDIES, f"#{number}") for number in (1, 2, 3)]
    below = [each.origin.name for each in kg.read(tmp_path)]
    assert below == [f"dump/{STUDIES}"] * 3


@pytest.mark.parametrize("folder", ["", "export/"])
def test_an_archive_of_tables_is_one_too(folder: str, tmp_path: Path) -> None:
    plain = made_up().to_zip(tmp_path / "plain.zip", beside=["schema.png", "mesh_terms.txt"])
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(path, "w") as other:
        for name in archive.namelist():
            other.writestr(folder + name, archive.read(name))
    assert studies(path) == studies(plain)
    assert len(studies(path)) == 3
    assert [each.origin.name for each in kg.read(path)] == [f"dump.zip/{folder}{STUDIES}"] * 3
    beside = [each.name for each in given(path) if isinstance(each, PassedOver)]
    assert beside == [f"dump.zip/{folder}schema.png", f"dump.zip/{folder}mesh_terms.txt"]


def test_archives_and_folders_of_other_things_are_as_ever(tmp_path: Path) -> None:
    (tmp_path / STUDIES).write_text("title|state\nTea|open\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(STUDIES, "title|state\nTea|open\n")
    assert not any(isinstance(each, InputFile) and isinstance(each.path, TablesPath) for each in given(tmp_path))


def test_an_archive_that_unpacks_to_far_too_much_is_not_joined(tmp_path: Path) -> None:
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(STUDIES, "nct_id|brief_title\n" + "NCT99999000|Tea\n" * 2_000_000)
    assert not any(isinstance(each, InputFile) and isinstance(each.path, TablesPath) for each in given(path))
    with pytest.raises(kg.FileError, match="unpacks to more than 100 times its size"):
        kg.ingest(path)


# What a dump lacks


def test_what_a_dump_lacks_is_not_supported(tmp_path: Path) -> None:
    lacking = ("sponsors", "facilities", "countries", "eligibilities", "designs")
    folder = made_up().to_folder(tmp_path / "dump", without=lacking)
    found = {each.registration.not_supported for each in studies(folder)}
    assert found == {
        (
            *("leadSponsor", "country", "allocation", "interventionModel", "primaryPurpose", "masking", "maskedParty"),
            *("observationalModel", "timePerspective", "eligibility", "criteriaText", "sex"),
        )
    }
    done = kg.ingest(folder, as_of="2026-01-01T00:00:00Z")
    said = {each.rule for each in done.findings}
    assert not said & {"CT-S111", "CT-S106", "CT-S112"}


def test_a_column_that_is_missing_is_not_supported_and_one_that_is_not_known_is_named(tmp_path: Path) -> None:
    folder = made_up(1).to_folder(tmp_path / "dump")
    path = folder / STUDIES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("|study_type|", "|moon_phase|", 1), encoding="utf-8")
    (reading,) = kg.read(folder)
    assert reading.study is not None
    assert "studyType" in reading.study.registration.not_supported
    assert [(each.rule, each.path) for each in reading.problems] == [("CT-R101", "studies[0].moon_phase")]


def test_countries_are_those_listed_where_no_place_has_one(tmp_path: Path) -> None:
    dump = made_up(1)
    id = "NCT99999000"
    dump.rows["countries"] = [
        {"id": 1, "nct_id": id, "name": "France", "removed": False},
        {"id": 2, "nct_id": id, "name": "Atlantis", "removed": True},
    ]
    (study,) = studies(dump.to_folder(tmp_path / "dump", without=["facilities"]))
    assert (study.countries, study.removed_countries) == (("France",), ("Atlantis",))
    assert "country" not in study.registration.not_supported


# Spellings of older dumps


def test_older_dumps_spell_otherwise(tmp_path: Path) -> None:
    dump = made_up(1)
    study, id = dump.rows["studies"][0], "NCT99999000"
    study |= {
        "overall_status": "Active, not recruiting",
        "phase": "Phase 1/Phase 2",
        "study_type": "Interventional",
        "start_month_year": "March 5, 2014",
        "has_dmc": "true",
        "nlm_download_date_description": "ClinicalTrials.gov processed this data on October 29, 2021",
    }
    dump.rows["designs"] = [{"id": 1, "nct_id": id, "masking": "Double (Participant, Investigator)"}]
    healthy = "Accepts Healthy Volunteers"
    dump.rows["eligibilities"] = [
        {"id": 1, "nct_id": id, "gender": "All", "healthy_volunteers": healthy, "maximum_age": "N/A"}
    ]
    dump.rows["calculated_values"] = []
    (found,) = studies(dump.to_folder(tmp_path / "dump"))
    assert (found.status, found.phases, found.study_type) == (
        *("ACTIVE_NOT_RECRUITING", ("PHASE1", "PHASE2")),
        "INTERVENTIONAL",
    )
    assert found.start is not None
    assert (str(found.start.date), str(found.registration.version)) == ("2014-03-05", "2021-10-29")
    assert (found.design.masking, found.design.who_masked) == ("DOUBLE", ("PARTICIPANT", "INVESTIGATOR"))
    assert found.oversight.has_dmc is True
    assert found.eligibility is not None
    assert (found.eligibility.sex, found.eligibility.healthy_volunteers, found.eligibility.maximum_age) == (
        *("ALL", True),
        None,
    )


def test_columns_were_called_otherwise_until_2017(tmp_path: Path) -> None:
    folder = made_up(1).to_folder(tmp_path / "dump", without=["conditions"])
    path = folder / STUDIES
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head}|first_received_date\n{row}|2011-05-06\n", encoding="utf-8")
    (found,) = studies(folder)
    assert str(found.registration.first_submitted) == "2011-05-06"


# What is wrong


def spoilt(tmp_path: Path, table: str, change: Callable[[str], str]) -> list[kg.Reading]:
    folder = made_up().to_folder(tmp_path / "dump")
    path = folder / f"{table}.txt"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    return list(kg.read(folder))


def rules(found: list[kg.Reading]) -> list[tuple[str | None, str]]:
    return [(each.study.id if each.study else None, problem.rule) for each in found for problem in each.problems]


@pytest.mark.parametrize(
    ("change", "expected", "conditions"),
    [
        (lambda text: text.replace("|Insomnia|insomnia", "|Insomnia", 1), [("NCT99999000", "CT-R150")], 6),
        (lambda text: text.replace("|Insomnia|", "|Insomnia|x|", 1), [("NCT99999000", "CT-R150")], 6),
        (lambda text: text.replace("|Insomnia|", '|"Insomnia|', 1), [], 6),
        (lambda text: text.replace("|Insomnia|insomnia", '|"Insomnia', 1), [("NCT99999000", "CT-R108")], 6),
        (lambda text: text.replace("NCT99999000", "", 1), [(None, "CT-R150"), (None, "CT-R002")], 5),
        (lambda text: text.replace("NCT99999000", "NCT99999999", 1), [(None, "CT-R002")], 5),
        (lambda text: text.replace("nct_id", "trial"), [(None, "CT-R108"), (None, "CT-R002")], 0),
        (lambda text: "", [(None, "CT-R108"), (None, "CT-R002")], 0),
        (lambda text: text.replace("\n", "\r\n"), [], 6),
        (lambda text: f"\ufeff{text}\n\n", [], 6),
        (lambda text: text + text.splitlines()[1], [], 7),
    ],
    ids=[
        *(
            "short",
            "long",
            "quote-as-letter",
            "open-quote",
            "no-id",
            "stray-id",
            "no-key",
            "empty",
            "crlf",
            "bom-and-empty-lines",
        ),
        "no-last-line-end",
    ],
)
def test_what_is_wrong_with_a_table_costs_that_alone(
    change: Callable[[str], str], expected: list[tuple[str | None, str]], conditions: int, tmp_path: Path
) -> None:
    found = spoilt(tmp_path, "conditions", change)
    assert [each.study.title for each in found if each.study] == [f'Tea "{number}" | sleep' for number in range(3)]
    assert rules(found) == expected
    assert sum(len(each.study.conditions) for each in found if each.study) == conditions
    for each in found:
        for problem in each.problems:
            assert problem.file
            assert problem.file.startswith(STUDIES)


def test_bytes_that_are_no_utf_8_are_read_as_windows_1252_and_said(tmp_path: Path) -> None:
    folder = made_up(1).to_folder(tmp_path / "dump")
    path = folder / "conditions.txt"
    path.write_bytes(path.read_bytes().replace(b"|Insomnia|", b"|M\xe9ni\xe8re|"))
    (reading,) = kg.read(folder)
    assert reading.study is not None
    assert reading.study.conditions == ("Ménière", "Thirst")
    assert [each.message for each in reading.problems] == [
        "conditions.txt#2: it holds bytes that are no UTF-8; it is read as windows-1252"
    ]


def test_a_second_row_of_a_study_is_named(tmp_path: Path) -> None:
    found = spoilt(tmp_path, "studies", lambda text: text + text.splitlines()[1].replace("sleep", "wake") + "\n")
    assert rules(found) == [("NCT99999000", "CT-R104")]
    assert next(each.study.title for each in found if each.study) == 'Tea "0" | sleep'


def test_an_archive_that_is_damaged_within_a_table_gives_the_rest(tmp_path: Path) -> None:
    path = made_up().to_zip(tmp_path / "dump.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("conditions.txt")
    start = info.header_offset + 30 + len(info.filename)
    content[start + 10 : start + 40] = b"\xff" * 30
    path.write_bytes(content)
    found = list(kg.read(path))
    assert len([each for each in found if each.study]) == 3
    assert [rule for _, rule in rules(found)][-2:] == ["CT-R108", "CT-R002"]


# Runs


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_reads_a_large_dump_in_batches_and_gives_the_same_bytes(dump: Dump, tmp_path: Path, jobs: int) -> None:
    """More than a megabyte is joined once, into the workspace; small ones where they are read."""
    folder = dump.to_folder(tmp_path / "dump")
    done = kg.ingest(folder, output=tmp_path / "graph.nq", jobs=jobs, as_of="2026-01-01T00:00:00Z", link=False)
    assert (done.totals.studies, len(done.unreadable)) == (1130, 0)
    expected = tmp_path / "expected.nq"
    kg.write(kg.read(folder), expected, as_of="2026-01-01T00:00:00Z")
    lines = set((tmp_path / "graph.nq").read_bytes().splitlines())
    assert {line for line in expected.read_bytes().splitlines() if b"/record/" in line} <= lines


def test_a_run_of_an_unchanged_dump_ends_at_once(tmp_path: Path) -> None:
    folder = made_up().to_folder(tmp_path / "dump")
    options = IngestOptions(folder, output=tmp_path / "graph.nq")
    ingest(options)
    assert unchanged(options) is not None
    path = folder / "conditions.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Thirst", "Hunger"), encoding="utf-8")
    assert unchanged(options) is None
