"""RIS of ClinicalTrials.gov's site: made up, since no real file is at hand."""

import gzip
from pathlib import Path

import pytest

from kg.pipeline.input import record_splitter as module
from kg.pipeline.input.containers import FilePart, pieces
from kg.pipeline.input.files import input_files
from kg.pipeline.input.pieces import Flaw, Piece
from kg.pipeline.input.readings import FoundRecord, Unread, found, readings
from kg.pipeline.input.window import Window
from kg.sources import READERS
from kg.sources.ctgov import CTGOV_RIS
from kg.sources.reading import Reading

ONE = """TY  - DBASE
DB  - ClinicalTrials.gov
AN  - NCT99990131
T1  - Tablets, a Trial
AB  - A first line,
and a second.

A third.
A1  - Example University
KW  - Asthma
PY  - 2024
UR  - https://clinicaltrials.gov/study/NCT99990131
ER  - 
"""
TWO = """TY  - WEB
TI  - Other tablets
UR  - https://ClinicalTrials.gov/ct2/show/NCT99990132
ER  -
"""
ARTICLE = """TY  - JOUR
TI  - What came of it
AB  - Registered at https://clinicaltrials.gov/study/NCT99990131.
UR  - https://doi.org/10.5555/x
ER  - 
"""


def found_in(content: bytes, tmp_path: Path, name: str = "a.ris") -> list[FoundRecord | Unread]:
    path = tmp_path / name
    path.write_bytes(content)
    return [each for each in found(input_files([str(path)])) if isinstance(each, FoundRecord | Unread)]


def test_id_title_and_summary_are_read() -> None:
    reading = CTGOV_RIS.read(ONE.encode(), name="a.ris", position="#1")
    assert reading.problems == ()
    assert reading.study
    assert (reading.study.id, reading.study.title) == ("NCT99990131", "Tablets, a Trial")
    assert reading.study.brief_summary == "A first line,\nand a second.\n\nA third."
    assert {"title", "briefSummary"}.isdisjoint(reading.study.registration.not_supported)
    assert {"leadSponsor", "condition", "overallStatus"} <= set(reading.study.registration.not_supported)
    assert list(CTGOV_RIS.account.unaccounted(ONE.encode())) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_block_is_a_record(line_end: str, encoding: str, tmp_path: Path) -> None:
    content = f"\n{ONE}\n\n{TWO}".replace("\n", line_end).encode(encoding)
    records = found_in(content, tmp_path)
    assert [each.position if isinstance(each, Unread) else each.piece.position for each in records] == ["#1", "#2"]
    studies = [each.reading().study for each in records if isinstance(each, FoundRecord)]
    assert [(each.id, each.title) for each in studies if each] == [
        ("NCT99990131", "Tablets, a Trial"),
        ("NCT99990132", "Other tablets"),
    ]
    assert [reader.name for reader in READERS if reader.accepts(TWO.encode())] == ["ctgov-ris"]


def test_an_article_that_names_a_trial_is_no_record_of_it(tmp_path: Path) -> None:
    one, article = found_in(f"{ONE}{ARTICLE}".encode(), tmp_path)
    assert isinstance(one, FoundRecord)
    assert isinstance(article, Unread)
    assert article.problem.message.startswith("citations in RIS; it holds 1 NCT number")
    (alone,) = found_in(ARTICLE.replace("clinicaltrials.gov/study/", "").encode(), tmp_path)
    assert isinstance(alone, Unread)
    assert alone.position is None


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_reading_goes_on_behind_any_bookmark_and_every_byte_is_counted(
    chunk: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kg.pipeline.input.window._CHUNK", chunk)
    path = tmp_path / "a.ris"
    path.write_text(f"\ufeff{ONE}\n{TWO}{ONE}", encoding="utf-8")
    with path.open("rb") as stream:
        whole = list(pieces(stream))
        assert [each.position for each in whole] == ["#1", "#2", "#3"]
        for number, before in enumerate(whole, start=1):
            rest = list(pieces(stream, FilePart(mark=before.behind)))
            assert [each._replace(behind=None) for each in rest] == [
                each._replace(behind=None) for each in whole[number:]
            ]
    packed = tmp_path / "a.ris.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [type(each) for each in readings(input_files([str(packed)]))] == [Reading] * 3


def test_a_block_that_is_too_large_is_passed_over() -> None:
    content = f"{ONE}TY  - X\n{'x' * 300_000}\n{TWO}".encode()
    stream = [content]
    window = Window(lambda size: stream.pop() if stream else b"")
    window.largest = 200_000
    items = list(module._items(window))
    assert [type(each) for each in items] == [Piece, Flaw, Piece]
    assert sum(each.size for each in items) == len(content)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (ONE.replace("NCT99990131\nT1", "NCT99990132\nT1"), "CT-R003"),
        (TWO.replace("UR  - ", "L1  - "), "CT-R002"),
        (ONE.replace("KW  - ", "ZZ  - "), "CT-R101"),
        (ONE.replace("Tablets", "Tab\x00lets"), "CT-R103"),
    ],
)
def test_what_is_wrong_is_said(content: str, rule: str) -> None:
    assert [each.rule for each in CTGOV_RIS.read(content.encode(), name="a").problems] == [rule]
