"""Loads a dataset into a triple store: sends each unit until it is accepted, then counts what the store holds."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from http import HTTPStatus
from typing import NamedTuple

from kg.batches import batched
from kg.errors import RemoteError
from kg.rdf.told import is_of_results, results_of
from kg.store.connection.transport import RefusedError, Transport, UnreachableError
from kg.store.connection.web import without_secrets

from .journal import Journal
from .upload_dataset import DEFAULT, UploadDataset
from .uploads import StoreRequest, Unit, UploadRequest, removal, units
from .verification import count_triples

__all__ = ["Difference", "LoadPlan", "Loaded", "Notice", "Progress", "load_into", "plan"]

_TRIES = 5
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0
_DROPPED_AT_ONCE = 200
_HINTS = {
    401: " (--auth says who you are)",
    403: " (--auth says who you are)",
    404: " (is it the right address? without --preset kgbuild finds out what stands there)",
    405: " (is it the right address? without --preset kgbuild finds out what stands there)",
}
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})


class LoadPlan(NamedTuple):
    """What a load would send."""

    graphs: int
    triples: int
    requests: int
    size: int
    """Bytes."""


class Difference(NamedTuple):
    """A graph that does not hold what was sent."""

    graph: str
    sent: int
    found: int


class Loaded(NamedTuple):
    """What came of a load."""

    graphs: int
    triples: int
    requests: int
    skipped: int
    """Units that an earlier run had sent."""
    differences: tuple[Difference, ...]
    dropped: int = 0
    """Graphs of results that were taken away, since their records have none any more."""


Progress = Callable[[int], None]
"""Hears how many triples more were sent."""

Notice = Callable[[str], None]
"""Hears why a request is sent again."""


def plan(dataset: UploadDataset, requested: UploadRequest) -> LoadPlan:
    """What a load would send, without sending it."""
    graphs: set[str] = set()
    triples = requests = size = 0
    for unit in units(dataset, requested):
        graphs.update(unit.graphs)
        triples += unit.triples
        requests += len(unit.parts)
        size += sum(len(part.body) for part in unit.parts)
    return LoadPlan(len(graphs), triples, requests, size)


def load_into(
    dataset: UploadDataset,
    requested: UploadRequest,
    transport: Transport,
    *,
    journal: Journal,
    progress: Progress | None = None,
    notice: Notice | None = None,
) -> Loaded:
    """Sends a dataset and counts it; raises RemoteError when the store fails, and the next run goes on from there.

    Whatever is sent twice is the same in the end: a graph is a set, and its first unit empties it where it is to be
    replaced. With a record the graph of its results is replaced, so that it goes where there are none any more.
    """
    expected: Counter[str] = Counter()
    sender = _Sender(transport, notice or _unheard)
    skipped = 0
    for unit in units(dataset, requested):
        _expect(expected, unit)
        digest = unit.digest
        if journal.confirmed(digest):
            skipped += 1
        else:
            sender.send(unit)
            journal.note(digest)
        if progress:
            progress(unit.triples)
    without_results = _without_results(expected) if requested.replace else []
    with transport.discreet():
        found = count_triples(transport, requested.addresses, [*expected, *without_results])
    gone = [graph for graph in without_results if graph in found]
    for some in batched(gone, _DROPPED_AT_ONCE):
        sender.send(removal(some, requested))
    differences = tuple(_differences(expected, found, requested))
    journal.forget()
    return Loaded(len(expected), sum(expected.values()), sender.requests, skipped, differences, len(gone))


def _without_results(graphs: Collection[str]) -> list[str]:
    """The graphs that the results of those records among these would have, of which none are there."""
    own = (results_of(graph) for graph in graphs if graph != DEFAULT)
    return [graph for graph in own if is_of_results(graph) and graph not in graphs]


def _expect(expected: Counter[str], unit: Unit) -> None:
    for graph, count in unit.counts:
        expected[graph] += count


def _differences(expected: Counter[str], found: dict[str, int], requested: UploadRequest) -> Iterator[Difference]:
    """Graphs with another number of triples; where there may be more than was sent, with fewer."""
    for graph, sent in sorted(expected.items()):
        # Without a graph store the default graph is counted by a query, and that may see all graphs in its place.
        exact = requested.replace and (graph != DEFAULT or requested.addresses.store is not None)
        held = found.get(graph, 0)
        if held < sent or (exact and held != sent):
            yield Difference(graph, sent, held)


def _unheard(_: str) -> None:
    """Hears nothing."""


class _Sender:
    """Sends units, each until it is accepted or the tries are used up."""

    def __init__(self, transport: Transport, notice: Notice) -> None:
        self.requests = 0
        self._transport = transport
        self._notice = notice
        self._reached = False

    def send(self, unit: Unit) -> None:
        """Sends the requests of a unit, all again if one fails."""
        wait = _FIRST_WAIT
        for attempt in range(1, _TRIES + 1):
            try:
                for part in unit.parts:
                    self._send(part)
            except _TransientError as error:
                if attempt == _TRIES:
                    raise RemoteError(f"{error}, {_TRIES} times; the same command goes on from here") from error
                pause = min(error.wait or wait, _LONGEST_WAIT)
                self._notice(f"{error}; trying again in {pause:g} s")
                time.sleep(pause)
                wait *= 2
            else:
                return

    def _send(self, part: StoreRequest) -> None:
        self.requests += 1
        try:
            with self._transport.discreet():
                _send_part(self._transport, part)
        except UnreachableError as error:
            # At the beginning the address is wrong, or the server not started; later it may come back.
            raise _TransientError(str(error)) if self._reached else error from error
        finally:
            self._reached = True


class _TransientError(RemoteError):
    """A failure that may pass."""

    def __init__(self, text: str, *, wait: float | None = None) -> None:
        super().__init__(text)
        self.wait = wait


def _send_part(transport: Transport, part: StoreRequest) -> None:
    headers = {"Content-Type": part.media_type} if part.body else {}
    try:
        response = transport.send(part.method, part.address, data=part.body, headers={**headers, "Accept": "*/*"})
        body = transport.beginning(response, seconds=transport.stall)
    except (UnreachableError, RefusedError):
        raise
    except RemoteError as error:
        raise _TransientError(str(error)) from error
    if response.status_code in _RETRIED:
        after = response.headers.get("Retry-After", "")
        wait = float(after) if after.isdigit() else None
        raise _TransientError(_answered(part, response.status_code, body), wait=wait)
    accepted = [HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT]
    if part.method == "DELETE":  # sent again, it finds nothing
        accepted.append(HTTPStatus.NOT_FOUND)
    if response.status_code not in accepted:
        raise RemoteError(_answered(part, response.status_code, body))


def _answered(part: StoreRequest, status: int, body: str) -> str:
    hint = _HINTS.get(status, "")
    return f"{without_secrets(part.address)} answers {status} to {part.method}{hint}{f': {body}' if body else ''}"
