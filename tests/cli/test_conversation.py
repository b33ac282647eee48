"""`-v`, `-q`, `--json` and the exit codes, of every command in one table. Each test runs the real program."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.cli.app import app
from kg.cli.commands import vocab
from kg.cli.output.progress_log import progress_log
from kg.linking.installation import ensure_mesh
from kg.linking.lexicon import BUILTIN_MESH, path_of
from kg.pipeline.run.listener import Silent
from tests.cli.test_manners import ROOT, TRIALS, kgbuild, opened_by
from tests.effort import daily
from tests.linking.made_up import ROR
from tests.processes import hear_signals

PAGE = TRIALS / "lisinopril-in-heart-failure.txt"
WITH_RESULTS = ROOT / "tests" / "golden" / "mint-oil-crossover.json"

CALLS = {
    "ingest": ("@page.txt", "-o", "new.nq", "--no-link"),
    "validate": ("@graph.nq",),
    "query": ("@graph.nq", "SELECT * { ?study a ct:Study }"),
    "show": ("@graph.nq", "NCT09990001"),
    "report": ("@graph.nq", "NCT09990001"),
    "convert": ("@graph.nq", "-o", "new.nt"),
    "explain": ("ct:phase",),
    "formats": ("ctgov-v2",),
    "ontology": (),
    "shapes": (),
    "prefixes": (),
    "link": ("@graph.nq", "-o", "new.nq"),
    "coverage": ("@graph.nq",),
    "mappings": ("@graph.nq", "-o", "new.tsv"),
    "merge": ("@graph.nq", "--review", "new.csv"),
    "load": ("@graph.nq", "--to", "http://127.0.0.1:9", "--preset", "oxigraph", "--dry-run"),
    "export": ("@store", "-o", "new.nq"),
    "export-results": ("@results.nq", "-o", "new-tables"),
    "stats": ("@store",),
    "backup": ("@store", "new-store"),
    "diff": ("@graph.nq", "@graph.nq"),
    "find": ("@graph.nq", "heart"),
    "remove": ("--store", "@store", "NCT09990001"),
    "config": (),
    "vocab build": ("ror", "@ror.json", "--lexicon", "new"),
    "vocab learn": ("@study.json", "--lexicon", "@lexicon"),
    "vocab list": ("--lexicon", "@lexicon"),
    "vocab remove": ("ror", "--lexicon", "@lexicon"),
}
"""Command -> a call of it that ends well; `@` stands before the files of the fixture."""

REMOTE = {
    "query": ("--endpoint", "http://127.0.0.1:9/", "ASK {}"),
    "load": ("@graph.nq", "--to", "http://127.0.0.1:9"),
    "vocab fetch": ("mesh", "--lexicon", "new"),
}
"""A call of each command that talks to a server, which is not there. `vocab fetch` tries for a minute."""

FAILING = {
    "ingest": ("@ror.json", "-o", "new.nq", "--no-link"),
    "validate": ("@graph.nq", "--fail-on", "info"),
    "formats": ("ctgov-v2", "@unknown.json"),
}
"""A call of each command that gives a verdict, which is bad."""

FILES = (
    *("ingest", "validate", "query", "show", "report", "convert", "link", "coverage", "mappings", "merge", "load"),
    *("export-results", "vocab learn"),
)
"""The commands whose first argument is a file."""

OF_FILES = [name for name, call in CALLS.items() if any(part[0] == "@" for part in call)]
SOME = {"validate", "query", "explain", "convert", "vocab list"}
"""What is tried each day; all go through the same lines."""
EVERY = [
    *(each.name for each in app.registered_commands),
    *(f"vocab {each.name}" for each in vocab.app.registered_commands),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "ror.json").write_bytes(ROR)
    (folder / "unknown.json").write_text('{"protocolSection": {"newModule": {"a": 1}}}', encoding="utf-8")
    (folder / "study.json").write_text(json.dumps(MESH), encoding="utf-8")
    (folder / "page.txt").write_bytes(PAGE.read_bytes())
    kgbuild("ingest", TRIALS, "-o", folder / "graph.nq", "--store", folder / "store", "--no-link")
    kgbuild("ingest", WITH_RESULTS, "-o", folder / "results.nq", "--no-link")
    kgbuild("vocab", "build", "ror", folder / "ror.json", "--lexicon", folder / "lexicon")
    shared = Path(os.environ["KGBUILD_LEXICON"])
    ensure_mesh(shared, built="2026-01-01")
    shutil.copy(path_of(shared, BUILTIN_MESH), folder / "lexicon")
    return folder


MESH = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT99990001", "briefTitle": "Title"},
        "conditionsModule": {"conditions": ["Flu"]},
    },
    "derivedSection": {"conditionBrowseModule": {"meshes": [{"id": "D007251", "term": "Influenza, Human"}]}},
}


def called(
    made: Path, folder: Path, command: str, arguments: Sequence[str], *more: str
) -> subprocess.CompletedProcess[str]:
    given = [str(made / each[1:]) if each.startswith("@") else each for each in arguments]
    return kgbuild(*command.split(), *given, *more, cwd=folder, HTTPS_PROXY="http://127.0.0.1:9")


def copied(made: Path, folder: Path, command: str) -> Path:
    """What a call changes in place, as a copy of its own."""
    changed = {"remove": "store", "vocab remove": "lexicon"}.get(command)
    if changed is None:
        return made
    shutil.copytree(made / changed, folder / changed)
    return folder


def test_each_command_stands_in_the_table() -> None:
    assert {*CALLS, *REMOTE} == set(EVERY)


@pytest.mark.parametrize("command", daily(CALLS, SOME))
def test_with_json_all_is_json_and_what_happens_has_a_time(command: str, made: Path, tmp_path: Path) -> None:
    done = called(copied(made, tmp_path, command), tmp_path, command, CALLS[command], "--json", "-v")
    assert done.returncode == 0, done.stderr
    documents = objects(done.stdout)
    assert documents or command == "config"  # nothing is set
    notes = [json.loads(line) for line in done.stderr.splitlines()]
    assert notes[-1]["event"] == "detail"
    assert notes[-1]["text"].startswith(f"kgbuild {command} took ")
    for each in (*notes, *(each for each in documents if isinstance(each, dict) and "event" in each)):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", each["time"])


def objects(text: str) -> list[object]:
    """What is one JSON document, or one a line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("command", daily(CALLS, SOME))
def test_with_quiet_nothing_is_said_beside_the_product(command: str, made: Path, tmp_path: Path) -> None:
    done = called(copied(made, tmp_path, command), tmp_path, command, CALLS[command], "-q")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", daily(CALLS, SOME))
def test_with_verbose_it_is_said_how_long_it_took(command: str, made: Path, tmp_path: Path) -> None:
    done = called(copied(made, tmp_path, command), tmp_path, command, CALLS[command], "-v")
    assert done.returncode == 0, done.stderr
    assert re.search(rf"^kgbuild {command} took \d+\.\d s$", done.stderr, re.MULTILINE)


@pytest.mark.parametrize("command", daily(EVERY, SOME))
def test_a_wrong_command_line_ends_with_2(command: str, tmp_path: Path) -> None:
    done = kgbuild(*command.split(), "--nonsense", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option: --nonsense" in done.stderr
    as_json = kgbuild(*command.split(), "--nonsense", "--json", cwd=tmp_path)
    assert as_json.returncode == 2
    assert json.loads(as_json.stderr)["event"] == "error"


@pytest.mark.parametrize("command", daily(CALLS, SOME))
def test_quiet_and_verbose_exclude_each_other(command: str, made: Path, tmp_path: Path) -> None:
    done = called(made, tmp_path, command, CALLS[command], "-q", "-v")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: -v says more and -q says less: give one of them\n"


@pytest.mark.parametrize("command", daily(OF_FILES, SOME))
def test_a_missing_file_ends_with_2(command: str, made: Path, tmp_path: Path) -> None:
    done = called(tmp_path, tmp_path, command, CALLS[command])
    name = next(each for each in CALLS[command] if each.startswith("@"))
    if command == "vocab list":  # nothing is installed yet
        assert (done.returncode, done.stderr) == (0, "")
        return
    assert done.returncode == 2
    assert str(tmp_path / name[1:]) in done.stderr
    assert "fault of kgbuild" not in done.stderr


@pytest.mark.parametrize("command", FAILING)
def test_a_bad_verdict_ends_with_1(command: str, made: Path, tmp_path: Path) -> None:
    assert called(made, tmp_path, command, FAILING[command]).returncode == 1


@pytest.mark.parametrize("command", daily(REMOTE, {*REMOTE} - {"vocab fetch"}))
def test_a_server_that_is_not_there_ends_with_3(command: str, made: Path, tmp_path: Path) -> None:
    done = called(made, tmp_path, command, REMOTE[command], "--json")
    assert done.returncode == 3
    assert json.loads(done.stderr.splitlines()[-1])["event"] == "error"


@pytest.mark.parametrize("command", daily(FILES, chosen=("ingest", "query", "show")))
def test_an_interruption_ends_with_130(command: str, tmp_path: Path) -> None:
    fifo = tmp_path / "graph.nq"
    os.mkfifo(fifo)
    arguments = [str(fifo), *(each for each in CALLS[command][1:] if each != "--dry-run")]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "kg", *command.split(), *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_signals,
    )
    end = opened_by(process, fifo)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    os.close(end)
    assert (process.returncode, out, err) == (130, b"", b"interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def test_what_is_set_elsewhere_is_said_with_verbose(made: Path, tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text('[validate]\nfail-on = "none"\n', encoding="utf-8")
    done = called(made, tmp_path, "validate", CALLS["validate"], "-v")
    assert "--fail-on none (kgbuild.toml)\n" in done.stderr
    by_name = kgbuild("prefixes", "-v", cwd=tmp_path, KGBUILD_PREFIXES_FORMAT="ttl")
    assert "--format ttl (KGBUILD_PREFIXES_FORMAT)\n" in by_name.stderr


def test_a_command_can_be_quiet_for_good(made: Path, tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text("[convert]\nquiet = true\n", encoding="utf-8")
    assert called(made, tmp_path, "convert", CALLS["convert"]).stderr == ""


def test_problems_beyond_the_limit_are_counted_and_said(tmp_path: Path) -> None:
    source = ROOT / "tests" / "golden" / "iron-before-heart-surgery.txt"
    options = ("--max-problems", "0", "--report", "r.jsonl", "--json")
    done = kgbuild("ingest", source, "-o", "x.nq", *options, cwd=tmp_path)
    summary = json.loads(done.stdout.splitlines()[-1])
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    omitted = {each["rule"]: int(each["value"]) for each in rows if each["kind"] == "omitted"}
    assert sum(omitted.values()) == sum(summary["problems"].values()) > 0
    assert omitted.items() <= summary["omitted"].items()
    assert not [each for each in rows if each["kind"] == "problem"]
    told = kgbuild("ingest", source, "-o", "y.nq", "--max-problems", "0", "-v", cwd=tmp_path)
    count = sum(omitted.values())
    assert f"  {count} problems are counted but not kept in detail (--max-problems keeps more)" in told.stdout


def test_a_log_has_a_line_for_each_stage(tmp_path: Path) -> None:
    done = kgbuild("ingest", PAGE, "-o", "x.nq", "--no-link", "-q", "--log", "run.log", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = (tmp_path / "run.log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[1] for line in lines] == ["building:", "linking:", "writing:"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ building: begins, 0 problems so far", lines[0])
    again = kgbuild("ingest", PAGE, "-o", "y.nq", "--no-link", "--json", "--log", "-", cwd=tmp_path)
    assert [json.loads(line)["event"] for line in again.stderr.splitlines()] == ["log"] * 3
    lost = kgbuild("ingest", TRIALS, "-o", "z.nq", "--log", "no/such/run.log", cwd=tmp_path)
    assert (lost.returncode, lost.stderr) == (
        2,
        "error: cannot write the log no/such/run.log: No such file or directory\n",
    )
    assert not (tmp_path / "z.nq").exists()


def test_a_log_says_from_time_to_time_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "run.log"
    with progress_log(Silent(), str(path), every=0.05) as listener:
        listener.stage("building", 200)
        listener.done(50)
        until = time.monotonic() + 60
        while path.read_text(encoding="utf-8").count("\n") < 3 and time.monotonic() < until:
            time.sleep(0.01)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 3
    assert re.search(r" building: 25% done, 0 problems so far, about \d+ s left$", lines[-1])


@pytest.mark.parametrize("name", ["page.txt/x.nq", f"{'x' * 300}.nq"], ids=["below a file", "too long"])
@pytest.mark.parametrize("command", daily([*FILES, "stats", "export", "backup"], SOME))
def test_what_the_system_says_of_a_path_is_no_fault_of_kgbuild(
    command: str, name: str, made: Path, tmp_path: Path
) -> None:
    first, *more = CALLS[command]
    done = called(made, tmp_path, command, [f"@{name}", *more])
    assert done.returncode == 2
    assert name in done.stderr
    assert "fault of kgbuild" not in done.stderr
    if "-o" in more:
        target = called(
            made, tmp_path, command, [first, *(f"@{name}" if each.startswith("new") else each for each in more)]
        )
        assert target.returncode == 2
        assert "fault of kgbuild" not in target.stderr
