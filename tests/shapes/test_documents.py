"""Whatever a study says, the graph made of it breaks no rule of structure."""

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import Severity
from kg.iris import Minter
from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.rdf import SHARED_CLASSES, Triple, merge
from kg.record import Origin, Study
from kg.shacl import Finding
from kg.statements import Teller
from tests.effort import examples
from tests.strategies import studies

from .rules import rules

ORIGIN = Origin(name="trials/a.txt", sha256="0" * 64, format="made-up")
thorough = settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def described(study: Study, *, leading: bool) -> list[Triple]:
    """The graph of one record, shared nodes merged."""
    mint = Minter()
    told = Teller(mint)(study, origin=ORIGIN, leading=leading)
    return [*told.triples(), *merge(sorted(told.shared_triples()))]


def violations(triples: list[Triple]) -> list[Finding]:
    return [each for each in shipped_shapes().check(triples) if each.level is Severity.VIOLATION]


@pytest.mark.slow
@thorough
@given(studies)
def test_no_study_breaks_the_structure(study: Study) -> None:
    assert violations(described(study, leading=True)) == []


@thorough
@given(studies)
def test_no_record_beside_the_leading_one_breaks_the_structure(study: Study) -> None:
    assert violations(described(study, leading=False)) == []


@thorough
@given(studies)
def test_a_document_and_its_merged_nodes_together_have_the_findings_of_the_whole(study: Study) -> None:
    """Shapes of owned classes see the nodes of one document before the merge, those of shared classes after it."""
    mint = Minter()
    told = Teller(mint)(study, origin=ORIGIN)
    shapes = shipped_shapes()
    before = {(each.rule, each.focus) for each in shapes.check([*told.triples(), *told.shared_triples()])}
    after = {(each.rule, each.focus) for each in shapes.check(described(study, leading=True))}
    merged = {rule.id for rule in rules() if {str(each) for each in rule.targets} <= SHARED_CLASSES}
    owned = [{each for each in found if each[0] not in merged} for found in (before, after)]
    assert owned[0] == owned[1]
