"""A graph gives the same rows as the records that it was made of, in every format and in any order."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings

import kg
from kg.joining import StudyRow, row_of
from kg.pipeline.graph.graph_rows import RowFile
from kg.pipeline.graph.joinable import joinable
from kg.record import Origin, Study
from kg.sources.reading import Reading
from tests.effort import examples
from tests.joining.test_questions import AS_OF, STUDIES, readings
from tests.strategies import studies


def rows(path: Path) -> list[StudyRow]:
    with RowFile() as found:
        joinable(str(path), found)
        return sorted((row for batch in found.batches() for row in batch), key=lambda row: (row.publisher, row.id))


def expected(*held: Study) -> list[StudyRow]:
    return sorted(map(row_of, held), key=lambda row: (row.publisher, row.id))


@pytest.mark.parametrize("form", ["nq", "nq.gz", "trig", "ttl", "nt", "jsonld", "jsonl"])
def test_every_format_gives_the_rows_of_the_records(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{form}"
    kg.write(readings(), path, as_of=AS_OF)
    assert rows(path) == expected(*STUDIES)


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(study=studies)
def test_any_record_gives_the_row_that_its_graph_gives(study: Study, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "graph.nq"
    origin = Origin(name="a.json", sha256="ab" * 32, format="made-up")
    kg.write([Reading(origin=origin, study=study)], path, as_of=AS_OF)
    assert rows(path) == expected(study)


def test_a_file_in_which_the_records_are_mixed_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    kg.write(readings(), path, as_of=AS_OF)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(3).shuffle(lines)  # noqa: S311
    path.write_text("".join(lines), encoding="utf-8")
    assert rows(path) == expected(*STUDIES)


@pytest.mark.parametrize("form", ["nq", "ttl"])
def test_of_two_records_of_one_id_one_describes_the_study(form: str, tmp_path: Path, seeds: Path) -> None:
    path = tmp_path / f"graph.{form}"
    page = next(iter(kg.read(next(seeds.glob("000*.txt")))))
    assert page.study
    leading = Study(id=page.study.id, publisher="ctgov", title="The registry's title", status="COMPLETED")
    origin = Origin(name="a.json", sha256="ab" * 32, format="made-up")
    kg.write([page, Reading(origin=origin, study=leading)], path, as_of=AS_OF)
    assert rows(path) == [row_of(leading), row_of(page.study, leading=False)]


def test_many_rows_are_put_aside_and_read_as_often_as_one_likes() -> None:
    many = [StudyRow("ctgov", f"NCT{number:08}", leading=True) for number in range(1_201)]
    with RowFile() as found:
        for row in many:
            found.add(row)
        for _ in range(2):
            assert [row for batch in found.batches() for row in batch] == many
        found.clear()
        assert list(found.batches()) == []
