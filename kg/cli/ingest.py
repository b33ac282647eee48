"""`ingest`: files in, one validated graph out."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.errors import KgbuildError, Severity, UsageError
from kg.iris import BASE, Minter

from .boundary import say
from .completion import severities
from .linking import LexiconOption, MappingsOption, linking
from .outputs import Outputs
from .parameters import MAX_FINDINGS, EngineName, MaxFindings, RdfFormat, ReportFile
from .preview import explain_lines as explain
from .preview import plan
from .storing import StoreOption, WaitOption, into_store

if TYPE_CHECKING:
    from kg.pipeline.ingest import Request
    from kg.shacl import Engine

__all__ = ["FailOn", "fail_on", "ingest", "verdict"]

FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        help="The least severity that makes the exit code 1: violation, warning, info, none.",
        autocompletion=severities,
    ),
]


Paths = Annotated[list[str], typer.Argument(help="Files and folders with trial records; - reads standard input.")]
OutputFile = Annotated[
    str | None, typer.Option("-o", "--output", help="Write only this file; - writes standard output.")
]
OutDir = Annotated[str, typer.Option(help="The folder for the default files.")]
Base = Annotated[str, typer.Option(help="The base IRI of the data; ends in / or #.")]
ContextUrl = Annotated[str | None, typer.Option(help="Name the JSON-LD context by this address.")]
WithOntology = Annotated[bool, typer.Option("--with-ontology", help="Put ontology and code lists into the graph.")]
AsOf = Annotated[str | None, typer.Option(help="The run's time as ISO 8601; default SOURCE_DATE_EPOCH, else now.")]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first rejected record; write nothing.")]
IdFromName = Annotated[
    bool, typer.Option("--id-from-name", help="Take the id of a page that does not state it from its file name.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say which reader takes which file, and write nothing.")]
Contacts = Annotated[bool, typer.Option("--contacts", help="Write whom to ask, phones and e-mails too.")]
NoLink = Annotated[bool, typer.Option("--no-link", help="Match no names to public vocabularies.")]
ExplainLines = Annotated[
    bool, typer.Option("--explain-lines", help="Show where each line of a page goes, and write nothing.")
]
Jobs = Annotated[
    int, typer.Option("-j", "--jobs", min=0, help="Processes that work; 0: one for each core if the input is large.")
]
Cluster = Annotated[
    str | None, typer.Option(help="Work on the Dask cluster of this scheduler (tcp://...), or on one started: local.")
]
WorkDir = Annotated[
    str | None,
    typer.Option("--work", help="The folder for work that is not finished; default beside the output."),
]
Resume = Annotated[bool, typer.Option("--resume/--no-resume", help="Go on with the same run where it was broken off.")]
Shards = Annotated[int, typer.Option(min=1, help="Cut each output into so many files, and one with what they share.")]
AsJson = Annotated[bool, typer.Option("--json", help="Say everything as JSON lines.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only errors.")]


def ingest(
    paths: Paths,
    *,
    output: OutputFile = None,
    output_format: RdfFormat = None,
    out_dir: OutDir = "kg-out",
    base: Base = BASE,
    context: ContextUrl = None,
    with_ontology: WithOntology = False,
    as_of: AsOf = None,
    report: ReportFile = None,
    max_findings: MaxFindings = MAX_FINDINGS,
    fail_on_name: FailOn = "violation",
    strict: Strict = False,
    id_from_name: IdFromName = False,
    dry_run: DryRun = False,
    contacts: Contacts = False,
    no_link: NoLink = False,
    mappings: MappingsOption = None,
    lexicon: LexiconOption = None,
    explain_lines: ExplainLines = False,
    store: StoreOption = None,
    wait: WaitOption = 0,
    jobs: Jobs = 0,
    cluster: Cluster = None,
    work: WorkDir = None,
    engine: EngineName = "kgbuild",
    resume: Resume = True,
    shards: Shards = 1,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Read trial records, link them, validate them, and write a graph."""
    from kg.pipeline.ingest import Request

    least = fail_on(fail_on_name)
    if dry_run or explain_lines:
        return explain(paths, id_from_name=id_from_name) if explain_lines else plan(paths)
    checker = _validator(engine, needs_file=output == "-" or store is not None or shards > 1)
    choose = Outputs(output, output_format, out_dir, store=store, work=work, shards=shards)
    request = Request(
        paths=paths,
        outputs=choose,
        mint=Minter(base),
        as_of=_moment(as_of),
        versions=(f"kgbuild {kg.__version__}",),
        context_url=context,
        with_ontology=with_ontology,
        strict=strict,
        contacts=contacts,
        linking=None if no_link else linking(base, lexicon=lexicon, mappings=mappings, quiet=quiet or as_json),
        jobs=jobs,
        cluster=cluster,
        work=choose.work,
        resume=resume,
        shards=shards,
    )
    request = request._replace(checked=checker is checker.KGBUILD, max_findings=max_findings, id_from_name=id_from_name)
    with into_store(store, request, wait=wait) as final:
        return _run(final, choose, report, least, checker, as_json=as_json, quiet=quiet)


def _validator(name: str, *, needs_file: bool) -> "Engine":
    """The engine of that name; the reference checks a graph when it is written, as one file."""
    from kg.pipeline.validation import engine_of

    found = engine_of(name)
    if needs_file and found is found.PYSHACL:
        raise UsageError("--engine pyshacl checks the written file: name one with -o, without --store or --shards")
    return found


def fail_on(name: str) -> Severity | None:
    """The least severity that fails a run; None for `none`. Raises UsageError for any other name."""
    if name == "none":
        return None
    try:
        return Severity[name.upper()]
    except KeyError:
        raise UsageError(f"unknown --fail-on {name!r}; known are violation, warning, info, none") from None


def _moment(text: str | None) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text is not None:
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        source = f"--as-of {text!r}" if text is not None else f"SOURCE_DATE_EPOCH {epoch!r}"
        raise UsageError(f"{source} is no time: {error}") from error


def _run(
    request: "Request",
    choose: Outputs,
    report: str | None,
    least: Severity | None,
    engine: "Engine",
    *,
    as_json: bool,
    quiet: bool,
) -> int:
    from kg.pipeline.ingest import ingest as run
    from kg.pipeline.validation import validate_files

    from .reports import report_format, report_of, write_beside, write_context, write_report
    from .summary import Conversation

    report_form = report_format(report) if report else None
    to_stdout = choose.only is not None and choose.only.path == "-"
    talk = Conversation(err=to_stdout, as_json=as_json, quiet=quiet)
    with talk.progress() as listener, _kept(request.work):
        result = run(request, listener=listener)
    found = result.validated
    if engine is not engine.KGBUILD:
        path = result.outputs[0].path
        found = validate_files([path], shapes=None, engine=engine, max_findings=request.max_findings)
    full = report_of(result.problems, found, base=request.mint.base)
    written = [*([choose.store] if choose.store else []), *(output.path for output in result.outputs)]
    if choose.only is None:
        written += write_beside(choose.out_dir, result, full) if choose.default else []
    elif choose.only.path.endswith(("jsonl", "jsonl.gz")) and not to_stdout and not request.context_url:
        written.append(write_context(choose.only.path))
    if report and report_form:
        write_report(report, report_form, full)
        written.append(report)
    talk.summary(result, found, written)
    levels = [*result.problems.severities(), *(each.level for each in found.report.rules)]
    return verdict(levels, least, unreadable=bool(result.unreadable))


@contextmanager
def _kept(work: Path | None) -> Iterator[None]:
    """Says what to do when a run is broken off and what is done is kept."""
    try:
        yield
    except UsageError:
        raise
    except (KeyboardInterrupt, KgbuildError):
        if work and work.exists():
            say(f"what is done is kept in {work}; the same command goes on from there")
        raise


def verdict(levels: Sequence[Severity], least: Severity | None, *, unreadable: bool) -> int:
    """The exit code: 2 if a path could not be read, 1 for a problem or finding of at least that severity, else 0."""
    if unreadable:
        return 2
    return int(least is not None and any(level >= least for level in levels))
