"""The contract of readers: all its members, one reader for each record, and each field or line accounted for."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from kg.iris import Minter
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, Unread, found
from kg.rdf.encoders import predicate
from kg.record import Arm, Origin, Study, Uncoded
from kg.registries import PUBLISHERS
from kg.sources import MARKS, READERS
from kg.sources.codes import NOTATIONS
from kg.sources.field_account import FieldAccount
from kg.sources.reading import LineAccount, Reader, only_by_reading, place
from kg.sources.splits import JoinedTables, JsonObjects, TableRows, TextBlocks, Whole, XmlElements
from kg.statements import Teller
from tests.vocabulary import CT, declared, expanded

from .example_registry.reader import EXAMPLE
from .texts import LONG, unkept

QUICK = {
    *("ctgov-v2", "ctgov-v1", "ctgov-xml", "ctgov-table", "aact-tables"),
    *("ictrp-xml", "ictrp-csv", "euctr-text"),
}
"""Formats of the largest exports, whose records are told apart without reading all of each."""

ACCOUNTS = {reader.name: reader.account for reader in (*READERS, EXAMPLE) if isinstance(reader.account, FieldAccount)}
"""The field tables of all structured formats, and of the worked example."""

MEMBERS = [name for name in vars(Reader) if not name.startswith("_")]

SAMPLES = {
    "ctgov-v2.zip": 1084,
    "ctgov-v2-results.zip": 87,
    "ctgov-v2-list.json": 100,
    "ctgov-v1.zip": 176,
    "ctgov-xml.zip": 2500,
    "ctgov-xml-results.zip": 41,
    "ctgov-csv": 927,
    "seeds": 2,
    "pages": 12,
    "other/isrctn": 7,
    "other/isrctn-more": 2,
    "other/ctis": 5,
    "other/drks": 1,
    "other/drks-more": 2,
    "other/ictrp.xml": 250,
    "other/ictrp.csv": 400,
    "other/ictrp-2020.csv": 534,
    "other/ictrp-history": 418,
    "other/chictr": 1,
    "other/euctr.txt": 10,
    "other/euctr-pages": 3,
}
"""Real records of every format, in the folder that KGBUILD_DATA names -> how many there are."""
SOME = 25
"""So many of each are read by default."""

MADE_UP = {
    *("ctgov-ris", "ctgov-details", "ctgov-details-results", "aact-tables"),
    *("euctr-summary", "who-xml"),
}
"""Readers of which no real file was at hand, as they say."""

CUT = {
    "ctgov_fulltext-NCT01919099.2019.excerpt.txt": "Condit",
    "ctgov_tabular-NCT03609021.2019_mdtable.excerpt.txt": "Original",
}
"""Excerpts that end within a line -> that line, of which nobody can know what it is."""

FOREIGN = (
    "other-anzctr_ACTRN12607000065493.excerpt.txt",
    "ctgov-xml-results.zip/covid_search.xml",
    "ctgov-xml-results.zip/empty_search.xml",
    "fragments.xml",
    "DRKS_Schema-2.0.19.json",
)
"""What stands among the samples and is no record of a format that is read."""


TELL = Teller(Minter())
ORIGIN = Origin(name="x", sha256="0" * 64, format="made-up")


def records(path: Path) -> Iterator[FoundRecord]:
    """The records of real files with their readers; what no reader takes is known to be no record of theirs."""
    for each in found(input_files([str(path)])):
        if isinstance(each, FoundRecord):
            yield each
        else:
            assert isinstance(each, Unread), each
            assert place(each.file.name, each.position) in FOREIGN


def stated_though_not_supported(study: Study) -> set[str]:
    """What the record says that its source cannot state, and is stated nevertheless."""
    stated = set(TELL(study, origin=ORIGIN).pieces[1::3])
    return {name for name in study.registration.not_supported if predicate(name) in stated}


def check(each: FoundRecord, where: str) -> str:
    """One reader takes the record, reads it, and nothing of it is unaccounted for; gives the reader's name."""
    content = each.piece.content
    assert [reader.name for reader in READERS if reader.accepts(content[:65_536])] == [each.reader.name], where
    missed = list(each.reader.account.unaccounted(content))
    assert missed == ([CUT[each.file.name]] if each.file.name in CUT else []), where
    key, study = each.keys(), each.reading().study
    assert isinstance(study, Study), where
    assert unkept(study) == [], where
    assert stated_though_not_supported(study) == set(), where
    assert key is not None
    assert (key.key.id, key.key.publisher, key.key.format) == (study.id, study.publisher, each.reader.name), where
    return each.reader.name


@pytest.mark.parametrize("reader", [*READERS, EXAMPLE], ids=lambda reader: reader.name)
def test_every_reader_has_every_member_of_the_contract(reader: Reader) -> None:
    assert sorted(MEMBERS) == ["accepts", "account", "description", "key", "name", "publisher", "read", "split"]
    assert [name for name in MEMBERS if not hasattr(reader, name)] == []
    assert all(isinstance(text, str) and text for text in (reader.name, reader.publisher, reader.description))
    assert isinstance(reader.split, Whole | JsonObjects | XmlElements | TableRows | TextBlocks | JoinedTables)
    assert isinstance(reader.account, FieldAccount | LineAccount)


def test_no_two_readers_have_one_name() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_the_publisher_of_a_reader_is_known(reader: Reader) -> None:
    known = {each.notation for each in PUBLISHERS}
    assert reader.publisher in known, "give the publisher its row in PUBLISHERS, `kg/registries.py`"


@pytest.mark.parametrize("name", ACCOUNTS)
def test_each_field_goes_somewhere_or_has_a_reason(name: str) -> None:
    for path, field in ACCOUNTS[name].fields.items():
        assert bool(field.into) != bool(field.left_out), path
        assert field.left_out is None or len(field.left_out.split()) > 3, f"say in some words why {path} is left out"


@pytest.mark.parametrize("name", ACCOUNTS)
def test_fields_go_into_declared_properties(name: str) -> None:
    ours = {str(each) for each in declared()}
    for path, field in ACCOUNTS[name].fields.items():
        for each in field.into:
            assert re.fullmatch(r"[a-z]+:[A-Za-z0-9]+", each), path
            known = expanded(each) and (not each.startswith("ct:") or str(CT) + each[3:] in ours)
            assert known, f"{path}: `docs/model.md` has no property {each}"


@pytest.mark.parametrize("name", ACCOUNTS)
def test_a_coded_field_has_a_code_list_whose_spellings_its_reader_knows(name: str) -> None:
    for path, field in ACCOUNTS[name].fields.items():
        if field.code_list is not None:
            assert field.code_list in NOTATIONS, path
            assert ACCOUNTS[name].notation(field.code_list, "no spelling of any source") is None


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_reader_gives_a_key_or_a_study_to_what_is_no_record(reader: Reader) -> None:
    for content in (b"", b"{}", b"<a/>", b"\xff\xfe\x00", b"A diary\n\nToday it rained."):
        reading = reader.read(content, name="x", id_from_name=True)
        assert (reading.study, reader.key(content)) == (None, None)
        assert reading.problems


def test_the_marks_of_a_stream_are_those_that_the_readers_name() -> None:
    splits = [reader.split for reader in READERS]
    joined = [split for split in splits if isinstance(split, JoinedTables)]
    keys = {key for split in splits if isinstance(split, JsonObjects) for key in split.keys}
    assert set(MARKS.keys) == keys | {split.mark for split in joined}
    assert list(MARKS.joined) == joined
    assert set(MARKS.texts) == {text for split in splits if isinstance(split, JsonObjects) for text in split.texts}
    elements = [split for split in splits if isinstance(split, XmlElements)]
    assert set(MARKS.tags) == {split.tag for split in elements if not split.first_child}
    assert set(MARKS.parents) == {(split.tag, split.first_child) for split in elements if split.first_child}
    assert set(MARKS.blocks) == {split for split in splits if isinstance(split, TextBlocks)}
    assert set(MARKS.columns) == {each for split in splits if isinstance(split, TableRows) for each in split.columns}


@pytest.mark.parametrize(
    ("study", "broken"),
    [
        (Study(id="NCT1", publisher="ctgov", title="a  b"), "study.title"),
        (Study(id="NCT1", publisher="ctgov", title="a\nb"), "study.title"),
        (Study(id="NCT1", publisher="ctgov", brief_summary="a\rb"), "study.brief_summary"),
        (Study(id="NCT1", publisher="ctgov", keywords=("a", "")), "study.keywords"),
        (Study(id="NCT1", publisher="ctgov", status=Uncoded("b ")), "study.status.text"),
        (Study(id="NCT1", publisher="ctgov", arms=(Arm(label="a", description="\x7f"),)), "study.arms.description"),
        (Study(id="NCT1", publisher="ctgov", why_stopped="\ud800"), "study.why_stopped"),
    ],
)
def test_a_text_that_breaks_a_promise_of_the_record_is_found(study: Study, broken: str) -> None:
    assert [each.partition(":")[0] for each in unkept(study)] == [broken]


def test_long_texts_are_few_and_keep_their_lines() -> None:
    assert (Study, "brief_summary") in LONG
    assert (Study, "title") not in LONG
    assert unkept(Study(id="NCT1", publisher="ctgov", brief_summary="a\n\n\tb")) == []


def test_the_largest_exports_have_a_quick_key() -> None:
    assert {reader.name for reader in READERS if reader.key != only_by_reading} >= QUICK


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
    assert met == {reader.name for reader in READERS} - MADE_UP, "each reader needs a real sample in SAMPLES"
