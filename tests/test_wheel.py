"""The package as it is shipped: built, unpacked beside nothing of ours, and used by a typed program."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PROGRAM = """
from typing import assert_type

import kg


def studies(path: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for reading in kg.read(path):
        assert_type(reading, kg.Reading)
        assert_type(reading.study, kg.Study | None)
        if reading.study:
            found[reading.study.id] = reading.study.title
        for problem in reading.problems:
            assert_type(problem, kg.Problem)
            assert_type(problem.severity, kg.Severity)
    return found


def conforms(path: str) -> bool:
    kg.write(kg.read(path), "graph.ttl")
    report = kg.validate("graph.ttl")
    for finding in report.findings:
        assert_type(finding, kg.Finding)
    assert_type(kg.__version__, str)
    return not report.findings
"""
"""A program that has no fault."""

SHIPPED = (
    *(("ontology", pattern) for pattern in ("*.ttl", "*.tsv", "*.json", "*.jsonld", "*.yaml")),
    ("shapes", "*.ttl"),
    ("examples/queries", "*.rq"),
    ("vocabularies", "*"),
)
"""Folder and form of the names of the files that are data."""

FAULTS = """
import kg

kg.raed("trials")
kg.write(kg.read("trials"), 3)
"""
"""A name that is not there, and an argument of another type."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter for which the wheel is installed, and what it needs."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    names = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Path(sysconfig.get_path("scripts", "venv", names)) / ("python.exe" if os.name == "nt" else "python")


def test_the_wheel_holds_all_that_is_needed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "kg/py.typed" in names
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kg").rglob("*.py")}
    assert ours <= names
    for folder, pattern in SHIPPED:
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(pattern)}
        assert files
        assert {f"kg/_assets/{name}" for name in files} <= names


@pytest.mark.slow
def test_a_program_that_uses_the_package_is_checked_by_its_types(python: Path, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "faults.py").write_text(FAULTS)
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "program.py", "faults.py"]
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MYPYPATH")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)  # noqa: S603
    *faults, _ = done.stdout.splitlines()
    assert [fault.partition(": error: ")[::2] for fault in faults] == [
        ("faults.py:4", 'Module has no attribute "raed"  [attr-defined]'),
        (
            "faults.py:5",
            'Argument 2 to "write" has incompatible type "int"; expected "str | PathLike[str]"  [arg-type]',
        ),
    ]
