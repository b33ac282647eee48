"""`docs/clinicaltrials-gov.md` says what readers take from real records, and what other means count there."""

from pathlib import Path

import pytest

from kg.record import Study
from kg.sources import READERS
from tests.conftest import ROOT

from .registry_document import counts_of, registries_page
from .stated_items import SOURCES
from .who_items import ITEMS

SLACK = 5
"""So many records may fill an item otherwise than they state it; the page says why."""


def test_each_source_is_that_of_a_reader_and_each_item_one_of_the_data_set() -> None:
    assert {source.reader for source in SOURCES} <= {reader.name for reader in READERS}
    assert list(ITEMS) == list(range(1, 25))
    assert all(set(source.stated) <= set(ITEMS) for source in SOURCES)


def test_a_record_of_which_nothing_is_known_fills_the_first_item_alone() -> None:
    study = Study(id="NCT99990001", publisher="ctgov")
    assert [item for item, what in ITEMS.items() if what.filled(study)] == [1]


def test_a_table_fills_the_items_that_its_columns_state(data: Path) -> None:
    (source,) = [each for each in SOURCES if each.reader == "ctgov-table"]
    found = counts_of(source, data)
    assert {item: found.filled[item] for item in source.stated} == dict(found.stated)
    assert not any(found.filled[item] for item in ITEMS if item not in source.stated)


@pytest.mark.slow
def test_the_page_is_what_the_real_records_give(data: Path) -> None:
    expected = registries_page(data)
    written = (ROOT / "docs" / "clinicaltrials-gov.md").read_text(encoding="utf-8")
    assert written == expected, "run `python -m tests.sources` with KGBUILD_DATA"


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.reader)
def test_hardly_a_record_fills_an_item_otherwise_than_it_states_it(source: object, data: Path) -> None:
    (known,) = [each for each in SOURCES if each is source]
    found = counts_of(known, data)
    assert {item for item in known.stated if abs(found.filled[item] - found.stated[item]) > SLACK} == set()
