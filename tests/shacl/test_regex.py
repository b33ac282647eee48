"""XPath regular expressions."""

import pytest

from kg.shacl.xpath_regex import RegexError, compile_regex

# Pattern, flags, texts with a match, texts without.
CASES = [
    ("b", "", ["abc"], ["ac"]),
    ("^a$", "", ["a"], ["a\n", "ab"]),
    ("^b$", "m", ["a\nb", "b\n"], ["ab"]),
    ("a.b", "", ["axb"], ["a\nb", "a\rb"]),
    ("a.b", "s", ["axb", "a\nb"], ["ab"]),
    ("a b", "x", ["ab"], ["a b"]),
    ("a[ ]b", "x", ["a b"], ["ab"]),
    ("a.b*", "q", ["a.b*"], ["axb"]),
    ("É", "i", ["é"], ["e"]),
    (r"^\s$", "", [" ", "\t", "\n", "\r"], ["\u00a0", "\u2003", "\f"]),
    (r"^\S$", "", ["\u00a0", "a"], [" "]),
    (r"^\d$", "", ["5", "\u0665"], ["a", "²"]),
    (r"^[\d.]+$", "", ["1.5"], ["1,5"]),
    (r"^[^\D]$", "", ["5"], ["a"]),
    (r"^\w+$", "", ["aé1", "a+b"], ["a_b", "a-b", "a b"]),
    (r"^\W$", "", ["_", "-", " "], ["a", "+"]),
    (r"^\i\c*$", "", ["a-b", "_x", ":y"], ["1a", "-a"]),
    (r"^[\i-[:]][\c-[:]]*$", "", ["ab.c"], ["a:b", ":a"]),
    (r"^\I\C$", "", ["1 "], ["a ", "1a"]),
    (r"^\p{Lu}\P{L}$", "", ["A1", "É-"], ["a1", "AB"]),
    (r"^[\p{L}\p{Nd}]+$", "", ["aé5"], ["a_5"]),
    (r"^[^\p{Lu}\s]+$", "", ["abc1"], ["Abc", "a b"]),
    (r"^[a-z-[aeiou]]+$", "", ["xyz"], ["abc"]),
    (r"^[^a-c-[xyz]]$", "", ["d"], ["a", "x"]),
    (r"^[a-z-[b-y-[m]]]+$", "", ["amz"], ["b"]),
    (r"^[\[\]]$", "", ["[", "]"], ["a"]),
    (r"^[[&|~]$", "", ["[", "&"], ["a"]),
    (r"^[+\-*/.]$", "", ["+", "-", "."], ["a"]),
    (r"^(a)\1$", "", ["aa"], ["ab"]),
    (r"^a{2,3}?$", "", ["aa", "aaa"], ["a", "aaaa"]),
    (r"^\^\$\.\|\?\*\+\(\)\{\}\\$", "", ["^$.|?*+(){}\\"], ["a"]),
    (r"^NCT[0-9]{8}$", "", ["NCT01297972"], ["NCT01297972\n", "NCT\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660"]),
    # What XPath does not have is Python's, as pySHACL does.
    (r"^(?=.*b)a", "", ["acb"], ["ac"]),
    (r"\bcat\b", "", ["a cat"], ["concat"]),
    (r"^a\/b$", "", ["a/b"], ["ab"]),
]
ERRORS = ["(", "[a", "a\\", r"\p{Xx}", r"\pL", r"\p{IsGreek}", "[a-[b]c]", "*a", "a{99999999999}"]


@pytest.mark.parametrize(("pattern", "flags", "matching", "others"), CASES)
def test_pattern(pattern: str, flags: str, matching: list[str], others: list[str]) -> None:
    search = compile_regex(pattern, flags).search
    assert [text for text in matching if not search(text)] == []
    assert [text for text in others if search(text)] == []


@pytest.mark.parametrize("pattern", ERRORS)
def test_error(pattern: str) -> None:
    with pytest.raises(RegexError):
        compile_regex(pattern)


def test_unknown_flag() -> None:
    with pytest.raises(RegexError, match=r"^unknown flags yz$"):
        compile_regex("a", "zyi")
