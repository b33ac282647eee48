"""The contract of readers: all its members, one reader for each record, and each field or line accounted for."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, Unread, found
from kg.record import Study
from kg.sources import MARKS, READERS
from kg.sources.field_account import FieldAccount
from kg.sources.reading import LineAccount, Reader, only_by_reading, place
from kg.sources.splits import JsonObjects, Whole, XmlElements

MEMBERS = [name for name in vars(Reader) if not name.startswith("_")]

SAMPLES = {
    "ctgov-v2.zip": 1084,
    "ctgov-v2-results.zip": 87,
    "ctgov-v2-list.json": 100,
    "ctgov-v1.zip": 176,
    "ctgov-xml.zip": 2500,
    "ctgov-xml-results.zip": 41,
    "seeds": 2,
    "pages": 12,
}
"""Real records of every format -> how many there are."""
SOME = 25
"""So many of each are read by default."""

CUT = {
    "ctgov_fulltext-NCT01919099.2019.excerpt.txt": "Condit",
    "ctgov_tabular-NCT03609021.2019_mdtable.excerpt.txt": "Original",
}
"""Excerpts that end within a line -> that line, of which nobody can know what it is."""

FOREIGN = (
    "other-anzctr_ACTRN12607000065493.excerpt.txt",
    "ctgov-xml-results.zip/covid_search.xml",
    "ctgov-xml-results.zip/empty_search.xml",
)
"""What stands among the samples and is no record of a format that is read."""


def records(path: Path) -> Iterator[FoundRecord]:
    """The records of real files with their readers; what no reader takes is known to be no record of theirs."""
    for each in found(input_files([str(path)])):
        if isinstance(each, FoundRecord):
            yield each
        else:
            assert isinstance(each, Unread), each
            assert place(each.file.name, each.position) in FOREIGN


def check(each: FoundRecord, where: str) -> str:
    """One reader takes the record, reads it, and nothing of it is unaccounted for; gives the reader's name."""
    content = each.piece.content
    assert [reader.name for reader in READERS if reader.accepts(content[:65_536])] == [each.reader.name], where
    missed = list(each.reader.account.unaccounted(content))
    assert missed == ([CUT[each.file.name]] if each.file.name in CUT else []), where
    key, study = each.keys(), each.reading().study
    assert isinstance(study, Study), where
    assert key is not None
    assert (key.key.id, key.key.publisher, key.key.format) == (study.id, study.publisher, each.reader.name), where
    return each.reader.name


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_has_every_member_of_the_contract(reader: Reader) -> None:
    assert sorted(MEMBERS) == ["accepts", "account", "description", "key", "name", "publisher", "read", "split"]
    assert [name for name in MEMBERS if not hasattr(reader, name)] == []
    assert all(isinstance(text, str) and text for text in (reader.name, reader.publisher, reader.description))
    assert isinstance(reader.split, Whole | JsonObjects | XmlElements)
    assert isinstance(reader.account, FieldAccount | LineAccount)


def test_no_two_readers_have_one_name() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_reader_gives_a_key_or_a_study_to_what_is_no_record(reader: Reader) -> None:
    for content in (b"", b"{}", b"<a/>", b"\xff\xfe\x00", b"A diary\n\nToday it rained."):
        reading = reader.read(content, name="x", id_from_name=True)
        assert (reading.study, reader.key(content)) == (None, None)
        assert reading.problems


def test_the_marks_of_a_stream_are_those_that_the_readers_name() -> None:
    splits = [reader.split for reader in READERS]
    assert set(MARKS.keys) == {key for split in splits if isinstance(split, JsonObjects) for key in split.keys}
    assert set(MARKS.tags) == {split.tag for split in splits if isinstance(split, XmlElements)}


def test_a_reader_without_a_quick_key_says_so() -> None:
    slow = {reader.name for reader in READERS if reader.key == only_by_reading}
    assert slow == {reader.name for reader in READERS if isinstance(reader.account, LineAccount)}


@pytest.mark.parametrize("sample", SAMPLES)
def test_some_real_records_of_each_kind_are_accounted_for(sample: str, data: Path) -> None:
    for number, each in enumerate(islice(records(data / sample), SOME)):
        check(each, f"{sample} {number}")


@pytest.mark.slow
def test_all_real_records_are_accounted_for_and_every_reader_has_some(data: Path) -> None:
    met = set()
    for sample, count in SAMPLES.items():
        names = [check(each, f"{sample} {number}") for number, each in enumerate(records(data / sample))]
        assert len(names) == count, sample
        met |= set(names)
    assert met == {reader.name for reader in READERS}
