"""Real studies, a fault seeded into each: this engine and pySHACL report the same, messages too, and so does rudof.

Where one differs, the specification decides, and a table says which is wrong.

`make test-all` checks a thousand studies, fifty at a time so that all cores have work; the default run thirty.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.pipeline.graph.shape_checks import shipped_shapes, shipped_triples
from kg.rdf.terms import Triple
from kg.shacl import Finding, path_text, validate
from kg.shacl.vocabulary import sh

from .faults import FAULTS, seeded
from .real import studies
from .rudof import Rudof

_STUDIES = 1_000
_BATCH = 50
_FIRST = 30
BATCHES = [(start, start + _BATCH) for start in range(0, _STUDIES, _BATCH)]

_UNSEEN_BY_PYSHACL = frozenset({sh("MaxInclusiveConstraintComponent"), sh("LessThanOrEqualsConstraintComponent")})
PYSHACL_IS_WRONG = {
    "year of another datatype": "4.3.4 and 4.5.4: a gYear and an integer cannot be compared, so that neither is true of"
    " them and each is a result; pySHACL passes over them",
}
"""Faults of which pySHACL misses a finding of these components."""

RUDOF_IS_WRONG = {
    "day that no month has": "4.1.2: an ill-typed literal violates sh:datatype; rudof 0.3 takes every text for a date",
    "month as a day": "4.1.2: likewise",
}
"""Faults that rudof does not find."""


class Seeded(NamedTuple):
    """Studies with a fault each, in one graph."""

    triples: list[Triple]
    faults: Counter[str]
    expected: Counter[str]
    """Rule -> how many findings the faults must give at least."""

    def count(self, faults: Iterable[str]) -> int:
        """How many studies have one of these faults."""
        return sum(self.faults[name] for name in faults)


def seed(archive: Path, start: int, stop: int) -> Seeded:
    """Each study gets, of the faults that it can have, the one that was seeded least."""
    triples: list[Triple] = []
    faults, expected = Counter(dict.fromkeys(FAULTS, 0)), Counter[str]()
    for study in studies(archive, start, stop):
        possible = {name: broken for name, fault in FAULTS.items() if (broken := seeded(study, fault))}
        name = min(possible, key=lambda each: faults[each])
        triples += possible[name]
        faults[name] += 1
        expected[FAULTS[name].rule] += 1
    return Seeded(list(dict.fromkeys(triples)), faults, expected)


def assert_equal(archive: Path, start: int, stop: int) -> Seeded:
    made = seed(archive, start, stop)
    ours = validate(made.triples, shipped_shapes())
    theirs = validate(made.triples, shipped_triples(), engine="pyshacl")
    found = set(theirs.findings)
    missing = [finding for finding in ours.findings if finding not in found]
    assert [finding for finding in ours.findings if finding not in missing] == list(theirs.findings)
    assert {finding.component for finding in missing} <= _UNSEEN_BY_PYSHACL
    assert {finding.value for finding in missing} <= values_of(PYSHACL_IS_WRONG)
    ranges = [finding for finding in missing if finding.component == sh("MaxInclusiveConstraintComponent")]
    assert len(ranges) == made.count(PYSHACL_IS_WRONG)
    counts = {rule.rule or "": rule.count for rule in ours.rules}
    assert [rule for rule, count in made.expected.items() if counts.get(rule, 0) < count] == []
    return made


@pytest.mark.slow
def test_thirty_studies(data: Path) -> None:
    made = assert_equal(data / "ctgov-v2.zip", 0, _FIRST)
    assert sum(made.faults.values()) == _FIRST
    assert [name for name, count in made.faults.items() if not count] == []


def test_there_are_twenty_kinds_of_fault() -> None:
    assert len(FAULTS) >= 20


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning:rdflib")
@pytest.mark.parametrize(("start", "stop"), BATCHES)
def test_a_thousand_studies(data: Path, start: int, stop: int) -> None:
    made = assert_equal(data / "ctgov-v2.zip", start, stop)
    assert sum(made.faults.values()) == _BATCH


@pytest.mark.slow
@pytest.mark.parametrize(("start", "stop"), BATCHES)
def test_a_thousand_studies_by_rudof(data: Path, start: int, stop: int) -> None:
    pytest.importorskip("pyrudof", reason="pyrudof is not installed")
    made = seed(data / "ctgov-v2.zip", start, stop)
    ours = rows(shipped_shapes().check(made.triples))
    theirs = rows(Rudof(shipped_triples()).check(made.triples))
    assert theirs - ours == Counter()
    missing = ours - theirs
    assert {row[2] for row in missing} <= values_of(RUDOF_IS_WRONG)
    assert sum(missing.values()) == made.count(RUDOF_IS_WRONG)


def values_of(faults: Iterable[str]) -> set[str | None]:
    """The values that faults put into a study."""
    return {value for name in faults for value in FAULTS[name].values}


def rows(findings: Iterable[Finding]) -> Counter[tuple[str, ...]]:
    """What a finding says, but for its messages; rudof gives blank nodes labels of its own."""
    return Counter(
        (
            finding.focus,
            "" if finding.path is None else path_text(finding.path),
            "_:" if (finding.value or "").startswith("_:") else finding.value or "",
            finding.component,
            finding.shape,
            finding.severity,
        )
        for finding in findings
    )
