"""A SPARQL endpoint that is asked by SPARQL 1.1 Protocol."""

import json
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

import pyoxigraph
import requests

from kg.errors import RemoteError, UsageError
from kg.rdf.terms import iri, literal

from .answers import Answer, Row
from .credentials import Credentials
from .queries import with_prefixes
from .session import LimitError, Limits
from .syntax import check_query
from .transport import Transport

__all__ = ["Endpoint", "ask_endpoint"]

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_STRINGS = (None, "http://www.w3.org/2001/XMLSchema#string")


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
        return ask_endpoint(self._transport, self._address, with_prefixes(text), limits=limits or Limits())


def ask_endpoint(transport: Transport, address: str, text: str, *, limits: Limits | None = None) -> Answer:
    """The answer of an endpoint to a query that is sent as it is; without limits the transport waits as it does."""
    limits = limits or Limits(0, 0)
    # Virtuoso never answers a query that comes as application/sparql-query; every server takes a form.
    response = transport.post_form(address, {"query": text}, accept=_ACCEPT, seconds=limits.seconds or None)
    body = _body(response, limits)
    if response.status_code == 400:
        raise UsageError(f"{address} refuses the query: {body[:500].decode(errors='replace').strip()}")
    if response.status_code != 200:
        raise RemoteError(f"{address} answers {response.status_code}: {body[:200].decode(errors='replace')}")
    return _answer(response.headers.get("Content-Type", ""), body, limits.rows)


def _body(response: requests.Response, limits: Limits) -> bytes:
    try:
        return Transport.read(response, seconds=limits.seconds or None)
    except TimeoutError:
        if not limits.seconds:
            raise RemoteError("the endpoint does not finish its answer") from None
        raise LimitError(f"stopped: the query took longer than {limits.seconds:g} seconds (--time-limit)") from None


def _answer(content_type: str, body: bytes, cap: int) -> Answer:
    kind = content_type.partition(";")[0].strip()
    if "json" in kind:
        return _from_json(body, cap)
    form = pyoxigraph.RdfFormat.from_media_type(kind)
    if form is None:
        raise RemoteError(f"the endpoint answers in {kind or 'no known format'}, not in SPARQL JSON or RDF")
    triples = tuple((str(q.subject), str(q.predicate), str(q.object)) for q in pyoxigraph.parse(body, format=form))
    return Answer(triples=triples[:cap] if cap else triples, capped=bool(cap) and len(triples) > cap)


def _from_json(body: bytes, cap: int) -> Answer:
    try:
        document = json.loads(body)
        if "boolean" in document:
            return Answer(boolean=document["boolean"])
        variables = tuple(document["head"]["vars"])
        rows = tuple(_rows(document["results"]["bindings"], variables))
    except (ValueError, KeyError, TypeError) as error:
        raise RemoteError(f"the endpoint's answer is no SPARQL JSON: {error}") from error
    if variables == ("__ASK_RETVAL",):  # how Virtuoso 7.2 answers ASK
        return Answer(boolean=rows[0][0] not in ('"0"', '"false"'))
    return Answer(variables, rows[:cap] if cap else rows, capped=bool(cap) and len(rows) > cap)


def _rows(bindings: Any, variables: tuple[str, ...]) -> Iterator[Row]:
    for binding in bindings:
        yield tuple(_TERMS[binding[name]["type"]](binding[name]) if name in binding else None for name in variables)


def _literal(value: dict[str, str]) -> str:
    if language := value.get("xml:lang"):
        return f"{literal(value['value'])}@{language.lower()}"
    datatype = value.get("datatype")
    return literal(value["value"], None if datatype in _STRINGS else datatype)


_TERMS: dict[str, Callable[[dict[str, str]], str]] = {
    "uri": lambda value: iri(value["value"]),
    "bnode": lambda value: f"_:{value['value']}",
    "literal": _literal,
    "typed-literal": _literal,  # Virtuoso 7.2 still writes this type of the first draft
}
