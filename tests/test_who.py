"""The items of the WHO data set: as many records have one in the graph as in the file, or it is said why not."""

from pathlib import Path

import pytest

from kg.sources import READERS
from tests.effort import daily
from tests.who import ITEMS, counted
from tests.who.formats import FORMATS
from tests.who.page import PAGE, with_tables


@pytest.mark.parametrize("name", daily(FORMATS, {*FORMATS} - {"ictrp-csv"}))
def test_each_item_of_the_file_is_in_the_graph_or_it_is_said_why_not(name: str, data: Path) -> None:
    format = FORMATS[name]
    found = counted(format, data)
    assert found.records > 0
    differing = [number for number in ITEMS if number in format.paths and found.graph[number] != found.file[number]]
    assert [number for number in differing if number not in format.notes] == []
    lost = [number for number in differing if found.graph[number] < found.file[number]]
    assert lost == [], "what the file states is in the graph"


@pytest.mark.slow
def test_the_page_on_registries_has_the_counts_of_today(data: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page, data) == page, "run `python -m tests.who`"


def test_formats_are_named_as_their_readers() -> None:
    assert set(FORMATS) <= {reader.name for reader in READERS}
