"""The W3C SHACL test suite: its manifests as test cases."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.rdf.terms import Triple
from kg.shacl import Finding, path_text, read_report
from kg.shacl.shapes_graph import ShapesGraph
from tests.conftest import W3C

from .turtle import parse_turtle

SUITE = W3C / "tests"
BASE = "https://w3c.test/"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT = "http://www.w3.org/ns/shacl-test#"


class Case(NamedTuple):
    """One test: the graphs, and the expected results, or None where a failure is expected."""

    name: str
    data: Path
    shapes: Path
    expected: list[Finding] | None


@cache
def triples(path: Path) -> tuple[Triple, ...]:
    return tuple(parse_turtle(path.read_bytes(), base=BASE + path.relative_to(SUITE).as_posix()))


def cases(manifest: str) -> list[Case]:
    """The tests of a manifest and of all that it includes; empty where the suite is not there."""
    path = SUITE / manifest
    return list(_cases(path)) if path.exists() else []


def _cases(manifest: Path) -> Iterator[Case]:
    graph = ShapesGraph(triples(manifest))
    for properties in graph.graph.values():
        for included in properties.get(f"<{_MF}include>", ()):
            yield from _cases(_file(included))
    for properties in graph.graph.values():
        for head in properties.get(f"<{_MF}entries>", ()):
            for entry in graph.members(head, "manifest", "entries"):
                yield _case(entry, graph, manifest)


def _case(entry: str, graph: ShapesGraph, manifest: Path) -> Case:
    action = graph.only(entry, f"<{_MF}action>", entry)
    result = graph.only(entry, f"<{_MF}result>", entry)
    return Case(
        manifest.relative_to(SUITE).with_suffix("").as_posix(),
        _file(graph.only(action, f"<{_SHT}dataGraph>", entry)),
        _file(graph.only(action, f"<{_SHT}shapesGraph>", entry)),
        None if result == f"<{_SHT}Failure>" else read_report(triples(manifest), result),
    )


def _file(iri: str) -> Path:
    return SUITE / iri[1:-1].removeprefix(BASE)


def comparable(findings: list[Finding], expected: list[Finding]) -> list[tuple[str, ...]]:
    """What the suite compares, and the messages where it names any."""
    with_messages = any(finding.messages for finding in expected)
    with_source = any(finding.source for finding in expected)
    return sorted(
        (
            finding.focus,
            "" if finding.path is None else path_text(finding.path),
            finding.value or "",
            finding.component,
            finding.shape,
            finding.severity,
            finding.source or "" if with_source else "",
            *(finding.messages if with_messages else ()),
        )
        for finding in findings
    )
