"""Linking again: the matches of a graph are taken out and made anew, and no record is read."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from kg.rdf import Format, Triple
from kg.rdf.void import in_graph
from kg.rdf.void_counts import Counts

from .build_node import build_facts, build_triples
from .graph_change import GraphChange
from .linkable import Linkable, linkable
from .links import LinkStage

__all__ = ["Relinked", "relink"]


class Relinked(NamedTuple):
    """What became of a graph."""

    stage: LinkStage
    """Tells what was matched."""
    base: str
    description: list[Triple]
    """All that is said of the graph now; the file holds a part of it."""


def relink(
    source: str,
    stream: BinaryIO,
    make: Callable[[Linkable], LinkStage],
    *,
    form: Format,
    described: Sequence[Triple],
    as_of: datetime,
) -> Relinked:
    """Writes the graph of `source` to a stream with its links made anew.

    The source is read twice: for what is matched, and to be written. `make` gives the stage for it. `described` is what
    was said of the graph beside it; `as_of` the time of a graph of which none is said.
    """
    graph = linkable(source)
    stage = make(graph)
    of_nodes = list(stage.of_nodes(graph.shared))
    of_others = (*stage.of_organizations(stage.organizations), *stage.of_names())
    links = [*of_nodes, *of_others, *stage.of_studies(graph.studies)]
    facts = build_facts([*graph.description, *described], mint=graph.mint, as_of=as_of)
    counts = Counts()
    counts.merge(graph.counts)
    counts.add(links)
    whole = list(build_triples(facts, counts, mint=graph.mint))
    change = GraphChange(graph.mint, graph.old, links, in_graph(whole, mint=graph.mint))
    change.write(source, stream, form, plain=graph.plain)
    return Relinked(stage, graph.mint.base, whole)
