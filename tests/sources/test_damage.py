"""Whatever happens to a page: nothing is raised, each line is accounted for, nothing is made up."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Severity
from kg.sources import READERS, LineFate, Reading
from kg.sources.page.page_account import MOST_NOTES
from kg.sources.page.reader import PageReader
from tests.effort import examples
from tests.sources.making import BASIC, DESIGN, aggregator_page, tabular_page
from tests.sources.pages import SEED_000, SEED_004, SEEDS, is_capped, read, reported, rows_of, rules, stated

PAGE_READERS = tuple(reader for reader in READERS if isinstance(reader, PageReader))
SEED_READERS = tuple(reader for reader in PAGE_READERS if reader.name in {"ctgov-tabular", "meddatax-page"})


def check_account(reading: Reading, content: bytes) -> None:
    """Every line has a number and a fate that fits; what went nowhere is reported, and so is a lost record."""
    assert [line.number for line in reading.lines] == list(range(1, len(reading.lines) + 1))
    assert len(reading.lines) == len(content.splitlines())
    for line in reading.lines:
        assert (line.fate == LineFate.BLANK) == (not line.text)
        assert (line.fate == LineFate.USED) == bool(line.uses)
        assert (line.fate == LineFate.LEFT_OUT) == (line.reason is not None)
    unrecognised = {line.number for line in reading.lines if line.fate == LineFate.UNRECOGNISED}
    assert unrecognised <= reported(reading) or is_capped(reading)
    assert len(reading.problems) < 20 * MOST_NOTES
    lost = any(problem.severity == Severity.VIOLATION for problem in reading.problems)
    assert lost == (reading.study is None)
    assert all(problem.hint and problem.file for problem in reading.problems)


@pytest.mark.parametrize(("name", "last"), [(SEED_000, 94), (SEED_004, 107)])
def test_a_page_cut_at_every_line(seeds: Path, name: str, last: int) -> None:
    rows = rows_of(seeds / name)
    whole = {(line.number, use) for line in read(b"\n".join(rows)).lines for use in line.uses}
    for end in range(len(rows)):
        content = b"\n".join(rows[:end])
        for reader in SEED_READERS:
            reading = reader.read(content, name=name)
            check_account(reading, content)
            said = "CT-R013" in {problem.rule for problem in reading.problems}
            assert said or (reader.accepts(content) and end >= last), end
            if reader.accepts(content):
                assert {(line.number, use) for line in reading.lines for use in line.uses} <= whole, end


@pytest.mark.parametrize("name", SEEDS)
def test_a_cut_page_keeps_what_stands_above_the_cut(seeds: Path, name: str) -> None:
    rows = rows_of(seeds / name)
    whole = read(b"\n".join(rows))
    cut = read(b"\n".join(rows[:55]))
    assert cut.study is not None
    assert whole.study is not None
    assert (cut.study.id, cut.study.title, cut.study.status) == (whole.study.id, whole.study.title, whole.study.status)
    assert cut.study.design == whole.study.design
    assert cut.study.lead_sponsor is None


MADE_UP = (
    aggregator_page(
        {
            "Basic Information": BASIC,
            "Brief Summary": ("Do oranges help?",),
            "Conditions": ("Scurvy",),
            "Study Design": DESIGN,
            "Interventions": ("Oranges", "Two a day."),
            "Eligibility Criteria": ("Inclusion Criteria", "* Sailors", "18 Years", "65 Years", "ALL", "No"),
            "Sponsors": ("The Navy", "OTHER_GOV", "The Fruit Trust", "OTHER"),
            "Principal Investigators": ("James Lind, MD", "Role: STUDY_CHAIR", "The Navy"),
            "Locations": ("HMS Salisbury", "Portsmouth, United Kingdom"),
            "More Related Trials": ("Lemons Against Scurvy", "NCT00000043"),
        }
    ),
    tabular_page(
        header=("Oranges Against Scurvy", "ClinicalTrials.gov Identifier: NCT00000042", "Sponsor:", "The Navy"),
        tracking=(
            "First Submitted Date ICMJE May 20, 2020",
            "Current Primary Outcome Measures ICMJE",
            "(submitted: May 20, 2020)",
            "Gums [ Time Frame: daily ]",
            "Original Primary Outcome Measures ICMJE Same as current",
        ),
        descriptive=(
            "Brief Title ICMJE Oranges Against Scurvy",
            "Brief Summary Do oranges help?",
            "Study Phase ICMJE Phase 2",
            "Study Design ICMJE Allocation: Randomized",
            "Condition ICMJE Scurvy",
            "Intervention ICMJE Drug: Oranges",
        ),
        recruitment=(
            "Estimated Enrollment ICMJE",
            "30",
            "Eligibility Criteria ICMJE",
            "Inclusion Criteria:",
            "• Sailors",
            "Ages ICMJE 18 Years to 65 Years (Adult)",
        ),
        administrative=("NCT Number ICMJE NCT00000042", "Verification Date May 2020"),
    ),
)
ROWS = tuple(page.split(b"\n") for page in MADE_UP)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("drop", "double", "swap", "join", "insert")),
        st.integers(0, 200),
        st.integers(0, 200),
        st.binary(max_size=20),
    ),
    max_size=12,
)


def edited(rows: list[bytes], edits: list[tuple[str, int, int, bytes]]) -> bytes:
    """The rows after some accidents."""
    for kind, first, second, noise in edits:
        one, other = first % len(rows), second % len(rows)
        match kind:
            case "drop" if len(rows) > 1:
                del rows[one]
            case "double":
                rows.insert(other, rows[one])
            case "swap":
                rows[one], rows[other] = rows[other], rows[one]
            case "join":
                rows[one] += rows[other]
            case _:
                rows.insert(one, noise)
    return b"\n".join(rows)


@settings(max_examples=examples(200))
@given(page=st.integers(0, 1), edits=EDITS)
def test_accidents_to_a_page(page: int, edits: list[tuple[str, int, int, bytes]]) -> None:
    content = edited(list(ROWS[page]), edits)
    for reader in PAGE_READERS:
        reading = reader.read(content, name="page.txt")
        check_account(reading, content)
        if reading.study:
            assert reading.study.id in {"NCT00000042"}


@given(content=st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    for reader in PAGE_READERS:
        reading = reader.read(content, name="page.txt")
        check_account(reading, content)
        assert reading.study is None


def test_made_up_pages_are_clean() -> None:
    for page in MADE_UP:
        reading = read(page)
        assert reading.study is not None
        assert {rule for _, rule in rules(reading)} <= {"CT-R007", "CT-R008"}


def test_bytes_that_are_not_utf_8() -> None:
    page = aggregator_page({"Conditions": ("Scurvy",), "Brief Summary": ("Do oranges of S\u00e3o Paulo help?",)})
    reading = read(page.replace(b"\nScurvy\n", b"\nScurv\xff\xfey\n"))
    assert reading.study is not None
    assert reading.study.conditions == ("Scurv\ufffd\ufffdy",)
    (damaged,) = [problem for problem in reading.problems if problem.rule == "CT-R012"]
    assert (damaged.line, reading.lines[(damaged.line or 0) - 1].text) == (16, "Scurv\ufffd\ufffdy")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    for page in MADE_UP:
        one, other = read(page), read(b"\xef\xbb\xbf" + page.replace(b"\n", b"\r\n") + b"\r\n")
        assert (one.study, one.lines) == (other.study, other.lines)


def test_a_page_without_its_title() -> None:
    reading = read(aggregator_page({"Basic Information": BASIC}, header=("NCT ID: NCT00000042",)))
    assert reading.study is not None
    assert (reading.study.id, reading.study.title, reading.study.status) == ("NCT00000042", None, "COMPLETED")
    assert (None, "CT-R004") in rules(reading)
    assert {problem.record for problem in reading.problems} == {"NCT00000042"}


def test_a_page_without_its_id_takes_none_from_related_trials() -> None:
    sections = {"Related Clinical Trials": ("Lemons Against Scurvy", "NCT00000043")}
    reading = read(aggregator_page(sections, header=("Oranges Against Scurvy",)))
    assert reading.study is None
    assert (None, "CT-R002") in rules(reading)
    assert stated(reading, "related 1", "ct:relatedStudy") == ["NCT00000043"]
    assert {problem.record for problem in reading.problems} == {None}


def test_a_page_with_two_ids_of_its_own() -> None:
    header = ("Oranges Against Scurvy", "NCT ID: NCT00000042", "NCT ID: NCT00000043")
    reading = read(aggregator_page({}, header=header))
    assert reading.study is None
    assert (None, "CT-R003") in rules(reading)
    tabular = read(tabular_page(administrative=("NCT Number ICMJE NCT00000043", "Verification Date May 2020")))
    assert tabular.study is None
    assert rules(tabular)[0] == (None, "CT-R003")


def test_a_header_with_two_titles_is_not_guessed() -> None:
    header = ("Oranges Against Scurvy", "Home page", "NCT ID: NCT00000042")
    reading = read(aggregator_page({}, header=header))
    assert reading.study is not None
    assert reading.study.title is None
    assert {(1, "CT-R006"), (2, "CT-R006"), (None, "CT-R004")} <= set(rules(reading))
