"""The process that holds a store and answers queries: one that can be killed, because pyoxigraph has no time limit.

It reads JSON lines and writes JSON lines: first the source, answered by `Ready` or `Fault`; then questions, each
answered by `AnswerHead`, any number of `AnswerPart`, and `End`, or by `Fault`.
"""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import BinaryIO, Protocol

import msgspec
import pyoxigraph

from kg import assets
from kg.errors import FileError, KgbuildError
from kg.iris import ONTOLOGY
from kg.rdf import Format

from .answers import Cut, Row, size_of
from .graph import load
from .messages import AnswerHead, AnswerPart, End, Fault, HowFar, Question, Ready, Reply, Source
from .queries import Results, ask, base_in
from .query_syntax import columns

__all__ = ["OpenFolder", "serve"]

_ONTOLOGY_GRAPH = f"{ONTOLOGY.removesuffix('#')}/graph"
"""A name of its own: a file may hold the ontology itself, which stays."""
_PART = 1_000
_PART_SIZE = 1 << 20
"""Bytes."""
_GRACE = 5
"""Seconds beyond the time limit after which the system ends a worker whose parent has not done so."""


class OpenFolder(Protocol):
    """Opens the store in a folder for reading."""

    def __call__(self, path: str, *, wait: float) -> AbstractContextManager[pyoxigraph.Store]:
        """The store; waits so many seconds for a writer to end."""


def serve(requests: Iterator[bytes], replies: BinaryIO, open_folder: OpenFolder) -> None:
    """Answers questions until the requests end."""

    def say(reply: Reply) -> None:
        replies.write(msgspec.json.encode(reply) + b"\n")
        replies.flush()

    try:
        source = msgspec.json.decode(next(requests), type=Source)
        with _opened(source, open_folder, say) as store:
            say(Ready())
            for line in requests:
                question = msgspec.json.decode(line, type=Question)
                _alarm(question.seconds)
                with _ontology(store) if question.ontology and source.store is None else nullcontext():
                    for reply in _replies(store, question):
                        say(reply)
                _alarm(0)
    except KgbuildError as error:
        say(Fault(str(error), "file" if isinstance(error, FileError) else "query"))


@contextmanager
def _opened(source: Source, open_folder: OpenFolder, say: Callable[[Reply], None]) -> Iterator[pyoxigraph.Store]:
    if source.store is not None:
        with open_folder(source.store, wait=source.wait) as store:
            yield store
        return
    form = next((each for each in Format if each.value.extension == source.form), None)
    yield load(source.files, form=form, watch=lambda done, total: say(HowFar(done, total)))


@contextmanager
def _ontology(store: pyoxigraph.Store) -> Iterator[None]:
    """Ontology and code lists in the store, for one question; a store of ours on the disk holds them always."""
    name = pyoxigraph.NamedNode(_ONTOLOGY_GRAPH)
    store.bulk_extend(
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, name)
        for path in assets.vocabulary_files()
        for quad in pyoxigraph.parse(assets.read(path), format=pyoxigraph.RdfFormat.TURTLE)
    )
    try:
        yield
    finally:
        store.remove_graph(name)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0)


def _replies(store: pyoxigraph.Store, question: Question) -> Iterator[Reply]:
    try:
        results = ask(store, question.text, service=question.service)
        head = _head(results, question.text, base_in(store))
        yield head
        yield from _parts(_rows(results, head.variables or ()), question)
    except KgbuildError as error:
        yield Fault(str(error))
    except OSError as error:
        # Only SERVICE reaches out of the store while a query is answered.
        yield Fault(f"a server that the query calls (SERVICE) failed: {error}", "remote")


def _head(results: Results, text: str, base: str) -> AnswerHead:
    match results:
        case pyoxigraph.QueryBoolean():
            return AnswerHead(boolean=bool(results))
        case pyoxigraph.QuerySolutions():
            names = columns(text, [variable.value for variable in results.variables])
            return AnswerHead(variables=names, base=base)
        case _:
            return AnswerHead(base=base)


def _rows(results: Results, names: Sequence[str]) -> Iterator[Row]:
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


def _parts(rows: Iterable[Row], question: Question) -> Iterator[AnswerPart | End]:
    """The rows in parts that are no burden to hold, up to the limits of the question."""
    part: list[Row] = []
    count = size = held = 0
    cut: Cut | None = None
    for row in rows:
        weight = size_of(row)
        if question.rows and count == question.rows:
            cut = "rows"
        elif question.size and size + weight > question.size:
            cut = "bytes"
        if cut:
            break
        part.append(row)
        count, size, held = count + 1, size + weight, held + weight
        if len(part) == _PART or held > _PART_SIZE:
            yield AnswerPart(tuple(part))
            part, held = [], 0
    if part:
        yield AnswerPart(tuple(part))
    yield End(cut)
