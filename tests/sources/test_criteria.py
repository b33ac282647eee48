"""Criteria texts of many styles; the wording is made up, the styles stand in real records."""

import re
import time
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.sources.criteria.split import criteria_parts, split_criteria
from tests.effort import examples


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion"),
    [
        ("Inclusion Criteria:\n\n* a\n* b\n\nExclusion Criteria:\n\n* c", ("a", "b"), ("c",)),
        ("Inclusion Criteria\n1. a\n2. b\nExclusion Criteria\n1) c\n(2) d", ("a", "b"), ("c", "d")),
        ("INCLUSION CRITERIA:\n  • a\nEXCLUSION CRITERIA:\n  • (4) b", ("a",), ("(4) b",)),
        ("Inclusion Criteria:\n\nA sailor.\n\nAt sea.\n\nExclusion:\n\nNone", ("A sailor.", "At sea."), ("None",)),
        ("* Inclusion Criteria:\n\n  * a\n* Exclusion criteria\n  * b", ("a",), ("b",)),
        ("**Inclusion Criteria:**\n- a\n## Exclusion\n- b", ("a",), ("b",)),
        ("Key Inclusion Criteria:\n* a\nMain Exclusion Criteria :\n* b", ("a",), ("b",)),
        ("Inclusion Criteria for Sailors:\n* a\nExclusion Criteria (officers)\n* b", ("a",), ("b",)),
        ("Sibling Inclusion Criteria for Genetic Testing:\n* a\nNon-Inclusion Criteria:\n* b", ("a",), ("b",)),
        ("Inclusion Criteria:\n* a\n\nNo inclusion / Exclusion Criteria:\n* b", ("a",), ("b",)),
        ("Inclusion Criteria:\n* a\nSubjects will be excluded if they:\n* b", ("a",), ("b",)),
        ("To be eligible, they must:\n* a\nThey are not eligible if they:\n* b", ("a",), ("b",)),
        ("To be eligible, sailors must:\n* a", ("To be eligible, sailors must:", "a"), ()),
        ("Inclusion criteria: sailors at sea\nExclusion Criteria:1. b", ("sailors at sea",), ("b",)),
        ("Phase 1 Key Inclusion Criteria\n* a\nCancer-Specific Exclusions:\n* b", ("a",), ("b",)),
        ("Inclusion:\n* a\nInclusion/exclusion criteria vary.", ("a", "Inclusion/exclusion criteria vary."), ()),
        ("Inclusion:\n* No exclusion criteria\n* At inclusion", ("No exclusion criteria", "At inclusion"), ()),
        ("Sailors\n* a\n* b", ("Sailors", "a", "b"), ()),
        ("SCURVY:\n* Gums\n\nExclusion Criteria:\n* a", ("SCURVY:", "Gums"), ("a",)),
        ("Eligibility Criteria:\n* a\nEXCLUSION CRITERIA\n* b", ("a",), ("b",)),
        ("Exclusion:\n* a\nGeneral criteria:\n* b", (), ("a", "General criteria:", "b")),
        ("Exclusion:\n* a\nEligibility Criteria for Officers:\n* b", ("b",), ("a",)),
        # Headings within a line, behind marks and numbers.
        ("Inclusion Criteria: - a - b c Exclusion Criteria: - d - e", ("a", "b c"), ("d", "e")),
        ("Inclusion Criteria: 1. a 2. b EXCLUSION CRITERIA: 1) c 2) d", ("a", "b"), ("c", "d")),
        ("Inclusion Criteria:\n* a\n* b c Exclusion Criteria:\n* d", ("a", "b c"), ("d",)),
        ("Inclusion Criteria:\n* b (MAB) Exclusion Criteria:• d • e", ("b (MAB)",), ("d", "e")),
        ("At sea. Exclusion criteria: port", ("At sea.",), ("port",)),
        ("At sea. Exclusion criteria include port.", ("At sea.",), ("port.",)),
        ("At sea. Exclusions include port.", ("At sea.",), ("port.",)),
        ("* at seaExclusion Criteria:\n* port", ("at sea",), ("port",)),
        ("1. a\n3.6 EXCLUSION CRITERIA\n1. b", ("a",), ("b",)),
        ("II. Inclusion criteria\na\nB) Exclusion criteria:\nb", ("a",), ("b",)),
        ("1. Inclusion: a\n2. Exclusion: b", ("a",), ("b",)),
        ("- Exclusion criteria for officers- a) port", (), ("port",)),
        ("Exclusion criteria Sailors who drank before noon", (), ("Sailors who drank before noon",)),
        ("Inclusion\uff1a\n\u25cf a\n\u25cfb\nExclusion Criteria\uff1a\n\u25cf c \u25cf d", ("a", "b"), ("c", "d")),
        ("* Inclusion of the child, step 2: a\nExclusion Criteria: None", ("a",), ("None",)),
        ("INCLUSION REQUIRMENTS - CREW:\na\nEXCLUSIONS - CREW:\nb", ("a",), ("b",)),
        # A side for one list: `Excluded:` and `Required:` under another lead-in.
        (
            "Exclusion Criteria\nPrior Drink:\nExcluded:\n- rum\nRequired:\n- water\nMutiny.\nWork:\n- none",
            ("Required:", "water"),
            ("Prior Drink:", "rum", "Mutiny.", "Work:", "none"),
        ),
        ("Exclusion:\nExcluded within 3 days:\n* rum", (), ("Excluded within 3 days:", "rum")),
        # No headings.
        ("Scurvy is not a criterion for exclusion.\n* a", ("Scurvy is not a criterion for exclusion.", "a"), ()),
        ("Scurvy is not an exclusion criterion:\n* a", ("Scurvy is not an exclusion criterion:", "a"), ()),
        ("Officers are not excluded:\n* a", ("Officers are not excluded:", "a"), ()),
        ("Meets the Exclusion Criteria: a", ("Meets the Exclusion Criteria: a",), ()),
        ("* Exclusion of other causes: a\n* b", ("Exclusion of other causes: a", "b"), ()),
        ("a (see also Exclusion Criterion 3.2.2.)\nb", ("a (see also Exclusion Criterion 3.2.2.)", "b"), ()),
        ("Inclusion Criteria:\n* a\nExclusion Criteria:\n* -", ("a",), ()),
        ("", (), ()),
    ],
)  # fmt: skip
def test_sides(text: str, inclusion: tuple[str, ...], exclusion: tuple[str, ...]) -> None:
    assert split_criteria(text) == (inclusion, exclusion, ())


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion", "undecided"),
    [
        ("Inclusion/Exclusion Criteria:\n* a\n  * b", (), (), ("a\n* b",)),
        ("INCLUSION AND EXCLUSION CRITERIA, BY GROUP\na\nExclusion:\nb", (), ("b",), ("a",)),
        ("Inclusion and exclusion criteria\nInclusion:\n* a\nExclusion:\n* b", ("a",), ("b",), ()),
    ],
)
def test_what_stands_under_a_heading_of_both_sides_has_none(
    text: str, inclusion: tuple[str, ...], exclusion: tuple[str, ...], undecided: tuple[str, ...]
) -> None:
    assert split_criteria(text) == (inclusion, exclusion, undecided)


def test_nested_lines_stay_with_their_item() -> None:
    text = "Inclusion Criteria:\n\n1. Scurvy, by\n\n   * gums, or\n   * teeth\n2. Consent:\n\n   in writing\n3. At sea"
    assert split_criteria(text)[0] == ("Scurvy, by\n* gums, or\n* teeth", "Consent:\nin writing", "At sea")


def test_lead_ins_are_items_too() -> None:
    text = "Exclusion Criteria:\n\nSailors with:\n* rum\n\nOfficers with:\n* port"
    assert split_criteria(text).exclusion == ("Sailors with:", "rum", "Officers with:", "port")


def test_a_line_without_a_mark_is_an_item_of_its_own() -> None:
    text = "Inclusion Criteria:\n* a\nZzz: 42\n  * b\n* c"
    assert split_criteria(text)[0] == ("a", "Zzz: 42", "b", "c")


def test_parts_name_their_lines() -> None:
    parts = list(criteria_parts(["Inclusion Criteria", "* a", "  * b", "", "Exclusion Criteria", "* c"]))
    assert [(part.index, part.side, part.text, part.begins) for part in parts] == [
        (1, "inclusion", "a", True),
        (2, "inclusion", "* b", False),
        (5, "exclusion", "c", True),
    ]


CASES = {
    "04b_heading_glued_to_a_bullet.json": (("Adult", "Able to walk"), ("Dialysis", "Pregnancy")),
    "04c_numbered_heading.json": (("To take part, people must:", "Be adult"), ("Pregnancy",)),
    "04a_criteria_on_one_line.txt": (("Larvae in stool", "Over 15 kg"), ("Pregnancy", "Dialysis")),
}


@pytest.mark.parametrize("name", CASES)
def test_the_sides_of_the_small_cases(name: str, cases: Path) -> None:
    (reading,) = kg.read(cases / "files" / name)
    assert reading.study
    assert reading.study.eligibility
    assert (reading.study.eligibility.inclusion, reading.study.eligibility.exclusion) == CASES[name]


HEADING = re.compile(r"inclusion|exclu|eligib|criteria|disqualif|not be (?:included|enrolled)", re.IGNORECASE)
MARK = re.compile(r"(?:\s*(?:\\?[-*+\u2022\u25cf]|o(?=\s)|\(?(?:[0-9]{1,3}|[A-Za-z])\\?[.)])\s+)+")


def words(text: str) -> list[str]:
    """The words of a line, without its mark."""
    return re.findall(r"[^\W_]+", MARK.sub("", text, count=1) if MARK.match(text) else text)


def test_no_line_of_a_real_record_is_lost(data: Path) -> None:
    """Each line stands in an item, but for headings; of a line that holds a heading and more, the rest does."""
    archives = ("ctgov-v2.zip", "ctgov-v1.zip", "ctgov-xml.zip", "ctgov-v2-results.zip", "ctgov-xml-results.zip")
    texts = {
        reading.study.eligibility.criteria
        for name in archives
        for reading in islice(kg.read(data / name), examples(2_500))
        if reading.study and reading.study.eligibility and reading.study.eligibility.criteria
    }
    assert len(texts) > examples(3_000)
    for text in texts:
        kept = " ".join(" ".join(words(item)) for items in split_criteria(text) for item in items)
        for line in text.split("\n"):
            if (written := words(line)) and " ".join(written) not in kept:
                assert HEADING.search(line), f"{line!r} is in no item"
                assert len(written) <= 25 or sum(word in kept for word in written) >= len(written) - 8, line


@given(text=st.text(alphabet="* •1.)\n:Inclusion criteria exclusion ab", max_size=200))
def test_any_text(text: str) -> None:
    for items in split_criteria(text):
        for item in items:
            assert item.strip() == item
            assert item.split("\n")[0] in text


@pytest.mark.parametrize(
    "text", ["inclusion " * 100_000, "a-" * 300_000 + ":", "key " * 300_000, "* " * 300_000, "(" * 500_000]
)
def test_long_lines_take_little_time(text: str) -> None:
    start = time.process_time()
    split_criteria(f"Inclusion Criteria:\n{text}\n{text}:")
    assert time.process_time() - start < 2
