"""RDF files in memory, ready for SPARQL: all graphs of all files are queried as one."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.errors import FileError
from kg.rdf import Format, format_of, parse_objects, shipped_definitions
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

_FORMAT = re.compile(rf"graph\.({'|'.join(each.value.extension for each in Format)})(\.gz)?")
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
    """The bytes of a file, decompressed if its name ends in `.gz`; raises FileError if it cannot be read."""
    try:
        content = Path(path).read_bytes()
        return gzip.decompress(content) if path.endswith(".gz") else content
    except EOFError as error:
        raise FileError(f"cannot read {path}: the compressed file is cut short") from error
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error


def quads_of(path: str, *, form: Format | None = None, watch: Watch | None = None) -> Iterator[Quad]:
    """The quads of a file in their order, read as they are asked for; raises FileError where it is not valid.

    `watch` hears how many bytes of the file are read.
    """
    found = form or format_of(path)
    base = Path(path).resolve().as_uri()
    if found not in _STREAMED:
        yield from parse_objects(read_file(path), found, name=path, definitions=shipped_definitions(), base=base)
        return
    try:
        with Path(path).open("rb") as raw, gzip.open(raw) if path.endswith(".gz") else raw as stream:
            heard = Watched(cast(BinaryIO, stream))
            for number, quad in enumerate(
                pyoxigraph.parse(cast(BinaryIO, heard), format=_STREAMED[found], base_iri=base)
            ):
                if watch and not number % _OFTEN:
                    watch(raw.tell())
                yield quad
    except EOFError as error:
        raise FileError(f"cannot read {path}: the compressed file is cut short") from error
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise FileError(f"{path} is no valid {found.value.title}: {error}") from error


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
