"""Graphs of results, as real records state them and with faults: three ways to check them find the same.

The checks while a record is told, the validator of any graph, and pySHACL.
"""

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.iris import Minter
from kg.pipeline.graph.shape_checks import shipped_shapes, shipped_triples
from kg.rdf import Told, Triple, merge
from kg.shacl import Finding, validate
from kg.shacl.vocabulary import sh
from kg.sources.ctgov import CTGOV_V2, CTGOV_XML
from kg.sources.fields.reader import FieldReader
from kg.statements import Teller
from tests.shacl.faults import seeded
from tests.vocabulary import ROOT

from .result_faults import BROKEN_NUMBERS, RESULT_FAULTS
from .test_told_checks import CHECKS, OF_SHARED, OWNED, by_shapes, ordered, told_of

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
tell = Teller(Minter())


def told(content: bytes, reader: FieldReader = CTGOV_V2) -> tuple[Told, Told]:
    """What a record says, and what it says of results."""
    reading = reader.read(content, name="a")
    assert reading.study
    said = tell(reading.study, origin=reading.origin)
    assert said.results
    return said, said.results


def real(data: Path, name: str, reader: FieldReader = CTGOV_V2) -> Iterator[tuple[Told, Told]]:
    with zipfile.ZipFile(data / name) as archive:
        for member in sorted(archive.namelist()):
            content = archive.read(member)
            if b'"resultsSection"' in content or b"<clinical_results" in content:
                yield told(content, reader)


def assert_same(said: Told, results: Told) -> None:
    """The graph alone, and both of the record as one graph, as a file of both is checked."""
    alone, beside = CHECKS.findings(results), CHECKS.findings(said)
    assert ordered(alone) == by_shapes(results, OWNED, OF_SHARED)
    nodes = {node.decode() for each in (said, results) for node, _ in each.nodes}
    both = [*said.triples(), *said.shared_triples(), *results.triples()]
    found = ordered(each for shapes in (OWNED, OF_SHARED) for each in shapes.check(both) if each.focus in nodes)
    assert ordered([*alone, *beside]) == found


@pytest.mark.slow
def test_of_some_real_results_the_same_is_found(data: Path) -> None:
    held = [each for each, _ in zip(real(data, "ctgov-v2-results.zip"), range(12), strict=False)]
    assert len(held) == 12
    for said, results in held:
        assert_same(said, results)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "reader", "count"),
    [
        ("ctgov-v2.zip", CTGOV_V2, 106),
        ("ctgov-v2-results.zip", CTGOV_V2, 87),
        ("ctgov-xml.zip", CTGOV_XML, 83),
        ("ctgov-xml-results.zip", CTGOV_XML, 15),
    ],
)
def test_of_all_real_results_the_same_is_found(name: str, reader: FieldReader, count: int, data: Path) -> None:
    seen = 0
    for said, results in real(data, name, reader):
        assert_same(said, results)
        seen += 1
    assert seen == count


# With faults

_UNSEEN_BY_PYSHACL = {sh("MaxInclusiveConstraintComponent"), sh("LessThanOrEqualsConstraintComponent")}
"""4.3.4 and 4.5.4: values that cannot be compared are each a result; pySHACL passes over some of them."""


def by_pyshacl(triples: Sequence[Triple]) -> list[Finding]:
    return list(validate(triples, shipped_triples(), engine="pyshacl").findings)


def faulty(graphs: Sequence[Sequence[Triple]]) -> dict[str, list[Triple]]:
    """Each fault in the first graph that can have it and has none yet, else in the first that can have it."""
    free, made = list(graphs), {}
    for name, fault in RESULT_FAULTS.items():
        able = next((graph for graph in [*free, *graphs] if seeded(graph, fault)), None)
        if able is not None:
            made[name] = seeded(able, fault) or []
            free = [graph for graph in free if graph is not able]
    return made


def assert_found_alike(made: dict[str, list[Triple]]) -> None:
    for name, triples in made.items():
        graph = told_of(triples)
        found = ordered(CHECKS.findings(graph))
        assert found == by_shapes(graph, OWNED, OF_SHARED), name
        assert RESULT_FAULTS[name].rule in {each.rule for each in found}, (name, {each.rule for each in found})


def assert_found_by_pyshacl(made: dict[str, list[Triple]]) -> None:
    for name, triples in made.items():
        ours, theirs = ordered(shipped_shapes().check(triples)), by_pyshacl(triples)
        missing = [each for each in ours if each not in theirs]
        assert [each for each in ours if each not in missing] == theirs, name
        assert {each.component for each in missing} <= _UNSEEN_BY_PYSHACL, name


def small(data: Path, most: int) -> list[list[Triple]]:
    """The graphs of results of at most so many triples, the smallest first."""
    graphs = ([*results.triples(), *terms_of(said)] for said, results in real(data, "ctgov-v2-results.zip"))
    return sorted((graph for graph in graphs if len(graph) <= most), key=len)


@pytest.mark.slow
def test_each_fault_in_a_real_graph_is_found_alike(data: Path) -> None:
    made = faulty(small(data, 3_500))
    assert set(made) == set(RESULT_FAULTS)
    assert_found_alike(made)


@pytest.mark.slow
def test_each_fault_in_a_real_graph_is_found_by_pyshacl_too(data: Path) -> None:
    assert_found_by_pyshacl(faulty(small(data, 3_500)))


def terms_of(said: Told) -> list[Triple]:
    """The terms of adverse events, to which results lead."""
    return list(merge(triple for triple in said.shared_triples() if "/adverse-event-term/" in triple[0]))


def broken(changes: dict[tuple[str | int, ...], object]) -> bytes:
    record = json.loads(EXAMPLE.read_bytes())
    for (*above, last), value in changes.items():
        node = record["resultsSection"]
        for step in above:
            node = node[step]
        node[last] = value
    return json.dumps(record).encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN_NUMBERS)
def test_a_number_that_is_broken_in_the_record_is_found_by_all_three(name: str) -> None:
    changes, rule = BROKEN_NUMBERS[name]
    _, whole = told(EXAMPLE.read_bytes())
    said, results = told(broken(changes))
    assert_same(said, results)
    found = ordered(CHECKS.findings(results))
    assert found == by_pyshacl([*results.triples(), *terms_of(said)])
    assert rule in {each.rule for each in set(found) - set(CHECKS.findings(whole))}
