"""The stage at which records of several registries are joined: its part of the links of each output."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem
from kg.joining import Decisions
from kg.pipeline.graph.build import Totals, graph_term
from kg.pipeline.graph.joins import JoinCounts, join_records
from kg.pipeline.graph.shape_checks import Findings, ShapeChecker
from kg.rdf import Stretch

from .batch import rows_of
from .parts import LINKS, open_parts, write_of_studies
from .recipe import Recipe

__all__ = ["JOINS", "JoinResult", "join_stage"]

JOINS = "joins"
"""The kind of its part."""
_DATABASE = "candidates.sqlite"


class JoinResult(NamedTuple):
    """What came of the stage."""

    totals: Totals
    findings: Findings
    problems: list[Problem]
    size: int
    """Triples."""
    counts: JoinCounts


def join_stage(recipe: Recipe, folder: Path, batches: Sequence[Path], decisions: Decisions) -> JoinResult:
    """Puts the part into a folder; `batches` are those that are built, in order."""
    mint = recipe.mint
    joined = join_records(lambda: map(rows_of, batches), mint=mint, decisions=decisions, place=folder / _DATABASE)
    totals, findings = Totals(), Findings(recipe.max_findings)
    totals.book(joined.triples)
    if recipe.checked:
        checker = ShapeChecker(recipe.max_findings)
        checker.links(joined.triples)
        findings = checker.findings
    with open_parts(folder, JOINS, recipe, Stretch.INSIDE) as parts:
        write_of_studies(parts, joined.triples, graph_term(mint, LINKS), mint=mint)
    return JoinResult(totals, findings, joined.problems, len(joined.triples), joined.counts)
