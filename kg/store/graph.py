"""RDF files in memory, ready for SPARQL: all graphs of all files are queried as one."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph

from kg.errors import FileError
from kg.rdf import Format, format_of, parse_objects, shipped_definitions

__all__ = ["load", "read_file"]


def read_file(path: str) -> bytes:
    """The bytes of a file, decompressed if its name ends in `.gz`; raises FileError if it cannot be read."""
    try:
        content = Path(path).read_bytes()
        return gzip.decompress(content) if path.endswith(".gz") else content
    except EOFError as error:
        raise FileError(f"cannot read {path}: the compressed file is cut short") from error
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error


def load(paths: Iterable[str], *, form: Format | None = None) -> pyoxigraph.Store:
    """A store in memory with all quads of the files; raises FileError or UsageError for one that cannot be read."""
    store = pyoxigraph.Store()
    for path in paths:
        file_form = form or format_of(path)
        store.bulk_extend(
            parse_objects(
                read_file(path),
                file_form,
                name=path,
                definitions=shipped_definitions(),
                base=Path(path).resolve().as_uri(),
            )
        )
    return store
