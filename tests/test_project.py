"""What stands beside the code says what is so: versions, paths, targets of make."""

import re
import tomllib
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def written(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def copied() -> list[str]:
    """What the Dockerfile copies from the project."""
    return [each for line in re.findall(r"^COPY (?!--)(.+) \S+$", written("Dockerfile"), re.M) for each in line.split()]


def test_the_citation_names_this_version_and_these_authors() -> None:
    citation = written("CITATION.cff")
    assert f"\nversion: {kg.__version__}\n" in citation
    assert [f"  - name: {author['name']}" for author in PROJECT["authors"]] == re.findall(r"  - name: .*", citation)
    assert f"\nlicense: {PROJECT['license']}\n" in citation


def test_the_image_is_made_of_files_that_exist_and_holds_what_the_package_is_built_from() -> None:
    assert [each for each in copied() if not (ROOT / each).exists()] == []
    build = tomllib.loads(written("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*build["packages"], *build["force-include"], PROJECT["readme"], *PROJECT["license-files"]} <= {*copied()}


def test_nothing_that_the_image_needs_is_kept_from_it() -> None:
    kept_out = set(written(".dockerignore").split())
    assert kept_out & {each.split("/")[0] for each in copied()} == set()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_call_targets_that_the_makefile_has(path: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", written("Makefile"), re.M))
    called = re.findall(r"\bmake ([\w-]+)", path.read_text(encoding="utf-8"))
    assert [each for each in called if each not in targets] == []


def test_the_project_names_no_address_that_nobody_gave_it() -> None:
    assert "urls" not in PROJECT
    assert all("email" not in author for author in PROJECT["authors"])
