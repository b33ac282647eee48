"""A SPARQL endpoint that is asked by SPARQL 1.1 Protocol."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from http import HTTPStatus
from types import TracebackType
from typing import IO, Self, TypeVar, cast

import pyoxigraph
import requests

from kg.errors import RemoteError, UsageError
from kg.rdf import Triple
from kg.store.connection.credentials import Credentials
from kg.store.connection.transport import StalledError, TooLargeError, Transport
from kg.store.connection.web import without_secrets

from .answers import Answer, Cut, size_of
from .bindings import Blocks, read_results, refusal, results_format
from .memory_limit import held_at_most
from .queries import with_prefixes
from .query_syntax import check_query, columns
from .session import Limits, time_is_up, too_large

__all__ = ["Endpoint", "ask_endpoint"]

_ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples;q=0.9, text/turtle;q=0.8, text/tab-separated-values;q=0.5"
)
_NO_WORD = 8
"""Characters from which on a secret in the data is no chance."""

Each = TypeVar("Each", bound=tuple[str | None, ...])


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

    Reading stops at the limits: what the server would send beyond them is neither awaited nor kept.
    """
    limits = limits or Limits(0, 0)
    limits = limits._replace(size=held_at_most(limits.size))
    deadline = time.monotonic() + limits.seconds if limits.seconds else None
    try:
        with transport.discreet():
            # Virtuoso never answers a query that comes as application/sparql-query; every server takes a form.
            response = transport.post_form(address, {"query": text}, accept=_ACCEPT, seconds=limits.seconds or None)
            try:
                if response.status_code != HTTPStatus.OK:
                    said = transport.beginning(response, seconds=limits.seconds or transport.stall)
                    raise _refusal(response, said, without_secrets(address))
                blocks = Transport.blocks(response, deadline=deadline, most=limits.size)
                return _discreet(_answer(response, blocks, limits), transport)
            except BaseException:
                response.close()
                raise
    except StalledError as error:
        if limits.seconds:
            raise time_is_up(limits.seconds) from error
        raise
    except TooLargeError as error:
        raise too_large(limits.size) from error


_NO_QUERIES = " (no queries are answered there: Oxigraph answers them at /query, Virtuoso at /sparql)"
_HINTS = {
    **dict.fromkeys((401, 403), " (--auth says who you are)"),
    **dict.fromkeys((404, 405), _NO_QUERIES),
}


def _refusal(response: requests.Response, said: str, address: str) -> RemoteError | UsageError:
    if response.status_code == HTTPStatus.BAD_REQUEST:
        return UsageError(f"{address} refuses the query: {said}")
    hint = _HINTS.get(response.status_code, "")
    return RemoteError(f"{address} answers {response.status_code}{hint}{f': {said}' if said else ''}")


def _answer(response: requests.Response, blocks: Iterator[bytes], limits: Limits) -> Answer:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    form = results_format(kind)
    if form is None:
        triples, cut = _held(_triples(blocks, kind), limits, response)
        return Answer(triples=triples, cut=cut)
    head, rows = read_results(blocks, form)
    if head.boolean is not None:
        return Answer(boolean=head.boolean)
    held, cut = _held(rows, limits, response)
    if head.variables == ("__ASK_RETVAL",):  # how Virtuoso 7.2 answers ASK
        return Answer(boolean=held[0][0] not in ('"0"', '"false"'))
    return Answer(head.variables, held, cut=cut)


def _held(found: Iterable[Each], limits: Limits, response: requests.Response) -> tuple[tuple[Each, ...], Cut | None]:
    """What the limits allow, and the limit at which the rest was left; the connection is closed then."""
    held: list[Each] = []
    size = 0
    cut: Cut | None = None
    try:
        for row in found:
            size += size_of(row)
            if limits.rows and len(held) == limits.rows:
                cut = "rows"
            elif limits.size and size > limits.size:
                cut = "bytes"
            if cut:
                break
            held.append(row)
    except TooLargeError:
        cut = "bytes"
    if cut:
        response.close()
    if cut == "bytes" and not held:
        raise too_large(limits.size)
    return tuple(held), cut


def _discreet(answer: Answer, transport: Transport) -> Answer:
    """The answer without the secret, where a server repeats it; a short one may be a word of the data."""

    def blacked(row: tuple[str | None, ...]) -> tuple[str | None, ...]:
        return tuple(term and transport.blacked(term, shortest=_NO_WORD) for term in row)

    if not transport.has_secret:
        return answer
    triples = None if answer.triples is None else tuple(map(blacked, answer.triples))
    return replace(answer, rows=tuple(map(blacked, answer.rows)), triples=cast(tuple[Triple, ...] | None, triples))


def _triples(blocks: Iterator[bytes], kind: str) -> Iterator[Triple]:
    form = pyoxigraph.RdfFormat.from_media_type(kind)
    if form is None:
        raise RemoteError(
            f"the endpoint answers in {kind or 'no known format'}, not in SPARQL JSON, XML or TSV, or RDF"
        )
    try:
        for quad in pyoxigraph.parse(cast(IO[bytes], Blocks(blocks)), format=form):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except (SyntaxError, MemoryError) as error:
        raise refusal(form.name, error) from error
