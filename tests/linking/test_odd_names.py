"""A name may be any text that a record holds: it is matched, or not, and never ends a run."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.linking import KINDS, Linker, Match, SharedNode, StudyNames
from kg.linking.linker import LONGEST_LABEL
from kg.linking.names import form_free
from tests.effort import examples
from tests.growth import assert_at_most

ODD = (
    "",
    "-",
    "?",
    "+",
    "(+)",
    "()",
    "(",
    ")(",
    "[-]",
    "Placebo (-)",
    "Vaccine (+)",
    "- (-) [-]",
    "of the (and)",
    "12345",
    "5 mg",
    "mg",
    "'s",
    "' '",
    "\U0001f48a",
    "\U0001f48a \U0001f489 (\U0001f489)",
    "\u0301\u0301",
    "e\u0301 (\u0301)",
    "\u202eatropin\u202c",
    "\u05d0\u05e1\u05e4\u05d9\u05e8\u05d9\u05df",
    "\u0000",
    "NUL\u0000in the middle",
    "\ud800",
    "\u2170 \u2171 (\u2172)",
    ", , ,",
    "/",
    " - ",
    "City of",
    "ised",
    "\ufeff",
    "x" * 100_000,
    "a " * 50_000,
    "(" * 100_000,
    "," * 100_000,
    "a," * 50_000,
    "(-)" * 30_000,
    "\u0301" * 100_000,
    " " * 100_000 + "x",
    *(text * (LONGEST_LABEL // len(text)) for text in ("a,", "x of X ", "a, a Y ", "( ", "site 1 ", "U. S. ", " - ")),
    "University of X, " * (LONGEST_LABEL // 17),
)
SHORT = LONGEST_LABEL // 8
LABELS = st.text(max_size=60) | st.text("()[]+-,;/' aéxmg1\u0301\u0000of", max_size=40)


@pytest.fixture(scope="module")
def linker(lexicon: Path) -> Linker:
    return Linker(lexicon)


def nodes(label: str) -> list[SharedNode]:
    return [
        SharedNode(f"https://example.org/{kind}/x", kind, label, "DK", label, city=label, other_names=(label, "x"))
        for kind in KINDS
    ]


def linked(linker: Linker, label: str) -> dict[str, tuple[Match, ...]]:
    """The matches of a node of each kind with that label, once conditions were inferred from it too."""
    found = {node.kind: linker.match(node) for node in nodes(label)}
    linker.infer_conditions(StudyNames("https://example.org/study/1", label))
    linker.infer_conditions(StudyNames("https://example.org/study/1", None, (label,), ("Breast Cancer", label)))
    return found


def odd_id(label: str) -> str:
    return f"{label[:12]!a}-{len(label)}"


@pytest.mark.parametrize("label", ODD, ids=odd_id)
def test_no_name_ends_the_linking(label: str, linker: Linker) -> None:
    assert [match.object for match in linked(linker, label)["country"]] == ["https://sws.geonames.org/2623032/"]


@pytest.mark.slow
@pytest.mark.parametrize("label", [each for each in ODD if len(each) > SHORT], ids=odd_id)
def test_no_name_holds_the_linking_up(label: str, linker: Linker) -> None:
    """Beside what it begins and ends with, the longest name takes at most the square of the time, and more no longer.

    Each time the name is another one, since names are remembered.
    """
    short, numbers = label[: SHORT // 2] + label[-SHORT // 2 :], count()
    assert_at_most(
        1.5 * (LONGEST_LABEL // SHORT) ** 2,
        lambda: linked(linker, f"{label} {next(numbers)}"),
        of=lambda: linked(linker, f"{short} {next(numbers)}"),
    )


@settings(max_examples=examples(300))
@given(LABELS)
@example("\u00bc")
def test_any_text_can_be_a_name(linker: Linker, label: str) -> None:
    linked(linker, label)


@pytest.mark.parametrize("label", ["-", "?", "+", "(-)", "of the", "\U0001f48a"])
def test_a_name_without_a_word_links_to_nothing(label: str, linker: Linker) -> None:
    assert [linker.match(node) for node in nodes(label)[:2]] == [(), ()]


@pytest.mark.parametrize("label", ["Metformin (-)", "Metformin (+)", "Metformin [?]"])
def test_a_bracket_without_a_word_does_not_count(label: str, linker: Linker) -> None:
    plain, odd = (linker.match(nodes(each)[1]) for each in ("Metformin", label))
    assert [(match.object, match.confidence) for match in odd] == [(match.object, match.confidence) for match in plain]


def test_what_is_longer_than_any_name_is_no_name(linker: Linker) -> None:
    just, beyond = ("Metformin" + " " * (LONGEST_LABEL - 9), "Metformin" + " " * (LONGEST_LABEL - 8))
    assert [bool(linker.match(nodes(label)[1])) for label in (just, beyond)] == [True, False]


def test_no_words_are_left_of_none() -> None:
    assert form_free(()) == ()
