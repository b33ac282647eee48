"""Literals: well-typed or not, and compared, with SPARQL of an independent engine as the judge."""

from itertools import permutations

import pyoxigraph
import pytest
import rdflib

from kg.rdf.terms import XSD
from kg.shacl.datatypes import is_well_typed
from kg.shacl.term_parts import datatype_of, language_of, string_of
from kg.shacl.values import is_less, is_less_or_equal

WELL_TYPED = {
    "integer": ["0", "-1", "+007", "9" * 5000],
    "nonNegativeInteger": ["0", "-0", "5"],
    "positiveInteger": ["1"],
    "nonPositiveInteger": ["0", "-1"],
    "negativeInteger": ["-1"],
    "byte": ["-128", "127"],
    "short": ["32767"],
    "int": ["-2147483648"],
    "long": ["9223372036854775807"],
    "unsignedByte": ["255"],
    "unsignedShort": ["65535"],
    "unsignedInt": ["4294967295"],
    "unsignedLong": ["18446744073709551615"],
    "decimal": ["1", "1.0", ".5", "1.", "-0.10"],
    "float": ["1", "1E5", "-1.5e-3", "INF", "-INF", "NaN"],
    "double": ["1", "1E5", "+INF"],
    "boolean": ["true", "false", "1", "0"],
    "date": ["2009-08-19", "2012-02-29", "2000-02-29Z", "2009-08-19+14:00", "-0001-01-01", "12009-01-01"],
    "dateTime": ["2009-08-19T10:11:12", "2009-08-19T10:11:12.5Z", "2009-08-19T24:00:00"],
    "dateTimeStamp": ["2009-08-19T10:11:12Z"],
    "time": ["10:11:12", "24:00:00", "10:11:12.5-05:00"],
    "gYear": ["2009", "-0044", "2009Z"],
    "gYearMonth": ["2009-08", "2009-12+01:00"],
    "gMonth": ["--08"],
    "gDay": ["---31"],
    "gMonthDay": ["--02-29", "--11-30"],
    "duration": ["P1Y", "P1Y2M3DT4H5M6.7S", "-PT1S", "P1D"],
    "yearMonthDuration": ["P1Y2M", "P5M"],
    "dayTimeDuration": ["P3D", "PT4H"],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "YQ==", "YWI=", "YWJj"],
    "language": ["en", "de-CH-1996"],
    "normalizedString": ["a  b"],
    "token": ["a b", ""],
    "NMTOKEN": ["-a.b:c"],
    "Name": ["a:b", "_x"],
    "NCName": ["_x-1"],
    "anyURI": ["what you like"],
}
ILL_TYPED = {
    "integer": ["", "1.0", "x", " 1", "1_000", "1E5", "\u0661"],
    "nonNegativeInteger": ["-1"],
    "positiveInteger": ["0"],
    "nonPositiveInteger": ["1"],
    "negativeInteger": ["0"],
    "byte": ["-129", "128", "300"],
    "short": ["32768"],
    "int": ["-2147483649"],
    "long": ["9223372036854775808"],
    "unsignedByte": ["256", "-1"],
    "unsignedShort": ["65536"],
    "unsignedInt": ["4294967296"],
    "unsignedLong": ["18446744073709551616"],
    "decimal": ["", ".", "1E5", "NaN", "1,5"],
    "float": ["", "inf", "nan", "1E"],
    "double": ["Infinity", "1.2.3"],
    "boolean": ["True", "yes", ""],
    "date": ["2009-02-29", "2009-13-01", "2009-8-1", "1900-02-29", "20090819", "2009-08-19+15:00", "2009-08"],
    "dateTime": ["2009-08-19", "2009-08-19T25:00:00", "2009-08-19 10:11:12", "2009-08-19T24:00:01"],
    "dateTimeStamp": ["2009-08-19T10:11:12"],
    "time": ["10:11", "24:00:01"],
    "gYear": ["09", "02009"],
    "gYearMonth": ["2009-13", "2009"],
    "gMonth": ["--13", "08"],
    "gDay": ["---32"],
    "gMonthDay": ["--02-30", "--11-31"],
    "duration": ["P", "PT", "1Y", "P1S"],
    "yearMonthDuration": ["P1D", "P"],
    "dayTimeDuration": ["P1Y", "PT"],
    "hexBinary": ["0", "0g"],
    "base64Binary": ["YQ", "Y===", "YR=="],
    "language": ["e_n", "", "toolongtag"],
    "normalizedString": ["a\nb"],
    "token": [" a", "a  b"],
    "NMTOKEN": ["", "a b"],
    "Name": ["-a"],
    "NCName": ["a:b", "1a"],
}


@pytest.mark.parametrize("datatype", WELL_TYPED)
def test_well_typed(datatype: str) -> None:
    assert [text for text in WELL_TYPED[datatype] if not is_well_typed(text, f"<{XSD}{datatype}>")] == []


@pytest.mark.parametrize("datatype", ILL_TYPED)
def test_ill_typed(datatype: str) -> None:
    assert [text for text in ILL_TYPED[datatype] if is_well_typed(text, f"<{XSD}{datatype}>")] == []


def test_of_an_unknown_datatype_every_text_is_well_typed() -> None:
    assert is_well_typed("x", "<http://example.org/T>")


def _terms(datatype: str, *texts: str) -> list[str]:
    return [f'"{text}"^^<{XSD}{datatype}>' for text in texts]


COMPARED = [
    *_terms("integer", "-1", "0", "1", "01", "10"),
    *_terms("byte", "1"),
    *_terms("decimal", "0.1", "1.0", "9.99"),
    *_terms("float", "0.1", "1", "NaN", "INF"),
    *_terms("double", "0.1", "1E0", "-INF"),
    *_terms("boolean", "true"),
    *_terms("date", "2009-08-19", "2010-01-01"),
    *_terms("dateTime", "2009-08-19T00:00:00", "2009-08-19T00:00:00.5", "2008-12-31T24:00:00", "2009-01-01T00:00:00"),
    *_terms("time", "10:00:00", "09:59:59.9"),
    *_terms("gYear", "2009", "2010"),
    *_terms("gYearMonth", "2009-08", "2009-12"),
    *_terms("dayTimeDuration", "P1D", "PT24H", "PT1S", "-PT1S"),
    *_terms("integer", "abc"),
    *('"a"', '"b"', '"B"', '""', '"a"@en', "<http://example.org/a>", "<http://example.org/b>"),
]
MONTHS = _terms("yearMonthDuration", "P1Y", "P12M", "P11M")
ZONED = [
    *_terms("dateTime", "2009-08-19T12:00:00Z", "2009-08-19T12:00:00+02:00", "2009-08-19T10:00:00Z"),
    *_terms("date", "2009-08-19Z", "2009-08-19+01:00"),
    *_terms("gYear", "2009Z", "2009-05:00"),
    *_terms("dateTimeStamp", "2009-08-19T11:00:00Z"),
]


@pytest.mark.parametrize("terms", [COMPARED, ZONED, MONTHS], ids=["without zone", "with zone", "months"])
def test_comparison_is_that_of_sparql(terms: list[str]) -> None:
    differ = [
        (left, operator, right)
        for left, right in permutations(terms, 2)
        for operator, ours in (("<", is_less), ("<=", is_less_or_equal))
        if ours(left, right) != _sparql(left, operator, right)
    ]
    assert differ == []


def test_what_oxigraph_has_otherwise() -> None:
    """SPARQL 1.1, 17.3: booleans have an order; what has none is not less than or equal to itself either."""
    false, true, one = _terms("boolean", "false", "true", "1")
    assert [is_less(false, true), is_less(true, false), is_less_or_equal(true, one)] == [True, False, True]
    unordered = [*_terms("double", "NaN"), *_terms("integer", "abc"), '"a"@en', "<http://example.org/a>", "_:b"]
    assert [term for term in [*COMPARED, *ZONED, *MONTHS, *unordered] if not is_less_or_equal(term, term)] == [
        *_terms("float", "NaN"),
        *_terms("integer", "abc"),
        *('"a"@en', "<http://example.org/a>", "<http://example.org/b>"),
        *unordered,
    ]


def _sparql(left: str, operator: str, right: str) -> bool:
    """What Oxigraph says; an error counts as false, as in a FILTER."""
    answer = pyoxigraph.Store().query(f"ASK {{ FILTER({left} {operator} {right}) }}")
    return bool(answer)


def test_with_and_without_zone_cannot_be_compared() -> None:
    """As the W3C tests minInclusive-002 and -003 have it; Oxigraph compares those more than 14 hours apart."""
    (local,) = _terms("dateTime", "2009-08-19T12:00:00")
    (zoned,) = _terms("dateTime", "2012-08-19T12:00:00Z")
    assert not is_less(local, zoned)
    assert not is_less(zoned, local)


@pytest.mark.parametrize("year", [-400, -4, 0, 1, 4, 100, 1900, 2000, 9999, 10_000, 123_456])
def test_days_of_any_year(year: int) -> None:
    """29 February stands between its neighbours in leap years, and in others nothing does."""
    text = f"{'-' * (year < 0)}{abs(year):04d}"
    before, leap, after = _terms("date", f"{text}-02-28", f"{text}-02-29", f"{text}-03-01")
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert is_less(before, after)
    assert (is_less(before, leap), is_less(leap, after)) == (is_leap, is_leap)


def test_terms() -> None:
    assert string_of('"a\\n\\"b\\u00e9"') == 'a\n"bé'
    assert string_of('"a"@en') == string_of('"a"^^<http://example.org/T>') == "a"
    assert (string_of("<http://example.org/a>"), string_of("_:b")) == ("http://example.org/a", None)
    assert (language_of('"a@b"'), language_of('"a"@en-GB'), language_of("<a@b>")) == (None, "en-gb", None)
    assert datatype_of('"a"') == f"<{XSD}string>"
    assert datatype_of('"a"@en') == f"<{rdflib.RDF.langString}>"
    assert datatype_of('"1"^^<http://example.org/T>') == "<http://example.org/T>"
    assert datatype_of("_:b") is None
