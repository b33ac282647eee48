"""The results graph (section 3.6): findings as triples, and triples as findings."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from kg.rdf.terms import Triple

from .finding import Finding
from .paths import path_triples, read_path
from .shapes_graph import ShapesGraph
from .term_parts import BLANK
from .vocabulary import FALSE, RDF_TYPE, TRUE, sh

__all__ = ["read_report", "report_triples"]

_KEY_LENGTH = 10


def report_triples(findings: Sequence[Finding], base: str | None = None) -> Iterator[Triple]:
    """The report and its results, subject by subject, in the order of the findings.

    Under a base IRI every node of the report has an IRI: `{base}report`, `{base}report/{key}`, with the key made of
    what the finding says. Without one they are blank nodes, as is usual; those of data and shapes stay as they are.
    """
    report, names = _blank(findings) if base is None else (f"<{base}report>", _keyed(f"{base}report/"))
    nodes = [names(finding) for finding in findings]
    yield report, RDF_TYPE, sh("ValidationReport")
    yield report, sh("conforms"), FALSE if findings else TRUE
    for node in nodes:
        yield report, sh("result"), node
    for node, finding in zip(nodes, findings, strict=True):
        yield from _result(node, finding, names, base)


_Names = Callable[[Finding], str]


def _blank(findings: Iterable[Finding]) -> tuple[str, _Names]:
    """Labels that no blank node of the data or the shapes has: `report`, `result1`, `result2`."""
    taken = [term for finding in findings for term in _blank_nodes(finding)]
    prefix = "_:"
    while any(term.startswith((f"{prefix}report", f"{prefix}result")) for term in taken):
        prefix += "x"
    numbers = count(1)
    return f"{prefix}report", lambda finding: f"{prefix}result{next(numbers)}"


def _blank_nodes(finding: Finding) -> Iterator[str]:
    yield from (
        term for term in (finding.focus, finding.value, finding.shape, finding.source) if term and term[0] == BLANK
    )
    for detail in finding.details:
        yield from _blank_nodes(detail)


def _keyed(prefix: str) -> _Names:
    """IRIs from what findings say; the second of two equal findings ends in `-2`."""
    seen: Counter[str] = Counter()

    def name(finding: Finding) -> str:
        key = hashlib.sha256("\x1f".join((finding.severity, *finding.order)).encode()).hexdigest()[:_KEY_LENGTH]
        seen[key] += 1
        return f"<{prefix}{key}>" if seen[key] == 1 else f"<{prefix}{key}-{seen[key]}>"

    return name


def _result(node: str, finding: Finding, names: _Names, base: str | None) -> Iterator[Triple]:
    yield node, RDF_TYPE, sh("ValidationResult")
    yield node, sh("focusNode"), finding.focus
    path, of_path = (None, []) if finding.path is None else path_triples(finding.path, _path_nodes(node))
    for name, term in (
        ("resultPath", path),
        ("value", finding.value),
        ("sourceConstraintComponent", finding.component),
        ("sourceConstraint", finding.source),
        ("sourceShape", finding.shape),
        ("resultSeverity", finding.severity),
    ):
        if term is not None:
            yield node, sh(name), term
    yield from ((node, sh("resultMessage"), message) for message in finding.messages)
    details = [names(detail) for detail in finding.details]
    yield from ((node, sh("detail"), detail) for detail in details)
    yield from of_path
    for detail_node, detail in zip(details, finding.details, strict=True):
        yield from _result(detail_node, detail, names, base)


def _path_nodes(node: str) -> Callable[[], str]:
    """Names for the nodes of a path that belong to one result: blank if that is."""
    numbers = count(1)
    if node.startswith("_:"):
        return lambda: f"{node}path{next(numbers)}"
    return lambda: f"{node[:-1]}/path{next(numbers)}>"


_NAMED_PATH = re.compile(r"<.*report/[0-9a-f]{10}(?:-[0-9]+)?/path[0-9]+>")


def _path_node(term: str) -> str:
    """The term; a blank node in place of an IRI that `report_triples` gave a node of a path, as IRIs are predicates."""
    return f"_:{term}" if "/path" in term and _NAMED_PATH.fullmatch(term) else term


def read_report(triples: Iterable[Triple], report: str | None = None) -> list[Finding]:
    """The findings of a results graph, sorted; `report` is its node, where there is more than one report."""
    graph = ShapesGraph((_path_node(subject), predicate, _path_node(term)) for subject, predicate, term in triples)
    reports = graph.instances(sh("ValidationReport")) if report is None else (report,)
    results = [result for each in reports for result in graph.values(each, "result")]
    return sorted((_finding(result, graph) for result in results), key=lambda finding: finding.order)


def _finding(result: str, graph: ShapesGraph) -> Finding:
    def only(name: str) -> str | None:
        return next(iter(graph.values(result, name)), None)

    path = only("resultPath")
    details = sorted(
        (_finding(detail, graph) for detail in graph.values(result, "detail")), key=lambda each: each.order
    )
    return Finding(
        focus=graph.only(result, sh("focusNode"), result),
        path=None if path is None else read_path(path, graph, shape=result),
        value=only("value"),
        component=graph.only(result, sh("sourceConstraintComponent"), result),
        shape=only("sourceShape") or "",
        severity=graph.only(result, sh("resultSeverity"), result),
        messages=tuple(sorted(graph.values(result, "resultMessage"))),
        source=only("sourceConstraint"),
        details=tuple(details),
    )
