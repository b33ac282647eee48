"""What stands beside the code says what is so: versions, paths, targets of make."""

import re
import sys
import tomllib
from importlib.metadata import version
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


def numbers(pattern: str, name: str) -> set[str]:
    """The versions of Python that this file of the project names in such a place."""
    return {each for found in re.findall(pattern, written(name)) for each in re.findall(r"\b3\.\d+\b", found)}


def test_the_versions_of_python_that_are_declared_are_those_that_the_readme_names_and_the_workflow_tests_them() -> None:
    declared = numbers(r"Programming Language :: Python :: (3\.\d+)", "pyproject.toml")
    assert declared <= numbers(r"python: (\[.*\])", ".github/workflows/test.yml")
    assert declared == numbers(r"The tests ran on ([^;]*);", "README.md")


def test_the_lowest_python_that_is_admitted_is_tested_with_the_lowest_versions() -> None:
    declared = numbers(r"Programming Language :: Python :: (3\.\d+)", "pyproject.toml")
    first = min(declared, key=lambda each: int(each[2:]))
    assert PROJECT["requires-python"] == f">={first}"
    assert numbers(r"\n  lowest:\n(?:    .*\n)+", ".github/workflows/test.yml") == {first}


def bounds() -> dict[str, str]:
    """The lowest version of each package that the tests use, as it is declared."""
    extras = PROJECT["optional-dependencies"]
    asked = [*PROJECT["dependencies"], *(each for name in extras.keys() - {"docs"} for each in extras[name])]
    return {found[1]: found[2] for each in asked if (found := re.match(r"([\w-]+)(?:\[.*\])?>=([\d.]+)$", each))}


@pytest.mark.skipif(Path(sys.prefix).name != ".venv-lowest", reason="`make test-lowest` installs the lowest versions")
def test_the_lowest_versions_are_those_that_are_declared() -> None:
    installed = {name: version(name) for name in bounds()}
    assert {name: re.sub(r"(\.0)+$", "", each) for name, each in installed.items()} == {
        name: re.sub(r"(\.0)+$", "", each) for name, each in bounds().items()
    }
