"""However an input is cut into batches, they hold the records of the whole, each with its place, in the same order."""

import gzip
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.iris import BASE
from kg.pipeline.input import zip_ranges as zip_module
from kg.pipeline.input.files import InputFile, Unreadable, input_files
from kg.pipeline.input.readings import FoundRecord, Unread, found
from kg.pipeline.run import plan as module
from kg.pipeline.run import survey as survey_module
from kg.pipeline.run.batch import Decided
from kg.pipeline.run.ingest import Output, Request, ingest
from kg.pipeline.run.plan import input_chunks
from kg.pipeline.run.recipe import Recipe
from kg.pipeline.run.survey import survey, surveyed
from kg.pipeline.run.tasks import Task
from kg.pipeline.run.workdir import Workspace, workspace
from kg.rdf import Format

from .making import study


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three records, and everything of more than 2,000 bytes is large."""
    monkeypatch.setattr(survey_module, "BATCH", 3)
    monkeypatch.setattr(module, "BATCH", 3)
    monkeypatch.setattr(module, "_SMALL", 2_000)
    monkeypatch.setattr(module, "_FILES", 4)
    monkeypatch.setattr(zip_module, "LARGE_MEMBER", 2_000)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with workspace(tmp_path / "work", key="k", as_of=datetime(2026, 1, 1, tzinfo=UTC), resume=True) as opened:
        yield opened


def studies(first: int, count: int) -> list[bytes]:
    return [json.dumps(study(number)).encode() for number in range(first, first + count)]


def source(folder: Path) -> Path:
    """A folder with every kind of file, large and small, whole and broken."""
    folder.mkdir()
    for number, content in enumerate(studies(0, 9)):
        (folder / f"a{number}.json").write_bytes(content)
    (folder / "b.json").write_bytes(b'{"studies": [' + b",\n".join(studies(10, 11)) + b"]}")
    (folder / "c.jsonl").write_bytes(b"\n".join([*studies(30, 5), b'{"broken', b"", *studies(35, 6)]) + b"\n")
    (folder / "d.jsonl.gz").write_bytes(gzip.compress(b"\n".join(studies(50, 30))))
    (folder / "e.jsonl.gz").write_bytes(gzip.compress(b"\n".join(studies(80, 40)), 1)[:-200])
    with zipfile.ZipFile(folder / "f.zip", "w") as packed:
        for number, content in enumerate(studies(120, 7)):
            packed.writestr(f"{number}.json", content)
        packed.writestr("g/many.json", b"[" + b",".join(studies(130, 8)) + b"]")
        packed.writestr("h.json.gz", gzip.compress(b"[" + b",".join(studies(140, 4)) + b"]"))
        packed.writestr("cut.json", b"[" + b",".join(studies(150, 8))[:-30])
        packed.writestr("none.txt", b"no record " * 300)
    (folder / "i.zip.gz").write_bytes(gzip.compress((folder / "f.zip").read_bytes()))
    (folder / "j.txt").write_bytes(b"")
    return folder


def places(files: list[InputFile]) -> list[tuple[str, str | None, str]]:
    return [_place(each) for each in found(files)]


def _place(each: FoundRecord | Unread | Unreadable) -> tuple[str, str | None, str]:
    match each:
        case FoundRecord():
            return each.file.name, each.piece.position, each.piece.content.decode()
        case Unread():
            return each.file.name, each.position, str(each.problem)
        case _:
            return each.path, None, each.reason


def batches(folder: Path, work: Workspace) -> list[Task[Decided]]:
    made: list[Task[Decided]] = []
    files = [each for each in input_files([str(folder)]) if isinstance(each, InputFile)]
    for number, chunk in enumerate(input_chunks(files, work)):
        task = Task(work.place("survey", number), chunk, chunk.size, chunk.files)
        survey(task)
        made += [Task(work.place("batch", 0), Decided(), each.size, each.files) for each in surveyed(task).drafts]
    return made


def test_the_batches_hold_what_the_files_hold(tmp_path: Path, work: Workspace) -> None:
    folder = source(tmp_path / "in")
    whole = places([each for each in input_files([str(folder)]) if isinstance(each, InputFile)])
    cut = batches(folder, work)
    parts = [places(list(task.files)) for task in cut]
    assert [each for part in parts for each in part] == whole
    assert len(cut) > 20
    assert max(len(part) for part in parts) <= 65  # small packed files are read together, as they stand


@pytest.mark.slow
def test_a_run_in_small_batches_writes_the_bytes_of_a_run_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = source(tmp_path / "in")

    def graph(name: str, form: Format, jobs: int = 1) -> bytes:
        target = tmp_path / name
        request = Request(
            paths=[str(folder)],
            outputs=lambda _: [Output(str(target), form)],
            recipe=Recipe(BASE, checked=True),
            as_of=datetime(2026, 1, 1, tzinfo=UTC),
            versions=("kgbuild test",),
            jobs=jobs,
        )
        ingest(request)
        return target.read_bytes()

    few = {form: graph(f"few.{form.value.extension}", form) for form in Format}
    for name in ("BATCH", "_SMALL", "_FILES"):
        monkeypatch.setattr(module, name, 1 << 30)
    monkeypatch.setattr(survey_module, "BATCH", 1 << 30)
    for form in Format:
        assert graph(f"one.{form.value.extension}", form) == few[form], form
