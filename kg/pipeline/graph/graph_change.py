"""A graph written again with other links and another description; all else stays as it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Protocol

from kg.iris import Minter
from kg.rdf import Format, Quad, Triple
from kg.rdf.terms import iri

from .build_node import BuildDescription
from .graph_file import quads_of, write_quads
from .graph_lines import LineFile

__all__ = ["GraphChange", "OldQuads"]


class OldQuads(Protocol):
    """Knows the quads that are left out."""

    def __contains__(self, quad: Quad, /) -> bool: ...


class GraphChange:
    """Puts new links and a new description in the place of the old description, and leaves out the old links."""

    def __init__(self, mint: Minter, old: OldQuads, links: Sequence[Triple], build: Sequence[Triple]) -> None:
        self._old = old
        self._base = mint.base
        self._description = BuildDescription(mint)
        self._links, self._build = (iri(mint.absolute(mint.graph(name))) for name in ("links", "build"))
        self._new = ((self._links, links), (self._build, build))

    def write(self, source: str, stream: BinaryIO, form: Format, *, plain: bool) -> None:
        """Writes the graph of a file, changed, to a stream; `plain` N-Quads are copied line by line."""
        if plain and form is Format.NQUADS:
            stream.writelines(self.lines(LineFile(source)))
        else:
            write_quads(stream, form, self.quads(quads_of(source)), base=self._base)

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
