"""A table falls into its rows, whatever its separators, quotes and line ends; every byte is in one of them or said."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline.input import record_splitter as module
from kg.pipeline.input import window as window_module
from kg.pipeline.input.containers import FilePart, pieces
from kg.pipeline.input.pieces import Flaw, Gap, Item, Piece
from kg.pipeline.input.record_splitter import records
from kg.pipeline.input.window import Window
from kg.sources.splits import BareRows, Marks
from kg.sources.table_rows import row_in
from tests.effort import examples

COLUMNS = ("Trial Id", "Title", "Note")


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A format is known whose tables have an id and a title, and of which a list names no columns."""
    bare = BareRows(("Trial Id", "Title", "Note", "More"), r"T[0-9]")
    marks = Marks((), ("clinical_study",), (frozenset({"trial id", "title"}),), bare=(bare,))
    monkeypatch.setattr(module, "MARKS", marks)
    module._marks.cache_clear()
    yield
    module._marks.cache_clear()


def items(content: bytes, *, largest: int = 64 << 20) -> list[Item]:
    """All that a stream falls into, counted anew: each item begins where the one before it ends."""
    window = Window(io.BytesIO(content).read)
    window.largest = largest
    found = list(module._items(window))
    reached = 0
    for each in found:
        assert each.start == reached
        reached += each.size
    assert reached == len(content)
    return found


def rows(content: bytes) -> list[tuple[str | None, list[str]]]:
    """The position and the cells of each record."""
    return [(each.position, cells(each.content)) for each in items(content) if isinstance(each, Piece)]


def cells(content: bytes) -> list[str]:
    found = row_in(content)
    assert found is not None
    heading, row, rest = found
    assert rest == b""
    return heading.layout.cells(row)


def flaws(content: bytes, *, largest: int = 64 << 20) -> list[tuple[str, str | None]]:
    return [(each.rule, each.position) for each in items(content, largest=largest) if isinstance(each, Flaw)]


TEXTS = st.text("ab\"'\n ,;|\té–", max_size=6)
TABLES = st.lists(st.tuples(st.from_regex(r"\A[A-Z][0-9]{1,3}\Z"), TEXTS, TEXTS), min_size=1, max_size=6)


def written(table: Sequence[Sequence[str]], delimiter: str, line_end: str, quoting: int) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows([COLUMNS, *table])  # type: ignore[arg-type]
    return out.getvalue()


@given(
    TABLES,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from([1, 3, 64, 1 << 18]),
    st.sampled_from(["", "\ufeff", "\n", "\ufeffsep=?\r\n"]),
    st.booleans(),
)
@settings(max_examples=examples(400), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_program_writes_as_a_table_comes_back_cell_by_cell(
    table: list[tuple[str, str, str]],
    delimiter: str,
    line_end: str,
    quoting: int,
    chunk: int,
    before: str,
    ended: bool,
) -> None:
    text = before.replace("?", delimiter) + written(table, delimiter, line_end, quoting)
    content = (text if ended else text.removesuffix(line_end)).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window_module, "_CHUNK", chunk)
        found = rows(content)
    assert found == [(f"#{number}", list(row)) for number, row in enumerate(table, start=2)]
    assert flaws(content) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_table_is_split_in_every_encoding_that_it_tells(encoding: str) -> None:
    content = 'Trial Id\tTitle\r\nT1\t"Über\r\nzwei Zeilen"\r\n'.encode(encoding)
    found = [each for each in records(io.BytesIO(content).read) if isinstance(each, Piece)]
    assert [(each.position, cells(each.content)) for each in found] == [("#2", ["T1", "Über\r\nzwei Zeilen"])]


def test_a_record_is_the_heading_and_its_row_without_the_line_end() -> None:
    content = b"\xef\xbb\xbfTitle,Trial Id\r\nOne,T1\r\n\r\nTwo,T2"
    first, second = (each for each in items(content) if isinstance(each, Piece))
    assert first.content == b"Title,Trial Id\r\nOne,T1"
    assert (second.content, second.position) == (b"Title,Trial Id\r\nTwo,T2", "#4")


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_reading_goes_on_behind_any_bookmark(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_module, "_CHUNK", chunk)
    content = b'Title;Trial Id\r\n"a;\r\n""b""";T1\r\n\r\nc;T2\r\nd;T3'
    whole = list(pieces(io.BytesIO(content)))
    assert [each.position for each in whole] == ["#2", "#4", "#5"]
    for number, before in enumerate(whole[:-1], start=1):
        rest = list(pieces(io.BytesIO(content), FilePart(mark=before.behind)))
        assert [each._replace(behind=None) for each in rest] == [each._replace(behind=None) for each in whole[number:]]


@pytest.mark.parametrize("chunk", [1, 1 << 18])
@pytest.mark.parametrize("delimiter", [b",", b"\t"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf\r\n"])
def test_a_list_without_a_heading_is_known_by_its_first_row(
    before: bytes, delimiter: bytes, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "_CHUNK", chunk)
    content = before + b'T1,"One;\r\ntwo; three; four; five",,\r\n,,,\r\nT2,b,c\r\n'.replace(b",", delimiter)
    one, two = rows(content)
    assert one == ("#1", ["T1", "One;\r\ntwo; three; four; five", "", ""])
    assert two == ("#3", ["T2", "b", "c"])
    whole = list(pieces(io.BytesIO(content)))
    rest = list(pieces(io.BytesIO(content), FilePart(mark=whole[0].behind)))
    assert [each._replace(behind=None) for each in rest] == [each._replace(behind=None) for each in whole[1:]]


def test_rows_of_packed_tables_are_known_by_member_and_row() -> None:
    table = b"Trial Id,Title\nT1,One\nT2,Two\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/studies.csv", table)
    packed.seek(0)
    assert [each.position for each in pieces(packed)] == ["a/studies.csv#2", "a/studies.csv#3"]
    assert [each.position for each in pieces(io.BytesIO(gzip.compress(table)))] == ["#2", "#3"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'Trial Id,Title\nT1,"Aim" of it\nT2,b\n', [["T1", '"Aim" of it'], ["T2", "b"]]),
        (b'Trial Id\tTitle\nT1\t"Aim of it\nT2\tb\n', [["T1", '"Aim of it'], ["T2", "b"]]),
        (b'Trial Id\tTitle\nT1\t"Aim\nT2\t"b"\nT3\tc\n', [["T1", '"Aim'], ["T2", "b"], ["T3", "c"]]),
        (b'Trial Id\tTitle\nT1\t5" tube\nT2\tb\n', [["T1", '5" tube'], ["T2", "b"]]),
        (b'Trial Id\tTitle\nT1\t"b\n', [["T1", '"b']]),
        (b'Title\tTrial Id\tx\n"Aim\tT1\ta\nb\t5"\tc\n', [['"Aim', "T1", "a"], ["b", '5"', "c"]]),
        (b'Trial Id,Title\nT1, "a, b" ,c\n', [["T1", "a, b", "c"]]),
        (b"Trial Id,Title\nT1\n,,,\nT2,b,c\n", [["T1"], ["T2", "b", "c"]]),
        (b"Trial Id,Title\nT1,a\x00b\n", [["T1", "a\x00b"]]),
    ],
)
def test_a_quote_that_nothing_closes_is_a_letter_and_costs_no_other_row(
    content: bytes, expected: list[list[str]]
) -> None:
    assert [row for _, row in rows(content)] == expected
    assert flaws(content) == []


def test_a_table_that_ends_within_quotes_is_said_to_be_cut() -> None:
    content = b'Trial Id,Title\nT1,"a\nb"\nT2,"c\n\nand it is cut'
    assert rows(content) == [("#2", ["T1", "a\nb"])]
    assert flaws(content) == [("CT-R108", "#3")]
    said = next(each for each in items(content) if isinstance(each, Flaw))
    assert said.message == (
        'the file ends within record 3, in a cell whose quote is not closed: `T2,"c and it is cut` '
        "(20 bytes from offset 24)"
    )


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_row_that_is_too_large_is_passed_over_and_the_next_one_is_read(quote: bytes) -> None:
    content = b"Trial Id,Title\nT1,%b%b\nT2,b\n" % (quote, b"x" * 300_000)
    assert flaws(content, largest=200_000) == [("CT-R110", "#2")]
    found = [each for each in items(content, largest=200_000) if isinstance(each, Piece)]
    assert [(each.position, cells(each.content)) for each in found] == [("#3", ["T2", "b"])]


@pytest.mark.slow
def test_a_quote_far_from_any_other_is_a_letter() -> None:
    content = b'Trial Id\tTitle\nT1\t"a\n' + b"T2\tb\n" * 100_000
    found = [each for each in items(content, largest=200_000) if isinstance(each, Piece)]
    assert (len(found), flaws(content, largest=200_000)) == (100_001, [])


@pytest.mark.parametrize(
    "content",
    [
        b"Trial Id,Name\nT1,a\n",
        b"Trial Id\nT1\n",
        b"Dear Title, the Trial Id is\nT1,a\n",
        b"T1,a,b\n",
        b"T1,a,b,c,d\n",
        b"U1,a,b,c\n",
        b"",
        b"\n\n",
    ],
)
def test_a_text_without_the_columns_is_no_table(content: bytes) -> None:
    assert [each.content for each in items(content) if isinstance(each, Piece)] == [content]


def test_a_table_without_rows_holds_no_record() -> None:
    assert [type(each) for each in items(b"Trial Id,Title\r\n\r\n,\r\n")] == [Gap, Gap, Gap]


def test_the_memory_for_a_long_table_does_not_grow() -> None:
    row = b'T%06d,"' + b"a" * 2_000 + b'"\n'
    whole = b"Trial Id,Title\n" + b"".join(row % number for number in range(5_000))
    window = Window(io.BytesIO(whole).read)
    most = 0
    for _ in module._items(window):
        most = max(most, len(window.data))
    assert most < 1 << 20 < len(whole)


def test_any_bytes_are_counted(tmp_path: Path) -> None:
    """Tables with some bytes changed: whatever comes, it comes as pieces, flaws and gaps that are the whole."""
    seed = b'Trial Id,Title,Note\r\nT1,"a, ""b""\nc",x\r\nT2,,"y"\r\nT3,d,z\r\n'
    for at in range(len(seed)):
        for byte in (b"", b'"', b",", b"\n", b"\r", b"\x00", b"\xff"):
            items(seed[:at] + byte + seed[at + 1 :])
