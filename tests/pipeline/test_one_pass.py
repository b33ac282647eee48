"""Each input is read once: keys are noted while records are built, and only batches with rivals are built again."""

import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.iris import BASE
from kg.pipeline.input.files import InputFile, input_files
from kg.pipeline.input.readings import FoundRecord
from kg.pipeline.run import batch, plan
from kg.pipeline.run import run as runs
from kg.pipeline.run.batch import Decided
from kg.pipeline.run.destinations import Outputs
from kg.pipeline.run.ingest import Output, Request, Result, ingest
from kg.pipeline.run.ledger import RecordFate
from kg.pipeline.run.plan import has_several_sources, input_chunks
from kg.pipeline.run.recipe import Recipe
from kg.pipeline.run.tasks import Task
from kg.pipeline.run.workdir import workspace
from kg.rdf import Format

from .making import study

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three records, and everything of more than 2,000 bytes is large."""
    monkeypatch.setattr(plan, "BATCH", 3)
    monkeypatch.setattr(plan, "_SMALL", 2_000)


def dated(number: int, date: str) -> dict[str, Any]:
    """A version of a study."""
    made = study(number)
    made["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = date
    return made


def archive(path: Path, studies: Iterable[dict[str, Any]]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for number, each in enumerate(studies):
            packed.writestr(f"{number:03}.json", json.dumps(each))
    return path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, bool]]:
    """Number of each batch as it is built, and whether something was decided of it."""
    seen: list[tuple[int, bool]] = []

    def noted(recipe: Recipe, task: Task[Decided]) -> None:
        seen.append((int(task.place.name), bool(task.facts.decisions)))
        batch.build(recipe, task)

    monkeypatch.setattr(runs, "build", noted)
    return seen


@pytest.fixture
def read_before(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stages that read input before it is built."""
    seen: list[str] = []

    def noted(stage: str, call: Callable[..., None]) -> Callable[..., None]:
        def work(task: Task[Any]) -> None:
            seen.append(stage)
            call(task)

        return work

    for stage in ("survey", "split"):
        monkeypatch.setattr(runs, stage, noted(stage, getattr(runs, stage)))
    return seen


def run(*paths: Path, out: Path, **more: Any) -> Result:
    request = Request(
        paths=[str(path) for path in paths],
        outputs=lambda _: [Output(str(out), Format.NQUADS)],
        recipe=Recipe(BASE, checked=True),
        as_of=AS_OF,
        versions=("kgbuild test",),
        **more,
    )
    return ingest(request)


def test_an_archive_without_rivals_is_built_as_it_is_read(
    tmp_path: Path, built: list[tuple[int, bool]], read_before: list[str]
) -> None:
    source = archive(tmp_path / "in.zip", map(study, range(9)))
    assert run(source, out=tmp_path / "out.nq").totals.records == 9
    assert built == [(0, False), (1, False), (2, False)]
    assert read_before == []


def test_only_batches_with_a_rival_are_built_again(
    tmp_path: Path, built: list[tuple[int, bool]], read_before: list[str]
) -> None:
    others = [study(number) for number in range(20, 24)]
    source = archive(
        tmp_path / "in.zip",
        [*map(study, range(4)), dated(7, "2024-01-01"), study(6), *others, dated(7, "2025-05-05"), study(9)],
    )
    result = run(source, out=tmp_path / "out.nq")
    assert built == [(0, False), (1, False), (2, False), (3, False), (1, True), (3, True)]
    assert read_before == []
    assert result.ledger.counts() == {RecordFate.WRITTEN: 11, RecordFate.REJECTED: 0, RecordFate.DUPLICATE: 1}
    (entry,) = (each for each in result.ledger.entries if each.fate is RecordFate.DUPLICATE)
    assert (entry.position, entry.of) == ("004.json", "in.zip/010.json")


def test_a_survey_gives_the_bytes_of_one_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_before: list[str]
) -> None:
    source = archive(tmp_path / "in.zip", [*map(study, range(8)), dated(2, "2025-05-05"), study(3), {"no": "study"}])
    run(source, out=tmp_path / "once.nq")
    assert read_before == []
    monkeypatch.setattr(runs, "has_several_sources", lambda _: True)
    run(source, out=tmp_path / "surveyed.nq")
    assert set(read_before) == {"survey"}
    assert (tmp_path / "once.nq").read_bytes() == (tmp_path / "surveyed.nq").read_bytes()


def test_a_long_stream_is_cut_without_a_look_at_its_keys(
    tmp_path: Path, read_before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(study(number)) + "\n" for number in range(9)))

    def looked(_: FoundRecord) -> None:
        raise AssertionError("a key was looked for")

    monkeypatch.setattr(FoundRecord, "keys", looked)
    assert run(source, out=tmp_path / "out.nq").totals.records == 9
    assert read_before == ["split"]


def sources(tmp_path: Path, *paths: Path) -> bool:
    files = [each for each in input_files([str(path) for path in paths]) if isinstance(each, InputFile)]
    with workspace(None, key="k", as_of=AS_OF, resume=False) as work:
        return has_several_sources(input_chunks(files, work))


def test_what_is_a_source(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        for number in range(9):
            (folder / f"{number}.json").write_text('{"small": 1}')
    assert not sources(tmp_path, one)
    assert sources(tmp_path, one, other)
    large = archive(tmp_path / "large.zip", map(study, range(9)))
    assert not sources(tmp_path, large)
    assert sources(tmp_path, large, one)
    (one / "large.zip").write_bytes(large.read_bytes())
    assert sources(tmp_path, one)


def test_the_default_files_are_chosen_by_the_records_that_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_before: list[str]
) -> None:
    source = archive(tmp_path / "in.zip", [study(0), study(1), study(0), study(2), {"no": "record"}])
    outputs = Outputs(None, None, str(tmp_path / "out"), note=lambda _: None)
    counts: list[int] = []

    def chosen(count: int) -> list[Output]:
        counts.append(count)
        return [Output(str(tmp_path / "out.nq"), Format.NQUADS)]

    def counted(up_to: int) -> int:
        request = Request(
            [str(source)], chosen, Recipe(BASE), as_of=AS_OF, versions=("kgbuild test",), count_up_to=up_to
        )
        ingest(request)
        return counts[-1]

    assert counted(outputs.count_up_to) == 4
    assert read_before == ["split", "split"]
    assert counted(4) == 5  # the directory has more members than need be counted
    assert len(read_before) == 2
