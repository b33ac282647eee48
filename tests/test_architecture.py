"""The page on the architecture says what is so: its paths exist, and a run's folder holds what it lists."""

import gzip
import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.pipeline.run import plan, workdir

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

TITLE_ALONE = """{"protocolSection": {
  "identificationModule": {"nctId": "NCT99990009", "briefTitle": "Walking in Heart Failure"},
  "statusModule": {"overallStatus": "COMPLETED"}
}}"""
"""A record without a condition, so that there is a title to infer one from."""


def test_every_part_of_the_package_has_its_row() -> None:
    listed = set(re.findall(r"`(kg/[\w/.]+|\w+/)`", PAGE.split("## The parts")[1].split("## Who may")[0]))
    assert [each for each in listed if not (ROOT / each).exists()] == []
    packages = {f"{path.parent.relative_to(ROOT)}/" for path in (ROOT / "kg").glob("*/**/__init__.py")}
    parts = {each for each in packages if not any(other != each and other.startswith(each) for other in packages)}
    assert parts - listed <= {"kg/shacl/components/", "kg/linking/vocabularies/"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run that ended, with all that is otherwise removed."""
    monkeypatch.setattr(workdir, "_remove", lambda path: None)
    (tmp_path / "NCT99990009.json").write_text(TITLE_ALONE, encoding="utf-8")
    return ran(tmp_path, "NCT99990009.json")


@pytest.fixture
def surveyed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same of a run over several sources, one of them packed as a long stream."""
    monkeypatch.setattr(plan, "_SMALL", 50)
    (folder.parent / "NCT99990009.json.gz").write_bytes(gzip.compress(TITLE_ALONE.encode()))
    return ran(folder.parent, "NCT99990009.json", "NCT99990009.json.gz", work="surveyed")


def ran(folder: Path, *paths: str, work: str = "work") -> Path:
    with chdir(folder):
        done = CliRunner().invoke(app, ["ingest", *paths, "--work", work, "--fail-on", "none"])
    assert done.exit_code == 0, done.output
    return folder / work


def kinds(folder: Path) -> Iterator[str]:
    """What stands in a run's folder, as the page has it: without hashes and numbers of outputs."""
    for path in folder.iterdir():
        yield re.sub(r"(-[0-9a-f]{8})+$", "-KEY", path.name) + ("/000000" if path.is_dir() else "")


def test_the_folder_of_a_run_holds_what_the_page_lists(folder: Path, surveyed: Path) -> None:
    listed = set(re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE.split("## The life")[1], re.M))))
    found = {*kinds(folder), *kinds(surveyed)}
    assert listed <= found
    assert {re.sub(r"-\d$", "", each) for each in found - listed} <= {
        *("end-prefixes", "ontology", "end", "shared-opening", "shared-closing", "links-opening", "links-closing")
    }


def test_every_task_has_left_a_seal(folder: Path) -> None:
    tasks = list(folder.glob("*/[0-9]*"))
    assert len(tasks) == 4
    assert [task for task in tasks if not (task / "seal").is_file()] == []


def test_a_run_that_ends_well_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "NCT99990009.json").write_text(TITLE_ALONE, encoding="utf-8")
    with chdir(tmp_path):
        done = CliRunner().invoke(app, ["ingest", "NCT99990009.json", "--work", "work", "--fail-on", "none"])
    assert done.exit_code == 0, done.output
    assert not (tmp_path / "work").exists()
