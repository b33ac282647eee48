"""Tables on a terminal : IRIs and ids stay whole, texts give way, what does not fit is shown row by row."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.effort import daily

LONG = "study/NCT00000001/publication/0123456789"
GRAPH = f"""<https://w3id.org/kgbuild/id/{LONG}> <http://purl.org/dc/terms/title>
  "A title that is so long that it must be broken where words end, and again, and then once more" .
"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nt"
    path.write_text(GRAPH.replace("\n ", ""), encoding="utf-8")
    return path


def on_terminal(width: int, *arguments: str | Path) -> list[str]:
    """The lines that a terminal of a width gets of a command, without its styles."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, width, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    done = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "kg", *map(str, arguments)],
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
        env={**environment, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(theirs)
    parts = []
    while part := _read(ours):
        parts.append(part)
    os.close(ours)
    assert done.wait(600) == 0
    text = b"".join(parts).decode().replace("\r\n", "\n")
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).splitlines()


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65_536)
    except OSError:  # so Linux says that nobody holds the other side any more
        return b""


@pytest.mark.parametrize("width", daily([64, 80, 120], {80}))
def test_a_table_keeps_iris_whole_and_breaks_texts_between_words(width: int, graph: Path) -> None:
    lines = on_terminal(width, "query", graph, "SELECT ?s ?title { ?s dcterms:title ?title }")
    assert all(len(line) <= width for line in lines)
    assert any(f"│ <{LONG}> │" in line for line in lines)
    cells = [line.split("│")[2].strip() for line in lines if line.startswith("│")]
    assert " ".join(cells) == GRAPH.split('"')[1]
    assert lines[-1] == "1 row"


def test_rows_that_do_not_fit_are_shown_one_below_the_other(graph: Path) -> None:
    lines = on_terminal(80, "query", graph, "SELECT ?s ?same ?title { ?s dcterms:title ?title BIND(?s AS ?same) }")
    assert lines[1:3] == [f"s      <{LONG}>", f"same   <{LONG}>"]
    assert lines[3].startswith("title  A title that is so long")
    assert all(len(line) <= 80 for line in lines)
    assert lines[-1] == "1 row"


def test_many_rows_end_with_how_to_see_all(tmp_path: Path) -> None:
    path = tmp_path / "many.nt"
    path.write_text("".join(f"<http://e/{number}> <http://e/p> <http://e/o> .\n" for number in range(300)))
    lines = on_terminal(80, "query", path, "SELECT ?s { ?s ?p ?o }")
    assert lines[-1] == "the first 200 of 300 rows; --format csv shows all, or pipe it on"


@pytest.mark.parametrize(
    "command",
    daily([("formats",), ("query", "--list"), ("ingest", "--help"), ("query", "--help"), ("--help",)], {("formats",)}),
    ids=" ".join,
)
def test_what_is_printed_for_people_fits_80_columns(command: tuple[str, ...]) -> None:
    lines = on_terminal(80, *command)
    assert lines
    assert [line for line in lines if len(line) > 80] == []
