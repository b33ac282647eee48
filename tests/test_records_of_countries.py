"""A publisher holds a record of each country of one study: all are kept, the first describes the study."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest

import kg
from kg.joining import StudyRow
from kg.joining.discrepancies import discrepancies
from kg.pipeline.input.block_records import block_mark, block_records
from kg.pipeline.input.pieces import Gap, Piece
from kg.pipeline.input.window import Window
from kg.pipeline.run.precedence import Decision, RecordIndex
from kg.record import Origin, Study
from kg.registries import page_of, record_order, study_of_record
from kg.sources import MARKS
from kg.store import load, reading
from tests.cli.test_manners import kgbuild
from tests.conftest import ROOT
from tests.effort import daily

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
SEVERAL = ROOT / "examples" / "registers" / "euctr-full-details.txt"
TEXT = SEVERAL.read_text(encoding="utf-8")
TRIAL = "2019-900001-11"


def form(country: str, title: str = "A") -> Study:
    return Study(id=TRIAL, record=f"{TRIAL}-{country}", publisher="euctr", title=title)


def decided(*records: tuple[Study, str, str]) -> list[Decision]:
    """What is decided of records, each with its place and its checksum."""
    with closing(RecordIndex()) as index:
        for number, (record, place, sha256) in enumerate(records):
            file, _, position = place.partition("#")
            origin = Origin(
                name=file, sha256=sha256, format="euctr-text", position=f"#{position}" if position else None
            )
            index.add(record, origin, number=number)
        size = index.settle()
        found = [index.decisions()[number] for number in range(len(records))]
    assert size == sum(each.of is None for each in found)
    return found


def test_the_record_of_each_country_is_written_and_the_first_leads() -> None:
    found = decided((form("SE"), "x#1", "a"), (form("ES"), "x#2", "b"), (form("3rd"), "x#3", "c"))
    assert found == [Decision(None, leads=False), Decision(None, leads=True), Decision(None, leads=False)]


def test_two_that_differ_in_one_file_are_two_records() -> None:
    found = decided((form("SE"), "x#2", "a"), (form("SE", "B"), "x#3", "b"), (form("SE"), "x#4", "a"))
    assert [each.ordinal for each in found] == [1, 2, 1]
    assert [each.leads for each in found] == [True, False, True]
    assert [each.of for each in found] == [None, None, "x#2"]
    assert found[1].written(form("SE", "B")).record == f"{TRIAL}-SE.2"
    assert found[0].written(form("SE")) == form("SE")


def test_copies_in_two_files_are_one_record() -> None:
    found = decided((form("SE"), "x.html", "a"), (form("SE", "B"), "y.html", "b"))
    assert [each.of is None for each in found].count(True) == 1
    assert {each.ordinal for each in found} == {1}


def test_a_registry_that_leads_goes_before_all_countries() -> None:
    other = Study(id=TRIAL, publisher="ctgov", title="A")
    found = decided((form("SE"), "x#1", "a"), (form("ES"), "x#2", "b"), (other, "y", "c"))
    assert [each.leads for each in found] == [False, False, True]


def test_countries_go_by_their_codes_before_what_is_of_none() -> None:
    records = [f"{TRIAL}-{each}" for each in ("SE", "3rd", "AT")]
    assert sorted(records, key=lambda each: record_order(TRIAL, each)) == [records[2], records[0], records[1]]


@pytest.mark.parametrize("record", [TRIAL, f"{TRIAL}-SE", f"{TRIAL}-SE.2", f"{TRIAL}-3rd"])
def test_the_id_of_a_record_tells_its_study(record: str) -> None:
    assert study_of_record(record) == TRIAL


def test_ids_of_other_registries_are_those_of_studies() -> None:
    assert study_of_record("NCT00000010") == "NCT00000010"
    assert study_of_record("2022-500001-11-00") == "2022-500001-11-00"


def test_each_record_has_its_own_page() -> None:
    address = "https://www.clinicaltrialsregister.eu/ctr-search/trial/2019-900001-11/SE/"
    assert page_of("euctr", TRIAL, f"{TRIAL}-SE") == address
    assert page_of("euctr", TRIAL, f"{TRIAL}-SE.2") == address
    assert page_of("euctr", TRIAL) != address


def row(publisher: str, record: str | None, status: str, id: str = TRIAL) -> StudyRow:
    return StudyRow(publisher=publisher, id=id, leading=False, status=status, record=record)


def test_countries_are_not_compared_with_each_other() -> None:
    rows = [
        row("euctr", f"{TRIAL}-SE", "ONGOING"),
        row("euctr", f"{TRIAL}-ES", "COMPLETED"),
        row("ctgov", None, "RECRUITING", "NCT1"),
    ]
    (found,) = discrepancies(rows)
    assert (found.one.place, found.other.place) == (("ctgov", "NCT1"), ("euctr", f"{TRIAL}-ES"))


COUNTRIES = """PREFIX ct: <https://w3id.org/kgbuild/ontology#>
SELECT ?said ?country { ?said ct:countryName ?country FILTER(?country IN ("Spain", "Portugal")) }"""
BASE = "https://w3id.org/kgbuild/id/"
APART = {(f"study/{TRIAL}", "Spain"), (f"record/euctr/{TRIAL}-PT", "Portugal")}


def said_by(store: pyoxigraph.Store) -> set[tuple[str, str]]:
    found = store.query(COUNTRIES, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return {(str(each["said"])[1:-1].removeprefix(BASE), str(each["country"])[1:-1]) for each in found}


def test_what_countries_state_stands_apart(tmp_path: Path) -> None:
    kg.ingest(SEVERAL, output=tmp_path / "x.nq", as_of=AS_OF, link=False)
    assert said_by(load([str(tmp_path / "x.nq")])) == APART


@pytest.mark.parametrize("order", daily([("PT", "ES"), ("ES", "PT"), ("PT", "ES", "PT")], {("ES", "PT")}))
def test_in_a_store_the_first_country_leads_whatever_came_last(order: tuple[str, ...], tmp_path: Path) -> None:
    blocks = TEXT.split("Summary\n")
    for number, country in enumerate(order):
        (block,) = (each for each in blocks if f"{TRIAL}/{country}/" in each)
        file = tmp_path / f"{number}.txt"
        file.write_text(f"Summary\n{block}", encoding="utf-8")
        kg.ingest(file, store=tmp_path / "store", as_of=AS_OF, link=False).close()
    with reading(str(tmp_path / "store")) as store:
        assert said_by(store) == APART


def test_a_run_of_several_countries_into_a_store_keeps_them_apart(tmp_path: Path) -> None:
    for _ in range(2):
        kg.ingest(SEVERAL, store=tmp_path / "store", as_of=AS_OF, link=False).close()
    with reading(str(tmp_path / "store")) as store:
        assert said_by(store) == APART


@pytest.mark.parametrize(("status", "differs"), [("RECRUITING", False), ("COMPLETED", True), ("ONGOING", False)])
def test_ongoing_leaves_open_whether_a_study_recruits(status: str, *, differs: bool) -> None:
    rows = [row("euctr", f"{TRIAL}-ES", "ONGOING"), row("ctgov", None, status, "NCT1")]
    assert bool(list(discrepancies(rows))) == differs


def test_a_study_of_several_countries_is_shown_by_its_number(tmp_path: Path) -> None:
    kg.ingest(SEVERAL, output=tmp_path / "x.nq", as_of=AS_OF, link=False)
    done = kgbuild("show", tmp_path / "x.nq", TRIAL)
    assert done.returncode == 0, done.stderr
    assert "Ginger against sea sickness" in done.stdout


# Streams


def pieces(content: bytes, size: int) -> list[Piece | Gap]:
    """The items of a stream that is read in chunks of a size."""
    at = 0

    def read(_: int) -> bytes:
        nonlocal at
        at += size
        return content[at - size : at]

    window = Window(read)
    window.reach(1 << 16)
    mark = block_mark(window, MARKS)
    assert mark
    return [each for each in block_records(window, mark) if isinstance(each, Piece | Gap)]


@pytest.mark.parametrize("size", [7, 100, 1 << 18])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_stream_falls_into_blocks_whatever_its_chunks(size: int, ends: str) -> None:
    content = (TEXT.replace("\n", ends) * 3).encode()
    found = pieces(content, size)
    blocks = [each for each in found if isinstance(each, Piece)]
    assert isinstance(found[0], Gap)
    assert len(blocks) == 9
    assert all(each.content.startswith(b"Summary") for each in blocks)


def test_a_text_that_says_summary_is_no_block() -> None:
    content = TEXT.replace("2. Sea sick on a swing", "Summary\nof all: none").encode()
    assert len([each for each in pieces(content, 1 << 18) if isinstance(each, Piece)]) == 3
