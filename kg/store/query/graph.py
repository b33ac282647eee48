"""RDF files in memory, ready for SPARQL: all graphs of all files are queried as one."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.errors import FileError, UsageError
from kg.packings import PACKED_EXTENSIONS, packing_of, reading_packed, unpack
from kg.rdf import Format, parse_objects, shipped_definitions
from kg.rdf.foreign import Syntax, syntax_of
from kg.rdf.formats import hint_on
from kg.rdf.nesting import Watched

from .skolem import Suffixed, renamed

__all__ = ["graph_at", "load", "quads_of", "read_file"]

Watch = Callable[[int], None]
"""Hears how many bytes of a file are read."""

_OFTEN = 20_000
"""Quads after which it is said again."""

_STREAMED = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.NTRIPLES: RdfFormat.N_TRIPLES,
    Format.NQUADS: RdfFormat.N_QUADS,
    Format.TRIG: RdfFormat.TRIG,
}
"""Formats of which pyoxigraph needs no more in memory than where it stands; our JSON-LD needs its context first."""

_FORMAT = re.compile(
    rf"graph\.({'|'.join(each.value.extension for each in Format)})({'|'.join(map(re.escape, PACKED_EXTENSIONS))})?"
)
"""What `ingest` names its graphs."""


def graph_at(path: str) -> str:
    """The graph that a path means: of a folder that `ingest` wrote the newest of its graphs, else the path itself.

    Turtle and JSON-LD of one run are the same graph, and Turtle is read faster.
    """
    written = {each.name: each for each in Path(path).glob("graph.*") if _FORMAT.fullmatch(each.name)}
    if "graph.ttl" in written:
        written.pop("graph.jsonld", None)
    return str(max(written.values(), key=lambda each: each.stat().st_mtime_ns)) if written else path


def read_file(path: str) -> bytes:
    """The bytes of a file, unpacked as its name says; raises FileError if it cannot be read."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}{hint_on(path)}") from error
    return unpack(content, packing_of(path), name=path)


def quads_of(path: str, *, form: Format | None = None, watch: Watch | None = None) -> Iterator[Quad]:
    """The quads of a file in their order, read as they are asked for; raises FileError where it is not valid.

    `watch` hears how many bytes of the file are read.
    """
    found = form or _syntax(path)
    base = Path(path).resolve().as_uri()
    if found not in _STREAMED and isinstance(found, Format):
        yield from parse_objects(read_file(path), found, name=path, definitions=shipped_definitions(), base=base)
        return
    parser = found.value.parser if isinstance(found, Syntax) else _STREAMED[found]
    try:
        with reading_packed(path) as stream:
            heard = Watched(cast(BinaryIO, stream))
            for number, quad in enumerate(pyoxigraph.parse(cast(BinaryIO, heard), format=parser, base_iri=base)):
                if watch and not number % _OFTEN:
                    watch(stream.consumed())
                yield quad
    except (SyntaxError, ValueError) as error:
        raise FileError(f"{path} is no valid {found.value.title}: {error}") from error


def _syntax(path: str) -> Format | Syntax:
    """The syntax of a file by its name; raises FileError where the name stands for nothing."""
    try:
        return syntax_of(path)
    except UsageError:
        if not Path(path).exists():
            raise FileError(f"cannot read {path}: No such file or directory{hint_on(path)}") from None
        raise


def load(
    paths: Iterable[str], *, form: Format | None = None, watch: Callable[[int, int], None] | None = None
) -> pyoxigraph.Store:
    """A store in memory with all quads of the files; raises FileError or UsageError for one that cannot be read.

    `watch` hears how many bytes are read, and of how many, of files that are read piece by piece.
    """
    store = pyoxigraph.Store()
    paths = list(paths)
    total = sum(Path(path).stat().st_size for path in paths if Path(path).is_file())
    before = 0
    for number, path in enumerate(paths):
        heard = partial(_heard, watch, before, total) if watch else None
        quads = quads_of(path, form=form, watch=heard)
        # The same label in two files means two nodes.
        store.bulk_extend(renamed(quads, Suffixed(number)) if number else quads)
        before += Path(path).stat().st_size
    return store


def _heard(watch: Callable[[int, int], None], before: int, total: int, done: int) -> None:
    watch(before + done, total)
