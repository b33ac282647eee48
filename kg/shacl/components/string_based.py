"""Section 4.4: string-based constraint components. A blank node has no string and violates them all."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from kg.shacl.constraint import Constraint, Violation, of_all, of_value
from kg.shacl.data import Data
from kg.shacl.declaration import Declaration
from kg.shacl.shape_errors import IllFormedShape
from kg.shacl.term_parts import IRI, language_of, string_of
from kg.shacl.vocabulary import TRUE
from kg.shacl.xpath_regex import RegexError, compile_regex

__all__ = ["language_in", "max_length", "min_length", "pattern", "unique_lang"]

_SEGMENT = re.compile(r"(?:/|\[/#\])([a-z-]+)/\[\^/\]\+\$")
"""Patterns of IRIs that end in `/arm/1f00ab34cd`."""
_LONGEST_ESCAPE = 10
"""Characters of `\\U0001F9EA`, the longest way to write one character in N-Triples."""


def min_length(value: str, shape: Declaration) -> Constraint:
    """4.4.1 sh:minLength: the string of each value node has at least so many characters."""
    least = int(string_of(value) or "0")

    def test(node: str) -> bool:
        text = string_of(node)
        return text is not None and len(text) >= least

    enough = least * _LONGEST_ESCAPE + 2  # with the two quotes
    return of_value("MinLength", test, f"is shorter than {least} characters", plain=enough)


def max_length(value: str, shape: Declaration) -> Constraint:
    """4.4.2 sh:maxLength: the string of each value node has at most so many characters."""
    most = int(string_of(value) or "0")

    def test(node: str) -> bool:
        text = string_of(node)
        return text is not None and len(text) <= most

    return of_value("MaxLength", test, f"is longer than {most} characters")


def pattern(value: str, shape: Declaration) -> Constraint:
    """4.4.3 sh:pattern with sh:flags: the string of each value node has a match of the regular expression."""
    expression = string_of(value) or ""
    flags = shape.value("flags")
    try:
        search = compile_regex(expression, flags and string_of(flags)).search
    except RegexError as error:
        raise IllFormedShape(shape.node, "sh:pattern", f"{value} is not usable: {error}") from error

    def test(node: str) -> bool:
        text = node[1:-1] if node[0] == IRI else string_of(node)
        return text is not None and search(text) is not None

    constraint = of_value("Pattern", test, f"does not match {expression}")
    segment = _SEGMENT.fullmatch(expression)
    return msgspec.structs.replace(constraint, segment=segment[1]) if segment and not flags else constraint


def language_in(value: str, shape: Declaration) -> Constraint:
    """4.4.4 sh:languageIn: the language tag of each value node matches one of the ranges, as SPARQL `langMatches`."""
    ranges = [(string_of(member) or "").lower() for member in shape.members(value, "languageIn")]

    def test(node: str) -> bool:
        tag = language_of(node)
        return tag is not None and any(
            wanted == "*" or tag == wanted or tag.startswith(f"{wanted}-") for wanted in ranges
        )

    return of_value("LanguageIn", test, f"has no language tag of {', '.join(ranges)}")


def unique_lang(value: str, shape: Declaration) -> Constraint | None:
    """4.4.5 sh:uniqueLang: no language tag comes twice; one result for each that does."""
    if value != TRUE:
        return None

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        if len(values) < 2:
            return ()
        tags = Counter(language_of(node) for node in values)
        return [Violation() for tag, count in tags.items() if tag is not None and count > 1]

    return of_all("UniqueLang", check, "has more than one value in one language")
