"""The results graph and the summary."""

import pickle
from collections.abc import Iterable

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis.strategies import integers, none, permutations
from rdflib.compare import isomorphic

from kg.errors import Severity
from kg.rdf.terms import Triple
from kg.shacl import (
    Finding,
    Tally,
    compile_shapes,
    read_report,
    report_triples,
    to_rdflib,
    validate,
)
from kg.shacl.paths import Inverse, SequencePath
from kg.shacl.vocabulary import INFO, VIOLATION, WARNING, sh
from tests.effort import examples

from .making import data_graphs, ex, shapes_graphs
from .turtle import turtle

BASE = "https://w3id.org/kgbuild/id/"
SHAPES = turtle("""
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P, ex:Q, ex:R ; sh:node ex:T .
ex:P sh:path ex:p ; sh:minCount 1 ; sh:message "[CT-S001] no p"@en, "[CT-S001] kein p"@de ; sh:severity sh:Warning .
ex:Q sh:path ex:q ; sh:datatype xsd:integer ; sh:message "[CT-S002] \\"q\\" is no number" .
ex:R sh:path ex:r ; sh:maxCount 0 ; sh:message "no r" ; sh:severity sh:Info .
ex:T sh:message "not like T" ; sh:property ex:U . ex:U sh:path ex:q ; sh:minLength 2 ; sh:message "short" .
ex:S sh:message "not like S" .
""")
DATA = turtle("ex:a a ex:C ; ex:q 'x', 1 ; ex:r 1 . ex:b a ex:C ; ex:q 'xy' .")


def _finding(**changes: object) -> Finding:
    given_fields: dict[str, object] = {
        "focus": ex("a"),
        "path": ex("p"),
        "component": sh("InConstraintComponent"),
        "shape": ex("S"),
        "severity": VIOLATION,
        "messages": ('"[CT-S001] no"',),
    }
    return Finding(**(given_fields | changes))  # type: ignore[arg-type]


def test_the_standard_form_is_that_of_the_reference() -> None:
    import pyshacl

    _, expected, _ = pyshacl.validate(to_rdflib(DATA), shacl_graph=to_rdflib(SHAPES))
    assert isinstance(expected, rdflib.Graph)
    assert isomorphic(to_rdflib(report_triples(compile_shapes(SHAPES).check(DATA))), expected)


@settings(max_examples=examples(100))
@given(data_graphs(), shapes_graphs())
def test_to_triples_and_back(data: list[Triple], shapes: list[Triple]) -> None:
    report = validate(data, shapes)
    assert read_report(report.triples()) == list(report.findings)
    assert read_report(report.triples(BASE)) == list(report.findings)


def test_under_a_base_nothing_is_blank() -> None:
    path = SequencePath((Inverse(ex("p")), ex("q")))
    finding = _finding(path=path, details=(_finding(path=Inverse(ex("q"))),))
    triples = list(report_triples([finding], BASE))
    assert read_report(triples) == [finding], "paths are read again"
    assert [term for triple in triples for term in triple if term.startswith("_:")] == []
    assert all(subject.startswith(f"<{BASE}report") for subject, _, _ in triples)
    assert {subject for subject, _, _ in triples} >= {f"<{BASE}report>"}


def test_keys_come_from_what_is_found() -> None:
    """The same finding has the same IRI in every run; the second of two equal ones is told apart."""

    def results(*findings: Finding) -> list[str]:
        return [term for _, predicate, term in report_triples(findings, BASE) if predicate == sh("result")]

    one, other = _finding(), _finding(focus=ex("b"))
    assert results(one, other) == list(reversed(results(other, one)))
    assert results(one, one) == [results(one)[0], f"{results(one)[0][:-1]}-2>"]
    assert results(one) == [f"<{BASE}report/b7c1841206>"]


def test_of_several_reports_one_is_read() -> None:
    two = [*report_triples([_finding()], "http://one/"), *report_triples([_finding(), _finding()], "http://two/")]
    assert (len(read_report(two)), len(read_report(two, "<http://two/report>"))) == (3, 2)


def test_conforms() -> None:
    assert [term for _, predicate, term in report_triples([]) if predicate == sh("conforms")] == [
        '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    ]


@pytest.mark.parametrize(
    ("messages", "rule", "message"),
    [
        (('"[CT-S012] The study has no title."',), "CT-S012", "The study has no title."),
        (('"[CT-S012] no title"@en', '"[CT-S012] kein Titel"@de'), "CT-S012", "no title"),
        (('"kein Titel"@de', '"none"'), None, "none"),
        (('"kein \\"Titel\\""@de',), None, 'kein "Titel"'),
        (('"see [CT-S012]"',), None, "see [CT-S012]"),
        ((), None, ""),
    ],
)
def test_rule_and_message(messages: tuple[str, ...], rule: str | None, message: str) -> None:
    finding = _finding(messages=messages)
    assert (finding.rule, finding.message) == (rule, message)


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (INFO, Severity.INFO),
        (WARNING, Severity.WARNING),
        (VIOLATION, Severity.VIOLATION),
        (ex("Grave"), Severity.VIOLATION),
    ],
)
def test_level(severity: str, level: Severity) -> None:
    assert _finding(severity=severity).level is level


def test_a_message_of_our_own() -> None:
    (finding,) = validate(
        DATA, turtle("ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount 2 ] .")
    ).findings
    assert finding.messages == ('"has fewer than 2 values"',)


def test_labels_of_the_data_are_not_taken_for_results() -> None:
    """Else a node of the data would be one with a result."""
    clash = _finding(focus="_:result1", details=(_finding(value="_:xresult1"),))
    triples = list(report_triples([clash]))
    assert {subject for subject, _, _ in triples} == {"_:xxreport", "_:xxresult1", "_:xxresult2"}
    assert read_report(triples) == [clash]


def tally(findings: Iterable[Finding], most: int | None = None) -> Tally:
    counted = Tally(most)
    counted.add(findings)
    return counted


def test_rules_are_counted() -> None:
    rules = tally(compile_shapes(SHAPES).check(DATA)).rules()
    assert [(each.rule, each.level, each.message, each.count, len(each.examples)) for each in rules] == [
        (None, Severity.VIOLATION, "not like S", 1, 1),
        ("CT-S002", Severity.VIOLATION, '"q" is no number', 2, 2),
        ("CT-S001", Severity.WARNING, "no p", 2, 2),
        (None, Severity.INFO, "no r", 1, 1),
    ]
    assert tally([]).rules() == ()


def test_three_examples() -> None:
    findings = [_finding(focus=ex(str(number))) for number in range(9)]
    (rule,) = tally(reversed(findings)).rules()
    assert (rule.count, rule.kept, rule.omitted, rule.examples) == (9, 9, 0, tuple(findings[:3]))


MANY = [_finding(focus=ex(f"{number:03}"), messages=(f'"[CT-S00{number % 3}] no"',)) for number in range(100)]


@settings(max_examples=examples(50))
@given(permutations(MANY), integers(0, 40), integers(1, 30))
def test_which_findings_are_kept_depends_on_no_order(findings: list[Finding], most: int, batch: int) -> None:
    counted = Tally(most)
    for start in range(0, 100, batch):
        counted.add(findings[start : start + batch])
    of_each = [[each for each in MANY if each.rule == f"CT-S00{number}"] for number in range(3)]
    assert counted.findings() == tuple(each for each in MANY if any(each in group[:most] for group in of_each))
    assert [(rule.count, rule.kept) for rule in counted.rules()] == [
        (34, min(most, 34)),
        (33, min(most, 33)),
        (33, min(most, 33)),
    ]
    assert counted.count == 100


def test_memory_is_bounded() -> None:
    counted = Tally(10)
    assert counted.add(MANY) == MANY[:63]  # with the 21st of a rule all but its first ten are let go
    assert counted.add(MANY) == MANY[:27]
    assert sum(len(group._kept) for group in counted._groups.values()) == 57


@settings(max_examples=examples(50))
@given(permutations(MANY), integers(0, 40) | none(), integers(1, 50))
def test_tallies_of_parts_merged_are_the_tally_of_the_whole(
    findings: list[Finding], most: int | None, size: int
) -> None:
    parts = [tally(findings[start : start + size], most) for start in range(0, 100, size)]
    merged = Tally(most)
    for part in parts:
        merged.merge(pickle.loads(pickle.dumps(part)))  # noqa: S301  our own bytes, as between processes
    whole = tally(findings, most)
    assert (merged.count, merged.findings(), merged.rules()) == (100, whole.findings(), whole.rules())
    assert [part.count for part in parts] == [len(findings[start : start + size]) for start in range(0, 100, size)]


def test_a_merged_tally_goes_its_own_way() -> None:
    part, merged = tally(MANY[:50], 10), Tally(10)
    merged.merge(part)
    merged.add(MANY[50:])
    assert (part.count, merged.count) == (50, 100)
    assert merged.rules() == tally(MANY, 10).rules()


def test_memory_of_merged_tallies_is_bounded() -> None:
    merged = Tally(10)
    for _ in range(20):
        merged.merge(tally(MANY, 10))
    assert merged.count == 2_000
    assert max(len(group._kept) for group in merged._groups.values()) <= 20


def test_tallies_of_different_limits_are_not_merged() -> None:
    with pytest.raises(ValueError, match="tallies that keep 10 and 5 findings of each rule cannot be merged"):
        tally(MANY, 10).merge(tally(MANY, 5))
