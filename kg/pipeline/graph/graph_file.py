"""A graph that kgbuild wrote, read again as a stream of quads, and written again."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph

from kg.errors import FileError, UsageError
from kg.iris import ONTOLOGY, Minter
from kg.packings import reading_packed
from kg.rdf import Format, Quad, format_of, parse, shipped_definitions
from kg.rdf.terms import RDF_TYPE
from kg.store import graph_at, read_file, reading

from .whole_file import whole_file

__all__ = ["base_in", "base_of", "quads_of", "write_quads"]

_LINES = {Format.NQUADS: pyoxigraph.RdfFormat.N_QUADS, Format.NTRIPLES: pyoxigraph.RdfFormat.N_TRIPLES}
_BUILD = f"<{ONTOLOGY}Build>"
_BUILD_NODE = "build>"
_ONTOLOGY_GRAPH = "graph/ontology>"


def quads_of(graph: str) -> Iterator[Quad]:
    """The quads of a graph, the graph name empty where the format has none; N-Quads and stores in bounded memory.

    A graph is an RDF file, the folder of a run, or that of a store; what a store says of the ontology is left out.
    """
    path = graph_at(graph)
    if Path(path).is_dir():
        with reading(path) as store:
            for quad in store:
                name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
                if not name.endswith(_ONTOLOGY_GRAPH):
                    yield str(quad.subject), str(quad.predicate), str(quad.object), name
        return
    form = format_of(path)
    if form not in _LINES:
        yield from parse(read_file(path), form, name=path, definitions=shipped_definitions())
        return
    try:
        with reading_packed(path) as stream:
            for quad in pyoxigraph.parse(cast(BinaryIO, stream), format=_LINES[form]):
                name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
                yield str(quad.subject), str(quad.predicate), str(quad.object), name
    except SyntaxError as error:
        raise FileError(f"{path} is no valid {form.value.title}: {error}") from error


def base_of(path: str, quads: Iterable[Quad]) -> Minter:
    """The minter of a graph, by its build node; raises UsageError if it has none."""
    for quad in quads:
        if (base := base_in(quad)) is not None:
            return Minter(base)
    raise UsageError(f"{path} has no node of class ct:Build: it is no graph that kgbuild wrote")


def base_in(quad: Quad) -> str | None:
    """The base of the graph, if a quad is the one that tells it: the class of the build node."""
    subject, predicate, term, _ = quad
    is_build = predicate == RDF_TYPE and term == _BUILD and subject.endswith(_BUILD_NODE)
    return subject[1 : -len(_BUILD_NODE)] if is_build else None


def write_quads(stream: BinaryIO, form: Format, quads: Iterable[Quad], *, base: str, url: str | None = None) -> None:
    """Writes quads in their order; what stands in one graph stands together; JSON-LD names its context by `url`."""
    with whole_file(form, stream, base=base, url=url) as writer:
        for graph, run in groupby(quads, key=lambda quad: quad[3]):
            writer.triples((quad[:3] for quad in run), graph=graph)
        writer.close()
