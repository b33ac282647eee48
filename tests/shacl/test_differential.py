"""Shapes and data made by hypothesis: this engine and pySHACL find the same, messages and details too.

The cases of `test_deviations` are left out by how the graphs are made, and by `_beyond_pyshacl`.
"""

from collections.abc import Iterable

from hypothesis import assume, given, settings

from kg.rdf.terms import Triple
from kg.shacl import Finding, compile_shapes, path_text, validate
from kg.shacl.vocabulary import sh

from .making import DAY, SIMPLE, data_graphs, shapes_graphs

_RANGES = [sh(f"{end}{kind}") for end in ("min", "max") for kind in ("Inclusive", "Exclusive")]


@settings(max_examples=400)
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
