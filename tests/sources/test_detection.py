"""Each page is accepted by exactly one reader, or by none, and by what it holds alone."""

from pathlib import Path

import pytest

from kg.sources import READERS, detect
from tests.sources.making import aggregator_page, tabular_page
from tests.sources.pages import SEED_000, SEED_004, SEEDS

ACCEPTED = {
    f"seeds/{SEED_000}": "meddatax-page",
    f"seeds/{SEED_004}": "ctgov-tabular",
    "pages/ctgov_fulltext-NCT00106171.2018_mdtable.excerpt.txt": "ctgov-fulltext",
    "pages/ctgov_fulltext-NCT00414518.2018_mdtable.excerpt.txt": "ctgov-fulltext",
    "pages/ctgov_fulltext-NCT00943202.2013_results.excerpt.txt": "ctgov-results",
    "pages/ctgov_fulltext-NCT01919099.2019.excerpt.txt": "ctgov-fulltext",
    "pages/ctgov_tabular-NCT00106171.2011_labels_stripped.excerpt.txt": "ctgov-tabular-2011",
    "pages/ctgov_tabular-NCT03609021.2019_mdtable.excerpt.txt": "ctgov-tabular",
    "pages/meddatax-NCT00357565.results.mdtable.excerpt.txt": "meddatax-results",
    "pages/meddatax-NCT02065245.results.excerpt.txt": "meddatax-results",
    "pages/meddatax-NCT02749500.excerpt.txt": "meddatax-page",
    "pages/meddatax-NCT03077919.results.excerpt.txt": "meddatax-results",
    "pages/meddatax-NCT04403529.excerpt.txt": "meddatax-page",
    "pages/meddatax-NCT06151249.excerpt.txt": "meddatax-page",
    "pages/other-anzctr_ACTRN12607000065493.excerpt.txt": None,
}


def test_each_page_has_at_most_one_reader(data: Path) -> None:
    present = {f"{path.parent.name}/{path.name}" for folder in ("seeds", "pages") for path in (data / folder).iterdir()}
    assert present == set(ACCEPTED)
    for name, reader in ACCEPTED.items():
        head = (data / name).read_bytes()[:65536]
        assert [known.name for known in READERS if known.accepts(head)] == ([reader] if reader else []), name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"{}",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        bytes(range(256)) * 40,
        b"<html><body>ClinicalTrials.gov Identifier: NCT00000042</body></html>",
        b"A diary\n\nToday it rained, see NCT00000042.",
        b"NCT ID: NCT00000042\nLast Updated: 2020-05-06",
        b"ClinicalTrials.gov Identifier: NCT00000042\nFollow-up Information | |||||",
    ],
)
def test_nobody_accepts_what_is_no_page(content: bytes) -> None:
    assert detect(content) is None


def test_nobody_accepts_a_binary_file_with_the_words_of_a_page() -> None:
    assert detect(tabular_page() + b"\0") is None


def test_nobody_accepts_two_pages_in_one_file() -> None:
    assert detect(tabular_page() + b"\n" + aggregator_page({})) is None


def test_the_signature_is_of_clean_lines() -> None:
    page = tabular_page().replace(b"Tracking Information", "Tracking\u00a0Information\u00ad ".encode())
    reader = detect(b"\xef\xbb\xbf" + page.replace(b"\n", b"\r\n"))
    assert reader is not None
    assert reader.name == "ctgov-tabular"


@pytest.mark.parametrize("name", SEEDS)
def test_readers_have_a_name_a_publisher_and_a_description(seeds: Path, name: str) -> None:
    reader = detect((seeds / name).read_bytes())
    assert reader is not None
    assert (reader.name, reader.publisher) in {("meddatax-page", "meddatax"), ("ctgov-tabular", "ctgov")}
    assert reader.description.endswith(", saved as text, Markdown or HTML")
