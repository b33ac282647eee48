"""Literals in the canonical form of N-Triples."""

import re

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.terms import literal, literal_parts

EVERY = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x10000), 0x1F600, 0x10FFFF)]


def canonical(text: str) -> str:
    """As the canonical form is defined in RDF 1.2 N-Triples, section 3, character by character."""
    short = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
    return "".join(
        short.get(char) or (f"\\u{ord(char):04X}" if re.match("[\x00-\x1f\x7f\ufffe\uffff]", char) else char)
        for char in text
    )


def test_every_character_is_escaped_as_the_canonical_form_has_it() -> None:
    assert [char for char in EVERY if literal(char) != f'"{canonical(char)}"'] == []


@given(st.text(max_size=30))
def test_a_text_is_escaped_character_by_character_and_read_again(text: str) -> None:
    assert literal(text) == f'"{canonical(text)}"'
    assert literal_parts(literal(text)) == (text, None, None)
    assert pyoxigraph.Literal(text) == next(iter(_parsed(literal(text)))).object


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("C:\\users", r'"C:\\users"'),
        ("\\u0041", r'"\\u0041"'),
        ("a\x0bb", r'"a\u000Bb"'),
        ("α ≥ 2\n", '"α ≥ 2\\n"'),
        ("naïve\x7f", r'"naïve\u007F"'),
    ],
)
def test_escapes(text: str, term: str) -> None:
    assert literal(text) == term
    assert literal(text, "http://example.org/d") == f"{term}^^<http://example.org/d>"


def _parsed(term: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(f"<urn:s> <urn:p> {term} .\n", format=pyoxigraph.RdfFormat.N_TRIPLES))
