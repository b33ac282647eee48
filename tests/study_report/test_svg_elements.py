"""Pieces of SVG: coordinates, texts that fit, and that nothing a record states breaks them; marks that differ."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pipeline.study_report import group_marks
from kg.pipeline.study_report.group_marks import COLOURS, drawn_legend, drawn_mark, marks_of, usual_marks
from kg.pipeline.study_report.svg_elements import coordinate, element, picture, shortened, text, text_width, wrapped
from tests.vocabulary import ROOT

FOLDER = ROOT / "kg" / "pipeline"
HOSTILE = '</text><script>alert("x")</script> & \x00 \x0b \ud800 \ufffe end'
WORDS = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("number", "wanted"), [(12.0, "12"), (12.34, "12.3"), (-0.01, "0"), (0, "0"), (100, "100"), (-3.96, "-4")]
)
def test_coordinates_have_one_decimal_at_most(number: float, wanted: str) -> None:
    assert coordinate(number) == wanted


def test_names_of_attributes_are_those_of_svg() -> None:
    made = element("text", "a", x=1.25, class_="b", text_anchor='"<&', viewBox="0 0 1 1")
    assert made == '<text x="1.2" class="b" text-anchor="&quot;&lt;&amp;" viewBox="0 0 1 1">a</text>'
    assert element("path", d="M0 0") == '<path d="M0 0"/>'


@given(WORDS)
def test_any_text_makes_a_picture_that_parses(words: str) -> None:
    made = picture([text(words, (0, 0))], width=10, height=10, key="k", title=words, description=words)
    parsed = ElementTree.fromstring(made.svg.encode("utf-8", "replace"))  # noqa: S314 - made here
    assert [each.tag.rpartition("}")[2] for each in parsed] == ["title", "desc", "text"]


def test_nothing_stated_is_markup() -> None:
    made = picture([text(HOSTILE, (0, 0))], width=10, height=10, key="k", title=HOSTILE, description="")
    assert "<script" not in made.svg
    assert made.svg.count("</text>") == 1


@given(WORDS, st.floats(20, 300))
def test_a_shortened_text_fits(words: str, width: float) -> None:
    found = shortened(words, width, 12)
    assert text_width(found, 12) <= width
    assert found == " ".join(words.split()) or found.endswith("…")


@given(WORDS, st.floats(30, 300), st.integers(1, 4))
def test_wrapped_lines_fit(words: str, width: float, most: int) -> None:
    lines = wrapped(words, width, 12, most=most)
    assert len(lines) <= most
    assert all(text_width(each, 12) <= width for each in lines)


def test_a_text_is_broken_between_words_and_the_last_line_says_that_there_is_more() -> None:
    assert wrapped("Withdrawal by subject", 90, 12, most=3) == ["Withdrawal", "by subject"]
    assert wrapped("Transfer to a company sponsored trial", 90, 12, most=2) == ["Transfer to a", "company sp…"]


# Marks


def test_eight_groups_have_eight_shapes_and_sixty_four_differ() -> None:
    paths = [re.sub(r'class="mark g\d"', "", drawn_mark(number, 50, 50)) for number in range(64)]
    assert len(set(paths)) == len(set(paths[:8])) == 8
    assert len({drawn_mark(number, 50, 50) for number in range(64)}) == 64


def test_a_title_has_one_mark_on_the_page() -> None:
    titles = ["Mint First", "Placebo First", "Total", "Mint Oil", "Placebo", "Mint Oil"]
    usual = usual_marks(titles, (4, 5, 5, 6))
    assert usual == [2, 3, 4, 0, 1, 0]
    assert marks_of((4, 5), usual) == {4: 0, 5: 1}
    assert marks_of((5, 6), usual) == {5: 1, 6: 0}
    assert marks_of((4, 6), usual) == {4: 0, 6: 1}  # two groups of one title in one table


def test_no_shape_comes_twice_in_a_table_of_eight_groups() -> None:
    usual = list(range(20))
    found = marks_of((1, 9, 17, 2, 10, 18, 3, 4), usual)
    assert len({mark % 8 for mark in found.values()}) == 8
    assert len(set(marks_of(range(1, 21), usual).values())) == 20


def test_a_legend_goes_on_in_the_next_line() -> None:
    pieces, end = drawn_legend([(0, "A"), (1, "B" * 60), (2, "C")], 4, 4, 400)
    heights = [re.search(r' y="([\d.]+)"', piece) for piece in pieces[1::2]]
    assert [found[1] for found in heights if found] == ["14", "33", "52"]
    assert end == 67
    assert drawn_legend([], 4, 4, 400) == ([], 4)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_marks_can_be_told_from_the_page_in_light_and_dark() -> None:
    """WCAG 2.1, 1.4.11: 3 to 1 at least."""
    page = re.findall(r"--page: (#[0-9a-f]{6})", (FOLDER / "reports" / "report.css").read_text(encoding="utf-8"))
    style = (FOLDER / "study_report" / "results.css").read_text(encoding="utf-8")
    found = re.findall(r"--g\d: (#[0-9a-f]{6})", style)
    light, dark, printed = found[:COLOURS], found[COLOURS : 2 * COLOURS], found[2 * COLOURS :]
    assert light == printed
    for colours, behind in ((light, page[0]), (dark, page[1])):
        assert len(set(colours)) == COLOURS == group_marks.COLOURS
        for colour in colours:
            lighter, darker = sorted((luminance(colour), luminance(behind)), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 3, colour
    assert all(f".picture .g{number} {{ fill: var(--g{number}); }}" in style for number in range(1, COLOURS + 1))
