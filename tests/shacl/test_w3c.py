"""The W3C SHACL test suite: 98 tests of SHACL Core, 23 of SHACL-SPARQL."""

from pathlib import Path

import pytest

from kg.shacl import ShapesError, compile_shapes, validate

from .w3c import Case, cases, comparable, triples

CORE = cases("core/manifest.ttl")
SPARQL = [
    *cases("sparql/manifest.ttl"),
    *cases("sparql/component/nodeValidator-001.ttl"),  # of status proposed, in no manifest
]


def test_the_suite_is_whole(w3c: Path) -> None:
    assert (len(CORE), len(SPARQL)) == (98, 23)


NOT_SUPPORTED = {
    "sparql/pre-binding/shapesGraph-001": "pySHACL, which runs the SPARQL constraints, does not bind $shapesGraph; "
    "the specification lets a processor leave that out (5.3.2)",
}


@pytest.mark.parametrize("case", CORE, ids=lambda case: case.name)
def test_core(case: Case) -> None:
    assert_expected(case, "kgbuild")


@pytest.mark.parametrize("case", SPARQL, ids=lambda case: case.name)
def test_sparql(case: Case) -> None:
    assert_expected(case, "kgbuild")


@pytest.mark.parametrize("case", CORE + SPARQL, ids=lambda case: case.name)
def test_reference(case: Case) -> None:
    assert_expected(case, "pyshacl")


def test_core_needs_no_reference() -> None:
    """Every test of SHACL Core is compiled; none is handed to pySHACL."""
    assert [case.name for case in CORE if compile_shapes(triples(case.shapes)).not_compiled] == []


def assert_expected(case: Case, engine: str) -> None:
    """The report is the expected one; where a failure is expected, or all that can be had, there is no report."""
    data, shapes = triples(case.data), triples(case.shapes)
    if case.expected is None or case.name in NOT_SUPPORTED:
        with pytest.raises(ShapesError):
            validate(data, shapes, engine=engine)
        return
    report = validate(data, shapes, engine=engine)
    assert comparable(list(report.findings), case.expected) == comparable(case.expected, case.expected)
    assert report.conforms == (not case.expected)
