"""Shapes and data made by hypothesis: this engine and pySHACL find the same, messages and details too; and so
does rudof, where it can.

The cases of `test_deviations` are left out by how the graphs are made, and by `_beyond_pyshacl`.
"""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import assume, given, reject, settings

from kg.rdf.terms import Triple
from kg.shacl import Finding, compile_shapes, path_text, validate
from kg.shacl.components import COMPONENTS
from kg.shacl.vocabulary import FALSE, sh
from tests.effort import examples

from .making import (
    DAY,
    NESTING,
    PROPERTY_CONSTRAINTS,
    SIMPLE,
    VALUE_CONSTRAINTS,
    data_graphs,
    shapes_graphs,
)
from .rudof import Rudof

_RANGES = [sh(f"{end}{kind}") for end in ("min", "max") for kind in ("Inclusive", "Exclusive")]


def test_the_whole_vocabulary_is_made() -> None:
    made = {*VALUE_CONSTRAINTS, *PROPERTY_CONSTRAINTS, *NESTING}
    assert made == {*COMPONENTS, "property", "qualifiedValueShape"} - {"qualifiedMinCount", "qualifiedMaxCount"}


@pytest.mark.slow
@settings(max_examples=examples(400))
@given(data_graphs(), shapes_graphs())
def test_the_findings_are_those_of_the_reference(data: list[Triple], shapes: list[Triple]) -> None:
    assume(not _beyond_pyshacl(data, shapes))
    with_messages = {subject for subject, predicate, _ in shapes if predicate == sh("message")}
    assert compile_shapes(shapes).not_compiled == ()
    ours = _comparable(validate(data, shapes).findings, with_messages)
    assert ours == _comparable(validate(data, shapes, engine="pyshacl").findings, with_messages)


def _beyond_pyshacl(data: list[Triple], shapes: list[Triple]) -> bool:
    """Whether a value that cannot be compared may meet a range, where pySHACL is wrong."""
    targets = [triple for triple in shapes if triple[1] == sh("targetNode")]
    literals = {term for _, predicate, term in [*data, *targets] if term[0] == '"' and predicate != DAY}
    return any(predicate in _RANGES for _, predicate, _ in shapes) and not literals <= set(SIMPLE)


def _comparable(findings: Iterable[Finding], with_messages: set[str]) -> list[tuple[object, ...]]:
    """The findings as sorted rows; the messages where the shape gives them, since each engine has its own otherwise."""
    return sorted(
        (
            finding.focus,
            "" if finding.path is None else path_text(finding.path),
            finding.value or "",
            finding.component,
            finding.shape,
            finding.severity,
            finding.messages if finding.shape in with_messages else (),
            _comparable(finding.details, with_messages),
        )
        for finding in findings
    )


@pytest.mark.slow
@settings(max_examples=examples(150), derandomize=True)
@given(data_graphs(), shapes_graphs())
def test_the_findings_are_those_of_rudof(data: list[Triple], shapes: list[Triple]) -> None:
    """On data without literals: rudof 0.3 passes over a literal that is a focus node, or panics.

    It gives labels and messages of its own, and no details; where it fails, it says nothing.
    """
    pyrudof = pytest.importorskip("pyrudof", reason="pyrudof is not installed")
    nodes = [triple for triple in data if triple[2][0] != '"']
    assume(nodes and not any(_beyond_rudof(triple) for triple in shapes))
    try:
        theirs = Rudof(shapes).check(nodes)
    except pyrudof.RudofError:
        reject()
    assert _rows(validate(nodes, shapes).findings) == _rows(theirs)


def _beyond_rudof(triple: Triple) -> bool:
    """Whether it makes a literal a focus node, or closes a shape with false, which rudof takes for true (4.8.1)."""
    _, predicate, term = triple
    return (predicate == sh("targetNode") and term[0] == '"') or (predicate, term) == (sh("closed"), FALSE)


def _rows(findings: Iterable[Finding]) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            _unlabelled(finding.focus),
            "" if finding.path is None else path_text(finding.path),
            _unlabelled(finding.value or ""),
            finding.component,
            _unlabelled(finding.shape),
            finding.severity,
        )
        for finding in findings
    )


def _unlabelled(term: str) -> str:
    return "_:" if term[:1] == "_" else term
