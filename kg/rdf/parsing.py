"""RDF files -> quads. Our own JSON-LD is read without network."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pyoxigraph

from kg.errors import FileError

from .formats import Format
from .nesting import check_nesting
from .terms import Quad

__all__ = ["parse", "parse_objects"]

_OXIGRAPH = {
    Format.TURTLE: pyoxigraph.RdfFormat.TURTLE,
    Format.NTRIPLES: pyoxigraph.RdfFormat.N_TRIPLES,
    Format.NQUADS: pyoxigraph.RdfFormat.N_QUADS,
    Format.TRIG: pyoxigraph.RdfFormat.TRIG,
    Format.JSONLD: pyoxigraph.RdfFormat.JSON_LD,
    Format.JSONLINES: pyoxigraph.RdfFormat.JSON_LD,
}


def parse(content: bytes, form: Format, *, name: str, definitions: Any, base: str | None = None) -> Iterator[Quad]:
    """The quads of an RDF file as N-Triples text, the fourth term empty in the default graph.

    Raises FileError, and says where, if the file is not valid. `definitions` is the shipped `@context`: it stands in
    for a remote context beside which only `@base` is said, the form in which our own JSON-LD names it.
    """
    for quad in parse_objects(content, form, name=name, definitions=definitions, base=base):
        graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
        yield str(quad.subject), str(quad.predicate), str(quad.object), graph


def parse_objects(
    content: bytes, form: Format, *, name: str, definitions: Any, base: str | None = None
) -> Iterator[pyoxigraph.Quad]:
    """The quads of an RDF file as pyoxigraph objects; otherwise like `parse`."""
    try:
        check_nesting(content)
        for part in _parts(content, form, definitions):
            yield from pyoxigraph.parse(part, format=_OXIGRAPH[form], base_iri=base)
    except (SyntaxError, ValueError, msgspec.DecodeError) as error:
        raise FileError(f"{name} is no valid {form.value.title}: {error}") from error
    except RecursionError as error:
        raise FileError(f"{name} cannot be read: its JSON is nested too deep") from error


def _parts(content: bytes, form: Format, definitions: Any) -> Iterator[bytes]:
    if form is Format.JSONLINES:
        lines = (line for line in content.splitlines() if line.strip())
        yield from (_with_context(line, definitions) for line in lines)
    elif form is Format.JSONLD:
        yield _with_context(content, definitions)
    else:
        yield content


def _with_context(content: bytes, definitions: Any) -> bytes:
    document = msgspec.json.decode(content)
    match document:
        case {"@context": [str(), {"@base": str(base), **others}]} if not others:
            return msgspec.json.encode({**document, "@context": {**definitions, "@base": base}})
        case _:
            return content
