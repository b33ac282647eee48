"""What stands above the title of a page, and the id that the name of its file holds."""

import zipfile
from pathlib import Path

import pytest

import kg
from kg.pipeline.input.files import input_files, with_ids_in_names
from kg.pipeline.input.readings import FoundRecord, Unread, found, readings
from kg.sources import LineFate, Reading
from tests.cli.test_manners import kgbuild
from tests.sources.making import tabular_page
from tests.sources.pages import read, rules

BANNER = "Hello! This site moved to a new address."
TITLE = "Oranges Against Scurvy"
SAFETY = (
    "The safety and scientific validity of this study is the responsibility of the study sponsor and investigators. "
    "Listing a study does not mean it has been evaluated by the U.S. Federal Government. "
    "Read our disclaimer for details."
)
ID = "ClinicalTrials.gov Identifier: NCT00000042"
NO_TITLE = ("Study Type ICMJE Interventional",)


def page(*header: str) -> bytes:
    return tabular_page(header=header, descriptive=NO_TITLE)


@pytest.mark.parametrize("banners", [(BANNER,), (BANNER, "Zzz: 42", "Another banner")])
@pytest.mark.parametrize("view", ["tabular", "fulltext", "results"])
def test_banners_do_not_cost_the_title(view: str, banners: tuple[str, ...]) -> None:
    header = (*banners, TITLE, "", SAFETY, ID)
    rest = {
        "fulltext": ("Brief Summary:", "Do oranges help?", "Last Verified: May 2020"),
        "results": ("Study Type: Interventional", "Participant Flow", "At sea."),
    }
    content = page(*header) if view == "tabular" else "\n".join([*header, *rest[view]]).encode()
    reading = read(content)
    assert reading.origin.format == f"ctgov-{view}"
    assert reading.study
    assert (reading.study.id, reading.study.title) == ("NCT00000042", TITLE)
    assert (1, "CT-R005") in rules(reading)
    assert {line.text for line in reading.lines if line.fate is LineFate.UNRECOGNISED} == set(banners)


def test_the_title_of_the_window_is_the_title() -> None:
    reading = read(page(BANNER, f"{TITLE} - Tabular View - ClinicalTrials.gov", TITLE, ID))
    assert reading.study
    assert reading.study.title == TITLE


def test_without_a_sign_no_title_is_guessed() -> None:
    reading = read(page(BANNER, TITLE, ID))
    assert reading.study
    assert reading.study.title is None
    assert (None, "CT-R004") in rules(reading)


WITHOUT_ID = tabular_page(header=(TITLE, SAFETY))


def only(path: Path, *, id_from_name: bool = False) -> Reading:
    (reading,) = kg.read(path, id_from_name=id_from_name)
    return reading


@pytest.mark.parametrize("name", ["NCT00000042.txt", "saved nct00000042 (2).html.txt", "a_NCT00000042-b.txt"])
def test_an_id_is_taken_from_the_name_only_if_that_is_asked(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WITHOUT_ID)
    rejected = only(path)
    assert rejected.study is None
    (said,) = [problem for problem in rejected.problems if problem.rule == "CT-R002"]
    assert "NCT00000042" in said.message
    assert "--id-from-name" in said.message
    taken = only(path, id_from_name=True)
    assert taken.study
    assert (taken.study.id, taken.study.title) == ("NCT00000042", TITLE)
    assert [problem.rule for problem in taken.problems] == ["CT-R026"]


@pytest.mark.parametrize(
    "name", ["page.txt", "NCT00000042 and NCT00000043.txt", "NCT000000421.txt", "XNCT00000042.txt"]
)
def test_a_name_without_an_id_or_with_two_gives_none(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WITHOUT_ID)
    assert only(path, id_from_name=True).study is None
    assert not any("--id-from-name" in problem.message for problem in only(path).problems)


def test_the_id_that_a_page_states_wins(tmp_path: Path) -> None:
    path = tmp_path / "NCT00000043.txt"
    path.write_bytes(tabular_page())
    study = only(path, id_from_name=True).study
    assert study
    assert study.id == "NCT00000042"


def test_the_key_that_is_noted_is_that_of_what_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "NCT00000001.zip", "w") as archive:
        archive.writestr("pages/NCT00000042.txt", WITHOUT_ID)
        archive.writestr("pages/page.txt", WITHOUT_ID)
    files = list(with_ids_in_names(input_files([str(tmp_path)])))
    studies = [each.study for each in readings(files) if isinstance(each, Reading)]
    assert [study.id if study else None for study in studies] == ["NCT00000042", None]
    keys = [each.keys() for each in found(files) if isinstance(each, FoundRecord)]
    assert [key.key.id if key else None for key in keys] == ["NCT00000042", None]
    assert not any(isinstance(each, Unread) for each in readings(files))


@pytest.mark.slow
def test_ingest_takes_the_id_from_the_name(tmp_path: Path) -> None:
    path = tmp_path / "NCT00000042.txt"
    path.write_bytes(WITHOUT_ID)
    rejected = kgbuild("ingest", str(path), "-o", str(tmp_path / "a.nt"))
    assert rejected.returncode == 1
    assert "--id-from-name" in rejected.stdout + rejected.stderr
    taken = kgbuild("ingest", str(path), "--id-from-name", "-o", str(tmp_path / "b.nt"))
    assert taken.returncode == 0, taken.stderr
    assert "study/NCT00000042>" in (tmp_path / "b.nt").read_text()
