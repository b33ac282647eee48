"""The verbs of the library: those of the command line, under the same names, by the same run."""

import inspect
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ParamSpec, TypeVar, overload

from kg.errors import FileError, UsageError, shown
from kg.iris import BASE
from kg.linking.coverage_counts import Coverage
from kg.linking.installation import Built
from kg.linking.lexicon import Installed
from kg.pipeline.handbook.glossary import TermEntry
from kg.pipeline.handbook.lookup import find as explained
from kg.pipeline.handbook.rulebook import RuleEntry
from kg.pipeline.input.files import Unreadable, input_files, with_ids_in_names
from kg.pipeline.input.readings import Unread, readings
from kg.pipeline.run.options import (
    AnyPath,
    BackupOptions,
    ConvertOptions,
    CoverageOptions,
    DiffOptions,
    ExportOptions,
    ExportResultsOptions,
    FindOptions,
    IngestOptions,
    LinkOptions,
    LoadOptions,
    MappingsOptions,
    MergeOptions,
    RemoveStudiesOptions,
    ReportOptions,
    ShowOptions,
    StatsOptions,
    ValidateOptions,
    path_of,
)
from kg.pipeline.run.recipe import Output
from kg.pipeline.run.run import barren
from kg.pipeline.run.vocabulary_options import BuildOptions, FetchOptions, LearnOptions, ListOptions, RemoveOptions
from kg.pipeline.verbs import vocab as vocab_verbs
from kg.pipeline.verbs.convert import Converted
from kg.pipeline.verbs.convert import convert as converted
from kg.pipeline.verbs.coverage import coverage as covered
from kg.pipeline.verbs.diff import Differences
from kg.pipeline.verbs.diff import diff as compared
from kg.pipeline.verbs.export_results import ResultTables
from kg.pipeline.verbs.export_results import export_results as result_tables
from kg.pipeline.verbs.find import find as found_nodes
from kg.pipeline.verbs.ingest import Ingested
from kg.pipeline.verbs.ingest import ingest as ingested
from kg.pipeline.verbs.link import Linked
from kg.pipeline.verbs.link import link as linked
from kg.pipeline.verbs.load import loading
from kg.pipeline.verbs.mappings import mappings as write_mappings
from kg.pipeline.verbs.merge import Merged
from kg.pipeline.verbs.merge import merge as merged
from kg.pipeline.verbs.records import write_records
from kg.pipeline.verbs.show import show as shown_study
from kg.pipeline.verbs.store import backup as copied
from kg.pipeline.verbs.store import export as exported
from kg.pipeline.verbs.store import remove as removed
from kg.pipeline.verbs.store import stats as counted
from kg.pipeline.verbs.study_report import report as reported
from kg.pipeline.verbs.validate import validate as validated
from kg.pipeline.vocabularies.name_evidence import Learnt
from kg.rdf import Format, format_of, shipped_context
from kg.shacl import Report
from kg.sources.reading import Reading
from kg.store import (
    Answer,
    Endpoint,
    FoundNode,
    Limits,
    Loaded,
    OpenStore,
    Removed,
    Results,
    Statistics,
    ask,
    graph_at,
    open_files,
    open_folder,
)

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib


__all__ = [
    "backup",
    "convert",
    "coverage",
    "diff",
    "explain",
    "export",
    "export_results",
    "find",
    "ingest",
    "link",
    "load",
    "mappings",
    "merge",
    "open",
    "query",
    "read",
    "remove",
    "report",
    "show",
    "stats",
    "to_rdflib",
    "validate",
    "vocab",
    "write",
]

_Parameters = ParamSpec("_Parameters")
_Options = TypeVar("_Options")
_Result = TypeVar("_Result")


def _with(
    options: Callable[_Parameters, _Options],
) -> Callable[[Callable[[_Options], _Result]], Callable[_Parameters, _Result]]:
    """Gives a verb, which takes options, the keywords of the options themselves."""

    def verb_of(run: Callable[[_Options], _Result]) -> Callable[_Parameters, _Result]:
        @wraps(run)
        def verb(*args: _Parameters.args, **given: _Parameters.kwargs) -> _Result:
            return run(options(*args, **given))

        vars(verb)["__signature__"] = _signature(options, run)
        return verb

    return verb_of


def _signature(options: Callable[..., object], run: Callable[..., object]) -> inspect.Signature:
    """The keywords of the options, with the types that Python takes, and what the verb gives."""
    found = inspect.signature(options)
    parameters = [
        each.replace(annotation=getattr(each.annotation, "__origin__", each.annotation))
        for each in found.parameters.values()
    ]
    return found.replace(parameters=parameters, return_annotation=inspect.signature(run).return_annotation)


@_with(IngestOptions)
def ingest(options: IngestOptions) -> Ingested:
    """All that `kgbuild ingest` does: trial records read, linked, validated and written, each accounted for.

    Gives `.graph` to be asked, `.ledger`, `.problems`, `.findings`, and `.write(path)` for any format. Where neither
    `output`, `out_dir` nor `store` is named nothing is written, and the graph lasts as long as what is given. Paths
    that cannot be read are in `.unreadable`; raises FileError if no study was found at all.
    """
    done = ingested(options)
    if not done.totals.records:
        reasons = [f"{each.path}: {each.reason}" for each in done.unreadable] or [str(each) for each in done.problems]
        raise FileError("; ".join(["no study was found", *reasons[:3]]))
    return done


def read(*paths: AnyPath, id_from_name: bool = False) -> Iterator[Reading]:
    """Each record of the files and folders, rejected ones too.

    Raises FileError for a path that cannot be read, and where nothing holds a record. Files that no reader recognises
    are passed over; `ingest` tells of them. With `id_from_name` a page that does not state the id of its study has the
    one that its file name holds.
    """
    if not paths:
        raise UsageError("there is nothing to read: name a file or a folder")
    names = [path_of(each, verb="kg.read") for each in paths]
    return _read(names, id_from_name=id_from_name)


def _read(names: Sequence[str], *, id_from_name: bool) -> Iterator[Reading]:
    files = list(input_files(names))
    unread: list[Unread] = []
    empty = True
    for each in readings(with_ids_in_names(files) if id_from_name else files):
        match each:
            case Reading():
                empty = False
                yield each
            case Unreadable():
                raise FileError(f"{each.path}: {each.reason}")
            case Unread():
                unread = [*unread, each][:3]
    if empty:
        reasons = [str(each.problem) for each in unread] or [str(barren(shown(name), files)) for name in names]
        raise FileError("; ".join(reasons))


def write(
    records: Iterable[Reading],
    path: AnyPath,
    *,
    form: str | None = None,
    base: str = BASE,
    as_of: datetime | str | None = None,
) -> None:
    """Writes the graph of the records to a file, in the format of its extension or `form`; names are not linked.

    Its description stands beside it, in `PATH.void.ttl`.
    """
    name = path_of(path, verb="kg.write")
    write_records(_readings(records, "kg.write"), Output(name, format_of(form or name)), base=base, as_of=as_of)


def to_rdflib(
    records: Iterable[Reading] | Ingested, *, base: str = BASE, as_of: datetime | str | None = None
) -> "rdflib.Dataset":
    """A graph, or that of records, as an rdflib Dataset whose default graph is the union of all its graphs."""
    import rdflib

    with TemporaryDirectory(prefix="kgbuild-") as folder, warnings.catch_warnings():
        path = Path(folder, "graph.nq")
        if isinstance(records, Ingested):
            records.write(path)
        else:
            output = Output(str(path), Format.NQUADS)
            write_records(_readings(records, "kg.to_rdflib"), output, base=base, as_of=as_of)
        # rdflib 7.6 warns about itself whenever it parses into a Dataset.
        warnings.filterwarnings("ignore", message="Dataset.default_context is deprecated", category=DeprecationWarning)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(path, format="nquads")
    for prefix, namespace in shipped_context().prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset


@_with(ConvertOptions)
def convert(options: ConvertOptions) -> Converted:
    """Writes the statements of RDF files, ours or any other, to one file, as `kgbuild convert` does."""
    return converted(options)


@_with(LinkOptions)
def link(options: LinkOptions) -> Linked:
    """Matches the names of a graph to public vocabularies again, without reading its records, as `kgbuild link` does.

    The graph is written to the output, or takes its own place.
    """
    return linked(options)


@_with(LoadOptions)
def load(options: LoadOptions) -> Loaded:
    """Loads an RDF file, or the store of a folder, into the triple store at an address, and counts there what arrived.

    As `kgbuild load` does: a load that broke off goes on when repeated; secrets come from the environment or netrc.
    `kg.open` opens files and stores here.
    """
    return loading(options).done()


@_with(CoverageOptions)
def coverage(options: CoverageOptions) -> Coverage:
    """How many names of a graph are matched, per kind and method, and which are not, as `kgbuild coverage` says."""
    return covered(options)


@_with(DiffOptions)
def diff(options: DiffOptions) -> Differences:
    """What differs between two graphs that kgbuild wrote, study by study, as `kgbuild diff` tells it.

    A graph is an RDF file, the folder of a run, or that of a store, in any format. False where nothing differs.
    """
    return compared(options)


@_with(MappingsOptions)
def mappings(options: MappingsOptions) -> None:
    """Writes the matches of a graph as an SSSOM table, to be curated and given back as `mappings`."""
    write_mappings(options)


@_with(MergeOptions)
def merge(options: MergeOptions) -> Merged:
    """Takes decisions on which studies are one from a sheet, and writes it anew, as `kgbuild merge` does."""
    return merged(options)


@_with(ShowOptions)
def show(options: ShowOptions) -> str:
    """One study of a graph, an RDF file or the folder of a store, as readable text, as `kgbuild show` prints it."""
    return shown_study(options)


@_with(ReportOptions)
def report(options: ReportOptions) -> str:
    """One page on a study, HTML or Markdown: what each register says, with sources, as `kgbuild report` writes it."""
    return reported(options)


@_with(FindOptions)
def find(options: FindOptions) -> Sequence[FoundNode]:
    """The nodes of a graph whose label holds all words: those called just so, those that begin so, then all others.

    The graph is an RDF file, the folder of a run or a store, or the address of an endpoint. Each node has `.label`,
    `.iri`, `.classes`, `.study` (the id of the study that it is or belongs to) and `.holding`.
    """
    return found_nodes(options)


@_with(ExportOptions)
def export(options: ExportOptions) -> int:
    """Writes the graph of the store in a folder to a file, in any format, and gives the number of its triples."""
    return exported(options)


@_with(ExportResultsOptions)
def export_results(options: ExportResultsOptions) -> ResultTables:
    """Writes the results of a graph as CSV files with AACT's tables and columns, as `kgbuild export-results` does.

    Gives how many `records` have results, the `rows` of each table, and the `paths` of the files.
    """
    return result_tables(options)


@_with(StatsOptions)
def stats(options: StatsOptions) -> Statistics:
    """What a graph holds, a store or a file: triples, and how many of each class, property and link to other data."""
    return counted(options)


@_with(BackupOptions)
def backup(options: BackupOptions) -> bool:
    """Copies the store in a folder to a new folder, as it is at this moment; whether files of the two are links."""
    return copied(options)


@_with(RemoveStudiesOptions)
def remove(options: RemoveStudiesOptions) -> Removed:
    """Removes studies from the store in a folder; gives `records`, how many that were, and `missing`, who had none."""
    return removed(options)


class Vocabularies:
    """What `kgbuild vocab` does with the vocabularies that names are matched to, as `kg.vocab.VERB`."""

    @staticmethod
    @_with(BuildOptions)
    def build(options: BuildOptions) -> Built:
        """Compiles a publisher's files into the lexicon."""
        return vocab_verbs.build(options)

    @staticmethod
    @_with(FetchOptions)
    def fetch(options: FetchOptions) -> Built:
        """Downloads a vocabulary from its publisher, and compiles it."""
        return vocab_verbs.fetch(options)

    @staticmethod
    @_with(LearnOptions)
    def learn(options: LearnOptions) -> Learnt:
        """Learns names of conditions and treatments, and keywords, from studies with terms that a registry assigned."""
        return vocab_verbs.learn(options)

    @staticmethod
    @_with(ListOptions)
    def list(options: ListOptions) -> Sequence[Installed]:
        """What is installed, by name."""
        return vocab_verbs.installed(options)

    @staticmethod
    @_with(RemoveOptions)
    def remove(options: RemoveOptions) -> int:
        """Removes a vocabulary from the lexicon; gives how many bytes that freed."""
        return vocab_verbs.remove(options)


vocab = Vocabularies()
"""The vocabularies that names are matched to: `kg.vocab.fetch("mesh")`, `.build`, `.learn`, `.list`, `.remove`."""


def explain(name: str) -> tuple[RuleEntry | TermEntry, ...]:
    """What a name stands for: a rule (`CT-S012`), or each term of that name (`ct:phase`, `start date`), in words."""
    return explained(name)


def open(*sources: AnyPath, wait: float = 0) -> OpenStore | Endpoint:
    """A graph that answers SPARQL: RDF files, the folder of a store or of a run, or an endpoint by its address.

    `kg.open("graph.ttl").query("SELECT ...")` gives rows, `.to_pandas()`, `.to_networkx()`, and a table in notebooks.
    Queries run in a process of their own, with a time limit and a row cap.
    """
    if not sources:
        raise UsageError(
            "there is nothing to open: name RDF files, the folder of a store, or the address of an endpoint"
        )
    paths = [path_of(source, verb="kg.open") for source in sources]
    if len(paths) == 1 and paths[0].startswith(("http://", "https://")):
        return Endpoint(paths[0])
    graphs = [graph_at(path) for path in paths]
    if len(graphs) == 1 and Path(graphs[0]).is_dir():
        return open_folder(graphs[0], wait=wait)
    return open_files(graphs)


@overload
def query(graph: "pyoxigraph.Store", text: str) -> Results: ...


@overload
def query(
    graph: AnyPath | OpenStore | Endpoint, text: str, *, limits: Limits | None = None, service: bool = False
) -> Answer: ...


def query(
    graph: "AnyPath | OpenStore | Endpoint | pyoxigraph.Store",
    text: str,
    *,
    limits: Limits | None = None,
    service: bool = False,
) -> Answer | Results:
    """The answer of a graph to a SPARQL query, all its graphs taken as one; known prefixes need not be declared.

    The graph is an RDF file, the folder of a store, the address of an endpoint, or one that is open. A store of
    pyoxigraph answers as it does itself.
    """
    if isinstance(graph, OpenStore | Endpoint):
        return graph.query(text, limits=limits, service=service)
    if isinstance(graph, str | os.PathLike):
        with open(graph) as opened:
            return opened.query(text, limits=limits, service=service)
    import pyoxigraph

    if isinstance(graph, pyoxigraph.Store):
        return ask(graph, text)
    raise UsageError(f"kg.query takes a path or an open graph where a {type(graph).__name__} was given")


@_with(ValidateOptions)
def validate(options: ValidateOptions) -> Report:
    """What SHACL finds in a graph, by the shapes that ship or by any others; all its named graphs are taken as one.

    Data and shapes are RDF files, graphs or datasets of rdflib, or triples of terms in N-Triples text; data may also be
    a store of pyoxigraph, shapes what `kg.shacl.compile_shapes` gave. Of several files the union is meant. Of each rule
    at most `max_findings` findings are kept; all are counted.
    """
    return validated(options).report


def _readings(records: Iterable[Reading], verb: str) -> Iterable[Reading]:
    """The records; raises UsageError that says what was given in their place."""
    if isinstance(records, str | os.PathLike):
        raise UsageError(f"{verb} takes readings where a path was given: {verb}(kg.read({os.fspath(records)!r}), ...)")
    if isinstance(records, Reading):
        raise UsageError(f"{verb} takes any number of readings, and one was given by itself: put it in a list")
    if not isinstance(records, Iterable):
        raise UsageError(f"{verb} takes readings, as kg.read gives them, where a {type(records).__name__} was given")
    return records
