"""The verbs of the library: read, write, to_rdflib, load, query, validate."""

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import FileError
from kg.iris import BASE, Minter
from kg.pipeline.graph.build import GraphBuilder
from kg.pipeline.input.files import Unreadable, input_files, with_ids_in_names
from kg.pipeline.input.readings import Unread, readings
from kg.pipeline.run.outputs import open_output
from kg.pipeline.run.precedence import ALONE, Index
from kg.rdf import Format, format_of, open_writer, shipped_context, shipped_definitions
from kg.sources.reading import Reading
from kg.store import Endpoint, OpenStore, Results, ask, is_store, open_files, open_folder
from kg.store import load as load_store
from kg.version import __version__

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from kg.shacl import Report, Shapes
    from kg.shacl.validation import Source

__all__ = ["load", "open_store", "query", "read", "to_rdflib", "validate", "write"]

AnyPath = str | os.PathLike[str]


def read(*paths: AnyPath, id_from_name: bool = False) -> Iterator[Reading]:
    """Each record of the files and folders, rejected ones too; raises FileError for a path that cannot be read.

    Files that no reader recognises are passed over; `kgbuild ingest` reports them. With `id_from_name` a page that does
    not state the id of its study has the one that its file name holds.
    """
    files = list(input_files(os.fspath(path) for path in paths))
    for each in readings(with_ids_in_names(files) if id_from_name else files):
        match each:
            case Reading():
                yield each
            case Unreadable():
                raise FileError(f"{each.path}: {each.reason}")
            case Unread():
                continue


def write(
    records: Iterable[Reading],
    path: AnyPath,
    *,
    form: str | None = None,
    base: str = BASE,
    as_of: datetime | None = None,
) -> None:
    """Writes the graph of the records to a file, in the format of its extension or `form`."""
    name = os.fspath(path)
    with open_output(name) as stream:
        _build(records, stream, format_of(form or name), base, as_of)


def to_rdflib(records: Iterable[Reading], *, base: str = BASE, as_of: datetime | None = None) -> "rdflib.Dataset":
    """The graph of the records as an rdflib Dataset whose default graph is the union of all its graphs."""
    import rdflib

    stream = BytesIO()
    _build(records, stream, Format.NQUADS, base, as_of)
    with warnings.catch_warnings():
        # rdflib 7.6 warns about itself whenever it parses into a Dataset.
        warnings.filterwarnings("ignore", message="Dataset.default_context is deprecated", category=DeprecationWarning)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=stream.getvalue(), format="nquads")
    for prefix, namespace in shipped_context().prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset


def load(*paths: AnyPath) -> "pyoxigraph.Store":
    """The RDF files in one store in memory."""
    return load_store(os.fspath(path) for path in paths)


def open_store(*sources: AnyPath) -> OpenStore | Endpoint:
    """A graph that answers SPARQL: RDF files, the folder of a store, or a SPARQL endpoint by its address.

    `kg.open_store("graph.ttl").query("SELECT ...")` gives rows, `.to_pandas()`, `.to_networkx()`, and a table in
    notebooks. Queries run in a process of their own, with a time limit and a row cap.
    """
    paths = [os.fspath(source) for source in sources]
    if len(paths) == 1 and paths[0].startswith(("http://", "https://")):
        return Endpoint(paths[0])
    if len(paths) == 1 and (is_store(paths[0]) or Path(paths[0]).is_dir()):
        return open_folder(paths[0])
    return open_files(paths)


def query(store: "pyoxigraph.Store", text: str) -> Results:
    """The answer of a store to a SPARQL query, all its graphs taken as one; known prefixes need not be declared."""
    return ask(store, text)


def validate(
    data: "AnyPath | Source | pyoxigraph.Store",
    *,
    shapes: "AnyPath | Source | Shapes | None" = None,
    engine: str = "kgbuild",
    max_findings: int | None = None,
) -> "Report":
    """What SHACL finds in a graph, by the shapes that ship or by any others; all its named graphs are taken as one.

    Data and shapes are RDF files, graphs or datasets of rdflib, or triples of terms in N-Triples text; data may also be
    a store that `load` gave, shapes what `kg.shacl.compile_shapes` gave. Of each rule at most `max_findings` findings
    are kept; all are counted.
    """
    from kg.pipeline.graph.validation import engine_of, read_rdf, shipped_shapes
    from kg.shacl import validate as check

    read = read_rdf(os.fspath(each) for each in (data, shapes) if isinstance(each, str | os.PathLike))
    graph = read[os.fspath(data)] if isinstance(data, str | os.PathLike) else _source(data)
    rules = read[os.fspath(shapes)] if isinstance(shapes, str | os.PathLike) else shapes
    found = shipped_shapes() if rules is None else rules
    return check(graph, found, engine=engine_of(engine), max_findings=max_findings)


def _source(data: "Source | pyoxigraph.Store") -> "Source":
    import pyoxigraph

    if isinstance(data, pyoxigraph.Store):
        return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in data]
    return data


def _build(records: Iterable[Reading], stream: BinaryIO, form: Format, base: str, as_of: datetime | None) -> None:
    held = list(records)
    with closing(Index()) as index:
        for number, reading in enumerate(held):
            if reading.study:
                index.add(reading.study, reading.origin, number=number)
        index.settle()
        decisions = index.decisions()
    writer = open_writer(form, stream, context=shipped_context(), base=base, definitions=shipped_definitions())
    builder = GraphBuilder(mint=Minter(base), writers=(writer,))
    for number, reading in enumerate(held):
        decision = decisions.get(number, ALONE)
        if reading.study and decision.of is None:
            builder.add(reading.study, reading.origin, leading=decision.leads)
    builder.finish(as_of=as_of or datetime.now(UTC), versions=(f"kgbuild {__version__}",))
