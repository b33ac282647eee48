"""SHACL Core compiled to Python functions over `{subject: {predicate: [objects]}}`, and pySHACL for the rest.

A term is its N-Triples text and a triple a tuple of three. Compile a shapes graph once, check many data graphs:

    shapes = compile_shapes(number_blank_nodes(quads))
    findings = shapes.check(triples)

For one graph: `validate(data, shapes)`. The modules follow the specification (https://www.w3.org/TR/shacl/):
`targets` 2.1.3, `paths` 2.3.1, `shape` 3.4, `finding` and `report` 3.6, `components` 4, `syntax` appendix B. What makes
them fast stands apart: `acceptance` decides without saying why, `sweep` checks many shapes and nodes at once.
"""

from .data import Graph, index
from .finding import Finding
from .loading import from_rdflib, number_blank_nodes, to_rdflib
from .paths import PropertyPath, path_text
from .report import read_report, report_triples
from .shape_errors import IllFormedShape, NotCompiled, RecursiveShape, ReferenceFailure, ShapesError
from .shapes import Shapes, compile_shapes
from .tally import RuleState, RuleSummary, Tally
from .validation import Engine, Report, validate

__all__ = [
    "Engine",
    "Finding",
    "Graph",
    "IllFormedShape",
    "NotCompiled",
    "PropertyPath",
    "RecursiveShape",
    "ReferenceFailure",
    "Report",
    "RuleState",
    "RuleSummary",
    "Shapes",
    "ShapesError",
    "Tally",
    "compile_shapes",
    "from_rdflib",
    "index",
    "number_blank_nodes",
    "path_text",
    "read_report",
    "report_triples",
    "to_rdflib",
    "validate",
]
