"""Every line of the excerpts of pages, against tables written by hand; and a stray line at each place of them."""

from pathlib import Path

import msgspec
import pytest

from kg.errors import Severity
from kg.sources import Line, LineFate, Reading, detect
from kg.sources.foreign import refusal
from tests.sources.lines import aggregator, classic
from tests.sources.lines.notation import Facts, Table
from tests.sources.pages import FOREIGN, read, reported, rows_of, rules

PAGES = {**aggregator.PAGES, **classic.PAGES}
TEXTS = {
    "ct:briefSummary",
    "ct:detailedDescription",
    "dcterms:description",
    "ct:interventionModelDescription",
    "ct:maskingDescription",
}


def shown(line: Line, expected: Facts | str) -> Facts | str:
    """The line in the form of the tables, a value cut short where the table gives its beginning alone."""
    if not line.uses:
        return f"{line.fate.value}: {line.reason}" if line.reason else line.fate.value
    facts = [(use.subject, use.property, use.value) for use in line.uses]
    for number, (fact, wanted) in enumerate(zip(facts, expected, strict=False)):
        begin = wanted[2].removesuffix("...")
        if begin != wanted[2] and fact[2].startswith(begin) and fact[2] != begin:
            facts[number] = (fact[0], fact[1], wanted[2])
    return tuple(facts)


def table_of(reading: Reading, expected: Table) -> Table:
    return {
        line.number: shown(line, expected.get(line.number, ())) for line in reading.lines if line.fate != LineFate.BLANK
    }


@pytest.fixture(scope="module")
def pages(data: Path) -> Path:
    return data / "pages"


def test_each_page_of_the_two_sites_has_a_table(pages: Path) -> None:
    assert {path.name for path in pages.iterdir() if not path.name.startswith("other-")} == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_line(pages: Path, name: str) -> None:
    reading = read((pages / name).read_bytes(), name)
    assert table_of(reading, PAGES[name]) == PAGES[name]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_gives_its_study(pages: Path, name: str) -> None:
    reading = read((pages / name).read_bytes(), name)
    assert reading.study is not None
    assert f"-{reading.study.id}." in name
    assert {rule for _, rule in rules(reading)} <= {"CT-R008", "CT-R013"}


def test_the_empty_description_of_a_page(pages: Path) -> None:
    reading = read((pages / "meddatax-NCT04403529.excerpt.txt").read_bytes())
    assert rules(reading) == [(None, "CT-R013"), (47, "CT-R008")]


def test_a_page_of_another_site_is_rejected_by_name(pages: Path) -> None:
    content = (pages / "other-anzctr_ACTRN12607000065493.excerpt.txt").read_bytes()
    assert detect(content) is None
    said = refusal(content, file="page.txt", named=False)
    assert (said.rule, said.severity) == ("CT-R016", Severity.VIOLATION)
    assert said.message == (
        "a page of the Australian New Zealand Clinical Trials Registry (ANZCTR), whose web pages are not read; "
        "it holds 1 id of ANZCTR (ACTRN12607000065493)"
    )


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_foreign_line_after_each_line(pages: Path, name: str) -> None:
    rows = rows_of(pages / name)
    whole = read(b"\n".join(rows))
    others = [(line.text, line.fate, line.uses) for line in whole.lines]
    for after in range(1, len(rows) + 1):
        reading = read(b"\n".join([*rows[:after], FOREIGN, *rows[after:]]))
        lines = [(line.text, line.fate, line.uses) for line in reading.lines]
        text, fate, uses = lines.pop(after)
        # What breaks off in a label at the end of a page is no longer its last line.
        assert [*lines[:-1], ("", "", "")] == [*others[:-1], ("", "", "")] or after == len(rows), after
        assert text == "Zzz: 42"
        if fate == LineFate.USED:
            assert {use.property for use in uses} <= TEXTS, after
            assert len(changed(whole, reading)) == 1, after
        else:
            assert fate == LineFate.UNRECOGNISED, after
            assert after + 1 in reported(reading), after
            assert not changed(whole, reading) or after == len(rows), after


def changed(before: Reading, after: Reading) -> set[str]:
    one, other = msgspec.to_builtins(before.study), msgspec.to_builtins(after.study)
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}
