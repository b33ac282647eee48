"""`docs/everyday.md`: its settings are read, and its nightly script runs."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from tests.cli.test_manners import kgbuild

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "everyday.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_settings_are_those_that_config_says(tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text(block("toml"), encoding="utf-8")
    done = kgbuild("config", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    tables = tomllib.loads(block("toml"))
    tables["vocab fetch"] = tables.pop("vocab")["fetch"]
    wanted = {(command, key, value) for command, table in tables.items() for key, value in table.items()}
    assert {(each["command"], each["option"], each["value"]) for each in said} == wanted


def test_the_settings_decide_what_a_run_writes(tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text(block("toml"), encoding="utf-8")
    assert kgbuild("ingest", ROOT / "examples" / "trials", cwd=tmp_path).returncode == 0
    assert (tmp_path / "graphs" / "report.html").is_file()


@pytest.mark.slow
def test_the_nightly_script_runs_every_night(tmp_path: Path) -> None:
    """Its commands, with an example in the place of the download; the server is left out."""
    lines = [line for line in block("sh").splitlines() if line.startswith("kgbuild ")]
    assert [line.split()[1] for line in lines] == ["ingest", "backup", "load"]
    for night, example in enumerate(("NCT99999901.json", "NCT99999902.json")):
        (tmp_path / "ctg-studies.json.zip").write_bytes((ROOT / "examples" / "exports" / example).read_bytes())
        for line in lines:
            words = shlex.split(line.replace("$(date +%F)", str(night)))[1:]
            done = kgbuild(*words, *(["--dry-run"] if words[0] == "load" else []), cwd=tmp_path)
            assert (done.returncode, "error" in done.stderr) == (0, False), line
    assert kgbuild("show", "trials", "NCT99999902", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("command", re.findall(r"^\$ (kgbuild .*?)(?: #.*)?$", PAGE, re.MULTILINE))
def test_the_commands_of_the_page_have_their_options(command: str) -> None:
    words = shlex.split(command)[1:]
    described = kgbuild(words[0], "--help").stdout
    assert [word for word in words if word.startswith("--") and word not in described] == []
