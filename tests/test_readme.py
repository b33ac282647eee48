"""What the README shows is what the program does: each command is run, and its output compared line by line."""

import re
import runpy
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_manners import kgbuild

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


_TIMES = re.compile(r" in [0-9.]+ s(?:, [0-9,]+ studies/s)?$")
_NETWORK = ("kgbuild vocab fetch",)
"""Commands that need a network, which tests do without."""
_SERVER = ("kgbuild load",)
"""Commands that need a server: they are run as far as that."""
_SHAPES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] a sh:NodeShape ; sh:targetClass <http://schema.org/Person> .\n"
)


def shown() -> Iterator[tuple[str, list[str]]]:
    """Each `kgbuild` command of the console blocks with the lines shown below it."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = step.rstrip("\n").split("\n")
            if command.startswith("kgbuild "):
                yield command, lines


def agrees(expected: list[str], printed: list[str]) -> bool:
    """Whether the lines are those printed; `...` stands for any number of lines, and times may differ."""
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(_timeless(line)) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{_timeless(line)}\n" for line in printed)) is not None


def _timeless(line: str) -> str:
    return _TIMES.sub("", line)


def _stand_ins(folder: Path) -> None:
    """The examples in the place of the files that the README names."""
    (folder / "examples").symlink_to(ROOT / "examples")
    (folder / "saved-pages").symlink_to(ROOT / "examples" / "trials")
    with zipfile.ZipFile(folder / "ctg-studies.json.zip", "w") as archive:
        for path in (ROOT / "examples" / "exports").iterdir():
            archive.write(path, path.name)
    (folder / "my-shapes.ttl").write_text(_SHAPES, encoding="utf-8")


def test_the_commands_of_the_readme(tmp_path: Path) -> None:
    _stand_ins(tmp_path)
    steps = list(shown())
    assert len(steps) >= 18
    for command, expected in steps:
        if command.startswith(_NETWORK):
            continue
        further = ["--dry-run"] if command.startswith(_SERVER) else []
        done = kgbuild(*shlex.split(command, comments=True)[1:], *further, cwd=tmp_path, COLUMNS="100")
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        if expected:
            assert agrees(expected, done.stdout.splitlines()), f"{command}\n{done.stdout}"


def test_the_demo_is_the_one_shown() -> None:
    demo = runpy.run_path(str(ROOT / "examples" / "demo.py"))
    block = README.partition("$ make demo\n")[2].partition("```")[0]
    assert re.findall(r"^\$ (.*)", block, re.MULTILINE) == [f"kgbuild {' '.join(step)}" for step in demo["_STEPS"]]


def test_the_demo_finds_nothing_wrong(tmp_path: Path) -> None:
    done = kgbuild("ingest", ROOT / "examples" / "trials", "--fail-on", "warning", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_each_door_has_six_lines() -> None:
    doors = re.findall(r"^## Door .*?```console\n(.*?)```", README, re.MULTILINE | re.DOTALL)
    assert [len(door.splitlines()) for door in doors] == [6, 6, 6]


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)#]+)", README))
def test_what_the_readme_points_at_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_example_in_python() -> None:
    assert (ROOT / "examples" / "minimal.py").read_text(encoding="utf-8").rstrip() in README


def test_every_command_is_named() -> None:
    from kg.cli.app import app

    names = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]
    assert "ingest" in names
    for name in names:
        assert f"`{name}`" in README or f"kgbuild {name}" in README, name


@pytest.mark.parametrize("target", ["demo", "test", "test-all"])
def test_make_targets_named_in_the_readme_exist(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_minimal_py_answers() -> None:
    import subprocess
    import sys

    done = subprocess.run(  # noqa: S603 - our own example
        [sys.executable, ROOT / "examples" / "minimal.py"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert "Heart Failure: Home-Based Walking After Heart Failure\n" in done.stdout
