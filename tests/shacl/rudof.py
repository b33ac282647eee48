"""A third engine: rudof, with the same findings as values."""

from collections.abc import Iterable
from typing import Any

from kg.rdf import Format, parse
from kg.rdf.terms import Triple
from kg.shacl import Finding, number_blank_nodes, read_report

__all__ = ["Rudof", "lines"]


class Rudof:
    """pyrudof with one shapes graph."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        import pyrudof

        self._module: Any = pyrudof
        self._engine: Any = None
        self._shapes = lines(shapes)

    def check(self, data: Iterable[Triple]) -> list[Finding]:
        """All findings in a data graph."""
        self.load(lines(data))
        self.validate()
        written = self._engine.serialize_shacl_validation_results(
            format=self._module.ResultShaclValidationFormat.NTriples
        )
        return read_report(number_blank_nodes(parse(written.encode(), Format.NTRIPLES, name="rudof", definitions={})))

    def load(self, lines: str) -> None:
        """Takes a data graph, as N-Triples; into a new engine, since one that reads shapes again holds them twice."""
        self._engine = self._module.Rudof(self._module.RudofConfig())
        self._engine.read_data(lines, format=self._module.RDFFormat.NTriples)
        self._engine.read_shacl(self._shapes, format=self._module.ShaclFormat.NTriples)

    def validate(self) -> int:
        """How many results there are for the data graph taken last."""
        return len(self._engine.validate_shacl())


def lines(triples: Iterable[Triple]) -> str:
    """N-Triples."""
    return "".join(f"{subject} {predicate} {term} .\n" for subject, predicate, term in triples)
