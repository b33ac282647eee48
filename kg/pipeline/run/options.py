"""The options of the verbs: the keywords of `kg.VERB` and the flags of `kgbuild VERB` are made of these classes.

An option that several verbs have is one type here, with its flag. A command adds its own (`--quiet`) in a subclass.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from kg.errors import UsageError
from kg.flags import Flag
from kg.iris import BASE

from .listener import Listener, Note

if TYPE_CHECKING:
    import pyoxigraph

    from kg.shacl import Shapes
    from kg.shacl.validation import Source

    AnyGraph = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Source | pyoxigraph.Store
    AnyShapes = str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Source | Shapes
else:  # a command needs no library to say what it takes
    AnyGraph = AnyShapes = object

__all__ = [
    "AnyGraph",
    "AnyPath",
    "AnyShapes",
    "BackupOptions",
    "ChangeTime",
    "ComparedGraph",
    "ConvertOptions",
    "CoverageOptions",
    "CuratedMappings",
    "DiffOptions",
    "EngineName",
    "ExportOptions",
    "ExportResultsOptions",
    "FindOptions",
    "ForgottenCuration",
    "GraphFormat",
    "IngestOptions",
    "LexiconFolder",
    "LinkOptions",
    "LoadOptions",
    "LoadSource",
    "MappingsOptions",
    "MappingsTable",
    "MaxFindings",
    "MergeOptions",
    "OutputFile",
    "RemoveStudiesOptions",
    "ReportFile",
    "ReportOptions",
    "ReviewedSheet",
    "ShowOptions",
    "StatsOptions",
    "StoreFolder",
    "StoreWait",
    "ValidateOptions",
    "WrittenGraph",
    "path_of",
    "paths_of",
]

AnyPath = str | os.PathLike[str]
_Path = str | None

ChangeTime = Annotated[
    datetime | str | None,
    Flag("The time of the change as ISO 8601; default SOURCE_DATE_EPOCH, else now.", ("--as-of",), kind=_Path),
]
ComparedGraph = Annotated[
    AnyPath, Flag("An RDF file that kgbuild wrote, the folder of a run, or that of a store.", kind=str, argument=True)
]
CuratedMappings = Annotated[
    AnyPath | None,
    Flag("An SSSOM table whose curated rows accept and reject matches.", ("--mappings",), kind=_Path),
]
EngineName = Annotated[
    str, Flag("kgbuild, or pyshacl for the reference implementation.", ("--engine",), completes="engines")
]
ForgottenCuration = Annotated[
    bool, Flag("Leave out what curators decided before, which the graph or store holds.", ("--forget-curation",))
]
GraphFormat = Annotated[
    str | None,
    Flag("ttl, nt, nq, trig, jsonld, jsonl; default by extension.", ("--format",), completes="rdf_formats"),
]
LexiconFolder = Annotated[
    AnyPath | None,
    Flag("The folder of compiled vocabularies; default KGBUILD_LEXICON, else the user's.", ("--lexicon",), kind=_Path),
]
LoadSource = Annotated[AnyPath, Flag("An RDF file.", ("file",), kind=_Path, argument=True)]
MappingsTable = Annotated[AnyPath, Flag("The table to write; - writes standard output.", ("-o", "--output"), kind=str)]
MaxFindings = Annotated[
    int | None,
    Flag(
        "Keep N findings of each rule in detail; all are counted.", ("--max-findings",), kind=int, metavar="N", least=0
    ),
]
OutputFile = Annotated[AnyPath, Flag("The file to write; - writes standard output.", ("-o", "--output"), kind=str)]
ReportFile = Annotated[
    AnyPath | None,
    Flag("Write problems and findings to this file: .html, .csv, .jsonl, .ttl.", ("--report",), kind=_Path),
]
ReviewedSheet = Annotated[
    AnyPath | None,
    Flag("A sheet of `merge` that says which studies are the same, and which are not.", ("--decisions",), kind=_Path),
]
StoreFolder = Annotated[AnyPath, Flag("The folder of a store, made by `ingest --store`.", kind=str, argument=True)]
StoreWait = Annotated[float, Flag("Seconds to wait for a store that is being written.", least=0)]
WrittenGraph = Annotated[AnyPath, Flag("An RDF file that kgbuild wrote.", kind=str, argument=True)]


@dataclass(frozen=True)
class IngestOptions:
    """What to read, what to write, and how."""

    paths: Annotated[
        AnyPath | Sequence[AnyPath],
        Flag("Files and folders with trial records; - reads standard input.", kind=list[str], argument=True),
    ]
    _: KW_ONLY
    output: Annotated[
        AnyPath | None,
        Flag("Write only this file; - writes standard output.", ("-o", "--output"), kind=_Path),
    ] = None
    form: GraphFormat = None
    out_dir: Annotated[AnyPath | None, Flag("The folder for the default files.", ("--out-dir",), kind=_Path)] = None
    base: Annotated[str, Flag("The base IRI of the data; ends in / or #.")] = BASE
    context: Annotated[str | None, Flag("Name the JSON-LD context by this address.")] = None
    with_ontology: Annotated[bool, Flag("Put ontology and code lists into the graph.", ("--with-ontology",))] = False
    license: Annotated[
        str | None, Flag("The licence of the graph, by its address; the description states it.", ("--license",))
    ] = None
    publisher: Annotated[
        str | None, Flag("Who publishes the graph: a name, an address (ROR, ORCID), or both.", ("--publisher",))
    ] = None
    crate: Annotated[bool, Flag("Write an RO-Crate beside the output: ro-crate-metadata.json.", ("--crate",))] = False
    as_of: Annotated[
        datetime | str | None,
        Flag("The run's time as ISO 8601; default SOURCE_DATE_EPOCH, else now.", kind=_Path),
    ] = None
    report: ReportFile = None
    max_findings: MaxFindings = 1_000
    max_problems: Annotated[
        int | None,
        Flag(
            "Keep N problems of each rule in detail; all are counted.",
            ("--max-problems",),
            kind=int,
            metavar="N",
            least=0,
        ),
    ] = 1_000
    strict: Annotated[bool, Flag("Stop at the first rejected record; write nothing.", ("--strict",))] = False
    id_from_name: Annotated[
        bool, Flag("Take the id of a page that does not state it from its file name.", ("--id-from-name",))
    ] = False
    contacts: Annotated[bool, Flag("Write whom to ask, phones and e-mails too.", ("--contacts",))] = False
    results: Annotated[
        bool, Flag("Write the tables of results, in graphs of their own.", ("--results/--no-results",))
    ] = True
    link: Annotated[bool, Flag("Match names to public vocabularies.", ("--link/--no-link",))] = True
    mappings: CuratedMappings = None
    decisions: ReviewedSheet = None
    forget_curation: ForgottenCuration = False
    lexicon: LexiconFolder = None
    store: Annotated[
        AnyPath | None,
        Flag("Keep the graph in the store of this folder; files only with -o.", ("--store",), kind=_Path),
    ] = None
    prune: Annotated[bool, Flag("Remove from the store the records that are not in this input.", ("--prune",))] = False
    wait: Annotated[float, Flag("Seconds to wait for a store or an output that is in use.", ("--wait",))] = 0
    jobs: Annotated[
        int,
        Flag("Processes that work; 0: one for each core if the input is large.", ("-j", "--jobs"), least=0),
    ] = 0
    cluster: Annotated[
        str | None,
        Flag("Work on the Dask cluster of this scheduler (tcp://...), or on one started: local."),
    ] = None
    work: Annotated[
        AnyPath | None,
        Flag("The folder for work that is not finished; default beside the output.", ("--work",), kind=_Path),
    ] = None
    engine: EngineName = "kgbuild"
    resume: Annotated[bool, Flag("Go on with the same run where it was broken off.", ("--resume/--no-resume",))] = True
    shards: Annotated[
        int, Flag("Cut each output into so many files, and one with what they share.", ("--shards",), least=1)
    ] = 1
    trust_times: Annotated[
        bool, Flag("Take a file of the same size and time for unchanged, unread.", ("--trust-times",))
    ] = False
    listener: Listener | None = None
    """Hears how the run goes on."""


@dataclass(frozen=True)
class ConvertOptions:
    """Which RDF files become one, or which trial records a file of FHIR, and how."""

    paths: Annotated[
        AnyPath | Sequence[AnyPath],
        Flag("RDF files, for FHIR trial records; - reads standard input.", kind=list[str], argument=True),
    ]
    output: OutputFile
    _: KW_ONLY
    form: Annotated[
        str | None,
        Flag(
            "ttl, nt, nq, trig, jsonld, jsonl, rdf, fhir.ndjson, fhir.json; default by extension.",
            ("--format",),
            completes="written_formats",
        ),
    ] = None
    input_form: Annotated[
        str | None,
        Flag(
            "The format of all inputs: those, rdf or n3; default by extension.", ("--from",), completes="rdf_syntaxes"
        ),
    ] = None
    base: Annotated[
        str | None, Flag("The base IRI: resolves relative IRIs, and shortens those of Turtle and TriG.")
    ] = None
    contacts: Annotated[bool, Flag("Write whom to ask, phones and e-mails too, in FHIR.", ("--contacts",))] = False


@dataclass(frozen=True)
class DiffOptions:
    """Which graphs are compared."""

    before: ComparedGraph
    after: ComparedGraph


@dataclass(frozen=True)
class LinkOptions:
    """Which graph is linked again, and by what."""

    graph: Annotated[
        AnyPath,
        Flag("An RDF file that kgbuild wrote; N-Quads are read in bounded memory.", kind=str, argument=True),
    ]
    output: Annotated[
        AnyPath | None, Flag("The file to write; default the graph itself.", ("-o", "--output"), kind=_Path)
    ] = None
    _: KW_ONLY
    form: GraphFormat = None
    mappings: CuratedMappings = None
    forget_curation: ForgottenCuration = False
    lexicon: LexiconFolder = None
    note: Note | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class MergeOptions:
    """In which graph people decide which studies are one, and on which sheet."""

    graph: Annotated[
        AnyPath,
        Flag("An RDF file that kgbuild wrote, or the folder of a run or a store.", kind=str, argument=True),
    ]
    review: Annotated[
        AnyPath,
        Flag("The sheet: its decisions are taken if it exists, and it is written anew.", ("--review",), kind=str),
    ]
    output: Annotated[
        AnyPath | None, Flag("The graph to write; default the graph itself.", ("-o", "--output"), kind=_Path)
    ] = None
    _: KW_ONLY
    form: GraphFormat = None
    forget_curation: ForgottenCuration = False
    as_of: ChangeTime = None
    wait: StoreWait = 0
    note: Note | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class LoadOptions:
    """What goes into which store, and how."""

    source: LoadSource
    to: Annotated[str, Flag("The address of the store.", ("--to",))]
    _: KW_ONLY
    preset: Annotated[
        str | None,
        Flag("oxigraph, virtuoso, gsp (Graph Store), update (SPARQL Update); default: the server is asked."),
    ] = None
    query_url: Annotated[str | None, Flag("Where triples are counted, if not as the preset says.")] = None
    update_url: Annotated[str | None, Flag("Where updates go, if not as the preset says.")] = None
    auth: Annotated[
        str | None, Flag("none, basic, digest, bearer; secrets from the environment, netrc or a prompt.")
    ] = None
    replace: Annotated[bool, Flag("Empty each graph first, or add to it.", ("--replace/--merge",))] = True
    one_graph: Annotated[str | None, Flag("Put the union of all graphs into this graph.")] = None
    timeout: Annotated[float, Flag("Seconds without a sign of life after which a try is over.", least=0.1)] = 600
    wait: StoreWait = 0


@dataclass(frozen=True)
class ValidateOptions:
    """What is checked by which shapes."""

    data: Annotated[AnyGraph, Flag("RDF files; their union is checked.", ("files",), kind=list[str], argument=True)]
    _: KW_ONLY
    shapes: Annotated[AnyShapes | None, Flag("Use these shapes instead of those that ship.", kind=list[str] | None)] = (
        None
    )
    strict_shapes: Annotated[
        bool, Flag("Also find properties and classes that the graph model does not have.", ("--strict-shapes",))
    ] = False
    report: ReportFile = None
    max_findings: MaxFindings = None
    engine: EngineName = "kgbuild"


@dataclass(frozen=True)
class CoverageOptions:
    """Whose names are counted."""

    graph: WrittenGraph


@dataclass(frozen=True)
class MappingsOptions:
    """Whose matches are written, and where to."""

    graph: WrittenGraph
    output: MappingsTable
    _: KW_ONLY
    unmatched: Annotated[
        bool, Flag("Write a sheet to fill in: the names without a match, those of most trials first.", ("--unmatched",))
    ] = False


@dataclass(frozen=True)
class ShowOptions:
    """Which study is shown."""

    graph: Annotated[
        AnyPath,
        Flag("An RDF file that kgbuild wrote, or the folder of a run or a store.", ("file",), kind=str, argument=True),
    ]
    study: Annotated[str, Flag("The id of a study, for example NCT01297972.", argument=True)]
    _: KW_ONLY
    all: Annotated[bool, Flag("Show all that the graph says of it, each thing once.", ("--all",))] = False
    width: int | None = None
    """Characters of a line; those of the terminal if None."""
    note: Callable[[str], None] | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class ReportOptions:
    """On which study a page is written, and how."""

    graph: Annotated[
        AnyPath,
        Flag("An RDF file that kgbuild wrote, or the folder of a run or a store.", kind=str, argument=True),
    ]
    study: Annotated[str, Flag("An id of the study, for example NCT01297972.", argument=True)]
    output: Annotated[
        AnyPath | None,
        Flag("The page to write: .html, .md; default standard output.", ("-o", "--output"), kind=_Path),
    ] = None
    _: KW_ONLY
    form: Annotated[
        str | None, Flag("html, md; default by extension, else md.", ("--format",), completes="page_formats")
    ] = None
    wait: StoreWait = 0
    note: Callable[[str], None] | None = None
    """Takes what the user should know."""


@dataclass(frozen=True)
class FindOptions:
    """Which nodes of which graph are looked for."""

    graph: Annotated[
        AnyPath,
        Flag(
            "An RDF file, the folder of a run or a store, or the address of an endpoint.",
            kind=str,
            argument=True,
        ),
    ]
    words: Annotated[str | Sequence[str], Flag("Words that a label holds, all of them.", kind=list[str], argument=True)]
    _: KW_ONLY
    of_class: Annotated[
        str | None, Flag("Find nodes of this class alone: Condition, ct:Study, an IRI.", ("--class",))
    ] = None


@dataclass(frozen=True)
class ExportOptions:
    """Which store becomes a file, and how."""

    folder: StoreFolder
    output: OutputFile
    _: KW_ONLY
    form: GraphFormat = None
    with_ontology: Annotated[bool, Flag("Put ontology and code lists into the file.", ("--with-ontology",))] = False
    wait: StoreWait = 0


@dataclass(frozen=True)
class ExportResultsOptions:
    """The results of which graph become tables, and where these are written."""

    graph: Annotated[
        AnyPath,
        Flag("An RDF file that kgbuild wrote, or the folder of a run or a store.", kind=str, argument=True),
    ]
    folder: Annotated[
        AnyPath,
        Flag("The folder for the tables; those of the same names are written anew.", ("-o", "--output"), kind=str),
    ]
    _: KW_ONLY
    wait: StoreWait = 0


@dataclass(frozen=True)
class StatsOptions:
    """Which graph is counted."""

    graph: Annotated[
        AnyPath,
        Flag("The folder of a store or of a run, or an RDF file that kgbuild wrote.", kind=str, argument=True),
    ]
    _: KW_ONLY
    wait: StoreWait = 0


@dataclass(frozen=True)
class BackupOptions:
    """Which store is copied, and where to."""

    folder: StoreFolder
    target: Annotated[AnyPath, Flag("A new folder.", kind=str, argument=True)]
    _: KW_ONLY
    copy: Annotated[
        bool, Flag("Copy every file, where the same disk would hold links to those of the store.", ("--copy",))
    ] = False
    wait: StoreWait = 0


@dataclass(frozen=True)
class RemoveStudiesOptions:
    """Which studies go from which store."""

    store: Annotated[AnyPath, Flag("The folder of the store.", ("--store",), kind=str)]
    ids: Annotated[
        str | Sequence[str],
        Flag("Ids of studies, for example NCT01297972.", kind=list[str], argument=True),
    ]
    _: KW_ONLY
    as_of: ChangeTime = None
    wait: StoreWait = 0


def path_of(path: AnyPath, *, verb: str) -> str:
    """A path as text; raises UsageError that says what was given in its place."""
    if isinstance(path, str | os.PathLike):
        return os.fspath(path)
    if isinstance(path, list | tuple | set):
        raise UsageError(f"{verb} takes a path where a {type(path).__name__} was given; give the paths one by one")
    raise UsageError(f"{verb} takes a path, a str or pathlib.Path, where a {type(path).__name__} was given")


def paths_of(paths: AnyPath | Sequence[AnyPath], *, verb: str = "ingest") -> list[str]:
    """One path or several, as texts; raises UsageError for what is none, and where there is none."""
    given = [paths] if isinstance(paths, str | os.PathLike) or not isinstance(paths, Iterable) else list(paths)
    if not given:
        raise UsageError("there is nothing to read: name a file or a folder")
    return [path_of(each, verb=verb) for each in given]
