"""SPARQL results in JSON, XML or TSV, read row by row as they come, so that no answer need fit into memory."""

import re
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple, cast

import pyoxigraph

from kg.errors import RemoteError

from .answers import Row

__all__ = ["Blocks", "ResultHead", "read_results", "refusal", "results_format"]

# Virtuoso 7.2 labels a blank node `nodeID://b10005`, in JSON and in XML, which no grammar of RDF allows.
_VIRTUOSO = re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*"|<bnode>)nodeID://')
_NODE_ID = b"nodeID://"
_LONGEST = 100
"""Bytes before a label and in its beginning, white space included, that are looked at together."""


class ResultHead(NamedTuple):
    """What comes before the rows: their variables, or yes or no."""

    variables: tuple[str, ...] = ()
    boolean: bool | None = None


class Blocks:
    """Blocks as a stream that can be read."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._held:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._held = block
        part, self._held = (self._held, b"") if size < 0 else (self._held[:size], self._held[size:])
        return part


def results_format(media_type: str) -> pyoxigraph.QueryResultsFormat | None:
    """The format of rows that a media type names; None for one that is not read: CSV does not tell IRIs from texts."""
    form = pyoxigraph.QueryResultsFormat.from_media_type(media_type)
    if form is None and "json" in media_type and media_type != "application/ld+json":
        return pyoxigraph.QueryResultsFormat.JSON
    return None if form == pyoxigraph.QueryResultsFormat.CSV else form


def read_results(
    blocks: Iterable[bytes], form: pyoxigraph.QueryResultsFormat = pyoxigraph.QueryResultsFormat.JSON
) -> tuple[ResultHead, Iterator[Row]]:
    """The head and the rows of a result; raises RemoteError, sooner or later, if it is none."""
    try:
        results = pyoxigraph.parse_query_results(cast(IO[bytes], Blocks(_relabelled(blocks))), form)
    except (SyntaxError, MemoryError) as error:
        raise refusal(form.name, error) from error
    if isinstance(results, pyoxigraph.QueryBoolean):
        return ResultHead(boolean=bool(results)), iter(())
    names = tuple(variable.value for variable in results.variables)
    return ResultHead(variables=names), _rows(results, names, form.name)


def _rows(solutions: pyoxigraph.QuerySolutions, names: tuple[str, ...], form: str) -> Iterator[Row]:
    try:
        for solution in solutions:
            yield tuple([None if (term := solution[name]) is None else str(term) for name in names])
    except (SyntaxError, MemoryError) as error:
        raise refusal(form, error) from error


def refusal(form: str, error: SyntaxError | MemoryError) -> RemoteError:
    """What is said of an answer that cannot be read as what it claims to be."""
    if isinstance(error, MemoryError):  # pyoxigraph holds 16 MiB of a stream at most
        return RemoteError(f"the endpoint's answer holds a text of more than 8 MB, which is not read: {error}")
    return RemoteError(f"the endpoint's answer is no valid {form}, or broke off: {error}")


def _relabelled(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The blocks with Virtuoso's labels of blank nodes as RDF allows them, wherever the network cuts them."""
    held = b""
    for block in blocks:
        held += block
        if _NODE_ID in held:
            held = _VIRTUOSO.sub(rb"\1", held)
        if len(held) > _LONGEST:
            yield held[:-_LONGEST]
            held = held[-_LONGEST:]
    yield held
