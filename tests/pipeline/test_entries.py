"""Every entry of a folder is read, or has its line in the ledger and is said."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import Problem, Severity, UsageError, shown
from kg.pipeline.input.files import InputFile, PassedOver, Unreadable, entries, input_files
from kg.pipeline.run.ingest import Result
from kg.pipeline.run.ledger import RecordFate

from .making import study

LATIN = os.fsdecode(b"\xe9tude.json")


def record(path: Path, number: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(study(number)), encoding="utf-8")
    return path


def names(*paths: Path | str) -> list[str]:
    return [each.name for each in input_files([str(path) for path in paths]) if isinstance(each, InputFile)]


def passed(*paths: Path | str) -> list[tuple[str, str, str]]:
    found = entries([str(path) for path in paths])
    return [(each.name, each.problem.rule, each.problem.message) for each in found if isinstance(each, PassedOver)]


def not_read(result: Result) -> list[tuple[str, str | None]]:
    return [(each.source, each.reason) for each in result.ledger.entries if each.fate is RecordFate.NOT_READ]


def said(result: Result) -> list[Problem]:
    return [each for each in result.problems if each.rule.startswith("CT-R12") or each.rule == "CT-R001"]


def test_what_is_no_file_is_said_and_has_a_line(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    os.mkfifo(folder / "pipe.json")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / "s"))
    server.close()
    (folder / "gone.json").symlink_to("moved.json")
    (folder / "round.json").symlink_to("round.json")
    result = run(folder)
    assert not_read(result) == [
        ("gone.json", "a link to what is not there: moved.json"),
        ("pipe.json", "it is a FIFO; name it on the command line to read it"),
        ("round.json", "a link that leads in a circle"),
        ("s", "it is a socket"),
    ]
    assert [(each.file, each.severity.name) for each in said(result)] == [
        ("gone.json", "VIOLATION"),
        ("pipe.json", "WARNING"),
        ("round.json", "VIOLATION"),
        ("s", "WARNING"),
    ]
    assert result.ledger.read == result.ledger.counts()[RecordFate.WRITTEN] == 1


def test_hidden_names_have_a_line_each_and_are_said_together(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    record(folder / ".x.json", 2)
    record(folder / "sub" / ".y.json", 3)
    record(folder / ".git" / "z.json", 4)
    result = run(folder)
    assert [source for source, _ in not_read(result)] == [".git", ".x.json", "sub/.y.json"]
    (problem,) = said(result)
    assert (problem.rule, problem.severity, problem.file) == ("CT-R120", Severity.INFO, str(folder))
    assert problem.message == "3 items, the first of them .git: its name is hidden"


def test_what_a_run_keeps_beside_its_output_is_no_input(tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    record(folder / ".graph.ttl.work" / "x.json")
    record(folder / ".graph.ttl.lock")
    assert passed(folder) == []
    assert names(folder) == ["a.json"]


def test_a_link_to_a_folder_is_followed_behind_all_else(tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "z.json").parent
    record(folder / "sub" / "b.json")
    record(tmp_path / "far" / "c.json")
    (folder / "a").symlink_to("../far")
    assert names(folder) == ["z.json", "sub/b.json", "a/c.json"]


def test_links_that_lead_in_a_circle_end_and_a_folder_is_read_once(tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    record(folder / "sub" / "b.json")
    (folder / "again").symlink_to("sub")
    (folder / "sub" / "up").symlink_to("..")
    assert names(folder) == ["a.json", "sub/b.json"]
    assert passed(folder) == [
        ("again", "CT-R121", f"the folder is read once, as {folder}/sub"),
        ("sub/up", "CT-R121", f"the folder is read once, as {folder}"),
    ]


def test_a_folder_that_is_named_is_read_by_its_own_name(tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    other = record(tmp_path / "other" / "b.json").parent
    (folder / "link").symlink_to(other)
    assert names(folder, other) == ["a.json", "b.json"]
    assert names(folder, f"{folder}/") == ["a.json", "link/b.json"]


def test_a_folder_named_twice_is_no_folder_without_records(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    result = run(folder, f"{folder}/")
    assert [(each.rule, each.severity) for each in said(result)] == [("CT-R121", Severity.INFO)]


@pytest.mark.parametrize("name", ["a:b.json", "c:.json", "http:x.json"])
def test_a_name_with_a_colon_is_a_name(run: Callable[..., Result], tmp_path: Path, name: str) -> None:
    for argument in (record(tmp_path / "in" / name), tmp_path / "in"):
        result = run(argument, checked=True)
        assert [each.source for each in result.ledger.entries] == [name]
        assert not [each for each in result.validated.report.findings if each.rule == "CT-RR007"]


def test_a_name_that_is_not_utf8_is_read_and_shown_escaped(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    record(folder / LATIN, 2)
    for arguments in ((folder,), (folder / "a.json", folder / LATIN)):
        result = run(*arguments, checked=True)
        assert [each.source for each in result.ledger.entries] == ["a.json", "\\xe9tude.json"]
        graph = (tmp_path / "out.nq").read_text(encoding="utf-8")
        assert '<https://w3id.org/kgbuild/ontology#sourceName> "\\\\xe9tude.json"' in graph
        assert not [each for each in result.validated.report.findings if each.rule == "CT-RR007"]


def test_a_text_without_half_characters_is_shown_as_it_is() -> None:
    assert shown("étude\\x.json") == "étude\\x.json"
    assert shown(LATIN) == "\\xe9tude.json"
    assert shown("\ud800") == "\\ud800"


def test_a_name_that_is_not_utf8_is_escaped_where_it_cannot_be_read(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = record(tmp_path / "in" / "a.json").parent
    (folder / LATIN).symlink_to("no-" + LATIN)
    result = run(folder, f"{folder}/no-{LATIN}")
    assert not_read(result) == [
        ("\\xe9tude.json", "a link to what is not there: no-\\xe9tude.json"),
        (f"{folder}/no-\\xe9tude.json", "no such file or folder"),
    ]


def test_a_fifo_that_is_named_is_read_whole(run: Callable[..., Result], tmp_path: Path) -> None:
    import threading

    source = record(tmp_path / "a.json")
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_bytes(source.read_bytes())).start()
    result = run(pipe, pipe)
    assert [(each.source, each.fate) for each in result.ledger.entries] == [
        ("pipe.json", RecordFate.WRITTEN),
        ("pipe.json", RecordFate.DUPLICATE),
    ]


def test_a_path_below_dev_is_named_as_below_it(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, b"x")
    os.close(write)
    (found,) = input_files([f"/dev/fd/{read}"])
    os.close(read)
    assert isinstance(found, InputFile)
    assert found.name == f"fd/{read}"
    with found.opened() as stream:
        assert stream.read() == b"x"


@pytest.mark.parametrize("kind", ["missing", "gone", "round", "through"])
def test_a_path_that_cannot_be_read_says_why(tmp_path: Path, kind: str) -> None:
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "round").symlink_to("round")
    record(tmp_path / "a.json")
    path, reason = {
        "missing": ("x", "no such file or folder"),
        "gone": ("gone", "a link to what is not there: nowhere"),
        "round": ("round", "a link that leads in a circle"),
        "through": ("a.json/x", "no such file or folder"),
    }[kind]
    assert list(input_files([str(tmp_path / path)])) == [Unreadable(str(tmp_path / path), reason)]


@pytest.mark.parametrize("content", [None, b"no study", b""])
def test_a_path_that_yields_no_record_is_a_violation(
    run: Callable[..., Result], tmp_path: Path, content: bytes | None
) -> None:
    good = record(tmp_path / "a.json")
    folder = tmp_path / "in"
    folder.mkdir()
    if content is not None:
        (folder / "x.txt").write_bytes(content)
    result = run(good, folder)
    (problem,) = [each for each in result.problems if each.severity is Severity.VIOLATION]
    assert (problem.rule, problem.file) == ("CT-R124", str(folder))


def test_a_rejected_record_is_a_record(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x.json").write_text('{"protocolSection": {"identificationModule": {"nctId": 7', encoding="utf-8")
    result = run(record(tmp_path / "a.json"), folder)
    assert [each.rule for each in result.problems if each.severity is Severity.VIOLATION] == ["CT-R105"]


def test_many_foreign_items_of_one_file_are_one_finding(run: Callable[..., Result], tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.json"
    foreign.write_text(json.dumps([{"row": number, "text": "x" * 50} for number in range(25_000)]), encoding="utf-8")
    result = run(record(tmp_path / "a.json"), foreign)
    (problem,) = result.problems
    assert (problem.rule, problem.severity, problem.file) == ("CT-R032", Severity.VIOLATION, "foreign.json")
    assert problem.message.startswith("a JSON list of objects with the keys `row`, `text`")
    assert result.ledger.read == 2


def test_an_output_that_is_an_input_is_refused(run: Callable[..., Result], tmp_path: Path) -> None:
    source = record(tmp_path / "in" / "a.json")
    (tmp_path / "link.json").symlink_to(source)
    before = source.read_bytes()
    for arguments, place in (((source,), source), ((source.parent,), tmp_path / "link.json")):
        with pytest.raises(UsageError, match="is read, and would be replaced"):
            run(*arguments, places=[str(place)])
    with pytest.raises(UsageError, match="would be written twice"):
        run(source, places=[str(tmp_path / "x.ttl"), f"{tmp_path}/./x.ttl"])
    assert source.read_bytes() == before
    (source.parent / "graph.ttl").write_text("# of the run before", encoding="utf-8")
    run(source.parent, places=[str(source.parent / "graph.ttl")])
