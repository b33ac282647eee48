"""A whole run: read every file, pick the record of each study, write the graph, balance the ledger."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from kg.errors import KgbuildError, Problem
from kg.iris import Minter
from kg.rdf import Format, Writer, open_writer, shipped_context, shipped_definitions
from kg.rdf.terms import iri
from kg.sources.reading import Reading

from .build import Checker, GraphBuilder, Totals
from .files import InputFile, Unreadable, input_files
from .intake import Unread, keys, readings
from .ledger import Entry, Fate, Ledger
from .links import LinkStage
from .outputs import open_outputs
from .precedence import Index
from .vocabulary import ontology_triples

__all__ = ["Listener", "Output", "Request", "Result", "StrictError", "Unread", "ingest", "readings"]


class Output(NamedTuple):
    """A file to write, and its format."""

    path: str
    form: Format


class Request(NamedTuple):
    """What to read, what to write, and how."""

    paths: Sequence[str]
    outputs: Callable[[int], Sequence[Output]]
    """The files to write, given the number of records to be written."""
    mint: Minter
    as_of: datetime
    """The run's time, stated on the build node."""
    versions: Sequence[str]
    """Programs and their versions, stated on the build node."""
    context_url: str | None = None
    """Names the JSON-LD context by this address, instead of writing it inline."""
    with_ontology: bool = False
    strict: bool = False
    linker: LinkStage | None = None
    """Matches the shared nodes; None leaves them unmatched."""
    store: Writer | None = None
    """Writes into a store, beside the files; a store always gets the ontology."""
    contacts: bool = False
    """Whether to write whom to ask."""


class Result(NamedTuple):
    """What came of a run."""

    totals: Totals
    ledger: Ledger
    problems: list[Problem]
    unreadable: list[Unreadable]
    outputs: Sequence[Output]


class Listener(Protocol):
    """Hears how a run goes on."""

    def file(self, name: str) -> None:
        """A file is about to be read."""

    def problem(self, problem: Problem) -> None:
        """A problem was found."""


class StrictError(KgbuildError):
    """A record was rejected in a strict run."""

    exit_code = 1


_Files = list[InputFile | Unreadable]


def ingest(request: Request, *, checker: Checker | None = None, listener: Listener | None = None) -> Result:
    """Runs the whole road once; raises StrictError at the first rejected record if the request is strict."""
    files = list(input_files(request.paths))
    index = _index(files)
    outputs = request.outputs(index.size)
    with open_outputs(tuple(output.path for output in outputs)) as streams:
        writers = [
            open_writer(
                output.form,
                stream,
                context=shipped_context(),
                base=request.mint.base,
                definitions=shipped_definitions(),
                url=request.context_url,
            )
            for output, stream in zip(outputs, streams, strict=True)
        ]
        stores = [request.store] if request.store else []
        builder = GraphBuilder(
            mint=request.mint,
            writers=[*writers, *stores],
            checker=checker,
            linker=request.linker,
            contacts=request.contacts,
        )
        result = _write(files, index, builder, listener, strict=request.strict)
        graph = iri(request.mint.absolute(request.mint.graph("ontology")))
        for writer in [*(writers if request.with_ontology else []), *stores]:
            writer.triples(ontology_triples(), graph=graph)
        totals = builder.finish(as_of=request.as_of, versions=request.versions)
        result.ledger.check()
    return result._replace(totals=totals, outputs=outputs)


def _index(files: _Files) -> Index:
    """Which record of each publisher and id is to be written, found by keys alone where a reader can tell them."""
    index = Index()
    for number, each in enumerate(keys(files)):
        if each:
            index.note(each.key, sha256=each.sha256, place=each.place, number=number)
    return index


def _write(files: _Files, index: Index, builder: GraphBuilder, listener: Listener | None, *, strict: bool) -> Result:
    result = Result(Totals(0, 0, 0, {}, {}), Ledger(), [], [], ())
    for number, each in enumerate(readings(files, on_file=listener.file if listener else None)):
        if isinstance(each, Unreadable):
            result.unreadable.append(each)
            continue
        result.ledger.record_read()
        problems = (each.problem,) if isinstance(each, Unread) else each.problems
        result.problems.extend(problems)
        if listener:
            for problem in problems:
                listener.problem(problem)
        entry = _book(each, number, index, builder)
        if strict and entry.fate is Fate.REJECTED and not (isinstance(each, Unread) and not each.broken):
            raise StrictError(f"{entry.source}: {entry.reason} (--strict)")
        result.ledger.enter(entry)
    return result


def _book(each: Reading | Unread, number: int, index: Index, builder: GraphBuilder) -> Entry:
    if isinstance(each, Unread):
        reason = str(each.problem) if each.broken else "no reader"
        return Entry(source=each.file.name, position=each.position, fate=Fate.REJECTED, reason=reason)
    origin = each.origin
    entry = Entry(source=origin.name, position=origin.position, sha256=origin.sha256, fate=Fate.WRITTEN)
    study = each.study
    if study is None:
        worst = max(each.problems, key=lambda problem: problem.severity)
        return msgspec.structs.replace(entry, fate=Fate.REJECTED, record=worst.record, reason=str(worst))
    entry = msgspec.structs.replace(entry, publisher=study.publisher, record=study.id)
    if not index.wins(study, number=number):
        return msgspec.structs.replace(entry, fate=Fate.DUPLICATE, of=index.winner(study))
    builder.add(study, origin, leading=index.leads(study))
    return entry
