"""How each kind of triple store wants to be loaded.

Measured on Oxigraph 0.5.13 and Virtuoso 7.2.5; `docs/stores.md` says what was found.
"""

from enum import Enum
from typing import NamedTuple
from urllib.parse import quote

from kg.errors import UsageError
from kg.store.connection.web import split_address

from .upload_dataset import DEFAULT

__all__ = ["PRESETS", "Addresses", "Preset", "Strategy", "addresses"]


class Strategy(Enum):
    """What one request carries."""

    QUADS = "many graphs, as N-Quads to the graph store"
    GRAPHS = "one graph, as N-Triples to the graph store"
    UPDATE = "some triples of any graphs, as INSERT DATA"


class Preset(NamedTuple):
    """A kind of store."""

    strategy: Strategy
    batch: int
    """So many triples a request at most."""
    query: str
    """Paths that are appended to the address; empty where the address itself is meant."""
    update: str
    store: str
    auth: str
    """The scheme that --auth stands for where it is not given."""
    default_graph: bool
    """Whether triples can be put into the default graph."""


class Addresses(NamedTuple):
    """Where a store is asked, changed, and loaded; None where that is not known."""

    query: str | None
    update: str | None
    store: str | None

    def of_graph(self, graph: str) -> str:
        """Where the graph store keeps a graph, by its term."""
        target = "default" if graph == DEFAULT else f"graph={quote(graph[1:-1], safe='')}"
        store = self.store or ""
        return f"{store}{'&' if '?' in store else '?'}{target}"


PRESETS = {
    "oxigraph": Preset(Strategy.QUADS, 50_000, "/query", "/update", "/store", "none", default_graph=True),
    # Above 4,000 triples INSERT DATA ends in "memory exhausted"; chunked and gzip bodies are accepted and lost.
    "virtuoso": Preset(
        Strategy.GRAPHS,
        50_000,
        "/sparql-auth",
        "/sparql-auth",
        "/sparql-graph-crud-auth",
        "digest",
        default_graph=False,
    ),
    "gsp": Preset(Strategy.GRAPHS, 50_000, "", "", "", "none", default_graph=True),
    "update": Preset(Strategy.UPDATE, 1_000, "", "", "", "none", default_graph=True),
}
"""Name -> how to load; `gsp` is any SPARQL 1.1 Graph Store, `update` any SPARQL 1.1 Update endpoint."""


def addresses(name: str, to: str, *, query: str | None = None, update: str | None = None) -> tuple[Preset, Addresses]:
    """The preset of that name with its addresses under `to`; raises UsageError where one is missing."""
    if name not in PRESETS:
        raise UsageError(f"unknown --preset {name!r}; known are {', '.join(PRESETS)}")
    _check_hosts(to, query, update)
    preset, top = PRESETS[name], to.rstrip("/")
    match name:
        case "gsp":
            return preset, Addresses(query, update, to)
        case "update":
            if query is None:
                raise UsageError("--preset update needs --query-url, where the triples are counted afterwards")
            return preset, Addresses(query, to, None)
        case _:
            return preset, Addresses(
                query or f"{top}{preset.query}", update or f"{top}{preset.update}", f"{top}{preset.store}"
            )


def _check_hosts(to: str, *others: str | None) -> None:
    host = split_address(to).hostname
    for other in filter(None, others):
        if split_address(other).hostname != host:
            raise UsageError(f"{other} is on another host than {to}: user and password are for one host alone")
