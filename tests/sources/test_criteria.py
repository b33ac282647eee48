"""Criteria texts of many styles; the wording is made up, the styles stand in real records."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.criteria import criteria_parts, split_criteria


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
        ("To be eligible, sailors must:\n* a\nThey are not eligible if they:\n* b", ("a",), ("b",)),
        ("Inclusion criteria: sailors at sea\nExclusion Criteria:1. b", ("sailors at sea",), ("b",)),
        ("Phase 1 Key Inclusion Criteria\n* a\nCancer-Specific Exclusions:\n* b", ("a",), ("b",)),
        ("Inclusion:\n* a\nInclusion/exclusion criteria vary.", ("a", "Inclusion/exclusion criteria vary."), ()),
        ("Inclusion:\n* No exclusion criteria\n* At inclusion", ("No exclusion criteria", "At inclusion"), ()),
        ("Sailors\n* a\n* b", (), ()),
        ("DISEASE CHARACTERISTICS:\n* Scurvy\n\nInclusion Criteria:\n* a", ("a",), ()),
        ("", (), ()),
    ],
)  # fmt: skip
def test_sides(text: str, inclusion: tuple[str, ...], exclusion: tuple[str, ...]) -> None:
    assert split_criteria(text) == (inclusion, exclusion)


def test_nested_lines_stay_with_their_item() -> None:
    text = "Inclusion Criteria:\n\n1. Scurvy, by\n\n   * gums, or\n   * teeth\n2. Consent:\n\n   in writing\n3. At sea"
    assert split_criteria(text)[0] == ("Scurvy, by\n* gums, or\n* teeth", "Consent:\nin writing", "At sea")


def test_lead_ins_are_no_items() -> None:
    text = "Exclusion Criteria:\n\nSailors with:\n* rum\n\nOfficers with:\n* port"
    assert split_criteria(text) == ((), ("rum", "port"))


def test_a_line_without_a_mark_is_an_item_of_its_own() -> None:
    text = "Inclusion Criteria:\n* a\nZzz: 42\n  * b\n* c"
    assert split_criteria(text)[0] == ("a", "Zzz: 42", "b", "c")


def test_parts_name_their_lines() -> None:
    parts = list(criteria_parts(["Inclusion Criteria", "* a", "  * b", "", "Exclusion Criteria", "* c"]))
    assert [(part.index, part.side.value, part.text, part.begins) for part in parts] == [
        (1, "inclusion", "a", True),
        (2, "inclusion", "* b", False),
        (5, "exclusion", "c", True),
    ]


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
    start = time.perf_counter()
    split_criteria(f"Inclusion Criteria:\n{text}\n{text}:")
    assert time.perf_counter() - start < 2
