"""Statements -> formats, and back."""

from .context import Context, compile_context, shipped_context, shipped_definitions
from .formats import Format, format_of
from .parsing import parse, parse_objects
from .shared import SHARED_CLASSES, merge
from .terms import Quad, Triple
from .told import Told, is_of_results, results_of
from .writers import Stretch, Writer, graph_marks, open_writer

__all__ = [
    "SHARED_CLASSES",
    "Context",
    "Format",
    "Quad",
    "Stretch",
    "Told",
    "Triple",
    "Writer",
    "compile_context",
    "format_of",
    "graph_marks",
    "is_of_results",
    "merge",
    "open_writer",
    "parse",
    "parse_objects",
    "results_of",
    "shipped_context",
    "shipped_definitions",
]
