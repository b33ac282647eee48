"""What a run is asked for, and what came of it."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgbuildError, UsageError
from kg.iris import Minter
from kg.joining import NO_DECISIONS as NO_JOIN_DECISIONS
from kg.joining import Decisions
from kg.linking import Curation
from kg.linking.curation import NO_DECISIONS
from kg.pipeline.graph.build import Totals
from kg.pipeline.graph.joins import JoinCounts
from kg.pipeline.graph.shape_checks import Validated
from kg.pipeline.graph.store_joins import StoreJoins
from kg.pipeline.input.files import InputFile, Unreadable
from kg.pipeline.packing import best_codec
from kg.rdf import Triple
from kg.rdf.publishing import NOT_PUBLISHED, Publishing
from kg.shacl import Engine
from kg.store import StoreChanges, StoreWriter
from kg.version import __version__

from .decided import decided_in, remembered_joins
from .destinations import Outputs
from .joined_files import WrittenFile
from .ledger import Ledger
from .lexicon import curated, linking
from .listener import Silent
from .options import IngestOptions, paths_of
from .problems import Problems
from .recipe import Output, Recipe
from .remembered import remembered

__all__ = ["VERSIONS", "Request", "Result", "StrictError", "moment"]

VERSIONS = (f"kgbuild {__version__}",)
"""What the build node states of the program."""


class Request(NamedTuple):
    """What to read, what to write, and how."""

    paths: Sequence[str]
    outputs: Callable[[int], Sequence[Output]]
    """The files to write, given the number of records that were found."""
    recipe: Recipe
    """How records become the graph; its outputs are known when the records are counted."""
    as_of: datetime
    """The run's time, stated on the build node."""
    versions: Sequence[str]
    """Programs and their versions, stated on the build node."""
    files: Sequence[InputFile] = ()
    """What is read, where it is no path that a user names."""
    with_ontology: bool = False
    max_problems: int | None = None
    """How many problems of each rule are kept; None for all."""
    publishing: Publishing = NOT_PUBLISHED
    """Licence and publisher, stated in the description."""
    strict: bool = False
    id_from_name: bool = False
    """Whether a page that does not state its id has the one that its name holds."""
    prune: bool = False
    """Whether records of the store that the input does not hold are removed."""
    decisions: Decisions = NO_JOIN_DECISIONS
    """What people decided of pairs of studies."""
    joins: StoreJoins | None = None
    """Makes the joins of a store that exists."""
    store: StoreWriter | None = None
    """Writes into a store, beside the files; a store always gets the ontology."""
    jobs: int = 1
    """Processes that work; 0 is one for each core, or this process alone where starting others takes longer."""
    cluster: str | None = None
    """The address of a Dask scheduler, or `local`."""
    places: Sequence[str] = ()
    """All files that may be written, for one that is read to be left alone."""
    work: Path | None = None
    """Where what is done is kept until the run ends well; None for a temporary folder."""
    count_up_to: int = 0
    """Up to so many records are counted before any is built, since the outputs depend on it; 0 where they do not."""
    shards: int = 1
    """Files that each output is cut into, beside one with what they share; 1 is one file with all."""
    resume: bool = True
    """Whether the same run, if one was broken off, is continued."""

    @classmethod
    def of(cls, options: IngestOptions, outputs: Outputs) -> "Request":
        """What the options ask for."""
        note = (options.listener or Silent()).note
        base = Minter(options.base).base
        return cls(
            paths=paths_of(options.paths),
            outputs=outputs,
            recipe=Recipe(
                base=base,
                context_url=options.context,
                contacts=options.contacts,
                results=options.results,
                checked=options.engine == Engine.KGBUILD,
                max_findings=options.max_findings,
                linking=linking(options.lexicon, _curation(options, base), note=note) if options.link else None,
                stored=options.store is not None,
                codec=best_codec(),
            ),
            as_of=moment(options.as_of),
            versions=VERSIONS,
            with_ontology=options.with_ontology,
            max_problems=options.max_problems,
            publishing=Publishing.of(options.license, options.publisher),
            decisions=_decisions(options),
            prune=options.prune,
            strict=options.strict,
            id_from_name=options.id_from_name,
            jobs=options.jobs,
            cluster=options.cluster,
            places=outputs.places(None if options.report is None else os.fspath(options.report)),
            work=outputs.work,
            count_up_to=outputs.count_up_to,
            shards=options.shards,
            resume=options.resume,
        )


def _curation(options: IngestOptions, base: str) -> Curation:
    """What the table decides, and what was decided before of the graph of a store."""
    held = remembered(options.store) if options.store and not options.forget_curation else NO_DECISIONS
    return curated(options.mappings, base=base).curation.over(held)


def _decisions(options: IngestOptions) -> Decisions:
    """What the sheet decides of studies, and what was decided before of those of a store."""
    remembers = options.store is not None and not options.forget_curation
    held = remembered_joins(options.store) if remembers and options.store is not None else NO_JOIN_DECISIONS
    return decided_in(options.decisions).over(held)


class Result(NamedTuple):
    """What came of a run."""

    totals: Totals
    ledger: Ledger
    problems: Problems
    validated: Validated
    unreadable: list[Unreadable]
    outputs: Sequence[WrittenFile]
    as_of: datetime
    description: Sequence[Triple] = ()
    """All that is said of the graph; empty where nothing was written."""
    stored: StoreChanges | None = None
    """What the run did to the records of a store."""
    joins: JoinCounts = JoinCounts()
    """What came of joining records of several registries."""
    organizations_known: bool = True
    """Whether there was a vocabulary in which sponsors and facilities are found, or nothing was to be linked."""


class StrictError(KgbuildError):
    """A record was rejected in a strict run."""

    exit_code = 1


def moment(text: datetime | str | None) -> datetime:
    """The time of a run: as it is said, else by SOURCE_DATE_EPOCH, else now; raises UsageError for what is none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text is not None:
            said = datetime.fromisoformat(text) if isinstance(text, str) else text
            return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        source = f"--as-of {text!r}" if text is not None else f"SOURCE_DATE_EPOCH {epoch!r}"
        raise UsageError(f"{source} is no time: {error}") from error
