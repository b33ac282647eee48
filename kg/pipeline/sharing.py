"""The shared nodes, span by span: merged, matched, checked, written as parts."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.iris import ONTOLOGY
from kg.rdf import Stretch, Triple, merge
from kg.rdf.terms import RDF_TYPE

from .batch import SAID
from .build import Totals, graph_term
from .parts import open_parts
from .recipe import Recipe, link_stage
from .runs import Span, merge_runs, triples_of, write_run
from .tasks import Task, uncollected
from .validation import Findings, ShapeChecker

__all__ = ["LINKS", "SHARED", "Shared", "Spanned", "gather", "link_titles", "share", "shared"]

SHARED, LINKS = "shared", "links"
"""The kinds of part that a span makes."""
_SUPPORT = "support"
_REPORT = "report"

_LOOKED_UP = (RDF_TYPE, f"<{ONTOLOGY}countryCode>")
_LED_TO = ("country/", "place/")


class Spanned(NamedTuple):
    """What a task of `share` works on."""

    runs: Sequence[Path]
    span: Span


@dataclass(slots=True)
class Shared:
    """What came of a span."""

    totals: Totals
    findings: Findings
    sizes: dict[str, int]
    """Kind of part -> its triples."""


def gather(recipe: Recipe, task: Task) -> None:
    """Merges what some batches say of shared nodes; the task's facts are their places.

    Beside it stands the support: classes and codes of countries and places, which other nodes lead to. There are no
    more of them than there are towns in the world.
    """
    prefixes = tuple(f"<{recipe.base}{segment}" for segment in _LED_TO)
    with task.made() as folder:
        merge_runs(folder / SAID, [place / SAID for place in task.facts])
        rows = triples_of([folder / SAID], Span(None, None))
        write_run(folder / _SUPPORT, (row for row in rows if row[1] in _LOOKED_UP and row[0].startswith(prefixes)))


def share(recipe: Recipe, task: Task) -> None:
    """Puts down the parts of the nodes of a span and of their links; the task's facts are a Spanned."""
    with uncollected():
        _share(recipe, task, task.facts)


def _share(recipe: Recipe, task: Task, work: Spanned) -> None:
    support = _support(tuple(work.runs))
    nodes = list(merge(triples_of([place / SAID for place in work.runs], work.span)))
    stage = link_stage(recipe.linking, recipe.mint) if recipe.linking else None
    links = list(stage.of_nodes(nodes, support=support)) if stage else []
    totals = Totals()
    if stage:
        totals.nodes, totals.matched = stage.nodes, stage.matched
    led_to = {term for _, _, term in nodes}
    _put(recipe, task, nodes, links, totals, [row for row in support if row[0] in led_to])


def link_titles(recipe: Recipe, task: Task) -> None:
    """Puts down the links inferred from titles; the task's facts are pairs of study and title."""
    links = list(link_stage(recipe.linking, recipe.mint).of_titles(task.facts)) if recipe.linking else []
    _put(recipe, task, [], links, Totals(), [])


def shared(place: Path) -> Shared:
    """What came of a span that is done."""
    found: Shared = pickle.loads((place / _REPORT).read_bytes())  # noqa: S301 (written by this very run)
    return found


def _put(
    recipe: Recipe, task: Task, nodes: list[Triple], links: list[Triple], totals: Totals, support: list[Triple]
) -> None:
    totals.book(nodes)
    totals.book(links)
    findings = Findings(recipe.max_findings)
    if recipe.checked:
        checker = ShapeChecker(recipe.max_findings)
        checker.shared(nodes, support=support)
        checker.links(links)
        findings = checker.findings
    with task.made() as folder:
        for kind, triples in ((SHARED, nodes), (LINKS, links)):
            with open_parts(folder, kind, recipe, Stretch.INSIDE) as writers:
                for writer in writers:
                    writer.triples(triples, graph=graph_term(recipe.mint, kind))
        (folder / _REPORT).write_bytes(pickle.dumps(Shared(totals, findings, {SHARED: len(nodes), LINKS: len(links)})))


@cache
def _support(places: tuple[Path, ...]) -> tuple[Triple, ...]:
    return tuple(triples_of([place / _SUPPORT for place in places], Span(None, None)))
