"""Every byte of a stream is in a record, in a problem, or between records without harm; no record is missed."""

import io
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.pipeline.input import record_splitter as module
from kg.pipeline.input import window as window_module
from kg.pipeline.input.pieces import Gap, Item
from kg.pipeline.input.record_splitter import Flaw, Piece, records
from kg.pipeline.input.window import Window
from tests.effort import examples

JSON_SHAPES = {
    "v2": b'{"protocolSection":{"identificationModule":{"nctId":"NCT%08d","briefTitle":"a } ] \\" { ["}}}',
    "spaced": b'{\n  "protocolSection" : {\n "identificationModule": {"nctId": "NCT%08d"}\n},\n "hasResults": false }',
    "results first": b'{"hasResults":false,"protocolSection":{"identificationModule":{"nctId":"NCT%08d"}}}',
    "database": b'{"_id":{"$oid":"5f"},"protocolSection":{"identificationModule":{"nctId":"NCT%08d"}}}',
    "v1": b'{"Study":{"ProtocolSection":{"IdentificationModule":{"NCTId":"NCT%08d"}}}}',
    "ranked": b'{"Rank":1,"Study":{"ProtocolSection":{"IdentificationModule":{"NCTId":"NCT%08d"}}}}',
    "full": b'{"FullStudy":{"Rank":1,"Study":{"ProtocolSection":{"IdentificationModule":{"NCTId":"NCT%08d"}}}}}',
}
XML = b"<clinical_study rank='1'>\n<id_info><nct_id>NCT%08d</nct_id></id_info></clinical_study>"


def items(content: bytes) -> list[Item]:
    """All that a stream falls into, counted anew: each item begins where the one before it ends."""
    window = Window(io.BytesIO(content).read)
    found = list(module._items(window))
    reached = 0
    for each in found:
        assert each.start == reached
        reached += each.size
    assert reached == len(content)
    return found


def studies(content: bytes) -> list[bytes]:
    return [each.content for each in items(content) if isinstance(each, Piece)]


def flaws(content: bytes) -> list[tuple[str | None, str]]:
    return [(each.position, each.message) for each in items(content) if isinstance(each, Flaw)]


def joined(values: Sequence[bytes], separators: Sequence[bytes]) -> bytes:
    return b"".join(itertools.chain(*zip(values, [*separators[: len(values) - 1], b""], strict=True)))


@st.composite
def json_streams(draw: st.DrawFn) -> tuple[bytes, list[bytes]]:
    """A stream of lists, pages, records, one behind the other; and the records in it."""
    shape = draw(st.sampled_from(sorted(JSON_SHAPES)))
    count = itertools.count(1)
    record = st.builds(lambda: JSON_SHAPES[shape] % next(count))
    documents: list[bytes] = []
    expected: list[bytes] = []
    between = st.sampled_from([b",", b",\n", b" , \n\n "])
    for _ in range(draw(st.integers(1, 4))):
        inside = draw(st.lists(record, min_size=1, max_size=4))
        expected += inside
        listed = joined(inside, [draw(between) for _ in inside])
        documents += draw(
            st.sampled_from(
                [
                    [b"[%b]" % listed],
                    [b'{"totalCount":5,"studies":[%b],"nextPageToken":"x]"}' % listed],
                    [b'{"meta":{"a":[1,{"b":2}]},"data":{"studies":[%b]}}' % listed],
                    [b'[{"studies":[%b]}]' % listed],
                    [b"{%b}" % joined([b'"NCT%d":%b' % (at, each) for at, each in enumerate(inside)], [b","] * 9)],
                    inside,
                ]
            )
        )
    ends = [
        draw(st.sampled_from([b"\n", b"\r\n", b"\n\n", b" ", b"\n\x1e", b"\xef\xbb\xbf", b",\n"])) for _ in documents
    ]
    start = draw(st.sampled_from([b"", b"\xef\xbb\xbf", b"\n", b"\x1e"]))
    return start + joined(documents, ends) + draw(st.sampled_from([b"", b"\n"])), expected


@given(json_streams(), st.sampled_from([1, 5, 64, 1 << 18]))
@settings(max_examples=examples(300))
def test_records_in_any_order_with_any_separators_are_all_read(stream: tuple[bytes, list[bytes]], chunk: int) -> None:
    content, expected = stream
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window_module, "_CHUNK", chunk)
        found = items(content)
    taken = [each.content for each in found if isinstance(each, Piece)]
    if len(expected) == 1:
        assert [each.strip(b"\xef\xbb\xbf\n\x1e ") for each in taken] in (
            [content.strip(b"\xef\xbb\xbf\n\x1e ")],
            expected,
        )
    else:
        assert taken == expected
    assert not [each for each in found if isinstance(each, Flaw)]
    numbers = [int(str(each.position)[1:]) for each in found if isinstance(each, Piece) and each.position]
    assert numbers == sorted(set(numbers))


def damaged(draw: st.DrawFn, record: bytes) -> bytes:
    """The record with a byte gone or changed, or cut short."""
    at = draw(st.integers(1, len(record) - 2))
    kind = draw(st.sampled_from(["cut", "gone", "quote", "brace"]))
    if kind == "cut":
        return record[:at]
    return record[:at] + {"gone": b"", "quote": b'"', "brace": b"}"}[kind] + record[at + 1 :]


@st.composite
def damaged_streams(draw: st.DrawFn) -> tuple[bytes, list[bytes], int]:
    """Lines or a list with one damaged record; all records, and the number of the damaged one."""
    shape = draw(st.sampled_from(["v2", "v1", "spaced", "full"]))
    whole = [JSON_SHAPES[shape] % number for number in range(1, draw(st.integers(3, 6)))]
    number = draw(st.integers(0, len(whole) - 1))
    written = [*whole]
    written[number] = damaged(draw, whole[number])
    if draw(st.booleans()):
        return b"[" + b",\n".join(written) + b"]", whole, number
    return b"\n".join(written) + b"\n", whole, number


@given(damaged_streams())
@settings(max_examples=examples(500))
def test_one_damaged_record_costs_itself_alone(stream: tuple[bytes, list[bytes], int]) -> None:
    content, whole, number = stream
    found = items(content)
    taken = [each.content for each in found if isinstance(each, Piece)]
    assert [each for each in whole if each not in taken] in ([], [whole[number]])
    if whole[number] not in taken:
        assert len(taken) == len(whole) or [each for each in found if isinstance(each, Flaw)]


@given(st.lists(st.just(XML), min_size=2, max_size=5), st.integers(0, 4), st.integers(20, 60))
def test_a_cut_xml_record_does_not_swallow_the_next(whole: list[bytes], number: int, cut: int) -> None:
    written = [each % at for at, each in enumerate(whole)]
    number %= len(written)
    broken = [*written]
    broken[number] = broken[number][:cut]
    content = b"<?xml version='1.0'?>\n<all>\n" + b"\n".join(broken) + b"\n</all>"
    found = items(content)
    assert [each.content for each in found if isinstance(each, Piece)] == written[:number] + written[number + 1 :]
    assert [each.position for each in found if isinstance(each, Flaw)] == [f"#{number + 1}"]


def read_whole(content: bytes) -> list[Piece | Flaw]:
    return list(records(io.BytesIO(content).read))


def test_a_declared_encoding_holds_for_each_record_of_a_list() -> None:
    record = "<clinical_study><brief_title>Ménière</brief_title></clinical_study>"
    content = f"<?xml version='1.0' encoding='ISO-8859-1'?><all>{record}{record}</all>".encode("latin-1")
    assert [each.content for each in read_whole(content) if isinstance(each, Piece)] == [record.encode()] * 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_records_of_a_list_in_utf_16_are_given_in_utf_8_and_a_whole_file_as_it_is(encoding: str) -> None:
    one = JSON_SHAPES["v2"].decode() % 1
    listed = f"[{one},\n{one}]".encode(encoding)
    assert [each.content for each in read_whole(listed) if isinstance(each, Piece)] == [one.encode()] * 2
    assert [each.behind for each in read_whole(listed)] == [None, None]
    assert [each.content for each in read_whole(one.encode(encoding)) if isinstance(each, Piece)] == [
        one.encode(encoding)
    ]


ONE, TWO = (JSON_SHAPES["v2"] % number for number in (1, 2))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"# from the API\n%b\n%b" % (ONE, TWO), [("#1", "this cannot be read")]),
        (b"null\n%b\n%b" % (ONE, TWO), [("#1", "it holds no record")]),
        (b"[null,%b,%b]" % (ONE, TWO), [("#1", "it holds no record")]),
        (b'%b\n{"a": 1}\n%b\n' % (ONE, TWO), [("#2", "it holds no record")]),
        (b'[%b,{"a":1},[2],"x",%b]' % (ONE, TWO), [("#2", "3 elements from here on hold no record")]),
        (b"%b\nrubbish\n%b" % (ONE, TWO), [("#2", "this cannot be read, being no JSON: `rubbish`")]),
        (b"%b\n%b\nrubbish" % (ONE, TWO), [("#3", "this cannot be read, being no JSON: `rubbish`")]),
        (b"[%b,%b" % (ONE, TWO), [("#3", "the file ends within its list of records")]),
        (b"[%b,%b]]" % (ONE, TWO), [("#3", "this cannot be read")]),
        (b'{"studies":[%b,%b],"protocolSection":{}}' % (ONE, TWO), [("#3", "this cannot be read")]),
        (b"<all>%b</all><x>text<y/></x>NCT00000001" % (XML % 1 + XML % 2), [("#3", "no record of a format")]),
    ],
)
def test_what_is_no_record_is_said_with_its_place(content: bytes, expected: list[tuple[str, str]]) -> None:
    found = flaws(content)
    assert len(studies(content)) == 2
    assert [position for position, _ in found] == [position for position, _ in expected]
    for (_, message), (_, begins) in zip(found, expected, strict=True):
        assert message.startswith(begins)


def test_what_stands_around_a_list_is_no_problem() -> None:
    pages = b'{"totalCount":2,"studies":[%b],"more":[%b],"nextPageToken":null}' % (ONE, TWO)
    assert [type(each) for each in items(pages)] == [Gap, Piece, Gap, Piece, Gap]
    envelope = b"<search_results count='2'><query>a b</query><!-- x -->%b\n%b</search_results>\n" % (XML % 1, XML % 2)
    assert [type(each) for each in items(envelope)] == [Gap, Piece, Gap, Piece, Gap]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("files/01a_two_api_pages_a_line_each.ndjson", 2),
        ("files/01b_two_api_pages_one_after_the_other.json", 2),
        ("files/01c_page_then_study.jsonl", 2),
        ("files/01d_page_with_a_second_list.json", 2),
        ("files/01e_two_studies_one_after_the_other.json", 2),
        ("files/03b_six_studies_twice.json", 12),
        ("files/07a_keyed_by_id.json", 2),
        ("files/07b_list_of_api_pages.json", 2),
        ("files/07c_wrapped_in_data.json", 1),
        ("files/09_broken_line.jsonl", 2),
        ("files/23_truncated.json", 2),
        ("attacks/catpages/pages.json", 6),
        ("attacks/catpages/arrays.json", 6),
        ("attacks/badfirst/records.jsonl", 5),
        ("attacks/firstline-comment/r.jsonl", 5),
        ("attacks/firstline-null/r.jsonl", 5),
        ("attacks/firstline-nullarray/r.json", 5),
        ("attacks/xml/cut.xml", 4),
        ("attacks/xml/enc.xml", 2),
    ],
)
def test_the_records_of_the_cases(cases: Path, name: str, count: int) -> None:
    assert len(studies((cases / name).read_bytes())) == count


def test_the_file_that_ends_within_its_third_record(cases: Path) -> None:
    ((position, message),) = flaws((cases / "files/23_truncated.json").read_bytes())
    assert (position, message.partition(" (")[0]) == ("#3", "the file ends within record 3")


@given(st.binary(max_size=200), st.sampled_from([b"", b"[", b'{"studies":[', b"<all>"]))
@settings(max_examples=examples(400))
def test_any_bytes_are_balanced(noise: bytes, before: bytes) -> None:
    items(before + noise)
    items(before + ONE + noise + TWO)
    items(before + XML % 1 + noise + XML % 2)


def test_a_list_of_real_records_falls_into_them_and_nothing_else(data: Path) -> None:
    content = (data / "ctgov-v2-list.json").read_bytes()
    expected = json.loads(content)
    assert [json.loads(each) for each in studies(content)] == expected
    assert flaws(content) == []
