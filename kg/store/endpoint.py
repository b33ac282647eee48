"""A SPARQL endpoint that is asked by SPARQL 1.1 Protocol."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import IO, Self, TypeVar, cast

import pyoxigraph
import requests

from kg.errors import RemoteError, UsageError
from kg.rdf import Triple

from .answers import Answer
from .bindings import read_results
from .credentials import Credentials
from .queries import with_prefixes
from .session import Limits, time_is_up
from .syntax import check_query, columns
from .transport import StalledError, Transport
from .web import without_secrets

__all__ = ["Endpoint", "ask_endpoint"]

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_SAID = 500
"""So many characters of an error's text are shown."""

Each = TypeVar("Each")


class Endpoint:
    """A SPARQL endpoint as a store: `query` is that of `OpenStore`. Which graphs it unites is its own affair."""

    def __init__(self, address: str, *, credentials: Credentials | None = None) -> None:
        self._transport = Transport(address, credentials=credentials)
        self._address = address

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._transport.close()

    def query(self, text: str, *, limits: Limits | None = None, service: bool = False) -> Answer:
        """The endpoint's answer; the limits hold here whatever the server's own are."""
        check_query(text, service=service)
        answer = ask_endpoint(self._transport, self._address, with_prefixes(text), limits=limits or Limits())
        order = columns(text, answer.variables)
        return answer if order == answer.variables else answer.arranged(order)


def ask_endpoint(transport: Transport, address: str, text: str, *, limits: Limits | None = None) -> Answer:
    """The answer of an endpoint to a query that is sent as it is; without limits the transport waits as it does.

    Reading stops at the row cap: what the server would send beyond it is neither awaited nor kept.
    """
    limits = limits or Limits(0, 0)
    deadline = time.monotonic() + limits.seconds if limits.seconds else None
    try:
        # Virtuoso never answers a query that comes as application/sparql-query; every server takes a form.
        response = transport.post_form(address, {"query": text}, accept=_ACCEPT, seconds=limits.seconds or None)
        blocks = Transport.blocks(response, deadline=deadline)
        if response.status_code != 200:
            raise _refusal(response, b"".join(blocks), without_secrets(address))
        return _answer(response, blocks, limits.rows)
    except StalledError as error:
        if limits.seconds:
            raise time_is_up(limits.seconds) from error
        raise


def _refusal(response: requests.Response, body: bytes, address: str) -> RemoteError | UsageError:
    said = body[:_SAID].decode(errors="replace").strip()
    if response.status_code == 400:
        return UsageError(f"{address} refuses the query: {said}")
    hint = " (--auth says who you are)" if response.status_code in (401, 403) else ""
    return RemoteError(f"{address} answers {response.status_code}{hint}{f': {said}' if said else ''}")


def _answer(response: requests.Response, blocks: Iterator[bytes], cap: int) -> Answer:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if "json" not in kind:
        triples, capped = _capped(_triples(blocks, kind), cap, response)
        return Answer(triples=triples, capped=capped)
    head, rows = read_results(blocks)
    if head.boolean is not None:
        return Answer(boolean=head.boolean)
    held, capped = _capped(rows, cap, response)
    if head.variables == ("__ASK_RETVAL",):  # how Virtuoso 7.2 answers ASK
        return Answer(boolean=held[0][0] not in ('"0"', '"false"'))
    return Answer(head.variables, held, capped=capped)


def _capped(found: Iterable[Each], cap: int, response: requests.Response) -> tuple[tuple[Each, ...], bool]:
    """So many at most, and whether there were more; the connection is closed when there are."""
    if not cap:
        return tuple(found), False
    left = iter(found)
    held = tuple(islice(left, cap))
    capped = next(left, None) is not None
    if capped:
        response.close()
    return held, capped


def _triples(blocks: Iterator[bytes], kind: str) -> Iterator[Triple]:
    form = pyoxigraph.RdfFormat.from_media_type(kind)
    if form is None:
        raise RemoteError(f"the endpoint answers in {kind or 'no known format'}, not in SPARQL JSON or RDF")
    try:
        for quad in pyoxigraph.parse(cast(IO[bytes], _Blocks(blocks)), format=form):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except SyntaxError as error:
        raise RemoteError(f"the endpoint's answer is no valid {form.name}: {error}") from error


class _Blocks:
    """Blocks as a stream that can be read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
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
