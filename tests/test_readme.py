"""What the README shows is what the program does: each command is run, and its output compared line by line."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_manners import kgbuild

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown() -> Iterator[tuple[str, list[str]]]:
    """Each `kgbuild` command of the console blocks with the lines shown below it."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = step.rstrip("\n").split("\n")
            if command.startswith("kgbuild "):
                yield command, lines


def agrees(expected: list[str], printed: list[str]) -> bool:
    """Whether the lines are those printed; `...` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def test_the_commands_of_the_readme(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    steps = list(shown())
    assert len(steps) >= 3
    for command, expected in steps:
        done = kgbuild(*shlex.split(command)[1:], cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        printed = done.stdout.splitlines()
        assert agrees(expected, printed), f"{command}\n{done.stdout}"


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
