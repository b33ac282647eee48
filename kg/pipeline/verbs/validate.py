"""`validate`: a graph against the shapes that ship, or against others."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from kg.errors import UsageError
from kg.iris import BASE
from kg.pipeline.graph.shape_checks import (
    Validated,
    engine_of,
    labels_of,
    read_rdf,
    shipped_shapes,
    shipped_triples,
    strict_triples,
)
from kg.pipeline.reports.reports import report_format, report_of, write_report
from kg.pipeline.run.options import AnyGraph, ValidateOptions, path_of
from kg.rdf import Triple
from kg.shacl import Report, Shapes
from kg.shacl import validate as check
from kg.shacl.shapes_graph import ShapesGraph
from kg.shacl.targets import classes_checked
from kg.sources.reading import Reading
from kg.store import graph_at

if TYPE_CHECKING:
    from kg.shacl.validation import Source

__all__ = ["validate"]

_SH = "http://www.w3.org/ns/shacl#"


def validate(options: ValidateOptions) -> Validated:
    """What SHACL finds in a graph, by the shapes that ship or by others, and what the nodes are called.

    It is written to the report, if one is named.
    """
    report = None if options.report is None else path_of(options.report, verb="kg.validate")
    form = None if report is None else report_format(report)
    found = _validated(options)
    if report and form:
        write_report(report, form, report_of([], found, base=BASE if options.shapes is None else None))
    return found


def _validated(options: ValidateOptions) -> Validated:
    if isinstance(options.data, Reading):
        raise UsageError("kg.validate takes a graph where a Reading was given: kg.to_rdflib makes one of readings")
    engine = engine_of(options.engine)
    files, shape_files = _files(options.data), _files(options.shapes)
    read = read_rdf([*files, *shape_files])
    data = _union(read, files) if files else _source(options.data)
    shapes = _union(read, shape_files) if shape_files else cast("Source | Shapes | None", options.shapes)
    if shapes is None:
        shapes = (*shipped_triples(), *strict_triples()) if options.strict_shapes else shipped_shapes()
    elif options.strict_shapes:
        raise UsageError("strict shapes go with the shapes that ship; with other shapes name shapes/strict.ttl")
    if shape_files and isinstance(shapes, list) and not _has_shapes(shapes):
        raise UsageError(f"there is no SHACL shape in {', '.join(shape_files)}, so nothing would be checked")
    report = check(data, shapes, engine=engine, max_findings=options.max_findings)
    labels = labels_of(report.findings, data) if isinstance(data, list) else {}
    return Validated(report, labels, _classes(report, shapes))


def _has_shapes(triples: Sequence[Triple]) -> bool:
    """Whether triples speak of shapes at all: of their targets, or of nodes called so."""
    return any(f"<{_SH}" in predicate or term.startswith(f"<{_SH}") for _, predicate, term in triples)


def _classes(report: Report, shapes: "Source | Shapes") -> dict[str, tuple[str, ...]]:
    """The classes of shapes without IRI and rule id that found something."""
    nameless = {each.shape for each in report.rules if each.rule is None and each.shape.startswith("_:")}
    if not nameless or not isinstance(shapes, Shapes | list):
        return {}
    return classes_checked(nameless, ShapesGraph(shapes.graph if isinstance(shapes, Shapes) else shapes))


def _files(given: object) -> Sequence[str]:
    """The files that are given; none where a graph is."""
    several = given if isinstance(given, list | tuple) else [given]
    paths = [graph_at(os.fspath(each)) for each in several if isinstance(each, str | os.PathLike)]
    return paths if len(paths) == len(several) else ()


def _union(read: Mapping[str, list[Triple]], paths: Sequence[str]) -> list[Triple]:
    return [triple for path in dict.fromkeys(paths) for triple in read[path]]


def _source(data: AnyGraph) -> "Source":
    import pyoxigraph

    if isinstance(data, pyoxigraph.Store):
        return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in data]
    return cast("Source", data)
