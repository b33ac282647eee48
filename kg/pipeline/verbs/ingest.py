"""`ingest`: files in, one validated graph out, with all that stands beside it."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from msgspec.structs import replace

from kg.errors import KgbuildError, UsageError, shown
from kg.linking import Curation
from kg.lock import held
from kg.pipeline.graph.build import Totals
from kg.pipeline.graph.graph_file import quads_of, write_quads
from kg.pipeline.graph.shape_checks import Validated, engine_of
from kg.pipeline.graph.whole_file import whole_file
from kg.pipeline.input.files import Unreadable
from kg.pipeline.input.remote import is_remote
from kg.pipeline.reports.crate import CrateFile, CrateRun, crate_file, write_crate
from kg.pipeline.reports.description import file_of, write_description
from kg.pipeline.reports.reports import (
    RunReport,
    report_format,
    report_of,
    write_beside,
    write_context,
    write_ledger,
    write_report,
)
from kg.pipeline.reports.run_facts import RunFacts
from kg.pipeline.run.decided import decided_in, fate_of_joins, lost_joins, remembered_joins
from kg.pipeline.run.destinations import Outputs
from kg.pipeline.run.executors import refuse_in_a_beginning_worker
from kg.pipeline.run.ingest import Request, Result
from kg.pipeline.run.ingest import ingest as run
from kg.pipeline.run.ledger import Ledger
from kg.pipeline.run.lexicon import curated
from kg.pipeline.run.listener import Listener, Silent
from kg.pipeline.run.manifest import Manifest, manifest_of, read_manifest, same_input, write_manifest
from kg.pipeline.run.options import IngestOptions, ValidateOptions, paths_of
from kg.pipeline.run.outputs import STDOUT, check_target, open_output, target_of
from kg.pipeline.run.problems import Problems
from kg.pipeline.run.recipe import Output
from kg.pipeline.run.remembered import fate_of_decisions, lost, remembered
from kg.pipeline.run.store_feed import into_store
from kg.rdf import Format, Quad, Triple, format_of
from kg.rdf.publishing import Publishing
from kg.shacl import Engine, Finding
from kg.store import OpenStore, description_path, export, mark_of, open_files, open_folder, reading
from kg.version import __version__

from .validate import validate

__all__ = ["Graph", "Ingested", "ingest", "unchanged"]


_DECIDING = ("base", "context", "with_ontology", "id_from_name", "contacts", "results", "link", "engine", "shards")
"""The options that decide what the files hold, as an RO-Crate states them."""


class Graph(NamedTuple):
    """Where the graph of a run stands."""

    base: str
    files: tuple[str, ...] = ()
    """Files of one format with named graphs; together they are the graph."""
    store: str | None = None
    """The folder of a store, which may hold the records of earlier runs too."""
    context: str | None = None
    """The address by which JSON-LD names its context; None writes it inline."""
    description: Sequence[Triple] = ()
    """What is said of the graph of the files."""

    def opened(self) -> OpenStore:
        """The graph, to be asked; raises UsageError if it stands nowhere."""
        if self.store:
            return open_folder(self.store)
        return open_files(self._there())

    def quads(self) -> Iterator[Quad]:
        """The quads, in the order of the run."""
        return chain.from_iterable(map(quads_of, self._there()))

    def write(self, path: str, form: Format) -> None:
        """Writes the graph to one more file."""
        with open_output(path) as stream:
            if self.store is None:
                write_quads(stream, form, self.quads(), base=self.base, url=self.context)
                description = self.description
            else:
                with (
                    reading(self.store) as store,
                    whole_file(form, stream, base=self.base, url=self.context) as writer,
                ):
                    description = export(store, writer, ontology=False).description
        if target_of(path) or is_remote(path):
            write_description(description_path(path), description, file_of(path, form), base=self.base)

    def _there(self) -> tuple[str, ...]:
        if not self.files:
            raise UsageError("there is no graph: no study was found, or it went to where it cannot be read again")
        return self.files


class Ingested:
    """What came of `ingest`. The graph that no file or store of the user holds is gone with it: keep it, or `write`."""

    def __init__(
        self, result: Result, validated: Validated, graph: Graph, written: Sequence[str], untouched: str
    ) -> None:
        self.result = result
        self.validated = validated
        """The report of SHACL, and what the nodes in it are called."""
        self.written = tuple(written)
        """The files, and the folder of the store, that were written."""
        self.untouched = untouched
        """What became of the outputs where no study was found: nothing."""
        self._graph = graph

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def totals(self) -> Totals:
        """How many studies, records, triples, links there are."""
        return self.result.totals

    @property
    def ledger(self) -> Ledger:
        """What became of each record."""
        return self.result.ledger

    @property
    def problems(self) -> Problems:
        """What is wrong with the input."""
        return self.result.problems

    @property
    def findings(self) -> Sequence[Finding]:
        """What SHACL finds in the graph, at most `max_findings` of each rule."""
        return self.validated.report.findings

    @property
    def unreadable(self) -> Sequence[Unreadable]:
        """The paths that are missing or could not be read, and why."""
        return self.result.unreadable

    @cached_property
    def graph(self) -> OpenStore:
        """The graph, which answers SPARQL: `.graph.query("SELECT ...")` gives rows, data frames, networks."""
        return self._graph.opened()

    def quads(self) -> Iterator[Quad]:
        """The quads of the graph, in the order of the input; shared nodes, links and build node last."""
        return self._graph.quads()

    def write(self, path: str | os.PathLike[str], *, form: str | None = None) -> None:
        """Writes the graph to a file, in the format of its extension or `form`, and its description beside it."""
        name = os.fspath(path)
        written = format_of(form or name)
        self._graph.write(name, written)
        if written is Format.JSONLINES and name != STDOUT and not self._graph.context:
            write_context(name)

    def close(self) -> None:
        """Ends the process that holds the open graph, if it was asked for."""
        if "graph" in vars(self):
            self.graph.close()


def ingest(options: IngestOptions, *, keep: bool = True) -> Ingested:
    """Runs the whole road once, and writes what the options name.

    With `keep` the graph can be asked and written again afterwards, whatever the options name.
    """
    if options.jobs != 1:
        refuse_in_a_beginning_worker()
    if not keep or _stays(options):
        return _ingest(options, None)
    folder = tempfile.mkdtemp(prefix="kgbuild-")
    try:
        done = _ingest(options, Output(str(Path(folder, "graph.nq")), Format.NQUADS))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(done, shutil.rmtree, folder, ignore_errors=True)
    return done


def _stays(options: IngestOptions) -> bool:
    """Whether what the options name holds the graph with its graph names, to be read again."""
    if options.store is not None or options.output is None:
        return options.store is not None
    output = os.fspath(options.output)
    return format_of(options.form or output).named_graphs and target_of(output) is not None


def _ingest(options: IngestOptions, kept: Output | None) -> Ingested:
    engine = _engine(options, kept)
    listener = options.listener or Silent()
    outputs = Outputs.of(options, beside=kept)
    if options.prune and options.store is None:
        raise UsageError("--prune removes records from a store: name it with --store")
    if options.crate and outputs.crate is None:
        raise UsageError("--crate describes files in a folder: name one with --out-dir or -o")
    report = _Report.of(options, outputs)
    request = Request.of(options, outputs)
    manifest = manifest_of(options, request) if outputs.manifest else None
    _tell_of_decisions(options, outputs, request, listener)
    with (
        held(outputs.locks, wait=options.wait),
        into_store(outputs.store, request, wait=options.wait) as final,
        _broken_off(request, listener),
    ):
        result = run(final, listener=listener)
        found = result.validated
        if engine is not Engine.KGBUILD and result.outputs:
            path = result.outputs[0].path
            found = validate(ValidateOptions(path, engine=engine, max_findings=options.max_findings))
        full = report_of(result.problems, found, base=request.recipe.base)
        written = [*_written(outputs, request, result, full, kept), *report.written(full, options, result)]
        if options.crate and outputs.crate and result.totals.records:
            written.append(_crate(outputs.crate, options, result, written))
        if manifest and outputs.manifest and result.totals.records and not result.unreadable:
            files = [str(mark_of(each)) if each == outputs.store else each for each in written]
            write_manifest(outputs.manifest, _told(manifest, result, found), files)
    return Ingested(result, found, _graph(outputs, request, result), written, outputs.untouched)


def _tell_of_decisions(options: IngestOptions, outputs: Outputs, request: Request, listener: Listener) -> None:
    """Says what becomes of what curators decided of the graph that the run changes or replaces."""
    _tell_of_joins(options, outputs, request, listener)
    linking = request.recipe.linking
    now = Curation.of(linking.decisions if linking else ())
    if options.forget_curation:
        return
    if outputs.store and linking:
        table = curated(options.mappings, base=request.recipe.base).curation
        said = fate_of_decisions(outputs.store, remembered(outputs.store), now, table)
    else:
        said = lost(outputs.graphs, now)
    if said:
        listener.note(said)


def _tell_of_joins(options: IngestOptions, outputs: Outputs, request: Request, listener: Listener) -> None:
    """Says the same of what people decided of pairs of studies."""
    if options.forget_curation:
        return
    if outputs.store:
        sheet = decided_in(options.decisions)
        said = fate_of_joins(outputs.store, remembered_joins(outputs.store), request.decisions, sheet)
    else:
        said = lost_joins(outputs.graphs, request.decisions)
    if said:
        listener.note(said)


def unchanged(options: IngestOptions) -> Manifest | None:
    """The run before, if it left what the options ask for and nothing has changed since; None if there is work."""
    outputs = Outputs.of(options)
    before = read_manifest(outputs.manifest)
    if before is None or not before.untouched:
        return None
    now = manifest_of(options, Request.of(options, outputs), before=before)
    return before if now and same_input(before, now) else None


def _told(manifest: Manifest, result: Result, found: Validated) -> Manifest:
    """The manifest with what came of the run."""
    levels = {*result.problems.severities(), *(each.level for each in found.report.rules)}
    totals = result.totals
    return replace(manifest, studies=totals.studies, triples=totals.triples, levels=tuple(sorted(map(int, levels))))


def _engine(options: IngestOptions, kept: Output | None) -> Engine:
    """The engine that checks; the reference checks a graph when it is written, as one file."""
    found = engine_of(options.engine)
    no_file = options.output == STDOUT and kept is None
    if found is Engine.PYSHACL and (no_file or options.store is not None or options.shards > 1):
        raise UsageError("--engine pyshacl checks the written file: name one with -o, without --store or --shards")
    return found


class _Report(NamedTuple):
    """The report that is asked for, checked before any work."""

    path: str | None
    form: str

    @classmethod
    def of(cls, options: IngestOptions, outputs: Outputs) -> "_Report":
        if options.report is None:
            return cls(None, "")
        path = os.fspath(options.report)
        form = report_format(path)
        if outputs.made_folder is None or Path(path).parent != outputs.made_folder:
            check_target(path)
        return cls(path, form)

    def written(self, report: RunReport, options: IngestOptions, result: Result) -> list[str]:
        """Writes it; gives its path, if it was asked for."""
        if self.path is None:
            return []
        if self.form == "html":
            report = report._replace(run=RunFacts.of([shown(each) for each in paths_of(options.paths)], result))
        write_report(self.path, self.form, report)
        return [self.path]


def _written(outputs: Outputs, request: Request, result: Result, report: RunReport, kept: Output | None) -> list[str]:
    """Writes what stands beside the graph; gives all that is written."""
    if not result.totals.records:
        return []
    folder = Path(kept.path).parent if kept else None
    files = [each for each in result.outputs if folder is None or Path(each.path).parent != folder]
    written = [*([outputs.store] if outputs.store else []), *(each.path for each in files)]
    if outputs.only is None and outputs.default:
        written += write_beside(outputs.out_dir, result, report)
    if outputs.only and outputs.only.form is Format.JSONLINES and outputs.only.path != STDOUT:
        written += [] if request.recipe.context_url else [write_context(outputs.only.path)]
    if outputs.ledger and result.ledger.left_out:
        written.append(write_ledger(outputs.ledger, result))
    if outputs.description:
        written.append(write_description(outputs.description, result.description, files, base=request.recipe.base))
    return written


def _crate(path: str, options: IngestOptions, result: Result, written: Sequence[str]) -> str:
    """Writes the RO-Crate of the files that stand in its folder; gives its path."""
    graphs = {file.path: CrateFile.of(file) for file in result.outputs}
    here = [each for each in written if Path(each).parent == Path(path).parent and not Path(each).is_dir()]
    files = list(chain.from_iterable([graphs[each]] if each in graphs else crate_file(each) for each in here))
    given = [shown(each if "://" in each else Path(each).name or each) for each in paths_of(options.paths)]
    asked = {name: getattr(options, name) for name in _DECIDING}
    stated = {name.replace("_", "-"): value for name, value in asked.items() if value is not None}
    run = CrateRun(__version__, result.as_of, given, stated)
    return write_crate(path, files, run, Publishing.of(options.license, options.publisher))


def _graph(outputs: Outputs, request: Request, result: Result) -> Graph:
    """Where the graph stands: in the store, else in the files that keep its graph names."""
    files = [each.path for each in result.outputs if each.form is Format.NQUADS]
    files = files or [each.path for each in result.outputs if each.form.named_graphs]
    there = tuple(path for path in files if target_of(path) is not None)
    store = outputs.store if result.totals.records else None
    return Graph(request.recipe.base, there, store, request.recipe.context_url, result.description)


@contextmanager
def _broken_off(request: Request, listener: Listener) -> Iterator[None]:
    """Says what to do when a run is broken off and what is done is kept."""
    try:
        yield
    except UsageError:
        raise
    except (KeyboardInterrupt, KgbuildError):
        if request.work and request.work.exists():
            listener.note(f"what is done is kept in {request.work}; the same command goes on from there")
        raise
