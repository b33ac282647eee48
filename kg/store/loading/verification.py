"""Counts the triples of graphs in a triple store, which "201 Created" says nothing of."""

from collections.abc import Iterable, Iterator, Sequence

from kg.errors import RemoteError
from kg.store.connection.transport import Transport
from kg.store.query.answer_values import value_of
from kg.store.query.endpoint import ask_endpoint

from .presets import Addresses
from .upload_dataset import DEFAULT

__all__ = ["count_triples"]

_BATCH = 200
_LONGEST = 100_000_000
"""Bytes of a line: no literal of a record comes near."""
_ALL = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"


def count_triples(transport: Transport, addresses: Addresses, graphs: Sequence[str]) -> dict[str, int]:
    """Graph -> its number of triples; graphs that are empty or not there are missing.

    Without an address for queries the graphs are fetched and their lines counted; so is the default graph wherever
    there is a graph store, since a query may see the union of all graphs in its place.
    """
    if addresses.query is None:
        return {graph: _fetched(transport, addresses.of_graph(graph)) for graph in graphs}
    found: dict[str, int] = {}
    for batch in _batches([graph for graph in graphs if graph != DEFAULT]):
        found |= _counted(transport, addresses.query, batch)
    if DEFAULT in graphs and addresses.store is not None:
        found[DEFAULT] = _fetched(transport, addresses.of_graph(DEFAULT))
    elif DEFAULT in graphs:
        found[DEFAULT] = _number(ask_endpoint(transport, addresses.query, _ALL).rows[0][0])
    return found


def _batches(graphs: list[str]) -> Iterator[list[str]]:
    for place in range(0, len(graphs), _BATCH):
        yield graphs[place : place + _BATCH]


def _counted(transport: Transport, address: str, graphs: list[str]) -> dict[str, int]:
    text = (
        f"SELECT ?graph (COUNT(*) AS ?triples) {{ VALUES ?graph {{ {' '.join(graphs)} }} "
        "GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
    )
    answer = ask_endpoint(transport, address, text)
    return {str(graph): _number(count) for graph, count in answer.rows}


def _fetched(transport: Transport, address: str) -> int:
    response = transport.send("GET", address, headers={"Accept": "application/n-triples"})
    if response.status_code == 404:
        return 0
    if response.status_code != 200:
        raise RemoteError(f"{address} answers {response.status_code} to GET; --query-url says where to count")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if kind not in ("application/n-triples", "text/plain"):
        raise RemoteError(f"{address} answers GET in {kind}, not N-Triples; --query-url says where to count")
    return sum(1 for line in _lines(Transport.blocks(response)) if line.strip() and not line.startswith(b"#"))


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        yield from lines
        if len(rest) > _LONGEST:
            raise RemoteError(
                f"the store answers a line of more than {_LONGEST / 1e6:,.0f} MB; --query-url says where to count"
            )
    yield rest


def _number(term: str | None) -> int:
    count = value_of(term)
    if not isinstance(count, int):
        raise RemoteError(f"the store counts {term!r}, which is no number")
    return count
