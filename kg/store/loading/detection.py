"""Which kind of store stands behind an address: a few GET requests tell, none of them with a secret.

What each server answers: Oxigraph 0.5.13 and Virtuoso 7.2.5 as tried; of the others by their documentation: Fuseki
names each request in `Fuseki-Request-ID` and lists its datasets at `/$/datasets`; RDF4J and GraphDB list theirs at
`/repositories`; QLever answers `?cmd=stats`; Blazegraph lies below `/bigdata`.
"""

import re
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec

from kg.errors import RemoteError, UsageError
from kg.store.connection.transport import Transport
from kg.store.connection.web import without_secrets

__all__ = ["FoundStore", "find_store"]

_SECONDS = 10.0
_MOST = 65_536
"""Bytes of an answer that are looked at."""
_JSON = "application/sparql-results+json, application/json;q=0.9"
_ANY = "application/n-triples, text/turtle;q=0.9, */*;q=0.1"
_PAGE = "text/html"
_RDF = frozenset({"application/n-triples", "application/n-quads", "text/turtle", "application/rdf+xml", "text/plain"})
_OXIGRAPH_PATHS = re.compile(r"/(query|update|store|sparql)?/?$")
_VIRTUOSO_PATHS = re.compile(r"/(sparql(-auth|-graph-crud|-graph-crud-auth)?|conductor)?/?$")
_FUSEKI_PATHS = re.compile(r"/(data|get|query|sparql|update|upload)?/?$")
_REPOSITORY = re.compile(r"(.*/repositories/[^/]+)(/.*)?")
_BLAZEGRAPH = re.compile(r".*/bigdata(/namespace/[^/]+)?(/sparql)?/?")


class FoundStore(NamedTuple):
    """A store, and how it is loaded."""

    title: str
    preset: str
    to: str
    query: str | None = None
    update: str | None = None


class _Seen(NamedTuple):
    """An answer to GET."""

    address: str
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def server(self) -> str:
        return self.headers.get("Server", "")

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


Look = Callable[[str, str], _Seen]
"""The answer to GET at an address, in one of these media types."""


def find_store(to: str, *, query: str | None = None) -> FoundStore:
    """What stands behind an address; raises RemoteError or UsageError that says what is there in its place.

    With an address for queries, a store of no known kind is a graph store where it answers as one.
    """
    transport = Transport(to, stall=_SECONDS)
    try:
        look = _looking(transport)
        seen = look(to, _ANY)
        for kind in (_oxigraph, _virtuoso, _fuseki, _rdf4j, _blazegraph, _qlever):
            if found := kind(seen, look):
                return found
        if seen.status != 404 and (found := _graph_store(seen, look, query)):
            return found
        raise RemoteError(_nothing(seen, look))
    finally:
        transport.close()


def _looking(transport: Transport) -> Look:
    def looked(address: str, accept: str) -> _Seen:
        response = transport.send("GET", address, headers={"Accept": accept}, seconds=_SECONDS)
        held = b""
        if "oxigraph" not in response.headers.get("Server", "").lower():  # a graph store sends all that it holds
            for block in transport.blocks(response, deadline=time.monotonic() + _SECONDS):
                held += block
                if len(held) >= _MOST:
                    break
        response.close()
        return _Seen(address, response.status_code, response.headers, held.decode(errors="replace"))

    return looked


def _oxigraph(seen: _Seen, _: Look) -> FoundStore | None:
    if not seen.server.lower().startswith("oxigraph"):
        return None
    version = seen.server.partition("/")[2]
    return FoundStore(f"an Oxigraph server {version}".strip(), "oxigraph", _OXIGRAPH_PATHS.sub("", _bare(seen.address)))


def _virtuoso(seen: _Seen, _: Look) -> FoundStore | None:
    if not seen.server.startswith("Virtuoso"):
        return None
    version = seen.server.split()[0].partition("/")[2]
    return FoundStore(f"Virtuoso {version}".strip(), "virtuoso", _VIRTUOSO_PATHS.sub("", _bare(seen.address)))


def _fuseki(seen: _Seen, look: Look) -> FoundStore | None:
    if "Fuseki-Request-ID" not in seen.headers and "Fuseki" not in seen.server:
        return None
    place = _FUSEKI_PATHS.sub("", _bare(seen.address))
    if not urlsplit(place).path.strip("/"):
        names = [each.strip("/") for each in _names(look(f"{place}/$/datasets", _JSON), "datasets", "ds.name")]
        place = f"{place}/{_only(names, place, 'Fuseki', 'dataset')}"
    return FoundStore("a dataset of Fuseki", "gsp", f"{place}/data", f"{place}/query", f"{place}/update")


def _rdf4j(seen: _Seen, look: Look) -> FoundStore | None:
    bare = _bare(seen.address)
    if found := _REPOSITORY.fullmatch(bare):
        repository = found[1]
        if not look(f"{repository}/size", "text/plain").text.strip().isdigit():
            return None
    else:
        listed = look(f"{bare}/repositories", _JSON)
        names = _bound(listed, "id") if listed.status == 200 else None
        if names is None:
            return None
        repository = f"{bare}/repositories/{_only(names, bare, 'RDF4J or GraphDB', 'repository')}"
    graphs = f"{repository}/rdf-graphs/service"
    return FoundStore("a repository of RDF4J or GraphDB", "gsp", graphs, repository, f"{repository}/statements")


def _blazegraph(seen: _Seen, _: Look) -> FoundStore | None:
    found = _BLAZEGRAPH.fullmatch(_bare(seen.address))
    if found is None or seen.status >= 400:
        return None
    top = _bare(seen.address).partition("/bigdata")[0]
    endpoint = f"{top}/bigdata{found[1] or '/namespace/kb'}/sparql"
    return FoundStore("Blazegraph", "update", endpoint, endpoint)


def _qlever(seen: _Seen, look: Look) -> FoundStore | None:
    told = _decoded(look(f"{_bare(seen.address)}?{urlencode({'cmd': 'stats'})}", "application/json").text)
    if not isinstance(told, dict) or "name-index" not in told:
        return None
    return FoundStore("QLever", "update", _bare(seen.address), _bare(seen.address))


def _graph_store(seen: _Seen, look: Look, query: str | None) -> FoundStore | None:
    """A store of no known kind, where the address answers as a graph store does."""
    default = look(f"{seen.address}{'&' if '?' in seen.address else '?'}default", _ANY)
    if default.status in (200, 204) and default.kind in {*_RDF, ""}:
        return FoundStore("a SPARQL graph store", "gsp", seen.address, query)
    return None


def _nothing(seen: _Seen, look: Look) -> str:
    """What stands at an address where no store was known."""
    place = without_secrets(seen.address)
    asked = look(f"{_bare(seen.address)}?{urlencode({'query': 'ASK {}'})}", _JSON)
    if isinstance(told := _decoded(asked.text), dict) and "boolean" in told:
        return (
            f"{place} answers SPARQL queries, and of which kind the store is it does not say: --preset update with "
            f"--query-url {place} and its address for updates in --to, or --preset gsp with that of its graph store"
        )
    hint = "--preset names the kind of the store where it is none of those that are known"
    match seen.status:
        case 401 | 403:
            return f"{place} wants to know who asks, and does not say what it is: --preset and --auth do"
        case 404:
            return f"nothing stands at {place} (404): is the address right? {hint}"
        case status if status >= 400:
            return f"{place} answers {status} to GET, and no triple store is known by that; {hint}"
    what = "a web page" if seen.kind == _PAGE else seen.kind or "nothing"
    return f"{place} answers with {what}, and no triple store is known by that; {hint}"


def _only(names: list[str], place: str, server: str, what: str) -> str:
    """The one name of several; raises UsageError that lists them where there is more or less than one."""
    if len(names) == 1:
        return names[0]
    listed = f"it has {', '.join(names)}" if names else f"it lists no {what}"
    raise UsageError(f"{without_secrets(place)} is a server of {server}; --to names the {what} too: {listed}")


def _names(seen: _Seen, key: str, name: str) -> list[str]:
    told = _decoded(seen.text)
    rows = told.get(key, []) if isinstance(told, dict) else []
    return [each[name] for each in rows if isinstance(each, dict) and isinstance(each.get(name), str)]


def _bound(seen: _Seen, variable: str) -> list[str] | None:
    """The values of a variable in a result of SPARQL; None of what is no such result."""
    try:
        rows = msgspec.json.decode(seen.text, type=_Results).results.bindings
    except msgspec.DecodeError:
        return None
    return [row[variable].value for row in rows if variable in row]


class _Term(msgspec.Struct):
    value: str


class _Bindings(msgspec.Struct):
    bindings: list[dict[str, _Term]]


class _Results(msgspec.Struct):
    results: _Bindings


def _decoded(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None


def _bare(address: str) -> str:
    """An address without what stands behind its path."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
