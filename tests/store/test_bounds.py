"""What others send is bounded, whoever they are: answers, errors, redirects; and secrets do not come back."""

import gzip
import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.errors import KgbuildError, RemoteError, UsageError
from kg.store import Credentials, Endpoint, LimitError, Limits, Transport, open_files
from kg.store.query.bindings import _relabelled, read_results
from kg.store.query.memory_limit import held_at_most
from kg.unpacking import unpacked
from tests.effort import daily
from tests.growth import assert_linear
from tests.program import ended

from .faults import Heard, Reply, serving

ROOT = Path(__file__).parent.parent.parent
JSON = (("Content-Type", "application/sparql-results+json"),)
TURTLE = (("Content-Type", "text/turtle"),)
HEAD = b'{"head": {"vars": ["x"]}, "results": {"bindings": ['
ROW = b'{"x": {"type": "literal", "value": "%s"}}'
MEGABYTE = 1_000_000
ASK = "SELECT * { ?x ?y ?z }"


def asked(reply: Reply, text: str = ASK, *, size: int = MEGABYTE, seconds: float = 60) -> object:
    with serving(lambda _: reply) as (address, _), Endpoint(address) as endpoint:
        return endpoint.query(text, limits=Limits(seconds=seconds, size=size))


def rows_of(path: Path, count: int, size: int) -> Path:
    path.write_text("".join(f'<http://a/{each}> <http://b> "{"A" * size}{each}" .\n' for each in range(count)))
    return path


def test_an_answer_of_a_store_is_cut_at_so_many_bytes(tmp_path: Path) -> None:
    with open_files([str(rows_of(tmp_path / "g.nt", 100, 50_000))]) as store:
        cut = store.query("SELECT ?x { ?s ?p ?x }", limits=Limits(size=MEGABYTE))
        assert (len(cut.rows), cut.cut, cut.capped) == (19, "bytes", True)
        triples = store.query("CONSTRUCT WHERE { ?s ?p ?x }", limits=Limits(size=MEGABYTE))
        assert triples.triples is not None
        assert (len(triples.triples), triples.cut) == (19, "bytes")
        assert store.query("SELECT ?x { ?s ?p ?x }", limits=Limits(size=0)).cut is None
        assert store.query("SELECT ?x { ?s ?p ?x }", limits=Limits(rows=5)).cut == "rows"
        with pytest.raises(LimitError, match="more than 0 MB before its first row ends"):
            store.query("SELECT ?x { ?s ?p ?x }", limits=Limits(size=10_000))
        assert store.query("ASK {}").boolean is True


def test_where_there_is_little_memory_answers_are_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGBUILD_QUERY_MEMORY", "0.4")
    assert held_at_most(200 * MEGABYTE) == 100 * MEGABYTE
    assert held_at_most(50 * MEGABYTE) == 50 * MEGABYTE
    assert held_at_most(0) == 0


MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, end="", file=sys.stderr)
"""
"""Runs a command from a small process: a child of one that tests have made large counts as large from its start."""


@pytest.mark.slow
def test_the_process_that_gathers_an_answer_stays_small(tmp_path: Path) -> None:
    """160,000 rows with a text of 50,000 characters in each."""
    graph = rows_of(tmp_path / "g.nt", 400, 0)
    with graph.open("a") as stream:
        stream.write(f'<http://big> <http://text> "{"A" * 50_000}" .\n')
    text = "SELECT * { ?a <http://b> ?x . ?c <http://b> ?y . <http://big> <http://text> ?l }"
    command = [sys.executable, "-m", "kg", "query", str(graph), text, "--format", "csv", "--max-bytes", "20000000"]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURED, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told, _, largest = done.stderr.rpartition("\n")
    said = re.fullmatch(r"there are more: the answer was cut after (\d+) rows, at 20 MB \(--max-bytes\)", told)
    assert said is not None, done.stderr
    assert 20_000_000 // 50_500 <= int(said[1]) < 20_000_000 // 50_000, "what a text takes beside itself is Python's"
    assert int(largest) < 400_000


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(200, HEAD + b'{"x": {"type": "literal", "value": "', JSON, endless=b"a" * 65_536), "first row"),
        (Reply(200, b'{"head": {"vars": ["', JSON, endless=b"a" * 65_536), "first row"),
        (Reply(200, HEAD, JSON, endless=b" " * 65_536), "first row"),
        (Reply(200, b'<http://a> <http://b> "', TURTLE, endless=b"a" * 65_536), "first row"),
    ],
)
def test_an_answer_without_end_is_left_at_so_many_bytes(reply: Reply, message: str) -> None:
    with pytest.raises(LimitError, match=f"more than 1 MB before its {message} ends"):
        asked(reply)


def test_rows_without_end_are_cut_at_so_many_bytes() -> None:
    answer = asked(Reply(200, HEAD + ROW % b"a", JSON, endless=b"," + ROW % (b"b" * 10_000)))
    assert getattr(answer, "cut", None) == "bytes"
    triples = asked(Reply(200, b"", TURTLE, endless=b'<http://a> <http://b> "x" .\n' * 100))
    assert getattr(triples, "cut", None) == "bytes"


@pytest.mark.parametrize("status", [400, 401, 500])
def test_an_error_without_end_is_read_as_far_as_it_is_shown(status: int) -> None:
    with pytest.raises(KgbuildError, match=rf" (refuses the query|answers {status}).*: a{{500}}$"):
        asked(Reply(status, endless=b"a" * 65_536))


def test_a_challenge_without_end_is_not_read() -> None:
    challenge = (("WWW-Authenticate", 'Digest realm="x", nonce="1", qop="auth"'),)

    def answer(heard: Heard) -> Reply:
        if "Authorization" in heard.headers:
            return Reply(200, HEAD + b"]}}", JSON)
        return Reply(401, headers=challenge, endless=b"a" * 65_536)

    with serving(answer) as (address, _), Endpoint(address, credentials=Credentials("digest", "u", "p")) as endpoint:
        assert endpoint.query(ASK).rows == ()


def test_what_comes_with_a_redirect_is_not_read() -> None:
    def answer(heard: Heard) -> Reply:
        if heard.path == "/there":
            return Reply(200, HEAD + b"]}}", JSON)
        return Reply(307, headers=(("Location", "/there"),), endless=b"a" * 65_536)

    with serving(answer) as (address, _), Endpoint(f"{address}/here") as endpoint:
        assert endpoint.query(ASK).rows == ()


def test_an_answer_that_unpacks_to_gigabytes_is_left_at_so_many_bytes() -> None:
    small = gzip.compress(HEAD + b'{"x": {"type": "literal", "value": "' + b"a" * 50_000_000)
    assert len(small) < 100_000
    with pytest.raises(LimitError, match="more than 1 MB"):
        asked(Reply(200, small, (*JSON, ("Content-Encoding", "gzip"))))


def test_an_answer_that_is_packed_unasked_is_read() -> None:
    whole = gzip.compress(HEAD + ROW % b"yes" + b"]}}")
    headers = (*JSON, ("Content-Encoding", "gzip"))
    assert getattr(asked(Reply(200, whole, headers)), "rows", None) == (('"yes"',),)
    with pytest.raises(RemoteError, match=r"cut short|broke off"):
        asked(Reply(200, whole[:40], headers))
    with pytest.raises(RemoteError, match="no valid gzip"):
        asked(Reply(200, b"plain", headers))
    with pytest.raises(RemoteError, match="compressed in a way that was not asked for: br"):
        asked(Reply(200, whole, (*JSON, ("Content-Encoding", "br"))))


def test_what_unpacks_does_so_in_small_blocks() -> None:
    packed = gzip.compress(b"a" * 10_000_000)
    sizes = [len(block) for block in unpacked([packed], "gzip")]
    assert (sum(sizes), max(sizes)) == (10_000_000, 65_536)
    assert b"".join(unpacked([packed, b"more" * 1000], "x-gzip")) == b"a" * 10_000_000


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (HEAD + b"[" * 200_000, "new solution object"),
        (b"[" * 200_000, "must be an object"),
        (b'{"head": {"vars": ' + b"[" * 200_000, "must be strings"),
        (HEAD + b'],"more":' + b"[" * 200_000, "Unexpected JSON"),
        (HEAD + b'{"x": {"type": "literal", "value": "\xff"}}]}}', "[Uu]nexpected byte|UTF-8"),
        (HEAD + b'{"x": ' + b"1" * 5_000 + b"}]}}", "must be encoded using objects"),
        (HEAD + b'{"x": {"type": "magic", "value": "1"}}]}}', "'magic'"),
        (b'{"head": {"vars": [1, null]}, "results": {"bindings": []}}', "must be strings"),
        (b"null", "must be an object"),
        (b"[1, 2]", "must be an object"),
        (HEAD, "broke off"),
    ],
)
def test_an_answer_that_is_none_is_told_in_words(body: bytes, message: str) -> None:
    with pytest.raises(RemoteError, match=f"no valid SPARQL Results in JSON, or broke off.*{message}|{message}"):
        asked(Reply(200, body, JSON))


def test_a_mark_at_the_beginning_does_no_harm() -> None:
    head, rows = read_results([b"\xef\xbb\xbf" + HEAD + ROW % b"1" + b"]}}"])
    assert (head.variables, list(rows)) == (("x",), [('"1"',)])


def test_a_large_row_is_not_looked_through_for_each_block() -> None:
    """A text of 100 MB in 1,500 blocks took minutes."""
    body = HEAD + ROW % (b"a" * 6_000_000) + b"]}}"
    _, rows = read_results(body[place : place + 65_536] for place in range(0, len(body), 65_536))
    assert [len(term or "") for (term,) in rows] == [6_000_002]
    assert_linear(lambda blocks: sum(map(len, _relabelled(blocks))), lambda size: [b"a" * 256] * size, size=500)


@pytest.mark.parametrize(
    ("kind", "begun"),
    [
        ("application/sparql-results+json", HEAD + b'{"x": {"type": "literal", "value": "'),
        ("text/turtle", b'<http://a> <http://b> "'),
    ],
)
def test_a_text_of_many_megabytes_is_told_in_words(kind: str, begun: bytes) -> None:
    reply = Reply(200, begun, (("Content-Type", kind),), endless=b"a" * 65_536)
    with pytest.raises(RemoteError, match="a text of more than 8 MB"):
        asked(reply, size=40 * MEGABYTE)


SECRET = 's3cr/t "pass word'  # noqa: S105 - of nothing


def forms() -> list[str]:
    pair = f"ann:{SECRET}"
    packed = [b64encode(each.encode()).decode() for each in (SECRET, pair)]
    return [SECRET, pair, quote(SECRET), quote(SECRET, safe=""), json.dumps(SECRET), *packed, quote(packed[1], safe="")]


def in_the_body(form: str) -> Reply:
    return Reply(500, f"you sent {form}, did you?".encode())


def in_a_refusal(form: str) -> Reply:
    return Reply(400, f"you sent {form}, did you?".encode())


def in_a_header(form: str) -> Reply:
    return Reply(200, b"", (("Content-Type", f"text/{form}"),))


def in_an_address(form: str) -> Reply:
    return Reply(307, headers=(("Location", f"http://elsewhere.example/?{form}"),))


def at_the_end_of_what_is_shown(form: str) -> Reply:
    return Reply(500, b"x" * 495 + form.encode())


@pytest.mark.parametrize("place", [in_the_body, in_a_refusal, in_a_header, in_an_address, at_the_end_of_what_is_shown])
@pytest.mark.parametrize("form", forms())
def test_a_secret_that_a_server_sends_back_is_not_shown(place: Callable[[str], Reply], form: str) -> None:
    credentials = Credentials("basic", "ann", SECRET)
    with serving(lambda _: place(form)) as (address, _), Endpoint(address, credentials=credentials) as endpoint:
        with pytest.raises(KgbuildError) as raised:
            endpoint.query(ASK)
        said = str(raised.value)
    assert "s3cr" not in said
    assert b64encode(SECRET.encode()).decode()[:8] not in said
    assert b64encode(b"ann:" + SECRET.encode()).decode()[:8] not in said


def test_a_secret_among_the_rows_is_blacked_out_and_a_short_one_is_a_word_of_the_data() -> None:
    for secret, shown in (("longer-secret", '"a *** b"'), ("dba", '"a dba b"')):
        reply = Reply(200, HEAD + ROW % f"a {secret} b".encode() + b"]}}", JSON)
        credentials = Credentials("basic", "ann", secret)
        with serving(partial(answered, reply)) as (address, _), Endpoint(address, credentials=credentials) as endpoint:
            assert endpoint.query(ASK).rows == ((shown,),)


def answered(reply: Reply, _: Heard) -> Reply:
    return reply


@pytest.mark.parametrize(
    "place", ["http://[::1", "http://[::1/x", "//[", "http://other.example/", "file:///etc/passwd"]
)
def test_a_redirect_elsewhere_is_refused_in_words(place: str) -> None:
    with pytest.raises(RemoteError, match="sends elsewhere, to "):
        asked(Reply(302, headers=(("Location", place),)))


def test_a_redirect_in_a_circle_ends() -> None:
    with pytest.raises(RemoteError, match="more than 5 redirects"):
        asked(Reply(307, headers=(("Location", "/"),)))


def test_a_query_that_is_nested_too_deep_is_an_error_that_says_so() -> None:
    with open_files([]) as store:
        store.query("ASK {}")
        process = store._process
        deep = {
            "(": "SELECT * { FILTER " + "(" * 300 + "1" + ")" * 300 + "}",
            "{": "SELECT * " + "{" * 300 + "}" * 300,
            "[": "SELECT * { ?s ?p " + "[ ?p " * 300 + "1" + "]" * 300 + "}",
            "<<": "SELECT * { " + "<< ?s ?p " * 300 + "1" + ">>" * 300 + " ?p ?o }",
        }
        for text in deep.values():
            with pytest.raises(UsageError, match=r"line 1, column [0-9]+: nested too deep, more than 200 brackets"):
                store.query(text)
            with pytest.raises(UsageError, match="nested too deep"), Endpoint("http://127.0.0.1:9/") as endpoint:
                endpoint.query(text)
        texts = "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "'((((' <http://a/(((>" * 100 + " } } # ((((("
        assert store.query(texts).rows
        assert store.query("SELECT * { FILTER " + "(" * 150 + "1" + ")" * 150 + "}").rows
        assert store._process is process


@pytest.mark.slow
def test_a_chain_that_no_stack_bears_is_an_error_that_says_so() -> None:
    with open_files([]) as store:
        with pytest.raises(LimitError, match="nested too deep, or a chain of too many parts"):
            store.query("ASK { FILTER(" + "!" * 700_000 + "1) }", limits=Limits(seconds=0))
        assert store.query("ASK {}").boolean is True


def test_a_fault_in_a_long_line_is_shown_with_what_stands_around_it() -> None:
    with open_files([]) as store, pytest.raises(UsageError) as raised:
        store.query("SELECT * {" + " ?s ?p ?o ." * 1_000 + " ?s nope:a ?o ." + " ?s ?p ?o ." * 1_000 + "}")
    place, line, caret = str(raised.value).splitlines()
    assert place.endswith("the prefix `nope:` is not declared")
    assert len(line) < 170
    assert line[caret.index("^") :].startswith("nope:")


def test_transport_says_what_is_no_http() -> None:
    with pytest.raises(RemoteError, match="headers without end"):
        asked(Reply(200, headers=tuple((f"X-{number}", "a") for number in range(300))))


def test_the_beginning_of_a_body_is_on_one_line() -> None:
    with serving(lambda _: Reply(500, b"a\n b\r\n\tc")) as (address, _):
        transport = Transport(address)
        response = transport.send("GET", address, headers={})
        assert transport.beginning(response) == "a b c"
        transport.close()


DEEP = 50_000
NESTED = {
    "list.ttl": ("<http://a> <http://b> " + "(" * DEEP + "1" + ")" * DEEP + " .", None),
    "nodes.ttl": ("<http://a> <http://b> " + "[ <http://c> " * DEEP + "1" + "]" * DEEP + " .", None),
    "terms.nt": (
        "<http://a> <http://b> " + "<<( <http://c> <http://d> " * DEEP + '"e"' + " )>>" * DEEP + " .",
        "deep in",
    ),
    "terms.ttl": (
        "<http://a> <http://b> " + "<<( <http://c> <http://d>\n" * DEEP + "1" + " )>>" * DEEP + " .",
        "deep in",
    ),
    "nodes.jsonld": ('{"@id": "http://a", "http://b": ' * DEEP + "1" + "}" * DEEP, "nested too deep"),
    "lists.jsonld": ("[" * DEEP + "]" * DEEP, "nested too deep"),
}


@pytest.mark.parametrize("name", daily(NESTED, {"terms.nt"}))
def test_a_file_that_is_nested_too_deep_is_said(name: str, tmp_path: Path) -> None:
    content, message = NESTED[name]
    (tmp_path / name).write_text(content)
    for command in (("query", name, "ASK { ?s ?p ?o }"), ("convert", name, "-o", "out.nt", "-q"), ("show", name, "X")):
        done = ended(*command, cwd=tmp_path, environment={})
        said = done.stderr.decode()
        if message is None:
            assert done.returncode == 2 * (command[0] == "show")
            assert "deep" not in said
        else:
            assert done.returncode == 2
            assert said.startswith(f"error: {name}")
            assert message in said


def test_what_looks_like_a_triple_term_in_a_text_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "g.nt").write_text('<http://a> <http://b> "<<(<<(<<(" .\n' * 2_000)
    with open_files([str(tmp_path / "g.nt")]) as store:
        assert len(store.query("SELECT * { ?s ?p ?o }").rows) == 1
