"""Questions, their parameters, and what is said of a query that is wrong."""

import re

import pytest

from kg.errors import UsageError
from kg.store import ask, example, examples, filled, load, questions
from kg.store.query.query_parameters import KINDS, QueryParameter, declared, terms
from kg.store.query.query_syntax import QuerySyntaxError, check_query, fill

STORE = load([])
ASKABLE = examples()


@pytest.mark.parametrize("question", ASKABLE, ids=lambda each: each.name)
def test_each_question_says_what_it_is_for_and_what_it_cannot_tell(question: object) -> None:
    each = example(question.name)  # type: ignore[attr-defined]
    assert each.title != each.name
    assert len(each.purpose) > 10
    assert len(each.limits) > 10
    for parameter in each.parameters:
        assert f"${parameter.name}" in each.source
        assert len(parameter.meaning) > 5


@pytest.mark.parametrize("question", ASKABLE, ids=lambda each: each.name)
def test_each_question_is_filled_whole_and_valid(question: object) -> None:
    text = question.shown  # type: ignore[attr-defined]
    assert not re.search(r"\$\w", re.sub(r'"[^"]*"', "", text))
    ask(STORE, text)


def test_questions_are_offered_to_editors() -> None:
    texts: dict[str, list[str]] = {"select": [], "construct": []}
    for _, predicate, term in questions():
        if (name := predicate.removeprefix("<http://www.w3.org/ns/shacl#")[:-1]) in texts:
            texts[name].append(term)
    assert len(texts["select"]) == len(ASKABLE) - 1
    assert len(texts["construct"]) == 1
    assert all("PREFIX" in text and name.upper() in text for name, found in texts.items() for text in found)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("mesh", "D000741", "<http://id.nlm.nih.gov/mesh/D000741>"),
        ("mesh", "mesh:D000741", "<http://id.nlm.nih.gov/mesh/D000741>"),
        ("iri", "https://example.org/a", "<https://example.org/a>"),
        ("iri", "<https://example.org/a>", "<https://example.org/a>"),
        ("integer", " 007 ", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "-0.5", '"-0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("country", "br", '"BR"'),
        ("study", "nct 01297972", '"NCT01297972"'),
        ("text", 'a "quoted" \\ text\n}', '"a \\"quoted\\" \\\\ text\\n}"'),
        ("code phase", "phase2", "<https://w3id.org/kgbuild/code/phase/PHASE2>"),
    ],
)
def test_a_value_becomes_one_term(kind: str, value: str, term: str) -> None:
    assert terms([QueryParameter("x", kind, "", "")], {"x": value}) == {"x": term}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("mesh", "D000741> } DROP ALL"),
        ("iri", "https://example.org/> ?x ?y . <a"),
        ("iri", "relative"),
        ("integer", "1 || true"),
        ("decimal", "1e9"),
        ("country", "BRA"),
        ("code phase", "PHASE9"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: str) -> None:
    with pytest.raises(UsageError, match="--set x="):
        terms([QueryParameter("x", kind, "", "why")], {"x": value})


def test_every_kind_in_the_questions_is_known() -> None:
    kinds = {parameter.kind for each in ASKABLE for parameter in each.parameters}
    assert {kind for kind in kinds if kind not in KINDS and not kind.startswith("code ")} == set()
    assert len(kinds) >= 6


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("adverse-event-of-treatment", ["adverse-events-of-treatment"]),
        ("baseline", ["baseline-of-trials"]),
        ("zzzz", [each.name for each in examples()]),
        ("", [each.name for each in examples()]),
    ],
)
def test_a_name_that_no_question_has_is_answered_with_those_like_it(name: str, near: list[str]) -> None:
    with pytest.raises(UsageError) as raised:
        example(name)
    first, *lines = str(raised.value).split("\n")
    assert first.startswith(f"there is no example {name!r}; ")
    assert [each.split()[0] for each in lines] == near


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UsageError, match="no parameter 'y'; it has concept"):
        example("trials-of-concept").filled({"y": "1"})


def test_a_query_of_ones_own_may_have_parameters() -> None:
    text = "# parameter: n | integer | 3 | how many\nSELECT (?x AS ?n) { BIND($n AS ?x) }"
    assert [each.name for each in declared(text)] == ["n"]
    assert filled(text, {"n": "5"}).endswith('BIND("5"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?x) }')


def test_only_variables_are_filled() -> None:
    text = "SELECT ?x { ?x <http://a/$x> \"$x\", '''$x''' . BIND($x AS ?y) } # $x"
    assert fill(text, {"x": "1"}) == "SELECT ?x { ?x <http://a/$x> \"$x\", '''$x''' . BIND(1 AS ?y) } # $x"


@pytest.mark.parametrize(
    ("text", "place", "caret"),
    [
        ("SELECT * {\n\t?s ?p ; ; }", "line 2, column", "\t"),
        ("SELECT * { ?s zz:p ?o }", "the prefix `zz:` is not declared", " " * 14 + "^"),
        ("SELECT *\n{ ?s ?p ?o", "line 2, column 11: unexpected end of the query", " " * 10 + "^"),
        ("SELECT * { ?s ?p <http://a^> }", "IRI parsing failed", "^"),
    ],
)
def test_a_caret_stands_under_the_fault(text: str, place: str, caret: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        ask(STORE, text)
    message = str(raised.value)
    assert place in message
    assert message.splitlines()[-1].startswith("  " + caret) or caret == "^"
    assert message.endswith("^")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://example.org/>{ ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_other_servers_are_not_called(text: str) -> None:
    with pytest.raises(UsageError, match="SERVICE"):
        check_query(text, service=False)
    check_query(text, service=True)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service <http://example.org/SERVICE> 'SERVICE' } # SERVICE",
        "PREFIX load: <http://x/> ASK { ?s load:SERVICE ?o }",
        'ASK { ?s ?p """a "SERVICE" b""" }',
    ],
)
def test_the_word_alone_is_no_call(text: str) -> None:
    check_query(text, service=False)


@pytest.mark.parametrize(
    "text", ["LOAD <http://x/>", "DROP ALL", "PREFIX a: <b:> INSERT DATA { a:a a:b a:c }", "CLEAR ALL"]
)
def test_updates_are_no_queries(text: str) -> None:
    with pytest.raises(UsageError, match="is no query"):
        check_query(text, service=True)
