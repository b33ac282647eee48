"""Clean-up of lines, and what stays as it is."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.page.lines import PageLine, joined, parse_page
from kg.sources.page.text import clean, clean_long, is_foreign, unbulleted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u00a0\u00a0 b", "a b"),
        ("  a\tb \u2003", "a b"),
        ("Arzneimittel\u00adprüfung", "Arzneimittelprüfung"),
        ("\ufeffTitle", "Title"),
        ("a\x00b\x1bc\x7f\x9d", "abc"),
        ("a\x0bb\x85c", "a b c"),
        ("&lt;50&nbsp;% &amp; &quot;more&quot; &#8805; &#x2265;", '<50 % & "more" ≥ ≥'),
        ("AT&T &lt &notit; &unknown; R&D;", "AT&T &lt &notit; &unknown; R&D;"),
        ("&#10;a&#0;", "a\ufffd"),
        (
            "zero\u200bwidth, but \u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
            "zerowidth, but \u0646\u0627\u0645\u0647\u200c\u0627\u06cc",
        ),
        ("\u00a0", ""),
    ],
)
def test_clean_up(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(text=st.text())
def test_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    assert once == once.strip()
    assert "  " not in once
    assert not any(character in once for character in "\n\r\t\x00\xad\ufeff\u00a0")


def test_lines_end_as_in_an_editor() -> None:
    page = parse_page(b"one\r\ntwo\rthree\n\n  \xc2\xa0\n  \xe2\x80\xa2 six\n")
    assert page.lines == (
        PageLine(1, "one"),
        PageLine(2, "two"),
        PageLine(3, "three"),
        PageLine(4, ""),
        PageLine(5, "", 3),
        PageLine(6, "• six", 2),
    )
    assert [line.number for line in page.written] == [1, 2, 3, 6]
    assert page.sha256 == hashlib.sha256(b"one\r\ntwo\rthree\n\n  \xc2\xa0\n  \xe2\x80\xa2 six\n").hexdigest()


def test_an_empty_page_has_no_lines() -> None:
    assert parse_page(b"").lines == ()
    assert parse_page(b"\n").lines == (PageLine(1, ""),)


def test_damaged_lines_are_known() -> None:
    page = parse_page(b"fine\nnot \xe9 fine\nS\xc3\xa3o Paulo\n\xff")
    assert page.damaged == (2, 4)
    assert [line.text for line in page.lines] == ["fine", "not \ufffd fine", "São Paulo", "\ufffd"]


@pytest.mark.parametrize("text", ["Zzz: 42", "Zzz:42", "A longer label : 007"])
def test_foreign(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text", ["42", "Zzz 42", "Zzz: 42 mg", "a: b: 42", ": 42", "Zzz:", "NCT ID: NCT00000042", "Zzz: 4.2"]
)
def test_not_foreign(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("• a", "a"), ("* a", "a"), ("- a", "a"), ("-5 °C", "-5 °C"), ("• • a", "• a"), ("a - b", "a - b"), ("*", "*")],
)
def test_bullets(text: str, expected: str) -> None:
    assert unbulleted(text) == expected


def test_paragraphs_and_depth_are_kept() -> None:
    lines = [PageLine(4, "• a", 2), PageLine(5, "◦ b", 6), PageLine(8, "• c", 2)]
    assert joined(lines, frozenset({6, 7})) == "• a\n    ◦ b\n\n• c"
    assert joined(lines, frozenset()) == "• a\n    ◦ b\n• c"
    assert joined([], frozenset()) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"age \> 18 \[years\]", "age > 18 [years]"),
        (r"a\_b \* c \~ 10\^6", "a_b * c ~ 10^6"),
        (r"C:\Program \\ files", r"C:\Program \\ files"),
        ("UniversitÃ© de SÃ£o Paulo", "Université de São Paulo"),
        ("patientâ€™s â‰¥ 5 Â±1", "patient’s ≥ 5 ±1"),
        ("SÃO PAULO, Â and Ã alone", "SÃO PAULO, Â and Ã alone"),
        ("Île-de-France, Ångström, naïve", "Île-de-France, Ångström, naïve"),
    ],
)
def test_escapes_and_mojibake(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_long_texts_keep_their_lines() -> None:
    text = "Criteria:\r\n\r\n  * age \\> 18\u00a0years \r\n    * more &lt; than\u00ad that\n"
    assert clean_long(text) == "Criteria:\n\n  * age > 18 years\n    * more < than that"


@given(text=st.text(alphabet="abc é>&\\[]Ã©Â\n "))
def test_clean_up_of_a_clean_text_changes_nothing(text: str) -> None:
    once = clean_long(clean_long(text))
    assert clean_long(once).count("\n") == once.count("\n")


def test_mended_lines_are_known() -> None:
    page = parse_page("fine\nUniversitÃ©\nSão Paulo".encode())
    assert page.mended == (2,)
    assert [line.text for line in page.lines] == ["fine", "Université", "São Paulo"]
