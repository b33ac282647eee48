"""Linking again: the matches of a graph are taken out and made anew, and no record is read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from kg.rdf import Format, Quad, Triple
from kg.rdf.terms import iri
from kg.rdf.void import in_graph
from kg.rdf.void_counts import Counts

from .build_node import BuildDescription, build_facts, build_triples
from .graph_file import quads_of, write_quads
from .graph_lines import LineFile
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
    change = _Change(graph, links, in_graph(whole, mint=graph.mint))
    if graph.plain and form is Format.NQUADS:
        stream.writelines(change.lines(LineFile(source)))
    else:
        write_quads(stream, form, change.quads(quads_of(source)), base=graph.mint.base)
    return Relinked(stage, graph.mint.base, whole)


class _Change:
    """Puts new links and a new description in the place of the old description, and leaves out the old links."""

    def __init__(self, graph: Linkable, links: Sequence[Triple], build: Sequence[Triple]) -> None:
        mint = graph.mint
        self._old = graph.old
        self._description = BuildDescription(mint)
        self._links, self._build = (iri(mint.absolute(mint.graph(name))) for name in ("links", "build"))
        self._new = ((self._links, links), (self._build, build))

    def quads(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The quads that stay, in their order, and the new ones."""
        waiting = True
        for quad in quads:
            if quad in self._description:
                if waiting:
                    waiting = False
                    for graph, triples in self._new:
                        yield from ((*triple, graph if quad[3] else "") for triple in triples)
            elif quad not in self._old:
                yield quad

    def lines(self, file: LineFile) -> Iterator[bytes]:
        """The same as N-Quads; what stands in other graphs is copied."""
        waiting = True
        for run in file.runs():
            if run.graph not in (self._links, self._build):
                yield run.text()
                continue
            for line, quad in zip(run.lines, file.quads(run), strict=True):
                if quad in self._description:
                    if waiting:
                        waiting = False
                        yield from self._new_lines()
                elif quad not in self._old:
                    yield line + b"\n"

    def _new_lines(self) -> Iterator[bytes]:
        for graph, triples in self._new:
            for subject, predicate, term in triples:
                yield f"{subject} {predicate} {term} {graph} .\n".encode()
