"""`formats NAME --fields` and `--codes`, contacts and archives on the command line. Each test runs the real program."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .test_manners import kgbuild

STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT99990001", "briefTitle": "Title"},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE1", "PHASE2"]},
        "contactsLocationsModule": {"centralContacts": [{"name": "Ann", "email": "ann@example.org"}]},
    }
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.json"
    path.write_text(json.dumps(STUDY), encoding="utf-8")
    return path


def test_the_fields_of_a_format() -> None:
    done = kgbuild("formats", "ctgov-v2", "--fields")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "protocolSection.identificationModule.acronym  ->  ct:acronym" in lines
    assert any(line.startswith("resultsSection.moreInfoModule.pointOfContact.title  ->  left out: ") for line in lines)


def test_the_fields_of_a_file_with_counts(study: Path) -> None:
    done = kgbuild("formats", "ctgov-v2", "--fields", study)
    assert done.returncode == 0
    assert "        2  protocolSection.designModule.phases[]  ->  ct:phase ct:phaseLabel  (phase)" in done.stdout
    assert done.stdout.endswith("1 record, 0 unaccounted paths\n")


def test_a_field_that_nobody_knows_fails(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"protocolSection": {"newModule": {"a": 1}}}', encoding="utf-8")
    done = kgbuild("formats", "ctgov-v2", "--fields", path)
    assert done.returncode == 1
    assert "        1  protocolSection.newModule.a  ->  UNACCOUNTED" in done.stdout


def test_the_codes_of_a_format_and_of_a_file(study: Path) -> None:
    done = kgbuild("formats", "ctgov-xml", "--codes")
    lines = done.stdout.splitlines()
    assert {"sex  both  ->  ALL", "sex  female  ->  FEMALE", "phase  phase ii  ->  PHASE2"} <= set(lines)
    rows = [json.loads(line) for line in kgbuild("formats", "ctgov-xml", "--codes", "--json").stdout.splitlines()]
    assert {"code_list": "sex", "spelling": "both", "notation": "ALL", "paths": ["eligibility/gender"]} in rows
    assert "sex  ALL  ->  ALL" in kgbuild("formats", "ctgov-v2", "--codes").stdout.splitlines()
    done = kgbuild("formats", "ctgov-v2", "--codes", study)
    assert done.returncode == 0
    assert "        1  protocolSection.designModule.phases[]  (phase)  PHASE2  ->  PHASE2" in done.stdout
    study.write_text(json.dumps(STUDY).replace("PHASE2", "PHASE 2"), encoding="utf-8")
    done = kgbuild("formats", "ctgov-v2", "--codes", study)
    assert done.returncode == 1
    assert "(phase)  PHASE 2  ->  unmapped" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense", "--fields"], "unknown format 'nonsense'; known are ctgov-v2"),
        (["ctgov-tabular", "--fields"], "has lines, not fields"),
        (["--fields"], "--fields"),
        (["ctgov-v2", "--fields", "missing.json"], "missing.json"),
    ],
)
def test_what_cannot_be_shown_is_said(arguments: list[str], message: str) -> None:
    done = kgbuild("formats", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_contacts_are_written_when_asked_for(study: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    kgbuild("ingest", study, "-o", target, "--no-link")
    assert "ann@example.org" not in target.read_text(encoding="utf-8")
    kgbuild("ingest", study, "-o", target, "--no-link", "--contacts")
    assert "ann@example.org" in target.read_text(encoding="utf-8")


def test_a_dry_run_looks_into_archives(study: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(study, "a/study.json")
        packed.writestr("notes.txt", "no record")
    done = kgbuild("ingest", "--dry-run", archive)
    first, second, counted = done.stdout.splitlines()
    assert first == "ctgov-v2         all.zip/a/study.json"
    assert second.startswith("(no reader)      all.zip/notes.txt: text in which no reader knows a record")
    assert counted == "1 record: ctgov-v2 1; 1 without a reader"
    assert done.returncode == 0


def test_a_dry_run_counts_for_programs_and_lists_all_when_asked(study: Path, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.json").write_text(study.read_text(encoding="utf-8"), encoding="utf-8")
    short = kgbuild("ingest", "--dry-run", tmp_path).stdout.splitlines()
    assert short[-2:] == ["...              11 more (-v lists all)", "31 records: ctgov-v2 31"]
    assert len(short) == 22
    assert len(kgbuild("ingest", "--dry-run", tmp_path, "-v").stdout.splitlines()) == 32
    assert kgbuild("ingest", "--dry-run", tmp_path, "-q").stdout == "31 records: ctgov-v2 31\n"
    events = [json.loads(line) for line in kgbuild("ingest", "--dry-run", tmp_path, "--json").stdout.splitlines()]
    assert [each["event"] for each in events] == ["record"] * 31 + ["summary"]
    assert (events[-1]["records"], events[-1]["readers"], events[-1]["unread"]) == (31, {"ctgov-v2": 31}, 0)


def test_a_format_by_its_name_says_what_it_is_and_what_becomes_of_its_fields(study: Path) -> None:
    done = kgbuild("formats", "ctgov-v2")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].startswith("ctgov-v2: ClinicalTrials.gov API v2 JSON")
    assert lines[1] == "publisher: ClinicalTrials.gov"
    assert "protocolSection.identificationModule.acronym  ->  ct:acronym" in lines
    assert "1 record, 0 unaccounted paths" in kgbuild("formats", "ctgov-v2", study).stdout
    page = kgbuild("formats", "meddatax-page", "examples/trials/lisinopril-in-heart-failure.txt")
    assert page.returncode == 0
    assert "        0  unrecognised" in page.stdout.splitlines()
    rows = [json.loads(line) for line in kgbuild("formats", "ctgov-v2", "--json").stdout.splitlines()]
    assert {"path": "protocolSection.identificationModule.acronym", "into": ["ct:acronym"]} in rows


def test_an_archive_that_is_cut_off_is_said_and_fails(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    archive.write_bytes(b"PK\x03\x04 and no more")
    done = kgbuild("ingest", archive, "-o", tmp_path / "graph.nq", "--no-link")
    assert done.returncode == 1
    assert "CT-R108" in done.stdout + done.stderr


def test_a_spelling_that_is_known_to_name_no_code_is_not_unmapped() -> None:
    record = ROOT / "tests" / "golden" / "evening-light-after-stroke.json"
    done = kgbuild("formats", "drks-json", "--codes", record)
    assert done.returncode == 0
    assert "(time-perspective)  LONGITUDINAL  ->  none of the list" in done.stdout
    assert done.stdout.endswith("1 record, 0 unmapped spellings\n")


def test_what_is_the_same_of_all_rows_of_a_table_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NCT Number,Study Title,Mine\n" + "".join(f"NCT9999000{n},A {n},x\n" for n in range(3)))
    done = kgbuild("ingest", path, "-o", tmp_path / "graph.nq", "--no-link", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    said = [each["message"] for each in events if each["event"] == "problem" and each["rule"] == "CT-R153"]
    assert len(said) == 1
    assert said[0].startswith(
        "3 items, the first of them a.csv#2: the table has the columns NCT Number, Study Title; not the site's and not "
        "read: `Mine`; none states official title, brief summary, "
    )
    assert [each["path"] for each in events if each["event"] == "problem" and each["rule"] == "CT-R101"] == ["Mine"] * 3
    assert kgbuild("ingest", path, "--explain-lines").stderr.count("CT-R153") == 1
