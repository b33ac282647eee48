"""Pages that were damaged: nothing is raised, each line is accounted for, and the time is bounded."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import Severity
from kg.sources import LineFate, Reading, detect
from kg.sources.page.page_account import MOST_NOTES
from kg.sources.page.reader import PageReader
from tests.growth import assert_linear
from tests.sources.making import BASIC, aggregator_page, tabular_page
from tests.sources.test_damage import MADE_UP, PAGE_READERS, check_account

FULLTEXT = b"""Oranges Against Scurvy

ClinicalTrials.gov Identifier: NCT00000042
Recruitment Status : Completed
First Posted : May 20, 2020
- Study Details
- How to Read a Study Record
Do oranges help?
Condition or disease | Intervention/treatment | Phase |
---|---|---|
Scurvy | Drug: Oranges Drug: Limes | Phase 2 |
Sailors were given fruit.
Study Design
Go to
Study Type : Interventional (Clinical Trial)
Actual Enrollment : 12 participants
Allocation: Randomized
Official Title: A Trial of Oranges
Arms and Interventions
Arm
Intervention/treatment
Experimental: Oranges
Two a day.
Drug: Oranges
Fresh.
Other Name: Citrus
Primary Outcome Measures :
1. Gums [ Time Frame: daily ]
Seen by two surgeons.
Ages Eligible for Study: 18 Years and older (Adult, Older Adult)
Criteria
Inclusion Criteria:
* Sailors
Locations
United States, Georgia
The Spa
Savannah, Georgia, United States, 31401
Investigators
Study Chair:
James Lind, MD
The Navy
Last Verified: May 2020
"""
RESULTS = b"""Oranges Against Scurvy
ClinicalTrials.gov Identifier:
NCT00000042
Study Type: Interventional
Study Design: Allocation: Randomized;   Masking: Open Label
Condition: Scurvy
Interventions: Drug: Oranges
Participant Flow
Recruitment Details
At sea.
"""
SOURCES = (*MADE_UP, FULLTEXT, RESULTS)


def mutated(rows: list[bytes], chance: random.Random) -> bytes:
    """The rows after one to twelve accidents."""
    for _ in range(chance.randint(1, 12)):
        one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
        match chance.randrange(8):
            case 0:
                rows = rows[: max(1, one)]
            case 1:
                rows[one], rows[other] = rows[other], rows[one]
            case 2:
                rows.insert(other, rows[one])
            case 3:
                rows[one] += rows[other]
            case 4:
                rows[one] = bytes(chance.randrange(256) for _ in range(chance.randrange(30)))
            case 5:
                rows[one] = rows[one][: chance.randrange(len(rows[one]) + 1)]
            case 6:
                rows[one] = rows[one].replace(b" ", chance.choice((b"  ", b"\xc2\xa0", b" | ", b"")), 3)
            case _:
                rows[one : other + 1] = reversed(rows[one : other + 1])
    return b"\n".join(rows)


def sources(data: Path) -> list[bytes]:
    return [
        *SOURCES,
        *(path.read_bytes() for folder in ("seeds", "pages") for path in sorted((data / folder).iterdir())),
    ]


def damaged(pages: list[bytes], count: int) -> Iterator[bytes]:
    chance = random.Random(20_260_101)  # noqa: S311 (the same pages each time)
    for number in range(count):
        yield mutated(pages[number % len(pages)].split(b"\n"), chance)


def readings(content: bytes) -> Iterator[Reading]:
    reader = detect(content[:65_536])
    readers = [reader] if reader else [PAGE_READERS[len(content) % len(PAGE_READERS)]]
    for each in readers:
        yield each.read(content, name="page.txt")


def check(content: bytes) -> None:
    for reading in readings(content):
        check_account(reading, content)
        if reading.study:
            assert reading.study.id.encode() in content


def test_mutated_pages(data: Path) -> None:
    for content in damaged(sources(data), 1_000):
        check(content)


@pytest.mark.slow
def test_ten_thousand_mutated_pages(data: Path) -> None:
    for content in damaged(sources(data), 10_000):
        check(content)


LINES = 1_000_000
HUGE: dict[str, Callable[[int], bytes]] = {
    "one long line of words": lambda size: aggregator_page({"Brief Summary": ("word " * (10 * size),)}),
    "one long line of stars": lambda size: tabular_page(
        recruitment=("Eligibility Criteria ICMJE " + "a" + "*" * (50 * size) + "x",)
    ),
    "one long line of parties": lambda size: aggregator_page({"Study Design": ("Participants " * (4 * size),)}),
    "one long line of types": lambda size: FULLTEXT.replace(b"Drug: Limes", b"Drug: Limes " * (4 * size)),
    "one long line of bars": lambda size: FULLTEXT.replace(b"Drug: Limes", b"| " * (25 * size)),
    "one long line of labels": lambda size: RESULTS.replace(
        b"Open Label", b"Open Label;   Allocation: N/A;" * (3 * size // 2)
    ),
    "one long line of mojibake": lambda size: aggregator_page({"Brief Summary": ("Ã©" * (12 * size),)}),
    "many unknown lines": lambda size: tabular_page() + b"\nunknown words" * size,
    "many foreign lines": lambda size: tabular_page() + b"\nZzz: 42" * size,
    "many headings": lambda size: aggregator_page({}) + b"\nConditions\nScurvy" * (size // 2),
    "many labels": lambda size: tabular_page(recruitment=("Ages ICMJE soon",) * size),
    "many sames": lambda size: tabular_page(
        tracking=(
            "Current Primary Outcome Measures ICMJE",
            *("• Gums",) * (size // 2),
            *("Original Primary Outcome Measures ICMJE Same as current",) * (size // 2),
        )
    ),
    "many arms": lambda size: FULLTEXT.replace(b"Two a day.", b"Experimental: A\nDrug: B\nmore\n" * (size // 3)),
    "many sites": lambda size: FULLTEXT.replace(
        b"The Spa\n", b"The Spa\nSavannah, Georgia, United States\n" * (size // 2)
    ),
    "many groups": lambda size: aggregator_page(
        {"Study Groups": ("A", "Group Type OTHER", "B", "Intervention Type DRUG") * (size // 4)}
    ),
    "many values": lambda size: aggregator_page({"Basic Information": BASIC * (size // 6)}),
    "many damaged lines": lambda size: RESULTS + b"\xff\n" * size,
    "an HTML page that nests without end": lambda size: (
        b"<!doctype html><html><body>" + b"<div><b><ul><li>" * (size // 5) + FULLTEXT
    ),
    "an HTML page of a million cells": lambda size: (
        b"<!doctype html><html><body><table><tr>" + b"<td>x" * size + FULLTEXT
    ),
    "many related": lambda size: aggregator_page({"More Related Trials": ("A trial", "NCT00000043") * (size // 2)}),
}


def reader_of(content: bytes) -> PageReader:
    reader = detect(content[:65_536]) or next(each for each in PAGE_READERS if each.name == "ctgov-fulltext")
    assert isinstance(reader, PageReader)
    return reader


@pytest.mark.parametrize("name", HUGE)
def test_the_time_of_a_page_grows_with_its_lines(name: str) -> None:
    assert_linear(lambda content: reader_of(content).read(content, name="page.txt"), HUGE[name], size=250)


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_huge_pages(name: str) -> None:
    content = HUGE[name](LINES)
    reading = reader_of(content).read(content, name="page.txt")
    assert len(reading.lines) == len(content.splitlines()) or content.startswith(b"<!doctype")
    assert len(reading.problems) < 20 * MOST_NOTES


def test_problems_are_capped_and_counted() -> None:
    page = tabular_page(recruitment=("Ages ICMJE soon",) * 300)
    reader = detect(page)
    assert reader is not None
    reading = reader.read(page, name="page.txt")
    said = [problem for problem in reading.problems if problem.rule == "CT-R011"]
    assert len(said) == MOST_NOTES + 1
    assert "and 200 more problems of this kind on the page" in {problem.message for problem in said}
    assert {problem.severity for problem in said} == {Severity.WARNING}
    assert [line.fate for line in reading.lines].count(LineFate.UNRECOGNISED) == 300


def test_a_run_of_unknown_lines_is_one_problem() -> None:
    page = tabular_page() + b"\n" + b"\n".join(b"Unknown words %d" % number for number in range(50))
    reader = detect(page)
    assert reader is not None
    reading = reader.read(page, name="page.txt")
    (said,) = reading.problems
    assert (said.rule, said.line) == ("CT-R005", 8)
    assert said.message == "unrecognised lines 8 to 57, which begin with: Unknown words 0"


@pytest.mark.parametrize(
    "text", ["Call 555-123-4567 now", "Write to jane.doe+x@example.org", "+1 (555) 123 4567", "5551234567"]
)
def test_a_line_by_which_a_person_can_be_reached_is_not_shown(text: str) -> None:
    page = tabular_page() + b"\n" + text.encode()
    reader = detect(page)
    assert reader is not None
    reading = reader.read(page, name="page.txt")
    (said,) = reading.problems
    assert said.message == "unrecognised line: (not shown: it holds a telephone number or an e-mail address)"
    doubted = tabular_page(administrative=(f"Verification Date {text}",))
    other = reader.read(doubted, name="page.txt")
    assert not any(part in str(other.problems) for part in ("4567", "jane.doe"))


@pytest.mark.parametrize("text", ["2014-02-04", "NCT01297972", "1,200", "20 to 30 mg", "10.1182/blood-2006-03-010777"])
def test_other_numbers_are_shown(text: str) -> None:
    page = tabular_page() + b"\nUnknown " + text.encode()
    reader = detect(page)
    assert reader is not None
    reading = reader.read(page, name="page.txt")
    assert [problem.message for problem in reading.problems] == [f"unrecognised line: Unknown {text}"]
