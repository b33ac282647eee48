"""Options that are set by `kgbuild.toml` and by the environment."""

import json
from pathlib import Path

import pytest

from tests.cli.test_manners import TRIALS, kgbuild

SETTINGS = """
[ingest]
out-dir = "elsewhere"
link = false

[query]
format = "md"

[vocab.list]
lexicon = "vocabularies"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kgbuild.toml").write_text(SETTINGS)
    (tmp_path / "below").mkdir()
    return tmp_path


def test_the_file_sets_what_is_not_typed(folder: Path) -> None:
    done = kgbuild("ingest", TRIALS, cwd=folder)
    assert (folder / "elsewhere" / "graph.ttl").is_file()
    assert "matched" not in done.stdout
    kgbuild("ingest", TRIALS, "--out-dir", "typed", cwd=folder)
    assert (folder / "typed" / "graph.ttl").is_file()


def test_the_environment_counts_before_the_file(folder: Path) -> None:
    kgbuild("ingest", TRIALS, cwd=folder, KGBUILD_INGEST_OUT_DIR="named")
    assert (folder / "named" / "graph.ttl").is_file()
    assert not (folder / "elsewhere").exists()


def test_the_file_of_a_folder_above_counts(folder: Path) -> None:
    done = kgbuild("config", "--json", cwd=folder / "below", KGBUILD_QUERY_MAX_ROWS="7")
    file = str(folder / "kgbuild.toml")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"command": "ingest", "option": "out-dir", "value": "elsewhere", "source": file},
        {"command": "ingest", "option": "link", "value": False, "source": file},
        {"command": "query", "option": "max-rows", "value": "7", "source": "KGBUILD_QUERY_MAX_ROWS"},
        {"command": "query", "option": "format", "value": "md", "source": file},
        {"command": "vocab list", "option": "lexicon", "value": "vocabularies", "source": file},
    ]
    assert json.loads(done.stderr)["text"] == f"{file} counts here"


def test_config_shows_defaults_when_asked(tmp_path: Path) -> None:
    done = kgbuild("config", "--all", cwd=tmp_path)
    assert "ingest --fail-on violation  (default)" in done.stdout
    assert "ingest --output not set  (default)" in done.stdout
    assert "ingest --link yes  (default)" in done.stdout
    assert "--help" not in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ingest]\noutdir = 'x'", "[ingest]: `outdir` is no option of `kgbuild ingest`; is it `out-dir`?"),
        ("[ingest]\nzzz = 1", "[ingest]: `zzz` is no option of `kgbuild ingest`"),
        ("[ingest\n", "is no valid TOML"),
        ("ingest = 3", "[ingest] is a value where the table of a command is expected"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text(text)
    done = kgbuild("ingest", TRIALS, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (tmp_path / "kg-out").exists()


def test_a_table_of_no_command_is_named(tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text("[ingst]\n")
    done = kgbuild("config", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith("kgbuild.toml: [ingst] is no command of kgbuild; is it `ingest`?\n")
