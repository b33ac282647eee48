"""Validation in one call, for any data and any shapes."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, cast

import msgspec

from kg.rdf.terms import Triple

from .data import Graph
from .finding import Finding
from .loading import from_rdflib, triples_of
from .report import report_triples
from .shapes import Shapes, compile_shapes
from .tally import RuleSummary, Tally

if TYPE_CHECKING:
    import rdflib

__all__ = ["Engine", "Report", "Source", "validate"]

Source: TypeAlias = "Graph | Iterable[Triple] | rdflib.Graph"
"""A graph: `{subject: {predicate: [objects]}}`, triples of terms, or an rdflib graph or dataset."""


class Engine(StrEnum):
    """Who validates."""

    KGBUILD = "kgbuild"
    """Shapes compiled to Python functions; shapes outside SHACL Core run on pySHACL."""
    PYSHACL = "pyshacl"
    """The reference."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A validation report: all findings are counted, those of each rule kept up to a limit."""

    conforms: bool
    count: int
    findings: tuple[Finding, ...]
    rules: tuple[RuleSummary, ...]
    handed_over: tuple[str, ...] = ()
    """Shapes outside SHACL Core, each with the component, that pySHACL has checked for this engine."""

    @classmethod
    def of(cls, tally: Tally, *, handed_over: tuple[str, ...] = ()) -> "Report":
        """The report of all that a tally has counted."""
        return cls(
            conforms=tally.count == 0,
            count=tally.count,
            findings=tally.findings(),
            rules=tally.rules(),
            handed_over=handed_over,
        )

    @property
    def omitted(self) -> int:
        """How many findings are counted but not kept."""
        return self.count - len(self.findings)

    def triples(self, base: str | None = None) -> list[Triple]:
        """The results graph of the findings kept; see `report_triples`."""
        return list(report_triples(self.findings, base))


def validate(
    data: Source,
    shapes: "Source | Shapes",
    *,
    engine: Engine | str = Engine.KGBUILD,
    max_findings: int | None = None,
) -> Report:
    """The report on a data graph; raises ShapesError if the shapes cannot be used.

    Of each rule at most `max_findings` findings are kept; all are counted. For data and shapes in one graph give it
    twice. Compile shapes once for many data graphs.
    """
    handed_over: tuple[str, ...] = ()
    if Engine(engine) is Engine.PYSHACL:
        from .reference import check_by_reference

        known = triples_of(shapes.graph) if isinstance(shapes, Shapes) else _triples(shapes)
        findings = check_by_reference(_triples(data), known)
    else:
        compiled = shapes if isinstance(shapes, Shapes) else compile_shapes(_triples(shapes))
        findings = compiled.check(data if isinstance(data, Mapping) else _triples(data))
        handed_over = tuple(str(each) for each in compiled.not_compiled)
    tally = Tally(max_findings)
    tally.add(findings)
    return Report.of(tally, handed_over=handed_over)


def _triples(source: Source) -> Iterable[Triple]:
    if isinstance(source, Mapping):
        return triples_of(source)
    if _is_rdflib(source):
        return from_rdflib(cast("rdflib.Graph", source))
    return cast("Iterable[Triple]", source)


def _is_rdflib(source: object) -> bool:
    """Whether it is a graph of rdflib, told without importing rdflib for those who do not use it."""
    return any(each.__module__ == "rdflib.graph" for each in type(source).__mro__)
