"""Whether an endpoint unites its named graphs: one that does not answers most questions with nothing."""

from kg.errors import KgbuildError

from .endpoint import Endpoint
from .session import Limits

__all__ = ["apart_note"]

_LIMITS = Limits(10, 1)
_NOTE = (
    "the default graph of {} is empty, and its named graphs hold what is to be found: ask GRAPH ?g {{ ... }}, or have "
    "the server unite them (Oxigraph: --union-default-graph)"
)


def apart_note(endpoint: Endpoint, address: str) -> str | None:
    """What is said of an endpoint whose default graph is empty and whose named graphs are not; None of any other."""
    try:
        if endpoint.query("ASK { ?s ?p ?o }", limits=_LIMITS).boolean:
            return None
        named = endpoint.query("ASK { GRAPH ?g { ?s ?p ?o } }", limits=_LIMITS).boolean
    except KgbuildError:
        return None  # it answers what it is asked, and that is no affair of this
    return _NOTE.format(address) if named else None
