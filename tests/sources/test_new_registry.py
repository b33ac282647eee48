"""The worked example of `docs/new-reader.md`: a registry that we made up is read by two new files and nothing else."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg import sources
from kg.iris import BASE
from kg.pipeline.input import record_splitter as split
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, found
from kg.pipeline.run.ingest import Output, Request, Result, ingest
from kg.pipeline.run.recipe import Recipe
from kg.rdf import Format
from kg.record import Registration, Study, StudyDate, Uncoded
from kg.sources import READERS
from kg.sources.reading import Reader
from kg.sources.splits import marks_of
from tests.conftest import ROOT

from .example_registry.reader import EXAMPLE

CT = "https://w3id.org/kgbuild/ontology#"
HERE = Path(__file__).parent


def trial(serial: int, **more: object) -> dict[str, object]:
    return {"exampleTrial": {"number": f"EX-{serial:04}", "title": "Oranges for scurvy", "state": "Open", **more}}


FIRST = trial(1, diseases=["Scurvy", "Hunger"], begun="1747-05", internal={"rows": [{"id": 7}]})


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Reader, ...]]:
    """All readers with the new one among them: what one more line in `kg/sources/__init__.py` does.

    A reader that has its line there needs no such fixture: its records would be taken by two readers, so by none.
    """
    readers = (*READERS, EXAMPLE)
    monkeypatch.setattr(sources, "READERS", readers)
    monkeypatch.setattr(split, "MARKS", marks_of(reader.split for reader in readers))
    split._marks.cache_clear()
    yield readers
    split._marks.cache_clear()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A list of three trials, one of them without a number, behind something that is none."""
    nameless = trial(3, number="")
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"exported": "2026-01-01", "trials": [FIRST, nameless, trial(2, state="Paused")]}))
    return path


def run(path: Path, target: Path) -> Result:
    request = Request(
        paths=[str(path)],
        outputs=lambda _: [Output(str(target), Format.NQUADS)],
        recipe=Recipe(base=BASE),
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
        versions=("kgbuild test",),
        jobs=1,
    )
    return ingest(request)


def test_its_record_is_read() -> None:
    reading = EXAMPLE.read(json.dumps(FIRST).encode(), name="a.json")
    begun = StudyDate(date=reading.study.start.date) if reading.study and reading.study.start else None
    assert reading.study == Study(
        id="EX-0001",
        publisher="example",
        title="Oranges for scurvy",
        status="RECRUITING",
        conditions=("Scurvy", "Hunger"),
        start=begun,
        registration=Registration(not_supported=EXAMPLE.not_supported or ()),
    )
    assert {"phase", "masking", "leadSponsor"} <= set(reading.study.registration.not_supported)
    assert {"title", "overallStatus", "condition", "startDate"}.isdisjoint(reading.study.registration.not_supported)
    assert str(begun and begun.date) == "1747-05"
    assert reading.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_its_record_is_known_in_every_encoding(encoding: str) -> None:
    content = json.dumps(FIRST).encode(encoding)
    assert EXAMPLE.accepts(content)
    assert EXAMPLE.read(content, name="a.json").study == EXAMPLE.read(json.dumps(FIRST).encode(), name="a.json").study


def test_a_spelling_that_it_does_not_know_is_kept_and_noted() -> None:
    reading = EXAMPLE.read(json.dumps(trial(2, state="Paused")).encode(), name="a.json")
    assert reading.study
    assert reading.study.status == Uncoded("Paused")
    assert [(each.rule, each.path) for each in reading.problems] == [("CT-R010", "exampleTrial.state")]


def test_each_of_its_fields_is_accounted_for() -> None:
    assert list(EXAMPLE.account.unaccounted(json.dumps(FIRST).encode())) == []
    colour = json.dumps(trial(1, colour="orange")).encode()
    assert list(EXAMPLE.account.unaccounted(colour)) == ["exampleTrial.colour"]
    assert [each.rule for each in EXAMPLE.read(colour, name="a.json").problems] == ["CT-R101"]


def test_its_list_is_split_and_no_other_reader_takes_its_records(
    registered: tuple[Reader, ...], exported: Path
) -> None:
    pieces = [each for each in found(input_files([str(exported)])) if isinstance(each, FoundRecord)]
    assert [(each.reader.name, each.piece.position) for each in pieces] == [
        ("example-json", "#1"),
        ("example-json", "#2"),
        ("example-json", "#3"),
    ]
    for each in pieces:
        assert [reader.name for reader in registered if reader.accepts(each.piece.content)] == ["example-json"]


@pytest.mark.usefixtures("registered")
def test_its_file_is_ingested(exported: Path, tmp_path: Path) -> None:
    result = run(exported, tmp_path / "graph.nq")
    assert result.ledger.counts() == {"written": 2, "rejected": 1, "duplicate": 0}
    lines = (tmp_path / "graph.nq").read_text().splitlines()
    conditions = [line.split('"')[1] for line in lines if f'<{CT}conditionName> "' in line]
    assert sorted(conditions) == ["Hunger", "Scurvy"]
    assert [each.rule for each in result.problems] == ["CT-R002", "CT-R010"]


def test_the_page_shows_the_two_files_as_they_are() -> None:
    page = (ROOT / "docs" / "new-reader.md").read_text()
    for name in ("fields.py", "reader.py"):
        assert f"```python\n{(HERE / 'example_registry' / name).read_text()}```" in page, name
