"""The document on pages is that of the readers' tables, and the tables say what the readers do."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.sources.ctgov_pages.details import DETAILS
from kg.sources.ctgov_pages.fulltext import FULLTEXT
from kg.sources.ctgov_pages.header import GLUES, HEADER
from kg.sources.ctgov_pages.results import RESULTS
from kg.sources.ctgov_pages.sublabels import SUBLABELS
from kg.sources.ctgov_pages.tabular import TABULAR
from kg.sources.meddatax.layout import SECTIONS
from kg.sources.page.facts import TEXTS
from kg.sources.page.label_layout import LabelRow
from kg.sources.page.lines import PageLine, parse_page
from kg.sources.page.page_account import Account
from tests.sources.page_document import pages_page

ROOT = Path(__file__).parent.parent.parent

TABLES = (*TABULAR.tables.values(), *FULLTEXT.tables.values(), *DETAILS.tables.values())
ROWS = tuple(dict.fromkeys([*HEADER, *RESULTS.header, *DETAILS.header, *(row for rows in TABLES for row in rows)]))
VALUES = (
    "NCT00000042",
    "May 20, 2020",
    "Yes",
    "12",
    "Completed",
    "Interventional",
    "Phase 2",
    "Oranges",
    "Drug: Oranges",
    "All",
    "18 Years and older (Adult)",
    "Experimental: Oranges",
    "Gums [ Time Frame: daily ] [ Designated as safety issue: No ] Seen",
    "Allocation: Randomized",
    "R01-42 ( Other Identifier: The Navy )",
    "Study Chair: James Lind, MD The Navy",
    "Retention: Samples With DNA",
    "Sexes Eligible for Study: All",
    "Studies a U.S. FDA-regulated Drug Product: Yes",
    "Plan to Share IPD: No",
    "Portsmouth, United Kingdom, PO1 3AX",
    "Gums\nUp to 6 days",
    "Lind J. Scurvy. 1753.\nhttps://pubmed.ncbi.nlm.nih.gov/12345/",
)


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / "docs" / "pages.md").read_text(encoding="utf-8") == pages_page()


def declared() -> set[str]:
    text = (ROOT / "ontology" / "kgbuild.ttl").read_text(encoding="utf-8")
    return set(re.findall(r"^(ct:\w+) a owl:", text, re.MULTILINE)) | {
        "dcterms:title",
        "dcterms:identifier",
        "dcterms:modified",
        "dcterms:description",
        "schema:name",
    }


def names() -> Iterable[str]:
    yield from (name for row in ROWS for name in (*row.properties, *row.not_provided))
    yield from (name for section in SECTIONS for name in section.properties)
    yield from TEXTS


def test_all_properties_are_of_the_ontology() -> None:
    assert set(names()) <= declared()


def test_what_is_seen_stands_in_real_pages(data: Path) -> None:
    texts = [path.read_bytes() for folder in ("seeds", "pages") for path in (data / folder).iterdir()]
    lines = [piece.text for content in texts for piece in parse_page(content, glues=GLUES).written]
    for label in [*(row.label for row in ROWS if row.seen), *(each.heading for each in SECTIONS if each.seen)]:
        assert any(line.startswith(label) for line in lines), label
    for each in SUBLABELS:
        assert not each.seen or any(f"{each.label}: " in line for line in lines), each.label
    for label in ("Purpose", "Arms", "Criteria", "Detailed Description:", "Primary Outcomes"):
        assert label not in lines


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.label} {row.properties[:1]}")
def test_a_row_states_what_it_says(row: LabelRow) -> None:
    stated = set()
    for value in VALUES:
        page = parse_page(value.encode())
        account = Account(page)
        row.read([PageLine(number, text) for number, text in enumerate(value.split("\n"), 1)], account)
        stated |= {fact.use.property for fact in account.facts}
    assert stated <= {*row.properties, *(f"{name}sSubmittedDate" for name in row.properties)}
    assert bool(stated) == bool(row.properties), row.label
