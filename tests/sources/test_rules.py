"""Each rule is told apart, explained, and has a page that breaks it and one that does not."""

import re

import pytest

from kg.errors import Severity
from kg.sources import RULES, problem
from tests.sources.making import aggregator_page, tabular_page
from tests.sources.pages import read

HEADER = ("Oranges", "NCT ID: NCT00000042")
# CT-R001, CT-R016 and CT-R030 to CT-R034 are said by who looks for a reader: no reader can.
BROKEN = {
    "CT-R002": aggregator_page({}, header=("Oranges",)),
    "CT-R003": aggregator_page({}, header=(*HEADER, "NCT ID: NCT00000043")),
    "CT-R004": aggregator_page({}, header=HEADER[1:]),
    "CT-R005": aggregator_page({"Study Design": ("Zzz: 42", "Something")}, header=HEADER),
    "CT-R006": aggregator_page({"Study Design": ("NA",)}, header=HEADER),
    "CT-R007": aggregator_page({}, header=HEADER),
    "CT-R008": aggregator_page({}, header=HEADER),
    "CT-R009": tabular_page(
        recruitment=("Listed Location Countries ICMJE Peru",), tracking=("Brief Title ICMJE Limes",)
    ),
    "CT-R010": tabular_page(recruitment=("Recruitment Status ICMJE At sea",)),
    "CT-R011": tabular_page(administrative=("Verification Date soon",)),
    "CT-R012": tabular_page() + "\nS\u00e3o".encode() + b"\n\xff",
    "CT-R019": tabular_page(tracking=("Brief Title ICMJE Lim\u00f3n",)).replace("\u00f3".encode(), b"\xf3"),
    "CT-R013": tabular_page(administrative=()),
    "CT-R015": tabular_page(administrative=("PRS Account UniversitÃ©", "Verification Date May 2020")),
    "CT-R017": aggregator_page({"Conditions": ("Scurvy", "+8 more")}, header=HEADER),
    "CT-R014": aggregator_page({"More Related Trials": ("Oranges", "NCT00000042")}, header=HEADER),
}
CLEAN = tabular_page()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_explained(rule: str) -> None:
    known = RULES[rule]
    assert known.id == rule
    assert re.fullmatch(r"CT-R[0-9]{3}", rule)
    assert known.title[0].islower()
    assert known.why.endswith(".")
    assert 40 < len(known.why) < 400
    assert not known.hint.endswith(".")


@pytest.mark.parametrize("rule", sorted(BROKEN))
def test_a_page_that_breaks_the_rule(rule: str) -> None:
    found = [problem for problem in read(BROKEN[rule]).problems if problem.rule == rule]
    assert found
    for said in found:
        assert (said.severity, said.hint) == (RULES[rule].severity, RULES[rule].hint)


def test_a_page_that_breaks_none() -> None:
    assert read(CLEAN).problems == ()


def test_what_costs_a_record_is_a_violation() -> None:
    violations = {rule for rule in BROKEN if RULES[rule].severity == Severity.VIOLATION}
    assert violations == {"CT-R002", "CT-R003"}
    for rule in BROKEN:
        assert (read(BROKEN[rule]).study is None) == (rule in violations)


def test_a_problem_carries_severity_and_hint_of_its_rule() -> None:
    said = problem("CT-R005", "unrecognised line: x", file="a.txt", line=3, record="NCT00000042")
    assert str(said) == (
        "a.txt:3: NCT00000042 [CT-R005] unrecognised line: x "
        "(hint: `kgbuild ingest --explain-lines FILE` shows where each line went)"
    )
