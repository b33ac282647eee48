"""SPARQL results are read as they come, wherever the network cuts them."""

import json
from collections.abc import Iterator

import pyoxigraph
import pytest

from kg.errors import RemoteError
from kg.store.query.bindings import ResultHead, read_results, results_format

XSD = "http://www.w3.org/2001/XMLSchema#"
BINDINGS = [
    {"a": {"type": "uri", "value": "http://a/1"}, "b": {"type": "literal", "value": 'bindings": [ } ] ü'}},
    {"b": {"type": "typed-literal", "value": "01", "datatype": f"{XSD}integer"}},
    {"a": {"type": "bnode", "value": "nodeID://b1"}, "b": {"type": "literal", "value": "x", "xml:lang": "en-GB"}},
    {"a": {"type": "literal", "value": "x", "datatype": f"{XSD}string"}},
]
DOCUMENT = {"head": {"link": [], "vars": ["a", "b"]}, "results": {"distinct": False, "bindings": BINDINGS}}
ROWS = [
    ("<http://a/1>", '"bindings\\": [ } ] ü"'),
    (None, f'"01"^^<{XSD}integer>'),
    ("_:b1", '"x"@en-gb'),
    ('"x"', None),
]


def parts(body: bytes, size: int) -> Iterator[bytes]:
    for place in range(0, len(body), size):
        yield body[place : place + size]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
@pytest.mark.parametrize("indent", [None, 1])
def test_any_cut_gives_the_same_rows(size: int, indent: int | None) -> None:
    body = json.dumps(DOCUMENT, ensure_ascii=False, indent=indent).encode()
    head, rows = read_results(parts(body, size))
    assert head == ResultHead(variables=("a", "b"))
    assert list(rows) == ROWS


def test_rows_are_given_before_the_answer_ends() -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"head": {"vars": ["a"]}, "results": {"bindings": ['
        while True:
            yield b'{"a": {"type": "literal", "value": "1"}},'

    _, rows = read_results(endless())
    assert [next(rows) for _ in range(1000)] == [('"1"',)] * 1000


@pytest.mark.parametrize("answer", [True, False])
def test_yes_or_no(answer: bool) -> None:
    head, rows = read_results([json.dumps({"head": {}, "boolean": answer}).encode()])
    assert (head.boolean, list(rows)) == (answer, [])


def test_the_head_may_come_last() -> None:
    body = json.dumps({"results": DOCUMENT["results"], "head": DOCUMENT["head"]}).encode()
    head, rows = read_results(parts(body, 50))
    assert (head.variables, list(rows)) == (("a", "b"), ROWS)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>sign in</html>",
        b"[]",
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "http://a/"}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "riddle", "value": "x"}}]}}',
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [\xff]}}',
    ],
)
def test_what_is_no_result_is_refused(body: bytes) -> None:
    with pytest.raises(RemoteError, match="no valid SPARQL Results in JSON, or broke off"):
        list(read_results([body])[1])


XML = """<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">
<head><variable name="a"/><variable name="b"/></head><results>
<result><binding name="a"><uri>http://a/1</uri></binding>
<binding name="b"><literal>bindings": [ } ] ü</literal></binding></result>
<result><binding name="b"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">01</literal></binding></result>
<result><binding name="a"><bnode>nodeID://b1</bnode></binding>
<binding name="b"><literal xml:lang="en-GB">x</literal></binding></result>
<result><binding name="a"><literal>x</literal></binding></result></results></sparql>"""
TSV = """?a\t?b\n<http://a/1>\t"bindings\\": [ } ] ü"\n\t"01"^^<http://www.w3.org/2001/XMLSchema#integer>
_:b1\t"x"@en-GB\n"x"\t\n"""


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    ("media_type", "body"), [("application/sparql-results+xml", XML), ("text/tab-separated-values", TSV)]
)
def test_xml_and_tsv_give_the_same_rows(media_type: str, body: str, size: int) -> None:
    form = results_format(media_type)
    assert form is not None
    head, rows = read_results(parts(body.encode(), size), form)
    assert (head, list(rows)) == (ResultHead(variables=("a", "b")), ROWS)


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("application/sparql-results+json", pyoxigraph.QueryResultsFormat.JSON),
        ("application/x-json+sparql-results", pyoxigraph.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", pyoxigraph.QueryResultsFormat.XML),
        ("application/ld+json", None),
        ("text/csv", None),
        ("text/plain", None),
        ("text/turtle", None),
        ("", None),
    ],
)
def test_the_media_type_names_the_format_of_the_rows(
    media_type: str, form: pyoxigraph.QueryResultsFormat | None
) -> None:
    assert results_format(media_type) == form


def test_a_text_that_speaks_of_virtuosos_labels_is_left_alone() -> None:
    text = '"bnode", "value": "nodeID://b1'
    binding = {"a": {"type": "literal", "value": text}}
    body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [binding]}}).encode()
    assert list(read_results(parts(body, 5))[1]) == [('"\\"bnode\\", \\"value\\": \\"nodeID://b1"',)]
