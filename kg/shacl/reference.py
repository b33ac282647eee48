"""The reference engine, pySHACL on rdflib graphs in memory, with the same findings as values.

Not on an Oxigraph store: that hands back `"a"^^xsd:string` for `"a"`, and pySHACL then finds false violations.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import pyshacl
import rdflib
from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch

from kg.rdf.terms import Triple

from .data import Graph
from .finding import Finding
from .loading import from_rdflib, to_rdflib, triples_of
from .report import read_report
from .shape_errors import ReferenceFailure
from .shapes_graph import ShapesGraph
from .targets import TARGET_PARAMETERS, Targets
from .term_parts import string_of
from .vocabulary import CLASS_TYPES, RDF_TYPE, SUBCLASS_OF, sh

__all__ = ["check_by_reference", "check_shapes"]

_ADVANCED = ("target", "expression")


def check_by_reference(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Finding]:
    """What pySHACL finds, sorted; raises ReferenceFailure where it refuses the shapes or gives up."""
    graph = ShapesGraph(shapes)
    advanced = any(graph.subjects(name) for name in _ADVANCED)
    try:
        _, results, text = pyshacl.validate(
            _data_graph(data, graph), shacl_graph=_shapes_graph(graph), advanced=advanced, inference="none"
        )
    except Exception as error:  # rdflib raises plain Exception, for one where a query has an unknown prefix
        raise ReferenceFailure(f"pySHACL: {error}") from error
    if not isinstance(results, rdflib.Graph):
        raise ReferenceFailure(f"pySHACL: {text}")
    return read_report(from_rdflib(results))


def check_shapes(data: Graph, shapes: Graph, targets: Mapping[str, Targets]) -> list[Finding]:
    """What pySHACL finds for some shapes of a shapes graph, on the targets given for them."""
    return check_by_reference(triples_of(data), _with_targets(shapes, targets))


def _data_graph(data: Iterable[Triple], shapes: ShapesGraph) -> rdflib.Graph:
    """The data with the prefixes that the shapes declare; pySHACL does not follow owl:imports from one to another."""
    graph = to_rdflib(data)
    for declaration in shapes.graph:
        for prefix, namespace in product(shapes.values(declaration, "prefix"), shapes.values(declaration, "namespace")):
            graph.bind(string_of(prefix) or "", string_of(namespace) or "")
    return graph


def _shapes_graph(shapes: ShapesGraph) -> rdflib.Graph:
    """As pySHACL itself reads shapes: of the booleans only `true`, not `1`, switches a constraint on."""
    rdflib_bool_patch()  # type: ignore[no-untyped-call]
    try:
        return to_rdflib(triples_of(shapes.graph))
    finally:
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]


def _with_targets(shapes: Graph, targets: Mapping[str, Targets]) -> Iterator[Triple]:
    """The shapes graph with these targets and no others; rules are left out, since nothing is inferred."""
    dropped = {sh(name) for name in (*TARGET_PARAMETERS, "rule")}
    for subject, predicate, term in triples_of(shapes):
        makes_a_class = predicate in (RDF_TYPE, SUBCLASS_OF) and term in CLASS_TYPES
        if predicate not in dropped and not makes_a_class:
            yield subject, predicate, term
    for node, each in targets.items():
        for name, terms in zip(
            TARGET_PARAMETERS, (each.nodes, each.classes, each.subjects_of, each.objects_of, each.custom), strict=True
        ):
            yield from ((node, sh(name), term) for term in terms)
