"""Loads a cargo into a triple store: sends each unit until it is accepted, then counts what the store holds."""

import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from kg.errors import RemoteError

from .cargo import Cargo
from .census import census
from .journal import Journal
from .shipment import Part, Unit, Wanted, units
from .transport import Transport, without_secrets

__all__ = ["Difference", "Loaded", "Plan", "Progress", "load_into", "plan"]

_TRIES = 5
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})


class Plan(NamedTuple):
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


Progress = Callable[[int], None]
"""Hears how many triples more were sent."""


def plan(cargo: Cargo, wanted: Wanted) -> Plan:
    """What a load would send, without sending it."""
    graphs: set[str] = set()
    triples = requests = size = 0
    for unit in units(cargo, wanted):
        graphs.update(unit.graphs)
        triples += unit.triples
        requests += len(unit.parts)
        size += sum(len(part.body) for part in unit.parts)
    return Plan(len(graphs), triples, requests, size)


def load_into(
    cargo: Cargo, wanted: Wanted, transport: Transport, *, journal: Journal, progress: Progress | None = None
) -> Loaded:
    """Sends a cargo and counts it; raises RemoteError when the store fails, and the next run goes on from there.

    Whatever is sent twice is the same in the end: a graph is a set, and its first unit empties it where it is to be
    replaced.
    """
    expected: Counter[str] = Counter()
    requests = skipped = 0
    for unit in units(cargo, wanted):
        _expect(expected, unit)
        digest = unit.digest
        if journal.confirmed(digest):
            skipped += 1
        else:
            requests += _send(transport, unit)
            journal.note(digest)
        if progress:
            progress(unit.triples)
    found = census(transport, wanted.addresses, list(expected))
    differences = _differences(expected, found, replace=wanted.replace)
    journal.forget()
    return Loaded(len(expected), sum(expected.values()), requests, skipped, differences)


def _expect(expected: Counter[str], unit: Unit) -> None:
    for graph, count in unit.counts:
        expected[graph] += count


def _differences(expected: Counter[str], found: dict[str, int], *, replace: bool) -> tuple[Difference, ...]:
    """Graphs with another number of triples; where triples are added to what there was, with fewer."""
    compared = ((graph, sent, found.get(graph, 0)) for graph, sent in sorted(expected.items()))
    return tuple(Difference(*each) for each in compared if each[2] < each[1] or (replace and each[2] != each[1]))


def _send(transport: Transport, unit: Unit) -> int:
    """Sends the requests of a unit, all again if one fails; the number of requests."""
    wait, sent = _FIRST_WAIT, 0
    for attempt in range(1, _TRIES + 1):
        try:
            for part in unit.parts:
                sent += 1
                _send_part(transport, part)
        except _TransientError as error:
            if attempt == _TRIES:
                raise RemoteError(f"{error}, {_TRIES} times; the same command goes on from here") from error
            time.sleep(min(error.wait or wait, _LONGEST_WAIT))
            wait *= 2
        else:
            return sent
    raise AssertionError("the last try returns or raises")


class _TransientError(RemoteError):
    """A failure that may pass."""

    def __init__(self, text: str, *, wait: float | None = None) -> None:
        super().__init__(text)
        self.wait = wait


def _send_part(transport: Transport, part: Part) -> None:
    headers = {"Content-Type": part.media_type, "Accept": "*/*"}
    try:
        response = transport.send(part.method, part.address, data=part.body, headers=headers)
        body = Transport.read(response, seconds=transport.stall)[:300].decode(errors="replace").strip()
    except TimeoutError as error:
        raise _TransientError(f"{without_secrets(part.address)} does not finish its answer") from error
    except RemoteError as error:
        raise _TransientError(str(error)) from error
    if response.status_code in _RETRIED:
        after = response.headers.get("Retry-After", "")
        wait = float(after) if after.isdigit() else None
        raise _TransientError(_answered(part, response.status_code, body), wait=wait)
    if response.status_code not in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT):
        raise RemoteError(_answered(part, response.status_code, body))


def _answered(part: Part, status: int, body: str) -> str:
    hint = " (--auth says who you are)" if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) else ""
    return f"{without_secrets(part.address)} answers {status} to {part.method}{hint}{f': {body}' if body else ''}"
