"""SPARQL JSON results are read as they come, wherever the network cuts them."""

import json
from collections.abc import Iterator

import pytest

from kg.errors import RemoteError
from kg.store.query.bindings import Head, read_results

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
    ("_:nodeID://b1", '"x"@en-gb'),
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
    assert head == Head(variables=("a", "b"))
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
    with pytest.raises(RemoteError, match="no SPARQL JSON"):
        list(read_results([body])[1])
