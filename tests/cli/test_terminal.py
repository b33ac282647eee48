"""What goes to a terminal is shown and steers nothing; a standard output that takes no more is said."""

import ast
import csv
import io
import json
import os
import pty
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import Problem, Severity
from kg.pipeline.graph.shape_checks import Validated
from kg.pipeline.reports.reports import RunReport, guarded, report_of, write_report
from kg.shacl import Report, Tally
from kg.terminal import for_terminal
from tests.cli.test_manners import kgbuild
from tests.conftest import ROOT

TITLE = "\u001b[31mRED\u001b]0;owned\u0007 \u009b32m \u202ertl\u2066"
SHOWN = "\\u001b[31mRED\\u001b]0;owned\\u0007 \\u009b32m \\u202ertl\\u2066"
GRAPH = f"""
@prefix ct: <https://w3id.org/kgbuild/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
<https://w3id.org/kgbuild/id/study/NCT1> a ct:Study ; dcterms:title "{TITLE}" ; dcterms:identifier "NCT1" ;
  ct:arm <https://w3id.org/kgbuild/id/study/NCT1/arm/1> .
<https://w3id.org/kgbuild/id/study/NCT1/arm/1> schema:position 1 ; schema:name "{TITLE}" .
<https://w3id.org/kgbuild/id/record/ctgov/NCT1> ct:describes <https://w3id.org/kgbuild/id/study/NCT1> ;
  dcterms:identifier "NCT1" .
"""
TITLES = "SELECT ?title { ?s dcterms:title ?title }"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "evil.ttl"
    path.write_text(GRAPH.replace("\u001b", "\\u001B").replace("\u0007", "\\u0007"), encoding="utf-8")
    return path


def on_terminal(*arguments: str | Path) -> str:
    """What a terminal gets of a command, both streams."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "kg", *map(str, arguments)],
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"},
    )
    os.close(theirs)
    parts = []
    while part := _read(ours):
        parts.append(part)
    os.close(ours)
    done.wait(600)
    return b"".join(parts).decode().replace("\r", "")  # the line ends of a terminal, and those of CSV


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65_536)
    except OSError:  # so Linux says that nobody holds the other side any more
        return b""


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("show", "GRAPH", "NCT1"),
        ("show", "GRAPH", "NCT1", "--all"),
        ("find", "GRAPH", "red"),
        ("query", "GRAPH", TITLES),
        *[("query", "GRAPH", TITLES, "--format", form) for form in ("table", "csv", "tsv", "md")],
        ("convert", "GRAPH", "--format", "ttl", "-o", "-"),
        ("convert", "GRAPH", "--format", "nt", "-o", "-"),
    ],
    ids=" ".join,
)
def test_no_command_sends_the_escapes_of_a_title_to_a_terminal(graph: Path, command: tuple[str, ...]) -> None:
    seen = on_terminal(*(str(graph) if part == "GRAPH" else part for part in command))
    assert "RED" in seen
    assert {each for each in seen if not each.isprintable()} <= {"\n"}
    assert not {"\u001b", "\u009b", "\u202e", "\u2066"} & set(seen)


def test_a_line_for_people_is_shown_in_a_pipe_too(graph: Path) -> None:
    assert kgbuild("show", graph, "NCT1").stdout.startswith(f"NCT1  {SHOWN}\n")
    assert SHOWN in kgbuild("query", graph, TITLES, "--format", "table").stdout


def test_an_answer_in_a_file_or_pipe_is_exact(graph: Path) -> None:
    done = kgbuild("query", graph, TITLES, "--format", "csv")
    assert list(csv.reader(io.StringIO(done.stdout))) == [["title"], [TITLE]]


def test_names_of_files_and_options_are_shown(tmp_path: Path) -> None:
    name = "\u001b[2J\u202e.txt"
    (tmp_path / name).write_text("nothing")
    for command in (["ingest", name], ["ingest", name, "--dry-run"], ["show", name, "x"], [f"--{name}"], [name]):
        done = kgbuild(*command, cwd=tmp_path)
        assert done.returncode in {1, 2}
        assert "[2J" in done.stdout + done.stderr
        assert not {"\u001b", "\u202e"} & set(done.stdout + done.stderr)


def test_a_line_of_json_means_the_same_after_it(tmp_path: Path) -> None:
    name = "a\u202eb\u009b.txt"
    (tmp_path / name).write_text("nothing")
    done = kgbuild("ingest", tmp_path / name, "--json", "-o", tmp_path / "x.nt")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["file"] for event in events if event["event"] == "problem"] == [name]
    assert "\u202e" not in done.stdout


@given(st.text())
def test_what_is_shown_holds_no_control_character(text: str) -> None:
    seen = for_terminal(text)
    assert for_terminal(seen) == seen
    assert not [each for each in seen.replace("\r\n", "\n") if each not in "\n\t" and _steers(each)]


def _steers(each: str) -> bool:
    return ord(each) < 0x20 or 0x7F <= ord(each) < 0xA0 or each in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("Zürich – 東京 ‑ שלום", "Zürich – 東京 ‑ שלום"),
        ("a\tb\nc\r\nd", "a\tb\nc\r\nd"),
        ("over\rwritten", "over\\u000dwritten"),
        ("\x7f\x00", "\\u007f\\u0000"),
        ("\udce9tude", "\\xe9tude"),
        ("\ud800", "\\ud800"),
    ],
)
def test_a_text_as_it_is_shown(text: str, seen: str) -> None:
    assert for_terminal(text) == seen


def test_nothing_is_printed_past_the_boundary() -> None:
    """`say`, `tell` and `standard_output` are the one place where text goes to a terminal."""
    for path in (Path(kg.__file__).parent / "cli").rglob("*.py"):
        if path.name == "boundary.py":
            continue
        calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        names = {ast.unparse(call) for call in calls}
        assert not names & {"typer.echo", "print", "click.echo", "sys.stdout.write", "sys.stdout.buffer.write"}, path


DANGEROUS = ("=1+1", "+1", "-1", "@a", "\t=1", "\r=1")


def test_cells_of_a_report_are_no_formulas(tmp_path: Path) -> None:
    problems = [
        Problem(rule="CT-R001", severity=Severity.INFO, message=text, hint=text, file=text, record=text, path=text)
        for text in DANGEROUS
    ]
    report: RunReport = report_of(problems, Validated(Report.of(Tally(None)), {}), base=None)
    write_report(str(tmp_path / "x.csv"), "csv", report)
    with (tmp_path / "x.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    assert sorted(row[8] for row in rows) == sorted(f"'{text}" for text in DANGEROUS)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert guarded(("a=1", 3, None, "")) == ["a=1", 3, None, ""]


COMMANDS = (
    ("--version",),
    ("--help",),
    ("formats",),
    ("ontology",),
    ("query", "--list"),
    ("show", "GRAPH", "NCT1"),
    ("query", "GRAPH", TITLES, "--format", "csv"),
    ("query", "GRAPH", TITLES, "--format", "table"),
    ("convert", "GRAPH", "--format", "nt", "-o", "-"),
    ("validate", "GRAPH"),
    ("vocab", "list"),
    ("ingest", "examples/trials", "-o", "-", "--format", "nt", "-q", "--no-link"),
)


def shell(graph: Path, command: tuple[str, ...], redirection: str) -> tuple[int, str]:
    arguments = [str(graph) if part == "GRAPH" else part for part in command]
    done = subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", f'"$@" {redirection}', "bash", sys.executable, "-m", "kg", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=600,
    )
    return done.returncode, done.stderr.decode()


TAKING_NOTHING = {
    ">/dev/full": (2, "error: cannot write standard output: No space left on device\n"),
    ">&-": (2, "error: cannot write standard output: it is closed\n"),
    "| exec 0<&-; exit ${PIPESTATUS[0]}": (0, ""),  # the reader is gone before anything is written
}
PAIRS = tuple(product(COMMANDS, TAKING_NOTHING))
"""Each command has its own way to print; what is done with a stream that is closed is the same for all."""


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_standard_output_that_takes_nothing(graph: Path, pair: tuple[tuple[str, ...], str]) -> None:
    command, redirection = pair
    assert shell(graph, command, redirection) == TAKING_NOTHING[redirection]


@pytest.mark.slow
def test_a_closed_error_stream_is_no_error(tmp_path: Path) -> None:
    code, _ = shell(
        tmp_path, ("ingest", "examples/trials", "-o", str(tmp_path / "x.nt"), "--no-link", "-q"), "2>&- >&- <&-"
    )
    assert code == 0
    assert (tmp_path / "x.nt").stat().st_size > 1000


def test_a_closed_standard_input_is_said(tmp_path: Path) -> None:
    code, error = shell(tmp_path, ("ingest", "-", "-o", str(tmp_path / "x.nt")), "<&-")
    assert code == 2
    assert error.startswith("error: -: it is closed\n")
