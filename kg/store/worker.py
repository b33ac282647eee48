"""The process that holds a store and answers queries: one that can be killed, because pyoxigraph has no time limit.

It reads JSON lines and writes JSON lines: first the source, answered by `Ready` or `Fault`; then questions, each
answered by `Head`, any number of `Part`, and `End`, or by `Fault`.
"""

import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

import msgspec
import pyoxigraph

from kg.errors import FileError, KgbuildError
from kg.rdf import Format

from .embedded import reading
from .graph import load
from .memory import limit_memory
from .messages import End, Fault, Head, Part, Question, Ready, Reply, Source
from .queries import Results, ask
from .syntax import columns

__all__ = ["serve"]

_PART = 1_000
_GRACE = 5
"""Seconds beyond the time limit after which the system ends a worker whose parent is gone."""


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers questions until the requests end."""

    def say(reply: Reply) -> None:
        replies.write(msgspec.json.encode(reply) + b"\n")
        replies.flush()

    try:
        with _opened(msgspec.json.decode(requests.readline(), type=Source)) as store:
            say(Ready())
            for line in requests:
                question = msgspec.json.decode(line, type=Question)
                _alarm(question.seconds)
                for reply in _replies(store, question):
                    say(reply)
                _alarm(0)
    except KgbuildError as error:
        say(Fault(str(error), "file" if isinstance(error, FileError) else "query"))


@contextmanager
def _opened(source: Source) -> Iterator[pyoxigraph.Store]:
    if source.store is not None:
        with reading(source.store, wait=source.wait) as store:
            yield store
        return
    form = next((each for each in Format if each.value.extension == source.form), None)
    yield load(source.files, form=form)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0)


def _replies(store: pyoxigraph.Store, question: Question) -> Iterator[Reply]:
    try:
        results = ask(store, question.text, service=question.service)
        head = _head(results, question.text)
        yield head
        yield from _parts(_rows(results, head.variables or ()), question.rows)
    except KgbuildError as error:
        yield Fault(str(error))
    except OSError as error:
        # Only SERVICE reaches out of the store while a query is answered.
        yield Fault(f"a server that the query calls (SERVICE) failed: {error}", "remote")


def _head(results: Results, text: str) -> Head:
    match results:
        case pyoxigraph.QueryBoolean():
            return Head(boolean=bool(results))
        case pyoxigraph.QuerySolutions():
            return Head(variables=columns(text, [variable.value for variable in results.variables]))
        case _:
            return Head()


def _rows(results: Results, names: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    match results:
        case pyoxigraph.QueryBoolean():
            return
        case pyoxigraph.QuerySolutions():
            for solution in results:
                terms = (solution[name] for name in names)
                yield tuple(None if term is None else str(term) for term in terms)
        case _:
            for triple in results:
                yield str(triple.subject), str(triple.predicate), str(triple.object)


def _parts(rows: Iterable[tuple[str | None, ...]], cap: int) -> Iterator[Part | End]:
    left = iter(rows)
    wanted = islice(left, cap) if cap else left
    while part := tuple(islice(wanted, _PART)):
        yield Part(part)
    yield End(capped=bool(cap) and next(left, None) is not None)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears the interrupt, and ends this process
    limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
