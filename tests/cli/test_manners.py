"""The command line's manners: streams, exit codes, messages without stack traces. Each test runs the whole program."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kg.cli.app import app
from kg.cli.commands import vocab
from kg.cli.help_pages import EXAMPLES, PANELS
from tests.effort import daily
from tests.processes import hear_signals
from tests.program import ended

ROOT = Path(__file__).parent.parent.parent
TRIALS = ROOT / "examples" / "trials"
Done = subprocess.CompletedProcess[str]


def kgbuild(*arguments: str | Path, cwd: Path | None = None, stdin: bytes | None = None, **environment: str) -> Done:
    done = ended(*arguments, cwd=cwd or ROOT, stdin=stdin or b"", environment={"COLUMNS": "200", **environment})
    out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    copy = tmp_path / "page.txt"
    copy.write_bytes((TRIALS / "lisinopril-in-heart-failure.txt").read_bytes())
    return copy


def test_the_default_files(tmp_path: Path) -> None:
    done = kgbuild("ingest", TRIALS, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "kg-out").iterdir()) == [
        "graph.jsonld",
        "graph.ttl",
        "ledger.jsonl",
        "manifest.json",
        "ontology.ttl",
        "validation.ttl",
        "void.ttl",
    ]
    assert re.match(r"read      4 studies, [0-9,]+ triples from 4 records in ", done.stdout)
    assert "left out" not in done.stdout


def test_with_an_output_only_that_is_written(tmp_path: Path, page: Path) -> None:
    done = kgbuild("ingest", page, "-o", tmp_path / "x.nq.gz", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "page.txt",
        "x.nq.gz",
        "x.nq.gz.manifest.json",
        "x.nq.gz.void.ttl",
    ]


def test_json_lines_stand_beside_their_context(tmp_path: Path, page: Path) -> None:
    kgbuild("ingest", page, "-o", tmp_path / "x.jsonl")
    assert (tmp_path / "context.jsonld").is_file()
    first = json.loads((tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["@context"] == ["context.jsonld", {"@base": "https://w3id.org/kgbuild/id/"}]


def test_the_product_goes_to_standard_output_and_the_conversation_does_not(page: Path) -> None:
    done = kgbuild("ingest", page, "-o", "-", "--format", "nt")
    assert all(line.endswith(" .") for line in done.stdout.splitlines())
    assert "1 study" in done.stderr


def test_standard_input(page: Path) -> None:
    done = kgbuild("ingest", "-", "-o", "-", "--format", "nt", stdin=page.read_bytes())
    assert done.returncode == 0
    assert '<https://w3id.org/kgbuild/ontology#sourceName> "-"' in done.stdout


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        kgbuild("ingest", TRIALS, "--out-dir", tmp_path / seed, "--as-of", "2026-01-01", PYTHONHASHSEED=seed)
        kgbuild("ingest", TRIALS, "-o", tmp_path / seed / "x.trig.gz", "--as-of", "2026-01-01", PYTHONHASHSEED=seed)
    for path in (tmp_path / "1").iterdir():
        if path.name.endswith("manifest.json"):
            continue  # it tells when its files were written
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_source_date_epoch_is_the_time_of_the_run(page: Path, tmp_path: Path) -> None:
    kgbuild("ingest", page, "-o", tmp_path / "x.nt", SOURCE_DATE_EPOCH="86400")
    assert '"1970-01-02T00:00:00Z"' in (tmp_path / "x.nt.void.ttl").read_text(encoding="utf-8")
    assert "1970-01-02" not in (tmp_path / "x.nt").read_text(encoding="utf-8")


def test_a_hash_base(page: Path) -> None:
    done = kgbuild("ingest", page, "-o", "-", "--format", "nt", "--base", "https://example.org/g#")
    assert "<https://example.org/g#study/NCT09990001>" in done.stdout
    assert "w3id.org/kgbuild/id" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "x.pdf"), "unknown RDF format"),
        (("--format", "pdf"), "unknown RDF format"),
        (("--base", "nonsense"), "--base"),
        (("--as-of", "yesterday"), "--as-of"),
        (("--fail-on", "never"), "--fail-on"),
        (("--report", "x.pdf"), "unknown report format"),
        (("-o", "-"), "needs --format"),
        (("--nonsense",), "No such option"),
    ],
)
def test_bad_options_are_said_before_any_work(
    page: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = kgbuild("ingest", page, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_a_missing_path_is_said_and_all_else_written(page: Path, tmp_path: Path) -> None:
    done = kgbuild("ingest", "missing.txt", page, "-o", tmp_path / "x.nt")
    assert done.returncode == 2
    assert "missing.txt" in done.stderr
    assert (tmp_path / "x.nt").stat().st_size > 1000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_an_unreadable_folder(tmp_path: Path, page: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o000)
    done = kgbuild("ingest", folder, page, "-o", tmp_path / "x.nt")
    assert done.returncode == 2
    assert "locked" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02" * 100, "binary"),
        ("other.txt", b"A recipe for bread\n\nFlour, water, salt.\n", "no reader"),
    ],
)
def test_files_that_no_reader_takes(tmp_path: Path, page: Path, name: str, content: bytes, words: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / name).write_bytes(content)
    named = kgbuild("ingest", folder / name, page, "-o", tmp_path / "x.nt")
    assert named.returncode == 1
    assert words in named.stdout
    found = kgbuild("ingest", folder, page, "-v", "--out-dir", tmp_path / "out")
    assert found.returncode == 1
    assert "[CT-R124] 1 x a path that yields no record" in found.stdout
    entries = [json.loads(line) for line in (tmp_path / "out" / "ledger.jsonl").read_text().splitlines()]
    assert [(entry["fate"], entry.get("reason")) for entry in entries] == [("rejected", "no reader"), ("written", None)]


def test_a_page_given_twice_is_written_once(tmp_path: Path, page: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes(page.read_bytes())
    done = kgbuild("ingest", page, twin, page, "--out-dir", tmp_path / "out")
    assert done.returncode == 0
    assert re.match(r"read      1 study, [0-9,]+ triples from 3 records in ", done.stdout)
    assert "\nleft out  2 duplicates: " in done.stdout
    entries = [json.loads(line) for line in (tmp_path / "out" / "ledger.jsonl").read_text().splitlines()]
    assert [entry.get("of") for entry in entries if entry["fate"] == "duplicate"] == ["page.txt", "page.txt"]


def test_strict_stops_and_writes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    lines = (TRIALS / "lisinopril-in-heart-failure.txt").read_text(encoding="utf-8").splitlines()
    broken.write_text("\n".join(line for line in lines if "NCT09990001" not in line), encoding="utf-8")
    done = kgbuild("ingest", broken, "--strict", "-o", tmp_path / "x.nt")
    assert done.returncode == 1
    assert not (tmp_path / "x.nt").exists()
    lenient = kgbuild("ingest", broken, "-o", tmp_path / "x.nt")
    assert lenient.returncode == 1
    assert not (tmp_path / "x.nt").exists()
    assert "no study was found, so no graph is written; there was none before" in lenient.stderr


def test_json_output_is_json_line_by_line(page: Path, tmp_path: Path) -> None:
    done = kgbuild("ingest", page, "-o", tmp_path / "x.nt", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[-1]["event"] == "summary"
    assert events[-1]["ledger"] == {"written": 1, "rejected": 0, "duplicate": 0}


def test_quiet_says_nothing(page: Path, tmp_path: Path) -> None:
    done = kgbuild("ingest", page, "-o", tmp_path / "x.nt", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_closed_pipe_ends_quietly(page: Path) -> None:
    command = f"{sys.executable} -m kg ingest {page} -o - --format nt -q | head -1"
    done = subprocess.run(  # noqa: S602 - the shell makes the pipe
        f"set -o pipefail; {command}", shell=True, executable="/bin/bash", capture_output=True, check=False, cwd=ROOT
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def opened_by(process: "subprocess.Popen[bytes]", fifo: Path) -> int:
    """The end of a pipe to write to, once a process has opened the other."""
    while process.poll() is None:
        with suppress(OSError):  # there is no reader yet
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.02)
    raise AssertionError(process.communicate())


def test_interrupt_leaves_no_torn_file(tmp_path: Path) -> None:
    fifo = tmp_path / "in.txt"
    os.mkfifo(fifo)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "kg", "ingest", str(fifo), "--out-dir", str(tmp_path / "out")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=hear_signals,
    )
    end = opened_by(process, fifo)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=300)
    os.close(end)
    assert process.returncode == 130
    assert err.strip() == b"interrupted"
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_dry_run_says_who_reads_what(page: Path, tmp_path: Path) -> None:
    done = kgbuild("ingest", page, "--dry-run", cwd=tmp_path)
    assert done.stdout.splitlines() == ["ctgov-fulltext   page.txt", "1 record: ctgov-fulltext 1"]
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_explain_lines_shows_each_line(page: Path) -> None:
    done = kgbuild("ingest", page, "--explain-lines")
    assert "study ct:overallStatus COMPLETED" in done.stdout
    assert "(boilerplate)" in done.stdout


def test_help_loads_no_rdf_library() -> None:
    code = "import sys; sys.argv = ['kgbuild', '--help']\nimport kg.cli.app as a\n"
    code += "try:\n a.main()\nexcept SystemExit: pass\n"
    code += "print([m for m in ('rdflib', 'pyshacl', 'pyoxigraph', 'requests', 'rapidfuzz') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


COMMANDS = [[each.name or ""] for each in app.registered_commands]
OF_VOCAB = [["vocab", each.name or ""] for each in vocab.app.registered_commands]


@pytest.mark.parametrize("command", daily([*COMMANDS, *OF_VOCAB], COMMANDS[::5]), ids=" ".join)
def test_every_command_has_help_with_an_example_and_the_exit_codes(command: list[str]) -> None:
    done = kgbuild(*command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert f"Example:  {EXAMPLES[' '.join(command)][:60]}" in done.stdout
    assert "Exit codes: 0 fine, 1 findings" in done.stdout
    assert not re.search(r"<(?:bool|str|int|float|list)|\[x>", done.stdout)


@pytest.mark.parametrize("command", ["ingest", "load", "query", "validate"])
def test_every_option_of_a_long_command_stands_in_a_panel(command: str) -> None:
    titles = re.findall(r"╭─ (\w+) ", kgbuild(command, "--help").stdout)
    assert titles[0] == "Arguments"
    assert titles[1:] == [each for each in PANELS if each in titles]
    assert titles[-1] == "Messages"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_run_is_told_on_one_screen(width: int, tmp_path: Path) -> None:
    done = kgbuild("ingest", TRIALS, cwd=tmp_path, COLUMNS=str(width))
    lines = done.stdout.splitlines()
    assert len(lines) <= 15
    assert all(len(line) <= width for line in lines)
    assert lines[-2].startswith("next      kgbuild show kg-out NCT")
    assert not any(line.endswith(("-", ",-")) for line in lines)


def test_with_verbose_each_rule_is_explained(tmp_path: Path) -> None:
    done = kgbuild("ingest", ROOT / "tests" / "golden" / "iron-before-heart-surgery.txt", "-v", cwd=tmp_path)
    assert len(done.stdout.splitlines()) > 15
    assert "[CT-" in done.stdout


def test_version() -> None:
    assert kgbuild("--version").stdout.startswith("kgbuild 0.")


def test_what_is_left_out_is_named_beside_one_file(page: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes(page.read_bytes())
    done = kgbuild("ingest", page, twin, "-o", "x.nq", cwd=tmp_path)
    assert "\nleft out  1 duplicate: x.nq.ledger.jsonl says which, and why\n" in done.stdout
    fates = [json.loads(line)["fate"] for line in (tmp_path / "x.nq.ledger.jsonl").read_text().splitlines()]
    assert sorted(fates) == ["duplicate", "written"]


def test_a_run_that_changes_nothing_is_explained_when_asked_and_says_why_it_fails(tmp_path: Path) -> None:
    kgbuild("ingest", TRIALS, cwd=tmp_path)
    again = kgbuild("ingest", TRIALS, "--fail-on", "info", cwd=tmp_path)
    assert again.returncode == 1
    assert "that run has problems or findings of severity info or above (-v explains them)" in again.stdout
    assert "[CT-" in kgbuild("ingest", TRIALS, "-v", cwd=tmp_path).stdout


def test_shapes_without_a_shape_check_nothing_and_are_refused(page: Path, tmp_path: Path) -> None:
    (tmp_path / "none.ttl").write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n")
    kgbuild("ingest", page, cwd=tmp_path)
    done = kgbuild("validate", "kg-out", "--shapes", "none.ttl", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no SHACL shape in none.ttl" in done.stderr
