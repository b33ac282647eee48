"""A command that prints nothing for a while says on a terminal what it works on."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.cli import boundary, waiting
from kg.cli.manner import Manner, manner, speak
from tests.cli.test_manners import TRIALS, kgbuild


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Patience is short, nothing was printed yet, and nothing asked for in how a command talks."""
    before = manner()
    monkeypatch.setattr(waiting, "PATIENCE", 0.05)
    monkeypatch.setattr(boundary._Voice, "silent", True)
    speak(Manner())
    yield
    speak(before)


@contextmanager
def at_work(command: str, read: dict[str, object], *, terminal: bool = True) -> Iterator[None]:
    """While a command works; standard error is a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.stderr, "isatty", lambda: terminal)
        with waiting.waiting(command, read):
            yield


def said(capsys: pytest.CaptureFixture[str], command: str = "stats", **read: object) -> str:
    """What is said of a command that goes on until something is said, if anything is."""
    with at_work(command, read):
        until = time.monotonic() + 60
        while boundary.silent() and time.monotonic() < until:
            time.sleep(0.01)
    return capsys.readouterr().err


def unsaid(capsys: pytest.CaptureFixture[str], *, terminal: bool = True) -> str:
    """What is said of a command that goes on three times as long as patience lasts."""
    with at_work("stats", {}, terminal=terminal):
        time.sleep(0.15)
    return capsys.readouterr().err


def test_the_files_that_are_read_are_named_with_their_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_bytes(b"x" * 2_100_000)
    assert said(capsys, graph=str(graph)) == f"stats is at work on {graph} (2 MB) ...\n"
    boundary._Voice.silent = True
    assert said(capsys, "diff", old=graph, more=(graph,)) == f"diff is at work on {graph} (2 MB), {graph} (2 MB) ...\n"


def test_what_is_no_file_is_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "query", text="SELECT * { ?s ?p ?o }" * 500, limit=3, none=None) == "query is at work ...\n"


def test_nothing_is_said_after_the_first_line(capsys: pytest.CaptureFixture[str]) -> None:
    boundary.say("reading")
    assert unsaid(capsys) == "reading\n"


def test_a_quick_command_says_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is left that would say something later."""
    monkeypatch.setattr(waiting, "PATIENCE", 600)
    with at_work("stats", {}):
        assert [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    assert not [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("manner", [Manner(quiet=True), Manner(as_json=True)])
def test_nothing_is_said_to_who_asked_for_less(manner: Manner, capsys: pytest.CaptureFixture[str]) -> None:
    speak(manner)
    assert unsaid(capsys) == ""


def test_nothing_is_said_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert unsaid(capsys, terminal=False) == ""


@pytest.mark.slow
def test_a_run_in_json_says_what_is_compiled_before_it_begins(tmp_path: Path) -> None:
    arguments = ("ingest", TRIALS / "lisinopril-in-heart-failure.txt", "-o", tmp_path / "graph.nq", "--json")
    done = kgbuild(*arguments, "--lexicon", tmp_path / "lexicon")
    notes = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(each["event"], each["text"]) for each in notes][:2] == [
        ("note", f"compiling {what} into {tmp_path / 'lexicon'}, once") for what in ("MeSH", "the cities of GeoNames")
    ]
