"""The options of `ingest`: the keywords of `kg.ingest` and the flags of `kgbuild ingest` are made of this class."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Annotated

from kg.errors import UsageError
from kg.flags import Flag
from kg.iris import BASE

from .listener import Listener

__all__ = ["AnyPath", "IngestOptions", "path_of", "paths_of"]

AnyPath = str | os.PathLike[str]
_Path = str | None


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
    form: Annotated[
        str | None,
        Flag("ttl, nt, nq, trig, jsonld, jsonl; default by extension.", ("--format",), completes="rdf_formats"),
    ] = None
    out_dir: Annotated[AnyPath | None, Flag("The folder for the default files.", ("--out-dir",), kind=_Path)] = None
    base: Annotated[str, Flag("The base IRI of the data; ends in / or #.")] = BASE
    context: Annotated[str | None, Flag("Name the JSON-LD context by this address.")] = None
    with_ontology: Annotated[bool, Flag("Put ontology and code lists into the graph.", ("--with-ontology",))] = False
    as_of: Annotated[
        datetime | str | None,
        Flag("The run's time as ISO 8601; default SOURCE_DATE_EPOCH, else now.", kind=_Path),
    ] = None
    report: Annotated[
        AnyPath | None,
        Flag("Write problems and findings to this file: .html, .csv, .jsonl, .ttl.", ("--report",), kind=_Path),
    ] = None
    max_findings: Annotated[
        int,
        Flag("Keep N findings of each rule in detail; all are counted.", ("--max-findings",), metavar="N", least=0),
    ] = 1_000
    strict: Annotated[bool, Flag("Stop at the first rejected record; write nothing.", ("--strict",))] = False
    id_from_name: Annotated[
        bool, Flag("Take the id of a page that does not state it from its file name.", ("--id-from-name",))
    ] = False
    contacts: Annotated[bool, Flag("Write whom to ask, phones and e-mails too.", ("--contacts",))] = False
    link: Annotated[bool, Flag("Match names to public vocabularies.", ("--link/--no-link",))] = True
    mappings: Annotated[
        AnyPath | None,
        Flag("An SSSOM table whose curated rows accept and reject matches.", ("--mappings",), kind=_Path),
    ] = None
    lexicon: Annotated[
        AnyPath | None,
        Flag(
            "The folder of compiled vocabularies; default KGBUILD_LEXICON, else the user's.",
            ("--lexicon",),
            kind=_Path,
        ),
    ] = None
    store: Annotated[
        AnyPath | None,
        Flag("Keep the graph in the store of this folder; files only with -o.", ("--store",), kind=_Path),
    ] = None
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
    engine: Annotated[
        str, Flag("kgbuild, or pyshacl for the reference implementation.", ("--engine",), completes="engines")
    ] = "kgbuild"
    resume: Annotated[bool, Flag("Go on with the same run where it was broken off.", ("--resume/--no-resume",))] = True
    shards: Annotated[
        int, Flag("Cut each output into so many files, and one with what they share.", ("--shards",), least=1)
    ] = 1
    listener: Listener | None = None
    """Hears how the run goes on."""


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
