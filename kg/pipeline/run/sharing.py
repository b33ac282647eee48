"""The shared nodes, span by span: merged, matched, checked, written as parts; then the names that several bear."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kg.countries import COUNTRIES
from kg.errors import Problem
from kg.garbage import uncollected
from kg.iris import ONTOLOGY
from kg.pipeline.faults import CHECK, fault
from kg.pipeline.graph.build import Totals, graph_term
from kg.pipeline.graph.shape_checks import Findings, ShapeChecker
from kg.pipeline.run.kept import got, put
from kg.rdf import Stretch, Triple, merge
from kg.rdf.spelled_names import described_names
from kg.rdf.terms import RDF_TYPE, literal

from .parts import LINKS, NAMES, open_parts, write_in_order
from .recipe import Recipe, link_stage
from .sorted_runs import Slice, Span, triples_of, write_run
from .tasks import Facts, Task

__all__ = [
    "SHARED",
    "SPELLINGS",
    "Matched",
    "SpanFacts",
    "SpanResult",
    "checked",
    "link_organizations",
    "name",
    "share",
    "shared",
]

SHARED = "shared"
"""The kind of part of the shared nodes, beside their links."""
SPELLINGS = "spellings"
"""The names that the nodes of a span bear, sorted; only of a run that links."""
_REPORT = "report"

_LED_TO = {"country/": f"<{ONTOLOGY}Country>", "place/": f"<{ONTOLOGY}Place>"}
"""Beginning of the IRI of a shared node that other ones lead to -> its class."""
_CODE = f"<{ONTOLOGY}countryCode>"


class Matched(NamedTuple):
    """What a task of `link_organizations` works on."""

    organizations: Sequence[str]
    """Public identifiers of organizations."""


class SpanFacts(NamedTuple):
    """What a task of `share` works on."""

    span: Span
    slices: Sequence[Slice] = ()
    """Where the batches say something of its nodes."""


@dataclass(slots=True)
class SpanResult:
    """What came of a span."""

    totals: Totals
    findings: Findings
    sizes: dict[str, int]
    """Kind of part -> its triples."""
    problems: list[Problem] = field(default_factory=list)
    """Of nodes at which kgbuild itself failed."""
    organizations: list[str] = field(default_factory=list)
    """Public identifiers of the organizations that its nodes were matched to."""


def share(recipe: Recipe, task: Task[SpanFacts]) -> None:
    """Puts down the parts of the nodes of a span and of their links."""
    with uncollected():
        _share(recipe, task)


def _share(recipe: Recipe, task: Task[SpanFacts]) -> None:
    said = triples_of(task.facts.slices, task.facts.span)
    support = list(_support(said, recipe.base))
    nodes = list(merge(said))
    stage = link_stage(recipe.linking, recipe.mint) if recipe.linking else None
    links = list(stage.of_nodes(nodes, support=support)) if stage else []
    totals = Totals()
    if stage:
        totals.nodes, totals.matched = stage.nodes, stage.matched
    found = _Found({SHARED: nodes, LINKS: links}, totals, support)
    if stage:
        organizations = sorted(stage.organizations)
        found = found._replace(problems=stage.problems, organizations=organizations, spellings=stage.spellings)
    _put(recipe, task, found)


def link_organizations(recipe: Recipe, task: Task[Matched]) -> None:
    """Puts down what is said of the organizations that sponsors and facilities of all spans were matched to."""
    stage = link_stage(recipe.linking, recipe.mint) if recipe.linking else None
    links = list(stage.of_organizations(task.facts.organizations)) if stage else []
    _put(recipe, task, _Found({LINKS: links}, Totals()))


def name(recipe: Recipe, task: Task[SpanFacts]) -> None:
    """Puts down what is said of the names of a span that several nodes bear, in whichever spans these are."""
    with uncollected():
        names = list(described_names(triples_of(task.facts.slices, task.facts.span)))
        _put(recipe, task, _Found({NAMES: names}, Totals()))


def shared(place: Path) -> SpanResult:
    """What came of a span that is done."""
    return got(place / _REPORT, SpanResult)


class _Found(NamedTuple):
    """What is put down of a span."""

    parts: dict[str, list[Triple]]
    """Kind of part -> its triples."""
    totals: Totals
    support: Sequence[Triple] = ()
    problems: Sequence[Problem] = ()
    organizations: Sequence[str] = ()
    spellings: Sequence[Triple] = ()


def _put(recipe: Recipe, task: Task[Facts], found: _Found) -> None:
    totals, problems = found.totals, list(found.problems)
    for triples in found.parts.values():
        totals.book(triples)
    findings = Findings(recipe.max_findings)
    if recipe.checked:
        checker = ShapeChecker(recipe.max_findings)
        for kind, triples in found.parts.items():
            shared = partial(checker.shared, support=[*found.support, *triples])
            problems += checked(shared if kind == SHARED else checker.links, triples)
        findings = checker.findings
    with task.output_folder() as folder:
        for kind, triples in found.parts.items():
            graph = graph_term(recipe.mint, SHARED if kind == SHARED else LINKS)
            with open_parts(folder, kind, recipe, Stretch.INSIDE) as parts:
                write_in_order(parts, triples, graph, mint=recipe.mint)
        if recipe.linking and SHARED in found.parts:
            write_run(folder / SPELLINGS, sorted({" ".join(row).encode() for row in found.spellings}))
        sizes = {kind: len(triples) for kind, triples in found.parts.items()}
        put(folder / _REPORT, SpanResult(totals, findings, sizes, problems, list(found.organizations)))


def checked(check: Callable[[Sequence[Triple]], None], triples: Sequence[Triple]) -> Iterator[Problem]:
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
            yield from checked(check, list(chain.from_iterable(half)))


def _support(said: Iterable[Triple], base: str) -> Iterator[Triple]:
    """Class and code of the countries and places that shared nodes lead to, which may stand in another span.

    Their IRIs tell both. No span need be done before another one, and none looks up what a thousand batches say.
    """
    led_to = dict.fromkeys(term for _, _, term in said if term[0] == "<")
    for beginning, of_class in _LED_TO.items():
        prefix = f"<{base}{beginning}"
        for term in led_to:
            if term.startswith(prefix):
                yield term, RDF_TYPE, of_class
                if (code := term[len(prefix) : -1]) in COUNTRIES:
                    yield term, _CODE, literal(code)
