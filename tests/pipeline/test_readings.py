"""From files to a ledger: which record is written where several are of one study, and what becomes of the rest."""

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.dates import parse_date
from kg.errors import Severity
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, Unread, found, readings
from kg.pipeline.run.ingest import Result, StrictError
from kg.sources.fields.reader import FieldReader
from kg.sources.reading import Dates, Key, Reading


def v2(number: int, date: str, title: str = "Title") -> bytes:
    return json.dumps(
        {
            "protocolSection": {
                "identificationModule": {"nctId": f"NCT9999{number:04}", "briefTitle": title},
                "statusModule": {"lastUpdatePostDateStruct": {"date": date}},
            }
        }
    ).encode()


def v1(number: int, date: str) -> bytes:
    status = {"LastUpdatePostDateStruct": {"LastUpdatePostDate": date}}
    protocol = {"IdentificationModule": {"NCTId": f"NCT9999{number:04}"}, "StatusModule": status}
    return json.dumps({"Study": {"ProtocolSection": protocol}}).encode()


def xml(number: int, date: str) -> bytes:
    identity = f"<id_info><nct_id>NCT9999{number:04}</nct_id></id_info>"
    return f"<clinical_study>{identity}<last_update_posted>{date}</last_update_posted></clinical_study>".encode()


def entries(result: Result) -> list[tuple[str, str | None, str, str | None]]:
    return [(each.source, each.position, each.fate.value, each.of) for each in result.ledger.entries]


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(f"{name}.json", content)
    return path


def test_the_latest_record_of_a_study_is_written(run: Callable[..., Result], tmp_path: Path) -> None:
    lines = tmp_path / "all.jsonl.gz"
    lines.write_bytes(gzip.compress(b"\n".join([v2(1, "2024-05-06"), v2(2, "2024-01-01"), v2(1, "2024-05-07")])))
    packed = archive(tmp_path / "all.zip", a=v2(2, "2024-02-01"), b=v2(3, "2020"))
    result = run(lines, packed)
    assert entries(result) == [
        ("all.jsonl.gz", "#1", "duplicate", "all.jsonl.gz#3"),
        ("all.jsonl.gz", "#2", "duplicate", "all.zip/a.json"),
        ("all.jsonl.gz", "#3", "written", None),
        ("all.zip", "a.json", "written", None),
        ("all.zip", "b.json", "written", None),
    ]
    assert result.totals.studies == 3


def test_on_one_day_the_fuller_format_wins(run: Callable[..., Result], tmp_path: Path) -> None:
    for name, content in (
        ("a.json", v1(1, "May 6, 2024")),
        ("b.json", v2(1, "2024-05-06")),
        ("c.xml", xml(1, "May 6, 2024")),
        ("d.xml", xml(2, "May 7, 2024")),
        ("e.json", v2(2, "2024-05-06")),
    ):
        (tmp_path / name).write_bytes(content)
    result = run(*sorted(tmp_path.iterdir()))
    assert [(source, fate, of) for source, _, fate, of in entries(result)] == [
        ("a.json", "duplicate", "b.json"),
        ("b.json", "written", None),
        ("c.xml", "duplicate", "b.json"),
        ("d.xml", "written", None),
        ("e.json", "duplicate", "d.xml"),
    ]


def test_on_one_day_in_one_format_the_bytes_decide_and_not_the_order(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_bytes(v2(1, "2024-05-06", "One"))
    second.write_bytes(v2(1, "2024-05-06", "Two"))
    written = [
        {source for source, _, fate, _ in entries(run(*paths)) if fate == "written"}
        for paths in ((first, second), (second, first))
    ]
    assert written[0] == written[1]
    assert len(written[0]) == 1


def test_keys_are_those_of_the_readings(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_bytes(b"[%b,%b,{}]" % (v2(1, "2024"), v1(2, "May 2024")))
    (folder / "b.xml").write_bytes(xml(3, "soon"))
    (folder / "c.txt").write_bytes(b"nothing")
    (folder / "d.json").write_bytes(v2(4, "2024")[:-1])
    (folder / "e.zip").write_bytes(b"PK\x03\x04")
    files = list(input_files([str(folder)]))
    read = list(readings(files))
    keys = [each.keys() if isinstance(each, FoundRecord) else None for each in found(files)]
    assert len(keys) == len(read)
    for key, each in zip(keys, read, strict=True):
        study = each.study if isinstance(each, Reading) else None
        assert (key.key.id if key else None) == (study.id if study else None)
        if key and study and isinstance(each, Reading):
            posted = study.registration.last_update_posted
            assert key.key.updated == (posted.date if posted else None)
            assert key.sha256 == each.origin.sha256
            assert key.key.format == each.origin.format
    assert [key.key.id for key in keys if key] == ["NCT99990001", "NCT99990002", "NCT99990003"]


def test_what_gives_no_record_is_in_the_ledger_and_all_else_is_written(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    broken = tmp_path / "a.zip"
    archive(broken, good=v2(1, "2024"), odd=b"no study", cut=v2(2, "2024")[:40])
    cut = tmp_path / "b.json"
    cut.write_bytes(b"[%b,%b" % (v2(3, "2024"), v2(4, "2024")[:40]))
    torn = tmp_path / "c.zip"
    torn.write_bytes(broken.read_bytes()[:-30])
    none = tmp_path / "d.json"
    none.write_bytes(b'{"studies": []}')
    result = run(broken, cut, torn, none)
    assert [(source, position, fate) for source, position, fate, _ in entries(result)] == [
        ("a.zip", "good.json", "written"),
        ("a.zip", "odd.json", "rejected"),
        ("a.zip", "cut.json", "rejected"),
        ("b.json", "#1", "written"),
        ("b.json", "#2", "rejected"),
        ("c.zip", None, "rejected"),
        ("d.json", None, "rejected"),
    ]
    assert [(problem.rule, problem.file, problem.severity) for problem in result.problems] == [
        ("CT-R105", "a.zip/cut.json", Severity.VIOLATION),
        ("CT-R108", "b.json#2", Severity.VIOLATION),
        ("CT-R108", "c.zip", Severity.VIOLATION),
        ("CT-R032", "d.json", Severity.VIOLATION),
        ("CT-R001", "a.zip/odd.json", Severity.INFO),
    ]
    assert result.ledger.read == 7


def test_a_broken_archive_fails_a_strict_run(run: Callable[..., Result], tmp_path: Path) -> None:
    torn = tmp_path / "a.zip"
    torn.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(StrictError, match="no whole zip archive"):
        run(torn, strict=True)


def test_each_record_names_its_place(run: Callable[..., Result], tmp_path: Path) -> None:
    run(archive(tmp_path / "a.zip", b=b"[%b]" % v2(1, "2024")))
    graph = (tmp_path / "out.nq").read_text()
    assert '<https://w3id.org/kgbuild/ontology#sourceName> "a.zip"' in graph
    assert '<https://w3id.org/kgbuild/ontology#sourcePosition> "b.json#1"' in graph


def test_contacts_are_written_when_asked_for(run: Callable[..., Result], tmp_path: Path) -> None:
    study = json.loads(v2(1, "2024"))
    study["protocolSection"]["contactsLocationsModule"] = {"centralContacts": [{"name": "Ann", "email": "a@b.org"}]}
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(study).encode())
    run(path)
    assert "a@b.org" not in (tmp_path / "out.nq").read_text()
    run(path, contacts=True)
    assert "a@b.org" in (tmp_path / "out.nq").read_text()


def test_standard_input_can_be_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = archive(tmp_path / "a.zip", b=v2(1, "2024"))
    with packed.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
        files = list(input_files(["-"]))
    for _ in range(2):
        (reading,) = readings(files)
        assert isinstance(reading, Reading)
        assert (reading.origin.name, reading.origin.position) == ("-", "b.json")


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    (unread,) = readings(input_files([str(tmp_path / "a.json")]))
    assert isinstance(unread, Unread)
    assert unread.problem.message == "the file is empty"


def test_what_is_read_has_the_last_word_over_what_was_noted(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The quick look takes every record for the newest of one study; the reading knows better."""
    lie = Key(publisher="ctgov", id="NCT99990009", dates=Dates(posted=parse_date("2030-01-01")), format="ctgov-v2")
    monkeypatch.setattr(FieldReader, "key", lambda *_: lie)
    paths = [tmp_path / f"{name}.json" for name in "abc"]
    for path, content in zip(paths, (v2(1, "2024-05-06"), v2(1, "2024-05-07"), v2(2, "2024-05-06")), strict=True):
        path.write_bytes(content)
    result = run(*paths)
    assert [(source, fate, of) for source, _, fate, of in entries(result)] == [
        ("a.json", "duplicate", "b.json"),
        ("b.json", "written", None),
        ("c.json", "written", None),
    ]
    assert result.totals.studies == 2


def test_a_record_that_turns_out_unreadable_displaces_none_that_is_not(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    newest = v2(1, "2024-05-09").replace(b"}}}", b"}, tru}}")
    damaged = v2(1, "2024-05-08")[:-1] + b',"resultsSection": tru}'
    for name, content in (("a", v2(1, "2024-05-06")), ("b", damaged), ("c", newest), ("d", v2(1, "2024-05-07"))):
        (tmp_path / f"{name}.json").write_bytes(content)
    result = run(*sorted(tmp_path.iterdir()))
    fates = {source: (fate, of) for source, _, fate, of in entries(result)}
    assert fates["a.json"] == ("duplicate", "d.json")
    assert fates["d.json"] == ("written", None)
    assert {fates["b.json"][0], fates["c.json"][0]} == {"rejected"}
    assert result.totals.studies == 1
