"""Criteria texts of many styles; the wording is made up, the styles stand in real records."""

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.record import Criterion
from kg.sources.criteria.split import criteria_of, criteria_of_lines
from tests.effort import examples
from tests.growth import assert_linear


def texts_of(criteria: Iterable[Criterion], side: str | None) -> tuple[str, ...]:
    return tuple(each.text for each in criteria if each.side == side)


def sides(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The texts of the criteria that let in, that keep out, and of those that may do either."""
    criteria = criteria_of(text)
    return texts_of(criteria, "INCLUSION"), texts_of(criteria, "EXCLUSION"), texts_of(criteria, None)


def outline(text: str) -> list[str]:
    """The criteria of a text, as deep as they stand."""
    found: list[str] = []
    depth: list[int] = []
    for each in criteria_of(text):
        depth.append(depth[each.within - 1] + 1 if each.within else 0)
        found.append("  " * depth[-1] + each.text)
    return found


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
        ("Inclusion Criteria:\n* a\nThey are excluded if they:\n* b", ("a",), ("They are excluded if they:", "b")),
        (
            "To be eligible, they must:\n* a\nThey are not eligible if they:\n* b",
            ("To be eligible, they must:", "a"),
            ("They are not eligible if they:", "b"),
        ),
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
            ("Prior Drink:", "Excluded:", "rum", "Mutiny.", "Work:", "none"),
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
    assert sides(text) == (inclusion, exclusion, ())


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion", "undecided"),
    [
        ("Inclusion/Exclusion Criteria:\n* a\n  * b", (), (), ("a", "b")),
        ("INCLUSION AND EXCLUSION CRITERIA, BY GROUP\na\nExclusion:\nb", (), ("b",), ("a",)),
        ("Inclusion and exclusion criteria\nInclusion:\n* a\nExclusion:\n* b", ("a",), ("b",), ()),
    ],
)
def test_what_stands_under_a_heading_of_both_sides_has_none(
    text: str, inclusion: tuple[str, ...], exclusion: tuple[str, ...], undecided: tuple[str, ...]
) -> None:
    assert sides(text) == (inclusion, exclusion, undecided)


def test_nested_lines_stand_within_their_item() -> None:
    text = "Inclusion Criteria:\n\n1. Scurvy, by\n\n   * gums, or\n   * teeth\n2. Consent:\n\n   in writing\n3. At sea"
    assert outline(text) == ["Scurvy, by", "  gums, or", "  teeth", "Consent:", "  in writing", "At sea"]


def test_what_stands_below_a_lead_in_is_within_it() -> None:
    text = "Exclusion Criteria:\n\nSailors with:\n* rum\n\nOfficers with:\n* port\n\nMutiny"
    assert outline(text) == ["Sailors with:", "  rum", "Officers with:", "  port", "Mutiny"]


def test_another_kind_of_mark_below_a_lead_in_is_nested_and_the_same_kind_is_not() -> None:
    assert outline("1. One of these:\n* rum\n* port\n2. At sea") == ["One of these:", "  rum", "  port", "At sea"]
    assert outline("* One of these:\n* rum\n* At sea") == ["One of these:", "rum", "At sea"]


def test_a_title_in_capitals_holds_lead_ins_and_paragraphs() -> None:
    text = "SAILOR CHARACTERISTICS:\n\nAge:\n\n* Over 18\n\nAt sea.\n\nPRIOR DRINK:\n\n* Rum"
    assert outline(text) == ["SAILOR CHARACTERISTICS:", "  Age:", "    Over 18", "  At sea.", "PRIOR DRINK:", "  Rum"]


def test_a_title_between_dashes_holds_what_is_below_it() -> None:
    assert outline("--Disease--\n\n- Scurvy\n\n--Prior Drink--\n\n- Rum") == [
        "Disease",
        "  Scurvy",
        "Prior Drink",
        "  Rum",
    ]


def test_what_sailors_must_have_ends_a_list_of_those_who_are_excluded() -> None:
    text = (
        "Inclusion\n\nSailors with these are excluded:\n\n* Rum\n\nSailors must have:\n\n* Boots\n\nExclusion\n* Port"
    )
    assert sides(text) == (
        ("Sailors must have:", "Boots"),
        ("Sailors with these are excluded:", "Rum", "Port"),
        (),
    )


def test_a_list_within_a_line_stands_within_its_lead_in() -> None:
    assert outline("* One of the following: A) rum B) port or C) sherry") == [
        "One of the following:",
        "  rum",
        "  port or",
        "  sherry",
    ]


@pytest.mark.parametrize(
    ("lead_in", "combination"),
    [
        ("One of the following:", "ANY"),
        ("Sailors with at least one of the following:", "ANY"),
        ("Any one or more of the following:", "ANY"),
        ("Sailors must meet all of the following:", "ALL"),
        ("At least two of the following:", None),
        ("No more than one of the following:", None),
        ("Sailors with:", None),
        ("Sailors with one of the following diseases, or none", None),
    ],
)
def test_a_combination_is_what_the_lead_in_says(lead_in: str, combination: str | None) -> None:
    first, *rest = criteria_of(f"{lead_in}\n* rum\n* port")
    assert (first.text, first.combination) == (lead_in, combination)
    assert {each.combination for each in rest} == {None}


def test_the_heading_of_a_group_says_whom_criteria_apply_to() -> None:
    text = "Inclusion Criteria:\n* a\n\nSailors on board:\n* b\n\nControl Subjects:\n* c\n\nExclusion Criteria:\n* d"
    assert [(each.text, each.applies_to) for each in criteria_of(text)] == [
        ("a", None),
        ("Sailors on board:", None),
        ("b", None),
        ("Control Subjects:", "Control Subjects"),
        ("c", "Control Subjects"),
        ("d", None),
    ]


def test_a_heading_of_a_side_may_name_a_group() -> None:
    text = "Inclusion Criteria for Cohort 1:\n* a\nExclusion Criteria (officers)\n* b\nExclusion for all sailors:\n* c"
    assert [(each.text, each.side, each.applies_to) for each in criteria_of(text)] == [
        ("a", "INCLUSION", "Cohort 1"),
        ("b", "EXCLUSION", "officers"),
        ("c", "EXCLUSION", None),
    ]


def test_a_group_above_the_headings_of_its_sides_holds_for_both() -> None:
    text = "Cohort A:\nInclusion:\n* a\nExclusion:\n* b\nCohort B:\nInclusion:\n* c"
    found = [(each.text, each.side, each.applies_to) for each in criteria_of(text) if each.text[-1] != ":"]
    assert found == [("a", "INCLUSION", "Cohort A"), ("b", "EXCLUSION", "Cohort A"), ("c", "INCLUSION", "Cohort B")]


def test_what_is_no_criterion_for_exclusion_has_no_side() -> None:
    text = "Exclusion Criteria:\n\nPregnancy is not a criterion for exclusion.\n\nSailors who are not excluded by law."
    assert sides(text) == ((), ("Sailors who are not excluded by law.",), (text.split("\n")[2],))


def test_a_lone_conjunction_goes_on_with_what_stands_above_it() -> None:
    assert outline("1. Scurvy, with\n\n   * gums\n\n   OR\n2. Beriberi") == ["Scurvy, with", "  gums\nOR", "Beriberi"]


def test_escapes_of_markdown_are_undone() -> None:
    (only,) = criteria_of("Inclusion:\n1\\. Weight \\<50 kg \\[with boots\\]")
    assert only.text == "Weight <50 kg [with boots]"


def test_a_line_without_a_mark_is_an_item_of_its_own() -> None:
    text = "Inclusion Criteria:\n* a\nZzz: 42\n  * b\n* c"
    assert outline(text) == ["a", "Zzz: 42", "b", "c"]


def test_criteria_name_their_lines() -> None:
    found = criteria_of_lines(["Inclusion Criteria", "* a", "  goes on", "  * b", "", "Exclusion Criteria", "* c"])
    assert [(each.criterion.text, each.lines) for each in found] == [("a\ngoes on", (1, 2)), ("b", (3,)), ("c", (6,))]


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
    criteria = reading.study.eligibility.listed_criteria
    assert (texts_of(criteria, "INCLUSION"), texts_of(criteria, "EXCLUSION")) == CASES[name]


WORDS_OF_HEADINGS = (
    "inclusion inclusions iinclusion exclusion exclusions criteria criterion criterions requirement requirements "
    "requirments key main major general primary secondary additional other specific core common abbreviated study "
    "overall further eligibility selection entry enrollment protocol subject subjects participant participants trial "
    "groups group cohorts cohort parts studies sub randomisations aim and or for of the is are was were include "
    "includes included following also non none no not in to by all both any each as follows"
)
"""Words of headings that say a side and no more, and of those for everybody."""
COUNT = re.compile("[0-9]{1,3}|[A-Za-z]|[ivxIVX]+")


OF_HEADINGS = frozenset(WORDS_OF_HEADINGS.split())


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def is_of_a_heading(word: str, told: set[str]) -> bool:
    return word in told or word.casefold() in OF_HEADINGS or COUNT.fullmatch(word) is not None


def left_over(line: list[str], kept: list[str]) -> list[str] | None:
    """The words of a line that its criteria do not hold; None if they hold others, or in another order."""
    found, rest = [], kept[::-1]
    for word in reversed(line):
        if rest and rest[0] == word:
            rest.pop(0)
        else:
            found.append(word)
    return None if rest else found


@pytest.mark.slow
def test_the_texts_in_order_give_back_the_lines_of_real_records(data: Path) -> None:
    """But for marks, escapes, white space and headings; whom a heading names is told of its criteria."""
    archives = ("ctgov-v2.zip", "ctgov-v1.zip", "ctgov-xml.zip", "ctgov-v2-results.zip", "ctgov-xml-results.zip")
    texts = {
        reading.study.eligibility.criteria
        for name in archives
        for reading in islice(kg.read(data / name), examples(2_500))
        if reading.study and reading.study.eligibility and reading.study.eligibility.criteria
    }
    assert len(texts) > examples(3_000)
    for text in texts:
        lines = text.split("\n")
        found = list(criteria_of_lines(lines))
        indexes = [index for each in found for index in each.lines]
        assert indexes == sorted(indexes), text
        kept: dict[int, list[str]] = {}
        for each in found:
            for index, part in zip(each.lines, each.criterion.text.split("\n"), strict=True):
                kept.setdefault(index, []).extend(words(part))
        told = {word for each in found for word in words(each.criterion.applies_to or "")}
        for index, line in enumerate(lines):
            left = left_over(words(line), kept.get(index, []))
            assert left is not None, line
            assert [each for each in left if not is_of_a_heading(each, told)] == [], line


@given(text=st.text(alphabet="* •1.)\n:Inclusion criteria exclusion ab", max_size=200))
def test_any_text(text: str) -> None:
    for number, each in enumerate(criteria_of(text), 1):
        assert each.text.strip() == each.text != ""
        assert each.text.split("\n")[0] in text
        assert each.within is None or each.within < number


@pytest.mark.parametrize("piece", ["inclusion ", "a-", "key ", "* ", "(", "able to sail Exclusion Criteria: seasick; "])
def test_long_lines_take_time_that_grows_with_them(piece: str) -> None:
    assert_linear(criteria_of, lambda size: f"Inclusion Criteria:\n{piece * size}\n{piece * size}:", size=600)


@pytest.mark.parametrize(
    "text",
    [
        "HIV positive individuals will be excluded from participating.",
        "Patients with extensive disease (greater than 50%) will be ineligible.",
        "Those with a weight below 40.5 kg are not eligible for the study",
        "Pregnant women were excluded.",
    ],
)
@pytest.mark.parametrize("heading", ["Inclusion Criteria:\n\n", "", "Inclusion/Exclusion Criteria:\n\n"])
@pytest.mark.parametrize("mark", ["", "* "])
def test_a_sentence_that_keeps_people_out_does_so_under_any_heading(text: str, heading: str, mark: str) -> None:
    assert sides(f"{heading}{mark}{text}\n\n{mark}Adults")[1] == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "Patients who are ineligible for surgery",
        "Adults who were not included in another trial",
        "Patients are not eligible for standard therapy",
        "Age 18 or more. Children are excluded, but may enter a later trial",
        "Patients are excluded unless they have been treated",
        "Pregnant women will not be excluded.",
        "Women must have a test; lactating women will be ineligible",
        "Secondary causes are excluded by imaging",
    ],
)
def test_other_sentences_have_the_side_of_their_heading(text: str) -> None:
    assert sides(f"Inclusion Criteria:\n\n* {text}") == ((text,), (), ())


def test_a_paragraph_may_say_under_an_exclusion_heading_who_is_eligible() -> None:
    pairs = "Mother-child pairs were eligible for this study if they had given blood."
    assert sides(f"Women were ineligible if they:\n\n1. moved\n\n{pairs}") == (
        (pairs,),
        ("Women were ineligible if they:", "moved"),
        (),
    )
    exception = "Patients with treated skin cancer are eligible."
    assert sides(f"Exclusion Criteria:\n\n{exception}")[1] == (exception,)


@pytest.mark.parametrize(
    "text",
    [
        "Other protocol-defined inclusion/exclusion criteria may apply.",
        "NOTE: Further exclusion and inclusion criteria could apply",
    ],
)
def test_a_line_about_both_sides_is_on_neither(text: str) -> None:
    assert sides(f"Exclusion Criteria:\n\n* a\n\n{text}") == ((), ("a",), (text,))


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("(1). rum (2). port (3). gin", ("rum", "port", "gin")),
        ("1) rum 2) port", ("rum", "port")),
        ("a) rum; (not port) b) port", ("rum; (not port)", "port")),
        ("(a) rum, (b) port and (c) gin", ("rum,", "port and", "gin")),
        ("1. rum; 2. port; 3. gin", ("rum; ".strip(), "port;", "gin")),
        ("1. grade 1 or 2. gin", ("grade 1 or 2. gin",)),
        ("1. rum 2. port 3. gin", ("rum 2. port 3. gin",)),
        ("1) grade (1 or 2) port", ("grade (1 or 2) port",)),
        ("a. rum b. port", ("rum b. port",)),
        ("1). rum", ("rum",)),
    ],
)
def test_a_line_that_begins_a_list_may_hold_all_of_it(line: str, texts: tuple[str, ...]) -> None:
    assert sides(f"Inclusion Criteria:\n\n{line}")[0] == texts


def test_a_heading_names_its_group_behind_a_full_stop() -> None:
    found = criteria_of("Exclusion Criteria\n\n* a\n\nInclusion Criteria. Healthy Volunteers/Controls\n\n* b")
    assert [(each.text, each.side, each.applies_to) for each in found] == [
        ("a", "EXCLUSION", None),
        ("b", "INCLUSION", "Healthy Volunteers/Controls"),
    ]
    sentence = "Exclusion criteria. Patients with gout."
    assert sides(sentence)[0] == (sentence,)
