"""Long texts come out alike from Markdown and from the layout of the XML."""

import pytest

from kg.sources.fields.clean import unwrapped
from kg.sources.fields.long_texts import by_lines, from_markdown, laid_out

MARKDOWN = r"""Inclusion Criteria:

* Age \>= 18, HLA-A\*02:01
* One of:

  1. FEV1 \< 80 % \[predicted\]
  2. PEF\_1

     measured twice
  3. neither
* Consent

Exclusion Criteria

1. Smokers

   * now
2. Others"""

XML = """
        Inclusion Criteria:

          -  Age >= 18, HLA-A*02:01

          -  One of:

               1. FEV1 < 80 %
                  [predicted]

               2. PEF_1

                  measured twice

               3. neither

          -  Consent

        Exclusion Criteria

          1. Smokers

               -  now

          2. Others
      """

PLAIN = """Inclusion Criteria:

* Age >= 18, HLA-A*02:01
* One of:

  1. FEV1 < 80 % [predicted]
  2. PEF_1

     measured twice
  3. neither
* Consent

Exclusion Criteria

1. Smokers

   * now
2. Others"""


def test_both_layouts_come_out_as_one() -> None:
    assert from_markdown(MARKDOWN) == laid_out(unwrapped(XML.replace("\n", "\r\n"))) == PLAIN
    assert laid_out(PLAIN) == PLAIN


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"100mg\m2, SMPH\P", r"100mg\m2, SMPH\P"),
        (r"biopsies \\homogenised", r"biopsies \homogenised"),
        (r"a \~7 \^2 \& \# \+ \- \_", "a ~7 ^2 & # + - _"),
        ("C:\\ ", "C:\\"),
        (r"\- age", "* age"),
        ("* a\n\n<!-- -->\n\n1. b", "* a\n1. b"),
        ("A  text\u00a0here ", "A text here"),
        (" \n \n", None),
        ("", None),
        (None, None),
    ],
)
def test_escapes_are_undone_and_other_backslashes_stay(markdown: str | None, text: str | None) -> None:
    assert from_markdown(markdown) == text


def test_a_backslash_of_another_format_is_no_escape() -> None:
    assert laid_out(r"C:\[x]") == by_lines(r"C:\[x]") == r"C:\[x]"


@pytest.mark.parametrize(
    ("text", "lines"),
    [("One\r\nTwo", "One\n\nTwo"), ("* a\n\n* b\n\nEnd", "* a\n* b\n\nEnd"), ("- a", "* a"), ("-a", "-a")],
)
def test_paragraphs_are_parted_by_blank_lines_and_items_are_not(text: str, lines: str) -> None:
    assert laid_out(text) == lines


def test_lines_of_the_legacy_json_stay() -> None:
    assert by_lines("A  list:\r\n\r\n one\ntwo ") == "A list:\n\none\ntwo"
    assert by_lines(" ") is by_lines(None) is None
