"""The shared nodes, span by span: merged, matched, checked, written as parts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem
from kg.iris import ONTOLOGY
from kg.pipeline.faults import CHECK, fault
from kg.pipeline.graph.build import Totals, graph_term
from kg.pipeline.graph.shape_checks import Findings, ShapeChecker
from kg.pipeline.run.kept import got, put
from kg.rdf import Stretch, Triple, merge
from kg.rdf.terms import RDF_TYPE

from .batch import SAID
from .parts import open_parts
from .recipe import Recipe, link_stage
from .sorted_runs import Span, merge_runs, triples_of, write_run
from .tasks import Facts, Task, uncollected

__all__ = [
    "LINKS",
    "SHARED",
    "Gathered",
    "SpanFacts",
    "SpanResult",
    "Titled",
    "gather",
    "link_titles",
    "share",
    "shared",
]

SHARED, LINKS = "shared", "links"
"""The kinds of part that a span makes."""
_SUPPORT = "support"
_REPORT = "report"

_LOOKED_UP = (RDF_TYPE, f"<{ONTOLOGY}countryCode>")
_LED_TO = ("country/", "place/")


class Gathered(NamedTuple):
    """What a task of `gather` works on."""

    batches: Sequence[Path]


class Titled(NamedTuple):
    """What a task of `link_titles` works on."""

    titles: Sequence[tuple[str, str]]
    """Study and title."""


class SpanFacts(NamedTuple):
    """What a task of `share` works on."""

    runs: Sequence[Path]
    span: Span


@dataclass(slots=True)
class SpanResult:
    """What came of a span."""

    totals: Totals
    findings: Findings
    sizes: dict[str, int]
    """Kind of part -> its triples."""
    problems: list[Problem] = field(default_factory=list)
    """Of nodes at which kgbuild itself failed."""


def gather(recipe: Recipe, task: Task[Gathered]) -> None:
    """Merges what some batches say of shared nodes.

    Beside it stands the support: classes and codes of countries and places, which other nodes lead to. There are no
    more of them than there are towns in the world.
    """
    prefixes = tuple(f"<{recipe.base}{segment}" for segment in _LED_TO)
    with task.output_folder() as folder:
        merge_runs(folder / SAID, [place / SAID for place in task.facts.batches])
        rows = triples_of([folder / SAID], Span(None, None))
        write_run(folder / _SUPPORT, (row for row in rows if row[1] in _LOOKED_UP and row[0].startswith(prefixes)))


def share(recipe: Recipe, task: Task[SpanFacts]) -> None:
    """Puts down the parts of the nodes of a span and of their links."""
    with uncollected():
        _share(recipe, task)


def _share(recipe: Recipe, task: Task[SpanFacts]) -> None:
    work = task.facts
    support = _support(tuple(work.runs))
    nodes = list(merge(triples_of([place / SAID for place in work.runs], work.span)))
    stage = link_stage(recipe.linking, recipe.mint) if recipe.linking else None
    links = list(stage.of_nodes(nodes, support=support)) if stage else []
    totals = Totals()
    if stage:
        totals.nodes, totals.matched = stage.nodes, stage.matched
    led_to = {term for _, _, term in nodes}
    problems = stage.problems if stage else []
    _put(recipe, task, _Found(nodes, links, totals, [row for row in support if row[0] in led_to], problems))


def link_titles(recipe: Recipe, task: Task[Titled]) -> None:
    """Puts down the links inferred from titles."""
    stage = link_stage(recipe.linking, recipe.mint) if recipe.linking else None
    links = list(stage.of_titles(task.facts.titles)) if stage else []
    _put(recipe, task, _Found([], links, Totals(), [], stage.problems if stage else []))


def shared(place: Path) -> SpanResult:
    """What came of a span that is done."""
    return got(place / _REPORT, SpanResult)


class _Found(NamedTuple):
    """What is put down of a span."""

    nodes: list[Triple]
    links: list[Triple]
    totals: Totals
    support: list[Triple]
    problems: list[Problem]


def _put(recipe: Recipe, task: Task[Facts], found: _Found) -> None:
    totals, problems = found.totals, list(found.problems)
    totals.book(found.nodes)
    totals.book(found.links)
    findings = Findings(recipe.max_findings)
    if recipe.checked:
        checker = ShapeChecker(recipe.max_findings)
        problems += _checked(partial(checker.shared, support=[*found.support, *found.nodes]), found.nodes)
        problems += _checked(checker.links, found.links)
        findings = checker.findings
    with task.output_folder() as folder:
        for kind, triples in ((SHARED, found.nodes), (LINKS, found.links)):
            with open_parts(folder, kind, recipe, Stretch.INSIDE) as writers:
                for writer in writers:
                    writer.triples(triples, graph=graph_term(recipe.mint, kind))
        sizes = {SHARED: len(found.nodes), LINKS: len(found.links)}
        put(folder / _REPORT, SpanResult(totals, findings, sizes, problems))


def _checked(check: Callable[[Sequence[Triple]], None], triples: Sequence[Triple]) -> Iterator[Problem]:
    """Checks nodes; where that fails, halves of them, down to the nodes at which it does, each of them a problem."""
    if not triples:
        return
    try:
        check(triples)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a check raises costs one node's check alone
        nodes = [list(rows) for _, rows in groupby(triples, key=itemgetter(0))]
        if len(nodes) == 1:
            yield fault(CHECK, error, path=triples[0][0][1:-1])
            return
        for half in (nodes[: len(nodes) // 2], nodes[len(nodes) // 2 :]):
            yield from _checked(check, list(chain.from_iterable(half)))


@cache
def _support(places: tuple[Path, ...]) -> tuple[Triple, ...]:
    return tuple(triples_of([place / _SUPPORT for place in places], Span(None, None)))
